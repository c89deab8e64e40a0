//! What a device is told and what it orders.

use crate::record::Row;
use crate::storage::{Batch, Read, StoreFailure, StoredRow};
use crate::{RecordId, TeamId};

/// A fact about the world outside.
#[derive(Debug, Clone)]
pub enum Input {
    /// The shell has opened the store. The seed comes from the system's generator and is used for this start only.
    Started {
        /// 32 random bytes.
        seed: [u8; 32],
    },
    /// A batch is durable.
    Stored {
        /// The batch.
        ticket: u64,
    },
    /// A batch was not written.
    StoreFailed {
        /// The batch.
        ticket: u64,
        /// Why.
        why: StoreFailure,
    },
    /// Rows that were asked for.
    Loaded {
        /// The request.
        ticket: u64,
        /// The rows, in key order.
        rows: Vec<StoredRow>,
    },
    /// Rows that were asked for could not be read.
    LoadFailed {
        /// The request.
        ticket: u64,
        /// Why.
        why: StoreFailure,
    },
    /// The socket to the relay is open; `origin` is the relay's address as the shell dialled it
    /// (`https://care.example`, no path), which the device binds its proof to.
    Connected {
        /// The relay's origin.
        origin: String,
    },
    /// One binary frame arrived.
    Received(Vec<u8>),
    /// The socket closed, or could not be opened.
    Disconnected,
    /// The time asked for with `WakeAt` has come.
    Woke,
}

/// An order to the world outside.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Write this batch durably, then answer `Stored` or `StoreFailed`.
    Store {
        /// Names the batch in the answer.
        ticket: u64,
        /// What to write.
        batch: Batch,
    },
    /// Read these rows, then answer `Loaded` or `LoadFailed`.
    Load {
        /// Names the request in the answer.
        ticket: u64,
        /// What to read.
        reads: Vec<Read>,
    },
    /// Open a socket to the relay; answer `Connected` or `Disconnected`.
    Dial,
    /// Close the socket.
    HangUp,
    /// Send one binary frame.
    Send(Vec<u8>),
    /// Say `Woke` at this time; a later order replaces an earlier one.
    WakeAt {
        /// Milliseconds since 1970.
        at_ms: i64,
        /// Why, for whoever debugs.
        why: &'static str,
    },
    /// Something to show has changed.
    Changed(Changed),
}

/// What changed, so that one changed record redraws one row.
#[derive(Debug, Clone, PartialEq)]
pub enum Changed {
    /// One record of a team.
    Record {
        /// The team.
        team: TeamId,
        /// The record.
        record: RecordId,
        /// As it stands; boxed because it is by far the largest.
        row: Box<Row>,
    },
    /// Whether records are saved or shared.
    Sharing {
        /// The team.
        team: TeamId,
    },
    /// Members, invites or rights.
    Team {
        /// The team.
        team: TeamId,
    },
    /// The connection, or how far this device is.
    Connection,
    /// Everything: read all views again.
    All,
}
