//! Connections: frames in order each way, after a delay, until the line is cut.

use std::collections::{BTreeMap, VecDeque};

use super::{Event, ORIGIN, World};
use carryover_core::Input;
use shared::sync::device;
use shared::sync::relay::{self, ConnectionId};

/// The lines that stand.
#[derive(Debug, Default)]
pub(super) struct Network {
    pub(super) lines: BTreeMap<u64, Line>,
    next_line: u64,
    pub(super) outage_until_ms: i64,
    /// Deliver the next frame twice.
    pub(super) repeat_next: bool,
}

/// One connection between a phone and the relay.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) phone: usize,
    /// Frames already on their way arrive before later ones.
    up_free_ms: i64,
    down_free_ms: i64,
    /// Frames that have arrived and the relay has not asked for.
    arrived: VecDeque<Vec<u8>>,
    /// How many frames the relay has asked for.
    wanted: usize,
}

impl Network {
    pub(super) fn cut(&mut self, line: u64) {
        self.lines.remove(&line);
    }
}

impl World {
    pub(super) fn dial(&mut self, phone: usize) {
        let life = self.phones[phone].life;
        self.soon(5, 200, Event::Dialled(phone, life));
    }

    pub(super) fn dialled(&mut self, phone: usize, life: u64) {
        if self.phones[phone].life != life {
            return;
        }
        if self.now_ms < self.network.outage_until_ms || !self.server.is_up() {
            return self.tell_phone(phone, Input::Device(device::Input::Disconnected));
        }
        self.network.next_line += 1;
        let line = self.network.next_line;
        let now_ms = self.now_ms;
        self.network.lines.insert(
            line,
            Line { phone, up_free_ms: now_ms, down_free_ms: now_ms, arrived: VecDeque::new(), wanted: 0 },
        );
        self.phones[phone].line = Some(line);
        self.tell_relay(relay::Input::Accepted { connection: ConnectionId(line) });
        self.tell_phone(phone, Input::Device(device::Input::Connected { origin: ORIGIN.into() }));
    }

    pub(super) fn send_up(&mut self, phone: usize, bytes: Vec<u8>) {
        let Some(line) = self.phones[phone].line else { return };
        let delay_ms = self.between(1, 120);
        let Some(held) = self.network.lines.get_mut(&line) else { return };
        held.up_free_ms = (self.now_ms + delay_ms).max(held.up_free_ms);
        let at_ms = held.up_free_ms;
        if std::mem::take(&mut self.network.repeat_next) {
            self.at(at_ms, Event::ToRelay(line, bytes.clone()));
        }
        self.at(at_ms, Event::ToRelay(line, bytes));
    }

    pub(super) fn send_down(&mut self, line: u64, bytes: Vec<u8>) {
        let delay_ms = self.between(1, 120);
        let Some(held) = self.network.lines.get_mut(&line) else { return };
        held.down_free_ms = (self.now_ms + delay_ms).max(held.down_free_ms);
        let at_ms = held.down_free_ms;
        self.at(self.now_ms + 1, Event::RelaySent(line, bytes.len()));
        if std::mem::take(&mut self.network.repeat_next) {
            self.at(at_ms, Event::ToPhone(line, bytes.clone()));
        }
        self.at(at_ms, Event::ToPhone(line, bytes));
    }

    pub(super) fn reach_relay(&mut self, line: u64, bytes: Vec<u8>) {
        if let Some(held) = self.network.lines.get_mut(&line) {
            held.arrived.push_back(bytes);
            self.let_up(line);
        }
    }

    /// The relay asks for frames: what it does not ask for waits in the network.
    pub(super) fn allow_up(&mut self, line: u64, frames: usize) {
        if let Some(held) = self.network.lines.get_mut(&line) {
            held.wanted += frames;
            self.let_up(line);
        }
    }

    fn let_up(&mut self, line: u64) {
        while let Some(held) = self.network.lines.get_mut(&line).filter(|held| held.wanted > 0) {
            let Some(bytes) = held.arrived.pop_front() else { return };
            held.wanted -= 1;
            self.tell_relay(relay::Input::Received { connection: ConnectionId(line), bytes });
        }
    }

    pub(super) fn reach_phone(&mut self, line: u64, bytes: Vec<u8>) {
        let Some(phone) = self.network.lines.get(&line).map(|line| line.phone) else { return };
        if self.phones[phone].line == Some(line) {
            self.tell_phone(phone, Input::Device(device::Input::Received(bytes)));
        }
    }

    pub(super) fn phone_lost(&mut self, line: u64) {
        for phone in 0..self.phones.len() {
            if self.phones[phone].line == Some(line) {
                self.phones[phone].line = None;
                self.tell_phone(phone, Input::Device(device::Input::Disconnected));
            }
        }
    }

    /// A phone hangs up: the relay learns of it a little later.
    pub(super) fn hang_up(&mut self, phone: usize) {
        if let Some(line) = self.phones[phone].line.take() {
            self.network.cut(line);
            self.soon(0, 500, Event::RelayLost(line));
        }
    }
}
