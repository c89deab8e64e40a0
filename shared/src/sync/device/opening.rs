//! What happens when the app starts: take a boot number, read the small tables, read the pages that are shown.
//!
//! The number comes first: from then on no earlier start can write any more, so what is read afterwards stays true. A
//! window that was taken over may have had an order under way until that moment. A store that is locked waits before all
//! that, and one of version 1 is sealed before anything is written to it, in one batch.

use crate::sorted::{Map, Set};

use super::applying::StoredPages;
use super::locking::Locked;
use super::rows::{
    self, BOOT_KEY, FORMAT, FORMAT_KEY, Kept, LOCAL_KEY, LOCK_KEY, PageId, Reason, SECRET_KEY, TRIES_KEY,
};
use super::saver::Vault;
use super::team::{Chain, Team};
use super::{After, Changed, Device, Effect, Identity, Loading, Phase};
use crate::page::PageName;
use crate::seal::{DeviceKeys, LocalKeys, Lock, Random};
use crate::storage::{StoreFailure, StoredRow, Table, Write};
use crate::team::Operation;
use crate::{Now, TeamId};

/// What is known so far.
#[derive(Debug)]
pub(super) struct Opening {
    random: Option<Random>,
    identity: Option<Identity>,
    /// What this device has of its own, where nothing is sealed yet.
    unsealed: Option<Vec<StoredRow>>,
}

/// The small tables, read whole at the start; envelopes are read page by page.
const SMALL: [Table; 8] = [
    Table::Roster,
    Table::Teams,
    Table::Keys,
    Table::Pages,
    Table::Outbox,
    Table::Cursors,
    Table::Aside,
    Table::Photos,
];

impl Device {
    pub(super) fn started(&mut self, seed: [u8; 32], effects: &mut Vec<Effect>) {
        if !matches!(self.phase, Phase::Asleep) {
            return;
        }
        let random = Some(Random::from_seed(seed));
        self.phase = Phase::Opening(Box::new(Opening { random, identity: None, unsealed: None }));
        self.load(Loading::Start, vec![(Table::Device, Vec::new())], effects);
    }

    pub(super) fn loaded(
        &mut self,
        now: Now,
        loading: Loading,
        rows: Vec<StoredRow>,
        effects: &mut Vec<Effect>,
    ) {
        let rows = self.saver.open(rows);
        match loading {
            Loading::Start => self.read_start(now, rows, effects),
            Loading::Small => self.read_small(now, &rows, effects),
            Loading::Pages(pages) => self.read_pages(now, &pages, &rows, effects),
            Loading::Refill(team, had) => self.refill(now, team, &had, &rows, effects),
            Loading::Aside(team) => self.retry_aside(now, team, &rows),
            Loading::Forget(team) => self.forgotten(team, rows, effects),
            Loading::Compact(team, page) => self.compact(now, team, page, &rows, effects),
            Loading::Pack(team, contents) => self.packed((team, contents), &rows, effects),
            Loading::Photo(record) => self.photo_read(now, record, &rows, effects),
            Loading::Part(team, record) => self.part_read(now, (team, record), &rows, effects),
            Loading::Unpack(team, envelopes) => self.unpacking(now, team, envelopes, &rows),
        }
    }

    pub(super) fn load_failed(&mut self, why: StoreFailure, effects: &mut Vec<Effect>) {
        self.phase = Phase::Blocked(why);
        effects.push(Effect::Changed(Changed::All));
    }

    fn read_start(&mut self, now: Now, stored: Vec<StoredRow>, effects: &mut Vec<Effect>) {
        if own(&stored, FORMAT_KEY).and_then(<[u8]>::first).is_some_and(|format| *format > FORMAT) {
            return self.load_failed(StoreFailure::Newer, effects);
        }
        let Phase::Opening(opening) = &mut self.phase else { return };
        let Some(random) = opening.random.take() else { return };
        if let Some(lock) = own(&stored, LOCK_KEY) {
            let Some(lock) = Lock::from_bytes(lock) else {
                return self.load_failed(StoreFailure::Failed, effects);
            };
            let tries = own(&stored, TRIES_KEY).map(<[u8]>::to_vec);
            self.locking = super::Locking::found(lock, tries);
            self.phase = Phase::Locked(Box::new(Locked { random, stored }));
            return self.wait_for_secret(now, effects);
        }
        match own(&stored, LOCAL_KEY).map(LocalKeys::from_bytes) {
            Some(Some(keys)) => self.take_up(Some(keys), random, stored),
            // Sealed, and what it is sealed under is gone: nothing to go on with, and nothing to overwrite.
            Some(None) => self.load_failed(StoreFailure::Failed, effects),
            None if own(&stored, FORMAT_KEY) == Some(&[FORMAT]) => {
                self.load_failed(StoreFailure::Failed, effects);
            }
            None => self.take_up(None, random, stored),
        }
    }

    /// What this device has of its own can be read: takes a number. Without `keys` the store is new, or of version 1.
    pub(super) fn take_up(&mut self, keys: Option<LocalKeys>, mut random: Random, stored: Vec<StoredRow>) {
        let is_sealed = keys.is_some();
        if let Some(keys) = keys {
            self.saver.seal_under(Vault { keys, random: Random::from_seed(random.bytes()) });
        }
        let stored = self.saver.open(stored);
        let boot_before = own(&stored, BOOT_KEY).map(<[u8]>::to_vec);
        let boot =
            boot_before.as_deref().and_then(|boot| boot.try_into().ok()).map_or(0, u32::from_be_bytes) + 1;
        let secret = own(&stored, SECRET_KEY).and_then(|secret| secret.try_into().ok());
        let keys = match secret {
            Some(secret) => DeviceKeys::from_secret(secret),
            None => DeviceKeys::generate(&mut random),
        };
        self.saver.write([
            // Whoever else starts on this store at the same moment fails here, before writing anything.
            Write::Expect(Table::Device, BOOT_KEY.to_vec(), boot_before),
            Write::Put(Table::Device, BOOT_KEY.to_vec(), boot.to_be_bytes().to_vec()),
        ]);
        if is_sealed && secret.is_none() {
            self.saver.write([secret_row(&keys)]);
        }
        self.saver.then(After::Begin);
        let salt = random.bytes();
        let identity = Some(Identity { keys, boot, salt, random });
        let prefix = rows::remembered_key("");
        let remembered = stored.iter().filter(|row| row.key.starts_with(&prefix));
        self.remembered = remembered.map(|row| (row.key.clone(), row.value.clone())).collect();
        let unsealed = (!is_sealed).then_some(stored);
        self.phase = Phase::Opening(Box::new(Opening { random: None, identity, unsealed }));
    }

    /// This start has its number, and nobody else writes any more.
    pub(super) fn begin(&mut self, effects: &mut Vec<Effect>) {
        self.load(Loading::Small, SMALL.map(|table| (table, Vec::new())).to_vec(), effects);
    }

    /// Everything but the pages is there: go to work, with what is shown first.
    fn read_small(&mut self, now: Now, stored: &[StoredRow], effects: &mut Vec<Effect>) {
        let Phase::Opening(opening) = &mut self.phase else { return };
        let Some(mut identity) = opening.identity.take() else { return };
        let boot = identity.boot.to_be_bytes().to_vec();
        self.saver.guard(Write::Expect(Table::Device, BOOT_KEY.to_vec(), Some(boot)));
        if let Some(own) = opening.unsealed.take() {
            let keys = LocalKeys::generate(&mut identity.random);
            self.saver.seal_under(Vault { keys, random: Random::from_seed(identity.random.bytes()) });
            self.seal_store(&identity.keys, own.iter().chain(stored));
        }
        self.teams = read_teams(stored);
        self.phase = Phase::Ready(Box::new(identity));
        let mut wanted = Vec::new();
        for (team, held) in &self.teams {
            let mut first: Set<PageId> = held.outbox.values().map(super::rows::Outgoing::page).collect();
            if self.keeps_all_loaded() {
                first.extend(held.shown_first(now));
            }
            wanted.extend(
                first.into_iter().filter(|page| held.tags.contains_key(page)).map(|page| (*team, page)),
            );
        }
        if wanted.is_empty() {
            effects.push(Effect::Changed(Changed::All));
        } else {
            self.load_pages(wanted, effects);
        }
        // After the pages, on which what is tried again may go.
        for team in teams_to_try_again(stored) {
            self.load_aside(team, effects);
        }
        self.dial(now, effects);
    }

    /// Everything that must not lie open is written again, sealed, together with what it is sealed under.
    fn seal_store<'a>(&mut self, keys: &DeviceKeys, stored: impl Iterator<Item = &'a StoredRow>) {
        let local = self.saver.keys().map(|local| local.bytes().to_vec()).unwrap_or_default();
        self.saver.write([
            Write::Put(Table::Device, LOCAL_KEY.to_vec(), local),
            secret_row(keys),
            Write::Put(Table::Device, FORMAT_KEY.to_vec(), vec![FORMAT]),
        ]);
        let open = stored.filter(|row| rows::is_sealed(row.table, &row.key) && row.key != SECRET_KEY);
        self.saver.write(open.map(|row| Write::Put(row.table, row.key.clone(), row.value.clone())));
    }

    /// Reads pages into memory; those that are there already are left alone.
    pub fn load_pages(&mut self, mut wanted: Vec<(TeamId, PageId)>, effects: &mut Vec<Effect>) {
        wanted.retain(|(team, page)| {
            self.teams.get(team).is_some_and(|held| held.tags.contains_key(page) && !held.is_loaded(*page))
        });
        let reads = wanted.iter().filter_map(|(team, page)| {
            let tag = self.teams.get(team)?.tags.get(page)?;
            Some(rows::page_reads(*team, *tag))
        });
        let reads: Vec<_> = reads.flatten().collect();
        if !reads.is_empty() {
            self.load(Loading::Pages(wanted), reads, effects);
        }
    }

    /// Whether pages are still being read.
    pub fn is_loading(&self) -> bool {
        self.loads.values().any(|loading| matches!(loading, Loading::Pages(_)))
    }

    fn read_pages(
        &mut self,
        now: Now,
        wanted: &[(TeamId, PageId)],
        stored: &[StoredRow],
        effects: &mut Vec<Effect>,
    ) {
        let mut stored = StoredPages::sort(stored);
        for (team_id, page) in wanted {
            if self.read_page(*team_id, *page, &mut stored) {
                // A log is read from its beginning only when a conversation begins.
                self.hang_up(now, effects);
            }
            self.write_deferred(*team_id, *page, effects);
            // The connection may have been ready before what waits to be sent was.
            self.send_outbox(now, *team_id, effects);
        }
        effects.push(Effect::Changed(Changed::All));
    }
}

/// One of the rows that this device has of its own.
fn own<'a>(stored: &'a [StoredRow], name: &[u8]) -> Option<&'a [u8]> {
    stored.iter().find(|row| row.key == name).map(|row| row.value.as_slice())
}

/// Who this device is.
pub(super) fn secret_row(keys: &DeviceKeys) -> Write {
    Write::Put(Table::Device, SECRET_KEY.to_vec(), keys.secret().to_vec())
}

fn read_teams(stored: &[StoredRow]) -> Map<TeamId, Team> {
    let kept: Vec<Kept> = stored.iter().filter_map(rows::read).collect();
    let mut chains: Map<TeamId, Chain> = Map::new();
    for row in &kept {
        if let Kept::Operation(team, bytes) = row {
            extend_chain(&mut chains, *team, bytes);
        }
    }
    let mut teams: Map<TeamId, Team> =
        chains.into_iter().map(|(id, chain)| (id, Team::new(chain, super::rows::Marks::default()))).collect();
    for row in stored.iter().filter(|row| row.table == Table::Aside) {
        if let Some(Kept::Aside(id, ..)) = rows::read(row) {
            with(&mut teams, id, |team| team.aside_bytes += row.value.len());
        }
    }
    for row in kept {
        match row {
            Kept::Operation(..) => {}
            Kept::Aside(id, envelope, reason) => with(&mut teams, id, |team| {
                team.harmful.extend((reason == Reason::Harmful).then_some(envelope));
            }),
            Kept::Marks(id, marks) => with(&mut teams, id, |team| team.marks = marks),
            Kept::Invite(id, invite, made) => with(&mut teams, id, |team| {
                team.invites.insert(invite, made);
            }),
            Kept::Sheet(id, sheet, secret) => with(&mut teams, id, |team| {
                team.sheets.insert(sheet, secret);
            }),
            Kept::Receipt(id, sequence, receipt) => with(&mut teams, id, |team| {
                team.receipts.insert(sequence, receipt);
            }),
            Kept::Watched(id, watch, watched) => with(&mut teams, id, |team| {
                team.watched.insert(watch, watched);
            }),
            Kept::Joining(id, joining) => with(&mut teams, id, |team| team.joining = Some(joining)),
            Kept::Key(id, key) => with(&mut teams, id, |team| team.keys.add(key)),
            Kept::Page(id, page, tag, is_compact) => with(&mut teams, id, |team| {
                team.tags.insert(page, tag);
                team.compact.extend(is_compact.then_some(page));
            }),
            Kept::Place(id, scope, era, place) => with(&mut teams, id, |team| {
                team.logs.insert((scope, era), place);
            }),
            Kept::Photo(id, record, held) => with(&mut teams, id, |team| {
                team.photos.insert(record, held);
            }),
            Kept::Outgoing(id, envelope, outgoing) => with(&mut teams, id, |team| {
                team.outbox.insert(envelope, outgoing);
            }),
        }
    }
    teams
}

/// Teams with envelopes that were set aside and may count with a newer app.
fn teams_to_try_again(stored: &[StoredRow]) -> Set<TeamId> {
    let aside = stored.iter().filter(|row| row.table == Table::Aside).filter_map(rows::read);
    let may_pass = aside.filter_map(|kept| match kept {
        Kept::Aside(team, _, reason) => reason.may_pass().then_some(team),
        _ => None,
    });
    may_pass.collect()
}

fn with(teams: &mut Map<TeamId, Team>, id: TeamId, set: impl FnOnce(&mut Team)) {
    if let Some(team) = teams.get_mut(&id) {
        set(team);
    }
}

/// Rows come in the order of their keys, so a team's operations come in the chain's order; a damaged one ends it
/// and the relay has the rest.
fn extend_chain(chains: &mut Map<TeamId, Chain>, team: TeamId, bytes: &[u8]) {
    let Ok(operation) = Operation::parse(bytes.to_vec()) else { return };
    match chains.get_mut(&team) {
        Some(chain) => {
            let _ = chain.extend(operation);
        }
        None => {
            if let Ok(chain) = Chain::found(operation)
                && chain.roster.team() == team
            {
                chains.insert(team, chain);
            }
        }
    }
}

/// The months of a team that can be shown further back than what is loaded, newest first.
pub(super) fn earlier_pages(team: &Team) -> Vec<PageId> {
    let newest = |page: &&PageId| matches!(page.name, PageName::Month(_)) && !team.is_loaded(**page);
    let Some(month) = team.tags.keys().filter(newest).map(|page| page.name).max() else { return Vec::new() };
    team.tags.keys().filter(|page| page.name == month).copied().collect()
}
