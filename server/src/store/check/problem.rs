//! What may be wrong, each in one line that says where. Teams are named by the beginning of their id, which is a hash;
//! people and devices not at all.

use std::fmt;

use shared::TeamId;
use shared::seal::EnvelopeError;
use shared::sync::relay::LogName;
use shared::team::{OperationError, Refusal};

/// Something that is not as a relay would have written it.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// SQLite finds its file damaged.
    #[error("the database file: {0}")]
    File(String),
    /// The rest could not be read.
    #[error("the rest cannot be read: {0}")]
    Unreadable(rusqlite::Error),
    /// Rows of a team with an id that is none.
    #[error("there are rows of a team without an id")]
    NotATeam,
    /// The rest of a team could not be read.
    #[error("{0}: the rest cannot be read: {1}")]
    TeamUnreadable(TeamPlace, rusqlite::Error),
    /// There is something of a team and no chain.
    #[error("{0}: it has no operations, and so nothing else of it can be checked")]
    NoChain(TeamPlace),
    /// A chain does not hold.
    #[error("{team}, operation {sequence}: {why}; what depends on it cannot be checked")]
    Operation {
        /// The team.
        team: TeamPlace,
        /// Its place in the chain, from 0.
        sequence: u32,
        /// What is wrong.
        why: BadOperation,
    },
    /// Keys sealed to an invite are not those of the chain.
    #[error("{team}, sealed keys: {why}")]
    Keys {
        /// The team.
        team: TeamPlace,
        /// What is wrong.
        why: BadKeys,
    },
    /// A part of a photo.
    #[error("{0}: the bytes of a part of a photo do not give its id")]
    Part(TeamPlace),
    /// A log of a scope that there is not.
    #[error("{team}: there is a log of an unknown scope, {scope}")]
    UnknownScope {
        /// The team.
        team: TeamPlace,
        /// Its number.
        scope: i64,
    },
    /// A log as a whole.
    #[error("{team}, {}: {why}", Shown(.log))]
    Log {
        /// The team.
        team: TeamPlace,
        /// The log.
        log: LogName,
        /// What is wrong.
        why: BadLog,
    },
    /// One envelope.
    #[error("{team}, {}, envelope {sequence}: {why}", Shown(.log))]
    Envelope {
        /// The team.
        team: TeamPlace,
        /// The log.
        log: LogName,
        /// Its place in the log, from 1.
        sequence: i64,
        /// What is wrong.
        why: BadEnvelope,
    },
    /// Rows that belong to no log, or to no envelope of one.
    #[error("rows of the table {table} that belong to no log: {count}")]
    Strays {
        /// The table.
        table: &'static str,
        /// How many.
        count: i64,
    },
}

/// Why a chain does not hold.
#[derive(Debug, thiserror::Error)]
pub enum BadOperation {
    /// There is one after it.
    #[error("it is missing")]
    Missing,
    /// Its bytes.
    #[error(transparent)]
    Bytes(OperationError),
    /// It names another one as the one before.
    #[error("it does not follow the one before")]
    NotNext,
    /// The rules.
    #[error(transparent)]
    Rules(Refusal),
    /// The team's id is not its hash.
    #[error("it founds another team")]
    OtherTeam,
}

/// Why sealed keys should not be there.
#[derive(Debug, thiserror::Error)]
pub enum BadKeys {
    /// The chain knows nothing of them.
    #[error("the chain lists no invite for them")]
    NoInvite,
    /// The invite is used or cancelled.
    #[error("their invite is closed, and they should be gone")]
    Closed,
    /// The chain holds another hash.
    #[error("they are not those that the chain holds the hash of")]
    OtherKeys,
    /// The chain says another time.
    #[error("they expire at another time than their invite")]
    OtherTime,
}

/// What may be wrong with a log as a whole.
#[derive(Debug, thiserror::Error)]
pub enum BadLog {
    /// Some envelopes are not there.
    #[error("envelopes {from} to {to} are missing")]
    Missing {
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// It ends elsewhere.
    #[error("it should end with envelope {noted} and ends with {found}")]
    End {
        /// Where it should.
        noted: i64,
        /// Where it does.
        found: i64,
    },
    /// It ends with another hash.
    #[error("the running hash noted for its end is wrong")]
    EndHash,
    /// The counters are not those of the envelopes.
    #[error("the highest counters noted for its authors are not those of its envelopes")]
    Counters,
}

/// What may be wrong with one envelope.
#[derive(Debug, thiserror::Error)]
pub enum BadEnvelope {
    /// The bytes or the id are not what they were.
    #[error("its bytes do not give its id")]
    OtherId,
    /// Its bytes.
    #[error(transparent)]
    Bytes(EnvelopeError),
    /// It says so itself.
    #[error("it belongs to another team, scope or era")]
    OtherLog,
    /// It says so itself.
    #[error("it belongs to another page than the one noted")]
    OtherPage,
    /// The roster says no.
    #[error("its author could not write there")]
    NotAllowed,
    /// The signature is wrong.
    #[error("it is not signed by its author")]
    NotSigned,
    /// The hash does not follow.
    #[error("its running hash does not follow from the one before")]
    OtherHash,
}

/// A team, by the beginning of its id.
#[derive(Debug, Clone, Copy)]
pub struct TeamPlace(pub TeamId);

impl fmt::Display for TeamPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("team ")?;
        self.0.as_bytes()[..4].iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

struct Shown<'a>(&'a LogName);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "log {} {}", self.0.scope.code(), self.0.era)
    }
}
