//! A team of several people for tests of the real relay, each with keys of their own: what they may do and what they
//! may not, signed and sealed as their devices would.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use shared::page::PageName;
use shared::record::{Role, Scope};
use shared::seal::{DeviceKeys, Envelope, NewEnvelope, Purpose, Random, ScopeKey, hash};
use shared::team::{Deed, Draft, DueHanding, Handing, Handings, Keys, Operation, Roster, join_statement};
use shared::wire::{FromDevice, FromRelay, Link};
use shared::{DeviceId, MemberId, TeamId};

use crate::client::Client;

/// A team as its own devices know it.
pub(crate) struct Circle {
    pub(crate) team: TeamId,
    pub(crate) guardian: DeviceKeys,
    pub(crate) roster: Roster,
    pub(crate) random: Random,
    links: Vec<Link>,
    counters: BTreeMap<DeviceId, u64>,
}

impl Circle {
    /// A team of one guardian.
    pub(crate) fn new(seed: u8) -> Self {
        let mut random = Random::from_seed([seed; 32]);
        let guardian = DeviceKeys::generate(&mut random);
        let sheet = *DeviceKeys::generate(&mut random).public();
        let deed = Deed::Found {
            device: *guardian.public(),
            role: Role::Guardian,
            card: vec![1],
            sheet,
            handings: None,
        };
        let draft =
            Draft { team: None, sequence: 0, previous: [0; 32], author: guardian.id(), at_ms: 5, deed };
        let founding = Operation::sign(draft, &guardian).expect("small");
        let roster = Roster::found(&founding).expect("a founding");
        let links = vec![link(&founding)];
        Self { team: roster.team(), guardian, roster, random, links, counters: BTreeMap::new() }
    }

    /// The guardian's keys once more: keys are not copied by accident.
    pub(crate) fn guardian(&self) -> DeviceKeys {
        DeviceKeys::from_secret(*self.guardian.secret())
    }

    /// An invite that works until then; returns its keys.
    pub(crate) fn invite(&mut self, role: Role, expires_ms: i64) -> DeviceKeys {
        let invite = DeviceKeys::generate(&mut self.random);
        let deed = Deed::Invite {
            invite: *invite.public(),
            role,
            reads: role.reads(),
            writes: role.writes(),
            expires_ms,
            sealed: hash(&[&[7; 90]]),
            own: None,
        };
        self.extend(deed, &self.guardian());
        invite
    }

    /// Somebody new, who has joined.
    pub(crate) fn member(&mut self, role: Role) -> DeviceKeys {
        let invite = self.invite(role, i64::MAX);
        let keys = DeviceKeys::generate(&mut self.random);
        let join = self.join(&invite, &keys);
        self.add(&join);
        keys
    }

    /// An operation with which `keys` would join.
    pub(crate) fn join(&self, invite: &DeviceKeys, keys: &DeviceKeys) -> Operation {
        let statement = join_statement(&self.team, &invite.id(), keys.public());
        let proof = invite.sign(Purpose::Join, &[&statement]);
        self.sign(Deed::Join { invite: invite.id(), device: *keys.public(), proof, card: vec![2] }, keys)
    }

    /// An operation on the present head, whether it is allowed or not.
    pub(crate) fn sign(&self, deed: Deed, by: &DeviceKeys) -> Operation {
        let head = self.roster.head();
        let (team, sequence, previous) = (Some(self.team), head.length, head.hash);
        let draft = Draft { team, sequence, previous, author: by.id(), at_ms: 6, deed };
        Operation::sign(draft, by).expect("small")
    }

    /// Takes a member out, with whatever keys are due.
    pub(crate) fn remove(&mut self, member: &DeviceKeys) {
        let mut deed = Deed::Remove { member: MemberId(member.id().0), keys: Keys::default() };
        let due = self.roster.keys_due(self.guardian.id(), &deed).expect("a guardian may");
        let (team, random) = (self.team, &mut self.random);
        let seal = |due: &DueHanding| {
            let key = ScopeKey::generate(due.scope, 0, random);
            Handing::seal(&team, due.scope, vec![key], &due.to, random).expect("keys")
        };
        let handings = Handings(due.handings.iter().map(seal).collect());
        deed.set_keys(Keys { handings, invites: Vec::new() });
        self.extend(deed, &self.guardian());
    }

    fn extend(&mut self, deed: Deed, by: &DeviceKeys) {
        let operation = self.sign(deed, by);
        self.add(&operation);
    }

    pub(crate) fn add(&mut self, operation: &Operation) {
        self.roster.extend(operation).expect("it follows");
        self.links.push(link(operation));
    }

    /// Offers the chain from an operation on.
    pub(crate) fn push_from(&self, from: u32) -> FromDevice {
        let links = self.links[usize::try_from(from).expect("short")..].to_vec();
        FromDevice::PushRoster { team: self.team, from, links }
    }

    /// Offers one operation, as the next one.
    pub(crate) fn offer(&self, operation: &Operation) -> FromDevice {
        self.offer_bytes(operation.bytes().to_vec())
    }

    /// Offers bytes as the next operation.
    pub(crate) fn offer_bytes(&self, operation: Vec<u8>) -> FromDevice {
        let links = vec![Link { operation, sealed: vec![], receipt: None }];
        FromDevice::PushRoster { team: self.team, from: self.roster.head().length, links }
    }

    /// Makes a relay know the team as it is; returns the guardian's connection, which has it open.
    pub(crate) async fn known_at(&self, address: SocketAddr) -> Client {
        let mut client = Client::connect(address, &self.guardian).await;
        client.say(&self.push_from(0)).await;
        assert!(matches!(client.hear().await, FromRelay::Roster { .. }));
        self.open(&mut client).await;
        client
    }

    /// Opens the team; returns the envelopes that come before all has come.
    pub(crate) async fn open(&self, client: &mut Client) -> Vec<Vec<u8>> {
        let head = self.roster.head().into();
        client.say(&FromDevice::Open { team: self.team, head, cursors: vec![] }).await;
        let mut heard = Vec::new();
        loop {
            match client.hear().await {
                FromRelay::CaughtUp { .. } => return heard,
                FromRelay::Envelopes { envelopes, .. } => heard.extend(envelopes.into_iter().map(Into::into)),
                FromRelay::Roster { .. } => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The next envelope of an author in an epoch of a scope, whether it counts or not.
    pub(crate) fn write(&mut self, author: &DeviceKeys, scope: Scope, epoch: u32) -> Envelope {
        let mut key = ScopeKey::generate(scope, 0, &mut Random::from_seed([scope.number(); 32]));
        for _ in 0..epoch {
            key = key.rotated(&mut self.random);
        }
        let counter = self.counters.entry(author.id()).or_default();
        *counter += 1;
        let change = self.random.bytes::<40>().to_vec();
        let (team, page, counter) = (self.team, PageName::Plan, *counter);
        let new = NewEnvelope { team, page, counter, replaces: vec![], changes: &[change] };
        Envelope::seal(new, &key, author, &mut self.random).expect("small")
    }

    /// Offers bytes as envelopes.
    pub(crate) fn append(&self, envelopes: &[Vec<u8>]) -> FromDevice {
        let envelopes = envelopes.iter().map(|bytes| bytes.clone().into()).collect();
        FromDevice::Append { team: self.team, envelopes }
    }
}

fn link(operation: &Operation) -> Link {
    Link { operation: operation.bytes().to_vec(), sealed: vec![], receipt: None }
}
