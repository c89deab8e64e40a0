//! What runs: its time, "Done", and then how it went. STOP stands beside it.

use leptos::prelude::*;
use shared::record::Helped;
use shared::record::tally::elapsed_s;

use super::log;
use super::tally::ticking as ticking_since;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::kit::{Icon, Kind, button, focus, helped_keys, round, signed};
use crate::timer::Running;

/// The bar.
pub(crate) fn running_bar(running: Running) -> Part {
    // How many minutes it took, once it is done.
    let took = RwSignal::new(None::<u16>);
    live(move || match took.get() {
        None => untrack(|| ticking(running.clone(), took)),
        Some(minutes) => asking(running.clone(), minutes),
    })
}

fn ticking(running: Running, took: RwSignal<Option<u16>>) -> El {
    let desk = desk();
    let words = &text().day;
    let since_ms = running.since_ms;
    let title = running.subject.title.clone();
    let done = move || {
        took.set(Some(running.minutes(desk.now().unix_ms)));
        focus::first(".running .key");
    };
    el("div")
        .class("running")
        .set("role", "timer")
        .spoken(&fill(words.running, &[&title]))
        .test("running")
        .add(signed("p", Icon::Clock, &title).class("running-title"))
        .add(el("p").class("running-time").add(ticking_since(move |now| elapsed_s(since_ms, now))))
        .add(button(Kind::Primary, words.done, "timer-done", done).sign(Icon::Check))
        .add(round(Icon::Close, text().frame.cancel, "timer-cancel", move || desk.timer.clear()))
}

fn asking(running: Running, minutes: u16) -> El {
    let legend = fill(text().day.how_was_this, &[&running.subject.title]);
    let pick = move |helped: Helped| {
        let desk = desk();
        log::activity(desk, running.subject.clone(), helped, Some(minutes), None);
        desk.timer.clear();
    };
    let ask = el("p").class("ask").set("aria-hidden", "true").add(legend.as_str());
    el("div").class("running asking").add(ask).add(helped_keys(&legend, language(), pick))
}
