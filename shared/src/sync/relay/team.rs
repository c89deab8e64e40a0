//! One team in memory: what its chain says, where its logs end, and who talks about it.
//!
//! It is read from the store when the first connection needs it and forgotten after the last one is gone. When a
//! write fails, memory may be wrong about what is stored; then it is dropped and read again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::append::Deciding;
use super::io::{ConnectionId, LogName, LogPlace, SealedForInvite, StoredTeam};
use super::limits::Holding;
use super::log::Log;
use super::push::Push;
use crate::seal::Envelope;
use crate::team::{Operation, Roster};
use crate::wire::Place;
use crate::{DeviceId, TeamId};

/// A team that somebody talks about.
#[derive(Debug)]
pub(super) struct Team {
    pub(super) state: State,
    /// The connections that talk about it.
    pub(super) users: BTreeSet<ConnectionId>,
    /// Connections whose next frame waits until this team can answer, first come first served.
    pub(super) waiting: VecDeque<ConnectionId>,
    /// Writes that are under way.
    pub(super) stores: usize,
    /// Roster operations that are being stored; one push at a time.
    pub(super) push: Option<Push>,
    /// Appends that wait for the store to say what it holds already, in order; the first one is being asked about.
    pub(super) deciding: VecDeque<Deciding>,
}

/// What memory knows of a team.
#[derive(Debug)]
pub(super) enum State {
    /// It is being read.
    Loading,
    /// There is no such team.
    Absent,
    /// It is here.
    Known(Box<Known>),
    /// A write failed; it is read again once every write under way is answered.
    Doubtful,
}

/// What the store holds of a team, its envelopes aside.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) roster: Roster,
    /// The signed operations, from the first.
    pub(super) chain: Vec<Vec<u8>>,
    pub(super) chain_bytes: usize,
    /// Keys sealed to open invites.
    pub(super) sealed: BTreeMap<DeviceId, SealedForInvite>,
    pub(super) logs: BTreeMap<LogName, Log>,
    /// How much of envelopes there is, those that are being stored among them.
    pub(super) holding: Holding,
    /// The highest counter of each author in each log: a higher one is certainly new.
    pub(super) counters: BTreeMap<(LogName, DeviceId), u64>,
}

/// What the store holds does not add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damaged;

impl Team {
    pub(super) fn loading() -> Self {
        Self {
            state: State::Loading,
            users: BTreeSet::new(),
            waiting: VecDeque::new(),
            stores: 0,
            push: None,
            deciding: VecDeque::new(),
        }
    }

    pub(super) fn known(&self) -> Option<&Known> {
        match &self.state {
            State::Known(known) => Some(known),
            State::Loading | State::Absent | State::Doubtful => None,
        }
    }

    pub(super) fn known_mut(&mut self) -> Option<&mut Known> {
        match &mut self.state {
            State::Known(known) => Some(known),
            State::Loading | State::Absent | State::Doubtful => None,
        }
    }

    /// Whether nobody would miss it.
    pub(super) fn is_idle(&self) -> bool {
        let is_busy = self.stores > 0 || matches!(self.state, State::Loading) || !self.deciding.is_empty();
        self.users.is_empty() && !is_busy
    }
}

impl Known {
    pub(super) fn founded(roster: Roster, chain: Vec<Vec<u8>>) -> Self {
        let chain_bytes = chain.iter().map(Vec::len).sum();
        Self {
            roster,
            chain,
            chain_bytes,
            sealed: BTreeMap::new(),
            logs: BTreeMap::new(),
            holding: Holding::default(),
            counters: BTreeMap::new(),
        }
    }

    /// What the store answered, checked again as if it had come from outside.
    pub(super) fn from_store(team: TeamId, stored: StoredTeam) -> Result<Self, Damaged> {
        let mut operations = stored.operations.iter().map(|bytes| Operation::parse(bytes.clone()));
        let first = operations.next().ok_or(Damaged)?.map_err(|_| Damaged)?;
        let mut roster = Roster::found(&first).map_err(|_| Damaged)?;
        for operation in operations {
            roster.extend(&operation.map_err(|_| Damaged)?).map_err(|_| Damaged)?;
        }
        if roster.team() != team {
            return Err(Damaged);
        }
        let mut known = Self::founded(roster, stored.operations);
        known.sealed = stored.sealed.into_iter().collect();
        let envelopes = stored.logs.iter().map(|(_, place)| place.sequence).sum();
        known.holding = Holding { envelopes, bytes: stored.bytes };
        known.logs = stored.logs.into_iter().map(|(name, place)| (name, Log::ending_at(place))).collect();
        known.counters =
            stored.counters.into_iter().map(|(log, author, counter)| ((log, author), counter)).collect();
        Ok(known)
    }

    /// Where the chain ends, on the wire.
    pub(super) fn head(&self) -> Place {
        self.roster.head().into()
    }

    /// How many operations the chain has.
    pub(super) fn length(&self) -> u32 {
        self.roster.head().length
    }

    pub(super) fn is_member(&self, device: DeviceId) -> bool {
        self.roster.member_of(device).is_some()
    }

    pub(super) fn may_read(&self, device: DeviceId, log: LogName) -> bool {
        self.roster.may_read(device, log.scope, log.era)
    }

    /// Whether a device may write an era of a scope at this moment, by the key that is its newest.
    pub(super) fn may_write(&self, device: DeviceId, log: LogName) -> bool {
        let is_writer = self.roster.member_of(device).is_some_and(|(_, member)| member.writes.has(log.scope));
        let epoch = self.roster.epochs(log.scope).nth(usize::try_from(log.era).unwrap_or(usize::MAX));
        let could = |epoch| self.roster.could_write(device, log.scope, log.era, epoch);
        is_writer && epoch.is_some_and(could)
    }

    /// How much of the chain a device may know that is no longer in the team: up to what took it out.
    pub(super) fn end_for(&self, device: DeviceId) -> Option<u32> {
        self.roster.devices().get(&device)?.gone.map(|gone| gone + 1)
    }

    /// Where the durable part of a log ends.
    pub(super) fn durable(&self, log: LogName) -> LogPlace {
        self.logs.get(&log).map(Log::durable).unwrap_or_default()
    }

    /// Whether an envelope is certainly not held: its author has counted further than ever before.
    pub(super) fn is_certainly_new(&self, envelope: &Envelope) -> bool {
        let header = envelope.header();
        let log = LogName { scope: header.scope, era: header.era };
        header.counter > self.counters.get(&(log, header.author)).copied().unwrap_or(0)
    }

    /// The operation at a place of the chain.
    pub(super) fn operation(&self, sequence: u32) -> Option<&[u8]> {
        self.chain.get(usize::try_from(sequence).ok()?).map(Vec::as_slice)
    }

    /// Forgets keys of invites that have expired.
    pub(super) fn drop_expired(&mut self, now_ms: i64) {
        self.sealed.retain(|_, keys| keys.expires_ms > now_ms);
    }
}
