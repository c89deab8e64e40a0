//! How far one connection was sent one team, and the next frame it gets.
//!
//! Operations come before envelopes, so a device always knows who wrote what it receives. The rights are asked anew
//! for every single frame.

use std::collections::BTreeMap;
use std::iter::Peekable;

use minicbor::bytes::ByteVec;

use super::io::{LogName, LogPlace, Piece};
use super::limits::CHUNK;
use super::team::Known;
use crate::seal::{DeviceKeys, Purpose, Signature, hash};
use crate::team::{InviteKeys, Operation};
use crate::wire::{APPEND_LIMIT, Cursor, FromRelay, LINKS_LIMIT, Link, Place, Refused, receipt_statement};
use crate::{DeviceId, EnvelopeId, TeamId};

/// What one connection reads of one team.
#[derive(Debug)]
pub(super) struct Subscription {
    reader: Reader,
    /// How many operations it has; `None` until it was told where the chain ends.
    operations: Option<u32>,
    /// Where its first Roster frame begins.
    starts_at: u32,
    /// The last sequence it was sent, a log; 0 where there is none.
    positions: BTreeMap<LogName, u64>,
    /// Envelopes it delivered itself: acknowledged at their place in the log, not sent back.
    own: BTreeMap<(LogName, u64), EnvelopeId>,
    /// Where the logs ended when it opened the team, until it was told that it has caught up.
    catching_up: Option<BTreeMap<LogName, u64>>,
    /// The log that was served last: the others come first.
    last: Option<LogName>,
    /// Whether the connection will look at this team again anyway.
    pub(super) is_queued: bool,
}

/// On what ground somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// As a member: the roster and the logs they may read, and what comes.
    Member,
    /// With an invite in hand: the roster and the keys sealed to that invite, once.
    Guest(DeviceId),
}

/// What to do next for one connection and team.
#[derive(Debug)]
pub(super) enum Step {
    /// Send this.
    Send(FromRelay),
    /// Send this and end the subscription: it is not allowed.
    Turned(FromRelay),
    /// End the subscription: its reader has all it came for.
    Served,
    /// Read the log's next stretch from the store.
    Load { log: LogName, after: u64, until: u64 },
    /// There is more in the store, but reading has to wait.
    Hungry,
    /// Nothing more for the moment.
    Nothing,
}

/// Who asks, and what may be done for them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker<'a> {
    /// The relay's, for receipts.
    pub(super) keys: &'a DeviceKeys,
    pub(super) team: TeamId,
    pub(super) device: DeviceId,
    pub(super) now_ms: i64,
    pub(super) can_load: bool,
}

impl Subscription {
    /// A member's, from where its roster ends and these positions in the logs.
    pub(super) fn of_member(known: &Known, roster_length: u32, positions: BTreeMap<LogName, u64>) -> Self {
        let ends = known.logs.iter().map(|(name, log)| (*name, log.durable().sequence)).collect();
        Self::new(Reader::Member, roster_length.min(known.length()), positions, Some(ends))
    }

    /// That of somebody who holds an invite.
    pub(super) fn of_guest(invite: DeviceId) -> Self {
        Self::new(Reader::Guest(invite), 0, BTreeMap::new(), None)
    }

    fn new(
        reader: Reader,
        starts_at: u32,
        positions: BTreeMap<LogName, u64>,
        catching_up: Option<BTreeMap<LogName, u64>>,
    ) -> Self {
        let own = BTreeMap::new();
        Self {
            reader,
            operations: None,
            starts_at,
            positions,
            own,
            catching_up,
            last: None,
            is_queued: false,
        }
    }

    /// Whether it is a member's.
    pub(super) fn is_members(&self) -> bool {
        self.reader == Reader::Member
    }

    /// The next thing to do.
    pub(super) fn step(&mut self, known: &Known, asker: Asker<'_>) -> Step {
        match self.reader {
            Reader::Member if !known.is_member(asker.device) => self.last_step(known, asker),
            Reader::Member => self.member_step(known, asker),
            Reader::Guest(invite) => self.guest_step(known, asker, invite),
        }
    }

    fn member_step(&mut self, known: &Known, asker: Asker<'_>) -> Step {
        if self.operations != Some(known.length()) {
            return Step::Send(self.operations_frame(known, asker, known.head(), None));
        }
        if let Some(frame) = self.own_unreadable(known, asker) {
            return Step::Send(frame);
        }
        if self.has_caught_up(known, asker.device) {
            self.catching_up = None;
            return Step::Send(FromRelay::CaughtUp { team: asker.team });
        }
        self.log_step(known, asker)
    }

    /// What took the device out of the team is the last that it hears.
    fn last_step(&mut self, known: &Known, asker: Asker<'_>) -> Step {
        let end = known.end_for(asker.device).unwrap_or(0);
        let last = end.checked_sub(1).and_then(|last| known.operation(last));
        match last.filter(|_| self.operations.unwrap_or(self.starts_at) < end) {
            Some(last) => {
                let head = Place { length: end, hash: hash(&[last]) };
                Step::Send(self.operations_frame(known, asker, head, None))
            }
            None => Step::Turned(not_here(asker.team)),
        }
    }

    fn guest_step(&mut self, known: &Known, asker: Asker<'_>, invite: DeviceId) -> Step {
        let listed = known.roster.invites().get(&invite);
        let is_open = listed.is_some_and(|listed| listed.is_open() && listed.expires_ms > asker.now_ms);
        if !is_open && known.roster.sheet().keys.id() != invite {
            return Step::Turned(not_here(asker.team));
        }
        if self.operations == Some(known.length()) {
            return Step::Served;
        }
        Step::Send(self.operations_frame(known, asker, known.head(), Some(invite)))
    }

    /// The next operations up to `head`.
    fn operations_frame(
        &mut self,
        known: &Known,
        asker: Asker<'_>,
        head: Place,
        guest: Option<DeviceId>,
    ) -> FromRelay {
        let from = self.operations.unwrap_or(self.starts_at);
        let mut bytes = 0;
        let links: Vec<Link> = (from..head.length)
            .map_while(|sequence| known.operation(sequence))
            .take(LINKS_LIMIT)
            .take_while(|operation| {
                let is_first = bytes == 0;
                bytes += operation.len();
                is_first || bytes <= CHUNK
            })
            .map(|operation| Link {
                sealed: guest.and_then(|invite| sealed_beside(known, operation, invite)).unwrap_or_default(),
                operation: operation.to_vec(),
                receipt: Some(receipt(asker, operation).into()),
            })
            .collect();
        let sent = u32::try_from(links.len()).unwrap_or(0);
        self.operations = Some(from.saturating_add(sent));
        FromRelay::Roster { team: asker.team, from, links, head }
    }

    /// Acknowledges what it delivered to a log that it can no longer read.
    fn own_unreadable(&mut self, known: &Known, asker: Asker<'_>) -> Option<FromRelay> {
        let readable = |log: &LogName| known.may_read(asker.device, *log);
        let (log, from) = self.own.keys().find(|(log, _)| !readable(log)).copied()?;
        let ids = self.take_own(log, from);
        Some(FromRelay::Appended { team: asker.team, scope: log.scope, era: log.era, from, ids })
    }

    fn has_caught_up(&self, known: &Known, device: DeviceId) -> bool {
        let is_read = |log: &LogName, end: u64| self.position(*log) >= end;
        self.catching_up.as_ref().is_some_and(|ends| {
            ends.iter().all(|(log, end)| is_read(log, *end) || !known.may_read(device, *log))
        })
    }

    fn log_step(&mut self, known: &Known, asker: Asker<'_>) -> Step {
        let mut step = Step::Nothing;
        let behind = |log: &LogName, end: LogPlace| {
            known.may_read(asker.device, *log) && self.position(*log) < end.sequence
        };
        let names: Vec<LogName> =
            self.in_turn(known).filter(|log| behind(log, known.durable(*log))).collect();
        for log in names {
            let after = self.position(log);
            let in_memory = known.logs.get(&log).and_then(|log| log.after(after)).into_iter().flatten();
            if let Some(frame) = self.piece(asker.team, log, &mut in_memory.peekable()) {
                self.last = Some(log);
                return Step::Send(frame);
            }
            if asker.can_load {
                self.last = Some(log);
                return Step::Load { log, after, until: known.durable(log).sequence };
            }
            step = Step::Hungry;
        }
        step
    }

    /// The logs, the one after the last served first.
    fn in_turn<'a>(&self, known: &'a Known) -> impl Iterator<Item = LogName> + use<'a> {
        let last = self.last;
        let is_later = move |log: &LogName| last.is_none_or(|last| *log > last);
        let names = known.logs.keys().copied();
        names.clone().filter(move |log| is_later(log)).chain(names.filter(move |log| !is_later(log)))
    }

    /// The next frame of a log from what follows this position: its own, or others' up to its next own, or word that
    /// there is nothing up to the next of these.
    pub(super) fn piece<'a>(
        &mut self,
        team: TeamId,
        log: LogName,
        entries: &mut Peekable<impl Iterator<Item = (u64, Piece<&'a [u8]>)>>,
    ) -> Option<FromRelay> {
        let LogName { scope, era } = log;
        let from = self.position(log) + 1;
        let own = self.take_own(log, from);
        if !own.is_empty() {
            let until = self.move_on(log, own.len());
            while entries.next_if(|(sequence, _)| *sequence <= until).is_some() {}
            return Some(FromRelay::Appended { team, scope, era, from, ids: own });
        }
        if let Some((sequence, running)) = self.passed(log, from, entries) {
            self.positions.insert(log, sequence);
            return Some(FromRelay::Passed { team, to: Cursor { scope, era, sequence, running } });
        }
        let envelopes = self.others(log, from, entries);
        if envelopes.is_empty() {
            return None;
        }
        self.move_on(log, envelopes.len());
        Some(FromRelay::Envelopes { team, scope, era, from, envelopes })
    }

    /// The last of the places from `from` on that there is nothing to read at.
    fn passed<'a>(
        &self,
        log: LogName,
        from: u64,
        entries: &mut Peekable<impl Iterator<Item = (u64, Piece<&'a [u8]>)>>,
    ) -> Option<(u64, [u8; 16])> {
        let mut last = None;
        for next in from.. {
            match entries.peek() {
                Some((sequence, Piece::Passed(running)))
                    if *sequence == next && !self.own.contains_key(&(log, next)) =>
                {
                    last = Some((next, *running));
                }
                _ => break,
            }
            entries.next();
        }
        last
    }

    /// Others' envelopes from `from` on, as many as go into one frame.
    fn others<'a>(
        &self,
        log: LogName,
        from: u64,
        entries: &mut Peekable<impl Iterator<Item = (u64, Piece<&'a [u8]>)>>,
    ) -> Vec<ByteVec> {
        let mut envelopes: Vec<ByteVec> = Vec::new();
        let mut bytes = 0;
        while let Some((sequence, Piece::Envelope(next))) = entries.peek() {
            let is_next = *sequence == from + envelopes.len() as u64;
            let fits = envelopes.is_empty() || bytes + next.len() <= CHUNK && envelopes.len() < APPEND_LIMIT;
            if !is_next || !fits || self.own.contains_key(&(log, *sequence)) {
                break;
            }
            bytes += next.len();
            envelopes.push(next.to_vec().into());
            entries.next();
        }
        envelopes
    }

    /// The last sequence of a log that was sent.
    pub(super) fn position(&self, log: LogName) -> u64 {
        self.positions.get(&log).copied().unwrap_or(0)
    }

    /// Notes an envelope that this connection delivered itself. Says no if it passed that place already.
    pub(super) fn note_own(&mut self, log: LogName, sequence: u64, id: EnvelopeId) -> bool {
        let is_ahead = self.reader == Reader::Member && self.position(log) < sequence;
        if is_ahead {
            self.own.insert((log, sequence), id);
        }
        is_ahead
    }

    /// What it delivered itself and was not told about, for the subscription that takes this one's place.
    pub(super) fn into_own(self) -> BTreeMap<(LogName, u64), EnvelopeId> {
        self.own
    }

    fn move_on(&mut self, log: LogName, by: usize) -> u64 {
        let position = self.positions.entry(log).or_default();
        *position += by as u64;
        *position
    }

    /// Takes out its own envelopes that stand one after the other from a place on.
    fn take_own(&mut self, log: LogName, from: u64) -> Vec<EnvelopeId> {
        (from..).map_while(|sequence| self.own.remove(&(log, sequence))).take(APPEND_LIMIT).collect()
    }
}

fn not_here(team: TeamId) -> FromRelay {
    FromRelay::RosterRefused { team, why: Refused::NotHere, head: None }
}

/// The relay's word that it accepted this operation; what it sends, it has accepted.
fn receipt(asker: Asker<'_>, operation: &[u8]) -> Signature {
    let statement = receipt_statement(&asker.team, &hash(&[operation]));
    asker.keys.sign(Purpose::Receipt, &[&statement])
}

/// The keys sealed to `invite`, if this is the operation that they came with.
fn sealed_beside(known: &Known, operation: &[u8], invite: DeviceId) -> Option<Vec<u8>> {
    let keys = known.sealed.get(&invite)?;
    let operation = Operation::parse(operation.to_vec()).ok()?;
    let named = InviteKeys { invite, sealed: hash(&[&keys.bytes]) };
    operation.content().deed.sealed_to_invites().contains(&named).then(|| keys.bytes.clone())
}
