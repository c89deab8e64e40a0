//! One record's way: draft → Automerge change → (sealed with its neighbours) → store → saved → sent → shared.

use crate::sorted::Map;

use super::inviting;
use super::opening::earlier_pages;
use super::rows::{self, LogPlace, Marks, Outgoing, PageId};
use super::team::{Chain, Deferred, Team};
use super::{After, Changed, Device, Effect, Phase, changed_record};
use crate::page::{PageName, Seen, WriteError};
use crate::record::{Change, Draft, Role, Scope};
use crate::seal::{Counters, DeviceKeys, Envelope, KeyRing, NewEnvelope, Random, ScopeKey, seal_card};
use crate::team::{self, Deed, Handing, Handings, Operation, SheetCode};
use crate::{EnvelopeId, Now, RecordId, TeamId};

/// The most changes sealed together: keeps an envelope far below its limit.
const TOGETHER: usize = 400;
/// The most bytes of changes sealed together.
const TOGETHER_BYTES: usize = 300 << 10;

/// A team to be started.
#[derive(Debug, Clone)]
pub struct Found {
    /// What the founder is called.
    pub me: String,
    /// What the founder is to the child.
    pub role: Role,
    /// Whether it is the sample child.
    pub sample: bool,
}

/// A made-up team.
#[derive(Debug)]
pub struct Sample {
    /// The chain, from the founding on.
    pub operations: Vec<Vec<u8>>,
    /// Its scope keys.
    pub keys: Vec<ScopeKey>,
    /// The keys of an open invite in it.
    pub invite: DeviceKeys,
    /// What the person looking is called.
    pub me: String,
    /// Its envelopes.
    pub envelopes: Vec<Vec<u8>>,
}

/// An envelope of this device that is durable.
#[derive(Debug)]
pub(super) struct Saved {
    team: TeamId,
    envelope: EnvelopeId,
    bytes: Vec<u8>,
    records: Vec<RecordId>,
    /// Its changes, kept while it has not left.
    raw: Vec<Vec<u8>>,
}

/// Why a command did nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// The store is not read yet, or cannot be used.
    #[error("this device is not ready")]
    NotReady,
    /// There is no such team here.
    #[error("there is no such team on this device")]
    NoSuchTeam,
    /// The page is not in memory.
    #[error("there is no such entry")]
    NoSuchRecord,
    /// This member may not do that.
    #[error("that is not yours to do in this team")]
    NotAllowed,
    /// It needs the relay.
    #[error("that needs a connection")]
    NeedsConnection,
    /// The link is not an invite.
    #[error("this is not a whole invite link")]
    NotALink,
    /// It is the code of an invite but for a letter or two.
    #[error("a letter of this code is wrong or missing: look at it again")]
    MistypedCode,
    /// This device is in that team already.
    #[error("this device is in that team already")]
    AlreadyIn,
    /// The bytes are no photo, or too large a one.
    #[error("this is not a photo of at most 256 kB in JPEG, PNG or WebP")]
    NotAPhoto,
    /// It could not be written.
    #[error("the entry could not be written")]
    Refused,
}

impl Device {
    /// Starts a team on this device, without a relay.
    pub fn found(&mut self, now: Now, found: &Found) -> Result<TeamId, CommandError> {
        let Phase::Ready(identity) = &mut self.phase else { return Err(CommandError::NotReady) };
        let (keys, random) = (&identity.keys, &mut identity.random);
        let scope_keys: Vec<ScopeKey> =
            Scope::SHARED.into_iter().map(|scope| ScopeKey::generate(scope, 0, random)).collect();
        let plan = scope_keys.first().ok_or(CommandError::Refused)?;
        let card = seal_card(plan, &keys.id(), &found.me, random);
        // The sheet's secret stays here until the sheet is printed.
        let secret = SheetCode::draw(random);
        let sheet = *SheetCode::keys_of(&secret).public();
        let handings = scope_keys
            .iter()
            .map(|key| Handing::seal(&TeamId([0; 16]), key.scope, vec![key.clone()], [&sheet], random));
        let handings = handings.collect::<Result<_, _>>().map_err(|_| CommandError::Refused)?;
        let (device, role) = (*keys.public(), found.role);
        let deed = Deed::Found { device, role, card, sheet, handings: Some(Handings(handings)) };
        let draft = team::Draft {
            team: None,
            sequence: 0,
            previous: [0; 32],
            author: keys.id(),
            at_ms: now.unix_ms,
            deed,
        };
        let operation = Operation::sign(draft, keys).map_err(|_| CommandError::Refused)?;
        let founding = operation.bytes().to_vec();
        let chain = Chain::found(operation).map_err(|_| CommandError::NotAllowed)?;
        let id = chain.roster.team();
        let marks = Marks { sample: found.sample };
        self.saver.write([rows::roster_row(id, 0, &founding), rows::marks_row(id, marks)]);
        self.saver.write([rows::sheet_row(id, sheet.id(), &secret)]);
        self.saver.write(scope_keys.iter().map(|key| rows::key_row(id, key)));
        let mut team = Team::new(chain, marks);
        scope_keys.into_iter().for_each(|key| team.keys.add(key));
        team.sheets.insert(sheet.id(), secret);
        let private = team.begin_private(now, identity).ok_or(CommandError::Refused)?;
        self.saver.write(private);
        self.teams.insert(id, team);
        self.saver.then(After::TeamKept(id));
        Ok(id)
    }

    /// Takes in a team that was made up on this device: its chain so far, its keys, an open invite of it and its
    /// envelopes. This device joins with the invite; nothing of the team ever leaves.
    pub fn join_sample(&mut self, now: Now, sample: Sample) -> Result<TeamId, CommandError> {
        let Phase::Ready(identity) = &mut self.phase else { return Err(CommandError::NotReady) };
        let Sample { operations, keys, invite, me, envelopes } = sample;
        let mut chain = Chain::read(operations.into_iter()).ok_or(CommandError::Refused)?;
        let id = chain.roster.team();
        let mut team_keys = KeyRing::default();
        keys.into_iter().for_each(|key| team_keys.add(key));
        let join = inviting::join_operation(identity, &chain, &team_keys, &invite, &me, now);
        chain.extend(join.ok_or(CommandError::Refused)?).map_err(|_| CommandError::Refused)?;
        let marks = Marks { sample: true };
        self.saver.write(chain.rows(id));
        self.saver.write([rows::marks_row(id, marks)]);
        self.saver.write(team_keys.iter().map(|key| rows::key_row(id, key)));
        let mut team = Team::new(chain, marks);
        team.keys = team_keys;
        let private = team.begin_private(now, identity).ok_or(CommandError::Refused)?;
        self.saver.write(private);
        self.teams.insert(id, team);
        self.saver.then(After::TeamKept(id));
        self.hand_over(now, id, envelopes);
        Ok(id)
    }

    /// Takes the sample child off this device: the only thing that is ever deleted, because nobody lived it.
    pub fn leave_sample(&mut self, team_id: TeamId) -> Result<(), CommandError> {
        let team =
            self.teams.get(&team_id).filter(|team| team.marks.sample).ok_or(CommandError::NoSuchTeam)?;
        let writes = rows::forget_team(team);
        self.saver.write(writes);
        self.teams.remove(&team_id);
        Ok(())
    }

    /// Writes a new record. It is in memory at once and durable when `Changed::Sharing` says so.
    pub fn write(
        &mut self,
        now: Now,
        team_id: TeamId,
        place: (Scope, PageName),
        kind: &str,
        draft: &Draft,
        effects: &mut Vec<Effect>,
    ) -> Result<RecordId, CommandError> {
        let Phase::Ready(identity) = &mut self.phase else { return Err(CommandError::NotReady) };
        let team = self.teams.get_mut(&team_id).ok_or(CommandError::NoSuchTeam)?;
        let page = team.page_for(place.0, place.1).filter(|page| team.may_write(identity.keys.id(), *page));
        let page = page.ok_or(CommandError::NotAllowed)?;
        let record = RecordId::new(now.unix_ms, identity.keys.id(), identity.random.bytes());
        team.begin_saving(record);
        if team.tags.contains_key(&page) && !team.is_loaded(page) {
            // The page is read first, so that the record joins the ones that are there.
            let (kind, draft) = (kind.to_owned(), draft.clone());
            team.deferred.push(Deferred { page, record, kind, draft });
            self.load_pages(vec![(team_id, page)], effects);
            return Ok(record);
        }
        self.put_on_page((team_id, page), record, kind, draft, effects)
    }

    /// Makes a record on a page that is in memory, or is new.
    pub(super) fn put_on_page(
        &mut self,
        (team_id, page): (TeamId, PageId),
        record: RecordId,
        kind: &str,
        draft: &Draft,
        effects: &mut Vec<Effect>,
    ) -> Result<RecordId, CommandError> {
        let Phase::Ready(identity) = &self.phase else { return Err(CommandError::NotReady) };
        let team = self.teams.get_mut(&team_id).ok_or(CommandError::NoSuchTeam)?;
        let writer = identity.writer(Now::new(record.written_ms(), 0));
        let held = team.pages.entry(page).or_default();
        let change = held.page.create(writer, record, kind, draft).map_err(|_| CommandError::Refused)?;
        effects.extend(held.page.rows().get(&record).map(|row| changed_record(team_id, row)));
        team.unsealed.entry(page).or_default().push((record, change));
        Ok(record)
    }

    /// Records that waited for their page to be read.
    pub(super) fn write_deferred(&mut self, team_id: TeamId, page: PageId, effects: &mut Vec<Effect>) {
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let (due, later) = core::mem::take(&mut team.deferred).into_iter().partition(|due| due.page == page);
        team.deferred = later;
        for Deferred { page, record, kind, draft } in due {
            let _ = self.put_on_page((team_id, page), record, &kind, &draft, effects);
        }
    }

    /// Changes cells of a record, as somebody who had seen `seen`.
    pub fn change(
        &mut self,
        now: Now,
        team_id: TeamId,
        record: RecordId,
        changes: &[Change],
        seen: Option<&Seen>,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        let Phase::Ready(identity) = &mut self.phase else { return Err(CommandError::NotReady) };
        let team = self.teams.get_mut(&team_id).ok_or(CommandError::NoSuchTeam)?;
        let page = team.page_of(record).ok_or(CommandError::NoSuchRecord)?;
        if !team.may_write(identity.keys.id(), page) {
            return Err(CommandError::NotAllowed);
        }
        let held = team.pages.get_mut(&page).ok_or(CommandError::NoSuchRecord)?;
        let change =
            held.page.change(identity.writer(now), record, changes, seen).map_err(|why| match why {
                WriteError::NoSuchRecord | WriteError::NoSuchText => CommandError::NoSuchRecord,
                WriteError::Refused => CommandError::Refused,
            })?;
        let Some(change) = change else { return Ok(()) };
        effects.extend(held.page.rows().get(&record).map(|row| changed_record(team_id, row)));
        team.begin_saving(record);
        team.unsealed.entry(page).or_default().push((record, change));
        Ok(())
    }

    /// Reads the next earlier month of a team into memory. Returns whether there is one.
    pub fn load_earlier(&mut self, team: TeamId, effects: &mut Vec<Effect>) -> bool {
        let pages = self.teams.get(&team).map(earlier_pages).unwrap_or_default();
        let any = !pages.is_empty();
        self.load_pages(pages.into_iter().map(|page| (team, page)).collect(), effects);
        any
    }

    /// Whether a team has months that are not in memory.
    pub fn has_earlier(&self, team: TeamId) -> bool {
        self.teams.get(&team).is_some_and(|team| !earlier_pages(team).is_empty())
    }

    /// Stores what was just commanded: call once after one or several commands.
    pub fn commit(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.flush(now, effects);
    }

    /// Seals what was written since the last batch: one envelope a page.
    pub(super) fn seal_all(&mut self, now: Now) {
        let connected = self.connection.is_open();
        let arrival = self.next_arrival(now);
        let Phase::Ready(identity) = &mut self.phase else { return };
        for (id, team) in self.teams.iter_mut() {
            let left = connected && !team.marks.sample;
            for (page, changes) in core::mem::take(&mut team.unsealed) {
                for part in parts(changes) {
                    let records: Vec<RecordId> = part.iter().map(|(record, _)| *record).collect();
                    let raw: Vec<Vec<u8>> = part.into_iter().map(|(_, change)| change).collect();
                    let mut place = team.logs.get(&(page.scope, page.era)).copied().unwrap_or_default();
                    place.counter += 1;
                    let outgoing = outgoing(page, place.counter, left);
                    let sealing = Sealing::new(page, place.counter);
                    let sealed = seal(team, sealing, &raw, &identity.keys, &mut identity.random);
                    let Some(envelope) = sealed else { continue };
                    let sealed_id = envelope.id();
                    self.saver.write(keep(team, page, place, &envelope, outgoing, arrival));
                    let (id, bytes) = (*id, envelope.into_bytes());
                    self.saver.then(After::Saved(Saved {
                        team: id,
                        envelope: sealed_id,
                        bytes,
                        records,
                        raw,
                    }));
                }
            }
        }
    }

    /// An envelope is durable: say so, and send it.
    pub(super) fn saved(&mut self, now: Now, saved: Saved, effects: &mut Vec<Effect>) {
        let Saved { team: team_id, envelope, bytes, records, raw } = saved;
        if let Some(team) = self.teams.get_mut(&team_id) {
            for record in records {
                team.end_saving(record);
                if !team.marks.sample {
                    team.unshared.entry(record).or_default().insert(envelope);
                }
            }
            if team.offer(envelope, || bytes).is_some_and(|outgoing| !outgoing.left) {
                team.unsent.insert(envelope, raw);
            }
        }
        effects.push(Effect::Changed(Changed::Sharing { team: team_id }));
        self.send_outbox(now, team_id, effects);
    }

    /// Seals all that never left this device anew, one envelope a page: a month offline travels as one. Only while
    /// nothing is being written, so that counters stay without gaps.
    pub(super) fn seal_together(&mut self, now: Now, team_id: TeamId) {
        let arrival = self.next_arrival(now);
        let Phase::Ready(identity) = &mut self.phase else { return };
        let Some(team) = self.teams.get_mut(&team_id).filter(|_| self.saver.is_idle()) else { return };
        for (log, waiting) in never_left(team) {
            let Some(first) = waiting.first().map(|(_, outgoing)| outgoing.counter) else { continue };
            let mut place =
                LogPlace { counter: first - 1, ..team.logs.get(&log).copied().unwrap_or_default() };
            for (page, old) in by_page(&waiting) {
                let raw =
                    old.iter().filter_map(|id| team.unsent.get(id)).flatten().map(|raw| ((), raw.clone()));
                let mut fresh = Vec::new();
                for part in parts(raw.collect()) {
                    let changes: Vec<Vec<u8>> = part.into_iter().map(|(_, change)| change).collect();
                    place.counter += 1;
                    let outgoing = outgoing(page, place.counter, true);
                    let sealing = Sealing::new(page, place.counter);
                    let sealed = seal(team, sealing, &changes, &identity.keys, &mut identity.random);
                    let Some(envelope) = sealed else { return };
                    self.saver.write(keep(team, page, place, &envelope, outgoing, arrival));
                    fresh.push(envelope);
                }
                let ids: Vec<EnvelopeId> = fresh.iter().map(Envelope::id).collect();
                self.saver.write(forget(team, page, &old, &ids));
                for envelope in fresh {
                    self.saver.then(After::Saved(Saved::again(team_id, envelope)));
                }
            }
        }
    }
}

pub(super) fn outgoing(page: PageId, counter: u64, left: bool) -> Outgoing {
    Outgoing { scope: page.scope, era: page.era, name: page.name, counter, left }
}

/// What an envelope of this device says beside its changes.
#[derive(Debug)]
pub(super) struct Sealing {
    pub(super) page: PageId,
    pub(super) counter: u64,
    pub(super) replaces: Vec<EnvelopeId>,
    pub(super) stands_for: Option<Counters>,
}

impl Sealing {
    fn new(page: PageId, counter: u64) -> Self {
        Self { page, counter, replaces: Vec::new(), stands_for: None }
    }
}

impl Saved {
    /// What it holds was saved before.
    pub(super) fn again(team: TeamId, envelope: Envelope) -> Self {
        let id = envelope.id();
        Self { team, envelope: id, bytes: envelope.into_bytes(), records: Vec::new(), raw: Vec::new() }
    }
}

pub(super) fn seal(
    team: &Team,
    sealing: Sealing,
    changes: &[Vec<u8>],
    keys: &DeviceKeys,
    random: &mut Random,
) -> Option<Envelope> {
    let Sealing { page, counter, replaces, stands_for } = sealing;
    let key = team.keys.newest_of(page.scope, page.era)?;
    let new = NewEnvelope { team: team.id(), page: page.name, counter, replaces, changes };
    Envelope::seal_for(new, stands_for, key, keys, random).ok()
}

/// Notes a sealed envelope in memory and says what to write for it.
pub(super) fn keep(
    team: &mut Team,
    page: PageId,
    place: LogPlace,
    envelope: &Envelope,
    outgoing: Outgoing,
    arrival: u64,
) -> Vec<crate::storage::Write> {
    let id = team.id();
    let mut writes =
        vec![rows::envelope_row(envelope, arrival), rows::place_row(id, page.scope, page.era, place)];
    team.logs.insert((page.scope, page.era), place);
    if let Some(held) = team.pages.get_mut(&page) {
        held.envelopes.insert(envelope.id());
    }
    let is_new = team.tags.insert(page, envelope.header().tag).is_none();
    // Of the plan only what is older is sealed anew, so something new there is no reason to look.
    if is_new || (page.name != PageName::Plan && team.compact.remove(&page)) {
        writes.push(rows::page_row(id, page, envelope.header().tag, false));
    }
    if !team.marks.sample {
        team.outbox.insert(envelope.id(), outgoing);
        writes.push(rows::outbox_row(id, envelope.id(), &outgoing));
    }
    writes
}

/// Takes envelopes out that others now hold whole; the records that waited for them wait for the others.
pub(super) fn forget(
    team: &mut Team,
    page: PageId,
    old: &[EnvelopeId],
    fresh: &[EnvelopeId],
) -> Vec<crate::storage::Write> {
    let id = team.id();
    let Some(tag) = team.tag_of(page) else { return Vec::new() };
    for envelopes in team.unshared.values_mut() {
        let before = envelopes.len();
        envelopes.retain(|envelope| !old.contains(envelope));
        if envelopes.len() < before {
            envelopes.extend(fresh);
        }
    }
    let mut writes = Vec::new();
    for envelope in old {
        team.outbox.remove(envelope);
        team.unsent.remove(envelope);
        team.packed.remove(envelope);
        if let Some(held) = team.pages.get_mut(&page) {
            held.envelopes.remove(envelope);
        }
        writes.push(rows::forget_envelope_row(id, tag, *envelope));
        writes.push(rows::forget_outbox_row(id, *envelope));
    }
    writes
}

/// By log: the durable envelopes that never left this device, oldest first.
fn never_left(team: &Team) -> Map<(Scope, u32), Vec<(EnvelopeId, Outgoing)>> {
    let mut by_log: Map<(Scope, u32), Vec<(EnvelopeId, Outgoing)>> = Map::new();
    for id in team.unsent.keys() {
        if let Some(outgoing) = team.outbox.get(id) {
            by_log.entry((outgoing.scope, outgoing.era)).or_default().push((*id, *outgoing));
        }
    }
    for waiting in by_log.values_mut() {
        crate::sorted::sort_by_key(waiting, |(_, outgoing)| outgoing.counter);
    }
    by_log
}

fn by_page(waiting: &[(EnvelopeId, Outgoing)]) -> Map<PageId, Vec<EnvelopeId>> {
    let mut by_page: Map<PageId, Vec<EnvelopeId>> = Map::new();
    for (id, outgoing) in waiting {
        by_page.entry(outgoing.page()).or_default().push(*id);
    }
    by_page
}

/// Whether changes and more changes may be sealed together.
pub(super) fn fits(changes: &[Vec<u8>], more: &[Vec<u8>]) -> bool {
    let bytes = changes.iter().chain(more).map(Vec::len).sum::<usize>();
    changes.len() + more.len() <= TOGETHER && bytes <= TOGETHER_BYTES
}

/// Splits changes so that each part fits one envelope.
fn parts<K>(changes: Vec<(K, Vec<u8>)>) -> Vec<Vec<(K, Vec<u8>)>> {
    let mut parts: Vec<Vec<(K, Vec<u8>)>> = Vec::new();
    let mut bytes = 0;
    for (key, change) in changes {
        let full =
            bytes + change.len() > TOGETHER_BYTES || parts.last().is_some_and(|part| part.len() >= TOGETHER);
        if parts.is_empty() || full {
            parts.push(Vec::new());
            bytes = 0;
        }
        bytes += change.len();
        if let Some(part) = parts.last_mut() {
            part.push((key, change));
        }
    }
    parts
}
