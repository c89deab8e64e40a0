//! One window at a time works on the store: whoever holds the Web Lock "carryover". The device's keys and counters
//! are one per device, so two windows must never write.
//!
//! A window that is looked at asks the others for the lock. The one that has it stores what is not stored yet, lets
//! go, drops its app, socket and database, and says "Carryover is open in another window. Use it here". If it
//! does not answer in time (browsers freeze windows in the background), the lock is taken from it; it stops as soon
//! as it notices.
//!
//! Several windows at once (several actors over one store, the others hearing by BroadcastChannel) belong here too:
//! a window without the lock would then keep its app, without a socket.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::BroadcastChannel;

use super::bindings::{LockNavigator, Locks, Options, steal, within};
use super::{Place, Shell};

/// The lock, and the channel on which windows ask each other for it.
const NAME: &str = "carryover";

/// How long another window may take to finish.
const PATIENCE_MS: u32 = 1000;

/// This window among the others.
pub(super) struct Tabs {
    channel: Option<BroadcastChannel>,
    /// Lets go of the lock while this window has it.
    let_go: RefCell<Option<Function>>,
}

impl Tabs {
    /// Not holding the lock, and deaf until [`hear`].
    pub(super) fn new() -> Self {
        Self { channel: BroadcastChannel::new(NAME).ok(), let_go: RefCell::default() }
    }

    fn ask_others(&self) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&JsValue::NULL);
        }
    }

    /// Settles when this window lets go.
    fn keep(&self) -> Promise {
        Promise::new(&mut |let_go, _| drop(self.let_go.replace(Some(let_go))))
    }

    fn let_go(&self) {
        if let Some(let_go) = self.let_go.take() {
            let _ = let_go.call0(&JsValue::NULL);
        }
    }
}

/// Hears from here on when another window asks for the lock.
pub(super) fn hear(shell: Shell) {
    let asked = Closure::<dyn FnMut()>::new(move || spawn_local(give(shell)));
    shell.tabs.with_value(|tabs| {
        if let Some(channel) = &tabs.channel {
            channel.set_onmessage(Some(asked.as_ref().unchecked_ref()));
        }
    });
    asked.forget();
}

/// Takes the lock and starts the app, until another window takes it. Does nothing in a window that has it already.
pub(super) fn take(shell: Shell) {
    if !matches!(shell.facts.place.get_untracked(), Place::Taking | Place::Here) {
        shell.facts.place.set(Place::Taking);
        spawn_local(hold(shell));
    }
}

async fn hold(shell: Shell) {
    let navigator: LockNavigator = window().navigator().unchecked_into();
    // Locks are missing only where a browser is very old or the page is not secure; then this window works alone.
    let Some(locks) = navigator.locks() else { return shell.open() };
    shell.tabs.with_value(Tabs::ask_others);
    let is_taking = || shell.facts.place.get_untracked() == Place::Taking;
    if let Ok(options) = within(PATIENCE_MS) {
        let _ = request(shell, &locks, &options).await;
    }
    if is_taking() {
        let _ = request(shell, &locks, &steal()).await;
    }
    if is_taking() {
        // Refused: such a place has no storage either, and the app says so.
        shell.open();
    } else {
        shell.close();
    }
}

/// Settles when the lock is lost, or was not had in time.
fn request(shell: Shell, locks: &Locks, options: &Options) -> Promise {
    let held = Closure::once_into_js(move || {
        shell.open();
        shell.tabs.with_value(Tabs::keep)
    });
    locks.request(NAME, options, held.unchecked_ref())
}

async fn give(shell: Shell) {
    if let Some(run) = shell.run.get_value() {
        run.finish().await;
        shell.tabs.with_value(Tabs::let_go);
    }
}
