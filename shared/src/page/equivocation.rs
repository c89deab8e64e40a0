//! Two different changes under one actor and number: which one counts.
//!
//! An honest device never does this: its actor holds its start's number and bytes of that start's generator, so that
//! even two phones restored from one copy write as two actors. Whoever does it could split the team, each replica
//! keeping what came first. So the change with the smaller hash counts everywhere, whatever came first; the page is
//! made anew without the other one, and what depended on that waits.

use automerge::{Change, ChangeHash};

use super::{Page, Rejection};
use crate::DeviceId;

impl Page {
    /// Takes a change whose actor and number another one has, if it is the one that counts. That one of the two was
    /// set aside is an error either way, so that it is told.
    pub(super) fn choose(&mut self, author: DeviceId, raw: &[u8]) -> Result<(), Rejection> {
        let change = Change::try_from(raw).map_err(|_| Rejection::Malformed)?;
        let held = self.history.hash_of(change.actor_id(), change.seq()).ok_or(Rejection::Malformed)?;
        if held > change.hash() {
            let mut fresh = self.without(held)?;
            // What cannot stand without the other one was never a choice.
            fresh.take(author, raw).map_err(|_| Rejection::Malformed)?;
            let _ = fresh.take_waiting();
            fresh.touched = self.rows.keys().copied().chain(fresh.history.ids()).collect();
            fresh.rows = core::mem::take(&mut self.rows);
            fresh.branches = self.branches;
            *self = fresh;
        }
        Err(Rejection::Equivocation)
    }

    /// The page as if this change had never come.
    fn without(&self, hash: ChangeHash) -> Result<Self, Rejection> {
        let mut fresh = Self { waiting: self.waiting.clone(), ..Self::default() };
        for change in self.doc.get_changes(&[]) {
            if change.hash() != hash {
                let author = change.actor_id().to_bytes().first_chunk().ok_or(Rejection::Malformed)?;
                // What depended on it waits; nothing else can be refused that was taken before.
                let _ = fresh.receive(DeviceId(*author), &[change.raw_bytes()]);
            }
        }
        Ok(fresh)
    }
}
