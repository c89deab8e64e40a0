//! What the store answers: nothing is acknowledged or sent on before it says that it is durable.

use std::collections::BTreeSet;

use super::Relay;
use super::append::{Appending, Held, Run};
use super::io::{Answer, ConnectionId, Effect, LogName, Ticket, Write};
use super::team::Team;
use super::teams::Order;
use crate::TeamId;
use crate::wire::{FromRelay, Refused};

/// Who is to be looked at after a round of answers.
#[derive(Default)]
struct Touched {
    teams: BTreeSet<TeamId>,
    connections: BTreeSet<ConnectionId>,
}

impl Relay {
    /// Orders writes of one team.
    pub(super) fn store(&mut self, team: TeamId, order: Order, writes: Vec<Write>) {
        let ticket = self.ticket(order);
        if let Some(team) = self.teams.get_mut(&team) {
            team.stores += 1;
        }
        self.out.push(Effect::Store { ticket, writes });
    }

    pub(super) fn stored(&mut self, tickets: &[Ticket]) {
        let mut touched = Touched::default();
        for ticket in tickets {
            match self.orders.remove(ticket) {
                Some(Order::Append(appending)) => {
                    touched.teams.insert(appending.team);
                    touched.connections.insert(appending.connection);
                    self.append_stored(appending);
                }
                Some(Order::Push(team)) => {
                    touched.teams.insert(team);
                    self.push_stored(team);
                }
                Some(Order::DropBytes(next)) => self.look_for_old(next),
                Some(Order::PutPart(putting)) => self.part_stored(&putting),
                Some(Order::DropKeys | Order::DropParts) | None => {}
                Some(
                    Order::Team(_)
                    | Order::Stretch(_)
                    | Order::Cursors(_)
                    | Order::Held(_)
                    | Order::FindPart(_)
                    | Order::Find(_)
                    | Order::Old(_),
                ) => {}
            }
        }
        self.look_at(touched);
    }

    pub(super) fn store_failed(&mut self, ticket: Ticket) {
        let mut touched = Touched::default();
        match self.orders.remove(&ticket) {
            Some(Order::Append(appending)) => {
                touched.connections.insert(appending.connection);
                self.append_failed(&appending);
            }
            Some(Order::Push(team)) => {
                self.push_failed(team);
                self.doubt(team);
                self.store_answered(team);
            }
            // The next sweep begins anew.
            Some(Order::DropKeys | Order::DropParts | Order::DropBytes(_)) | None => {}
            Some(Order::PutPart(putting)) => self.part_not_stored(&putting),
            Some(
                Order::Team(_)
                | Order::Stretch(_)
                | Order::Cursors(_)
                | Order::Held(_)
                | Order::FindPart(_)
                | Order::Find(_)
                | Order::Old(_),
            ) => {}
        }
        self.look_at(touched);
    }

    pub(super) fn loaded(&mut self, ticket: Ticket, answer: Answer) {
        match (self.orders.remove(&ticket), answer) {
            (Some(Order::Team(team)), Answer::Team(stored)) => self.team_loaded(team, stored),
            (Some(Order::Stretch(stretch)), Answer::Envelopes(pieces)) => {
                self.stretch_loaded(&stretch, &pieces);
            }
            (Some(Order::Cursors(opening)), Answer::Running(running)) => {
                self.cursors_checked(opening, &running);
            }
            (Some(Order::Held(team)), Answer::Held { held, replaced }) => {
                let held = Held { ids: held.into_iter().collect(), replaced: replaced.into_iter().collect() };
                self.held_loaded(ticket, team, held);
            }
            (Some(Order::Find(finding)), Answer::TeamOf(team)) => self.team_found(&finding, team),
            (Some(Order::Old(after)), Answer::Old(old)) => self.old_loaded(after, old),
            (Some(Order::FindPart(wanted)), Answer::Part(held)) => self.part_found(wanted, held),
            (Some(order), _) => self.not_loaded(ticket, order),
            (None, _) => {}
        }
    }

    pub(super) fn load_failed(&mut self, ticket: Ticket) {
        if let Some(order) = self.orders.remove(&ticket) {
            self.not_loaded(ticket, order);
        }
    }

    fn not_loaded(&mut self, ticket: Ticket, order: Order) {
        match order {
            Order::Team(team) => self.team_failed(team),
            Order::Stretch(stretch) => self.stretch_failed(&stretch),
            Order::Cursors(opening) => self.cursors_failed(&opening),
            Order::Held(team) => self.held_failed(ticket, team),
            Order::FindPart(wanted) => self.part_not_found(&wanted),
            Order::Find(finding) => self.find_failed(&finding),
            Order::Append(_)
            | Order::Push(_)
            | Order::PutPart(_)
            | Order::DropKeys
            | Order::DropParts
            | Order::DropBytes(_)
            | Order::Old(_) => {}
        }
    }

    fn append_stored(&mut self, appending: Appending) {
        self.no_longer_unsaved(&appending);
        let Appending { connection, team, runs, replaced, .. } = appending;
        match self.teams.get_mut(&team).and_then(Team::known_mut) {
            Some(known) => {
                for (name, run) in &runs {
                    if let Some(log) = known.logs.get_mut(name) {
                        log.settle(run.end);
                        log.set_aside(&replaced);
                    }
                }
                for (name, run) in runs {
                    self.acknowledge(connection, team, name, run);
                }
            }
            None => {
                let ids = runs.into_values().flat_map(|run| run.ids).collect::<Vec<_>>();
                self.acknowledged(connection, ids.len());
                self.send(connection, &FromRelay::Held { team, ids });
            }
        }
        self.store_answered(team);
    }

    /// At its place in the log, if the connection reads that log; otherwise at once.
    fn acknowledge(&mut self, id: ConnectionId, team: TeamId, log: LogName, run: Run) {
        let may_read =
            self.member_and_team(id, team).is_some_and(|(device, known)| known.may_read(device, log));
        let Some(connection) = self.connections.get_mut(&id) else { return };
        if let Some(subscription) = connection.subscription(team).filter(|_| may_read) {
            for (sequence, envelope) in (run.from..).zip(&run.ids) {
                subscription.note_own(log, sequence, *envelope);
            }
            return;
        }
        self.acknowledged(id, run.ids.len());
        let LogName { scope, era } = log;
        self.send(id, &FromRelay::Appended { team, scope, era, from: run.from, ids: run.ids });
    }

    /// Nothing is acknowledged, and the team is read anew.
    fn append_failed(&mut self, appending: &Appending) {
        self.no_longer_unsaved(appending);
        let ids = appending.ids();
        self.acknowledged(appending.connection, ids.len());
        self.not_appended(appending.connection, appending.team, ids, Refused::TryLater);
        self.doubt(appending.team);
        self.store_answered(appending.team);
    }

    fn no_longer_unsaved(&mut self, appending: &Appending) {
        self.unsaved = self.unsaved.saturating_sub(appending.bytes);
        if let Some(connection) = self.connections.get_mut(&appending.connection) {
            connection.unsaved = connection.unsaved.saturating_sub(appending.bytes);
        }
    }

    pub(super) fn acknowledged(&mut self, id: ConnectionId, envelopes: usize) {
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.unacknowledged = connection.unacknowledged.saturating_sub(envelopes);
        }
    }

    fn look_at(&mut self, touched: Touched) {
        for team in &touched.teams {
            self.advance_users(*team);
            self.trim(*team);
        }
        for connection in touched.connections {
            self.advance(connection);
        }
        self.disperse();
    }

    /// Memory keeps of each log what readers may need in a moment.
    fn trim(&mut self, id: TeamId) {
        let Some(team) = self.teams.get(&id) else { return };
        let Some(known) = team.known() else { return };
        let read_by_all = |log: &LogName| {
            let readers = team.users.iter().filter_map(|user| {
                let connection = self.connections.get(user)?;
                let subscription = connection.teams.get(&id)?.as_ref()?;
                known.may_read(connection.device?, *log).then(|| subscription.position(*log))
            });
            readers.min().unwrap_or(u64::MAX)
        };
        let ends: Vec<(LogName, u64)> = known.logs.keys().map(|log| (*log, read_by_all(log))).collect();
        let Some(known) = self.teams.get_mut(&id).and_then(Team::known_mut) else { return };
        for (log, read) in ends {
            if let Some(log) = known.logs.get_mut(&log) {
                log.trim(read);
            }
        }
    }
}
