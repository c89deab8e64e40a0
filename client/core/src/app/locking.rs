//! The lock of this device: asked for, tried, set, taken off, and after how long it closes by itself.

use shared::Now;
use shared::seal::{LockKind, Random, Secret};
use shared::sync::device::{Changed, Effect, LockError};

use super::App;
use crate::view::{LockView, Notice};

/// The name under which it is remembered how long the app may be left alone: minutes, as text; 0 is for ever.
const AFTER: &str = "lock-after";
/// If nobody has chosen.
const USUAL_MINUTES: u16 = 5;

impl App {
    /// The lock, as the locked screen and the settings print it.
    pub fn lock(&self) -> LockView {
        let chosen =
            self.device.recall(AFTER).and_then(|minutes| core::str::from_utf8(minutes).ok()?.parse().ok());
        LockView {
            kind: self.device.lock(),
            answer: self.device.lock_answer(),
            waits_until_ms: self.device.lock_waits_ms(),
            after_minutes: Some(chosen.unwrap_or(USUAL_MINUTES)).filter(|minutes| *minutes > 0),
        }
    }

    /// Four words to lock with; none while nothing is open.
    pub fn suggest_passphrase(&mut self) -> Option<String> {
        let mut random = Random::from_seed(self.device.draw()?);
        Some(Secret::four_words(&mut random))
    }

    pub(super) fn unlock(
        &mut self,
        now: Now,
        secret: Secret,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        said(self.device.unlock(now, secret, effects))
    }

    pub(super) fn set_lock(
        &mut self,
        now: Now,
        current: Option<Secret>,
        new: (LockKind, Secret),
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        said(self.device.set_lock(now, current, new, effects))
    }

    pub(super) fn remove_lock(
        &mut self,
        now: Now,
        current: Secret,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        said(self.device.remove_lock(now, current, effects))
    }

    pub(super) fn lock_after(&mut self, minutes: Option<u16>, effects: &mut Vec<Effect>) {
        self.device.remember(AFTER, minutes.unwrap_or(0).to_string().into_bytes());
        effects.push(Effect::Changed(Changed::Connection));
    }
}

/// A wait and a try under way are told by the view; the rest a screen checks first.
fn said(done: Result<(), LockError>) -> Result<(), Notice> {
    match done {
        Ok(()) | Err(LockError::Wait { .. } | LockError::Busy) => Ok(()),
        Err(LockError::NotReady) => Err(Notice::NotAllowed),
        Err(why @ (LockError::Unfit | LockError::SayCurrent)) => Err(Notice::Unfit(why.to_string())),
    }
}

#[cfg(test)]
#[path = "locking_tests.rs"]
mod tests;
