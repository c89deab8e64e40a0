//! Carrying notes by hand: a file or codes for another device of the team, and what such a file brings here.
//!
//! Where to start: [`give`] makes a file and has it saved, sent or shown; [`codes`] shows it as codes; [`take`] opens a
//! file; [`catch`] reads codes.

mod catch;
mod codes;
mod give;
mod take;

use carryover_core::Intent;
use leptos::prelude::*;

use crate::desk::{desk, text};
use crate::dom::{El, el, live};
use crate::i18n::fill;
use crate::kit::sheet;
use give::give;
use take::{drops, take};

/// The sheet.
pub(crate) fn carry() -> El {
    let desk = desk();
    let words = &text().carry;
    on_cleanup(move || queue_microtask(move || desk.dispatch(Intent::PutCarriedAway)));
    let alone = live(move || {
        let carried = desk.carry();
        carried.alone.then(|| el("p").class("pinned").add(fill(words.alone, &[&carried.child])))
    });
    let sheet = sheet(words.title, "carry-sheet", |body| {
        body.add(el("p").add(words.about)).add(alone).add(give()).add(take())
    });
    drops(sheet)
}
