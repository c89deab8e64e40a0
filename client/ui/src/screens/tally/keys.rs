//! The keys of a program: one tap is one event, and the last tap can be taken back.

use carryover_core::Counting;
use carryover_core::view::StrategyView;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::{Count, Measure};

use super::{Program, count, key_word, open};
use crate::desk::text;
use crate::dom::{El, Part, el, live};
use crate::kit::{Icon, Kind, button, icon};

/// The keys, and undo.
pub(super) fn keys(program: Program, item: &StrategyView, keys: Vec<Count>) -> Part {
    let tapped = RwSignal::new(Vec::<Count>::new());
    let (series, measure) = (item.series, item.strategy.measure);
    let (plain, helped): (Vec<Count>, Vec<Count>) =
        keys.into_iter().partition(|key| matches!(key, Count::Plus | Count::Minus));
    let group = |keys: Vec<Count>, class: &str| {
        let keys: Vec<El> = keys.into_iter().map(|key| one(program, series, key, measure, tapped)).collect();
        (!keys.is_empty()).then(|| el("div").class(class).add(keys))
    };
    [
        group(plain, "tally-keys plain-keys").into(),
        group(helped, "tally-keys").into(),
        undo(program, series, tapped),
    ]
    .into()
}

fn one(
    program: Program,
    series: RecordId,
    key: Count,
    measure: Option<Measure>,
    tapped: RwSignal<Vec<Count>>,
) -> El {
    let sign = match key {
        Count::Plus => Some(Icon::Plus),
        Count::Minus => Some(Icon::Minus),
        Count::Level(_) | Count::Prompts => None,
    };
    let press = move || {
        tapped.write().push(key);
        count(series, Counting::More(key));
    };
    let number = Memo::new(move |_| open(program, |open| open.tally.counts.of(key)).unwrap_or(0));
    let number = el("span").class("key-count").add(live(move || number.get().to_string()));
    let element = el("button").set("type", "button").class("key").test(&["key-", key.field()].concat());
    element.add(sign.map(icon)).add(el("span").add(key_word(key, measure))).add(number).press(press)
}

/// Takes back the last tap, as long as this page knows it.
fn undo(program: Program, series: RecordId, tapped: RwSignal<Vec<Count>>) -> Part {
    let is_there =
        Memo::new(move |_| tapped.with(|tapped| !tapped.is_empty()) && open(program, |_| ()).is_some());
    let press = move || {
        if let Some(key) = tapped.write().pop() {
            count(series, Counting::Back(key));
        }
    };
    let words = &text().counting;
    let undo = button(Kind::Quiet, words.undo, "count-undo", press).sign(Icon::Undo).spoken(words.undo_last);
    el("div").class("acts").add(undo.live("disabled", move || (!is_there.get()).then(String::new))).into()
}
