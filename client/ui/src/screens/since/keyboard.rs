//! Everything by keyboard: `/` search, `j` and `k` move, `n` new, `?` help.

use leptos::prelude::*;

use crate::desk::{Desk, text};
use crate::dom::{El, el};
use crate::kit::{focus, sheet};
use crate::route::Sheet;

/// Listens while the screen is there.
pub(super) fn listen(desk: Desk) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || focus::is_typing() || is_covered(desk) {
            return;
        }
        match event.key().as_str() {
            "/" => focus::first("#search"),
            "j" => focus::step(".lanes .entry", true),
            "k" => focus::step(".lanes .entry", false),
            "n" => desk.router.open(Sheet::Note),
            "?" => desk.router.open(Sheet::Keys),
            "Escape" => desk.router.close(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// Whether a sheet takes the keys; the entry beside the lanes does not.
fn is_covered(desk: Desk) -> bool {
    match desk.router.route_untracked().sheet {
        None => false,
        Some(Sheet::Entry(_)) => !desk.is_wide(),
        Some(_) => true,
    }
}

/// The help.
pub(crate) fn keys_help() -> El {
    let words = &text().since;
    let keys = [
        ("/", words.key_search),
        ("j k", words.key_move),
        ("n", words.key_new),
        ("?", words.key_help),
        ("Esc", words.key_close),
    ];
    let mut list = el("dl").class("key-list");
    for (key, said) in keys {
        list = list.add(el("dt").add(el("kbd").add(key))).add(el("dd").add(said));
    }
    sheet(words.keys, "keys-sheet", |body| body.add(list))
}
