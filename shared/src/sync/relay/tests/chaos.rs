//! Devices that come, go, stall and repeat themselves while the store is slow and fails, by chance from a seed. In
//! the end every device that may read a log has all of it, in its order; and nobody else has any of it.

use std::collections::{BTreeMap, BTreeSet};

use super::family::Family;
use super::world::World;
use crate::EnvelopeId;
use crate::record::{Role, Scope};
use crate::seal::{DeviceKeys, Envelope, hash16, running_hash};
use crate::sync::relay::ConnectionId;
use crate::wire::{Cursor, FromRelay, Goodbye, Refused};

/// A device as far as the relay can tell: what it has read of each log, and what it was promised.
struct Phone {
    keys: DeviceKeys,
    reads: &'static [Scope],
    connection: Option<ConnectionId>,
    logs: BTreeMap<Scope, Read>,
    promised: BTreeSet<EnvelopeId>,
    is_stuck: bool,
    /// Whether the relay could not open the team for it, so that it has to come again.
    is_refused: bool,
}

/// How far a log was read, and what came.
#[derive(Default)]
struct Read {
    sequence: u64,
    running: [u8; 16],
    ids: Vec<EnvelopeId>,
}

struct Chaos {
    world: World,
    family: Family,
    phones: Vec<Phone>,
    written: Vec<Envelope>,
    /// Those that another one replaces.
    replaced: BTreeSet<EnvelopeId>,
    seed: u64,
}

impl Chaos {
    fn new(seed: u64) -> Self {
        let mut world = World::new();
        world.random = crate::seal::Random::from_seed([u8::try_from(seed % 251).expect("small"); 32]);
        world.is_shuffled = true;
        let (mut family, founder) = Family::founded(&mut world);
        let keys = DeviceKeys::from_secret(*family.founder.secret());
        let mut phones = vec![Phone::new(keys, Role::Guardian, founder)];
        for role in [Role::Guardian, Role::Aide, Role::Clinician] {
            let (keys, connection) = family.with_member(&mut world, role);
            phones.push(Phone::new(keys, role, connection));
        }
        Self { world, family, phones, written: Vec::new(), replaced: BTreeSet::new(), seed }
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.world.random.below(end as u64)).expect("small")
    }

    fn step(&mut self) {
        let phone = self.below(self.phones.len());
        match self.below(14) {
            0..=4 => self.write(phone),
            12 | 13 => self.replace(phone),
            5 => self.repeat(phone),
            6 => self.hang_up(phone),
            7 => self.stall(phone),
            8 => self.world.is_store_held = true,
            9 => self.world.release_store(),
            10 => (self.world.good_stores, self.world.failing_stores) = (self.below(3), self.below(3)),
            _ => self.world.failing_loads = self.below(2),
        }
        for phone in 0..self.phones.len() {
            self.listen(phone);
            self.come_back(phone);
        }
    }

    fn write(&mut self, phone: usize) {
        let reads = self.phones[phone].reads;
        let scope = reads[self.below(reads.len())];
        let length = [20, 20, 3_000, 60_000][self.below(4)];
        let Self { world, family, phones, .. } = self;
        let envelope = family.write_sized(world, &phones[phone].keys, scope, length);
        self.written.push(envelope);
        self.deliver(phone, self.written.len() - 1);
    }

    /// Writes an envelope in the place of some of its own, delivered or not.
    fn replace(&mut self, phone: usize) {
        let author = self.phones[phone].keys.id();
        let reads = self.phones[phone].reads;
        let scope = reads[self.below(reads.len())];
        let chance = self.below(4) + 1;
        let Self { world, family, phones, written, .. } = self;
        let own: Vec<&Envelope> = written
            .iter()
            .filter(|envelope| (envelope.header().author, envelope.header().scope) == (author, scope))
            .filter(|_| world.random.below(4) < chance as u64)
            .collect();
        let envelope = family.replace(world, &phones[phone].keys, scope, &own);
        self.replaced.extend(own.iter().map(|envelope| envelope.id()));
        self.written.push(envelope);
        self.deliver(phone, self.written.len() - 1);
    }

    /// Delivers something written before, whoever wrote it.
    fn repeat(&mut self, phone: usize) {
        if !self.written.is_empty() {
            let at = self.below(self.written.len());
            self.deliver(phone, at);
        }
    }

    fn deliver(&mut self, phone: usize, at: usize) {
        if let Some(connection) = self.phones[phone].connection {
            let append = self.family.append(&[&self.written[at]]);
            self.world.say(connection, &append);
        }
    }

    fn hang_up(&mut self, phone: usize) {
        self.listen(phone);
        if let Some(connection) = self.phones[phone].connection.take() {
            self.world.hang_up(connection);
        }
    }

    fn stall(&mut self, phone: usize) {
        let Some(connection) = self.phones[phone].connection else { return };
        let is_stuck = !self.phones[phone].is_stuck;
        self.phones[phone].is_stuck = is_stuck;
        if is_stuck { self.world.stick(connection) } else { self.world.unstick(connection) }
    }

    fn come_back(&mut self, phone: usize) {
        if std::mem::take(&mut self.phones[phone].is_refused) {
            self.hang_up(phone);
        }
        let is_gone = self.phones[phone].connection.is_none_or(|connection| self.world.is_closed(connection));
        if !is_gone {
            return;
        }
        let keys = DeviceKeys::from_secret(*self.phones[phone].keys.secret());
        let connection = self.world.connect(&keys);
        self.phones[phone].connection = Some(connection);
        self.phones[phone].is_stuck = false;
        let open = self.family.open(&self.phones[phone].cursors());
        self.world.say(connection, &open);
    }

    fn listen(&mut self, phone: usize) {
        let Some(connection) = self.phones[phone].connection else { return };
        for frame in self.world.heard(connection) {
            self.phones[phone].hear(frame, self.seed);
        }
    }

    /// Everything works again: everyone offers what was not promised, and reads until there is nothing more.
    fn settle(&mut self) {
        (self.world.good_stores, self.world.failing_stores, self.world.failing_loads) = (0, 0, 0);
        self.world.release_store();
        for phone in 0..self.phones.len() {
            self.hang_up(phone);
            self.come_back(phone);
        }
        for at in 0..self.written.len() {
            self.deliver(0, at);
            self.listen(0);
        }
        for phone in 0..self.phones.len() {
            self.listen(phone);
        }
    }

    fn check(&mut self) {
        let seed = self.seed;
        let held: Vec<EnvelopeId> =
            self.world.store.envelopes().map(|bytes| EnvelopeId(hash16(bytes))).collect();
        let all: BTreeSet<EnvelopeId> = held.iter().copied().collect();
        assert_eq!(all.len(), held.len(), "seed {seed}: nothing is stored twice");
        assert_eq!(all.len(), self.written.len(), "seed {seed}: everything offered is stored");
        let end = |read: &Read| (read.sequence, read.running);
        let reference: BTreeMap<Scope, _> =
            self.phones[0].logs.iter().map(|(scope, read)| (*scope, end(read))).collect();
        let length: u64 = reference.values().map(|(sequence, _)| *sequence).sum();
        assert_eq!(length, all.len() as u64, "seed {seed}");
        for phone in &self.phones {
            assert!(phone.promised.is_subset(&all), "seed {seed}: what was acknowledged is stored");
            for scope in Scope::ALL {
                let may_read = phone.reads.contains(scope);
                let expected = reference.get(scope).filter(|_| may_read);
                let read = phone.logs.get(scope).map(end);
                assert_eq!(read.as_ref(), expected, "seed {seed}: all of {scope}, or nothing");
            }
            let came: BTreeSet<EnvelopeId> =
                phone.logs.values().flat_map(|read| read.ids.iter().copied()).collect();
            let is_missing = |envelope: &&Envelope| {
                let may_read = phone.reads.contains(&envelope.header().scope);
                may_read && !came.contains(&envelope.id()) && !self.replaced.contains(&envelope.id())
            };
            assert_eq!(
                self.written.iter().find(is_missing),
                None,
                "seed {seed}: nothing else is passed over"
            );
        }
        // Whoever comes last gets nothing that was replaced.
        self.phones[1].logs.clear();
        self.hang_up(1);
        self.come_back(1);
        self.listen(1);
        for (scope, read) in &self.phones[1].logs {
            assert_eq!(Some(&end(read)), reference.get(scope), "seed {seed}");
            assert!(read.ids.iter().all(|id| !self.replaced.contains(id)), "seed {seed}: {scope}");
        }
    }
}

impl Phone {
    fn new(keys: DeviceKeys, role: Role, connection: ConnectionId) -> Self {
        let reads: &[Scope] = match role {
            Role::Aide => &[Scope::School, Scope::Plan],
            _ => &[Scope::School, Scope::Plan, Scope::Home],
        };
        let (logs, promised) = (BTreeMap::new(), BTreeSet::new());
        Self { keys, reads, connection: Some(connection), logs, promised, is_stuck: false, is_refused: false }
    }

    fn cursors(&self) -> Vec<Cursor> {
        let cursor = |(scope, read): (&Scope, &Read)| Cursor {
            scope: *scope,
            era: 0,
            sequence: read.sequence,
            running: read.running,
        };
        self.logs.iter().map(cursor).collect()
    }

    fn hear(&mut self, frame: FromRelay, seed: u64) {
        match frame {
            FromRelay::Envelopes { scope, from, envelopes, .. } => {
                self.read(scope, from, envelopes.iter().map(|bytes| EnvelopeId(hash16(bytes))), seed);
            }
            FromRelay::Appended { scope, from, ids, .. } => {
                self.promised.extend(&ids);
                // Of a log that it may not read, an acknowledgement is all it hears.
                if self.reads.contains(&scope) && !self.is_refused {
                    self.read(scope, from, ids.into_iter(), seed);
                }
            }
            FromRelay::Held { ids, .. } => self.promised.extend(ids),
            FromRelay::Passed { to: Cursor { scope, sequence, running, .. }, .. } => {
                let log = self.logs.entry(scope).or_default();
                assert!(sequence > log.sequence, "seed {seed}: {scope} goes on where it was");
                (log.sequence, log.running) = (sequence, running);
            }
            FromRelay::RosterRefused { why: Refused::TryLater, .. } => self.is_refused = true,
            FromRelay::NotAppended { why: Refused::TryLater, .. }
            | FromRelay::Goodbye { why: Goodbye::StorageFailed | Goodbye::TooFast }
            | FromRelay::Roster { .. }
            | FromRelay::CaughtUp { .. } => {}
            other => panic!("seed {seed}: {other:?}"),
        }
    }

    fn read(&mut self, scope: Scope, from: u64, ids: impl Iterator<Item = EnvelopeId>, seed: u64) {
        let log = self.logs.entry(scope).or_default();
        assert_eq!(from, log.sequence + 1, "seed {seed}: {scope} goes on where it was");
        for id in ids {
            (log.sequence, log.running) = (log.sequence + 1, running_hash(&log.running, &id));
            log.ids.push(id);
        }
    }
}

#[test]
fn in_the_end_everyone_has_everything_they_may_read_and_nothing_else() {
    // One seed more than anybody has looked at: CARRYOVER_SEEDS=1000.
    let seeds = std::env::var("CARRYOVER_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(25);
    for seed in 0..seeds {
        let mut chaos = Chaos::new(seed);
        for _ in 0..120 {
            chaos.step();
        }
        chaos.settle();
        chaos.check();
    }
}
