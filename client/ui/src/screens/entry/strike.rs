//! Crossing an entry out, with a reason, and putting it back. Nothing is ever erased.

use carryover_core::Intent;
use carryover_core::view::{EntryBody, EntryView};
use leptos::prelude::*;
use shared::RecordId;

use super::doubt::doubt;
use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::kit::{Field, Icon, Input, Kind, button};

/// Either way.
pub(super) fn strike(id: RecordId, entry: Memo<Option<EntryView>>) -> Part {
    let (may, is_stop) = entry.with_untracked(|entry| match entry {
        Some(entry) => {
            (untrack(|| desk().may_write(entry.scope)), matches!(entry.body, EntryBody::Stop { .. }))
        }
        None => (false, false),
    });
    let struck =
        Memo::new(move |_| entry.with(|entry| entry.as_ref().and_then(|entry| entry.struck.clone())));
    live(move || match struck.get() {
        Some(why) => Some(put_back(id, &why, may)),
        None => may.then(|| crossing_out(id, is_stop)),
    })
}

fn put_back(record: RecordId, why: &str, may: bool) -> El {
    let words = &text().entry;
    let said = match why {
        "" => words.struck_undo.to_owned(),
        why => fill(words.struck_why, &[why]),
    };
    let press = move || desk().dispatch(Intent::PutBack { record });
    let back = may.then(|| button(Kind::Quiet, words.put_back, "put-back", press).sign(Icon::Undo));
    doubt("struck", Icon::Strike, &said).add(back)
}

fn crossing_out(record: RecordId, is_stop: bool) -> El {
    let words = &text().entry;
    let why = RwSignal::new(String::new());
    let strike =
        move || desk().dispatch(Intent::Strike { record, why: why.get_untracked().trim().to_owned() });
    let (label, help) = match is_stop {
        true => (text().stop.mistake, text().stop.mistake_said),
        false => (words.strike, words.strike_help),
    };
    let field = Field { id: "why", label: words.strike_why, help, input: Input::Line, test: "strike-why" };
    el("details")
        .class("more")
        .add(el("summary").test("strike-open").add(label))
        .add(field.over(why))
        .add(button(Kind::Quiet, label, "strike", strike).sign(Icon::Strike))
}
