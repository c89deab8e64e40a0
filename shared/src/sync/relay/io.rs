//! What the relay is told and what it orders.
//!
//! The shell promises:
//! - a [`ConnectionId`] is never used twice;
//! - frames of one connection are sent in the order of their effects, and `Close` comes after them;
//! - every `Store` is whole or not at all, durable before `Stored` is said, done and answered in the order given;
//! - [`Query::Held`] sees every `Store` ordered before it and is answered after they are durable; the other
//!   queries see at least what `Stored` was said for.

use std::sync::Arc;

use crate::record::Scope;
use crate::{DeviceId, EnvelopeId, PageTag, PartId, TeamId};

/// One connection, named by the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// Names an order to the store in its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// A fact about the world outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The clock runs and the store is open.
    Started,
    /// A device has connected.
    Accepted {
        /// The connection.
        connection: ConnectionId,
    },
    /// One binary frame arrived. The shell reads only as many as were ordered with [`Effect::Receive`].
    Received {
        /// The connection.
        connection: ConnectionId,
        /// The frame.
        bytes: Vec<u8>,
    },
    /// Frames were handed to the socket: this many bytes of what was ordered are off our hands.
    Sent {
        /// The connection.
        connection: ConnectionId,
        /// How many bytes, of whole frames.
        bytes: usize,
    },
    /// The connection is gone.
    Closed {
        /// The connection.
        connection: ConnectionId,
    },
    /// These orders are durable; several when one fsync served them all.
    Stored {
        /// The orders, oldest first.
        tickets: Vec<Ticket>,
    },
    /// Nothing of this order was written, or nobody knows whether it was.
    StoreFailed {
        /// The order.
        ticket: Ticket,
    },
    /// What was asked for.
    Loaded {
        /// The question.
        ticket: Ticket,
        /// The answer, of the question's kind.
        answer: Answer,
    },
    /// What was asked for could not be read.
    LoadFailed {
        /// The question.
        ticket: Ticket,
    },
    /// The time asked for with [`Effect::WakeAt`] has come.
    Woke,
    /// The process is about to end: finish what is being stored, then say goodbye to everyone.
    Draining,
}

/// An order to the world outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Send one binary frame; answer `Sent` when the socket has taken it.
    Send {
        /// The connection.
        connection: ConnectionId,
        /// The frame.
        bytes: Vec<u8>,
    },
    /// Read this many more frames. Until the next such order the rest waits in the network, not in memory.
    Receive {
        /// The connection.
        connection: ConnectionId,
        /// How many.
        frames: usize,
    },
    /// Close the connection once all before this is sent.
    Close {
        /// The connection.
        connection: ConnectionId,
    },
    /// Write durably.
    Store {
        /// Names the order in the answer.
        ticket: Ticket,
        /// What to write, whole or not at all.
        writes: Vec<Write>,
    },
    /// Read.
    Load {
        /// Names the question in the answer.
        ticket: Ticket,
        /// What to read.
        query: Query,
    },
    /// Say `Woke` at this time; a later order replaces an earlier one.
    WakeAt {
        /// Milliseconds since 1970.
        at_ms: i64,
        /// Why, for whoever debugs.
        why: &'static str,
    },
}

/// One step of a `Store`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Makes a team's chain longer; fails unless it holds exactly `from` operations.
    AddOperations {
        /// The team.
        team: TeamId,
        /// The sequence of the first one.
        from: u32,
        /// The signed operations, one after the other.
        operations: Vec<Vec<u8>>,
    },
    /// Keeps the keys sealed to an invite, and for good which team it is of. The first team that lists an invite has it.
    AddSealedKeys {
        /// The team.
        team: TeamId,
        /// The invite.
        invite: DeviceId,
        /// The keys.
        keys: SealedForInvite,
    },
    /// Deletes the keys sealed to an invite: it was used or cancelled. Which team it was of stays known.
    DropSealedKeys {
        /// The team.
        team: TeamId,
        /// The invite.
        invite: DeviceId,
    },
    /// Deletes every team's keys of invites that have expired.
    DropExpiredKeys {
        /// Milliseconds since 1970.
        now_ms: i64,
    },
    /// Makes a log longer by one envelope; fails unless it holds exactly the sequences before, or holds the
    /// envelope already. Of those it replaces, each that is held and [meant](Named) is set aside from this moment on;
    /// the others are set aside once they come, as this one is if one that is held replaces it.
    Append(LogEntry),
    /// Drops the bytes of envelopes, set aside or not. Their places, hashes and ids stay.
    DropBytes {
        /// The team.
        team: TeamId,
        /// The log.
        log: LogName,
        /// Their places.
        sequences: Vec<u64>,
    },
    /// Keeps a part of a photo; nothing happens if it is held.
    AddPart {
        /// The team.
        team: TeamId,
        /// The scope and era that it belongs to.
        log: LogName,
        /// Its id.
        id: PartId,
        /// When it came, by the relay's clock, milliseconds since 1970.
        at_ms: i64,
        /// The sealed bytes.
        bytes: Vec<u8>,
    },
    /// Drops every team's parts of photos that came by then, but the plan's.
    DropOldParts {
        /// Milliseconds since 1970.
        before_ms: i64,
    },
}

/// One envelope at its place in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// The team.
    pub team: TeamId,
    /// The log.
    pub log: LogName,
    /// Its place, and the running hash after it.
    pub place: LogPlace,
    /// The envelope's id.
    pub id: EnvelopeId,
    /// Its page.
    pub tag: PageTag,
    /// Who wrote it.
    pub author: DeviceId,
    /// The author's count.
    pub counter: u64,
    /// When it came, by the relay's clock, milliseconds since 1970.
    pub at_ms: i64,
    /// The envelopes it replaces, as it says.
    pub replaces: Vec<EnvelopeId>,
    /// The signed bytes.
    pub bytes: Arc<[u8]>,
}

/// An envelope as one that replaces it means it. The same id of another log, author or page is not meant: nobody
/// replaces what somebody else wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The log.
    pub log: LogName,
    /// The envelope's id.
    pub id: EnvelopeId,
    /// Who wrote it.
    pub author: DeviceId,
    /// Its page.
    pub tag: PageTag,
}

impl LogEntry {
    /// The entry itself, as one that replaces it would mean it.
    pub fn named(&self) -> Named {
        Named { log: self.log, id: self.id, author: self.author, tag: self.tag }
    }

    /// Those it replaces.
    pub fn replaced(&self) -> impl Iterator<Item = Named> {
        self.replaces.iter().map(|id| Named { id: *id, ..self.named() })
    }
}

/// The log of one scope and era.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogName {
    /// The scope.
    pub scope: Scope,
    /// The era.
    pub era: u32,
}

/// A place in a log: after how many envelopes, and their running hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LogPlace {
    /// The sequence; 0 before the first envelope.
    pub sequence: u64,
    /// The running hash; zeros before the first envelope.
    pub running: [u8; 16],
}

/// Keys sealed to an invite, kept until it is used, cancelled or expired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedForInvite {
    /// When the invite expires, milliseconds since 1970.
    pub expires_ms: i64,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
}

/// A question to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Everything about a team but its envelopes; answered by [`Answer::Team`].
    Team {
        /// The team.
        team: TeamId,
    },
    /// A stretch of a log, in its order; answered by [`Answer::Envelopes`].
    Envelopes {
        /// The team.
        team: TeamId,
        /// The log.
        log: LogName,
        /// The sequence before the first one.
        after: u64,
        /// The last sequence wanted.
        until: u64,
        /// Stop when this many bytes are read, [`PASSED`] for each place without any; one place is always given.
        max_bytes: usize,
    },
    /// The running hashes at these places; answered by [`Answer::Running`].
    Running {
        /// The team.
        team: TeamId,
        /// Logs and sequences.
        places: Vec<(LogName, u64)>,
    },
    /// Which of these envelopes are held, and which are replaced by one that is; answered by [`Answer::Held`].
    Held {
        /// The team.
        team: TeamId,
        /// The envelopes.
        ids: Vec<EnvelopeId>,
    },
    /// Which team an invite is or was of; answered by [`Answer::TeamOf`].
    TeamOf {
        /// The invite.
        invite: DeviceId,
    },
    /// Whose bytes of one log are to be dropped by now; answered by [`Answer::Old`].
    Old {
        /// The log before, in whatever order the store keeps; `None` to begin.
        after: Option<(TeamId, LogName)>,
        /// Envelopes that were set aside by then.
        replaced_before_ms: i64,
        /// Pages of which nothing that is still read came after that, and envelopes that were set aside by then; never of
        /// the plan.
        pages_before_ms: Option<i64>,
        /// The most places in an answer.
        max: usize,
    },
    /// A part of a photo; answered by [`Answer::Part`].
    Part {
        /// The team.
        team: TeamId,
        /// The scope and era that it belongs to.
        log: LogName,
        /// Its id.
        id: PartId,
    },
}

/// The store's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The team, if there is one.
    Team(Option<StoredTeam>),
    /// What there is to read, place after place from the first one asked for.
    Envelopes(Vec<Piece>),
    /// The running hash at each place asked for, in that order; `None` where the log does not go so far.
    Running(Vec<Option<[u8; 16]>>),
    /// What is held and what is replaced.
    Held {
        /// Those of the envelopes that are held, set aside or not.
        held: Vec<EnvelopeId>,
        /// Those that are not and that one which is held replaces.
        replaced: Vec<Named>,
    },
    /// The team, if one has listed that invite.
    TeamOf(Option<TeamId>),
    /// The log that was looked at, with the places whose bytes are to be dropped, in order; `None` after the last log.
    Old(Option<((TeamId, LogName), Vec<u64>)>),
    /// The part's sealed bytes, if it is held.
    Part(Option<Vec<u8>>),
}

/// One place of a log, as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<B = Vec<u8>> {
    /// The envelope's signed bytes.
    Envelope(B),
    /// The envelope is set aside or its bytes are gone: the running hash after it is all that is read.
    Passed([u8; 16]),
}

impl Piece {
    /// The same without owning the bytes.
    pub fn as_slice(&self) -> Piece<&[u8]> {
        match self {
            Self::Envelope(bytes) => Piece::Envelope(bytes),
            Self::Passed(running) => Piece::Passed(*running),
        }
    }
}

/// What a place without bytes counts for when a stretch is measured.
pub const PASSED: usize = 16;

/// What the store keeps about a team, its envelopes aside.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoredTeam {
    /// The chain, from the first operation.
    pub operations: Vec<Vec<u8>>,
    /// Keys sealed to invites.
    pub sealed: Vec<(DeviceId, SealedForInvite)>,
    /// Where each log ends.
    pub logs: Vec<(LogName, LogPlace)>,
    /// The bytes of all its envelopes and parts of photos that are kept.
    pub bytes: u64,
    /// The highest counter of each author in each log.
    pub counters: Vec<(LogName, DeviceId, u64)>,
}
