//! The loop: one input into the app, its effects out to the browser, until nothing is left to do.
//!
//! Whatever arrives while the app is at work waits in line, so the app is never entered twice, and all that
//! changed in one turn is told once.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use carryover_core::view::Notice;
use carryover_core::{App, Input, Intent};
use leptos::prelude::queue_microtask;
use shared::Now;
use shared::sync::device::{Changed, Effect, Input as DeviceInput};

use super::clock::{self, Alarm};
use super::socket::Socket;
use super::store::{Job, Store};

/// The app at work in this window, from taking the lock until losing it. Dropping it closes socket and store.
pub(super) struct Run {
    app: RefCell<App>,
    waiting: RefCell<VecDeque<Input>>,
    is_at_work: Cell<bool>,
    is_finishing: Cell<bool>,
    store: Store,
    socket: Socket,
    alarm: Alarm,
    changed: Box<Hears>,
}

/// Hears what changed, once a turn.
type Hears = dyn Fn(&[Changed]);

/// How the parts of a run tell it what happened. A run that is gone hears nothing.
#[derive(Clone)]
pub(super) struct Tell(Weak<Run>);

impl Run {
    /// Starts the app on the store called `database`; `changed` hears what changed, once a turn.
    pub(super) fn start(database: &str, seed: [u8; 32], changed: impl Fn(&[Changed]) + 'static) -> Rc<Self> {
        let run = Rc::new_cyclic(|run| {
            let tell = Tell(run.clone());
            Self {
                app: RefCell::new(App::new()),
                waiting: RefCell::default(),
                is_at_work: Cell::new(false),
                is_finishing: Cell::new(false),
                store: Store::new(database, tell.clone()),
                socket: Socket::new(tell.clone()),
                alarm: Alarm::new(tell),
                changed: Box::new(changed),
            }
        });
        run.tell(DeviceInput::Started { seed });
        run
    }

    /// A person asks for something.
    pub(super) fn ask(self: &Rc<Self>, intent: Intent) {
        self.take(Input::Intent(intent));
    }

    /// Something happened.
    pub(super) fn tell(self: &Rc<Self>, input: DeviceInput) {
        self.take(Input::Device(input));
    }

    /// Reads from the app.
    pub(super) fn with<T>(&self, read: impl FnOnce(&App, Now) -> T) -> T {
        read(&self.app.borrow(), clock::now())
    }

    /// Does something with the app and performs what it orders; none if the app is at work or being ended.
    pub(super) fn act<T>(&self, act: impl FnOnce(&mut App, Now, &mut Vec<Effect>) -> T) -> Option<T> {
        if self.is_finishing.get() {
            return None;
        }
        let (mut effects, mut changes) = (Vec::new(), Vec::new());
        let done = act(&mut *self.app.try_borrow_mut().ok()?, clock::now(), &mut effects);
        effects.into_iter().for_each(|effect| self.perform(effect, &mut changes));
        if !changes.is_empty() {
            (self.changed)(&changes);
        }
        Some(done)
    }

    /// The alarm set for `at_ms` rings.
    pub(super) fn alarm_rang(self: &Rc<Self>, at_ms: i64) {
        if let Some(input) = self.alarm.rang(at_ms) {
            self.tell(input);
        }
    }

    /// Takes up nothing new, and waits until the app has stored all it has. If it could not, the app goes on, and
    /// this is false.
    pub(super) async fn finish(self: &Rc<Self>) -> bool {
        self.is_finishing.set(true);
        self.socket.hang_up();
        while self.is_at_work.get() || !self.store.is_idle() {
            self.store.finish().await;
        }
        let is_unsaved = |notice: &Notice| matches!(notice, Notice::NotSaved(_));
        let is_saved = !self.with(|app, _| app.frame().notices.iter().any(is_unsaved));
        if !is_saved {
            self.is_finishing.set(false);
            self.tell(DeviceInput::Disconnected);
            // The alarm for the next try may have rung meanwhile.
            self.tell(DeviceInput::Woke);
        }
        is_saved
    }

    fn take(self: &Rc<Self>, input: Input) {
        if self.is_finishing.get() && !is_answer_of_store(&input) {
            return;
        }
        self.waiting.borrow_mut().push_back(input);
        if self.is_at_work.replace(true) {
            return;
        }
        if self.app.try_borrow_mut().is_ok() {
            self.work();
        } else {
            // Someone asks while reading a view: the app takes it up as soon as they are done.
            let run = Rc::clone(self);
            queue_microtask(move || run.work());
        }
    }

    fn work(&self) {
        let mut effects = Vec::new();
        let mut changes = Vec::new();
        while let Some(input) = self.next() {
            self.app.borrow_mut().handle(clock::now(), input, &mut effects);
            effects.drain(..).for_each(|effect| self.perform(effect, &mut changes));
        }
        self.is_at_work.set(false);
        if !changes.is_empty() {
            (self.changed)(&changes);
        }
    }

    fn next(&self) -> Option<Input> {
        self.waiting.borrow_mut().pop_front()
    }

    fn perform(&self, effect: Effect, changes: &mut Vec<Changed>) {
        match effect {
            Effect::Store { ticket, batch } => self.store.order(Job::Write { ticket, batch }),
            Effect::Load { ticket, reads } => self.store.order(Job::Read { ticket, reads }),
            Effect::Dial => self.socket.dial(),
            Effect::HangUp => self.socket.hang_up(),
            Effect::Send(frame) => self.socket.send(&frame),
            Effect::WakeAt { at_ms, why: _ } => self.alarm.set(at_ms),
            Effect::Changed(changed) => changes.push(changed),
        }
    }
}

impl Tell {
    /// Tells the run what happened.
    pub(super) fn tell(&self, input: DeviceInput) {
        self.run(|run| run.tell(input));
    }

    /// Does something with the run, if it is still there.
    pub(super) fn run(&self, act: impl FnOnce(&Rc<Run>)) {
        if let Some(run) = self.0.upgrade() {
            act(&run);
        }
    }
}

fn is_answer_of_store(input: &Input) -> bool {
    use DeviceInput::{LoadFailed, Loaded, StoreFailed, Stored};
    matches!(input, Input::Device(Stored { .. } | StoreFailed { .. } | Loaded { .. } | LoadFailed { .. }))
}
