//! The browser, and nothing else: performs what [`App`] orders and tells it what happened.
//!
//! Where to start:
//! - [`Shell`]: all that screens see of this module;
//! - [`run`]: the loop: one input in, its effects out;
//! - [`store`]: IndexedDB; [`socket`]: the relay; [`clock`]: the time and the one alarm;
//! - [`tabs`]: one window at a time works on the store; [`page`]: the page being looked at;
//! - [`files`]: a file that is saved, sent or opened;
//! - [`watch`]: what a memo can wait for;
//! - [`facts`], [`settings`], [`worker`], [`storage_facts`]: what the browser knows that screens show;
//! - [`selftest`]: whether this browser's store keeps its promises.

mod bindings;
mod clock;
mod facts;
pub(crate) mod files;
mod page;
mod run;
mod selftest;
mod settings;
mod socket;
mod storage_facts;
mod store;
mod tabs;
mod watch;
mod worker;

use std::rc::Rc;

use carryover_core::{App, Intent, Language};
use leptos::prelude::*;
use shared::Now;
use shared::sync::device::{Changed, Input};

pub(crate) use facts::{Kept, Place, Storage};
pub(crate) use settings::Theme;
pub(crate) use watch::On;

use facts::Facts;
use run::Run;
use tabs::Tabs;
use watch::Watchers;

/// The app as screens see it: ask with [`dispatch`](Self::dispatch), read with [`view`](Self::view).
///
/// Copied freely, also into memos and event handlers.
#[derive(Clone, Copy)]
pub(crate) struct Shell {
    /// The app at work in this window; none while another window has it.
    run: StoredValue<Option<Rc<Run>>, LocalStorage>,
    watchers: StoredValue<Watchers, LocalStorage>,
    tabs: StoredValue<Tabs, LocalStorage>,
    facts: Facts,
}

impl Shell {
    /// Asks the app for something.
    pub(crate) fn dispatch(&self, intent: Intent) {
        if let Some(run) = self.run.get_value() {
            run.ask(intent);
        }
    }

    /// Reads a view model inside a memo, and again whenever something in `on` changes:
    /// `Memo::new(move |_| shell.view(&[On::Records, On::Minute], |app, now| app.today(now)))`.
    pub(crate) fn view<T>(&self, on: &[On], read: impl FnOnce(&App, Now) -> T) -> T {
        self.watchers.with_value(|watchers| on.iter().for_each(|on| watchers.track(*on)));
        self.with(read)
    }

    /// Reads a view model once. In a window that has not (or no longer) got the app, the app is an empty one.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&App, Now) -> T) -> T {
        match self.run.get_value() {
            Some(run) => run.with(read),
            None => read(&App::new(), clock::now()),
        }
    }

    /// Which window has the app: this one, another, or none yet.
    pub(crate) fn place(&self) -> ReadSignal<Place> {
        self.facts.place.read_only()
    }

    /// "Use it here": takes the app over from the other window.
    pub(crate) fn use_here(&self) {
        tabs::take(*self);
    }

    /// Whether the browser promised to keep what is stored, and how much room there is.
    pub(crate) fn storage(&self) -> ReadSignal<Storage> {
        self.facts.storage.read_only()
    }

    /// Asks the browser to keep what is stored (some browsers ask the person, so call it from a tap).
    pub(crate) fn keep_storage(&self) {
        storage_facts::ask(self.facts.storage);
    }

    /// Whether a newer version of the app is ready and waits for a tap.
    pub(crate) fn update_waiting(&self) -> ReadSignal<bool> {
        self.facts.update_waiting.read_only()
    }

    /// Starts the version that waits, and reloads the page.
    pub(crate) fn use_update(&self) {
        worker::use_update();
    }

    /// The language chosen.
    pub(crate) fn language(&self) -> ReadSignal<Language> {
        self.facts.language.read_only()
    }

    /// Chooses a language; remembered on this device.
    pub(crate) fn set_language(&self, language: Language) {
        settings::keep_language(language);
        self.facts.language.set(language);
    }

    /// The colours chosen.
    pub(crate) fn theme(&self) -> ReadSignal<Theme> {
        self.facts.theme.read_only()
    }

    /// Chooses colours; remembered on this device.
    pub(crate) fn set_theme(&self, theme: Theme) {
        settings::keep_theme(theme);
        self.facts.theme.set(theme);
    }

    /// This window has the lock: starts the app.
    fn open(&self) {
        let mut seed = [0; 32];
        if getrandom::fill(&mut seed).is_err() {
            // Without randomness nothing can be sealed; no browser that runs this app is without.
            std::process::abort();
        }
        let watchers = self.watchers;
        let changed = move |changes: &[_]| watchers.with_value(|watchers| watchers.tell(changes));
        self.run.set_value(Some(Run::start(DATABASE, seed, changed)));
        self.moved(Place::Here);
    }

    /// Another window has the lock: stops the app.
    fn close(&self) {
        self.run.set_value(None);
        self.moved(Place::Elsewhere);
    }

    fn moved(&self, place: Place) {
        self.facts.place.set(place);
        self.watchers.with_value(|watchers| watchers.tell(&[Changed::All]));
    }

    /// The app looks whether there is something to do, and whether the relay can be reached.
    fn wake(&self) {
        if let Some(run) = self.run.get_value() {
            run.tell(Input::Woke);
            run.ask(Intent::TryNow);
        }
    }

    /// The clock on the screen moves on.
    fn tick(&self) {
        self.watchers.with_value(Watchers::tick);
    }
}

/// The database of the app in IndexedDB.
const DATABASE: &str = "carryover";

/// Starts the shell under the current reactive owner; the app follows as soon as this window may have it.
pub(crate) fn start() -> Shell {
    #[cfg(feature = "tell_panics")]
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    let shell = Shell {
        run: StoredValue::new_local(None),
        watchers: StoredValue::new_local(Watchers::default()),
        tabs: StoredValue::new_local(Tabs::new()),
        facts: Facts::new(),
    };
    settings::apply(shell.facts.language.get_untracked(), shell.facts.theme.get_untracked());
    if selftest::run_if_asked() {
        return shell;
    }
    worker::hear(shell.facts.update_waiting);
    storage_facts::look(shell.facts.storage);
    tabs::hear(shell);
    page::hear(shell);
    shell
}
