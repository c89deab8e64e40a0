//! A chip that is on or off, where several can be on: a button that says so.

use super::icon::{Icon, icon};
use crate::dom::{El, el, live};

/// The chip; `is_on` follows signals.
pub(crate) fn chip(
    label: &str,
    test: &str,
    is_on: impl Fn() -> bool + Copy + 'static,
    press: impl FnMut() + 'static,
) -> El {
    let chip = el("button").set("type", "button").class("chip").test(test);
    let chip = chip.live("aria-pressed", move || Some(is_on().to_string())).press(press);
    chip.add(live(move || is_on().then(|| icon(Icon::Check)))).add(el("span").add(label))
}

/// A question with chips as answers.
pub(crate) fn chips(legend: &str, chips: Vec<El>) -> El {
    let pills = el("div").class("pills").add(chips);
    el("fieldset").class("choice").add(el("legend").add(legend)).add(pills)
}
