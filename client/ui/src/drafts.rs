//! What was typed and not saved yet, so that leaving a sheet loses nothing. Kept with the window and gone with it, sealed
//! under the keys of the person who writes: on a shared tablet nobody else should find it, and once the app is locked
//! nobody can. It moves along, sealed, when another window takes over the app.

use std::cell::Cell;

use leptos::prelude::window;
use web_sys::Storage;

use crate::shell::Shell;

/// What was typed in this window.
const PREFIX: &str = "draft:";
/// What came from another one, while something else stood here under the same name.
const MOVED: &str = "moved:";

thread_local! {
    /// The app in this window, which has the keys.
    static SHELL: Cell<Option<Shell>> = const { Cell::new(None) };
}

/// From here on drafts are sealed and opened by `shell`.
pub(crate) fn attach(shell: Shell) {
    SHELL.set(Some(shell));
}

/// What was typed under this name; empty if nothing was. If something else came from another window, both stay.
pub(crate) fn read(name: &str) -> String {
    let Some(person) = person() else { return String::new() };
    let (here, moved) = (key(PREFIX, person, name), key(MOVED, person, name));
    let own = open(&here, name);
    let other = open(&moved, name);
    if other.is_empty() {
        return own;
    }
    let both = match () {
        () if own.is_empty() || other.contains(&own) => other,
        () if own.contains(&other) => own,
        () => [&other, "\n", &own].concat(),
    };
    keep(name, &both);
    put(&moved, "");
    both
}

/// Keeps what was typed.
pub(crate) fn keep(name: &str, typed: &str) {
    let (Some(shell), Some(person)) = (SHELL.get(), person()) else { return };
    let sealed = if typed.is_empty() { String::new() } else { shell.seal(name, typed) };
    // While the app is at work or being ended, what was kept before stays.
    if sealed.is_empty() == typed.is_empty() {
        put(&key(PREFIX, person, name), &sealed);
    }
}

/// Forgets what was typed, once it is saved.
pub(crate) fn forget(name: &str) {
    if let Some(person) = person() {
        put(&key(PREFIX, person, name), "");
    }
}

/// All that was typed and not saved, whoever wrote it: where it is kept, and what is kept there, sealed.
pub(crate) fn all() -> Vec<(String, String)> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    let drafts = keys.filter(|key| key.starts_with(PREFIX) || key.starts_with(MOVED));
    drafts.filter_map(|key| Some((key.clone(), storage.get_item(&key).ok()??))).collect()
}

/// Takes over what was typed in another window. It is opened when it is read.
pub(crate) fn adopt(written: Vec<(String, String)>) {
    let Some(storage) = storage() else { return };
    for (key, sealed) in written {
        let Some(name) = key.strip_prefix(PREFIX).or_else(|| key.strip_prefix(MOVED)) else { continue };
        let is_free = |key: &String| matches!(storage.get_item(key), Ok(None));
        let places = [PREFIX, MOVED].map(|prefix| [prefix, name].concat());
        if let Some(free) = places.iter().find(|place| is_free(place)) {
            put(free, &sealed);
        }
    }
}

/// Forgets all that was typed, once another window has it.
pub(crate) fn forget_all() {
    all().iter().for_each(|(key, _)| put(key, ""));
}

fn person() -> Option<usize> {
    Some(SHELL.get()?.person_untracked()).filter(|person| *person > 0)
}

fn open(key: &str, name: &str) -> String {
    let kept = storage().and_then(|storage| storage.get_item(key).ok()?).unwrap_or_default();
    if kept.is_empty() {
        return kept;
    }
    SHELL.get().and_then(|shell| shell.unseal(name, &kept)).unwrap_or_default()
}

/// A browser that keeps nothing still shows what was typed until the sheet is left.
fn put(key: &str, sealed: &str) {
    let Some(storage) = storage() else { return };
    let _ = match sealed {
        "" => storage.remove_item(key),
        sealed => storage.set_item(key, sealed),
    };
}

fn key(prefix: &str, person: usize, name: &str) -> String {
    [prefix, &person.to_string(), ":", name].concat()
}

fn storage() -> Option<Storage> {
    window().session_storage().ok()?
}
