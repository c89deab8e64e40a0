//! Scanning a code with the camera, where the browser can read codes by itself. Pasting always works.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamTrack};

use crate::desk::text;
use crate::dom::{El, el};

const LOOK_EVERY_MS: u64 = 300;

#[wasm_bindgen]
extern "C" {
    /// The browser's own reader of codes.
    #[wasm_bindgen(thread_local_v2, js_name = BarcodeDetector)]
    static READER: Option<Function>;
}

/// The camera's picture, until a code is found or the view goes; `refused` if there is no camera or no reader.
pub(super) fn scan(found: impl Fn(String) + 'static, refused: impl Fn() + 'static) -> El {
    let stream = StoredValue::new_local(None::<MediaStream>);
    let is_here = StoredValue::new(true);
    let video = el("video").set("playsinline", "").set("muted", "").spoken(text().first.scan);
    let element: HtmlVideoElement = video.element().clone().unchecked_into();
    leptos::task::spawn_local(async move {
        let read = look(element, stream, is_here).await;
        stop(stream);
        match (is_here.try_get_value(), read) {
            (Some(true), Ok(code)) => found(code),
            (Some(true), Err(_)) => refused(),
            _ => {}
        }
    });
    on_cleanup(move || stop(stream));
    let said = el("p").class("help").set("role", "status").add(text().first.scanning);
    el("div").class("scan").add(video).add(said)
}

/// Looks until a code is read. Gone views end it with an error that nobody hears.
async fn look(
    video: HtmlVideoElement,
    kept: StoredValue<Option<MediaStream>, LocalStorage>,
    is_here: StoredValue<bool>,
) -> Result<String, JsValue> {
    let reader = READER.with(Clone::clone).ok_or(JsValue::NULL)?;
    let reader =
        Reflect::construct(&reader, &Array::of1(&object("formats", &Array::of1(&"qr_code".into()))))?;
    let detect: Function = Reflect::get(&reader, &"detect".into())?.dyn_into()?;
    let devices = window().navigator().media_devices()?;
    let wanted = web_sys::MediaStreamConstraints::new();
    wanted.set_video(&object("facingMode", &"environment".into()));
    let stream: MediaStream =
        JsFuture::from(devices.get_user_media_with_constraints(&wanted)?).await?.dyn_into()?;
    video.set_src_object(Some(&stream));
    kept.try_set_value(Some(stream));
    JsFuture::from(video.play()?).await?;
    loop {
        wait().await?;
        if is_here.try_get_value().is_none() {
            return Err(JsValue::NULL);
        }
        let codes = JsFuture::from(detect.call1(&reader, &video)?.dyn_into::<Promise>()?).await?;
        let first = Array::from(&codes).get(0);
        if let Some(text) = Reflect::get(&first, &"rawValue".into()).ok().and_then(|text| text.as_string()) {
            return Ok(text);
        }
    }
}

async fn wait() -> Result<JsValue, JsValue> {
    let pause = Promise::new(&mut |done, _| {
        set_timeout(
            move || {
                let _ = done.call0(&JsValue::NULL);
            },
            std::time::Duration::from_millis(LOOK_EVERY_MS),
        );
    });
    JsFuture::from(pause).await
}

/// Gives the camera back.
fn stop(kept: StoredValue<Option<MediaStream>, LocalStorage>) {
    if let Some(Some(stream)) = kept.try_get_value() {
        for track in stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

fn object(name: &str, value: &JsValue) -> Object {
    let object = Object::new();
    let _ = Reflect::set(&object, &name.into(), value);
    object
}
