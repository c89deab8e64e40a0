//! Safety notes, pinned on top of whatever is about to be done (C45).

use carryover_core::{Care, Intent};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Scope;

use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::kit::{Icon, Kind, button, focus, signed};

/// All notes in force; nothing where there are none.
pub(crate) fn pinned() -> Part {
    let desk = desk();
    let today = desk.today;
    live(move || {
        today.with(|today| {
            let notes = today.safety.iter().map(|note| el("li").add(note.note.text.as_str()));
            let notes: Vec<El> = notes.collect();
            let unread: Vec<RecordId> =
                today.safety.iter().filter(|note| !note.read).map(|note| note.version).collect();
            (!notes.is_empty()).then(|| {
                let read = (!unread.is_empty() && desk.may_write(Scope::Plan)).then(|| read_it(unread));
                let section = el("section").class("pinned").test("safety");
                section.add(signed("h2", Icon::Shield, text().day.safety)).add(el("ul").add(notes)).add(read)
            })
        })
    })
}

/// "I have read this", for the versions that are on the screen.
pub(crate) fn read_it(versions: Vec<RecordId>) -> El {
    let press = move || {
        desk().dispatch(Intent::Care(Care::MarkRead { versions: versions.clone() }));
        focus::rescue();
    };
    el("div")
        .class("acts")
        .add(button(Kind::Quiet, text().program.read_it, "read-it", press).sign(Icon::Check))
}
