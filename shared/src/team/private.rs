//! Private notes: every member's own, on their own devices only.
//!
//! They are one scope towards the relay, of which each era belongs to one member: its keys are handed to that member's
//! devices, and to the recovery sheet if it is theirs, and to nobody else, whoever governs the team. So nobody grants
//! it, withdraws it or reads it from today. A membership has one such era; whoever comes back begins another.

use super::roster::{Era, Roster};
use super::rules::{Due, DueHanding, Refusal, What};
use crate::record::Scope;
use crate::sorted::Map;
use crate::{DeviceId, MemberId};

/// The most eras of private notes in one team: as many memberships.
const PRIVATE_LIMIT: usize = 1024;

/// Whose the eras of the private scope are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Private {
    /// The member of each era.
    eras: Vec<Owned>,
    /// What of theirs is open, for whoever is in the team: the era, and whether somebody who is out still has its newest key.
    open: Map<MemberId, Open>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Owned {
    by: MemberId,
    /// The operation that ended the membership.
    until: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Open {
    era: u32,
    is_owed: bool,
}

impl Private {
    /// The era that a member writes to now.
    pub(super) fn era_of(&self, member: MemberId) -> Option<u32> {
        self.open.get(&member).map(|open| open.era)
    }

    /// Whether an era is a member's to write, at some time from this operation on.
    fn is_of(&self, era: u32, member: MemberId, began: u32) -> bool {
        let owned = usize::try_from(era).ok().and_then(|era| self.eras.get(era));
        owned.is_some_and(|owned| owned.by == member && began < owned.until)
    }

    /// A membership is over.
    pub(super) fn end(&mut self, member: MemberId, sequence: u32) {
        if self.open.remove(&member).is_some() {
            let mine = self.eras.iter_mut().filter(|owned| owned.by == member && owned.until == u32::MAX);
            mine.for_each(|owned| owned.until = sequence);
        }
    }

    /// Somebody is out who has a member's newest key, and the keys must be made by that member.
    pub(super) fn owe(&mut self, member: MemberId) {
        if let Some(open) = self.open.get_mut(&member) {
            open.is_owed = true;
        }
    }
}

impl Roster {
    /// The era of a member's private notes, if it was begun and they are in the team.
    pub fn private_era(&self, member: MemberId) -> Option<u32> {
        self.private.era_of(member)
    }

    /// Whether a member's private notes wait for keys that only a device of theirs can make: the first, or new ones since
    /// one of their devices was taken out by somebody else.
    pub fn owes_private(&self, member: MemberId) -> bool {
        self.private.open.get(&member).is_none_or(|open| open.is_owed)
    }

    /// Whether a device reads an era of the private scope: its owner's devices do.
    pub(super) fn reads_private(&self, device: DeviceId, era: u32) -> bool {
        self.member_of(device).is_some_and(|(member, _)| self.private.era_of(member) == Some(era))
    }

    /// Whether a device could write an era of the private scope that had an epoch from this operation on.
    pub(super) fn wrote_private(&self, device: DeviceId, era: u32, began: u32) -> bool {
        self.author(device).is_some_and(|(member, _)| self.private.is_of(era, member, began))
    }

    /// Begins a member's private notes, or the next epoch of them, and says which keys are due with that.
    pub(super) fn begin_private(&mut self, by: MemberId) -> Result<Due, Refusal> {
        self.next_private(by)
            .map(|handing| Due { handings: vec![handing], invites: self.own_invites(by).collect() })
    }

    /// The same beside other keys; open invites get theirs with those.
    pub(super) fn next_private(&mut self, by: MemberId) -> Result<DueHanding, Refusal> {
        let began = self.head.length;
        let eras = self.eras.entry(Scope::Private).or_default();
        let (era, what) = match self.private.open.get_mut(&by) {
            Some(open) => {
                open.is_owed = false;
                let at = usize::try_from(open.era).unwrap_or(usize::MAX);
                eras.get_mut(at).ok_or(Refusal::NotAllowed)?.epochs.push(began);
                (open.era, What::Next)
            }
            None => {
                let era = u32::try_from(eras.len()).unwrap_or(u32::MAX);
                if eras.len() >= PRIVATE_LIMIT {
                    return Err(Refusal::TooMany);
                }
                eras.push(Era { epochs: vec![began] });
                self.private.eras.push(Owned { by, until: u32::MAX });
                self.private.open.insert(by, Open { era, is_owed: false });
                (era, What::NewEra)
            }
        };
        Ok(DueHanding { scope: Scope::Private, what, eras: vec![era], to: self.devices_of(by) })
    }

    /// All keys of a member's private notes, for the sheet that becomes theirs.
    pub(super) fn all_private(&self, of: MemberId, to: &[crate::seal::Device]) -> Option<DueHanding> {
        let era = self.private.era_of(of)?;
        Some(DueHanding { scope: Scope::Private, what: What::All, eras: vec![era], to: to.to_vec() })
    }

    /// The open invites for a member's own devices, which bring their private notes along.
    fn own_invites(&self, by: MemberId) -> impl Iterator<Item = DeviceId> {
        let invites = self.invites.iter();
        invites
            .filter(move |(_, invite)| invite.own && invite.by == by && invite.is_open())
            .map(|(id, _)| *id)
    }
}

#[cfg(test)]
#[path = "private_tests.rs"]
mod tests;
