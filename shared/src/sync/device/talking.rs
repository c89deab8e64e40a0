//! The conversation with the relay: greeting, opening teams, sending the outbox, and starting over.

use super::gathering::Gathering;
use super::rows;
use super::team::Talk;
use super::{Changed, Device, Effect, Phase};
use crate::record::Scope;
use crate::seal::{Purpose, running_hash};
use crate::wire::{
    APPEND_LIMIT, Cursor, FromDevice, FromRelay, Goodbye, Place, Refused, VERSION, proof_statement,
};
use crate::{EnvelopeId, Now, TeamId};

const FIRST_WAIT_MS: i64 = 1_000;
const LAST_WAIT_MS: i64 = 60_000;
/// How long an unanswered relay is believed in.
const ANSWER_MS: i64 = 30_000;
/// What one `Append` frame holds at most, in bytes of envelopes; leaves room for the frame around them.
const APPEND_BYTES: usize = 900 << 10;
/// How many bytes may wait for the disk while more is received; one frame goes beyond it.
pub(super) const QUEUED_LIMIT: usize = 8 << 20;
/// How long until a relay is asked again that takes no roster: one that was restored takes none for a day.
const AGAIN_MS: i64 = 3_600_000;

/// The socket, and how far the greeting is.
#[derive(Debug, Default)]
pub(super) struct Connection {
    state: State,
    refused: Option<Goodbye>,
    /// The key that this relay signs receipts with.
    relay: Option<[u8; 32]>,
    /// Whether this relay says that it drops what is old.
    drops_old: bool,
    wait_ms: i64,
    retry_ms: i64,
    answer_by_ms: Option<i64>,
    /// When to begin anew, with a relay that was restored and takes no roster yet.
    again_ms: Option<i64>,
    /// When everything was last shared and received.
    up_to_date_ms: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum State {
    #[default]
    Down,
    Dialing,
    /// The socket is open; the relay speaks first.
    Greeting {
        origin: String,
    },
    /// The proof was sent.
    Proving {
        nonce: [u8; 32],
    },
    /// Welcome.
    Open {
        nonce: [u8; 32],
    },
}

/// How the relay is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// No connection.
    Down,
    /// On the way.
    Trying,
    /// Connected and let in.
    Open,
    /// The relay ended the conversation for a reason that time does not mend.
    Refused(Goodbye),
}

impl Connection {
    pub(super) fn is_open(&self) -> bool {
        matches!(self.state, State::Open { .. })
    }

    /// Begins anew in a while.
    pub(super) fn ask_again(&mut self, now: Now) {
        self.again_ms = self.again_ms.or(Some(now.unix_ms.saturating_add(AGAIN_MS)));
    }

    pub(super) fn drops_old(&self) -> bool {
        self.drops_old
    }

    pub(super) fn relay(&self) -> Option<[u8; 32]> {
        self.relay
    }

    pub(super) fn nonce(&self) -> Option<[u8; 32]> {
        match self.state {
            State::Open { nonce } => Some(nonce),
            State::Down | State::Dialing | State::Greeting { .. } | State::Proving { .. } => None,
        }
    }

    pub(super) fn reach(&self) -> Reach {
        match (self.refused, &self.state) {
            (Some(why @ (Goodbye::DeviceTooOld | Goodbye::RelayTooOld | Goodbye::BadProof)), _) => {
                Reach::Refused(why)
            }
            (_, State::Open { .. }) => Reach::Open,
            (_, State::Down) => Reach::Down,
            (_, State::Dialing | State::Greeting { .. } | State::Proving { .. }) => Reach::Trying,
        }
    }
}

impl Device {
    /// Reaches for the relay, if there is anything to say to it.
    pub(super) fn dial(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.wants_relay() && self.connection.state == State::Down {
            self.connection.state = State::Dialing;
            // A socket that neither opens nor fails is given up like a relay that does not answer.
            self.connection.answer_by_ms = Some(now.unix_ms.saturating_add(ANSWER_MS));
            effects.push(Effect::Dial);
            effects.push(Effect::Changed(Changed::Connection));
        }
    }

    pub(super) fn connected(&mut self, origin: String) {
        if self.connection.state == State::Dialing {
            self.connection.state = State::Greeting { origin };
        }
    }

    pub(super) fn disconnected(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.connection.state == State::Down {
            return;
        }
        self.connection.state = State::Down;
        self.connection.answer_by_ms = None;
        self.connection.again_ms = None;
        self.photos_disconnected();
        for team in self.teams.values_mut() {
            team.talk = Talk::Silent;
            team.sent.clear();
            team.refused.clear();
            team.refused_photos.clear();
            team.disallowed = None;
        }
        self.progress.disconnected();
        let jitter = match &mut self.phase {
            Phase::Ready(identity) => identity.random.below(500),
            Phase::Asleep | Phase::Locked(_) | Phase::Opening(_) | Phase::Blocked(_) => 0,
        };
        let wait_ms = self.connection.wait_ms.clamp(FIRST_WAIT_MS, LAST_WAIT_MS);
        self.connection.wait_ms = (wait_ms * 2).min(LAST_WAIT_MS);
        self.connection.retry_ms = now.unix_ms.saturating_add(wait_ms).saturating_add_unsigned(jitter);
        effects.push(Effect::Changed(Changed::Connection));
    }

    pub(super) fn hang_up(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.connection.state != State::Down {
            effects.push(Effect::HangUp);
            self.disconnected(now, effects);
        }
    }

    /// This relay says what cannot be used: it is asked again, but seldom.
    pub(super) fn give_up(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.connection.wait_ms = LAST_WAIT_MS;
        self.hang_up(now, effects);
    }

    pub(super) fn woke_connection(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let due = [self.connection.answer_by_ms, self.connection.again_ms];
        if due.into_iter().flatten().any(|by| by <= now.unix_ms) {
            self.hang_up(now, effects);
        }
        if self.connection.state == State::Down && self.connection.retry_ms <= now.unix_ms {
            self.dial(now, effects);
        }
    }

    /// The next time the connection needs a look, and why.
    pub(super) fn connection_deadline(&self) -> Option<(i64, &'static str)> {
        match self.connection.state {
            State::Down if self.wants_relay() => Some((self.connection.retry_ms, "dial again")),
            State::Down
            | State::Dialing
            | State::Greeting { .. }
            | State::Proving { .. }
            | State::Open { .. } => {
                let answer =
                    self.connection.answer_by_ms.map(|at_ms| (at_ms, "the relay should have answered"));
                let again =
                    self.connection.again_ms.map(|at_ms| (at_ms, "the relay may take the roster now"));
                answer.into_iter().chain(again).min()
            }
        }
    }

    fn wants_relay(&self) -> bool {
        let wanted = self.teams.values().any(|team| self.is_shared(team)) || self.progress.wants_relay();
        wanted && self.is_ready() && self.saver.trouble().is_none() && self.saver.queued() <= QUEUED_LIMIT
    }

    /// The person, or the browser, says that there may be a connection again: no need to wait any longer.
    pub fn nudge(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.connection.state == State::Down && self.connection.retry_ms > now.unix_ms {
            self.connection.retry_ms = now.unix_ms;
            self.connection.refused = None;
        }
        self.woke_connection(now, effects);
    }

    /// When everything was last shared and received, in milliseconds since 1970.
    pub fn up_to_date_ms(&self) -> Option<i64> {
        self.connection.up_to_date_ms
    }

    /// Whether everything is shared and received, as far as the relay tells.
    pub fn is_up_to_date(&self) -> bool {
        let settled =
            |team: &super::Team| team.talk == Talk::CaughtUp && team.waiting() == 0 && team.outbox.is_empty();
        let refilling = self.loads.values().any(|loading| matches!(loading, super::Loading::Refill(..)));
        self.connection.is_open()
            && !refilling
            && !self.photos.is_doubtful()
            && !self.is_compacting()
            && self.teams.values().filter(|team| self.is_shared(team)).all(settled)
    }

    /// Whether a team is one that this device talks about with the relay.
    fn is_shared(&self, team: &super::Team) -> bool {
        !team.marks.sample && !self.id().is_some_and(|me| team.is_gone(me))
    }

    pub(super) fn received(&mut self, now: Now, bytes: &[u8], effects: &mut Vec<Effect>) {
        if self.connection.state == State::Down || !self.is_ready() {
            return;
        }
        self.connection.answer_by_ms = None;
        if self.saver.queued() > QUEUED_LIMIT {
            // The disk is slower than the relay: what it sends comes again once there is room.
            return self.hang_up(now, effects);
        }
        match FromRelay::from_bytes(bytes) {
            Ok(frame) => self.frame(now, frame, effects),
            Err(_) => self.hang_up(now, effects),
        }
        if self.is_up_to_date() {
            self.connection.up_to_date_ms = Some(now.unix_ms);
        }
    }

    fn frame(&mut self, now: Now, frame: FromRelay, effects: &mut Vec<Effect>) {
        match frame {
            FromRelay::Challenge { version, nonce, relay, limits, .. } => {
                self.connection.drops_old = limits.drops_old == Some(true);
                self.photos.challenged(limits.part);
                self.connection.relay = relay.map(|key| *key);
                self.challenged(now, version, nonce, effects);
            }
            FromRelay::Welcome {} => self.welcomed(now, effects),
            FromRelay::Roster { team, from, links, head } => {
                self.roster_arrived(now, team, from, links, head, effects);
            }
            FromRelay::RosterRefused { team, why, .. } => self.roster_refused(now, team, why, effects),
            FromRelay::Envelopes { team, scope, era, from, envelopes } => {
                let envelopes = envelopes.into_iter().map(Into::into).collect();
                self.envelopes_arrived(now, (team, scope, era), from, envelopes, effects);
            }
            FromRelay::Appended { team, scope, era, from, ids } => {
                self.appended(now, (team, scope, era), from, &ids, effects);
            }
            FromRelay::Held { team, ids } => self.acknowledge(now, team, &ids, effects),
            FromRelay::NotAppended { team, ids, why } => self.not_appended(now, team, &ids, why, effects),
            FromRelay::LostPlace { team, scope, era } => self.lost_place(team, scope, era),
            FromRelay::CaughtUp { team } => self.caught_up(now, team, effects),
            FromRelay::Passed { team, to } => self.passed(now, team, &to, effects),
            FromRelay::PartHeld { team, id } => self.part_held(now, team, id, effects),
            FromRelay::Part { team, part } => self.part_arrived(now, team, part, effects),
            FromRelay::NoPart { team, id, why } => self.no_part(now, (team, id), why, effects),
            FromRelay::Found { invite, team } => self.invites_team(now, invite, Ok(team), effects),
            FromRelay::NotFound { invite, why } => self.invites_team(now, invite, Err(why), effects),
            FromRelay::Goodbye { why } => {
                self.code_not_understood(why);
                self.connection.refused = Some(why);
                if matches!(
                    why,
                    Goodbye::DeviceTooOld | Goodbye::RelayTooOld | Goodbye::BadProof | Goodbye::Full
                ) {
                    self.connection.wait_ms = LAST_WAIT_MS;
                }
                self.hang_up(now, effects);
            }
        }
    }

    fn challenged(&mut self, now: Now, version: u16, nonce: [u8; 32], effects: &mut Vec<Effect>) {
        let (Phase::Ready(identity), State::Greeting { origin }) = (&self.phase, &self.connection.state)
        else {
            return self.hang_up(now, effects);
        };
        if version != VERSION {
            let too_old = version > VERSION;
            self.connection.refused =
                Some(if too_old { Goodbye::DeviceTooOld } else { Goodbye::RelayTooOld });
            self.connection.wait_ms = LAST_WAIT_MS;
            return self.hang_up(now, effects);
        }
        let signature = identity.keys.sign(Purpose::Proof, &[&proof_statement(origin, &nonce)]);
        let key = identity.keys.public().signing;
        self.connection.state = State::Proving { nonce };
        self.say(now, &FromDevice::Prove { version: VERSION, key, signature }, effects);
    }

    fn welcomed(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let State::Proving { nonce } = self.connection.state else { return self.hang_up(now, effects) };
        self.connection.state = State::Open { nonce };
        self.connection.wait_ms = 0;
        self.connection.refused = None;
        effects.push(Effect::Changed(Changed::Connection));
        let teams: Vec<TeamId> =
            self.teams.values().filter(|team| !team.marks.sample).map(super::Team::id).collect();
        for team in teams {
            self.seal_together(now, team);
            self.open_team(now, team, effects);
        }
        self.greet_invites(now, effects);
    }

    /// Asks for everything new in a team.
    pub(super) fn open_team(&mut self, now: Now, team_id: TeamId, effects: &mut Vec<Effect>) {
        let (open, me) = (self.connection.is_open(), self.id());
        let Some(team) = self.teams.get_mut(&team_id).filter(|team| open && !team.marks.sample) else {
            return;
        };
        if me.is_some_and(|me| team.is_gone(me)) {
            team.talk = Talk::NotHere;
            return;
        }
        team.talk = Talk::Opening;
        let cursors =
            team.logs.iter().filter(|(_, place)| place.sequence > 0).map(|((scope, era), place)| Cursor {
                scope: *scope,
                era: *era,
                sequence: place.sequence,
                running: place.running,
            });
        let cursors = cursors.collect();
        let head = match &mut team.following {
            Some(following) => {
                *following = Gathering::default();
                Place { length: 0, hash: [0; 32] }
            }
            None => team.head_for(self.connection.relay),
        };
        let frame = FromDevice::Open { team: team_id, head, cursors };
        self.say(now, &frame, effects);
    }

    /// Sends what the relay has not acknowledged and was not sent on this connection.
    pub(super) fn send_outbox(&mut self, now: Now, team_id: TeamId, effects: &mut Vec<Effect>) {
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        if !matches!(team.talk, Talk::Receiving | Talk::CaughtUp) {
            return;
        }
        let mut due: Vec<(u64, EnvelopeId)> = team
            .outbox
            .iter()
            .filter(|(id, _)| team.packed.contains_key(*id) && !team.sent.contains(*id))
            .map(|(id, outgoing)| (outgoing.counter, *id))
            .collect();
        crate::sorted::sort_by_key(&mut due, |due| *due);
        team.sent.extend(due.iter().map(|(_, id)| *id));
        let envelopes = due.iter().filter_map(|(_, id)| team.packed.get(id).cloned()).collect();
        self.append(now, team_id, envelopes, effects);
    }

    /// Sends envelopes, as few frames as they fit in.
    pub(super) fn append(
        &mut self,
        now: Now,
        team: TeamId,
        envelopes: Vec<Vec<u8>>,
        effects: &mut Vec<Effect>,
    ) {
        let mut frame = Vec::new();
        let mut bytes = 0;
        for envelope in envelopes {
            if bytes + envelope.len() > APPEND_BYTES || frame.len() == APPEND_LIMIT {
                let full = FromDevice::Append { team, envelopes: core::mem::take(&mut frame) };
                self.say(now, &full, effects);
                bytes = 0;
            }
            bytes += envelope.len();
            frame.push(envelope.into());
        }
        if !frame.is_empty() {
            self.say(now, &FromDevice::Append { team, envelopes: frame }, effects);
        }
    }

    fn appended(
        &mut self,
        now: Now,
        (team_id, scope, era): (TeamId, Scope, u32),
        from: u64,
        ids: &[EnvelopeId],
        effects: &mut Vec<Effect>,
    ) {
        if let Some(team) = self.teams.get_mut(&team_id) {
            let mut place = team.logs.get(&(scope, era)).copied().unwrap_or_default();
            for (id, sequence) in ids.iter().zip(from..) {
                if sequence == place.sequence + 1 {
                    place.sequence = sequence;
                    place.running = running_hash(&place.running, id);
                }
                // It acknowledges what was offered, and nothing else.
                let is_ours = team.outbox.contains_key(id);
                if let Some(had) = team.refilling.get_mut(&(scope, era)).filter(|_| is_ours) {
                    had.insert(*id);
                }
            }
            self.saver.write(team.read_up_to(scope, era, place));
        }
        self.acknowledge(now, team_id, ids, effects);
    }

    /// What was replaced, or is too old for the relay, is not sent: the log goes on behind it.
    fn passed(&mut self, now: Now, team_id: TeamId, to: &Cursor, effects: &mut Vec<Effect>) {
        let Some(team) = self.teams.get_mut(&team_id).filter(|team| team.talk != Talk::Split) else { return };
        let mut place = team.logs.get(&(to.scope, to.era)).copied().unwrap_or_default();
        // A log is read in its order, and none is as long as numbers go.
        if to.sequence <= place.sequence || to.sequence > u64::MAX / 2 {
            return self.hang_up(now, effects);
        }
        (place.sequence, place.running) = (to.sequence, to.running);
        // The plan is kept for good; of the rest, nobody can tell from outside what is too old.
        if self.connection.drops_old && to.scope != Scope::Plan {
            team.excused.insert((to.scope, to.era));
        }
        self.saver.write(team.read_up_to(to.scope, to.era, place));
    }

    pub(super) fn acknowledge(
        &mut self,
        now: Now,
        team_id: TeamId,
        ids: &[EnvelopeId],
        effects: &mut Vec<Effect>,
    ) {
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        for id in ids {
            if team.acknowledged(*id).is_some() {
                self.saver.write([rows::forget_outbox_row(team_id, *id)]);
            }
        }
        effects.push(Effect::Changed(Changed::Sharing { team: team_id }));
        self.compact_next(now, team_id, effects);
    }

    fn not_appended(
        &mut self,
        now: Now,
        team_id: TeamId,
        ids: &[EnvelopeId],
        why: Refused,
        effects: &mut Vec<Effect>,
    ) {
        match why {
            // Nothing was acknowledged; the next connection sends them again.
            Refused::TryLater | Refused::TooMuch => self.hang_up(now, effects),
            Refused::NotHere => {
                if let Some(team) = self.teams.get_mut(&team_id) {
                    team.talk = Talk::NotHere;
                }
                effects.push(Effect::Changed(Changed::Connection));
            }
            // They stay in the outbox, not shared, and are not sent again on this connection.
            Refused::NotNext
            | Refused::NotAllowed
            | Refused::Used
            | Refused::Cancelled
            | Refused::Expired
            | Refused::Malformed
            | Refused::Newer
            | Refused::Restored
            | Refused::NeedsToken
            | Refused::Full => {
                if let Some(team) = self.teams.get_mut(&team_id) {
                    team.refused.extend(ids);
                    if why == Refused::Full {
                        team.disallowed = Some(why);
                        self.connection.ask_again(now);
                    }
                }
                effects.push(Effect::Changed(Changed::Connection));
            }
        }
    }

    fn caught_up(&mut self, now: Now, team_id: TeamId, effects: &mut Vec<Effect>) {
        let Some(team) = self.teams.get_mut(&team_id).filter(|team| team.talk != Talk::Split) else { return };
        team.talk = Talk::CaughtUp;
        self.look_for_gaps(now, team_id, effects);
        self.doubt_photos(now, team_id, effects);
        self.find_what_is_lacking(team_id, effects);
        self.send_outbox(now, team_id, effects);
        self.compact_next(now, team_id, effects);
        effects.push(Effect::Changed(Changed::Connection));
    }

    /// Compares the relay's head with ours after `Roster`: `true` if what it has is the beginning of what we have.
    pub(super) fn follows(&self, team_id: TeamId, head: Place) -> bool {
        self.teams.get(&team_id).is_some_and(|team| team.chain.hash_at(head.length) == Some(head.hash))
    }

    pub(super) fn say(&mut self, now: Now, frame: &FromDevice, effects: &mut Vec<Effect>) {
        self.connection.answer_by_ms = Some(now.unix_ms.saturating_add(ANSWER_MS));
        effects.push(Effect::Send(frame.to_bytes()));
    }
}
