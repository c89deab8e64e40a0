//! What was typed and not saved yet, so that leaving a sheet loses nothing. Kept with the window and gone with it:
//! on a shared tablet nobody else should find it.

use leptos::prelude::window;

const PREFIX: &str = "draft:";

/// What was typed under this name; empty if nothing was.
pub(crate) fn read(name: &str) -> String {
    storage().and_then(|storage| storage.get_item(&key(name)).ok()?).unwrap_or_default()
}

/// Keeps what was typed.
pub(crate) fn keep(name: &str, typed: &str) {
    let Some(storage) = storage() else { return };
    // A browser that keeps nothing still shows what was typed until the sheet is left.
    let _ = match typed {
        "" => storage.remove_item(&key(name)),
        typed => storage.set_item(&key(name), typed),
    };
}

/// Forgets what was typed, once it is saved.
pub(crate) fn forget(name: &str) {
    keep(name, "");
}

fn key(name: &str) -> String {
    [PREFIX, name].concat()
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok()?
}
