//! One team as this device holds it: the chain, the keys, the pages in memory, and what is on its way.

use crate::sorted::{Map, Set};
use std::collections::VecDeque;

use super::gathering::Gathering;
use super::inviting::Making;
use super::receipts::Receipt;
use super::rows::{self, HeldPhoto, Joining, LogPlace, MadeInvite, Marks, Outgoing, PageId};
use super::watching::{Watch, Watched};
use crate::page::{Deed, Page, PageName, Seen};
use crate::record::{Draft, Row, Scope};
use crate::seal::{Hash, KeyRing, open_card};
use crate::storage::Write;
use crate::team::{self, Disclosure, InviteCode, Operation, OperationError, Refusal, Roster};
use crate::wire::{Link, Refused};
use crate::{DeviceId, EnvelopeId, MemberId, PageTag, RecordId, TeamId};

/// A team on this device.
#[derive(Debug)]
pub struct Team {
    pub(super) chain: Chain,
    pub(super) keys: KeyRing,
    pub(super) marks: Marks,
    pub(super) joining: Option<Joining>,
    /// Invites made here, to show their links and codes again.
    pub(super) invites: Map<DeviceId, MadeInvite>,
    /// Secrets of recovery sheets made here and not printed.
    pub(super) sheets: Map<DeviceId, [u8; 16]>,
    /// Every page this device holds, loaded or not.
    pub(super) tags: Map<PageId, PageTag>,
    /// Pages with nothing of this device on them to seal anew.
    pub(super) compact: Set<PageId>,
    pub(super) pages: Map<PageId, HeldPage>,
    pub(super) logs: Map<(Scope, u32), LogPlace>,
    pub(super) outbox: Map<EnvelopeId, Outgoing>,
    /// The bytes of durable envelopes in the outbox.
    pub(super) packed: Map<EnvelopeId, Vec<u8>>,
    /// Changes in durable envelopes that never left this device, to be sealed anew together.
    pub(super) unsent: Map<EnvelopeId, Vec<Vec<u8>>>,
    /// Envelopes sent on this connection and not yet answered.
    pub(super) sent: Set<EnvelopeId>,
    /// Envelopes that the relay refused on this connection.
    pub(super) refused: Set<EnvelopeId>,
    /// While a relay that lost its place is read anew, over several connections if need be: what it has, by log.
    pub(super) refilling: Map<(Scope, u32), Set<EnvelopeId>>,
    /// Receipts for operations of the chain, by their place in it.
    pub(super) receipts: Map<u32, Receipt>,
    /// What was heard of each author's counting.
    pub(super) watched: Map<Watch, Watched>,
    /// Logs in which the relay has passed over what is too old for it, since all was received last.
    pub(super) excused: Set<(Scope, u32)>,
    /// Authors of whom something has been missing for a day or more.
    pub(super) withheld: Vec<DeviceId>,
    /// What the relay's operator does not allow, as it was said on this connection.
    pub(super) disallowed: Option<Refused>,
    /// Bytes of envelopes that were set aside.
    pub(super) aside_bytes: usize,
    /// Envelopes that the app did not survive.
    pub(super) harmful: Set<EnvelopeId>,
    /// New records whose page is still being read.
    pub(super) deferred: Vec<Deferred>,
    /// Changes made here that no envelope holds yet.
    pub(super) unsealed: Map<PageId, Vec<(RecordId, Vec<u8>)>>,
    /// Records with changes that are sealed here and not at the relay.
    pub(super) unshared: Map<RecordId, Set<EnvelopeId>>,
    /// Records whose durable write is under way.
    pub(super) saving: Map<RecordId, usize>,
    /// Photos that are held here whole.
    pub(super) photos: Map<RecordId, HeldPhoto>,
    /// Photos that the relay refused on this connection.
    pub(super) refused_photos: Set<RecordId>,
    pub(super) talk: Talk,
    /// The relay's history, while it is taken over.
    pub(super) following: Option<Gathering>,
    /// Roster operations of this device on their way, oldest first.
    pub(super) making: VecDeque<Making>,
}

/// A page in memory with the envelopes it was read from.
#[derive(Debug, Default)]
pub(super) struct HeldPage {
    pub(super) page: Page,
    pub(super) envelopes: Set<EnvelopeId>,
}

/// A new record whose page is still being read.
#[derive(Debug)]
pub(super) struct Deferred {
    pub(super) page: PageId,
    pub(super) record: RecordId,
    pub(super) kind: String,
    pub(super) draft: Draft,
}

/// The roster with the operations it follows from.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    pub(super) roster: Roster,
    operations: Vec<Operation>,
}

/// Why operations do not go on from a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotNext {
    /// A newer version made one of them.
    Newer,
    /// They follow from something else.
    OtherBranch,
}

/// How far the conversation about this team is, on the present connection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Talk {
    /// Not opened yet.
    #[default]
    Silent,
    /// `Open` was sent.
    Opening,
    /// The whole chain was offered to a relay that does not know the team.
    Offering,
    /// The relay knows the team and sends what is new.
    Receiving,
    /// Everything was received; what comes is live.
    CaughtUp,
    /// The relay does not let this device in.
    NotHere,
    /// The relay has another history of this team.
    Split,
}

impl Chain {
    pub(super) fn found(operation: Operation) -> Result<Self, Refusal> {
        Ok(Self { roster: Roster::found(&operation)?, operations: vec![operation] })
    }

    pub(super) fn extend(&mut self, operation: Operation) -> Result<(), Refusal> {
        self.roster.extend(&operation)?;
        self.operations.push(operation);
        Ok(())
    }

    /// The chain as it is after these operations, the first of them at place `from`, and what to store of them. What
    /// is held already is passed over.
    pub(super) fn gone_on(
        &self,
        from: u32,
        operations: impl IntoIterator<Item = Vec<u8>>,
    ) -> Result<(Self, Vec<Write>), NotNext> {
        let (mut chain, mut writes) = (self.clone(), Vec::new());
        for (sequence, bytes) in (from..).zip(operations) {
            match self.operation(sequence) {
                Some(held) if held.bytes() == bytes => continue,
                Some(_) => return Err(NotNext::OtherBranch),
                None => {}
            }
            let operation = Operation::parse(bytes).map_err(|why| match why {
                OperationError::Newer => NotNext::Newer,
                OperationError::Malformed | OperationError::TooLarge => NotNext::OtherBranch,
            })?;
            writes.push(rows::roster_row(self.roster.team(), sequence, operation.bytes()));
            chain.extend(operation).map_err(|_| NotNext::OtherBranch)?;
        }
        Ok((chain, writes))
    }

    /// The chain in these operations, from the first.
    pub(super) fn read(operations: impl Iterator<Item = Vec<u8>>) -> Option<Self> {
        let mut operations = operations.map(Operation::parse);
        let mut chain = Self::found(operations.next()?.ok()?).ok()?;
        for operation in operations {
            chain.extend(operation.ok()?).ok()?;
        }
        Some(chain)
    }

    /// What to store of it.
    pub(super) fn rows(&self, team: TeamId) -> Vec<Write> {
        (0..)
            .zip(&self.operations)
            .map(|(at, operation)| rows::roster_row(team, at, operation.bytes()))
            .collect()
    }

    /// Whether an operation with this hash is in it.
    pub(super) fn contains(&self, hash: &Hash) -> bool {
        self.operations.iter().rev().any(|operation| operation.hash() == *hash)
    }

    pub(super) fn length(&self) -> u32 {
        self.roster.head().length
    }

    /// The hash after `length` operations.
    pub(super) fn hash_at(&self, length: u32) -> Option<Hash> {
        let last = usize::try_from(length.checked_sub(1)?).ok()?;
        self.operations.get(last).map(Operation::hash)
    }

    pub(super) fn operation(&self, sequence: u32) -> Option<&Operation> {
        self.operations.get(usize::try_from(sequence).ok()?)
    }

    /// The operations from `from` on, as they travel; sealed keys are with the relay or spent.
    pub(super) fn links(&self, from: u32) -> Vec<Link> {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let operations = self.operations.get(from..).unwrap_or_default();
        let link =
            |op: &Operation| Link { operation: op.bytes().to_vec(), sealed: Vec::new(), receipt: None };
        operations.iter().map(link).collect()
    }
}

impl Team {
    pub(super) fn new(chain: Chain, marks: Marks) -> Self {
        Self {
            chain,
            keys: KeyRing::default(),
            marks,
            joining: None,
            invites: Map::new(),
            sheets: Map::new(),
            tags: Map::new(),
            compact: Set::new(),
            pages: Map::new(),
            logs: Map::new(),
            outbox: Map::new(),
            packed: Map::new(),
            unsent: Map::new(),
            sent: Set::new(),
            refused: Set::new(),
            refilling: Map::new(),
            receipts: Map::new(),
            watched: Map::new(),
            excused: Set::new(),
            withheld: Vec::new(),
            disallowed: None,
            aside_bytes: 0,
            harmful: Set::new(),
            deferred: Vec::new(),
            unsealed: Map::new(),
            unshared: Map::new(),
            saving: Map::new(),
            photos: Map::new(),
            refused_photos: Set::new(),
            talk: Talk::Silent,
            following: None,
            making: VecDeque::new(),
        }
    }

    /// Who may read and write what.
    pub fn roster(&self) -> &Roster {
        &self.chain.roster
    }

    /// The team's id.
    pub fn id(&self) -> TeamId {
        self.chain.roster.team()
    }

    /// Whether it is the sample child, which never leaves this device.
    pub fn is_sample(&self) -> bool {
        self.marks.sample
    }

    /// Whether everything the relay had was received on this connection.
    pub fn is_caught_up(&self) -> bool {
        self.talk == Talk::CaughtUp
    }

    /// Whether the relay refuses this device in this team.
    pub fn is_refused(&self) -> bool {
        self.talk == Talk::NotHere
    }

    /// Whether the relay takes this team only with its operator's token.
    pub fn needs_token(&self) -> bool {
        self.disallowed == Some(Refused::NeedsToken)
    }

    /// Whether the relay has no more room for this team.
    pub fn is_full(&self) -> bool {
        self.disallowed == Some(Refused::Full)
    }

    /// Whether the relay has another history of this team.
    pub fn is_split(&self) -> bool {
        self.talk == Talk::Split
    }

    /// Who could read what, and when.
    pub fn disclosures(&self) -> Vec<Disclosure> {
        team::disclosures(&self.chain.operations)
    }

    /// Every record in memory with its scope, page by page.
    pub fn rows(&self) -> impl Iterator<Item = (Scope, &Row)> + Clone {
        self.pages.iter().flat_map(|(id, held)| held.page.rows().values().map(|row| (id.scope, row)))
    }

    /// One record in memory.
    pub fn row(&self, record: RecordId) -> Option<(Scope, &Row)> {
        self.pages.iter().find_map(|(id, held)| Some((id.scope, held.page.rows().get(&record)?)))
    }

    /// Who changed what of these records, which are on one page: oldest first.
    pub fn past(&self, records: &[RecordId]) -> Vec<Deed> {
        let page = records.first().and_then(|record| self.pages.get(&self.page_of(*record)?));
        page.map(|held| held.page.past(records)).unwrap_or_default()
    }

    /// What somebody has seen who looks at this record now.
    pub fn seen(&self, record: RecordId) -> Option<Seen> {
        self.page_of(record).and_then(|id| self.pages.get(&id)).map(|held| held.page.seen())
    }

    /// A page in memory as Automerge saves it, for an export.
    pub fn saved_page(&self, page: PageId) -> Option<Vec<u8>> {
        self.pages.get(&page).map(|held| held.page.save())
    }

    /// The pages this device holds, loaded or not.
    pub fn page_ids(&self) -> impl Iterator<Item = PageId> {
        self.tags.keys().copied()
    }

    /// Whether a page is in memory.
    pub fn is_loaded(&self, page: PageId) -> bool {
        self.pages.contains_key(&page)
    }

    /// The name on a member's card, as they joined.
    pub fn card_name(&self, member: MemberId) -> Option<String> {
        let card = &self.chain.roster.members().get(&member)?.card;
        // A member's id is that of the device they joined with, which the card is bound to.
        open_card(&self.keys, &DeviceId(member.0), card)
    }

    /// The secret of an invite made here.
    pub fn invite_secret(&self, invite: DeviceId) -> Option<[u8; 32]> {
        self.invites.get(&invite).map(|made| made.secret)
    }

    /// The short code of an invite made here.
    pub fn invite_code(&self, invite: DeviceId) -> Option<String> {
        self.invites.get(&invite)?.code.as_ref().map(InviteCode::text)
    }

    /// Whether the durable write of a record is under way.
    pub fn is_saving(&self, record: RecordId) -> bool {
        self.saving.contains_key(&record)
    }

    /// Whether everything of a record is at the relay.
    pub fn is_shared(&self, record: RecordId) -> bool {
        !self.is_saving(record) && !self.unshared.contains_key(&record) && self.is_photo_shared(record)
    }

    /// How many records have something that is not at the relay.
    pub fn waiting(&self) -> usize {
        let unsaved = self.saving.keys().filter(|record| !self.unshared.contains_key(record)).count();
        let is_waiting = |record: &&RecordId| {
            !self.is_photo_shared(**record)
                && !self.saving.contains_key(*record)
                && !self.unshared.contains_key(*record)
        };
        self.unshared.len() + unsaved + self.photos.keys().filter(is_waiting).count()
    }

    /// How many envelopes the relay has not acknowledged, and how many changes wait for ones that have not come: both
    /// none once everything is shared and received.
    pub fn unsettled(&self) -> (usize, usize) {
        (self.outbox.len(), self.pages.values().map(|held| held.page.waiting()).sum())
    }

    /// The scopes whose keys this device holds.
    pub fn readable(&self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(|scope| self.keys.newest(*scope).is_some())
    }

    /// The page that a record in memory is on.
    pub fn page_of(&self, record: RecordId) -> Option<PageId> {
        self.pages.iter().find(|(_, held)| held.page.rows().contains_key(&record)).map(|(id, _)| *id)
    }

    /// The page that a new record of `scope` belongs on.
    pub(super) fn page_for(&self, scope: Scope, name: PageName) -> Option<PageId> {
        self.keys.newest(scope).map(|key| PageId { scope, era: key.era, name })
    }

    /// Whether what a device writes on a page counts: it may write the scope, and the key that it has is one under which it
    /// could. Whoever was withdrawn and let in again from today has keys of pages that are no longer theirs to change.
    pub(super) fn may_write(&self, device: DeviceId, page: PageId) -> bool {
        let roster = &self.chain.roster;
        let is_member = roster.member_of(device).is_some_and(|(id, me)| match page.scope {
            Scope::Private => roster.private_era(id) == Some(page.era),
            scope => me.writes.has(scope),
        });
        let key = self.keys.newest_of(page.scope, page.era);
        is_member && key.is_some_and(|key| roster.could_write(device, page.scope, page.era, key.epoch))
    }

    pub(super) fn tag_of(&self, page: PageId) -> Option<PageTag> {
        self.keys.newest_of(page.scope, page.era).map(|key| key.page_tag(page.name))
    }

    /// A durable envelope's bytes are here: if it waits in the outbox, it can be sent from now on. Returns its place there.
    pub(super) fn offer(&mut self, id: EnvelopeId, bytes: impl FnOnce() -> Vec<u8>) -> Option<Outgoing> {
        let outgoing = *self.outbox.get(&id)?;
        self.packed.insert(id, bytes());
        Some(outgoing)
    }

    pub(super) fn begin_saving(&mut self, record: RecordId) {
        *self.saving.entry(record).or_default() += 1;
    }

    pub(super) fn end_saving(&mut self, record: RecordId) {
        if let Some(count) = self.saving.get_mut(&record) {
            *count -= 1;
            if *count == 0 {
                self.saving.remove(&record);
            }
        }
    }

    /// The relay has this envelope: takes it off the outbox. Returns the records that are shared by that.
    pub(super) fn acknowledged(&mut self, id: EnvelopeId) -> Option<Vec<RecordId>> {
        self.outbox.remove(&id)?;
        self.unsent.remove(&id);
        self.packed.remove(&id);
        self.sent.remove(&id);
        self.refused.remove(&id);
        let mut shared = Vec::new();
        self.unshared.retain(|record, envelopes| {
            if envelopes.remove(&id) && envelopes.is_empty() {
                shared.push(*record);
            }
            !envelopes.is_empty()
        });
        Some(shared)
    }
}
