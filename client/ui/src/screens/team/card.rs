//! The card of one invite: square code, link and short code, to be shown, sent or printed.

use carryover_core::view::InviteView;
use leptos::prelude::*;
use shared::DeviceId;
use wasm_bindgen::{JsCast, JsValue};

use super::invite::{until, whose};
use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::kit::{Icon, Kind, button, focus, qr, sheet};

/// The sheet.
pub(crate) fn invite_card(invite: DeviceId) -> El {
    let team = desk().team;
    let words = &text().team;
    let found = move || {
        team.with(|team| {
            let open = team.invites.iter().find(|open| open.invite == invite)?;
            Some(card(open.fragment.as_ref()?, open))
        })
    };
    let inside = live(move || found().unwrap_or_else(|| el("p").add(words.used).into()));
    let title =
        team.with_untracked(|team| match team.invites.iter().any(|open| open.invite == invite && open.own) {
            true => text().link.own.to_owned(),
            false => fill(words.card_title, &[&team.child]),
        });
    sheet(&title, "invite-card", |body| body.add(inside))
}

fn card(fragment: &str, invite: &InviteView) -> Part {
    let words = &text().team;
    let link = link(fragment);
    let field = el("input").set("id", "invite-link").class("link").set("type", "text").set("readonly", "");
    let field = field.test("invite-link").set("value", &link);
    let field =
        el("div").class("field").add(el("label").set("for", "invite-link").add(words.link)).add(field);
    let help = |said: &str| -> Part { el("p").class("help").add(said).into() };
    [
        (!invite.own).then(|| el("p").class("routine").add(whose(invite))).into(),
        qr(&link, words.code).into(),
        el("p").add(words.card_text).into(),
        field.into(),
        invite.code.as_deref().map(short).into(),
        ways(link),
        help(&until(invite.expires_ms)),
        help(if invite.own { text().link.secret } else { words.card_secret }),
    ]
    .into()
}

/// The code to be read out or typed.
fn short(code: &str) -> El {
    let shown = el("p").class("short-code").test("invite-code").add(code);
    el("div").class("field").add(el("p").class("help").add(text().team.short)).add(shown)
}

/// Copying, sending, printing.
fn ways(link: String) -> Part {
    let words = &text().team;
    let is_copied = RwSignal::new(false);
    let copied = link.clone();
    let copy = move || {
        // Where the clipboard is closed, the field is selected for the person to copy.
        focus::select("#invite-link");
        let clipboard = window().navigator().clipboard();
        if !clipboard.is_undefined() {
            let _ = clipboard.write_text(&copied);
            is_copied.set(true);
        }
    };
    let print = || {
        let _ = window().print();
    };
    let share = can_share()
        .then(|| button(Kind::Quiet, words.share, "share-link", move || share_link(&link)).sign(Icon::Share));
    let ways = el("div").class("acts no-print");
    let ways = ways.add(button(Kind::Primary, words.copy, "copy-link", copy).sign(Icon::Copy)).add(share);
    let ways = ways.add(button(Kind::Quiet, words.print, "print", print).sign(Icon::Print));
    let said = el("p").class("help").set("role", "status");
    [ways.into(), said.add(live(move || is_copied.get().then_some(words.copied))).into()].into()
}

/// Where people open it: this app's own address.
fn link(fragment: &str) -> String {
    [window().location().origin().unwrap_or_default().as_str(), "/#", fragment].concat()
}

fn can_share() -> bool {
    js_sys::Reflect::has(&window().navigator(), &JsValue::from_str("share")).unwrap_or(false)
}

/// The system's own sheet; putting it away is not an answer we need.
fn share_link(link: &str) {
    let navigator = window().navigator();
    let what = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&what, &JsValue::from_str("url"), &JsValue::from_str(link));
    let share = js_sys::Reflect::get(&navigator, &JsValue::from_str("share")).ok();
    if let Some(share) = share.and_then(|share| share.dyn_into::<js_sys::Function>().ok()) {
        let _ = share.call1(&navigator, &what);
    }
}
