//! What goes wrong, and how often.

use std::collections::BTreeSet;

use carryover_core::view::Stage;
use shared::storage::{Read, Table, Write};

use super::{Event, World};

/// How much goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faults {
    /// How often something goes wrong after something that people do, in percent.
    pub rate: u64,
    /// Whether the team changes meanwhile.
    pub governed: bool,
    /// Whether people become something else as well.
    pub roles: bool,
    /// Whether some write what only a newer app knows.
    pub newer: bool,
    /// Whether they count, read and activate as well.
    pub caring: bool,
    /// How often so far.
    pub counts: Counts,
}

/// How often each fault was injected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Connections cut, both sides told.
    pub cut: usize,
    /// Connections of which only one side learns that they are gone.
    pub half_open: usize,
    /// Frames delivered twice.
    pub twice: usize,
    /// Phones that lost power: what was not durable is gone.
    pub phone_crash: usize,
    /// Phones whose disk was full for a while.
    pub phone_full: usize,
    /// Relays that lost power.
    pub relay_crash: usize,
    /// Relay disks that failed one order.
    pub relay_disk: usize,
    /// Stretches without any network.
    pub outage: usize,
    /// Relays put back to an earlier copy of their data.
    pub relay_restored: usize,
    /// Relays that begin again with nothing.
    pub relay_emptied: usize,
    /// Phones whose disk changed a bit of an envelope.
    pub bit_rot: usize,
    /// Windows that took the app over while another one was still writing.
    pub taken_over: usize,
    /// Phones that lost everything, and whose person joined again.
    pub wiped: usize,
    /// Stretches of months in which nothing happened.
    pub months_passed: usize,
}

impl Faults {
    /// Nothing goes wrong.
    pub fn none() -> Self {
        Self {
            rate: 0,
            governed: false,
            roles: false,
            newer: false,
            caring: false,
            counts: Counts::default(),
        }
    }

    /// Much goes wrong.
    pub fn many() -> Self {
        Self {
            rate: 40,
            governed: false,
            roles: false,
            newer: false,
            caring: false,
            counts: Counts::default(),
        }
    }

    /// The same with a newer app beside the others.
    #[must_use]
    pub fn beside_newer(self) -> Self {
        Self { newer: true, ..self }
    }

    /// The same with daily care: counting, reading, activating.
    #[must_use]
    pub fn caring(self) -> Self {
        Self { caring: true, ..self }
    }

    /// The same while people become something else.
    #[must_use]
    pub fn with_roles(self) -> Self {
        Self { roles: true, ..self }
    }

    /// The same while the team changes.
    #[must_use]
    pub fn governed(self) -> Self {
        Self { governed: true, ..self }
    }
}

impl Counts {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            cut: self.cut + other.cut,
            half_open: self.half_open + other.half_open,
            twice: self.twice + other.twice,
            phone_crash: self.phone_crash + other.phone_crash,
            phone_full: self.phone_full + other.phone_full,
            relay_crash: self.relay_crash + other.relay_crash,
            relay_disk: self.relay_disk + other.relay_disk,
            outage: self.outage + other.outage,
            relay_restored: self.relay_restored + other.relay_restored,
            relay_emptied: self.relay_emptied + other.relay_emptied,
            bit_rot: self.bit_rot + other.bit_rot,
            taken_over: self.taken_over + other.taken_over,
            wiped: self.wiped + other.wiped,
            months_passed: self.months_passed + other.months_passed,
        }
    }
}

impl World {
    pub(super) fn fault(&mut self) {
        let kind = self.pick(15);
        // A roster that two devices continue apart from each other is a branch, and no fault of the disk.
        let mut people = self.phones.iter().take(super::spare::SPARE);
        if (8..14).contains(&kind) && !people.all(|phone| phone.app.frame().stage == Stage::Ready) {
            return;
        }
        if (8..11).contains(&kind) && self.faults.governed && !self.agrees_on_the_team() {
            return;
        }
        let counts = &mut self.faults.counts;
        match kind {
            0 => {
                counts.cut += 1;
                self.cut_some(true);
            }
            1 => {
                counts.half_open += 1;
                self.cut_some(false);
            }
            2 => {
                counts.twice += 1;
                self.network.repeat_next = true;
            }
            3 => {
                counts.phone_crash += 1;
                let phone = self.pick(self.phones.len());
                self.crash_phone(phone);
            }
            4 => {
                counts.phone_full += 1;
                let phone = self.pick(self.phones.len());
                let until = self.now_ms + self.between(1_000, 90_000);
                self.phones[phone].full_until_ms = until;
            }
            5 => {
                counts.relay_crash += 1;
                self.crash_server();
            }
            6 => {
                counts.relay_disk += 1;
                self.server.fail_next = true;
            }
            7 => {
                counts.outage += 1;
                self.network.outage_until_ms = self.now_ms + self.between(5_000, 300_000);
                self.cut_all();
            }
            8 | 9 => match self.server.backup.clone() {
                None => self.server.backup = Some((self.server.disk.clone(), self.server.secret)),
                Some((backup, secret)) => {
                    counts.relay_restored += 1;
                    (self.server.disk, self.server.secret) = (backup, secret);
                    self.server.restored_ms = Some(self.now_ms + self.later_ms);
                    self.crash_server();
                }
            },
            10 => {
                counts.relay_emptied += 1;
                self.empty_server();
            }
            11 => self.months_pass(),
            12 => {
                let phone = 1 + self.pick(self.phones.len() - 1);
                if self.is_elsewhere(phone) {
                    self.oracle.forget_private(phone);
                    self.faults.counts.wiped += 1;
                    self.phones[phone].disk = shared::storage::MemoryStore::default();
                    self.crash_phone(phone);
                }
            }
            14 => {
                counts.taken_over += 1;
                let phone = self.pick(self.phones.len());
                self.take_phone_over(phone);
            }
            _ => {
                let phone = self.pick(self.phones.len());
                if self.rot(phone) {
                    self.faults.counts.bit_rot += 1;
                    self.crash_phone(phone);
                }
            }
        }
    }

    /// Whether everything a phone holds is shared, and on somebody else's phone too.
    fn is_elsewhere(&self, phone: usize) -> bool {
        let keys = |phone: usize, table| {
            let rows = self.phones[phone].disk.read(&[Read { table, prefix: Vec::new() }]);
            rows.into_iter().map(|row| row.key).collect::<BTreeSet<_>>()
        };
        let others = (0..self.phones.len()).filter(|other| *other != phone);
        let elsewhere: BTreeSet<_> = others.flat_map(|other| keys(other, Table::Envelopes)).collect();
        let is_idle = self.phones[phone].orders.is_empty();
        is_idle
            && keys(phone, Table::Outbox).is_empty()
            && keys(phone, Table::Envelopes).is_subset(&elsewhere)
    }

    /// Changes a bit of an envelope on a phone's disk: one that is shared, and that somebody else holds too.
    fn rot(&mut self, phone: usize) -> bool {
        let all =
            |disk: &shared::storage::MemoryStore, table| disk.read(&[Read { table, prefix: Vec::new() }]);
        let waiting = all(&self.phones[phone].disk, Table::Outbox);
        let elsewhere = self.phones.iter().enumerate().filter(|(other, _)| *other != phone);
        let elsewhere: BTreeSet<Vec<u8>> = elsewhere
            .flat_map(|(_, other)| all(&other.disk, Table::Envelopes).into_iter().map(|row| row.key))
            .collect();
        let mut rows = all(&self.phones[phone].disk, Table::Envelopes);
        rows.retain(|row| {
            elsewhere.contains(&row.key) && !waiting.iter().any(|waits| row.key.ends_with(&waits.key[16..]))
        });
        if rows.is_empty() {
            return false;
        }
        let at = self.pick(rows.len());
        let mut row = rows.swap_remove(at);
        let byte = 8 + self.pick(row.value.len() - 8);
        row.value[byte] ^= 1 << self.pick(8);
        let batch = vec![Write::Put(row.table, row.key, row.value)];
        let phone = &mut self.phones[phone];
        phone.rotten += 1;
        phone.disk.apply(&batch).is_ok()
    }

    /// Cuts one connection; the phone always learns of it sooner or later, the relay perhaps much later.
    fn cut_some(&mut self, both_soon: bool) {
        let lines: Vec<u64> = self.network.lines.keys().copied().collect();
        if lines.is_empty() {
            return;
        }
        let line = lines[self.pick(lines.len())];
        self.cut(line, both_soon);
    }

    pub(super) fn cut_all(&mut self) {
        let lines: Vec<u64> = self.network.lines.keys().copied().collect();
        for line in lines {
            self.cut(line, true);
        }
    }

    fn cut(&mut self, line: u64, both_soon: bool) {
        self.network.cut(line);
        if both_soon {
            self.soon(0, 500, Event::PhoneLost(line));
            self.soon(0, 500, Event::RelayLost(line));
        } else if self.chance(50) {
            self.soon(0, 500, Event::PhoneLost(line));
            self.soon(60_000, 120_000, Event::RelayLost(line));
        } else {
            self.soon(0, 500, Event::RelayLost(line));
            self.soon(60_000, 120_000, Event::PhoneLost(line));
        }
    }

    /// Everything works again.
    pub(super) fn mend(&mut self) {
        self.faults.rate = 0;
        self.network.outage_until_ms = 0;
        self.network.repeat_next = false;
        self.server.fail_next = false;
        self.queue.retain(|_, event| !matches!(event, Event::Act(_) | Event::Fault));
        for phone in &mut self.phones {
            phone.full_until_ms = 0;
        }
    }
}
