//! From this device: what is taken along, and whether as a file or as codes.

use carryover_core::view::{CarryView, Packing};
use carryover_core::{Contents, Intent};
use leptos::prelude::*;

use super::codes::codes;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, effect, el, live};
use crate::i18n::{fill, format};
use crate::kit::{Icon, Kind, button, focus};
use crate::shell::files;

/// The section.
pub(super) fn give() -> El {
    let desk = desk();
    let is_ready = Memo::new(move |_| matches!(desk.carry().packing, Packing::Ready { .. }));
    // The button that was tapped goes; the next step takes its place.
    effect(Box::new(move || {
        if is_ready.get() {
            focus::first("[data-test=save-file]");
        }
    }));
    let inside =
        live(move || if is_ready.get() { untrack(ready) } else { live(move || choice(desk.carry())) });
    el("section").add(el("h3").add(text().carry.give)).add(inside)
}

fn said(words: &str) -> El {
    el("p").set("role", "status").add(words)
}

fn choice(carried: CarryView) -> Part {
    let desk = desk();
    let words = &text().carry;
    let before = match (carried.may, carried.packing) {
        (false, _) => return el("p").class("help").add(text().team.sample).into(),
        (true, Packing::UnderWay) => return said(text().frame.loading).into(),
        (true, Packing::TooLarge) => Some(said(words.too_large)),
        (true, _) => carried.all_shared.then(|| el("p").add(words.all_shared)),
    };
    let pack = move |kind, label, test, contents| {
        button(kind, label, test, move || {
            desk.dispatch(Intent::Pack { contents: Contents::clone(&contents) })
        })
    };
    let unshared = (!carried.all_shared)
        .then(|| pack(Kind::Primary, words.unshared, "pack-unshared", Contents::Unshared));
    let all = pack(Kind::Quiet, words.everything, "pack-everything", Contents::Everything);
    [before.into(), el("div").class("acts").add(unshared).add(all).into()].into()
}

/// The file is there: what to do with it.
fn ready() -> Part {
    let desk = desk();
    let bytes = move || desk.shell.with(|app, _| app.packed_bytes().map(<[u8]>::to_vec)).unwrap_or_default();
    let words = &text().carry;
    let name = name(desk.now());
    let kilobytes = format::number(language(), bytes().len().div_ceil(1000));
    let is_saved = RwSignal::new(false);
    let is_shown = RwSignal::new(false);
    let save = {
        let name = name.clone();
        move || {
            files::save(&name, &bytes());
            is_saved.set(true);
        }
    };
    let send = {
        let name = name.clone();
        files::can_send(&name).then(|| {
            button(Kind::Quiet, words.send, "send-file", move || files::send(&name, &bytes()))
                .sign(Icon::Share)
        })
    };
    let show =
        button(Kind::Quiet, words.show, "show-codes", move || is_shown.update(|shown| *shown = !*shown));
    let show = show.sign(Icon::Screen).live("aria-expanded", move || Some(is_shown.get().to_string()));
    let ways = el("div").class("acts");
    let ways = ways.add(button(Kind::Primary, words.save, "save-file", save)).add(send);
    let saved = live(move || is_saved.get().then(|| fill(words.saved, &[&name])));
    let shown = live(move || is_shown.get().then(|| untrack(|| codes(&bytes()))));
    [
        said(&fill(words.ready, &[&kilobytes])).test("packed").into(),
        ways.add(show).into(),
        el("p").class("help").set("role", "status").add(saved).into(),
        shown,
    ]
    .into()
}

/// Without the child's name: it is read wherever the file lies.
fn name(now: shared::Now) -> String {
    let date = now.date();
    let two = |number: i8| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    let day = [&date.year().to_string(), "-", &two(date.month()), "-", &two(date.day())].concat();
    ["carryover-", &day, ".carryover"].concat()
}
