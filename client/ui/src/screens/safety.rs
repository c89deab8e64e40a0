//! Safety notes, pinned on top of whatever is about to be done (C45).

use leptos::prelude::*;

use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::kit::{Icon, signed};

/// All notes in force; nothing where there are none.
pub(crate) fn pinned() -> Part {
    let today = desk().today;
    live(move || {
        today.with(|today| {
            let notes = today.safety.iter().map(|note| el("li").add(note.note.text.as_str()));
            let notes: Vec<El> = notes.collect();
            (!notes.is_empty()).then(|| {
                let section = el("section").class("pinned").test("safety");
                section.add(signed("h2", Icon::Shield, text().day.safety)).add(el("ul").add(notes))
            })
        })
    })
}
