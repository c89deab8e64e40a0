//! Reading codes from another device's screen, with the camera or in pictures of it, until all are here.

use carryover_core::Intent;
use leptos::prelude::*;
use shared::wire::{Gathered, Sheaf, SlipError};

use super::super::scan::{can_scan, codes_in, scan};
use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::{fill, format};
use crate::kit::{Icon, Kind, button};
use crate::shell::files;

/// What was caught so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caught {
    Nothing,
    Part { held: usize, count: usize },
    Not(SlipError),
    NoCode,
    NoCamera,
}

/// The ways to read codes; where the browser cannot, it says so, and the file is the way.
pub(super) fn catch() -> Part {
    let words = &text().carry;
    if !can_scan() {
        return el("p").class("help").test("no-reader").add(words.no_reader).into();
    }
    let (is_on, caught) = (RwSignal::new(false), RwSignal::new(Caught::Nothing));
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
                    caught.try_set(Caught::NoCode);
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
            caught.set(Caught::NoCamera);
        };
        is_on.get().then(|| untrack(|| scan(take, refused)))
    });
    let said = el("p").set("role", "status").test("caught").add(live(move || said(caught.get())));
    [el("div").class("acts").add(start).add(picture).add(field).into(), camera, El::into(said)].into()
}

/// Takes one more code; whether that was the last one.
fn take(desk: Desk, code: &str, sheaf: StoredValue<Sheaf, LocalStorage>, caught: RwSignal<Caught>) -> bool {
    let mut taken = None;
    sheaf.try_update_value(|sheaf| taken = Some(sheaf.take(code)));
    let now = match taken {
        Some(Ok(Gathered::Whole(file))) => {
            desk.dispatch(Intent::Unpack { file });
            caught.set(Caught::Nothing);
            return true;
        }
        Some(Ok(Gathered::Part { held, count })) => Caught::Part { held, count },
        Some(Err(why)) => Caught::Not(why),
        None => return true,
    };
    if caught.get_untracked() != now {
        caught.set(now);
    }
    false
}

fn said(caught: Caught) -> String {
    let words = &text().carry;
    let said = match caught {
        Caught::Nothing => "",
        Caught::Part { held, count } => {
            let [held, count] = [held, count].map(|number| format::number(language(), number));
            return fill(words.caught, &[&held, &count]);
        }
        Caught::Not(SlipError::NotASlip) => words.other_code,
        Caught::Not(SlipError::Newer) => words.newer_code,
        Caught::Not(SlipError::Damaged | SlipError::TooLarge) => words.spoiled_code,
        Caught::NoCode => words.no_code,
        Caught::NoCamera => words.no_camera,
    };
    said.to_owned()
}
