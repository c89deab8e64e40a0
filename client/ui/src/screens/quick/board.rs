//! One activity on the board: its picture and four keys. One tap on a key writes an entry.

use leptos::prelude::*;
use shared::RecordId;
use shared::record::Helped;

use super::super::log;
use super::super::today::{face, paused_line, strategy};
use crate::desk::{desk, language, text};
use crate::dom::{El, el, live};
use crate::i18n::fill;
use crate::kit::helped_keys;
use crate::timer::Subject;

/// The card.
pub(super) fn board_card(series: RecordId) -> El {
    let item = strategy(series);
    let keys = move || {
        let item = item.get()?;
        if let Some(stop) = item.paused.first() {
            return Some(paused_line(stop));
        }
        let legend = fill(text().day.how_was_this, &[&item.strategy.title]);
        let pick = move |helped: Helped| {
            log::activity(desk(), Subject::from(&item), helped, item.strategy.minutes, None);
        };
        Some(helped_keys(&legend, language(), pick))
    };
    let card = el("article").class("card strategy").test("strategy").set("data-series", &series.to_string());
    card.add(live(move || item.get().map(|item| face(&item, false)))).add(live(keys))
}
