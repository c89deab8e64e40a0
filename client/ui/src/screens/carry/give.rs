//! From this device: what is taken along, and whether as a file or as codes.

use carryover_core::view::Packing;
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
    let carried = desk().carry;
    let words = &text().carry;
    let packing = Memo::new(move |_| carried.with(|carried| (carried.may, carried.packing)));
    // The button that was tapped goes; the next step takes its place.
    effect(Box::new(move || {
        if matches!(packing.get(), (_, Packing::Ready { .. })) {
            focus::first("[data-test=save-file]");
        }
    }));
    let inside = live(move || {
        let packing = packing.get();
        untrack(|| match packing {
            (false, _) => el("p").class("help").add(text().team.sample).into(),
            (true, Packing::Nothing) => choice(),
            (true, Packing::UnderWay) => said(text().frame.loading.to_owned()).into(),
            (true, Packing::Ready { bytes }) => ready(bytes),
            (true, Packing::TooLarge) => Part::from([said(words.too_large.to_owned()).into(), choice()]),
        })
    });
    el("section").add(el("h3").add(words.give)).add(inside)
}

fn said(words: String) -> El {
    el("p").set("role", "status").add(words)
}

fn choice() -> Part {
    let desk = desk();
    let words = &text().carry;
    let pack = move |contents| move || desk.dispatch(Intent::Pack { contents });
    let all = button(Kind::Quiet, words.everything, "pack-everything", pack(Contents::Everything));
    let unshared = button(Kind::Primary, words.unshared, "pack-unshared", pack(Contents::Unshared));
    let ways = el("div").class("acts");
    match desk.carry.with_untracked(|carried| carried.all_shared) {
        true => [el("p").add(words.all_shared).into(), ways.add(all).into()].into(),
        false => ways.add(unshared).add(all).into(),
    }
}

/// The file is there: what to do with it.
fn ready(length: usize) -> Part {
    let desk = desk();
    let words = &text().carry;
    let name = name(desk.now());
    let kilobytes = format::number(language(), length.div_ceil(1000));
    let is_saved = RwSignal::new(false);
    let is_shown = RwSignal::new(false);
    let bytes = move || desk.shell.with(|app, _| app.packed_bytes().map(<[u8]>::to_vec)).unwrap_or_default();
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
    let ways = ways.add(button(Kind::Primary, words.save, "save-file", save).sign(Icon::Down)).add(send);
    let saved = live(move || is_saved.get().then(|| fill(words.saved, &[&name])));
    let shown = live(move || is_shown.get().then(|| untrack(|| codes(&bytes()))));
    [
        said(fill(words.ready, &[&kilobytes])).test("packed").into(),
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
