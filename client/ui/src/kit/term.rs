//! A clinical word that says what it means when it is tapped, and texts in which such words are found (C62). Whoever
//! looks as a clinician reads plain text.

use carryover_core::glossary::{Term, find};
use shared::record::Role;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::button::{Kind, button};
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el};
use crate::route::Sheet;

/// A text with the words in it that have an explanation.
pub(crate) fn explained(said: &str) -> Part {
    if desk().role() == Role::Clinician {
        return said.into();
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for (range, found) in find(said, language()) {
        parts.push(said.get(from..range.start).unwrap_or_default().into());
        parts.push(term(found, said.get(range.clone()).unwrap_or_default()).into());
        from = range.end;
    }
    parts.push(said.get(from..).unwrap_or_default().into());
    Part::Many(parts)
}

/// The word, as it stands there.
fn term(term: &'static Term, said: &str) -> El {
    let word = el("button").set("type", "button").class("term").test("term").set("aria-haspopup", "dialog");
    let place = el("span");
    let shown = place.clone();
    place.add(word.add(said).press(move || show(term, shown.element())))
}

/// Says what it means, beside the word; the browser's own modal dialog takes the focus and gives it back.
fn show(term: &'static Term, place: &web_sys::Element) {
    let language = language();
    let words = &text().words;
    let router = desk().router;
    let dialog = el("dialog").class("sheet term-said").test("term-said").set("aria-labelledby", "term-title");
    let element: HtmlDialogElement = dialog.element().clone().unchecked_into();
    let close = {
        let element = element.clone();
        move || element.close()
    };
    let gone = {
        let element = element.clone();
        move |_| element.remove()
    };
    let beside = {
        let element = element.clone();
        move |event: web_sys::Event| {
            if event.target() == event.current_target() {
                element.close();
            }
        }
    };
    let all = {
        let element = element.clone();
        move || {
            element.close();
            router.open(Sheet::Words);
        }
    };
    let acts = el("div").class("acts");
    let acts = acts.add(button(Kind::Primary, text().frame.close, "term-close", close));
    let acts = acts.add(button(Kind::Plain, words.all, "term-all", all));
    let body = el("div").class("sheet-body term-body");
    let body = body.add(el("h2").set("id", "term-title").focusable().add(term.word(language)));
    let body = body.add(el("p").add(term.says(language))).add(acts);
    let dialog = dialog.on("close", gone).on("click", beside).add(body);
    if place.append_child(dialog.element()).is_ok() {
        // It is on the page, so that it opens.
        let _ = element.show_modal();
    }
}
