//! When something happened: now, or a time that is picked.

use shared::Moment;
use wasm_bindgen::JsValue;

use crate::desk::text;
use crate::dom::{El, el, typed};

/// The question; `pick` gets none for now.
pub(crate) fn when(pick: impl Fn(Option<Moment>) + 'static) -> El {
    let words = &text().day;
    let input = el("input").set("id", "when").set("type", "datetime-local").test("when");
    let input = input.on("input", move |event| pick(moment(&typed(&event))));
    let field = el("div").class("field").add(el("label").set("for", "when").add(words.before_now)).add(input);
    let summary = el("summary").add([words.when, ": ", words.now].concat());
    el("details").class("when").add(summary).add(field)
}

/// The moment that a local date and time names here.
fn moment(typed: &str) -> Option<Moment> {
    let date = js_sys::Date::new(&JsValue::from_str(typed));
    let ms = date.get_time();
    let offset_min = -date.get_timezone_offset();
    (!ms.is_nan() && !typed.is_empty()).then(|| Moment::new(ms as i64, offset_min as i16))
}
