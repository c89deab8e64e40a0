//! A relay's receipts for roster operations: kept beside them, and sent along when they are offered.
//!
//! A receipt means nothing to a device. It is what lets a relay that was restored tell the history that it knew from
//! another one, which somebody may have continued without it.

use super::Device;
use super::team::Team;
use crate::Now;
use crate::TeamId;
use crate::seal::{self, Purpose, Signature, hash};
use crate::storage::Write;
use crate::wire::{FRAME_LIMIT, FromDevice, LINKS_LIMIT, Link, Place, Refused, receipt_statement};

use super::{Changed, Effect, rows};

/// What an operation takes in a frame beside its own bytes, with room for the frame itself.
const LINK_AROUND: usize = 256;

/// A relay's word that it accepted an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Receipt {
    /// The relay's key.
    pub(super) relay: [u8; 32],
    pub(super) signature: Signature,
}

impl Receipt {
    /// Reads a stored one.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (relay, signature) = bytes.split_first_chunk::<32>()?;
        Some(Self { relay: *relay, signature: signature.try_into().ok()? })
    }
}

/// The name under which the operator's token is remembered.
pub(super) const TOKEN: &str = "enrol token";

impl Device {
    /// Keeps the token that the relay's operator gave out, for founding teams there. Teams that were refused for want of it are
    /// offered again at once.
    pub fn keep_token(&mut self, now: Now, token: &str, effects: &mut Vec<Effect>) {
        self.remember(TOKEN, token.trim().as_bytes().to_vec());
        let refused: Vec<TeamId> =
            self.teams.values().filter(|team| team.needs_token()).map(Team::id).collect();
        for team_id in refused {
            if let Some(team) = self.teams.get_mut(&team_id) {
                team.disallowed = None;
            }
            self.open_team(now, team_id, effects);
        }
        effects.push(Effect::Changed(Changed::Connection));
    }

    /// The relay refused a change of the roster: if that is because it was restored, it is asked again later.
    pub(super) fn held_back(&mut self, now: Now, why: Refused) {
        if why == Refused::Restored {
            self.is_held_back = true;
            self.connection.ask_again(now);
        }
    }

    /// Keeps the receipts of this relay that came with operations, once these are in the chain.
    pub(super) fn keep_receipts(&mut self, team_id: TeamId, from: u32, links: &[Link]) {
        let (Some(relay), Some(team)) = (self.connection.relay(), self.teams.get_mut(&team_id)) else {
            return;
        };
        let writes = team.keep_receipts(relay, from, links);
        self.saver.write(writes);
    }

    /// Offers the relay every operation it lacks; first those that it gave receipts for, which it takes in any case.
    pub(super) fn offer_roster(&mut self, now: Now, team_id: TeamId, from: u32, effects: &mut Vec<Effect>) {
        let relay = self.connection.relay();
        let Some(team) = self.teams.get(&team_id) else { return };
        let mut links = team.chain.links(from);
        for (sequence, link) in (from..team.chain.length()).zip(&mut links) {
            let receipt = team.receipts.get(&sequence).filter(|receipt| Some(receipt.relay) == relay);
            link.receipt = receipt.map(|receipt| receipt.signature.into());
        }
        let with_receipts = links.iter().take_while(|link| link.receipt.is_some()).count();
        let (first, rest) = links.split_at(with_receipts);
        if let Some(token) = self.recall(TOKEN).filter(|_| from == 0).map(<[u8]>::to_vec) {
            self.say(now, &FromDevice::Enrol { token }, effects);
        }
        let mut from = from;
        for links in frames(first).chain(frames(rest)) {
            let frame = FromDevice::PushRoster { team: team_id, from, links: links.to_vec() };
            from = from.saturating_add(u32::try_from(links.len()).unwrap_or(u32::MAX));
            self.say(now, &frame, effects);
        }
    }
}

/// As many operations as fit, a frame.
fn frames(links: &[Link]) -> impl Iterator<Item = &[Link]> {
    let mut rest = links;
    core::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = rest.iter().take(LINKS_LIMIT).take_while(|link| {
            bytes += link.operation.len() + LINK_AROUND;
            bytes <= FRAME_LIMIT
        });
        let (frame, after) = rest.split_at(fits.count());
        rest = after;
        (!frame.is_empty()).then_some(frame)
    })
}

impl Team {
    /// Where the part of the chain ends that this relay gave receipts for; all of it, if it gives none.
    pub(super) fn head_for(&self, relay: Option<[u8; 32]>) -> Place {
        let Some(relay) = relay else { return self.chain.roster.head().into() };
        let has_receipt =
            |sequence: &u32| self.receipts.get(sequence).is_some_and(|receipt| receipt.relay == relay);
        let length = (0..self.chain.length()).take_while(has_receipt).count();
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        Place { length, hash: self.chain.hash_at(length).unwrap_or([0; 32]) }
    }

    /// Returns what to store.
    fn keep_receipts(&mut self, relay: [u8; 32], from: u32, links: &[Link]) -> Vec<Write> {
        let id = self.id();
        let key = seal::Device { signing: relay, receiving: [0; 32] };
        let mut writes = Vec::new();
        for (sequence, link) in (from..self.chain.length()).zip(links) {
            let Some(signature) = link.receipt else { continue };
            let receipt = Receipt { relay, signature: *signature };
            let statement = receipt_statement(&id, &hash(&[&link.operation]));
            let is_new = self.receipts.get(&sequence) != Some(&receipt);
            if is_new && key.signed(Purpose::Receipt, &[&statement], &receipt.signature) {
                self.receipts.insert(sequence, receipt);
                writes.push(rows::receipt_row(id, sequence, &receipt));
            }
        }
        writes
    }
}
