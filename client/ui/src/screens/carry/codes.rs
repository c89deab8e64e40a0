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

/// Which code is shown, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shown {
    at: usize,
    moves: bool,
    large: bool,
}

/// The codes of a hand-over file.
pub(super) fn codes(file: &[u8]) -> El {
    let words = &text().carry;
    let Ok(slips) = slips(file) else {
        return el("p").set("role", "status").test("no-codes").add(words.too_long_for_codes);
    };
    let count = slips.len();
    let shown = RwSignal::new(Shown { at: 0, moves: count > 1 && may_move(), large: false });
    let next = move || shown.update(|shown| shown.at = (shown.at + 1) % count);
    let turn = move || {
        if shown.try_with_untracked(|shown| shown.moves) == Some(true) {
            next();
        }
    };
    if let Ok(turns) = set_interval_with_handle(turn, TURN) {
        on_cleanup(move || turns.clear());
    }
    let at = Memo::new(move |_| shown.with(|shown| shown.at));
    let place = move || {
        let [at, count] = [at.get() + 1, count].map(|number| format::number(language(), number));
        fill(words.code_of, &[&at, &count])
    };
    let drawn = live(move || slips.get(at.get()).and_then(|slip| qr(slip, words.code)));
    // Only what somebody asked for is spoken.
    let speaks = move || Some(if shown.with(|shown| shown.moves) { "off" } else { "polite" }.to_owned());
    el("div")
        .class("codes")
        .test("codes")
        .toggle("large", move || shown.with(|shown| shown.large))
        .add(el("p").class("help").add(words.codes_text))
        .add(drawn)
        .add(el("p").test("code-of").live("aria-live", speaks).add(live(place)))
        .add(ways(shown, count, next))
}

fn ways(shown: RwSignal<Shown>, count: usize, next: impl Fn() + Copy + 'static) -> El {
    let words = &text().carry;
    let moves = move || shown.with(|shown| shown.moves);
    let either = move |is: bool, yes: &'static str, no: &'static str| if is { yes } else { no };
    let play =
        button(Kind::Quiet, "", "codes-play", move || shown.update(|shown| shown.moves = !shown.moves));
    let play = play.add(live(move || either(moves(), words.pause, words.go_on)));
    let size =
        button(Kind::Quiet, "", "codes-size", move || shown.update(|shown| shown.large = !shown.large));
    let size = size.add(live(move || either(shown.with(|shown| shown.large), words.smaller, words.larger)));
    let step = move || {
        shown.update(|shown| shown.moves = false);
        next();
    };
    let several = (count > 1).then(|| vec![button(Kind::Quiet, words.next, "codes-next", step), play]);
    el("div").class("acts").add(several).add(size)
}

/// Whether this person wants things to move by themselves.
fn may_move() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    !query.is_ok_and(|query| query.is_some_and(|query| query.matches()))
}
