//! On an iPhone or iPad in the browser: first the home screen, because notes kept in the browser are cleared after a
//! week and a home-screen app does not share them.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::desk::text;
use crate::kit::{Icon, icon};

/// The hint; nothing elsewhere.
#[component]
pub(super) fn HomeScreenHint(
    /// Whether the person comes with an invite.
    invited: bool,
) -> impl IntoView {
    let words = &text().first;
    is_ios_browser().then(|| {
        view! {
            <aside class="hint" data-test="ios-hint">
                <h2>{icon(Icon::Share)}<span>{words.ios_title}</span></h2>
                <p>{words.ios_text}</p>
                {invited.then(|| view! { <p>{words.ios_invite}</p> })}
                <p class="help">{words.ios_anyway}</p>
            </aside>
        }
    })
}

/// Only Safari on iPhone and iPad says whether it runs from the home screen.
fn is_ios_browser() -> bool {
    let navigator = window().navigator();
    let standalone = js_sys::Reflect::get(&navigator, &JsValue::from_str("standalone"));
    standalone.is_ok_and(|standalone| standalone == JsValue::FALSE)
}
