//! The aide's quick log: children on top, then their programs to count, then large keys for each activity, one tap an
//! entry.

mod board;
mod strip;

use leptos::prelude::*;
use shared::RecordId;

use super::lock::lock_nag;
use super::safety::pinned;
use super::tally::programs;
use super::today::{earlier, nothing_planned, ways};
use crate::desk::{desk, text};
use crate::dom::{El, each, el, live};
use crate::i18n::fill;
use board::board_card;
use strip::strip;

/// The screen.
pub(crate) fn screen() -> El {
    let desk = desk();
    let order = move || {
        desk.today.with(|today| {
            // What says which data to take is counted, on the board of its own.
            let logged = today.strategies.iter().filter(|item| item.strategy.measure.is_none());
            logged.map(|item| item.series).collect::<Vec<RecordId>>()
        })
    };
    let several = move || {
        let many = desk.selected.with(Vec::len);
        (many > 1).then(|| el("p").class("help").add(fill(text().day.for_several, &[&many.to_string()])))
    };
    el("div")
        .class("page quick")
        .add(el("h1").focusable().add(text().frame.log))
        .add(strip())
        .add(live(several))
        .add(pinned())
        .add(nothing_planned())
        .add(programs())
        .add(el("div").class("board").add(each(order, board_card)))
        .add(ways())
        .add(earlier())
        .add(lock_nag())
}
