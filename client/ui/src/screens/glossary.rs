//! All words that are explained, to look through or search.

use carryover_core::glossary::{TERMS, Term};
use leptos::prelude::*;

use crate::desk::{language, text};
use crate::dom::{El, el, live};
use crate::kit::{Field, Input, sheet};

/// The sheet.
pub(crate) fn glossary() -> El {
    let words = &text().words;
    let search = RwSignal::new(String::new());
    let field =
        Field { id: "find-word", label: words.search, help: "", input: Input::Search, test: "find-word" };
    let list = live(move || {
        let wanted = search.get().trim().to_lowercase();
        let mut found: Vec<&Term> = TERMS.iter().filter(|term| is_about(term, &wanted)).collect();
        shared::sorted::sort_by_key(&mut found, |term| term.word(language()).to_lowercase());
        match found.is_empty() {
            true => el("p").class("help").set("role", "status").add(words.none),
            false => el("dl").class("glossary").add(found.into_iter().map(line).collect::<Vec<El>>()),
        }
    });
    sheet(words.title, "words-sheet", |body| {
        body.add(el("p").class("help").add(words.help)).add(field.over(search)).add(list)
    })
}

fn is_about(term: &Term, wanted: &str) -> bool {
    let language = language();
    [term.word(language), term.says(language)].iter().any(|said| said.to_lowercase().contains(wanted))
}

fn line(term: &Term) -> El {
    let language = language();
    let line = el("div").test("word").add(el("dt").add(term.word(language)));
    line.add(el("dd").add(term.says(language)))
}
