//! The clock of a program: started and stopped by one key, kept in the record, so that a locked screen or a reload
//! loses no second.

use std::time::Duration;

use carryover_core::Counting;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::tally::elapsed_s;

use super::{Program, count, open};
use crate::desk::{desk, text};
use crate::dom::{El, el, live};
use crate::kit::{Icon, icon};

/// The key, and the time.
pub(super) fn clock(program: Program, series: RecordId) -> El {
    let since = Memo::new(move |_| open(program, |open| open.tally.since_ms).flatten());
    let kept = Memo::new(move |_| open(program, |open| open.tally.seconds).unwrap_or(0));
    let words = &text().counting;
    let shown = live(move || {
        let kept = i64::from(kept.get());
        match since.get() {
            None => el("span").add(clock_time(kept)),
            Some(since_ms) => ticking(move |now| kept + elapsed_s(since_ms, now)),
        }
    });
    let said = move || if since.get().is_some() { words.halt } else { words.start };
    let press = move || {
        let runs = since.get_untracked().is_some();
        count(series, if runs { Counting::Halt } else { Counting::Start });
    };
    let key = el("button").set("type", "button").class("key clock-key").test("clock-key").press(press);
    let key = key.toggle("runs", move || since.get().is_some());
    let sign = live(move || icon(if since.get().is_some() { Icon::Pause } else { Icon::Play }));
    let key = key.add(sign).add(el("span").add(live(said)));
    let time = el("p").class("clock-time").test("clock-time").set("role", "timer").spoken(words.time);
    el("div").class("clock").add(key).add(time.add(shown))
}

/// A number of seconds that is read again each second.
pub(in crate::screens) fn ticking(read: impl Fn(shared::Now) -> i64 + 'static) -> El {
    let desk = desk();
    let seconds = RwSignal::new(read(desk.now()));
    let tick = move || {
        let _ = seconds.try_set(read(desk.now()));
    };
    if let Ok(ticking) = set_interval_with_handle(tick, Duration::from_secs(1)) {
        on_cleanup(move || ticking.clear());
    }
    el("span").add(live(move || clock_time(seconds.get())))
}

/// "2:05".
pub(in crate::screens) fn clock_time(seconds: i64) -> String {
    let rest = seconds % 60;
    let zero = if rest < 10 { "0" } else { "" };
    [&(seconds / 60).to_string(), ":", zero, &rest.to_string()].concat()
}
