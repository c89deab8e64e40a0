//! Whether offered roster operations are accepted: by the rules, the clock, what travels beside them, and who asks;
//! and after a restore by the receipts.
//! Knows no connections and no store.
//!
//! Refusals say nothing to strangers: whoever is neither a member nor holds an invite hears [`Refused::NotHere`],
//! whether there is such a team or not.

use super::io::SealedForInvite;
use super::limits::CHAIN_BYTES;
use super::push::Accepted;
use super::team::Known;
use crate::seal::{Device, Purpose, hash, hash16};
use crate::team::{
    Deed, Invite, Operation, OperationError, Refusal, Roster, SEALED_LIMIT, join_statement, read_beside,
};
use crate::wire::{FRAME_LIMIT, LINKS_LIMIT, Link, Refused, receipt_statement};
use crate::{DeviceId, TeamId};

/// Operations that a device offers.
pub(super) struct Offer<'a> {
    pub(super) team: TeamId,
    pub(super) device: DeviceId,
    pub(super) from: u32,
    pub(super) links: &'a [Link],
    pub(super) now_ms: i64,
    /// Whether the device may found a team here.
    pub(super) may_found: bool,
    /// Whose receipt each must have; `None` where none is needed.
    pub(super) receipts_of: Option<&'a Device>,
}

impl Offer<'_> {
    /// What follows from the offer; nothing, if all of it is held.
    pub(super) fn judge(&self, known: Option<&Known>) -> Result<Option<Accepted>, Refused> {
        let new = self.after_overlap(known);
        let verdict = match new {
            Ok([]) => (self.is_member(known) || self.goes_on()).then_some(None).ok_or(Refused::NotHere),
            Ok(new) => self.accept(known, new).map(Some),
            Err(why) => Err(why),
        };
        verdict.map_err(|why| if self.may_know_why(known) { why } else { Refused::NotHere })
    }

    fn may_know_why(&self, known: Option<&Known>) -> bool {
        match known {
            Some(known) => known.is_member(self.device) || self.holds_invite(&known.roster),
            None => self.founds_the_team(),
        }
    }

    fn is_member(&self, known: Option<&Known>) -> bool {
        known.is_some_and(|known| known.is_member(self.device))
    }

    /// Whether this is the beginning of a chain too long for one frame, in which the device may come later.
    fn goes_on(&self) -> bool {
        let bytes: usize = self.links.iter().map(|link| link.operation.len()).sum();
        self.links.len() == LINKS_LIMIT || bytes > FRAME_LIMIT / 2
    }

    /// Whether the first operation is the one that the team's id is the hash of.
    fn founds_the_team(&self) -> bool {
        let first = self.links.first().filter(|_| self.from == 0);
        first.is_some_and(|link| hash16(&link.operation) == *self.team.as_bytes())
    }

    /// Whether the device shows that it holds the secret of one of the team's invites, or of its sheet.
    fn holds_invite(&self, roster: &Roster) -> bool {
        let joins = |link: &Link| {
            let operation = Operation::parse(link.operation.clone()).ok()?;
            let (keys, device, proof) = match &operation.content().deed {
                Deed::Join { invite, device, proof, .. } => {
                    (roster.invites().get(invite)?.keys, device, proof)
                }
                Deed::Recover { device, proof, .. } => (roster.sheet().keys, device, proof),
                _ => return None,
            };
            let statement = join_statement(&self.team, &keys.id(), device);
            Some(device.id() == self.device && keys.signed(Purpose::Join, &[&statement], proof))
        };
        self.links.iter().any(|link| joins(link) == Some(true))
    }

    /// The links that the chain does not hold; those it holds must be the same.
    fn after_overlap(&self, known: Option<&Known>) -> Result<&[Link], Refused> {
        let length = known.map_or(0, Known::length);
        let overlap = length.checked_sub(self.from).ok_or(Refused::NotNext)?;
        let overlap = usize::try_from(overlap).unwrap_or(usize::MAX).min(self.links.len());
        let (held, new) = self.links.split_at(overlap);
        let is_same = |(sequence, link): (u32, &Link)| {
            known.and_then(|known| known.operation(sequence)) == Some(link.operation.as_slice())
        };
        if (self.from..).zip(held).all(is_same) { Ok(new) } else { Err(Refused::NotNext) }
    }

    /// A team's founding needs no receipt: it cannot be another branch of anything.
    fn has_receipts(&self, known: Option<&Known>, new: &[Link]) -> bool {
        let new = if known.is_none() && self.from == 0 { new.get(1..).unwrap_or_default() } else { new };
        self.receipts_of.is_none_or(|relay| new.iter().all(|link| is_receipt(relay, &self.team, link)))
    }

    fn accept(&self, known: Option<&Known>, new: &[Link]) -> Result<Accepted, Refused> {
        if !self.has_receipts(known, new) {
            return Err(Refused::Restored);
        }
        let roster = self.extend(known, new)?;
        // Whoever leaves was a member.
        let is_or_was = roster.member_of(self.device).is_some() || self.is_member(known);
        if !is_or_was && !self.goes_on() {
            return Err(Refused::NotHere);
        }
        let operations: Vec<Vec<u8>> = new.iter().map(|link| link.operation.clone()).collect();
        let bytes: usize = operations.iter().map(Vec::len).sum();
        if known.map_or(0, |known| known.chain_bytes) + bytes > CHAIN_BYTES {
            return Err(Refused::TooMuch);
        }
        let is_open = |invite: &DeviceId| roster.invites().get(invite).is_some_and(Invite::is_open);
        let sealed = new.iter().flat_map(|link| sealed_keys(&roster, link)).collect();
        let held = known.into_iter().flat_map(|known| known.sealed.keys());
        let closed = held.filter(|invite| !is_open(invite)).copied().collect();
        Ok(Accepted { roster, operations, sealed, closed })
    }

    /// The roster after all the new operations, each checked by the rules, the clock and what travels beside it.
    fn extend(&self, known: Option<&Known>, new: &[Link]) -> Result<Roster, Refused> {
        let mut roster = known.map(|known| known.roster.clone());
        for link in new {
            let operation = Operation::parse(link.operation.clone()).map_err(unreadable)?;
            check_sealed(&operation, &link.sealed)?;
            roster = Some(match roster {
                // A relay that lost the team is refilled with the token too.
                None if !self.may_found => return Err(Refused::NeedsToken),
                None => Roster::found(&operation).map_err(refused)?,
                Some(mut roster) => {
                    self.check_clock(known, &roster, &operation)?;
                    roster.extend(&operation).map_err(refused)?;
                    roster
                }
            });
        }
        roster.filter(|roster| roster.team() == self.team).ok_or(Refused::NotHere)
    }

    /// The clock decides when somebody uses an invite that the relay knows. An invite that comes together with its use,
    /// or a use that another member brings, is history that the relay has lost: it was decided when it happened.
    fn check_clock(
        &self,
        known: Option<&Known>,
        roster: &Roster,
        operation: &Operation,
    ) -> Result<(), Refused> {
        match &operation.content().deed {
            Deed::Join { invite, device, .. } if knew(known, invite) && device.id() == self.device => {
                roster.check_clock(operation, self.now_ms).map_err(refused)
            }
            _ => Ok(()),
        }
    }
}

fn is_receipt(relay: &Device, team: &TeamId, link: &Link) -> bool {
    let statement = receipt_statement(team, &hash(&[&link.operation]));
    link.receipt.is_some_and(|receipt| relay.signed(Purpose::Receipt, &[&statement], &receipt))
}

fn knew(known: Option<&Known>, invite: &DeviceId) -> bool {
    known.is_some_and(|known| known.roster.invites().contains_key(invite))
}

/// The keys beside an operation are those whose hash it names. They may be missing: whoever refills a relay that
/// lost its disk does not have those that others sealed.
fn check_sealed(operation: &Operation, sealed: &[u8]) -> Result<(), Refused> {
    if sealed.is_empty() {
        return Ok(());
    }
    if sealed.len() > SEALED_LIMIT {
        return Err(Refused::TooMuch);
    }
    read_beside(&operation.content().deed, sealed).map(|_| ()).ok_or(Refused::Malformed)
}

/// The keys beside an operation for invites that are open afterwards, and that it was the last to seal to.
fn sealed_keys(roster: &Roster, link: &Link) -> Vec<(DeviceId, SealedForInvite)> {
    let operation = Operation::parse(link.operation.clone()).ok().filter(|_| !link.sealed.is_empty());
    let beside = operation.and_then(|operation| read_beside(&operation.content().deed, &link.sealed));
    let for_invite = |(id, bytes): (DeviceId, Vec<u8>)| {
        let invite = roster.invites().get(&id)?;
        let is_last = invite.is_open() && hash(&[&bytes]) == invite.sealed;
        is_last.then_some((id, SealedForInvite { expires_ms: invite.expires_ms, bytes }))
    };
    beside.unwrap_or_default().into_iter().filter_map(for_invite).collect()
}

fn unreadable(why: OperationError) -> Refused {
    match why {
        OperationError::Malformed => Refused::Malformed,
        OperationError::Newer => Refused::Newer,
        OperationError::TooLarge => Refused::TooMuch,
    }
}

fn refused(why: Refusal) -> Refused {
    match why {
        Refusal::NotNext => Refused::NotNext,
        Refusal::BadSignature | Refusal::WrongKeys => Refused::Malformed,
        Refusal::NotAllowed | Refusal::NoSuchInvite | Refusal::AlreadyIn => Refused::NotAllowed,
        Refusal::Used => Refused::Used,
        Refusal::Cancelled => Refused::Cancelled,
        Refusal::Expired => Refused::Expired,
        Refusal::TooMany => Refused::TooMuch,
    }
}
