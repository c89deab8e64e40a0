//! A team for the tests: its chain as its devices know it, its scope keys, and what its members write.

use std::collections::BTreeMap;

use super::world::World;
use crate::page::PageName;
use crate::record::{Role, Scope};
use crate::seal::{DeviceKeys, Envelope, NewEnvelope, ScopeKey, hash, running_hash};
use crate::sync::relay::ConnectionId;
use crate::team::{
    Deed, Draft, DueHanding, Handing, Handings, Head, InviteKeys, Keys, Operation, Roster, SealedKeys,
    beside, join_statement,
};
use crate::wire::{Cursor, FromDevice, FromRelay, Link, Place};
use crate::{DeviceId, EnvelopeId, TeamId};

pub(super) struct Family {
    pub(super) team: TeamId,
    pub(super) founder: DeviceKeys,
    pub(super) roster: Roster,
    pub(super) links: Vec<Link>,
    counters: BTreeMap<(DeviceId, Scope), u64>,
}

impl Family {
    /// A team of one guardian, which the relay does not know yet.
    pub(super) fn new(world: &mut World) -> Self {
        let founder = world.device();
        let sheet = *world.device().public();
        let deed = Deed::Found {
            device: *founder.public(),
            role: Role::Guardian,
            card: vec![1],
            sheet,
            handings: None,
        };
        let draft =
            Draft { team: None, sequence: 0, previous: [0; 32], author: founder.id(), at_ms: 5, deed };
        let operation = Operation::sign(draft, &founder).expect("small");
        let roster = Roster::found(&operation).expect("a founding");
        let links = vec![Link { operation: operation.bytes().to_vec(), sealed: vec![], receipt: None }];
        Self { team: roster.team(), founder, roster, links, counters: BTreeMap::new() }
    }

    /// A team that the relay knows, and the founder's connection, which has it open.
    pub(super) fn founded(world: &mut World) -> (Self, ConnectionId) {
        let family = Self::new(world);
        let connection = world.connect(&family.founder);
        world.say(connection, &family.push(0));
        assert!(matches!(world.heard(connection).as_slice(), [FromRelay::Roster { .. }]));
        world.say(connection, &family.open(&[]));
        let heard = world.heard(connection);
        assert!(
            matches!(heard.as_slice(), [FromRelay::Roster { .. }, FromRelay::CaughtUp { .. }]),
            "{heard:?}"
        );
        (family, connection)
    }

    /// The same team, and a new member's keys and connection, which has it open.
    pub(super) fn with_member(&mut self, world: &mut World, role: Role) -> (DeviceKeys, ConnectionId) {
        let known = self.links.len();
        let (invite, _) = self.invite(world, role);
        let keys = world.device();
        self.join(&invite, &keys);
        let founder = world.connect(&self.founder);
        world.say(founder, &self.push(known));
        assert!(matches!(world.heard(founder).as_slice(), [FromRelay::Roster { .. }]));
        world.hang_up(founder);
        let connection = world.connect(&keys);
        world.say(connection, &self.open(&[]));
        assert!(matches!(world.heard(connection).last(), Some(FromRelay::CaughtUp { .. })));
        (keys, connection)
    }

    /// Lists an invite on the team's own chain; returns its keys and what is sealed to it.
    pub(super) fn invite(&mut self, world: &mut World, role: Role) -> (DeviceKeys, Vec<u8>) {
        self.invite_until(world, role, world.now_ms + 60_000)
    }

    pub(super) fn invite_until(
        &mut self,
        world: &mut World,
        role: Role,
        expires_ms: i64,
    ) -> (DeviceKeys, Vec<u8>) {
        let invite = world.device();
        let sealed = world.random.bytes::<100>().to_vec();
        let deed = Deed::Invite {
            invite: *invite.public(),
            role,
            reads: role.reads(),
            writes: role.writes(),
            expires_ms,
            sealed: hash(&[&sealed]),
            own: None,
        };
        let operation = self.sign(deed, &self.founder);
        self.add(&operation, sealed.clone());
        (invite, sealed)
    }

    /// Uses an invite on the team's own chain.
    pub(super) fn join(&mut self, invite: &DeviceKeys, keys: &DeviceKeys) {
        let operation = self.join_operation(invite, keys);
        self.add(&operation, vec![]);
    }

    pub(super) fn join_operation(&self, invite: &DeviceKeys, keys: &DeviceKeys) -> Operation {
        let statement = join_statement(&self.team, &invite.id(), keys.public());
        let proof = invite.sign(crate::seal::Purpose::Join, &[&statement]);
        self.sign(Deed::Join { invite: invite.id(), device: *keys.public(), proof, card: vec![2] }, keys)
    }

    pub(super) fn sign(&self, deed: Deed, by: &DeviceKeys) -> Operation {
        let Head { length, hash } = self.roster.head();
        let team = Some(self.team);
        let draft = Draft { team, sequence: length, previous: hash, author: by.id(), at_ms: 6, deed };
        Operation::sign(draft, by).expect("small")
    }

    /// A deed of the founder with whatever keys are due with it; returns the push that offers it.
    pub(super) fn govern(&mut self, world: &mut World, mut deed: Deed) -> FromDevice {
        let founder = DeviceKeys::from_secret(*self.founder.secret());
        let due = self.roster.keys_due(founder.id(), &deed).expect("the founder governs");
        let mut seal = |due: &DueHanding| {
            let key = ScopeKey::generate(due.scope, 0, &mut world.random);
            Handing::seal(&self.team, due.scope, vec![key], &due.to, &mut world.random).expect("keys")
        };
        let handings = Handings(due.handings.iter().map(&mut seal).collect());
        let sealed: Vec<(DeviceId, SealedKeys)> = due
            .invites
            .iter()
            .map(|invite| (*invite, SealedKeys(world.random.bytes::<90>().to_vec())))
            .collect();
        let named =
            sealed.iter().map(|(invite, keys)| InviteKeys { invite: *invite, sealed: hash(&[&keys.0]) });
        deed.set_keys(Keys { handings, invites: named.collect() });
        let operation = self.sign(deed, &founder);
        let from = self.links.len();
        self.add(&operation, beside(sealed));
        self.push(from)
    }

    pub(super) fn add(&mut self, operation: &Operation, sealed: Vec<u8>) {
        self.roster.extend(operation).expect("it follows");
        self.links.push(Link { operation: operation.bytes().to_vec(), sealed, receipt: None });
    }

    pub(super) fn head(&self) -> Place {
        self.roster.head().into()
    }

    /// Offers the chain from an operation on.
    pub(super) fn push(&self, from: usize) -> FromDevice {
        let links = self.links[from..].to_vec();
        FromDevice::PushRoster { team: self.team, from: u32::try_from(from).expect("short"), links }
    }

    pub(super) fn open(&self, cursors: &[Cursor]) -> FromDevice {
        FromDevice::Open { team: self.team, head: self.head(), cursors: cursors.to_vec() }
    }

    /// The next envelope of an author.
    pub(super) fn write(&mut self, world: &mut World, author: &DeviceKeys, scope: Scope) -> Envelope {
        self.write_sized(world, author, scope, 20)
    }

    pub(super) fn write_sized(
        &mut self,
        world: &mut World,
        author: &DeviceKeys,
        scope: Scope,
        length: usize,
    ) -> Envelope {
        self.seal(world, author, scope, length, vec![])
    }

    /// The next envelope of an author, in the place of others.
    pub(super) fn replace(
        &mut self,
        world: &mut World,
        author: &DeviceKeys,
        scope: Scope,
        replaced: &[&Envelope],
    ) -> Envelope {
        let replaces = replaced.iter().map(|envelope| envelope.id()).collect();
        self.seal(world, author, scope, 20, replaces)
    }

    /// The next envelope of an author under another key of the scope than the first.
    pub(super) fn write_in(&mut self, world: &mut World, author: &DeviceKeys, key: &ScopeKey) -> Envelope {
        let counter = self.counters.entry((author.id(), key.scope)).or_default();
        *counter += 1;
        let new = NewEnvelope {
            team: self.team,
            page: PageName::Plan,
            counter: *counter,
            replaces: vec![],
            changes: &[vec![1; 20]],
        };
        Envelope::seal(new, key, author, &mut world.random).expect("small")
    }

    fn seal(
        &mut self,
        world: &mut World,
        author: &DeviceKeys,
        scope: Scope,
        length: usize,
        replaces: Vec<EnvelopeId>,
    ) -> Envelope {
        let counter = self.counters.entry((author.id(), scope)).or_default();
        *counter += 1;
        // Random changes do not get smaller when they are compressed.
        let change: Vec<u8> = (0..length.div_ceil(16)).flat_map(|_| world.random.bytes::<16>()).collect();
        let new = NewEnvelope {
            team: self.team,
            page: PageName::Plan,
            counter: *counter,
            replaces,
            changes: &[change],
        };
        Envelope::seal(new, &scope_key(scope), author, &mut world.random).expect("small")
    }

    pub(super) fn append(&self, envelopes: &[&Envelope]) -> FromDevice {
        let envelopes = envelopes.iter().map(|envelope| envelope.bytes().to_vec().into()).collect();
        FromDevice::Append { team: self.team, envelopes }
    }

    /// The founder writes and delivers one envelope.
    pub(super) fn founder_says(&mut self, world: &mut World, by: ConnectionId, scope: Scope) -> Envelope {
        let founder = DeviceKeys::from_secret(*self.founder.secret());
        let envelope = self.write(world, &founder, scope);
        world.say(by, &self.append(&[&envelope]));
        envelope
    }

    pub(super) fn appended(&self, scope: Scope, from: u64, envelopes: &[&Envelope]) -> FromRelay {
        let ids = envelopes.iter().map(|envelope| envelope.id()).collect();
        FromRelay::Appended { team: self.team, scope, era: 0, from, ids }
    }

    pub(super) fn envelopes(&self, scope: Scope, from: u64, envelopes: &[&Envelope]) -> FromRelay {
        let envelopes = envelopes.iter().map(|envelope| envelope.bytes().to_vec().into()).collect();
        FromRelay::Envelopes { team: self.team, scope, era: 0, from, envelopes }
    }

    /// The relay has nothing to send up to the last of these.
    pub(super) fn passed(&self, scope: Scope, log: &[&Envelope]) -> FromRelay {
        FromRelay::Passed { team: self.team, to: cursor(scope, log) }
    }

    pub(super) fn caught_up(&self) -> FromRelay {
        FromRelay::CaughtUp { team: self.team }
    }
}

/// The cursor after these envelopes of a log.
pub(super) fn cursor(scope: Scope, envelopes: &[&Envelope]) -> Cursor {
    let ids = envelopes.iter().map(|envelope| envelope.id());
    let running = ids.fold([0; 16], |before, id: EnvelopeId| running_hash(&before, &id));
    Cursor { scope, era: 0, sequence: envelopes.len() as u64, running }
}

pub(super) fn scope_key(scope: Scope) -> ScopeKey {
    ScopeKey::generate(scope, 0, &mut crate::seal::Random::from_seed([scope.number(); 32]))
}
