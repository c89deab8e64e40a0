//! The relay: the shipped machine over a disk that makes orders durable some time after they were given.

use std::collections::VecDeque;

use shared::seal::{Envelope, Random};
use shared::sync::relay::storage::{MemoryStore, Store};
use shared::sync::relay::{ConnectionId, Effect, Input, Query, Relay, Ticket, Write};

use super::{Event, ORIGIN, World};

/// The relay and its disk.
#[derive(Debug)]
pub(super) struct Server {
    machine: Option<Relay>,
    random: Random,
    /// What survives a loss of power.
    pub(super) disk: MemoryStore,
    /// A copy of it from some time ago, and whose it was.
    pub(super) backup: Option<(MemoryStore, [u8; 32])>,
    /// What this relay's receipts are signed with.
    pub(super) secret: [u8; 32],
    /// When its disk was put back to an earlier copy.
    pub(super) restored_ms: Option<i64>,
    /// What the disk still has to do, in order.
    orders: VecDeque<(Ticket, Order)>,
    pub(super) life: u64,
    disk_free_ms: i64,
    pub(super) wake_ms: Option<i64>,
    pub(super) fail_next: bool,
}

#[derive(Debug)]
enum Order {
    Store(Vec<Write>),
    Load(Query),
}

impl Server {
    /// How many of its envelopes stand for others.
    pub(super) fn sealed_anew(&self) -> usize {
        let envelopes = self.disk.envelopes().filter_map(|bytes| Envelope::parse(bytes.to_vec()).ok());
        envelopes.filter(|envelope| !envelope.header().replaces.is_empty()).count()
    }

    pub(super) fn new(seed: [u8; 32]) -> Self {
        let mut random = Random::from_seed(seed);
        let secret = random.bytes();
        Self {
            machine: None,
            random,
            disk: MemoryStore::default(),
            backup: None,
            secret,
            restored_ms: None,
            orders: VecDeque::new(),
            life: 0,
            disk_free_ms: 0,
            wake_ms: None,
            fail_next: false,
        }
    }

    pub(super) fn is_up(&self) -> bool {
        self.machine.is_some()
    }
}

impl World {
    pub(super) fn start_server(&mut self) {
        let seed = self.server.random.bytes();
        let Server { secret, restored_ms, .. } = self.server;
        let relay = Relay::new(vec![ORIGIN.to_owned()], seed).known_by(secret, restored_ms);
        self.server.machine = Some(relay);
        self.tell_relay(Input::Started);
    }

    /// All its data is gone, and so is what it was known by.
    pub(super) fn empty_server(&mut self) {
        self.server.disk = MemoryStore::default();
        self.server.secret = self.server.random.bytes();
        self.server.restored_ms = None;
        self.crash_server();
    }

    /// Power is lost and comes back: orders that were not durable are gone, every connection too.
    pub(super) fn crash_server(&mut self) {
        self.server.machine = None;
        self.server.orders.clear();
        self.server.life += 1;
        self.server.wake_ms = None;
        self.cut_all();
        self.start_server();
    }

    pub(super) fn tell_relay(&mut self, input: Input) {
        let Some(machine) = &mut self.server.machine else { return };
        let mut effects = Vec::new();
        machine.handle(self.now_ms + self.later_ms, input, &mut effects);
        for effect in effects {
            self.perform_relay(effect);
        }
    }

    fn perform_relay(&mut self, effect: Effect) {
        match effect {
            Effect::Send { connection: ConnectionId(line), bytes } => {
                self.check_relay_frame(line, &bytes);
                self.send_down(line, bytes);
            }
            Effect::Receive { connection: ConnectionId(line), frames } => self.allow_up(line, frames),
            Effect::Close { connection: ConnectionId(line) } => {
                // Frames sent before are read first.
                self.soon(150, 600, Event::PhoneLost(line));
                self.soon(150, 600, Event::RelayLost(line));
            }
            Effect::Store { ticket, writes } => self.order_relay(ticket, Order::Store(writes)),
            Effect::Load { ticket, query } => self.order_relay(ticket, Order::Load(query)),
            Effect::WakeAt { at_ms, .. } => {
                self.server.wake_ms = Some(at_ms);
                self.at(at_ms - self.later_ms, Event::RelayWoke(self.server.life, at_ms));
            }
        }
    }

    fn order_relay(&mut self, ticket: Ticket, order: Order) {
        let takes_ms = self.between(0, 20);
        self.server.disk_free_ms = (self.now_ms + takes_ms).max(self.server.disk_free_ms);
        self.server.orders.push_back((ticket, order));
        self.at(self.server.disk_free_ms, Event::RelayStored(self.server.life));
    }

    pub(super) fn relay_stored(&mut self, life: u64) {
        if self.server.life != life {
            return;
        }
        let Some((ticket, order)) = self.server.orders.pop_front() else { return };
        let input = match order {
            Order::Store(_) if std::mem::take(&mut self.server.fail_next) => Input::StoreFailed { ticket },
            Order::Store(writes) => match self.server.disk.write(&writes) {
                Ok(()) => Input::Stored { tickets: vec![ticket] },
                Err(_) => Input::StoreFailed { ticket },
            },
            Order::Load(query) => match self.server.disk.read(&query) {
                Ok(answer) => Input::Loaded { ticket, answer },
                Err(_) => Input::LoadFailed { ticket },
            },
        };
        self.tell_relay(input);
    }

    pub(super) fn relay_woke(&mut self, life: u64, at_ms: i64) {
        if self.server.life == life && self.server.wake_ms == Some(at_ms) {
            self.server.wake_ms = None;
            self.tell_relay(Input::Woke);
        }
    }

    pub(super) fn relay_sent(&mut self, line: u64, bytes: usize) {
        if self.network.lines.contains_key(&line) {
            self.tell_relay(Input::Sent { connection: ConnectionId(line), bytes });
        }
    }

    pub(super) fn relay_lost(&mut self, line: u64) {
        self.network.cut(line);
        self.tell_relay(Input::Closed { connection: ConnectionId(line) });
    }
}
