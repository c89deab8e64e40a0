//! What the device keeps in its store: the keys and values of every table, in one place.

use minicbor::{Decode, Encode};

use super::receipts::Receipt;
use super::team::Team;
use super::watching::{Watch, Watched};
use crate::limited::at_most;
use crate::page::PageName;
use crate::record::Scope;
use crate::seal::{Envelope, PARTS_LIMIT, ScopeKey};
use crate::storage::{StoredRow, Table, Write};
use crate::team::InviteCode;
use crate::{DeviceId, EnvelopeId, Now, PageTag, PartId, RecordId, TeamId};

/// Arrivals are milliseconds since 1970 with so many bits more, for what comes in one of them.
pub(super) const ARRIVALS_A_MS: u32 = 12;

/// The version of this layout; a store with a higher one is refused. In version 1 nothing was sealed but envelopes.
pub(super) const FORMAT: u8 = 2;
pub(super) const FORMAT_KEY: &[u8] = b"format";
pub(super) const SECRET_KEY: &[u8] = b"secret";
pub(super) const BOOT_KEY: &[u8] = b"boot";
/// The local keys, where no lock is set.
pub(super) const LOCAL_KEY: &[u8] = b"local";
/// The local keys wrapped, where one is.
pub(super) const LOCK_KEY: &[u8] = b"lock";
/// How often the wrong secret was tried in a row.
pub(super) const TRIES_KEY: &[u8] = b"tries";

/// Whether a row's value is sealed under the local keys: secrets, and what people chose or typed. What names and keys are
/// sealed in anyway (rosters and envelopes), and what only counts (places, marks), lies as it is.
pub(super) fn is_sealed(table: Table, key: &[u8]) -> bool {
    match table {
        Table::Teams | Table::Keys => true,
        Table::Device => key == SECRET_KEY || key.starts_with(REMEMBERED),
        Table::Roster
        | Table::Pages
        | Table::Envelopes
        | Table::Outbox
        | Table::Cursors
        | Table::Arrived
        | Table::Aside
        | Table::Photos
        | Table::Parts => false,
    }
}

/// What a sealed value is bound to, so that nobody can put it elsewhere.
pub(super) fn place(table: Table, key: &[u8]) -> Vec<u8> {
    [table.name().as_bytes(), b"/", key].concat()
}

const REMEMBERED: &[u8] = b"app/";

/// Where the app's small values are kept, apart from the device's own.
pub(super) fn remembered_key(name: &str) -> Vec<u8> {
    [REMEMBERED, name.as_bytes()].concat()
}

/// A page within a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageId {
    /// Its scope.
    pub scope: Scope,
    /// Its era.
    pub era: u32,
    /// Its name.
    pub name: PageName,
}

impl PageId {
    /// Whether the page is among those shown when the app starts: the plan, this month and the one before.
    pub(super) fn is_shown_first(&self, now: Now) -> bool {
        match self.name {
            PageName::Plan => true,
            PageName::Month(month) => month >= now.month().before(),
        }
    }
}

/// What a team means to this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(super) struct Marks {
    /// The sample child: never leaves this device.
    #[n(0)]
    pub(super) sample: bool,
}

/// An invite being accepted: kept before the relay hears of it, so that a crash cannot lose the way in.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct Joining {
    /// The invite's secret.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub(super) secret: [u8; 32],
    /// What the person is called.
    #[n(1)]
    pub(super) me: String,
    /// The secret of the next recovery sheet, where the one that is used is joined with.
    #[n(2)]
    pub(super) next_sheet: Option<minicbor::bytes::ByteArray<16>>,
}

/// An invite made here, to be shown again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MadeInvite {
    pub(super) secret: [u8; 32],
    /// None for one of an earlier version, and where there was not enough memory.
    pub(super) code: Option<InviteCode>,
}

/// How far this device is in one log, reading and writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(super) struct LogPlace {
    /// The sequence of the last envelope read from the relay.
    #[n(0)]
    pub(super) sequence: u64,
    /// The running hash after it.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub(super) running: [u8; 16],
    /// The counter of the last envelope written here.
    #[n(2)]
    pub(super) counter: u64,
    /// Whether authors' counters were noted from its beginning on.
    #[n(3)]
    pub(super) watched: Option<bool>,
}

impl LogPlace {
    /// Nothing counts as read any more: the relay is asked for the log from its beginning.
    pub(super) fn read_anew(&mut self) {
        (self.sequence, self.running) = (0, [0; 16]);
    }
}

/// An envelope of this device that the relay has not acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct Outgoing {
    /// Its scope.
    #[n(0)]
    pub(super) scope: Scope,
    /// Its era.
    #[n(1)]
    pub(super) era: u32,
    /// Its page.
    #[n(2)]
    pub(super) name: PageName,
    /// The author's counter.
    #[n(3)]
    pub(super) counter: u64,
    /// Whether it may have left this device; one that has not may still be sealed anew together with others.
    #[n(4)]
    pub(super) left: bool,
}

impl Outgoing {
    pub(super) fn page(&self) -> PageId {
        PageId { scope: self.scope, era: self.era, name: self.name }
    }
}

/// A photo of which every part is held here.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct HeldPhoto {
    /// Its scope.
    #[n(0)]
    pub(super) scope: Scope,
    /// Its era.
    #[n(1)]
    pub(super) era: u32,
    /// Its parts, in order.
    #[n(2)]
    #[cbor(decode_with = "at_most::<_, _, PARTS_LIMIT>")]
    pub(super) parts: Vec<PartId>,
    /// How many of them the relay has acknowledged, from the first.
    #[n(3)]
    pub(super) shared: u8,
    /// When the last of these was, in the order that this device counts; 0 for what was fetched.
    #[n(4)]
    pub(super) at: u64,
}

/// Why an envelope was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Reason {
    /// Its author or key is not known yet; tried again when the roster grows.
    Unknown = 0,
    /// It does not count: signature, rights, form.
    Refused = 1,
    /// A newer version wrote it; tried again at every start.
    Newer = 2,
    /// The app ended each time it was applied.
    Harmful = 3,
    /// What is stored is not what was written; the relay has it whole.
    Damaged = 4,
}

impl Reason {
    fn of(number: u8) -> Option<Self> {
        [Self::Unknown, Self::Refused, Self::Newer, Self::Harmful, Self::Damaged]
            .into_iter()
            .find(|reason| *reason as u8 == number)
    }

    /// Whether what was set aside for this may count later.
    pub(super) fn may_pass(self) -> bool {
        matches!(self, Self::Unknown | Self::Newer)
    }
}

/// How often the app has begun to apply an envelope from elsewhere. It is stored with the envelope and taken away once
/// the envelope is on its page, so what is found at a later start tells what a start died of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tries(u8);

impl Tries {
    /// Its page was not in memory when it came.
    pub(super) const NONE: Self = Self(0);
    /// Once, together with whatever came with it.
    pub(super) const TOGETHER: Self = Self(1);
    /// Once together and twice alone: enough to know that it is this one, and not a phone that ran out of power.
    const ENOUGH: Self = Self(3);

    /// One more; `None` if that was enough.
    pub(super) fn next(self) -> Option<Self> {
        (self < Self::ENOUGH).then_some(Self(self.0 + 1))
    }
}

pub(super) fn roster_row(team: TeamId, sequence: u32, operation: &[u8]) -> Write {
    Write::Put(Table::Roster, [&team.0[..], &sequence.to_be_bytes()].concat(), operation.to_vec())
}

pub(super) fn forget_roster_row(team: TeamId, sequence: u32) -> Write {
    Write::Delete(Table::Roster, [&team.0[..], &sequence.to_be_bytes()].concat())
}

pub(super) fn forget_receipt_row(team: TeamId, sequence: u32) -> Write {
    Write::Delete(Table::Teams, [&team.0[..], &[3], &sequence.to_be_bytes()].concat())
}

pub(super) fn marks_row(team: TeamId, marks: Marks) -> Write {
    Write::Put(Table::Teams, [&team.0[..], &[0]].concat(), encode(&marks))
}

/// A relay's receipt, beside the operation.
pub(super) fn receipt_row(team: TeamId, sequence: u32, receipt: &Receipt) -> Write {
    let value = [&receipt.relay[..], &receipt.signature].concat();
    Write::Put(Table::Teams, [&team.0[..], &[3], &sequence.to_be_bytes()].concat(), value)
}

/// An invite's secret and, where there is one, its code as it is shown.
pub(super) fn invite_row(team: TeamId, invite: DeviceId, made: &MadeInvite) -> Write {
    let code = made.code.as_ref().map(InviteCode::text).unwrap_or_default();
    Write::Put(Table::Teams, invite_key(team, invite), [&made.secret[..], code.as_bytes()].concat())
}

pub(super) fn forget_invite_row(team: TeamId, invite: DeviceId) -> Write {
    Write::Delete(Table::Teams, invite_key(team, invite))
}

fn invite_key(team: TeamId, invite: DeviceId) -> Vec<u8> {
    [&team.0[..], &[1], &invite.0].concat()
}

/// The secret of a recovery sheet that was not printed yet.
pub(super) fn sheet_row(team: TeamId, sheet: DeviceId, secret: &[u8; 16]) -> Write {
    Write::Put(Table::Teams, sheet_key(team, sheet), secret.to_vec())
}

pub(super) fn forget_sheet_row(team: TeamId, sheet: DeviceId) -> Write {
    Write::Delete(Table::Teams, sheet_key(team, sheet))
}

fn sheet_key(team: TeamId, sheet: DeviceId) -> Vec<u8> {
    [&team.0[..], &[4], &sheet.0].concat()
}

/// What was heard of an author's counting in a log.
pub(super) fn watch_row(team: TeamId, (scope, era, author): &Watch, watched: &Watched) -> Write {
    let place = [&team.0[..], &[5, scope.number()], &era.to_be_bytes(), &author.0].concat();
    Write::Put(Table::Teams, place, encode(watched))
}

pub(super) fn joining_row(team: TeamId, joining: &Joining) -> Write {
    Write::Put(Table::Teams, [&team.0[..], &[2]].concat(), encode(joining))
}

pub(super) fn forget_joining_row(team: TeamId) -> Write {
    Write::Delete(Table::Teams, [&team.0[..], &[2]].concat())
}

pub(super) fn key_row(team: TeamId, key: &ScopeKey) -> Write {
    let place =
        [&team.0[..], &[key.scope.number()], &key.era.to_be_bytes(), &key.epoch.to_be_bytes()].concat();
    Write::Put(Table::Keys, place, encode(key))
}

/// A page, and whether there is nothing of this device on it to seal anew.
pub(super) fn page_row(team: TeamId, page: PageId, tag: PageTag, is_compact: bool) -> Write {
    let place = [&log_key(team, page.scope, page.era)[..], page.name.to_string().as_bytes()].concat();
    Write::Put(Table::Pages, place, [&tag.0[..], &[u8::from(is_compact)]].concat())
}

pub(super) fn place_row(team: TeamId, scope: Scope, era: u32, place: LogPlace) -> Write {
    Write::Put(Table::Cursors, log_key(team, scope, era), encode(&place))
}

fn log_key(team: TeamId, scope: Scope, era: u32) -> Vec<u8> {
    [&team.0[..], &[scope.number()], &era.to_be_bytes()].concat()
}

/// An envelope with the order it came in: only a hint for reading a page in one go, never what counts.
pub(super) fn envelope_row(envelope: &Envelope, arrival: u64) -> Write {
    let value = [&arrival.to_be_bytes()[..], envelope.bytes()].concat();
    Write::Put(
        Table::Envelopes,
        envelope_key(envelope.header().team, envelope.header().tag, envelope.id()),
        value,
    )
}

pub(super) fn forget_envelope_row(team: TeamId, tag: PageTag, id: EnvelopeId) -> Write {
    Write::Delete(Table::Envelopes, envelope_key(team, tag, id))
}

/// What to read for a page: its envelopes and their marks.
pub(super) fn page_reads(team: TeamId, tag: PageTag) -> [(Table, Vec<u8>); 2] {
    [Table::Envelopes, Table::Arrived].map(|table| (table, [team.0, tag.0].concat()))
}

fn envelope_key(team: TeamId, tag: PageTag, id: EnvelopeId) -> Vec<u8> {
    [team.0, tag.0, id.0].concat()
}

pub(super) fn outbox_row(team: TeamId, id: EnvelopeId, outgoing: &Outgoing) -> Write {
    Write::Put(Table::Outbox, [team.0, id.0].concat(), encode(outgoing))
}

pub(super) fn forget_outbox_row(team: TeamId, id: EnvelopeId) -> Write {
    Write::Delete(Table::Outbox, [team.0, id.0].concat())
}

pub(super) fn arrived_row(team: TeamId, tag: PageTag, id: EnvelopeId, tries: Tries) -> Write {
    Write::Put(Table::Arrived, [team.0, tag.0, id.0].concat(), vec![tries.0])
}

pub(super) fn forget_arrived_row(team: TeamId, tag: PageTag, id: EnvelopeId) -> Write {
    Write::Delete(Table::Arrived, [team.0, tag.0, id.0].concat())
}

/// Reads a mark: the envelope, and how often it was begun.
pub(super) fn read_arrived(row: &StoredRow) -> Option<(EnvelopeId, Tries)> {
    let (_, id) = envelope_place(row)?;
    Some((id, Tries(*row.value.first()?)))
}

pub(super) fn aside_row(team: TeamId, id: EnvelopeId, reason: Reason, bytes: &[u8]) -> Write {
    Write::Put(Table::Aside, [team.0, id.0].concat(), [&[reason as u8], bytes].concat())
}

pub(super) fn forget_aside_row(team: TeamId, id: EnvelopeId) -> Write {
    Write::Delete(Table::Aside, [team.0, id.0].concat())
}

pub(super) fn photo_row(team: TeamId, record: RecordId, held: &HeldPhoto) -> Write {
    Write::Put(Table::Photos, parts_of(team, record), encode(held))
}

pub(super) fn forget_photo_row(team: TeamId, record: RecordId) -> Write {
    Write::Delete(Table::Photos, parts_of(team, record))
}

pub(super) fn part_row(team: TeamId, record: RecordId, number: u8, part: Vec<u8>) -> Write {
    Write::Put(Table::Parts, part_key(team, record, number), part)
}

/// How the keys of a photo's parts begin; the photo's own key.
pub(super) fn parts_of(team: TeamId, record: RecordId) -> Vec<u8> {
    [&team.0[..], record.0.as_bytes()].concat()
}

pub(super) fn part_key(team: TeamId, record: RecordId, number: u8) -> Vec<u8> {
    [&team.0[..], record.0.as_bytes(), &[number]].concat()
}

/// Everything of a team that was made up on this device.
pub(super) fn forget_team(team: &Team) -> Vec<Write> {
    let id = team.id();
    let delete = |write: Write| match write {
        Write::Put(table, key, _) => Write::Delete(table, key),
        other @ (Write::Delete(..) | Write::Expect(..)) => other,
    };
    let mut writes: Vec<Write> = team.chain.rows(id).into_iter().map(delete).collect();
    writes
        .extend(team.receipts.iter().map(|(sequence, receipt)| delete(receipt_row(id, *sequence, receipt))));
    writes.push(delete(marks_row(id, team.marks)));
    writes.extend(team.keys.iter().map(|key| delete(key_row(id, key))));
    writes.extend(team.logs.iter().map(|((scope, era), place)| delete(place_row(id, *scope, *era, *place))));
    for (page, tag) in &team.tags {
        writes.push(delete(page_row(id, *page, *tag, false)));
        let envelopes = team.pages.get(page).into_iter().flat_map(|held| &held.envelopes);
        writes.extend(envelopes.map(|envelope| forget_envelope_row(id, *tag, *envelope)));
    }
    for (record, held) in &team.photos {
        writes.push(forget_photo_row(id, *record));
        let parts = (0..).take(held.parts.len());
        writes.extend(parts.map(|number| Write::Delete(Table::Parts, part_key(id, *record, number))));
    }
    writes
}

/// A row read back, with its meaning.
pub(super) enum Kept {
    Operation(TeamId, Vec<u8>),
    Marks(TeamId, Marks),
    Invite(TeamId, DeviceId, MadeInvite),
    Joining(TeamId, Joining),
    Receipt(TeamId, u32, Receipt),
    Sheet(TeamId, DeviceId, [u8; 16]),
    Watched(TeamId, Watch, Watched),
    Key(TeamId, ScopeKey),
    Page(TeamId, PageId, PageTag, bool),
    Place(TeamId, Scope, u32, LogPlace),
    Outgoing(TeamId, EnvelopeId, Outgoing),
    Aside(TeamId, EnvelopeId, Reason),
    Photo(TeamId, RecordId, HeldPhoto),
}

/// Reads a row of any table but the device's own and the envelopes'; `None` if it is damaged.
pub(super) fn read(row: &StoredRow) -> Option<Kept> {
    let (team, rest) = row.key.split_first_chunk::<16>()?;
    let team = TeamId(*team);
    match row.table {
        Table::Roster => Some(Kept::Operation(team, row.value.clone())),
        Table::Teams => match rest.split_first()? {
            (0, []) => Some(Kept::Marks(team, decode(&row.value)?)),
            (1, invite) => {
                let (secret, code) = row.value.split_first_chunk::<32>()?;
                let code = core::str::from_utf8(code).ok().and_then(|code| InviteCode::parse(code).ok());
                let made = MadeInvite { secret: *secret, code };
                Some(Kept::Invite(team, DeviceId::from_slice(invite)?, made))
            }
            (2, []) => Some(Kept::Joining(team, decode(&row.value)?)),
            (3, sequence) => {
                let sequence = u32::from_be_bytes(sequence.try_into().ok()?);
                Some(Kept::Receipt(team, sequence, Receipt::read(&row.value)?))
            }
            (5, watch) => {
                let (scope, era, author) = log_of(watch)?;
                let watch = (scope, era, DeviceId::from_slice(author)?);
                Some(Kept::Watched(team, watch, decode(&row.value)?))
            }
            (4, sheet) => {
                let secret = row.value.as_slice().try_into().ok()?;
                Some(Kept::Sheet(team, DeviceId::from_slice(sheet)?, secret))
            }
            _ => None,
        },
        Table::Keys => Some(Kept::Key(team, decode(&row.value)?)),
        Table::Pages => {
            let (scope, era, name) = log_of(rest)?;
            let name = core::str::from_utf8(name).ok()?.parse().ok()?;
            // Stores from before pages were sealed anew have the tag alone.
            let (tag, is_compact) = row.value.split_at_checked(16)?;
            let is_compact = match is_compact {
                [] | [0] => false,
                [1] => true,
                _ => return None,
            };
            Some(Kept::Page(team, PageId { scope, era, name }, PageTag::from_slice(tag)?, is_compact))
        }
        Table::Cursors => {
            let (scope, era, _) = log_of(rest)?;
            Some(Kept::Place(team, scope, era, decode(&row.value)?))
        }
        Table::Outbox => Some(Kept::Outgoing(team, EnvelopeId::from_slice(rest)?, decode(&row.value)?)),
        Table::Aside => {
            Some(Kept::Aside(team, EnvelopeId::from_slice(rest)?, Reason::of(*row.value.first()?)?))
        }
        Table::Photos => {
            let record = RecordId(uuid::Uuid::from_slice(rest).ok()?);
            Some(Kept::Photo(team, record, decode(&row.value)?))
        }
        Table::Device | Table::Envelopes | Table::Arrived | Table::Parts => None,
    }
}

/// An envelope as it is stored.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StoredEnvelope {
    /// When it came: only a hint for the order.
    pub(super) arrival: u64,
    pub(super) id: EnvelopeId,
    pub(super) envelope: Envelope,
}

impl StoredEnvelope {
    /// When it came, by this device's clock, in milliseconds since 1970.
    pub(super) fn came_ms(&self) -> i64 {
        i64::try_from(self.arrival >> ARRIVALS_A_MS).unwrap_or(i64::MAX)
    }
}

/// Reads an envelope's row; `None` if it is not what was written.
pub(super) fn read_envelope(row: &StoredRow) -> Option<StoredEnvelope> {
    let (arrival, bytes) = row.value.split_first_chunk::<8>()?;
    let (_, id) = envelope_place(row)?;
    let envelope = Envelope::parse(bytes.to_vec()).ok().filter(|envelope| envelope.id() == id)?;
    Some(StoredEnvelope { arrival: u64::from_be_bytes(*arrival), id, envelope })
}

/// Puts envelopes in the order they came, so that each finds what it depends on.
pub(super) fn sort_by_arrival(envelopes: &mut [StoredEnvelope]) {
    crate::sorted::sort_by_key(envelopes, |stored| (stored.arrival, stored.envelope.header().counter));
}

/// Whose envelope a row is, by its key alone.
pub(super) fn envelope_place(row: &StoredRow) -> Option<((TeamId, PageTag), EnvelopeId)> {
    let (team, rest) = row.key.split_first_chunk::<16>()?;
    let (tag, id) = rest.split_first_chunk::<16>()?;
    Some(((TeamId(*team), PageTag(*tag)), EnvelopeId::from_slice(id)?))
}

/// Reads what was set aside: why, and the bytes.
pub(super) fn read_aside(row: &StoredRow) -> Option<(EnvelopeId, Reason, Vec<u8>)> {
    let (reason, bytes) = row.value.split_first()?;
    Some((EnvelopeId::from_slice(row.key.get(16..)?)?, Reason::of(*reason)?, bytes.to_vec()))
}

fn log_of(rest: &[u8]) -> Option<(Scope, u32, &[u8])> {
    let (scope, rest) = rest.split_first()?;
    let (era, rest) = rest.split_first_chunk::<4>()?;
    Some((Scope::from_number(*scope)?, u32::from_be_bytes(*era), rest))
}

fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    // Encoding into memory cannot fail.
    minicbor::to_vec(value).unwrap_or_default()
}

fn decode<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Option<T> {
    minicbor::decode(bytes).ok()
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
