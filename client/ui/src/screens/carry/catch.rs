//! Reading codes from another device's screen, with the camera or in pictures of it, until all are here.

use carryover_core::Intent;
use leptos::prelude::*;
use shared::wire::{Gathered, Sheaf, SlipError};

use super::super::scan::{can_scan, codes_in, scan};
use crate::desk::{Desk, desk, text};
use crate::dom::{Part, el, live};
use crate::i18n::{fill, format, text_in};
use crate::kit::{Icon, Kind, button};
use crate::shell::files;

/// The ways to read codes; where the browser cannot, it says so, and the file is the way.
pub(super) fn catch() -> Part {
    let words = &text().carry;
    if !can_scan() {
        return el("p").class("help").test("no-reader").add(words.no_reader).into();
    }
    let (is_on, caught) = (RwSignal::new(false), RwSignal::new(String::new()));
    let sheaf = StoredValue::new_local(Sheaf::default());
    let desk = desk();
    let take = move |code: String| take(desk, &code, sheaf, caught);
    let field = el("input").set("type", "file").set("accept", "image/*").set("multiple", "");
    let field = field.set("hidden", "").set("aria-hidden", "true").test("picture");
    let field = field.on("change", move |event| {
        let pictures = files::chosen(&event, "target");
        leptos::task::spawn_local(async move {
            for picture in pictures {
                let codes = codes_in(&picture).await;
                if codes.is_empty() {
                    caught.try_set(words.no_code.to_owned());
                }
                codes.into_iter().any(take);
            }
        });
    });
    let element = field.element().clone();
    let start = button(Kind::Quiet, words.scan, "scan-codes", move || is_on.set(true)).sign(Icon::Camera);
    let picture = button(Kind::Quiet, words.picture, "open-picture", move || files::choose(&element));
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
    [el("div").class("acts").add(start).add(picture).add(field).into(), camera, said.into()].into()
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
