//! On an iPhone or iPad in the browser: first the home screen, because notes kept in the browser are cleared after a
//! week and a home-screen app does not share them.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

use crate::desk::text;
use crate::dom::{El, el};
use crate::kit::{Icon, signed};

/// The hint for who starts, or comes with an invite; nothing elsewhere.
pub(super) fn home_screen_hint(is_invited: bool) -> Option<El> {
    let words = &text().first;
    is_ios_browser().then(|| {
        el("aside")
            .class("hint")
            .test("ios-hint")
            .add(signed("h2", Icon::Share, words.ios_title))
            .add(el("p").add(words.ios_text))
            .add(is_invited.then(|| el("p").add(words.ios_invite)))
            .add(el("p").class("help").add(words.ios_anyway))
    })
}

/// Only Safari on iPhone and iPad says whether it runs from the home screen.
fn is_ios_browser() -> bool {
    let navigator = window().navigator();
    let standalone = js_sys::Reflect::get(&navigator, &JsValue::from_str("standalone"));
    standalone.is_ok_and(|standalone| standalone == JsValue::FALSE)
}
