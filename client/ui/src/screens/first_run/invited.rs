//! An invite: paste the link, type its code, or scan the square code with the camera or from a picture.

use carryover_core::Intent;
use carryover_core::view::InviteRefusal;
use leptos::prelude::*;

use super::super::scan::{from_picture, scan};
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::kit::{Field, Icon, Input, Kind, button, focus, sheet};

/// The form.
pub(super) fn invited_form() -> Part {
    // What a reader finds later is not within the page's own turn, so all that is said is looked up here.
    let (desk, language) = (desk(), language());
    let (words, no_code) = (&text().first, text().carry.no_code);
    let link = RwSignal::new(String::new());
    let is_on = RwSignal::new(false);
    let said = RwSignal::new("");
    // A mistake is said here, where what was typed still stands.
    let open = move |link: String| {
        let wrong = InviteRefusal::of_typed(&link);
        said.set(wrong.map_or("", |wrong| wrong.label(language)));
        if wrong.is_none() {
            desk.dispatch(Intent::OpenInvite { link: link.trim().to_owned() });
        }
        wrong.is_none()
    };
    let field = Field {
        id: "invite",
        label: words.paste,
        help: words.paste_help,
        input: Input::Link,
        test: "paste-link",
    };
    let look = move || {
        let link = link.get_untracked();
        if link.trim().is_empty() || !open(link) {
            focus::first("#invite");
        }
    };
    let look_button = button(Kind::Primary, words.look, "open-invite-link", look).sign(Icon::Next);
    let start = move || {
        said.set("");
        is_on.set(true);
    };
    let scan_button = button(Kind::Quiet, words.scan, "scan", start).sign(Icon::Camera);
    let none = move || said.set(no_code);
    let form = el("form").class("form").on("submit", move |event| {
        event.prevent_default();
        look();
    });
    let wrong = el("p").class("missing").set("role", "alert").test("invite-wrong");
    let form = form.add(field.over(link)).add(wrong.add(live(move || said.get())));
    let ways = el("div").class("acts").add(look_button).add(scan_button);
    let form = form.add(ways.add(from_picture(Box::new(open), Box::new(none))));
    let camera = live(move || {
        is_on.get().then(|| {
            untrack(|| {
                let refused = move || {
                    is_on.set(false);
                    said.set(words.no_camera);
                };
                scan(Box::new(open), Box::new(refused))
            })
        })
    });
    [form.into(), camera].into()
}

/// The form for another team.
pub(crate) fn invited_sheet() -> El {
    sheet(text().first.invited, "invited-sheet", |body| body.add(invited_form()))
}
