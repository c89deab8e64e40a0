//! What was typed and not saved yet, so that leaving a sheet loses nothing. Kept with the window and gone with it:
//! on a shared tablet nobody else should find it. It moves along when another window takes over the app.

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

/// All that was typed and not saved: names and texts.
pub(crate) fn all() -> Vec<(String, String)> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    let names = keys.filter_map(|key| Some(key.strip_prefix(PREFIX)?.to_owned()));
    names
        .map(|name| {
            let typed = read(&name);
            (name, typed)
        })
        .collect()
}

/// Takes over what was typed in another window. If something else stands here under the same name, both stay.
pub(crate) fn adopt(written: Vec<(String, String)>) {
    for (name, typed) in written {
        match read(&name) {
            own if own.is_empty() || typed.contains(&own) => keep(&name, &typed),
            own if own.contains(&typed) => {}
            own => keep(&name, &[&typed, "\n", &own].concat()),
        }
    }
}

/// Forgets all that was typed, once another window has it.
pub(crate) fn forget_all() {
    all().iter().for_each(|(name, _)| forget(name));
}

fn key(name: &str) -> String {
    [PREFIX, name].concat()
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok()?
}
