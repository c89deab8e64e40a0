//! The seeded world: phones, a relay, disks and a network, all on one virtual clock, over the shipped machines.
//!
//! Where to start: [`World::run`] is one life of a team from a seed; `oracle` knows what anyone was told is
//! saved; [`faults`] is what goes wrong. Nothing here sleeps, and the same seed gives the same run.
//!
//! What is checked at every step: an envelope leaves a device only when its store holds it; the relay says
//! `Appended` or `Held` only for what its store holds, and sends nothing that the receiver has no right to. What is
//! checked at the end, once everything is mended: everybody sees the same, everything that was said to be saved is
//! there, nothing more is sent, and something new still comes through.

mod calendar;
mod caring;
pub mod faults;
pub mod governing;
mod network;
mod oracle;
mod people;
mod phone;
pub mod promises;
mod server;
mod spare;

use std::collections::BTreeMap;

use carryover_core::Intent;
use shared::record::Role;
use shared::seal::{Random, hash16};
use shared::team::Roster;
use shared::wire::{FromDevice, FromRelay};
use shared::{Moment, RecordId};

use caring::Taps;
use faults::{Counts, Faults};
use governing::Governed;
use network::Network;
use oracle::Oracle;
use phone::Phone;
use promises::Kept;
use server::Server;

/// A Tuesday in November, 08:00 in New York.
const BEGIN_MS: i64 = 1_795_525_200_000;
const ORIGIN: &str = "https://relay.test";

/// Something that will happen.
#[derive(Debug)]
pub(crate) enum Event {
    /// A person does something, or tries to.
    Act(usize),
    /// A phone's disk is done.
    PhoneStored(usize, u64, u64),
    /// A phone's disk has read.
    PhoneLoaded(usize, u64, u64),
    /// A phone's timer.
    PhoneWoke(usize, u64),
    /// A dialled connection opens, or does not.
    Dialled(usize, u64),
    /// A frame reaches the relay.
    ToRelay(u64, Vec<u8>),
    /// A frame reaches a phone.
    ToPhone(u64, Vec<u8>),
    /// The relay's socket has taken bytes.
    RelaySent(u64, usize),
    /// One side learns that a connection is gone.
    PhoneLost(u64),
    /// The other side does.
    RelayLost(u64),
    /// The relay's disk is done with its oldest order.
    RelayStored(u64),
    /// The relay's timer.
    RelayWoke(u64, i64),
    /// Something goes wrong.
    Fault,
}

/// What one run did, to be compared with another run of the same seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// A hash over everything that happened, in order.
    pub trace: [u8; 16],
    /// How often each fault was injected.
    pub counts: Counts,
    /// Records that somebody was told are saved.
    pub saved: usize,
    /// Private notes that their writers were told are saved.
    pub private: usize,
    /// Records in the plan and the three logs at the end.
    pub records: usize,
    /// Envelopes at the relay in which an author sealed a closed month anew.
    pub sealed_anew: usize,
    /// How often each promise was put to the test.
    pub kept: Kept,
    /// How often the team was changed.
    pub governed: Governed,
}

/// A world.
#[derive(Debug)]
pub struct World {
    seed: u64,
    now_ms: i64,
    /// How far the clocks of everybody moved on without anything happening.
    later_ms: i64,
    random: Random,
    queue: BTreeMap<(i64, u64), Event>,
    next_event: u64,
    phones: Vec<Phone>,
    server: Server,
    network: Network,
    oracle: Oracle,
    faults: Faults,
    /// What both parents wrote down, by its title.
    bedtimes: Vec<String>,
    /// Records of a newer app.
    newer: Vec<RecordId>,
    taps: Taps,
    governed: Governed,
    /// The chain on the relay's disk when it was looked at last, and what follows from it.
    roster: Option<(Vec<Vec<u8>>, Roster)>,
    trace: [u8; 16],
    prints: bool,
}

impl World {
    /// One life of a team: `acts` things that people do, with things going wrong meanwhile, then everything mended.
    ///
    /// # Panics
    /// If a promise is broken; the message names the seed.
    pub fn run(seed: u64, acts: usize, faults: Faults) -> Outcome {
        let mut world = Self::new(seed, faults);
        world.begin();
        world.plan_acts(acts);
        let end_ms = world.now_ms + 20 * 60_000 + i64::try_from(acts).unwrap_or(0) * 40_000;
        world.run_until(end_ms);
        world.mend();
        // A relay that was restored takes a roster that it gave no receipts for after a day.
        world.run_until(world.now_ms + 15 * 60_000);
        world.days_pass(2);
        world.run_until(world.now_ms + 15 * 60_000);
        world.last_words();
        world.look_back();
        // What is found damaged on the way is fetched again.
        world.run_until(world.now_ms + 5 * 60_000);
        world.check_converged();
        let kept = world.check_promises();
        world.check_silence();
        world.check_life_after_silence();
        let records = world.phones[0].entries().len();
        let (counts, saved, sealed_anew) =
            (world.faults.counts, world.oracle.saved(), world.server.sealed_anew());
        let (private, governed) = (world.oracle.saved_privately(), world.governed);
        Outcome { trace: world.trace, counts, saved, private, records, sealed_anew, kept, governed }
    }

    fn new(seed: u64, faults: Faults) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_be_bytes());
        let mut random = Random::from_seed(bytes);
        let roles = [Role::Guardian, Role::Clinician, Role::Aide, Role::Guardian];
        let skews = [0, 0, 2 * 86_400_000, -86_400_000];
        let mut phones: Vec<Phone> =
            roles.into_iter().zip(skews).map(|(role, skew_ms)| Phone::new(role, skew_ms)).collect();
        if faults.governed {
            let role = if random.below(2) == 0 { Role::Clinician } else { Role::Guardian };
            phones.push(Phone::new(role, 3_600_000));
        }
        let server = Server::new(random.bytes());
        Self {
            seed,
            now_ms: BEGIN_MS,
            later_ms: 0,
            random,
            queue: BTreeMap::new(),
            next_event: 0,
            phones,
            server,
            network: Network::default(),
            oracle: Oracle::default(),
            faults,
            bedtimes: Vec::new(),
            newer: Vec::new(),
            taps: Taps::default(),
            governed: Governed::default(),
            roster: None,
            trace: [0; 16],
            prints: std::env::var_os("CARRYOVER_TRACE").is_some(),
        }
    }

    fn begin(&mut self) {
        self.start_server();
        for phone in 0..self.phones.len() {
            self.start_phone(phone);
        }
        self.run_until(self.now_ms + 1_000);
        let found = Intent::Found { child: "Zebedee".into(), me: "Quillon".into(), role: Role::Guardian };
        self.intend(0, found);
    }

    fn plan_acts(&mut self, acts: usize) {
        let mut at_ms = self.now_ms;
        for _ in 0..acts {
            at_ms += self.between(100, 40_000);
            let phone = self.pick(self.phones.len());
            self.at(at_ms, Event::Act(phone));
            if self.chance(self.faults.rate) {
                let later = self.between(0, 2_000);
                self.at(at_ms + later, Event::Fault);
            }
        }
    }

    fn run_until(&mut self, end_ms: i64) {
        let mut steps = 0_u64;
        while let Some(entry) = self.queue.first_entry() {
            let (at_ms, _) = *entry.key();
            if at_ms > end_ms {
                break;
            }
            let event = entry.remove();
            self.now_ms = at_ms;
            self.note(&event);
            self.happen(event);
            steps += 1;
            assert!(steps < 2_000_000, "seed {}: the world does not come to rest", self.seed);
        }
        self.now_ms = end_ms;
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Act(phone) => self.act(phone),
            Event::PhoneStored(phone, life, ticket) => self.phone_stored(phone, life, ticket),
            Event::PhoneLoaded(phone, life, ticket) => self.phone_loaded(phone, life, ticket),
            Event::PhoneWoke(phone, life) => self.phone_woke(phone, life),
            Event::Dialled(phone, life) => self.dialled(phone, life),
            Event::ToRelay(line, bytes) => self.reach_relay(line, bytes),
            Event::ToPhone(line, bytes) => self.reach_phone(line, bytes),
            Event::RelaySent(line, bytes) => self.relay_sent(line, bytes),
            Event::PhoneLost(line) => self.phone_lost(line),
            Event::RelayLost(line) => self.relay_lost(line),
            Event::RelayStored(life) => self.relay_stored(life),
            Event::RelayWoke(life, at_ms) => self.relay_woke(life, at_ms),
            Event::Fault => self.fault(),
        }
    }

    fn at(&mut self, at_ms: i64, event: Event) {
        self.next_event += 1;
        self.queue.insert((at_ms.max(self.now_ms), self.next_event), event);
    }

    fn soon(&mut self, least_ms: i64, most_ms: i64, event: Event) {
        let after_ms = self.between(least_ms, most_ms);
        self.at(self.now_ms + after_ms, event);
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.random.below(u64::try_from(most - least + 1).unwrap_or(1))).unwrap_or(0)
    }

    fn pick(&mut self, count: usize) -> usize {
        usize::try_from(self.random.below(count as u64)).unwrap_or(0)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.random.below(100) < percent
    }

    fn clock_of(&self, phone: usize) -> Moment {
        Moment::new(self.now_ms + self.later_ms + self.phones[phone].skew_ms, -300)
    }

    #[expect(clippy::print_stdout, reason = "a trace is asked for to be read")]
    fn note(&mut self, event: &Event) {
        let frame: &[u8] = match event {
            Event::ToRelay(_, bytes) | Event::ToPhone(_, bytes) => bytes,
            _ => &[],
        };
        let kind = format!("{:?}", std::mem::discriminant(event));
        let parts = [&self.trace[..], &self.now_ms.to_be_bytes(), kind.as_bytes(), frame];
        self.trace = hash16(&parts.concat());
        if self.prints {
            let told = match event {
                Event::ToRelay(line, bytes) => format!("line {line} up {:?}", FromDevice::from_bytes(bytes)),
                Event::ToPhone(line, bytes) => format!("line {line} down {:?}", FromRelay::from_bytes(bytes)),
                other => format!("{other:?}"),
            };
            println!("{} {}", self.now_ms, told.chars().take(220).collect::<String>());
        }
    }
}
