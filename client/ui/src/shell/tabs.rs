//! One window at a time works on the store: whoever holds the Web Lock "carryover".
//!
//! A window that is looked at takes the lock from the one that has it; a window that loses it stops at once: its app,
//! socket and database go, and it says "Carryover is open in another window. Use it here". The device's keys and
//! counters are one per device, so two windows must never write.
//!
//! Several windows at once (several actors over one store, the others hearing by BroadcastChannel) belong here too:
//! a window without the lock would then keep its app, without a socket.

use js_sys::Promise;
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Shell;
use super::bindings::{LockNavigator, steal};

const LOCK: &str = "carryover";

/// Takes the lock and starts the app; when another window takes it, stops the app. Does nothing in a window that
/// has it already.
pub(super) fn take(shell: Shell) {
    if shell.is_taking() {
        return;
    }
    let navigator: LockNavigator = window().navigator().unchecked_into();
    // Locks are missing only where a browser is very old or the page is not secure; then this window works alone.
    let Some(locks) = navigator.locks() else { return shell.open() };
    let held = Closure::once_into_js(move || {
        shell.open();
        Promise::new(&mut |_never, _| {})
    });
    let lost = locks.request(LOCK, &steal(), held.unchecked_ref());
    spawn_local(async move {
        let _ = lost.await;
        shell.close();
    });
}
