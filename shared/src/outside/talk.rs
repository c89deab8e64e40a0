//! Frames in a conversation: a device hears what a relay might say, and a relay what a device might.
//!
//! Both are the shipped machines with stores in memory. They had an honest conversation before, so that there is a team
//! of two, with entries and receipts; what was said in it is where a fuzzer begins.

use std::collections::VecDeque;
use std::sync::OnceLock;

use super::store::Desk;
use super::{joined, parts, sure};
use crate::TeamId;
use crate::record::{Role, ScopeSet};
use crate::seal::{DeviceKeys, LocalKeys, Purpose, hash};
use crate::storage::{MemoryStore, Read, Table};
use crate::sync::device::InviteProgress;
use crate::sync::relay::storage::{MemoryStore as RelayStore, Store};
use crate::sync::relay::{ConnectionId, Effect, Input, Relay};
use crate::team::InviteLink;
use crate::wire::{FromDevice, FromRelay, Link, VERSION, proof_statement, receipt_statement};

const ORIGIN: &str = "https://relay.test";
const RELAY_SECRET: [u8; 32] = [77; 32];
const NOW_MS: i64 = super::store::NOW.unix_ms;

/// What an honest conversation left behind.
pub(super) struct Past {
    pub(super) team: TeamId,
    /// The founder's store, with entries of two people.
    pub(super) device: MemoryStore,
    relay: RelayStore,
    /// What the founder said and heard, connection by connection.
    said: Vec<Vec<Vec<u8>>>,
    heard: Vec<Vec<Vec<u8>>>,
}

/// Frames, one after the other, to a device that was let in. It goes on, and everything it had is there afterwards.
pub fn to_device(bytes: &[u8]) -> bool {
    let past = past();
    let mut desk = Desk::start(past.device.clone(), 9);
    let mut is_read = false;
    for part in parts(bytes) {
        desk.is_let_in(&DeviceKeys::from_secret(RELAY_SECRET), ORIGIN);
        is_read |= FromRelay::from_bytes(part).is_ok();
        desk.hear(part);
        for said in desk.said.drain(..) {
            assert!(FromDevice::from_bytes(&said).is_ok(), "it speaks as it should");
        }
    }
    desk.keeps_what_it_had(past.team);
    is_read
}

/// What the founder heard.
pub fn device_seeds() -> Vec<Vec<u8>> {
    past().heard.iter().map(|frames| joined(&frames[frames.len().min(2)..])).collect()
}

/// Frames, one after the other, from a member to a relay, which may have been restored an hour ago. It goes on, and
/// everything it had is there afterwards.
pub fn to_relay(bytes: &[u8]) -> bool {
    let Some((how, bytes)) = bytes.split_first() else { return false };
    let past = past();
    let restored_ms = (how % 2 == 1).then_some(NOW_MS - 3_600_000);
    let mut host = Host::start(past.relay.clone(), restored_ms);
    let founder = past.founder();
    let mut connection = None;
    let mut is_read = false;
    for part in parts(bytes) {
        let open = connection.filter(|connection| host.is_open(*connection));
        let open = open.unwrap_or_else(|| host.connect(&founder));
        connection = Some(open);
        is_read |= FromDevice::from_bytes(part).is_ok();
        host.hear(open, part.to_vec());
        for said in host.said.drain(..) {
            assert!(FromRelay::from_bytes(&said).is_ok(), "it speaks as it should");
        }
    }
    let held: Vec<&[u8]> = host.store.envelopes().collect();
    assert!(past.relay.envelopes().all(|envelope| held.contains(&envelope)), "nothing is lost");
    is_read
}

/// What the founder said, to a relay that was restored and to one that was not.
pub fn relay_seeds() -> Vec<Vec<u8>> {
    let said = past().said.iter().map(|frames| joined(&frames[frames.len().min(1)..]));
    said.flat_map(|frames| [0_u8, 1].map(|how| [&[how], &frames[..]].concat())).collect()
}

/// Receipts with the operations they are for, offered to a relay that was restored to nothing an hour ago, and sent to
/// a device that keeps them: signature, place and operation are what the bytes say.
pub fn receipts(bytes: &[u8]) -> bool {
    let past = past();
    let chain = past.chain();
    let mut links = Vec::new();
    for (part, operation) in parts(bytes).into_iter().zip(chain) {
        let receipt = <[u8; 64]>::try_from(part).ok().map(Into::into);
        links.push(Link { operation, sealed: Vec::new(), receipt });
    }
    let (team, count) = (past.team, links.len());
    let relay = DeviceKeys::from_secret(RELAY_SECRET);
    let holds = |link: &Link| {
        let statement = receipt_statement(&team, &hash(&[&link.operation]));
        link.receipt.is_some_and(|receipt| relay.public().signed(Purpose::Receipt, &[&statement], &receipt))
    };
    let good = links.iter().take_while(|link| holds(link)).count();

    let mut host = Host::start(RelayStore::default(), Some(NOW_MS - 3_600_000));
    let connection = host.connect(&past.founder());
    host.said.clear();
    host.hear(connection, FromDevice::PushRoster { team, from: 0, links: links.clone() }.to_bytes());
    let taken = host.operations(team);
    // A founding is taken without: nobody can forge a team.
    let may = links.iter().enumerate().take_while(|(at, link)| *at == 0 || holds(link)).count();
    assert!(taken <= may, "{taken} were taken, and {may} may be");
    assert!(taken == count || good < count, "all have a receipt");

    let mut desk = Desk::start(past.device.clone(), 9);
    desk.is_let_in(&relay, ORIGIN);
    let head = crate::wire::Place { length: u32::try_from(count).unwrap_or(0), hash: [0; 32] };
    desk.hear(&FromRelay::Roster { team, from: 0, links, head }.to_bytes());
    desk.keeps_what_it_had(team);
    good > 0
}

/// The receipts of the whole chain, and of its beginning.
pub fn receipt_seeds() -> Vec<Vec<u8>> {
    let (past, relay) = (past(), DeviceKeys::from_secret(RELAY_SECRET));
    let sign = |operation: Vec<u8>| {
        relay.sign(Purpose::Receipt, &[&receipt_statement(&past.team, &hash(&[&operation]))])
    };
    let receipts: Vec<[u8; 64]> = past.chain().into_iter().map(sign).collect();
    vec![joined(&receipts), joined(&receipts[..1])]
}

/// The past is the same for everyone, and worked out once.
pub(super) fn past() -> &'static Past {
    static PAST: OnceLock<Past> = OnceLock::new();
    PAST.get_or_init(Past::new)
}

impl Past {
    fn new() -> Self {
        let mut host = Host::start(RelayStore::default(), None);
        let mut founder = Desk::start(MemoryStore::default(), 1);
        let team = founder.founds();
        founder.notes(team, "one");
        founder.notes(team, "two");
        let mut talks = vec![meet(&mut founder, &mut host)];
        let invite = sure(founder.act(|device, _| {
            device.invite(team, Role::Clinician, ScopeSet::NONE, NOW_MS + 1_000_000, "Sam")
        }));
        talks.push(meet(&mut founder, &mut host));
        let secret = founder.device.team(team).and_then(|team| team.invite_secret(invite));
        let keys = DeviceKeys::from_secret(secret.unwrap_or_default());
        let mut second = Desk::start(MemoryStore::default(), 2);
        let link = InviteLink { team, keys }.fragment();
        sure(second.act(|device, effects| device.open_invite(super::store::NOW, &link, effects)));
        meet(&mut second, &mut host);
        assert!(matches!(second.device.progress(), InviteProgress::Offered(_)), "the link leads somewhere");
        sure(second.act(|device, _| device.join("Uma")));
        meet(&mut second, &mut host);
        second.notes(team, "three");
        meet(&mut second, &mut host);
        talks.push(meet(&mut founder, &mut host));
        let (said, heard) = talks.into_iter().unzip();
        let past = Self { team, device: founder.store, relay: host.store, said, heard };
        assert_eq!(past.chain().len(), 4, "founded, with private notes, invited, joined");
        past
    }

    fn founder(&self) -> DeviceKeys {
        let row = |name: &[u8]| {
            let rows = self.device.read(&[Read { table: Table::Device, prefix: name.to_vec() }]);
            rows.into_iter().next().map(|row| row.value).unwrap_or_default()
        };
        let local = LocalKeys::from_bytes(&row(b"local"));
        let secret = local.and_then(|local| local.open(b"device/secret", &row(b"secret")));
        DeviceKeys::from_secret(sure(secret.unwrap_or_default().as_slice().try_into()))
    }

    fn chain(&self) -> Vec<Vec<u8>> {
        let rows = self.device.read(&[Read { table: Table::Roster, prefix: self.team.0.to_vec() }]);
        rows.into_iter().map(|row| row.value).collect()
    }
}

/// Lets a device talk with a relay until neither has anything to say; returns what it said and what it heard.
fn meet(desk: &mut Desk, host: &mut Host) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    desk.hangs_up();
    desk.said.clear();
    desk.dials(ORIGIN);
    host.said.clear();
    let connection = host.accept();
    let (mut said, mut heard) = (Vec::new(), Vec::new());
    loop {
        let (up, down) = (core::mem::take(&mut desk.said), core::mem::take(&mut host.said));
        if up.is_empty() && down.is_empty() {
            return (said, heard);
        }
        up.iter().for_each(|frame| host.hear(connection, frame.clone()));
        down.iter().for_each(|frame| desk.hear(frame));
        said.extend(up);
        heard.extend(down);
    }
}

/// A relay with a store in memory, and one connection after the other.
struct Host {
    relay: Relay,
    store: RelayStore,
    inputs: VecDeque<Input>,
    now_ms: i64,
    wake_ms: Option<i64>,
    /// How many more frames it wants to read of the connection that is open.
    wanted: usize,
    open: Option<ConnectionId>,
    connections: u64,
    said: Vec<Vec<u8>>,
}

impl Host {
    fn start(store: RelayStore, restored_ms: Option<i64>) -> Self {
        let relay = Relay::new(vec![ORIGIN.to_owned()], [8; 32]).known_by(RELAY_SECRET, restored_ms);
        let mut host = Self {
            relay,
            store,
            inputs: VecDeque::new(),
            now_ms: NOW_MS,
            wake_ms: None,
            wanted: 0,
            open: None,
            connections: 0,
            said: Vec::new(),
        };
        host.tell(Input::Started);
        host
    }

    fn is_open(&self, connection: ConnectionId) -> bool {
        self.open == Some(connection)
    }

    fn accept(&mut self) -> ConnectionId {
        if let Some(connection) = self.open.take() {
            self.tell(Input::Closed { connection });
        }
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        (self.open, self.wanted) = (Some(connection), 0);
        self.tell(Input::Accepted { connection });
        connection
    }

    /// A connection of somebody who has proven who they are.
    fn connect(&mut self, keys: &DeviceKeys) -> ConnectionId {
        let connection = self.accept();
        let challenge = self.said.last().and_then(|said| FromRelay::from_bytes(said).ok());
        let Some(FromRelay::Challenge { nonce, .. }) = challenge else { panic!("no challenge") };
        let signature = keys.sign(Purpose::Proof, &[&proof_statement(ORIGIN, &nonce)]);
        let prove = FromDevice::Prove { version: VERSION, key: keys.public().signing, signature };
        self.hear(connection, prove.to_bytes());
        connection
    }

    /// A frame comes, once the relay wants one; if it wants none for long, it is gone.
    fn hear(&mut self, connection: ConnectionId, bytes: Vec<u8>) {
        for _ in 0..100 {
            if !self.is_open(connection) {
                return;
            }
            if self.wanted > 0 {
                self.wanted -= 1;
                return self.tell(Input::Received { connection, bytes });
            }
            let Some(at_ms) = self.wake_ms.take() else { return };
            self.now_ms = self.now_ms.max(at_ms);
            self.tell(Input::Woke);
        }
    }

    /// How many operations of a team it keeps.
    fn operations(&mut self, team: TeamId) -> usize {
        let query = crate::sync::relay::Query::Team { team };
        match sure(self.store.read(&query)) {
            crate::sync::relay::Answer::Team(team) => team.map_or(0, |team| team.operations.len()),
            _ => panic!("it was asked for a team"),
        }
    }

    fn tell(&mut self, input: Input) {
        self.inputs.push_back(input);
        while let Some(input) = self.inputs.pop_front() {
            let mut effects = Vec::new();
            self.relay.handle(self.now_ms, input, &mut effects);
            effects.into_iter().for_each(|effect| self.obey(effect));
        }
    }

    fn obey(&mut self, effect: Effect) {
        match effect {
            Effect::Send { connection, bytes } => {
                self.inputs.push_back(Input::Sent { connection, bytes: bytes.len() });
                self.said.push(bytes);
            }
            Effect::Receive { connection, frames } if self.is_open(connection) => self.wanted += frames,
            Effect::Receive { .. } => {}
            Effect::Close { connection } => {
                self.open = self.open.filter(|open| *open != connection);
                self.inputs.push_back(Input::Closed { connection });
            }
            Effect::Store { ticket, writes } => self.inputs.push_back(match self.store.write(&writes) {
                Ok(()) => Input::Stored { tickets: vec![ticket] },
                Err(_) => Input::StoreFailed { ticket },
            }),
            Effect::Load { ticket, query } => self.inputs.push_back(match self.store.read(&query) {
                Ok(answer) => Input::Loaded { ticket, answer },
                Err(_) => Input::LoadFailed { ticket },
            }),
            Effect::WakeAt { at_ms, .. } => self.wake_ms = Some(at_ms),
        }
    }
}
