//! The lock of a store: a PIN or passphrase that is asked for at every start, set, changed and taken off.
//!
//! Every try is counted durably before it is answered, so ending the app gives nobody a try for nothing. A few wrong ones are
//! free; then each costs a longer wait, by this device's clock. Every change is one batch: the local keys lie in the
//! store either open or wrapped, whatever stops in between.

use super::opening::secret_row;
use super::rows::{LOCAL_KEY, LOCK_KEY, TRIES_KEY};
use super::{After, Changed, Device, Effect, Phase};
use crate::Now;
use crate::seal::{Cost, DeviceKeys, LocalKeys, Lock, LockKind, Random, Secret};
use crate::storage::{StoredRow, Table, Write};

/// A start on a store that is locked.
#[derive(Debug)]
pub(super) struct Locked {
    pub(super) random: Random,
    /// What this device has of its own, sealed.
    pub(super) stored: Vec<StoredRow>,
}

/// The lock, and what was tried.
#[derive(Debug, Default)]
pub(super) struct Locking {
    lock: Option<Lock>,
    tries: Tries,
    /// The row of the tries as it was found or last ordered.
    tries_row: Option<Vec<u8>>,
    asked: Option<Asked>,
    answer: LockAnswer,
    /// Until when nothing can be tried, for the screen.
    waits_ms: Option<i64>,
}

/// What came of the last thing that was asked of the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LockAnswer {
    /// Nothing was asked.
    #[default]
    None,
    /// It is being tried or stored.
    Trying,
    /// It was the wrong one.
    Wrong,
    /// A lock was set or changed.
    Set,
    /// It was taken off.
    TakenOff,
    /// There is not enough memory.
    Failed,
}

/// Why something was not even tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// There is nothing to unlock, or the store is not read yet.
    #[error("there is no lock to open")]
    NotReady,
    /// Another try is under way.
    #[error("one moment")]
    Busy,
    /// Too short, or not digits.
    #[error("a PIN has 4 to 8 digits, a passphrase at least 12 letters")]
    Unfit,
    /// The lock that is set must be opened first.
    #[error("say first what opens it now")]
    SayCurrent,
    /// Too many were wrong.
    #[error("too many wrong tries: wait")]
    Wait {
        /// When the next one may be, in milliseconds since 1970.
        until_ms: i64,
    },
}

#[derive(Debug)]
struct Asked {
    secret: Secret,
    then: Then,
}

/// What to do with the right secret.
#[derive(Debug)]
enum Then {
    Open,
    Set(LockKind, Secret),
    TakeOff,
}

/// Wrong tries in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Tries {
    wrong: u32,
    /// When the last one was.
    last_ms: i64,
}

/// How many wrong tries cost nothing.
const FREE: u32 = 4;
/// What each one after them costs, and every one after these the last.
const WAITS_MS: [i64; 5] = [30_000, 60_000, 300_000, 900_000, 3_600_000];

impl Tries {
    /// Both numbers, as they are stored.
    fn to_bytes(self) -> Vec<u8> {
        [&self.wrong.to_be_bytes()[..], &self.last_ms.to_be_bytes()].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (wrong, last_ms) = bytes.split_first_chunk::<4>()?;
        let last_ms = i64::from_be_bytes(last_ms.try_into().ok()?);
        Some(Self { wrong: u32::from_be_bytes(*wrong), last_ms })
    }

    /// When the next try may be.
    fn until_ms(self) -> i64 {
        self.last_ms.saturating_add(self.wait_ms())
    }

    fn wait_ms(self) -> i64 {
        let Some(paid) = self.wrong.checked_sub(FREE + 1) else { return 0 };
        let at = usize::try_from(paid).unwrap_or(usize::MAX).min(WAITS_MS.len() - 1);
        WAITS_MS[at]
    }
}

impl Locking {
    /// A lock that was found at the start. Tries that cannot be read count as many.
    pub(super) fn found(lock: Lock, tries_row: Option<Vec<u8>>) -> Self {
        let tries = match &tries_row {
            Some(row) => Tries::from_bytes(row).unwrap_or(Tries { wrong: u32::MAX, last_ms: 0 }),
            None => Tries::default(),
        };
        Self { lock: Some(lock), tries, tries_row, ..Self::default() }
    }

    /// When the screen can say that the wait is over.
    pub(super) fn deadline(&self) -> Option<(i64, &'static str)> {
        self.waits_ms.map(|until_ms| (until_ms, "try the lock again"))
    }

    pub(super) fn woke(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.waits_ms.take_if(|until_ms| *until_ms <= now.unix_ms).is_some() {
            effects.push(Effect::Changed(Changed::All));
        }
    }
}

impl Device {
    /// What a locked store asks for; `None` if it is open.
    pub fn locked(&self) -> Option<LockKind> {
        matches!(self.phase, Phase::Locked(_)).then(|| self.lock()).flatten()
    }

    /// What kind of lock is set, if one is.
    pub fn lock(&self) -> Option<LockKind> {
        self.locking.lock.as_ref().map(|lock| lock.kind)
    }

    /// What came of the last thing that was asked of the lock.
    pub fn lock_answer(&self) -> LockAnswer {
        self.locking.answer
    }

    /// Until when nothing can be tried, in milliseconds since 1970.
    pub fn lock_waits_ms(&self) -> Option<i64> {
        self.locking.waits_ms
    }

    /// Tries to open the store.
    pub fn unlock(&mut self, now: Now, secret: Secret, effects: &mut Vec<Effect>) -> Result<(), LockError> {
        if !matches!(self.phase, Phase::Locked(_)) {
            return Err(LockError::NotReady);
        }
        self.ask_lock(now, Asked { secret, then: Then::Open }, effects)
    }

    /// Sets a lock, or another one with what opens the `current` one.
    pub fn set_lock(
        &mut self,
        now: Now,
        current: Option<Secret>,
        (kind, secret): (LockKind, Secret),
        effects: &mut Vec<Effect>,
    ) -> Result<(), LockError> {
        if !self.is_ready() {
            return Err(LockError::NotReady);
        }
        if !secret.fits(kind) {
            return Err(LockError::Unfit);
        }
        match (self.lock(), current) {
            (None, _) => {
                self.put_lock(kind, &secret, effects);
                Ok(())
            }
            (Some(_), None) => Err(LockError::SayCurrent),
            (Some(_), Some(current)) => {
                self.ask_lock(now, Asked { secret: current, then: Then::Set(kind, secret) }, effects)
            }
        }
    }

    /// Takes the lock off, with what opens it.
    pub fn remove_lock(
        &mut self,
        now: Now,
        current: Secret,
        effects: &mut Vec<Effect>,
    ) -> Result<(), LockError> {
        if !self.is_ready() || self.lock().is_none() {
            return Err(LockError::NotReady);
        }
        self.ask_lock(now, Asked { secret: current, then: Then::TakeOff }, effects)
    }

    /// Puts away what was answered.
    pub fn dismiss_lock_answer(&mut self) {
        if self.locking.asked.is_none() {
            self.locking.answer = LockAnswer::None;
        }
    }

    /// Seals what is not saved yet for a place outside the store, such as a browser's window; empty if nothing is open.
    pub fn seal_draft(&mut self, name: &str, text: &str) -> Vec<u8> {
        match self.saver.vault() {
            Some(vault) => vault.keys.seal(&draft_place(name), text.as_bytes(), &mut vault.random),
            None => Vec::new(),
        }
    }

    /// Opens what was sealed by [`seal_draft`](Self::seal_draft) under this name.
    pub fn open_draft(&self, name: &str, sealed: &[u8]) -> Option<String> {
        let plain = self.saver.keys()?.open(&draft_place(name), sealed)?;
        core::str::from_utf8(&plain).ok().map(str::to_owned)
    }

    /// This start found a lock. A clock that was set back since the last try makes nobody wait until it has caught up.
    pub(super) fn wait_for_secret(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.anchor_tries(now);
        let until_ms = self.locking.tries.until_ms();
        self.locking.waits_ms = (until_ms > now.unix_ms).then_some(until_ms);
        effects.push(Effect::Changed(Changed::All));
    }

    /// The wait is counted from here if the last try was in the future.
    fn anchor_tries(&mut self, now: Now) {
        if self.locking.tries.last_ms > now.unix_ms {
            self.write_tries(Tries { last_ms: now.unix_ms, ..self.locking.tries });
        }
    }

    /// Counts a try; what it comes to is seen once that is durable.
    fn ask_lock(&mut self, now: Now, asked: Asked, effects: &mut Vec<Effect>) -> Result<(), LockError> {
        // While it is locked, tries are all that is stored, each expecting the one before.
        let is_busy = self.locked().is_some() && !self.saver.is_idle();
        if self.locking.asked.is_some() || is_busy {
            return Err(LockError::Busy);
        }
        let tries = Tries { last_ms: self.locking.tries.last_ms.min(now.unix_ms), ..self.locking.tries };
        let until_ms = tries.until_ms();
        if now.unix_ms < until_ms {
            self.anchor_tries(now);
            self.locking.waits_ms = Some(until_ms);
            effects.push(Effect::Changed(Changed::All));
            return Err(LockError::Wait { until_ms });
        }
        self.write_tries(Tries { wrong: tries.wrong.saturating_add(1), last_ms: now.unix_ms });
        self.locking.asked = Some(asked);
        self.locking.waits_ms = None;
        self.saver.then(After::TryLock);
        self.answer_lock(LockAnswer::Trying, effects);
        Ok(())
    }

    fn write_tries(&mut self, tries: Tries) {
        let row = tries.to_bytes();
        if self.locked().is_some() {
            // Of two that try at the same moment, one is refused: no try is for nothing.
            let before = self.locking.tries_row.clone();
            self.saver.write([Write::Expect(Table::Device, TRIES_KEY.to_vec(), before)]);
        }
        self.saver.write([Write::Put(Table::Device, TRIES_KEY.to_vec(), row.clone())]);
        self.locking.tries = tries;
        self.locking.tries_row = Some(row);
    }

    /// The try is counted: now it may be answered.
    pub(super) fn try_lock(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let Some(Asked { secret, then }) = self.locking.asked.take() else { return };
        let Some(keys) = self.locking.lock.as_ref().and_then(|lock| lock.open(&secret)) else {
            let until_ms = self.locking.tries.until_ms();
            self.locking.waits_ms = (until_ms > now.unix_ms).then_some(until_ms);
            return self.answer_lock(LockAnswer::Wrong, effects);
        };
        self.locking.tries = Tries::default();
        self.locking.tries_row = None;
        self.saver.write([Write::Delete(Table::Device, TRIES_KEY.to_vec())]);
        match then {
            Then::Open => self.open_up(keys, effects),
            Then::Set(kind, secret) => self.put_lock(kind, &secret, effects),
            Then::TakeOff => self.take_lock_off(&keys, effects),
        }
    }

    fn open_up(&mut self, keys: LocalKeys, effects: &mut Vec<Effect>) {
        match core::mem::replace(&mut self.phase, Phase::Asleep) {
            Phase::Locked(locked) => {
                let Locked { random, stored } = *locked;
                self.take_up(Some(keys), random, stored);
                self.answer_lock(LockAnswer::None, effects);
            }
            other => self.phase = other,
        }
    }

    /// A new local key, under which everything is from now on, and all of them wrapped instead of open.
    fn put_lock(&mut self, kind: LockKind, secret: &Secret, effects: &mut Vec<Effect>) {
        let Phase::Ready(identity) = &mut self.phase else { return };
        let Some(vault) = self.saver.vault() else { return };
        let keys = vault.keys.renewed(&mut identity.random);
        let Ok(lock) = Lock::close(&keys, kind, secret, Cost::USUAL, &mut identity.random) else {
            return self.answer_lock(LockAnswer::Failed, effects);
        };
        vault.keys = keys;
        if self.teams.is_empty() {
            // Nobody knows this device yet, so whatever is left of its first secret in the storage is worth nothing.
            identity.keys = DeviceKeys::generate(&mut identity.random);
        }
        self.saver.write([
            Write::Put(Table::Device, LOCK_KEY.to_vec(), lock.to_bytes()),
            Write::Delete(Table::Device, LOCAL_KEY.to_vec()),
            secret_row(&identity.keys),
        ]);
        self.locking.lock = Some(lock);
        self.saver.then(After::LockKept(LockAnswer::Set));
        self.answer_lock(LockAnswer::Trying, effects);
    }

    fn take_lock_off(&mut self, keys: &LocalKeys, effects: &mut Vec<Effect>) {
        self.saver.write([
            Write::Put(Table::Device, LOCAL_KEY.to_vec(), keys.bytes().to_vec()),
            Write::Delete(Table::Device, LOCK_KEY.to_vec()),
        ]);
        self.locking.lock = None;
        self.saver.then(After::LockKept(LockAnswer::TakenOff));
        self.answer_lock(LockAnswer::Trying, effects);
    }

    pub(super) fn answer_lock(&mut self, answer: LockAnswer, effects: &mut Vec<Effect>) {
        self.locking.answer = answer;
        effects.push(Effect::Changed(Changed::All));
    }
}

fn draft_place(name: &str) -> Vec<u8> {
    [b"draft/", name.as_bytes()].concat()
}
