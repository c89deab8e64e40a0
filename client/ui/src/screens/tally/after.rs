//! Ending a session, and why there was none.

use carryover_core::Counting;
use carryover_core::view::StrategyView;
use leptos::prelude::*;
use shared::record::MissedReason;

use super::{Program, count, open};
use crate::desk::{language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::kit::{Icon, Kind, button, focus};

/// "Done" while a session is open, "not tried" while none is.
pub(super) fn after(program: Program, item: &StrategyView) -> Part {
    let series = item.series;
    let is_open = Memo::new(move |_| open(program, |_| ()).is_some());
    live(move || match is_open.get() {
        true => {
            let end = move || {
                count(series, Counting::End);
                focus::rescue();
            };
            let done = button(Kind::Quiet, text().counting.done, "count-done", end).sign(Icon::Check);
            el("div").class("acts").add(done)
        }
        false => missed(series),
    })
}

fn missed(series: shared::RecordId) -> El {
    let words = &text().counting;
    let mut keys = el("div").class("tally-keys");
    for reason in MissedReason::ALL {
        let key = el("button").set("type", "button").class("key").test(&["missed-", reason.code()].concat());
        let press = move || {
            count(series, Counting::Missed(*reason));
            focus::rescue();
        };
        keys = keys.add(key.add(reason.label(language())).press(press));
    }
    let asked = el("p").class("help").add(words.missed_why);
    let summary = el("summary").test("missed").add(words.missed);
    el("details").class("missed").add(summary).add(asked).add(keys)
}
