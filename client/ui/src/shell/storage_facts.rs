//! What the browser says about its storage: whether it keeps it, and how much room there is.

use js_sys::{Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::facts::{Kept, Storage};

/// Learns how things stand, without asking for anything.
pub(super) fn look(storage: RwSignal<Storage>) {
    spawn_local(tell(storage, false));
}

/// Asks the browser to keep what is stored, and learns how things stand then.
pub(super) fn ask(storage: RwSignal<Storage>) {
    spawn_local(tell(storage, true));
}

/// Some browsers have no such manager on pages that are not secure: then nothing is known.
async fn tell(storage: RwSignal<Storage>, asks: bool) {
    let navigator = window().navigator();
    if Reflect::get(&navigator, &"storage".into()).is_ok_and(|manager| manager.is_undefined()) {
        return;
    }
    let manager = navigator.storage();
    let promised = answer(if asks { manager.persist() } else { manager.persisted() }).await;
    let room = answer(manager.estimate()).await;
    storage.set(Storage {
        kept: match promised.as_bool() {
            Some(true) => Kept::Promised,
            Some(false) => Kept::NotPromised,
            None => Kept::Unknown,
        },
        used_bytes: number(&room, "usage"),
        quota_bytes: number(&room, "quota"),
    });
}

async fn answer(promise: Result<Promise, JsValue>) -> JsValue {
    match promise {
        Ok(promise) => promise.await.unwrap_or(JsValue::UNDEFINED),
        Err(_) => JsValue::UNDEFINED,
    }
}

fn number(room: &JsValue, name: &str) -> Option<f64> {
    Reflect::get(room, &name.into()).ok()?.as_f64()
}
