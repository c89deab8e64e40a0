//! Checking the paper: its words are compared with the sheet that works now, and not used.

use carryover_core::view::{InviteRefusal, SheetCheck};
use leptos::prelude::*;

use crate::desk::{desk, language, text};
use crate::dom::{El, el, live};
use crate::i18n::count;
use crate::i18n::labels::Label;
use crate::kit::{Area, Icon, Kind, button};

/// The question.
pub(super) fn check() -> El {
    let desk = desk();
    let paper = &text().paper;
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(String::new());
    let compare = move || {
        let said = match typed.with_untracked(|typed| desk.check_sheet(typed)) {
            SheetCheck::Works => paper.works,
            SheetCheck::OpensNothing => paper.opens_nothing,
            SheetCheck::NotASheet => InviteRefusal::NotASheet.label(language()),
        };
        found.set(said.to_owned());
    };
    let said = live(move || found.get());
    let section = el("section").class("no-print").add(el("h3").add(paper.check));
    section
        .add(el("p").class("help").add(paper.check_text))
        .add(words_field(typed))
        .add(button(Kind::Quiet, paper.compare, "check-sheet", compare).sign(Icon::Check))
        .add(el("p").set("role", "status").test("checked").add(said))
}

/// The field for the words, which counts them.
pub(super) fn words_field(typed: RwSignal<String>) -> El {
    let paper = &text().paper;
    let field = Area { id: "words", label: paper.words, help: paper.words_help, test: "field-words" };
    let many = move || {
        let many = typed.with(|typed| {
            typed.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).count()
        });
        (many > 0).then(|| count(language(), paper.counted, many))
    };
    field.over(typed).add(el("p").class("help").test("word-count").add(live(many)))
}
