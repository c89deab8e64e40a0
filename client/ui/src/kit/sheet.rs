//! What lies over a place: from below on a phone, in the middle on a larger screen. The browser's own modal dialog
//! keeps the focus inside and gives it back.

use leptos::prelude::{StoredValue, WithValue, on_cleanup, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use super::button::round;
use super::icon::Icon;
use crate::desk::{desk, text};
use crate::dom::{El, Event, el};

/// A sheet with a title and a way out: the cross, Escape, a tap beside it, Back. `fill` puts in what it is about.
pub(crate) fn sheet(title: &str, test: &str, fill: impl FnOnce(El) -> El) -> El {
    let router = desk().router;
    let heading = el("h2").set("id", "sheet-title").focusable().add(title);
    let sheet = el("dialog").class("sheet").test(test).set("aria-labelledby", "sheet-title");
    open(sheet.element().clone().unchecked_into(), heading.element().clone().unchecked_into());
    let head = el("header").class("sheet-head").add(heading);
    let head = head.add(round(Icon::Close, text().frame.close, "close", move || router.close()));
    let leave = move |event: Event| {
        event.prevent_default();
        router.close();
    };
    let beside = move |event: Event| {
        if event.target() == event.current_target() {
            router.close();
        }
    };
    sheet.on("cancel", leave).on("click", beside).add(fill(el("div").class("sheet-body").add(head)))
}

/// Opens it once it is on the page, the focus on its title; closes it before it goes, so that the focus returns to
/// where it was.
fn open(dialog: HtmlDialogElement, heading: HtmlElement) {
    let kept = StoredValue::new_local(dialog.clone());
    on_cleanup(move || {
        kept.try_with_value(HtmlDialogElement::close);
    });
    request_animation_frame(move || {
        // A dialog that was left meanwhile is not on the page any more.
        let _ = dialog.show_modal();
        let _ = heading.focus();
    });
}
