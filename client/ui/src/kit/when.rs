//! When something happened: now, or a time that is picked.

use leptos::prelude::*;
use shared::Moment;
use wasm_bindgen::JsValue;

use crate::desk::text;

/// The question; `at` stays none for now.
#[component]
pub(crate) fn When(
    /// A time was picked, or taken back.
    #[prop(into)]
    pick: Callback<Option<Moment>>,
) -> impl IntoView {
    let words = &text().day;
    view! {
        <details class="when">
            <summary>{[words.when, ": ", words.now].concat()}</summary>
            <div class="field">
                <label for="when">{words.before_now}</label>
                <input
                    id="when" type="datetime-local" data-test="when"
                    on:input=move |event| pick.run(moment(&event_target_value(&event)))
                />
            </div>
        </details>
    }
}

/// The moment that a local date and time names here.
fn moment(typed: &str) -> Option<Moment> {
    let date = js_sys::Date::new(&JsValue::from_str(typed));
    let ms = date.get_time();
    let offset_min = -date.get_timezone_offset();
    (!ms.is_nan() && !typed.is_empty()).then(|| Moment::new(ms as i64, offset_min as i16))
}
