//! The card of one invite: code and link, to be shown, sent or printed.

use leptos::prelude::*;
use shared::DeviceId;
use wasm_bindgen::{JsCast, JsValue};

use super::invite::until;
use crate::desk::{desk, language, text};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Button, Icon, Kind, Sheet, focus, qr};

/// The sheet.
#[component]
pub(crate) fn InviteCard(
    /// The invite.
    invite: DeviceId,
) -> impl IntoView {
    let team = desk().team;
    let words = &text().team;
    let found = Memo::new(move |_| {
        team.with(|team| {
            let found = team.invites.iter().find(|open| open.invite == invite)?;
            Some((found.fragment.clone()?, found.role, found.expires_ms))
        })
    });
    let title = team.with_untracked(|team| fill(words.card_title, &[&team.child]));
    view! {
        <Sheet title=title test="invite-card">
            {move || match found.get() {
                None => view! { <p>{words.used}</p> }.into_any(),
                Some((fragment, role, expires_ms)) => view! {
                    <p class="routine">{role.label(language())}</p>
                    <Link link=link(&fragment)/>
                    <p class="help">{until(expires_ms)}</p>
                    <p class="help">{words.card_secret}</p>
                }.into_any(),
            }}
        </Sheet>
    }
}

#[component]
fn Link(
    /// The whole link.
    link: String,
) -> impl IntoView {
    let words = &text().team;
    let copied = RwSignal::new(false);
    let kept = StoredValue::new(link.clone());
    let copy = move || {
        // Where the clipboard is closed, the field is selected for the person to copy.
        focus::select("#invite-link");
        let clipboard = window().navigator().clipboard();
        if !clipboard.is_undefined() {
            let _ = clipboard.write_text(&kept.get_value());
            copied.set(true);
        }
    };
    let share = can_share().then(|| {
        let share = move || share_link(&kept.get_value());
        view! { <Button label=words.share kind=Kind::Quiet sign=Icon::Share test="share-link" press=share/> }
    });
    let print = move || {
        let _ = window().print();
    };
    view! {
        {qr(&link, words.code)}
        <p>{words.card_text}</p>
        <div class="field">
            <label for="invite-link">{words.link}</label>
            <input id="invite-link" class="link" type="text" readonly=true data-test="invite-link" value=link/>
        </div>
        <div class="acts no-print">
            <Button label=words.copy kind=Kind::Primary sign=Icon::Copy test="copy-link" press=copy/>
            {share}
            <Button label=words.print kind=Kind::Quiet sign=Icon::Print test="print" press=print/>
        </div>
        <p class="help" role="status">{move || copied.get().then_some(words.copied)}</p>
    }
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
