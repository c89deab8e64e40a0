//! Reading square codes with the camera or in a picture: with the browser's own reader, or with ours, which is loaded when it is
//! first needed.

use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, HtmlVideoElement, MediaStream, MediaStreamTrack};

use crate::desk::text;
use crate::dom::{El, Part, el};
use crate::kit::{Kind, button};
use crate::shell::files;

/// How often the camera's picture is looked at: more often than codes on a screen take turns.
const LOOK_EVERY_MS: u64 = 100;
/// No photo of a code is longer, in bytes.
const PICTURE_LIMIT: f64 = 40e6;

#[wasm_bindgen]
extern "C" {
    /// The browser's own reader of codes.
    #[wasm_bindgen(thread_local_v2, js_name = BarcodeDetector)]
    static READER: Option<Function>;

    /// Loads our own; `boot.js` has it.
    #[wasm_bindgen(catch, js_name = carryoverReader)]
    async fn our_reader() -> Result<JsValue, JsValue>;
}

/// The camera's picture, until `found` says that a code was the last one, or the view goes; `refused` if there is no
/// camera or no reader.
pub(super) fn scan(found: Box<dyn Fn(String) -> bool>, refused: Box<dyn Fn()>) -> El {
    let stream = StoredValue::new_local(None::<MediaStream>);
    let is_here = StoredValue::new(true);
    let video = el("video").set("playsinline", "").set("muted", "").spoken(text().first.scan);
    let element: HtmlVideoElement = video.element().clone().unchecked_into();
    leptos::task::spawn_local(async move {
        let is_here = move || is_here.try_get_value().is_some();
        let looked = look(element, stream, found, Box::new(is_here)).await;
        stop(stream);
        if looked.is_err() && is_here() {
            refused();
        }
    });
    on_cleanup(move || stop(stream));
    let said = el("p").class("help").set("role", "status").add(text().first.scanning);
    el("div").class("scan").add(video).add(said)
}

/// A button that reads the codes in pictures: each goes to `found` until that was the last one; `none` where a picture has none.
pub(super) fn from_picture(found: Box<dyn Fn(String) -> bool>, none: Box<dyn Fn()>) -> Part {
    let field = el("input").set("type", "file").set("accept", "image/*").set("multiple", "");
    let field = field.set("hidden", "").set("aria-hidden", "true").test("picture");
    let read: Rc<(_, _)> = Rc::new((found, none));
    let field = field.on("change", move |event| {
        let (pictures, read) = (files::chosen(&event, "target"), read.clone());
        leptos::task::spawn_local(async move {
            for picture in pictures {
                let codes = codes_in(&picture).await;
                if codes.is_empty() {
                    (read.1)();
                }
                if codes.into_iter().any(&read.0) {
                    break;
                }
            }
        });
    });
    let element = field.element().clone();
    let choose = button(Kind::Quiet, text().carry.picture, "open-picture", move || files::choose(&element));
    [choose.into(), field.into()].into()
}

/// The codes in a picture; none if it is no picture, or more than one.
async fn codes_in(picture: &Blob) -> Vec<String> {
    if picture.size() > PICTURE_LIMIT {
        return Vec::new();
    }
    let found = async { Reader::new().await?.read(picture).await };
    found.await.unwrap_or_default()
}

/// Looks until `found` has had enough. Gone views end it, too.
async fn look(
    video: HtmlVideoElement,
    kept: StoredValue<Option<MediaStream>, LocalStorage>,
    found: Box<dyn Fn(String) -> bool>,
    is_here: Box<dyn Fn() -> bool>,
) -> Result<(), JsValue> {
    let reader = Reader::new().await?;
    let devices = window().navigator().media_devices()?;
    let wanted = web_sys::MediaStreamConstraints::new();
    wanted.set_video(&object("facingMode", &"environment".into()));
    let stream: MediaStream = devices.get_user_media_with_constraints(&wanted)?.await?.dyn_into()?;
    video.set_src_object(Some(&stream));
    if kept.try_set_value(Some(stream.clone())).is_some() {
        // The view went while the person was asked for the camera.
        stop_stream(&stream);
        return Ok(());
    }
    video.play()?.await?;
    while is_here() {
        wait().await?;
        let codes = reader.read(&video).await?;
        if is_here() && codes.into_iter().any(&found) {
            break;
        }
    }
    Ok(())
}

/// What reads codes: it has what a `BarcodeDetector` has.
struct Reader {
    reader: JsValue,
    detect: Function,
}

impl Reader {
    async fn new() -> Result<Self, JsValue> {
        let reader = match Self::of_the_browser() {
            Ok(reader) => reader,
            Err(_) => our_reader().await?,
        };
        let detect = Reflect::get(&reader, &"detect".into())?.dyn_into()?;
        Ok(Self { reader, detect })
    }

    /// An error where there is none, or not for square codes.
    fn of_the_browser() -> Result<JsValue, JsValue> {
        let reader = READER.with(Clone::clone).ok_or(JsValue::NULL)?;
        let formats = object("formats", &Array::of1(&"qr_code".into()));
        Reflect::construct(&reader, &Array::of1(&formats))
    }

    async fn read(&self, picture: &JsValue) -> Result<Vec<String>, JsValue> {
        let codes = self.detect.call1(&self.reader, picture)?.dyn_into::<Promise>()?.await?;
        let text = |code: JsValue| Reflect::get(&code, &"rawValue".into()).ok()?.as_string();
        Ok(Array::from(&codes).iter().filter_map(text).collect())
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
    pause.await
}

/// Gives the camera back.
fn stop(kept: StoredValue<Option<MediaStream>, LocalStorage>) {
    if let Some(Some(stream)) = kept.try_get_value() {
        stop_stream(&stream);
    }
}

fn stop_stream(stream: &MediaStream) {
    for track in stream.get_tracks() {
        track.unchecked_into::<MediaStreamTrack>().stop();
    }
}

fn object(name: &str, value: &JsValue) -> Object {
    let object = Object::new();
    let _ = Reflect::set(&object, &name.into(), value);
    object
}
