//! One window at a time works on the store: whoever holds the Web Lock "carryover". The device's keys and counters
//! are one per device, so two windows must never write.
//!
//! A window that is looked at asks the others for the lock. The one that has it answers at once, stores what is not
//! stored yet, hands over what was half written, lets go, drops its app, socket and database, and says that Carryover
//! is open in another window. While it cannot store, it keeps the lock and says so: what is only in memory would be
//! lost with it. From one that does not answer (browsers freeze windows in the background) the lock is taken; it
//! stops as soon as it notices, and its late writes fail because a later start has taken the next boot number.
//!
//! What windows say to each other is in [`said`].

mod said;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, MessageEvent};

use super::bindings::{LockNavigator, Locks, Options, steal, within};
use super::{Place, Shell, page};
use crate::drafts;
use said::Said;

/// The lock, and the channel on which windows ask each other for it.
const NAME: &str = "carryover";

/// How long another window may take to say or do something.
const PATIENCE_MS: u32 = 1000;

/// This window among the others.
pub(super) struct Tabs {
    channel: Option<BroadcastChannel>,
    /// Lets go of the lock while this window has it.
    let_go: RefCell<Option<Function>>,
    /// Whether the window that has the lock answered.
    is_answered: Cell<bool>,
    /// Goes on with giving the lock away, while the other window takes the drafts.
    handed_over: RefCell<Option<Function>>,
    is_giving: Cell<bool>,
}

impl Tabs {
    /// Not holding the lock, and deaf until [`hear`].
    pub(super) fn new() -> Self {
        Self {
            channel: BroadcastChannel::new(NAME).ok(),
            let_go: RefCell::default(),
            is_answered: Cell::new(false),
            handed_over: RefCell::default(),
            is_giving: Cell::new(false),
        }
    }

    fn say(&self, said: Said) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&said.into());
        }
    }

    /// Settles when this window lets go.
    fn keep(&self) -> Promise {
        waits_for(&self.let_go)
    }
}

/// Hears the other windows from here on.
pub(super) fn hear(shell: Shell) {
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(said) = Said::from(&event.data()) {
            hear_one(shell, said);
        }
    });
    shell.tabs.with_value(|tabs| {
        if let Some(channel) = &tabs.channel {
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
    });
    heard.forget();
}

fn hear_one(shell: Shell, said: Said) {
    let is_taking = is_taking(shell);
    shell.tabs.with_value(|tabs| match said {
        Said::Ask if shell.facts.place.get_untracked() == Place::Here => {
            tabs.say(Said::Soon);
            if !tabs.is_giving.replace(true) {
                spawn_local(give(shell));
            }
        }
        Said::Soon if is_taking => tabs.is_answered.set(true),
        Said::Unsaved if is_taking => shell.facts.place.set(Place::Unsaved),
        Said::Drafts(written) if is_taking => {
            drafts::adopt(written);
            tabs.say(Said::Taken);
        }
        Said::Taken if tabs.handed_over.borrow().is_some() => {
            drafts::forget_all();
            call(&tabs.handed_over);
        }
        Said::Ask | Said::Soon | Said::Unsaved | Said::Drafts(_) | Said::Taken => {}
    });
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
    while is_taking(shell) {
        shell.tabs.with_value(|tabs| {
            tabs.is_answered.set(false);
            tabs.say(Said::Ask);
        });
        if let Ok(options) = within(PATIENCE_MS) {
            let _ = request(shell, &locks, &options).await;
        }
        if !is_taking(shell) {
            break;
        }
        if !page::is_seen() {
            // The person went on to another window, which asks for itself.
            return shell.facts.place.set(Place::Elsewhere);
        }
        if !shell.tabs.with_value(|tabs| tabs.is_answered.get()) {
            let _ = request(shell, &locks, &steal()).await;
            if is_taking(shell) {
                // Refused: such a place has no storage either, and the app says so.
                return shell.open();
            }
        }
    }
    if shell.facts.place.get_untracked() == Place::Here {
        shell.close();
    }
}

fn is_taking(shell: Shell) -> bool {
    shell.facts.place.get_untracked() == Place::Taking
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
    let is_saved = match shell.run.get_value() {
        Some(run) => run.finish().await,
        // Nobody writes here yet.
        None => true,
    };
    if is_saved {
        hand_over_drafts(shell).await;
        shell.tabs.with_value(|tabs| call(&tabs.let_go));
    } else {
        shell.tabs.with_value(|tabs| tabs.say(Said::Unsaved));
    }
    shell.tabs.with_value(|tabs| tabs.is_giving.set(false));
}

/// What is half written goes before the lock does, so that it is there when the other window shows its first form.
/// It stays here too if nobody takes it.
async fn hand_over_drafts(shell: Shell) {
    let written = drafts::all();
    if written.is_empty() {
        return;
    }
    let taken = shell.tabs.with_value(|tabs| {
        let taken = waits_for(&tabs.handed_over);
        tabs.say(Said::Drafts(written));
        taken
    });
    let give_up = move || shell.tabs.with_value(|tabs| call(&tabs.handed_over));
    set_timeout(give_up, Duration::from_millis(PATIENCE_MS.into()));
    let _ = taken.await;
}

/// A promise that settles when what is put into `slot` is called.
fn waits_for(slot: &RefCell<Option<Function>>) -> Promise {
    Promise::new(&mut |settle, _| drop(slot.replace(Some(settle))))
}

fn call(slot: &RefCell<Option<Function>>) {
    if let Some(settle) = slot.take() {
        let _ = settle.call0(&JsValue::NULL);
    }
}
