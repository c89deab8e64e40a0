//! Reading codes from another device's screen, with the camera or in pictures of it, until all are here.

use carryover_core::Intent;
use leptos::prelude::*;
use shared::wire::{Gathered, Sheaf, SlipError};

use super::super::scan::{from_picture, scan};
use crate::desk::{Desk, desk, text};
use crate::dom::{Part, el, live};
use crate::i18n::{fill, format, text_in};
use crate::kit::{Icon, Kind, button};

/// The ways to read codes.
pub(super) fn catch() -> Part {
    let words = &text().carry;
    let (is_on, caught) = (RwSignal::new(false), RwSignal::new(String::new()));
    let sheaf = StoredValue::new_local(Sheaf::default());
    let desk = desk();
    let take = move |code: String| take(desk, &code, sheaf, caught);
    let none = move || {
        caught.try_set(words.no_code.to_owned());
    };
    let start = button(Kind::Quiet, words.scan, "scan-codes", move || is_on.set(true)).sign(Icon::Camera);
    let picture = from_picture(Box::new(take), Box::new(none));
    let camera = live(move || {
        let take = move |code| {
            let is_whole = take(code);
            if is_whole {
                is_on.set(false);
            }
            is_whole
        };
        let refused = move || {
            is_on.set(false);
            caught.set(words.no_camera.to_owned());
        };
        is_on.get().then(|| untrack(|| scan(Box::new(take), Box::new(refused))))
    });
    let said = el("p").set("role", "status").test("caught").add(live(move || caught.get()));
    [el("div").class("acts").add(start).add(picture).into(), camera, said.into()].into()
}

/// Takes one more code; whether that was the last one.
fn take(desk: Desk, code: &str, sheaf: StoredValue<Sheaf, LocalStorage>, caught: RwSignal<String>) -> bool {
    let mut taken = None;
    sheaf.try_update_value(|sheaf| taken = Some(sheaf.take(code)));
    let now = match taken {
        Some(Ok(Gathered::Whole(file))) => {
            caught.set(String::new());
            desk.dispatch(Intent::Unpack { file });
            return true;
        }
        // The page is left.
        None => return true,
        Some(taken) => said(desk, &taken),
    };
    if caught.with_untracked(|said| *said != now) {
        caught.set(now);
    }
    false
}

fn said(desk: Desk, taken: &Result<Gathered, SlipError>) -> String {
    let language = desk.shell.language().get_untracked();
    let words = &text_in(language).carry;
    let said = match taken {
        Ok(Gathered::Part { held, count }) => {
            let [held, count] = [held, count].map(|number| format::number(language, *number));
            return fill(words.caught, &[&held, &count]);
        }
        Ok(Gathered::Whole(_)) => "",
        Err(SlipError::NotASlip) => words.other_code,
        Err(SlipError::Newer) => words.newer_code,
        Err(SlipError::Damaged | SlipError::TooLarge) => words.spoiled_code,
    };
    said.to_owned()
}
