//! Moving the keyboard's focus. Owns the few places where the page is asked by selector.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Focuses the first that fits, after what is being drawn is drawn.
pub(crate) fn first(selector: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = find(selector) {
            let _ = element.focus();
        }
    });
}

/// Focuses the first that fits within an element, after what is being drawn is drawn.
pub(crate) fn within(place: web_sys::Element, selector: &'static str) {
    request_animation_frame(move || {
        let found = place.query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// Shows a sheet from its top, when another question takes its place.
pub(crate) fn sheet_top() {
    request_animation_frame(|| {
        if let Some(sheet) = find(".sheet") {
            sheet.set_scroll_top(0);
        }
        if let Some(heading) = find("#sheet-title") {
            let _ = heading.focus();
        }
    });
}

/// Focuses the next (or previous) of all that fit; the first if none has the focus.
pub(crate) fn step(selector: &'static str, forward: bool) {
    let Ok(all) = document().query_selector_all(selector) else { return };
    let all: Vec<HtmlElement> =
        (0..all.length()).filter_map(|index| all.get(index)?.dyn_into().ok()).collect();
    let focused = document().active_element();
    let at = all.iter().position(|element| Some(element.as_ref()) == focused.as_ref());
    let to = match (at, forward) {
        (None, _) => 0,
        (Some(at), true) => at + 1,
        (Some(at), false) => at.saturating_sub(1),
    };
    if let Some(element) = all.get(to) {
        let _ = element.focus();
    }
}

/// Whether letters go into a field right now.
pub(crate) fn is_typing() -> bool {
    document().active_element().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            && element.get_attribute("type").as_deref() != Some("radio")
    })
}

/// Selects all of a field, so that it can be copied.
pub(crate) fn select(selector: &str) {
    if let Some(field) = find(selector).and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        field.select();
    }
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// To the heading of what lies on top, if nothing has the focus any more.
pub(crate) fn rescue() {
    request_animation_frame(|| {
        let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        let heading = find("dialog[open] h2").or_else(|| find("h1"));
        if let (true, Some(heading)) = (lost, heading) {
            let _ = heading.focus();
        }
    });
}
