//! A box to check.

use wasm_bindgen::JsValue;

use crate::dom::{El, el, is_checked};

/// The box with its label.
pub(crate) fn check(
    label: &str,
    test: &str,
    is_on: impl Fn() -> bool + 'static,
    set: impl Fn(bool) + 'static,
) -> El {
    let input = el("input").set("type", "checkbox").test(test);
    let input = input.property("checked", move || JsValue::from_bool(is_on()));
    let input = input.on("change", move |event| set(is_checked(&event)));
    el("label").class("check").add(input).add(el("span").add(label))
}
