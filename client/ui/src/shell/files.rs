//! Files: one that is saved or sent from here, one that is opened here. Nothing is kept of either.

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File, FilePropertyBag, HtmlElement, Url};

/// Browsers read a file that is saved from memory as they go; after this long they have.
const SAVED: Duration = Duration::from_secs(60);

/// Has the browser save `bytes` under `name`, where it saves downloads.
pub(crate) fn save(name: &str, bytes: &[u8]) {
    let saved = || {
        let address = Url::create_object_url_with_blob(&*file(name, bytes)?)?;
        let link: HtmlElement = document().create_element("a")?.unchecked_into();
        link.set_attribute("href", &address)?;
        link.set_attribute("download", name)?;
        link.click();
        set_timeout(move || drop(Url::revoke_object_url(&address)), SAVED);
        Ok::<(), JsValue>(())
    };
    // Where nothing can be saved nothing happens, and sending it is beside it.
    let _ = saved();
}

/// Whether the system's own sheet takes a file like this one.
pub(crate) fn can_send(name: &str) -> bool {
    let asked = || {
        let navigator = window().navigator();
        let can: Function = Reflect::get(&navigator, &"canShare".into())?.dyn_into()?;
        can.call1(&navigator, &files(name, &[0])?)
    };
    asked().is_ok_and(|can: JsValue| can.is_truthy())
}

/// Opens the system's own sheet with the file; putting it away is not an answer we need.
pub(crate) fn send(name: &str, bytes: &[u8]) {
    let sent = || {
        let navigator = window().navigator();
        let share: Function = Reflect::get(&navigator, &"share".into())?.dyn_into()?;
        share.call1(&navigator, &files(name, bytes)?)
    };
    let _: Result<JsValue, JsValue> = sent();
}

/// The bytes of an opened file; none if it is longer than `limit` or cannot be read.
pub(crate) async fn read(file: &Blob, limit: usize) -> Option<Vec<u8>> {
    if file.size() > limit as f64 {
        return None;
    }
    let bytes = file.array_buffer().await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// The files that were chosen in a field or dropped on something: the event's `target` or `dataTransfer`.
pub(crate) fn chosen(event: &web_sys::Event, holder: &str) -> Vec<File> {
    let files = Reflect::get(event, &holder.into()).and_then(|from| Reflect::get(&from, &"files".into()));
    let files = files.map(|files| Array::from(&files)).unwrap_or_default();
    files.iter().filter_map(|file| file.dyn_into().ok()).collect()
}

/// Opens the browser's own way of choosing, by the field of a page that is not in sight.
pub(crate) fn choose(field: &web_sys::Element) {
    field.unchecked_ref::<HtmlElement>().click();
}

fn files(name: &str, bytes: &[u8]) -> Result<JsValue, JsValue> {
    let what = Object::new();
    Reflect::set(&what, &"files".into(), &Array::of1(&file(name, bytes)?.into()))?;
    Ok(what.into())
}

fn file(name: &str, bytes: &[u8]) -> Result<File, JsValue> {
    let kind = FilePropertyBag::new();
    kind.set_type("application/octet-stream");
    File::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), name, &kind)
}
