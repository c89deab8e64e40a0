//! `Append`: envelopes are checked, given their places and stored; only then are they acknowledged and sent on.
//!
//! An envelope whose author never counted so far is certainly new. For any other the store is asked first, one
//! append of a team at a time, so two devices that deliver the same envelope cannot both get it in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use minicbor::bytes::ByteVec;

use super::Relay;
use super::connection::Turn;
use super::io::{ConnectionId, Effect, LogEntry, LogName, LogPlace, Named, Query, Ticket, Write};
use super::team::{Known, Team};
use super::teams::Order;
use crate::seal::{Envelope, EnvelopeError, hash16};
use crate::team::Roster;
use crate::wire::{FromRelay, Refused};
use crate::{EnvelopeId, TeamId};

/// An append that is not decided: the store is asked what it holds, or others are first.
#[derive(Debug)]
pub(super) struct Deciding {
    pub(super) connection: ConnectionId,
    envelopes: Vec<(EnvelopeId, Envelope)>,
    asked: Option<Ticket>,
}

/// Envelopes of one connection that are being stored.
#[derive(Debug)]
pub(super) struct Appending {
    pub(super) connection: ConnectionId,
    pub(super) team: TeamId,
    pub(super) bytes: usize,
    pub(super) runs: BTreeMap<LogName, Run>,
    /// What they replace, once they are durable.
    pub(super) replaced: BTreeSet<Named>,
}

/// What the store says of envelopes that may not be new.
#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) ids: BTreeSet<EnvelopeId>,
    /// Not held, and replaced by one that is.
    pub(super) replaced: BTreeSet<Named>,
}

/// Envelopes one after the other in one log.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) from: u64,
    pub(super) ids: Vec<EnvelopeId>,
    pub(super) end: LogPlace,
}

impl Relay {
    pub(super) fn append(&mut self, id: ConnectionId, team: TeamId, envelopes: Vec<ByteVec>) {
        if self.member_and_team(id, team).is_none() {
            self.not_appended(id, team, Vec::new(), Refused::NotHere);
            return self.leave_unless_gone(id, team);
        }
        let mut refused = Refusals::default();
        let mut well_formed = BTreeMap::new();
        let mut order = Vec::new();
        for bytes in envelopes {
            let envelope = EnvelopeId(hash16(&bytes));
            match parse(team, bytes.into()) {
                Ok(parsed) => {
                    if well_formed.insert(envelope, parsed).is_none() {
                        order.push(envelope);
                    }
                }
                Err(why) => refused.add(envelope, why),
            }
        }
        self.send_refusals(id, team, refused);
        let envelopes = order.into_iter().filter_map(|id| well_formed.remove_entry(&id)).collect();
        self.line_up(team, Deciding { connection: id, envelopes, asked: None });
    }

    /// Decides an append, after those of the same team that came before.
    fn line_up(&mut self, team_id: TeamId, deciding: Deciding) {
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        if deciding.envelopes.is_empty() {
            return;
        }
        if team.deciding.is_empty() && team.known().is_some_and(|known| deciding.is_certainly_new(known)) {
            return self.admit(team_id, deciding, Held::default());
        }
        let connection = deciding.connection;
        team.deciding.push_back(deciding);
        self.set_turn(connection, Turn::Asking);
        self.decide(team_id);
    }

    /// Decides what can be decided, in order, up to the first append that the store must be asked about.
    fn decide(&mut self, team_id: TeamId) {
        while let Some(team) = self.teams.get_mut(&team_id)
            && let Some(first) = team.deciding.front()
            && first.asked.is_none()
        {
            if !team.known().is_some_and(|known| first.is_certainly_new(known)) {
                return self.ask_what_is_held(team_id);
            }
            self.decided(team_id, Held::default());
        }
        self.forget_if_idle(team_id);
    }

    fn ask_what_is_held(&mut self, team_id: TeamId) {
        let ticket = self.ticket(Order::Held(team_id));
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let Some(first) = team.deciding.front_mut() else { return };
        first.asked = Some(ticket);
        let query = Query::Held { team: team_id, ids: first.ids() };
        self.out.push(Effect::Load { ticket, query });
    }

    /// The store has said which envelopes of the first append in line it holds.
    pub(super) fn held_loaded(&mut self, ticket: Ticket, team: TeamId, held: Held) {
        if self.is_asked(ticket, team) {
            self.decided(team, held);
            self.decide(team);
        }
    }

    pub(super) fn held_failed(&mut self, ticket: Ticket, team: TeamId) {
        if self.is_asked(ticket, team)
            && let Some(deciding) = self.next_in_line(team)
        {
            self.not_appended(deciding.connection, team, deciding.ids(), Refused::TryLater);
            self.go_on(deciding.connection);
            self.decide(team);
        }
    }

    /// Whether this answer is about the first in line, and not about one that was given up.
    fn is_asked(&self, ticket: Ticket, team: TeamId) -> bool {
        let first = self.teams.get(&team).and_then(|team| team.deciding.front());
        first.is_some_and(|first| first.asked == Some(ticket))
    }

    fn decided(&mut self, team: TeamId, held: Held) {
        if let Some(deciding) = self.next_in_line(team) {
            let connection = deciding.connection;
            self.admit(team, deciding, held);
            self.go_on(connection);
        }
    }

    fn next_in_line(&mut self, team: TeamId) -> Option<Deciding> {
        self.teams.get_mut(&team)?.deciding.pop_front()
    }

    /// Says which envelopes are held, gives the others their places and orders them to be stored.
    fn admit(&mut self, team_id: TeamId, deciding: Deciding, mut held: Held) {
        let id = deciding.connection;
        if self.member_and_team(id, team_id).is_none() {
            return self.not_appended(id, team_id, deciding.ids(), Refused::NotHere);
        }
        let Some(known) = self.teams.get_mut(&team_id).and_then(Team::known_mut) else { return };
        let mut appending = Appending::new(id, team_id);
        let (mut refused, mut ids, mut writes) = (Refusals::default(), Vec::new(), Vec::new());
        for (envelope_id, envelope) in deciding.envelopes {
            if held.ids.contains(&envelope_id) {
                ids.push(envelope_id);
            } else if let Err(why) = judge(&known.roster, &envelope) {
                refused.add(envelope_id, why);
            } else if !self.allowance.has_room(known.holding, envelope.bytes().len()) {
                self.refused.envelopes += 1;
                refused.add(envelope_id, Refused::Full);
            } else {
                let entry = known.place(envelope_id, envelope, &held.replaced, self.now_ms);
                held.replaced.extend(entry.replaced());
                appending.add(&entry);
                writes.push(Write::Append(entry));
            }
        }
        if !ids.is_empty() {
            self.send(id, &FromRelay::Held { team: team_id, ids });
        }
        self.send_refusals(id, team_id, refused);
        if !writes.is_empty() {
            self.store_envelopes(appending, writes);
        }
    }

    fn store_envelopes(&mut self, appending: Appending, writes: Vec<Write>) {
        self.unsaved += appending.bytes;
        if let Some(connection) = self.connections.get_mut(&appending.connection) {
            connection.unsaved += appending.bytes;
            connection.unacknowledged += writes.len();
        }
        self.store(appending.team, Order::Append(appending), writes);
    }

    fn send_refusals(&mut self, id: ConnectionId, team: TeamId, refused: Refusals) {
        for (why, ids) in refused.0 {
            self.not_appended(id, team, ids, why);
        }
    }

    pub(super) fn not_appended(
        &mut self,
        id: ConnectionId,
        team: TeamId,
        ids: Vec<EnvelopeId>,
        why: Refused,
    ) {
        self.send(id, &FromRelay::NotAppended { team, ids, why });
    }
}

impl Deciding {
    pub(super) fn ids(&self) -> Vec<EnvelopeId> {
        self.envelopes.iter().map(|(id, _)| *id).collect()
    }

    fn is_certainly_new(&self, known: &Known) -> bool {
        self.envelopes.iter().all(|(_, envelope)| known.is_certainly_new(envelope))
    }
}

impl Appending {
    fn new(connection: ConnectionId, team: TeamId) -> Self {
        Self { connection, team, bytes: 0, runs: BTreeMap::new(), replaced: BTreeSet::new() }
    }

    pub(super) fn ids(&self) -> Vec<EnvelopeId> {
        self.runs.values().flat_map(|run| run.ids.iter().copied()).collect()
    }

    fn add(&mut self, entry: &LogEntry) {
        self.bytes += entry.bytes.len();
        self.replaced.extend(entry.replaced());
        let start = || Run { from: entry.place.sequence, ids: Vec::new(), end: entry.place };
        let run = self.runs.entry(entry.log).or_insert_with(start);
        run.ids.push(entry.id);
        run.end = entry.place;
    }
}

impl Known {
    /// Gives an envelope the next place of its log, as one that is passed over if it is replaced already.
    fn place(
        &mut self,
        id: EnvelopeId,
        envelope: Envelope,
        replaced: &BTreeSet<Named>,
        now_ms: i64,
    ) -> LogEntry {
        let header = envelope.header();
        let (team, tag, author, counter) = (header.team, header.tag, header.author, header.counter);
        let replaces = header.replaces.clone();
        let log = LogName { scope: header.scope, era: header.era };
        let bytes: Arc<[u8]> = envelope.into_bytes().into();
        self.holding.envelopes += 1;
        self.holding.bytes += bytes.len() as u64;
        let highest = self.counters.entry((log, author)).or_default();
        *highest = counter.max(*highest);
        let named = Named { log, id, author, tag };
        let read = (!replaced.contains(&named)).then(|| bytes.clone());
        let place = self.logs.entry(log).or_default().append(named, read);
        LogEntry { team, log, place, id, tag, author, counter, at_ms: now_ms, replaces, bytes }
    }
}

/// Refused envelopes by reason.
#[derive(Default)]
struct Refusals(Vec<(Refused, Vec<EnvelopeId>)>);

impl Refusals {
    fn add(&mut self, id: EnvelopeId, why: Refused) {
        match self.0.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, ids)) => ids.push(id),
            None => self.0.push((why, vec![id])),
        }
    }
}

fn parse(team: TeamId, bytes: Vec<u8>) -> Result<Envelope, Refused> {
    let envelope = Envelope::parse(bytes).map_err(refused)?;
    if envelope.header().team == team { Ok(envelope) } else { Err(Refused::Malformed) }
}

/// Whether an envelope counts: its author could write there, and did. Needs nothing but the roster and the bytes,
/// so it could run on another thread, and whoever checks what a store holds asks the same.
pub fn judge(roster: &Roster, envelope: &Envelope) -> Result<(), Refused> {
    let header = envelope.header();
    let author = roster.devices().get(&header.author).ok_or(Refused::NotAllowed)?;
    if !roster.could_write(header.author, header.scope, header.era, header.epoch) {
        return Err(Refused::NotAllowed);
    }
    envelope.verify(&author.keys).map_err(refused)
}

fn refused(why: EnvelopeError) -> Refused {
    match why {
        EnvelopeError::Newer => Refused::Newer,
        EnvelopeError::TooLarge => Refused::TooMuch,
        EnvelopeError::Malformed
        | EnvelopeError::BadSignature
        | EnvelopeError::Sealed
        | EnvelopeError::WrongPage => Refused::Malformed,
    }
}
