//! What time it is, and the one alarm that the app can set.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use shared::sync::device::Input;
use shared::{Moment, Now};

use super::run::Tell;

/// The longest that browsers wait; a later alarm is set again when this has passed.
const LONGEST_MS: i64 = i32::MAX as i64;

/// The clock's reading, with this place's offset.
pub(super) fn now() -> Now {
    let date = js_sys::Date::new_0();
    // JavaScript counts the offset the other way round: minutes to add to local time to get UTC.
    Moment::new(date.get_time() as i64, -date.get_timezone_offset() as i16)
}

/// One pending alarm; a later order replaces an earlier one.
pub(super) struct Alarm {
    tell: Tell,
    pending: Cell<Option<TimeoutHandle>>,
}

impl Alarm {
    /// An alarm that is not set.
    pub(super) fn new(tell: Tell) -> Self {
        Self { tell, pending: Cell::new(None) }
    }

    /// Says `Woke` at this time.
    pub(super) fn set(&self, at_ms: i64) {
        self.cancel();
        let delay_ms = at_ms.saturating_sub(now().unix_ms).clamp(0, LONGEST_MS).unsigned_abs();
        let tell = self.tell.clone();
        let rang = move || tell.run(|run| run.alarm_rang(at_ms));
        self.pending.set(set_timeout_with_handle(rang, Duration::from_millis(delay_ms)).ok());
    }

    /// What an alarm set for `at_ms` says when it rings: nothing yet if browsers cannot wait so long at once.
    pub(super) fn rang(&self, at_ms: i64) -> Option<Input> {
        if now().unix_ms >= at_ms {
            return Some(Input::Woke);
        }
        self.set(at_ms);
        None
    }

    fn cancel(&self) {
        if let Some(pending) = self.pending.take() {
            pending.clear();
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.cancel();
    }
}
