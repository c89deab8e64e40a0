//! A relay with sockets and a store of its own, which do what they are told at once unless a test holds them.

use std::collections::{BTreeMap, VecDeque};

use crate::seal::{Device, DeviceKeys, Purpose, Random, hash};
use crate::sync::relay::storage::{MemoryStore, Store};
use crate::sync::relay::{Allowance, ConnectionId, Effect, Input, Query, Relay, Ticket, Write};
use crate::wire::{FromDevice, FromRelay, proof_statement, receipt_statement};

pub(super) const ORIGIN: &str = "https://care.example";

pub(super) struct World {
    pub(super) relay: Relay,
    pub(super) now_ms: i64,
    pub(super) random: Random,
    pub(super) store: MemoryStore,
    /// Whether orders to the store wait until a test lets them through.
    pub(super) is_store_held: bool,
    /// Stores to come that succeed before those that fail.
    pub(super) good_stores: usize,
    /// Stores to come that fail.
    pub(super) failing_stores: usize,
    /// Loads to come that fail.
    pub(super) failing_loads: usize,
    pub(super) wake_at_ms: Option<i64>,
    /// Whether questions sometimes overtake writes, as they do when other threads answer them.
    pub(super) is_shuffled: bool,
    /// Every question the store was asked.
    pub(super) asked: Vec<Query>,
    pending: VecDeque<Order>,
    inputs: VecDeque<Input>,
    sockets: BTreeMap<ConnectionId, Socket>,
}

enum Order {
    Store(Ticket, Vec<Write>),
    Load(Ticket, Query),
}

#[derive(Default)]
struct Socket {
    heard: Vec<FromRelay>,
    /// Frames that the relay has not ordered to be read yet.
    unread: VecDeque<Vec<u8>>,
    permits: usize,
    /// Whether the device does not take what it is sent.
    is_stuck: bool,
    in_flight: usize,
    is_closed: bool,
}

impl World {
    pub(super) fn new() -> Self {
        Self::with(MemoryStore::default(), |relay| relay)
    }

    /// A relay that allows so much.
    pub(super) fn allowing(allowance: Allowance) -> Self {
        Self::with(MemoryStore::default(), |relay| relay.allowing(allowance))
    }

    /// A relay made in another way, on what another one stored.
    pub(super) fn with(store: MemoryStore, make: impl FnOnce(Relay) -> Relay) -> Self {
        let origins = vec!["http://localhost:8440".to_owned(), ORIGIN.to_owned()];
        let mut world = Self {
            relay: make(Relay::new(origins, [1; 32])),
            now_ms: 1_000_000,
            random: Random::from_seed([2; 32]),
            store,
            is_store_held: false,
            good_stores: 0,
            failing_stores: 0,
            failing_loads: 0,
            wake_at_ms: None,
            is_shuffled: false,
            asked: Vec::new(),
            pending: VecDeque::new(),
            inputs: VecDeque::new(),
            sockets: BTreeMap::new(),
        };
        world.tell(Input::Started);
        world
    }

    pub(super) fn device(&mut self) -> DeviceKeys {
        DeviceKeys::generate(&mut self.random)
    }

    /// A new connection.
    pub(super) fn accept(&mut self) -> ConnectionId {
        let connection = ConnectionId(self.sockets.len() as u64);
        self.sockets.insert(connection, Socket::default());
        self.tell(Input::Accepted { connection });
        connection
    }

    /// A new connection that has heard its challenge.
    pub(super) fn dial(&mut self) -> (ConnectionId, [u8; 32]) {
        let connection = self.accept();
        match self.heard(connection).as_slice() {
            [FromRelay::Challenge { nonce, .. }] => (connection, *nonce),
            other => panic!("no challenge but {other:?}"),
        }
    }

    /// A new connection that has proven who it is.
    pub(super) fn connect(&mut self, keys: &DeviceKeys) -> ConnectionId {
        self.connect_with_nonce(keys).0
    }

    pub(super) fn connect_with_nonce(&mut self, keys: &DeviceKeys) -> (ConnectionId, [u8; 32]) {
        let (connection, nonce) = self.dial();
        self.say(connection, &prove(keys, ORIGIN, &nonce));
        assert_eq!(self.heard(connection), [FromRelay::Welcome {}]);
        (connection, nonce)
    }

    pub(super) fn say(&mut self, connection: ConnectionId, frame: &FromDevice) {
        self.say_bytes(connection, frame.to_bytes());
    }

    pub(super) fn say_bytes(&mut self, connection: ConnectionId, bytes: Vec<u8>) {
        self.socket(connection).unread.push_back(bytes);
        self.read(connection);
    }

    /// What a connection has heard since the last time.
    pub(super) fn heard(&mut self, connection: ConnectionId) -> Vec<FromRelay> {
        core::mem::take(&mut self.socket(connection).heard)
    }

    pub(super) fn is_closed(&mut self, connection: ConnectionId) -> bool {
        self.socket(connection).is_closed
    }

    /// How many frames the relay has not asked for.
    pub(super) fn unread(&mut self, connection: ConnectionId) -> usize {
        self.socket(connection).unread.len()
    }

    pub(super) fn in_flight(&mut self, connection: ConnectionId) -> usize {
        self.socket(connection).in_flight
    }

    pub(super) fn hang_up(&mut self, connection: ConnectionId) {
        self.socket(connection).is_closed = true;
        self.tell(Input::Closed { connection });
    }

    pub(super) fn stick(&mut self, connection: ConnectionId) {
        self.socket(connection).is_stuck = true;
    }

    /// The device takes everything it was sent, and what comes.
    pub(super) fn unstick(&mut self, connection: ConnectionId) {
        let socket = self.socket(connection);
        socket.is_stuck = false;
        let bytes = core::mem::take(&mut socket.in_flight);
        self.tell(Input::Sent { connection, bytes });
    }

    /// The device takes what it was sent, once.
    pub(super) fn take_once(&mut self, connection: ConnectionId) {
        let bytes = core::mem::take(&mut self.socket(connection).in_flight);
        self.tell(Input::Sent { connection, bytes });
    }

    pub(super) fn release_store(&mut self) {
        self.is_store_held = false;
        self.run();
    }

    pub(super) fn wait(&mut self, ms: i64) {
        self.now_ms += ms;
        while self.wake_at_ms.is_some_and(|at_ms| at_ms <= self.now_ms) {
            self.wake_at_ms = None;
            self.tell(Input::Woke);
        }
    }

    pub(super) fn drain(&mut self) {
        self.tell(Input::Draining);
    }

    fn socket(&mut self, connection: ConnectionId) -> &mut Socket {
        self.sockets.get_mut(&connection).expect("a connection of this world")
    }

    fn read(&mut self, connection: ConnectionId) {
        self.read_ahead(connection);
        self.run();
    }

    fn read_ahead(&mut self, connection: ConnectionId) {
        let socket = self.sockets.get_mut(&connection).expect("a connection of this world");
        while socket.permits > 0
            && !socket.is_closed
            && let Some(bytes) = socket.unread.pop_front()
        {
            socket.permits -= 1;
            self.inputs.push_back(Input::Received { connection, bytes });
        }
    }

    /// Hands in one fact and does all that follows.
    pub(super) fn tell(&mut self, input: Input) {
        self.inputs.push_back(input);
        self.run();
    }

    fn run(&mut self) {
        loop {
            if let Some(input) = self.inputs.pop_front() {
                let mut effects = Vec::new();
                self.relay.handle(self.now_ms, input, &mut effects);
                effects.into_iter().for_each(|effect| self.obey(effect));
            } else if !self.is_store_held
                && let Some(order) = self.next_order()
            {
                let answer = self.perform(order);
                self.inputs.push_back(answer);
            } else {
                return;
            }
        }
    }

    fn obey(&mut self, effect: Effect) {
        match effect {
            Effect::Send { connection, bytes } => {
                let relay = *self.relay.keys.public();
                let socket = self.socket(connection);
                assert!(!socket.is_closed, "nothing is sent after Close");
                let frame = FromRelay::from_bytes(&bytes).expect("a frame within its limits");
                socket.heard.push(without_receipts(frame, &relay));
                if socket.is_stuck {
                    socket.in_flight += bytes.len();
                } else {
                    self.inputs.push_back(Input::Sent { connection, bytes: bytes.len() });
                }
            }
            Effect::Receive { connection, frames } => {
                self.socket(connection).permits += frames;
                self.read_ahead(connection);
            }
            Effect::Close { connection } => {
                self.socket(connection).is_closed = true;
                self.inputs.push_back(Input::Closed { connection });
            }
            Effect::Store { ticket, writes } => self.pending.push_back(Order::Store(ticket, writes)),
            Effect::Load { ticket, query } => {
                self.asked.push(query.clone());
                self.pending.push_back(Order::Load(ticket, query));
            }
            Effect::WakeAt { at_ms, .. } => self.wake_at_ms = Some(at_ms),
        }
    }

    fn next_order(&mut self) -> Option<Order> {
        let waits_for_writes =
            |order: &Order| matches!(order, Order::Store(..) | Order::Load(_, Query::Held { .. }));
        let overtaking = self.pending.iter().position(|order| !waits_for_writes(order));
        match overtaking.filter(|_| self.is_shuffled && self.random.below(2) == 0) {
            Some(at) => self.pending.remove(at),
            None => self.pending.pop_front(),
        }
    }

    fn perform(&mut self, order: Order) -> Input {
        match order {
            Order::Store(ticket, writes) => self.write(ticket, &writes),
            Order::Load(ticket, query) => self.load(ticket, &query),
        }
    }

    fn write(&mut self, ticket: Ticket, writes: &[Write]) -> Input {
        let is_failing = self.good_stores == 0 && self.failing_stores > 0;
        match self.good_stores {
            0 => self.failing_stores = self.failing_stores.saturating_sub(1),
            _ => self.good_stores -= 1,
        }
        match !is_failing && self.store.write(writes).is_ok() {
            true => Input::Stored { tickets: vec![ticket] },
            false => Input::StoreFailed { ticket },
        }
    }

    fn load(&mut self, ticket: Ticket, query: &Query) -> Input {
        let is_failing = self.failing_loads > 0;
        self.failing_loads = self.failing_loads.saturating_sub(1);
        match self.store.read(query) {
            Ok(answer) if !is_failing => Input::Loaded { ticket, answer },
            Ok(_) | Err(_) => Input::LoadFailed { ticket },
        }
    }
}

pub(super) fn prove(keys: &DeviceKeys, origin: &str, nonce: &[u8; 32]) -> FromDevice {
    let signature = keys.sign(Purpose::Proof, &[&proof_statement(origin, nonce)]);
    FromDevice::Prove { version: 1, key: keys.public().signing, signature }
}

/// The same without the receipts, which every operation must have.
fn without_receipts(mut frame: FromRelay, relay: &Device) -> FromRelay {
    if let FromRelay::Roster { team, links, .. } = &mut frame {
        for link in links {
            let receipt = link.receipt.take().expect("a receipt with each operation");
            let statement = receipt_statement(team, &hash(&[&link.operation]));
            assert!(relay.signed(Purpose::Receipt, &[&statement], &receipt));
        }
    }
    frame
}
