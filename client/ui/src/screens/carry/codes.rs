//! A hand-over as square codes on the screen: one, or several that take turns until whoever holds the camera has all.
//! With reduced motion nothing moves by itself. Codes take turns less than three times a second, so nothing flashes.

use std::time::Duration;

use leptos::prelude::*;
use shared::wire::slips;

use crate::desk::{language, text};
use crate::dom::{El, el, live};
use crate::i18n::{fill, format};
use crate::kit::{Kind, button, qr};

const TURN: Duration = Duration::from_millis(400);

/// The codes of a hand-over file.
pub(super) fn codes(file: &[u8]) -> El {
    let words = &text().carry;
    let Ok(slips) = slips(file) else {
        return el("p").set("role", "status").test("no-codes").add(words.too_long_for_codes);
    };
    let count = slips.len();
    let (at, moves) = (RwSignal::new(0), RwSignal::new(count > 1 && may_move()));
    let large = RwSignal::new(false);
    let next = move || at.update(|at| *at = (*at + 1) % count);
    let turn = move || {
        if moves.try_get_untracked() == Some(true) {
            next();
        }
    };
    if let Ok(turns) = set_interval_with_handle(turn, TURN) {
        on_cleanup(move || turns.clear());
    }
    let place = move || {
        let [at, count] = [at.get() + 1, count].map(|number| format::number(language(), number));
        fill(words.code_of, &[&at, &count])
    };
    let drawn = live(move || slips.get(at.get()).and_then(|slip| qr(slip, words.code)));
    // Only what somebody asked for is spoken.
    let speaks = move || Some(if moves.get() { "off" } else { "polite" }.to_owned());
    let step = move || {
        moves.set(false);
        next();
    };
    let several = (count > 1).then(|| {
        let next = button(Kind::Quiet, words.next, "codes-next", step);
        vec![next, switch(moves, words.pause, words.go_on, "codes-play")]
    });
    let ways = el("div").class("acts").add(several);
    el("div")
        .class("codes")
        .focusable()
        .test("codes")
        .toggle("large", move || large.get())
        .add(el("p").class("help").add(words.codes_text))
        .add(drawn)
        .add(el("p").test("code-of").live("aria-live", speaks).add(live(place)))
        .add(ways.add(switch(large, words.smaller, words.larger, "codes-size")))
}

/// A button that turns something on and off, and says what it would do.
fn switch(on: RwSignal<bool>, off_words: &'static str, on_words: &'static str, test: &str) -> El {
    let words = live(move || if on.get() { off_words } else { on_words });
    let button = el("button").set("type", "button").class("button quiet").test(test);
    button.add(el("span").add(words)).press(move || on.set(!on.get_untracked()))
}

/// Whether this person wants things to move by themselves.
fn may_move() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    !query.is_ok_and(|query| query.is_some_and(|query| query.matches()))
}
