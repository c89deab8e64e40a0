//! Dropping the bytes of what was kept long enough: one log after the other, a few at a time, so that nobody waits.
//!
//! Only bytes go. The places, hashes and ids of a log stay, so cursors stay valid and what comes again is held.

use super::Relay;
use super::agenda::Due;
use super::io::{Effect, LogName, Query, Write};
use super::limits::{KEPT_ASIDE_MS, OLD_AT_ONCE, SWEEP_BYTES_MS};
use super::teams::Order;
use crate::TeamId;

impl Relay {
    /// Begins with the first log, and once more after a day.
    pub(super) fn sweep(&mut self) {
        self.agenda.add(self.now_ms.saturating_add(SWEEP_BYTES_MS), Due::OldBytes);
        self.look_for_old(None);
        if let Some(keep_ms) = self.keep_ms {
            let ticket = self.ticket(Order::DropParts);
            let before_ms = self.now_ms.saturating_sub(keep_ms);
            self.out.push(Effect::Store { ticket, writes: vec![Write::DropOldParts { before_ms }] });
        }
    }

    /// Asks what is old in the log after this one.
    pub(super) fn look_for_old(&mut self, after: Option<(TeamId, LogName)>) {
        if self.is_draining {
            return;
        }
        let replaced_before_ms = self.now_ms.saturating_sub(KEPT_ASIDE_MS);
        let pages_before_ms = self.keep_ms.map(|keep_ms| self.now_ms.saturating_sub(keep_ms));
        let query = Query::Old { after, replaced_before_ms, pages_before_ms, max: OLD_AT_ONCE };
        self.load(Order::Old(after), query);
    }

    /// Drops it, and goes on: with the same log if there may be more.
    pub(super) fn old_loaded(
        &mut self,
        after: Option<(TeamId, LogName)>,
        old: Option<((TeamId, LogName), Vec<u64>)>,
    ) {
        let Some(((team, log), sequences)) = old else { return };
        if sequences.is_empty() {
            return self.look_for_old(Some((team, log)));
        }
        let next = if sequences.len() < OLD_AT_ONCE { Some((team, log)) } else { after };
        let ticket = self.ticket(Order::DropBytes(next));
        self.out.push(Effect::Store { ticket, writes: vec![Write::DropBytes { team, log, sequences }] });
    }
}
