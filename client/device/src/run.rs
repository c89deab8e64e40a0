//! The loop: one input into the app, its effects out to the store and the line, until nothing is left to do.
//!
//! Writes and reads are performed at once, so an app that has taken an input has stored all that follows from it.

use std::collections::VecDeque;
use std::time::Duration;

use carryover_core::view::Notice;
use carryover_core::{App, Input, Intent};
use shared::Now;
use shared::storage::StoreFailure;
use shared::sync::device::{Effect, Input as Fact, Reach, Team};
use shared::wire::Goodbye;

use crate::clock;
use crate::failure::Failure;
use crate::line::{Line, Traffic};
use crate::origin::Origin;
use crate::store::SqliteStore;

/// The app at work on a store.
#[derive(Debug)]
pub(crate) struct Run {
    app: App,
    store: SqliteStore,
    line: Line,
    wake_ms: Option<i64>,
}

impl Run {
    /// Starts the app on a store.
    pub(crate) fn start(store: SqliteStore) -> Result<Self, Failure> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(Failure::NoRandomness)?;
        let mut run = Self { app: App::new(), store, line: Line::default(), wake_ms: None };
        run.take(Input::Device(Fact::Started { seed }));
        run.check()?;
        let device = run.app.device();
        if device.is_ready() || device.locked().is_some() {
            Ok(run)
        } else {
            Err(Failure::Blocked(StoreFailure::Failed))
        }
    }

    /// The app, to read from.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// The teams that are shared with others.
    pub(crate) fn teams(&self) -> impl Iterator<Item = &Team> {
        self.app.device().teams().filter(|team| !team.is_sample())
    }

    /// How many records the relay does not have yet.
    pub(crate) fn waiting(&self) -> usize {
        self.teams().map(Team::waiting).sum()
    }

    /// What went over the line so far.
    pub(crate) fn traffic(&self) -> Traffic {
        self.line.traffic()
    }

    /// Asks the app for something; what it cannot do is the failure.
    pub(crate) fn ask(&mut self, intent: Intent) -> Result<(), Failure> {
        self.take(Input::Intent(intent));
        let notices = self.app.frame().notices;
        let told = notices
            .iter()
            .find(|notice| !matches!(notice, Notice::SetAside { .. } | Notice::Withheld { .. }));
        told.map_or(Ok(()), |notice| Err(notice.into()))
    }

    /// Does something with the app and performs what it orders.
    pub(crate) fn with<T>(&mut self, act: impl FnOnce(&mut App, Now, &mut Vec<Effect>) -> T) -> T {
        let mut effects = Vec::new();
        let done = act(&mut self.app, clock::now(), &mut effects);
        self.perform_all(effects);
        done
    }

    /// Reads every month into memory.
    pub(crate) fn load_all(&mut self) {
        self.with(App::load_all);
    }

    /// Allows sockets to this relay, for so long.
    pub(crate) fn go_online(&mut self, origin: Origin, patience: Duration) {
        self.line.allow(origin, patience);
    }

    /// Talks with the relay until `done` says what came of it.
    pub(crate) fn wait<T>(
        &mut self,
        done: impl Fn(&App) -> Option<Result<T, Failure>>,
    ) -> Result<T, Failure> {
        loop {
            if let Some(done) = done(&self.app) {
                return done;
            }
            self.check()?;
            let left = self.line.time_left().ok_or_else(|| self.line.too_late(self.waiting()))?;
            let until_wake = self.until_wake().unwrap_or(left);
            if until_wake.is_zero() {
                self.wake_ms = None;
                self.take(Input::Device(Fact::Woke));
            } else if let Some(fact) = self.line.next(left.min(until_wake)) {
                self.take(Input::Device(fact));
            }
        }
    }

    fn until_wake(&self) -> Option<Duration> {
        let wait_ms = self.wake_ms?.saturating_sub(clock::now().unix_ms);
        Some(Duration::from_millis(wait_ms.max(0).unsigned_abs()))
    }

    /// What does not get better by waiting.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let device = self.app.device();
        if let Some(why) = device.blocked() {
            return Err(Failure::Blocked(why));
        }
        let notices = self.app.frame().notices;
        if let Some(notice) = notices.iter().find(|notice| matches!(notice, Notice::NotSaved(_))) {
            return Err(notice.into());
        }
        match device.reach() {
            Reach::Refused(Goodbye::DeviceTooOld) => Err(Failure::TooOld),
            Reach::Refused(Goodbye::RelayTooOld) => Err(Failure::RelayTooOld),
            Reach::Refused(_) => Err(Failure::NotLetIn),
            Reach::Down | Reach::Trying | Reach::Open => Ok(()),
        }
    }

    fn take(&mut self, input: Input) {
        self.with(|app, now, effects| app.handle(now, input, effects));
    }

    fn perform_all(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            if let Some(fact) = self.perform(effect) {
                let mut more = Vec::new();
                self.app.handle(clock::now(), Input::Device(fact), &mut more);
                effects.extend(more);
            }
        }
    }

    fn perform(&mut self, effect: Effect) -> Option<Fact> {
        match effect {
            Effect::Store { ticket, batch } => {
                return Some(match self.store.apply(&batch) {
                    Ok(()) => Fact::Stored { ticket },
                    Err(why) => Fact::StoreFailed { ticket, why },
                });
            }
            Effect::Load { ticket, reads } => {
                return Some(match self.store.read(&reads) {
                    Ok(rows) => Fact::Loaded { ticket, rows },
                    Err(why) => Fact::LoadFailed { ticket, why },
                });
            }
            Effect::Dial => self.line.dial(),
            Effect::HangUp => self.line.hang_up(),
            Effect::Send(frame) => self.line.send(frame),
            Effect::WakeAt { at_ms, why: _ } => self.wake_ms = Some(at_ms),
            Effect::Changed(_) => {}
        }
        None
    }
}
