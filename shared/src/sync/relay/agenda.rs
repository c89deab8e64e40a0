//! What is due when. One wake-up is ordered at a time, for the earliest; what became pointless is found out then.

use std::collections::BTreeSet;

use super::io::{ConnectionId, Effect};
use crate::DeviceId;

/// Something to look after at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    /// A connection had until now to prove who it is.
    Proof(ConnectionId),
    /// A connection that was too fast may go on.
    Rested(ConnectionId),
    /// A device's bucket is full again, so it need not be remembered.
    Bucket(DeviceId),
    /// Keys of expired invites are to be deleted.
    ExpiredKeys,
    /// Bytes that are kept long enough are to be dropped.
    OldBytes,
}

/// The relay's deadlines.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    due: BTreeSet<(i64, Due)>,
    ordered_ms: Option<i64>,
}

impl Agenda {
    pub(super) fn add(&mut self, at_ms: i64, due: Due) {
        self.due.insert((at_ms, due));
    }

    /// The wake-up that was ordered has come, and so no other is on order.
    pub(super) fn woke(&mut self) {
        self.ordered_ms = None;
    }

    /// The next thing that is due by now.
    pub(super) fn take(&mut self, now_ms: i64) -> Option<Due> {
        let (at_ms, _) = *self.due.first()?;
        if at_ms > now_ms {
            return None;
        }
        self.due.pop_first().map(|(_, due)| due)
    }

    /// Orders a wake-up, unless one is ordered that is early enough.
    pub(super) fn order(&mut self, effects: &mut Vec<Effect>) {
        let Some((at_ms, due)) = self.due.first() else { return };
        if self.ordered_ms.is_none_or(|ordered_ms| *at_ms < ordered_ms) {
            self.ordered_ms = Some(*at_ms);
            effects.push(Effect::WakeAt { at_ms: *at_ms, why: due.why() });
        }
    }
}

impl Due {
    const fn why(self) -> &'static str {
        match self {
            Self::Proof(_) => "a proof is due",
            Self::Rested(_) => "a device that was too fast may go on",
            Self::Bucket(_) => "a device's allowance is full again",
            Self::ExpiredKeys => "keys of expired invites are deleted",
            Self::OldBytes => "bytes that are kept long enough are dropped",
        }
    }
}
