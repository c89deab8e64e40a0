//! An invite: paste the link or scan the code.

use carryover_core::Intent;
use leptos::prelude::*;

use super::super::scan::scan;
use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::kit::{Field, Icon, Input, Kind, button, focus, sheet};

/// Whether the camera is looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Camera {
    Off,
    On,
    Refused,
}

/// The form.
pub(super) fn invited_form() -> Part {
    let desk = desk();
    let words = &text().first;
    let link = RwSignal::new(String::new());
    let camera = RwSignal::new(Camera::Off);
    let open = move |link: String| {
        let link = link.trim().to_owned();
        if link.is_empty() {
            return focus::first("#invite");
        }
        desk.dispatch(Intent::OpenInvite { link });
    };
    let field = Field {
        id: "invite",
        label: words.paste,
        help: words.paste_help,
        input: Input::Link,
        test: "paste-link",
    };
    let look = move || open(link.get_untracked());
    let look_button = button(Kind::Primary, words.look, "open-invite-link", look).sign(Icon::Next);
    let scan_button =
        button(Kind::Quiet, words.scan, "scan", move || camera.set(Camera::On)).sign(Icon::Camera);
    let form = el("form").class("form").on("submit", move |event| {
        event.prevent_default();
        look();
    });
    let form = form.add(field.over(link)).add(el("div").class("acts").add(look_button).add(scan_button));
    let picture = live(move || match camera.get() {
        Camera::Off => None,
        Camera::Refused => Some(el("p").class("help").set("role", "status").add(words.no_camera)),
        Camera::On => Some(untrack(|| {
            let found = move |link| {
                open(link);
                true
            };
            scan(Box::new(found), Box::new(move || camera.set(Camera::Refused)))
        })),
    });
    [form.into(), picture].into()
}

/// The form for another team.
pub(crate) fn invited_sheet() -> El {
    sheet(text().first.invited, "invited-sheet", |body| body.add(invited_form()))
}
