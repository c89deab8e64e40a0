//! The relay, without sockets, disk or clock of its own: it orders and forwards what it cannot read.
//!
//! Where to start:
//! - [`Input`] and [`Effect`]: what it is told and what it orders, and what a shell promises;
//! - `handshake`: who is there; `turn`: whose frame is looked at, and when;
//! - `open`, `push` (judged in `offer`), `append`, `parts`, `find`, `knock`: what a device asks for, a file each;
//! - `teams`: which teams are in memory; `team` and `log`: what memory knows of one;
//! - `settle`: what happens once the store has answered;
//! - `feed`: sending what is new; `subscription`: how far one connection was sent one team;
//! - `sweep`: dropping what was kept long enough; `limits`: how much of everything.
//!
//! What always holds: nothing is acknowledged or sent on before it is durable; nothing is sent to a device that may
//! not read it at that moment; a slow reader costs its window and no more; no byte from outside can panic.

mod agenda;
mod append;
mod connection;
mod feed;
mod find;
mod handshake;
mod io;
mod knock;
mod limits;
mod log;
mod offer;
mod open;
mod parts;
mod push;
mod settle;
pub mod storage;
mod subscription;
mod sweep;
mod team;
mod teams;
mod turn;

pub use append::judge;
pub use io::{
    Answer, ConnectionId, Effect, Input, LogEntry, LogName, LogPlace, Named, PASSED, Piece, Query,
    SealedForInvite, StoredTeam, Ticket, Write,
};
pub use limits::Allowance;

use std::collections::{BTreeMap, VecDeque};

use crate::seal::{DeviceKeys, Random};
use crate::wire::{FromRelay, Goodbye};
use crate::{DeviceId, TeamId};
use agenda::{Agenda, Due};
use connection::{Connection, DeviceUse, Turn};
use limits::SWEEP_MS;
use team::Team;
use teams::Order;

/// The relay.
#[derive(Debug)]
pub struct Relay {
    origins: Vec<String>,
    random: Random,
    now_ms: i64,
    connections: BTreeMap<ConnectionId, Connection>,
    devices: BTreeMap<DeviceId, DeviceUse>,
    teams: BTreeMap<TeamId, Team>,
    /// Orders to the store that are not answered.
    orders: BTreeMap<Ticket, Order>,
    next_ticket: u64,
    agenda: Agenda,
    /// Connections that have not proven who they are.
    unproven: usize,
    /// Bytes of envelopes that are being stored.
    unsaved: usize,
    /// Connections that wait until fewer are.
    crowd: VecDeque<ConnectionId>,
    /// Stretches of logs that are being read.
    loads: usize,
    /// Connections that wait until fewer are.
    line: VecDeque<ConnectionId>,
    is_draining: bool,
    /// What receipts are signed with.
    keys: DeviceKeys,
    /// When the data was restored, if it was.
    restored_ms: Option<i64>,
    /// How long pages are kept to which nothing is added; `None` for good.
    keep_ms: Option<i64>,
    /// What the operator allows.
    allowance: Allowance,
    /// What was refused because of that, since the start.
    refused: Refusals,
    /// Parts of photos that were stored since the start.
    parts_stored: u64,
    out: Vec<Effect>,
}

/// How much there is of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Open connections.
    pub connections: usize,
    /// Those of them that have not proven who they are.
    pub unproven: usize,
    /// Devices that are connected.
    pub devices: usize,
    /// Teams that somebody talks about.
    pub teams: usize,
    /// Bytes of envelopes that are being stored.
    pub unsaved_bytes: usize,
    /// Parts of photos that were stored since the start.
    pub parts_stored: u64,
    /// What was refused since the start.
    pub refused: Refusals,
}

/// What was refused because the operator does not allow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Refusals {
    /// Connections, of which there were too many.
    pub connections: u64,
    /// Teams, for lack of a token.
    pub teams: u64,
    /// Envelopes, for lack of room.
    pub envelopes: u64,
    /// Parts of photos, for lack of room.
    pub parts: u64,
}

impl Relay {
    /// A relay that answers to these origins (`https://care.example`, no path). The seed is 32 bytes of the system's
    /// randomness, for this start only.
    pub fn new(origins: Vec<String>, seed: [u8; 32]) -> Self {
        let mut random = Random::from_seed(seed);
        let keys = DeviceKeys::generate(&mut random);
        Self {
            origins,
            random,
            now_ms: 0,
            connections: BTreeMap::new(),
            devices: BTreeMap::new(),
            teams: BTreeMap::new(),
            orders: BTreeMap::new(),
            next_ticket: 0,
            agenda: Agenda::default(),
            unproven: 0,
            unsaved: 0,
            crowd: VecDeque::new(),
            loads: 0,
            line: VecDeque::new(),
            is_draining: false,
            keys,
            restored_ms: None,
            keep_ms: None,
            allowance: Allowance::default(),
            refused: Refusals::default(),
            parts_stored: 0,
            out: Vec::new(),
        }
    }

    /// The same with the secret that goes with its data, whose receipts its devices hold, and with the time at which the
    /// data was restored, if it was. Without, it is a relay that nobody knows.
    #[must_use]
    pub fn known_by(mut self, secret: [u8; 32], restored_ms: Option<i64>) -> Self {
        self.keys = DeviceKeys::from_secret(secret);
        self.restored_ms = restored_ms;
        self
    }

    /// The same, dropping the bytes of pages to which nothing was added for so long; the plan's are kept for good.
    #[must_use]
    pub fn keeping(mut self, keep_ms: Option<i64>) -> Self {
        self.keep_ms = keep_ms;
        self
    }

    /// The same, allowing so much and no more.
    #[must_use]
    pub fn allowing(mut self, allowance: Allowance) -> Self {
        self.allowance = allowance;
        self
    }

    /// How much there is of everything at present: numbers, and nobody's.
    pub fn counts(&self) -> Counts {
        Counts {
            connections: self.connections.len(),
            unproven: self.unproven,
            devices: self.devices.values().filter(|device| !device.connections.is_empty()).count(),
            teams: self.teams.len(),
            unsaved_bytes: self.unsaved,
            parts_stored: self.parts_stored,
            refused: self.refused,
        }
    }

    /// Takes one fact in; appends the orders that follow from it.
    pub fn handle(&mut self, now_ms: i64, input: Input, effects: &mut Vec<Effect>) {
        self.now_ms = now_ms;
        match input {
            Input::Started => {
                self.drop_expired_keys();
                self.sweep();
            }
            Input::Accepted { connection } => self.accept(connection),
            Input::Received { connection, bytes } => self.receive(connection, bytes),
            Input::Sent { connection, bytes } => self.sent(connection, bytes),
            Input::Closed { connection } => self.drop_connection(connection),
            Input::Stored { tickets } => self.stored(&tickets),
            Input::StoreFailed { ticket } => self.store_failed(ticket),
            Input::Loaded { ticket, answer } => self.loaded(ticket, answer),
            Input::LoadFailed { ticket } => self.load_failed(ticket),
            Input::Woke => self.wake(),
            Input::Draining => self.is_draining = true,
        }
        self.drain();
        self.agenda.order(&mut self.out);
        effects.append(&mut self.out);
    }

    fn wake(&mut self) {
        self.agenda.woke();
        while let Some(due) = self.agenda.take(self.now_ms) {
            match due {
                Due::Proof(id) => {
                    if self.connections.get(&id).is_some_and(|connection| connection.device.is_none()) {
                        self.goodbye(id, Goodbye::BadProof);
                    }
                }
                Due::Rested(id) => {
                    let turn = self.connections.get(&id).map(|connection| &connection.turn);
                    if matches!(turn, Some(Turn::Resting)) {
                        self.go_on(id);
                    }
                }
                Due::Bucket(device) => self.forget_device_if_idle(device),
                Due::ExpiredKeys => self.drop_expired_keys(),
                Due::OldBytes => self.sweep(),
            }
        }
    }

    fn drop_expired_keys(&mut self) {
        let now_ms = self.now_ms;
        for team in self.teams.values_mut() {
            if let Some(known) = team.known_mut() {
                known.drop_expired(now_ms);
            }
        }
        let ticket = self.ticket(Order::DropKeys);
        self.out.push(Effect::Store { ticket, writes: vec![Write::DropExpiredKeys { now_ms }] });
        self.agenda.add(now_ms.saturating_add(SWEEP_MS), Due::ExpiredKeys);
    }

    /// While draining, says goodbye to everyone as soon as nothing is being stored any more.
    fn drain(&mut self) {
        let is_store = |order: &Order| {
            matches!(
                order,
                Order::Append(_) | Order::Push(_) | Order::PutPart(_) | Order::DropKeys | Order::DropBytes(_)
            )
        };
        if !self.is_draining || self.orders.values().any(is_store) {
            return;
        }
        let everyone: Vec<ConnectionId> = self.connections.keys().copied().collect();
        for id in everyone {
            self.goodbye(id, Goodbye::Restarting);
        }
    }

    fn send(&mut self, id: ConnectionId, frame: &FromRelay) {
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.send(id, frame, &mut self.out);
        }
    }
}

#[cfg(test)]
mod tests;
