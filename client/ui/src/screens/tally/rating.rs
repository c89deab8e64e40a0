//! A number of the program's own scale.

use carryover_core::Counting;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::tally::RATING_LIMIT;

use super::{Program, count, open};
use crate::desk::text;
use crate::dom::{El, el};

/// The numbers.
pub(super) fn rating(program: Program, series: RecordId) -> El {
    let chosen = Memo::new(move |_| open(program, |open| open.tally.rating).flatten());
    let mut keys = el("div").class("tally-keys numbers").set("role", "group").spoken(text().counting.rate);
    for number in 1..=RATING_LIMIT {
        let key =
            el("button").set("type", "button").class("key").test(&["rate-", &number.to_string()].concat());
        let key = key.live("aria-pressed", move || Some((chosen.get() == Some(number)).to_string()));
        keys = keys.add(key.add(number.to_string()).press(move || count(series, Counting::Rate(number))));
    }
    el("div").class("asked").add(el("p").class("ask").add(text().counting.rate)).add(keys)
}
