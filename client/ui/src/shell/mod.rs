//! The browser, and nothing else: performs what [`App`] orders and tells it what happened.
//!
//! Where to start:
//! - [`Shell`]: all that screens see of this module;
//! - [`run`]: the loop: one input in, its effects out;
//! - [`store`]: IndexedDB; [`socket`]: the relay; [`clock`]: the time and the one alarm;
//! - [`tabs`]: one window at a time works on the store; [`page`]: the page being looked at;
//! - [`people`]: who shares this device; [`locking`]: ending the app, so that nothing of it stays in memory;
//! - [`files`]: a file that is saved, sent or opened; [`pictures`]: one made smaller, one shown;
//! - [`watch`]: what a memo can wait for;
//! - [`facts`], [`settings`], [`worker`], [`storage_facts`]: what the browser knows that screens show;
//! - [`selftest`]: whether this browser's store keeps its promises.

mod bindings;
mod clock;
mod facts;
pub(crate) mod files;
mod locking;
mod page;
mod people;
pub(crate) mod pictures;
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
use shared::sync::device::{Changed, Effect, Input};

pub(crate) use facts::{Kept, Place, Storage};
pub(crate) use people::Person;
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
    /// When somebody last touched this window.
    touched_ms: StoredValue<i64>,
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

    /// Does something with the app and performs what it orders; none if the app is at work, or elsewhere.
    pub(crate) fn act<T>(&self, act: impl FnOnce(&mut App, Now, &mut Vec<Effect>) -> T) -> Option<T> {
        self.run.get_value()?.act(act)
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

    /// Whether somebody writes in this window; not while it is asked who. Tracked.
    pub(crate) fn has_person(&self) -> bool {
        self.facts.person.get() > 0
    }

    /// The number of whoever writes in this window; 0 is nobody.
    pub(crate) fn person_untracked(&self) -> usize {
        self.facts.person.get_untracked()
    }

    /// Everybody who shares this device.
    pub(crate) fn people(&self) -> Vec<Person> {
        people::all()
    }

    /// Opens somebody's notebook, in a window that has nobody's.
    pub(crate) fn write_as(&self, number: usize) {
        people::choose(number);
        self.begin(Some(number));
        self.moved(Place::Here);
    }

    /// Adds somebody, and opens their empty notebook.
    pub(crate) fn add_person(&self, name: &str) {
        self.write_as(people::add(name));
    }

    /// Calls the person of this window something else on this device.
    pub(crate) fn rename_person(&self, name: &str) {
        people::rename(self.person_untracked(), name);
    }

    /// Lets somebody else write: this notebook closes, and it is asked who writes.
    pub(crate) fn switch_person(&self) {
        locking::end(*self, people::ask);
    }

    /// Takes the person of this window off the device, with everything of theirs.
    pub(crate) fn remove_person(&self) {
        locking::remove(*self);
    }

    /// Locks the app: nothing of it stays in memory.
    pub(crate) fn lock_now(&self) {
        locking::end(*self, || {});
    }

    /// Whether the app is being ended, so that nothing of it should be seen. Tracked.
    pub(crate) fn is_leaving(&self) -> bool {
        self.facts.is_leaving.get()
    }

    /// Four words to lock with.
    pub(crate) fn suggest_passphrase(&self) -> String {
        let words = self.run.get_value().and_then(|run| run.act(|app, _, _| app.suggest_passphrase()));
        words.flatten().unwrap_or_default()
    }

    /// Seals text for a place outside the store; empty while nothing is open.
    pub(crate) fn seal(&self, name: &str, text: &str) -> String {
        let run = self.run.get_value();
        let sealed = run.and_then(|run| run.act(|app, _, _| app.seal_draft(name, text)));
        sealed.unwrap_or_default().into_iter().map(char::from).collect()
    }

    /// Opens what was sealed under this name.
    pub(crate) fn unseal(&self, name: &str, sealed: &str) -> Option<String> {
        let bytes: Option<Vec<u8>> = sealed.chars().map(|letter| u8::try_from(letter).ok()).collect();
        self.with(|app, _| app.device().open_draft(name, &bytes?))
    }

    /// Keeps a small value of the screens' in the store.
    pub(crate) fn remember(&self, name: &str, value: Vec<u8>) {
        if let Some(run) = self.run.get_value() {
            run.act(|app, now, effects| app.remember(now, name, value, effects));
        }
    }

    /// What was kept under a name.
    pub(crate) fn recall(&self, name: &str) -> Option<Vec<u8>> {
        self.with(|app, _| app.device().recall(name).map(<[u8]>::to_vec))
    }

    /// This window has the lock: starts the app, as soon as it is known who writes.
    fn open(&self) {
        self.begin(people::chosen());
        self.moved(Place::Here);
    }

    fn begin(&self, person: Option<usize>) {
        self.facts.person.set(person.unwrap_or(0));
        let Some(number) = person else { return };
        let mut seed = [0; 32];
        if getrandom::fill(&mut seed).is_err() {
            // Without randomness nothing can be sealed; no browser that runs this app is without.
            std::process::abort();
        }
        let watchers = self.watchers;
        let changed = move |changes: &[_]| watchers.with_value(|watchers| watchers.tell(changes));
        self.run.set_value(Some(Run::start(&people::database(number), seed, changed)));
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

/// Starts the shell under the current reactive owner; the app follows as soon as this window may have it.
pub(crate) fn start() -> Shell {
    #[cfg(feature = "tell_panics")]
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    let shell = Shell {
        run: StoredValue::new_local(None),
        watchers: StoredValue::new_local(Watchers::default()),
        tabs: StoredValue::new_local(Tabs::new()),
        touched_ms: StoredValue::new(0),
        facts: Facts::new(),
    };
    settings::apply(shell.facts.language.get_untracked(), shell.facts.theme.get_untracked());
    if selftest::run_if_asked() {
        return shell;
    }
    worker::hear(shell.facts.update_waiting);
    storage_facts::look(shell.facts.storage);
    crate::drafts::attach(shell);
    tabs::hear(shell);
    locking::hear(shell);
    page::hear(shell);
    shell
}
