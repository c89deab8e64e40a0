//! The wire, version 1.
//!
//! One WebSocket, binary messages, one frame a message, at most [`FRAME_LIMIT`] bytes. A frame is CBOR (RFC 8949):
//! an array of the frame's number and its content; structures are maps with integer keys, and unknown keys are
//! skipped. Integers are big enough for their values, byte strings hold ids, hashes, keys and signatures, and
//! definite and indefinite lengths are both read. An unknown frame number, trailing bytes or a limit exceeded ends
//! the connection with [`Goodbye`]; nothing from a frame that does not parse is acted on.
//!
//! ```text
//! relay → device   Challenge    version, limits, the relay's clock, a nonce, the relay's key
//! device → relay   Prove        version, signing key, signature over (origin, nonce)
//! relay → device   Welcome
//!
//! device → relay   Open         a team, how far its roster is held, a cursor per readable scope and era
//! relay → device   Roster       operations the device lacks, and where the relay's chain ends
//!                  Envelopes    since each cursor, in the log's order
//!                  Passed       everything up to this cursor that was not sent was replaced, or is too old to be kept
//!                  LostPlace    this cursor is not in the relay's log: start from nothing and reconcile
//!                  CaughtUp     all that was there when Open came has been sent; from here on, live
//!
//! device → relay   PushRoster   operations that follow the relay's head (a new team: from the first)
//! relay → device   Roster       … accepted: the new head comes back to everyone, its author included
//!                  RosterRefused   not accepted: why, and where the relay's chain ends
//!
//! device → relay   Append       envelopes
//! relay → device   Appended     durable, in the log at this place: fsynced before this is sent
//!                  Held         the relay had these already
//!                  NotAppended  not accepted, and why
//!
//! device → relay   Enrol        the operator's token, for teams that the relay does not know yet; not answered
//!
//! device → relay   Find         someone holding an invite's short code, which names no team, asks which team it is of
//! relay → device   Found        … then they knock; or NotFound
//!
//! device → relay   Knock        someone holding an invite asks for its team's roster
//! relay → device   Roster, with the keys sealed to that invite; or RosterRefused
//!
//! device → relay   PutPart      a part of a photo, for a scope and era that this device may write now
//! relay → device   PartHeld     durable
//! device → relay   HasPart      asks whether a part is there that was acknowledged once
//! relay → device   PartHeld, or NoPart
//! device → relay   GetPart      asks for a part, of a scope and era that this device may read now
//! relay → device   Part         its bytes
//!                  NoPart       not taken, or not there, and why
//! ```
//!
//! **Photos.** A photo's sealed bytes come in parts of at most [`PART_LIMIT`](crate::seal::PART_LIMIT) bytes (`seal/photo.rs`),
//! each known by the first half of its SHA-256. The relay takes each alone and keeps it whole or not at all, so what was
//! interrupted goes on with the next part; it sends one only to whoever asks. Which parts make a photo, and what opens them,
//! stands in a record. What a relay has is what it had at some moment, so a device that finds there the part which was acknowledged
//! to it last knows that the others are there, too; otherwise it offers them again. A relay that takes no parts does not name a length for them in its limits.
//!
//! **Order.** The log of a scope and era is numbered from 1. A device receives it in order: others' envelopes as
//! `Envelopes`, its own as `Appended`, each moving its cursor by one. A cursor is `(sequence, running hash)`, where
//! the running hash after an envelope is the first half of SHA-256(running hash before ‖ envelope id), from zeros.
//! Where the relay sends nothing in an envelope's place, because its author replaced it by another one or because
//! the relay keeps nothing so old, `Passed` moves the cursor to the place it names, over at least one envelope; what comes
//! next follows from there. It comes in turn with the frames around it and means nothing for what a device holds.
//!
//! **Forbidden and unknown look alike**: a team that does not exist and a team that this device is not in are both
//! [`Refused::NotHere`].
//!
//! **Receipts.** A relay has an Ed25519 key of its own, named in `Challenge`. With each operation that it sends it sends a
//! receipt: its signature over [`receipt_statement`], which says that it accepted this operation at this place. Devices
//! keep receipts beside the operations and send them along when they offer these. The `head` of `Open` is where the
//! operations end that the device holds this relay's receipts for, so that it is sent what it lacks. For a day after its
//! data was restored, a relay takes no operation without a receipt of its own ([`Refused::Restored`]), but the founding of
//! a team it does not know: until the devices have brought back what it lost, nobody can put another branch there.
//!
//! **Limits.** A frame over any of these is refused as a whole, and nothing is set aside for what it only claims:
//! [`FRAME_LIMIT`] bytes a frame; [`APPEND_LIMIT`] envelopes or ids in a list of them; [`CURSORS_LIMIT`] cursors in
//! `Open`; [`LINKS_LIMIT`] operations in `Roster` and `PushRoster`. Ids, hashes, keys, nonces and signatures have one
//! length each, and there is no text. Envelopes, operations and sealed keys are bytes to a frame, no longer than it;
//! whoever opens them holds them to [`ENVELOPE_LIMIT`](crate::seal::ENVELOPE_LIMIT),
//! [`OPERATION_LIMIT`](crate::team::OPERATION_LIMIT) and [`SEALED_LIMIT`](crate::team::SEALED_LIMIT). What is known
//! is nested four deep; what is not known is skipped however deep, which takes no stack.
//!
//! **Binding.** The proof is over the relay's origin as the device dialled it, so a challenge of one relay cannot be
//! answered at another.

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};

use crate::limited::at_most;
use crate::record::Scope;
use crate::seal::{Hash, Signature};
use crate::team::Head;
use crate::{DeviceId, EnvelopeId, PartId, TeamId};

/// The version of these frames.
pub const VERSION: u16 = 1;
/// The longest frame, in bytes.
pub const FRAME_LIMIT: usize = 1 << 20;
/// The most envelopes in one `Append` or `Envelopes`.
pub const APPEND_LIMIT: usize = 512;
/// The most cursors in one `Open`.
pub const CURSORS_LIMIT: usize = 64;
/// The longest enrolment token, in bytes.
pub const TOKEN_LIMIT: usize = 256;
/// The most roster operations in one frame.
pub const LINKS_LIMIT: usize = 256;

/// What a device says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum FromDevice {
    /// Answers the challenge.
    #[n(0)]
    Prove {
        /// The version the device speaks.
        #[n(0)]
        version: u16,
        /// Its Ed25519 public key.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        key: [u8; 32],
        /// Its signature over [`proof_statement`].
        #[n(2)]
        #[cbor(with = "minicbor::bytes")]
        signature: Signature,
    },
    /// Asks for everything new in a team, and for what comes.
    #[n(1)]
    Open {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// Where the device's roster ends, or the part of it with this relay's receipts.
        #[n(1)]
        head: Place,
        /// How far each log was read; a log not named is read from the start.
        #[n(2)]
        #[cbor(decode_with = "at_most::<_, _, CURSORS_LIMIT>")]
        cursors: Vec<Cursor>,
    },
    /// Offers roster operations.
    #[n(2)]
    PushRoster {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The sequence of the first one.
        #[n(1)]
        from: u32,
        /// The operations, one after the other.
        #[n(2)]
        #[cbor(decode_with = "at_most::<_, _, LINKS_LIMIT>")]
        links: Vec<Link>,
    },
    /// Offers envelopes.
    #[n(3)]
    Append {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The envelopes, oldest first.
        #[n(1)]
        #[cbor(decode_with = "at_most::<_, _, APPEND_LIMIT>")]
        envelopes: Vec<minicbor::bytes::ByteVec>,
    },
    /// Asks for the roster with an invite in hand.
    #[n(4)]
    Knock {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The invite.
        #[n(1)]
        invite: DeviceId,
        /// The invite key's signature over [`knock_statement`].
        #[n(2)]
        #[cbor(with = "minicbor::bytes")]
        proof: Signature,
    },
    /// Says the operator's token, before a team is founded at a relay that asks for one. What is longer than
    /// [`TOKEN_LIMIT`] is no token. Nothing is answered, so it cannot be told from a wrong one but by founding.
    #[n(5)]
    Enrol {
        /// The token.
        #[n(0)]
        #[cbor(with = "minicbor::bytes")]
        token: Vec<u8>,
    },
    /// Offers a part of a photo.
    #[n(8)]
    PutPart {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The scope.
        #[n(1)]
        scope: Scope,
        /// The era.
        #[n(2)]
        era: u32,
        /// The sealed bytes.
        #[n(3)]
        #[cbor(with = "minicbor::bytes")]
        part: Vec<u8>,
    },
    /// Asks for a part of a photo.
    #[n(9)]
    GetPart {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The scope.
        #[n(1)]
        scope: Scope,
        /// The era.
        #[n(2)]
        era: u32,
        /// The part.
        #[n(3)]
        id: PartId,
    },
    /// Asks whether a part is there, by someone who may read it: answered as if it had been offered.
    #[n(10)]
    HasPart {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The scope.
        #[n(1)]
        scope: Scope,
        /// The era.
        #[n(2)]
        era: u32,
        /// The part.
        #[n(3)]
        id: PartId,
    },
    /// Asks which team an invite is of. Its id follows from the invite's secret, so nobody asks who does not hold that or
    /// reads the roster; what is in the team only [`Knock`](Self::Knock) says.
    #[n(6)]
    Find {
        /// The invite.
        #[n(0)]
        invite: DeviceId,
    },
}

/// What the relay says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum FromRelay {
    /// Opens the conversation.
    #[n(0)]
    Challenge {
        /// The version the relay speaks.
        #[n(0)]
        version: u16,
        /// What it accepts.
        #[n(1)]
        limits: Limits,
        /// Its clock, milliseconds since 1970.
        #[n(2)]
        now_ms: i64,
        /// What to sign.
        #[n(3)]
        #[cbor(with = "minicbor::bytes")]
        nonce: [u8; 32],
        /// The relay's Ed25519 public key; a relay that gives no receipts has none.
        #[n(4)]
        relay: Option<ByteArray<32>>,
    },
    /// The proof holds.
    #[n(1)]
    Welcome {},
    /// Roster operations, and where the relay's chain ends.
    #[n(2)]
    Roster {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The sequence of the first operation here.
        #[n(1)]
        from: u32,
        /// The operations; none if the device has them all, or more.
        #[n(2)]
        #[cbor(decode_with = "at_most::<_, _, LINKS_LIMIT>")]
        links: Vec<Link>,
        /// Where the relay's chain ends.
        #[n(3)]
        head: Place,
    },
    /// Operations, or a knock, were not accepted.
    #[n(3)]
    RosterRefused {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// Why.
        #[n(1)]
        why: Refused,
        /// Where the relay's chain ends, for a member.
        #[n(2)]
        head: Option<Place>,
    },
    /// Envelopes of one log, in its order.
    #[n(4)]
    Envelopes {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The scope.
        #[n(1)]
        scope: Scope,
        /// The era.
        #[n(2)]
        era: u32,
        /// The sequence of the first one.
        #[n(3)]
        from: u64,
        /// The envelopes, one after the other.
        #[n(4)]
        #[cbor(decode_with = "at_most::<_, _, APPEND_LIMIT>")]
        envelopes: Vec<minicbor::bytes::ByteVec>,
    },
    /// The device's own envelopes are durable, in the log from this place on.
    #[n(5)]
    Appended {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The scope.
        #[n(1)]
        scope: Scope,
        /// The era.
        #[n(2)]
        era: u32,
        /// The sequence of the first one.
        #[n(3)]
        from: u64,
        /// The envelopes, one after the other.
        #[n(4)]
        #[cbor(decode_with = "at_most::<_, _, APPEND_LIMIT>")]
        ids: Vec<EnvelopeId>,
    },
    /// The relay had these already; they are durable.
    #[n(6)]
    Held {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The envelopes.
        #[n(1)]
        #[cbor(decode_with = "at_most::<_, _, APPEND_LIMIT>")]
        ids: Vec<EnvelopeId>,
    },
    /// These were not taken.
    #[n(7)]
    NotAppended {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The envelopes; none if the frame as a whole was refused.
        #[n(1)]
        #[cbor(decode_with = "at_most::<_, _, APPEND_LIMIT>")]
        ids: Vec<EnvelopeId>,
        /// Why.
        #[n(2)]
        why: Refused,
    },
    /// A cursor is not in the relay's log: it was restored, replaced or has lost something.
    #[n(8)]
    LostPlace {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The scope.
        #[n(1)]
        scope: Scope,
        /// The era.
        #[n(2)]
        era: u32,
    },
    /// Everything that was there when `Open` came has been sent.
    #[n(9)]
    CaughtUp {
        /// The team.
        #[n(0)]
        team: TeamId,
    },
    /// The relay ends the connection after this frame.
    #[n(10)]
    Goodbye {
        /// Why.
        #[n(0)]
        why: Goodbye,
    },
    /// The device is past every envelope up to here: what was not sent will not be.
    #[n(11)]
    Passed {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// Where the log goes on.
        #[n(1)]
        to: Cursor,
    },
    /// A part of a photo is durable.
    #[n(14)]
    PartHeld {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The part.
        #[n(1)]
        id: PartId,
    },
    /// A part of a photo.
    #[n(15)]
    Part {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The sealed bytes.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        part: Vec<u8>,
    },
    /// A part of a photo was not taken, or is not there for this device.
    #[n(16)]
    NoPart {
        /// The team.
        #[n(0)]
        team: TeamId,
        /// The part.
        #[n(1)]
        id: PartId,
        /// Why.
        #[n(2)]
        why: Refused,
    },
    /// The team that an invite is or was of: open, used, cancelled or expired.
    #[n(12)]
    Found {
        /// The invite.
        #[n(0)]
        invite: DeviceId,
        /// The team.
        #[n(1)]
        team: TeamId,
    },
    /// No team is named.
    #[n(13)]
    NotFound {
        /// The invite.
        #[n(0)]
        invite: DeviceId,
        /// Why: no team here has it, or the relay could not look.
        #[n(1)]
        why: Refused,
    },
}

/// How far a chain goes, on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Place {
    /// How many operations.
    #[n(0)]
    pub length: u32,
    /// The hash of the last one; zeros for none.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub hash: Hash,
}

/// How far a log was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Cursor {
    /// The scope.
    #[n(0)]
    pub scope: Scope,
    /// The era.
    #[n(1)]
    pub era: u32,
    /// The sequence of the last envelope read; 0 for none.
    #[n(2)]
    pub sequence: u64,
    /// The running hash after it; zeros for none.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub running: [u8; 16],
}

/// A roster operation with the sealed keys that travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Link {
    /// The signed operation.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub operation: Vec<u8>,
    /// Keys sealed to an invite, where the operation lists one: sent up by its maker, sent down only to whoever
    /// knocks with it, and deleted once the invite is used, cancelled or expired.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
    /// The relay's receipt, where there is one.
    #[n(2)]
    pub receipt: Option<ByteArray<64>>,
}

/// What a relay accepts, so that a device can keep to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Limits {
    /// The longest frame, in bytes.
    #[n(0)]
    pub frame: u32,
    /// The longest envelope, in bytes.
    #[n(1)]
    pub envelope: u32,
    /// Whether it drops pages but the plan's once nothing is added to them for long.
    #[n(2)]
    pub drops_old: Option<bool>,
    /// The longest part of a photo, in bytes; a relay that takes none has none.
    #[n(3)]
    pub part: Option<u32>,
}

/// Why something was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Refused {
    /// No such team, or not for this device.
    #[n(0)]
    NotHere,
    /// It does not follow the relay's head.
    #[n(1)]
    NotNext,
    /// Not allowed to this member.
    #[n(2)]
    NotAllowed,
    /// The invite was used.
    #[n(3)]
    Used,
    /// The invite was cancelled.
    #[n(4)]
    Cancelled,
    /// The invite has expired.
    #[n(5)]
    Expired,
    /// Malformed, or not signed by who it says.
    #[n(6)]
    Malformed,
    /// Written by a newer version than the relay's.
    #[n(7)]
    Newer,
    /// Over a limit or quota.
    #[n(8)]
    TooMuch,
    /// The relay could not store it; nothing was acknowledged. Try again.
    #[n(9)]
    TryLater,
    /// The relay was restored less than a day ago, and this operation has no receipt of it.
    #[n(10)]
    Restored,
    /// The relay takes no team that it does not know without its operator's token.
    #[n(11)]
    NeedsToken,
    /// The team has as much at this relay as its operator allows. What is written stays where it is.
    #[n(12)]
    Full,
}

/// Why the relay ends a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Goodbye {
    /// The device speaks an older version than the relay accepts.
    #[n(0)]
    DeviceTooOld,
    /// The device speaks a newer version.
    #[n(1)]
    RelayTooOld,
    /// The proof does not hold.
    #[n(2)]
    BadProof,
    /// A frame was malformed or out of turn.
    #[n(3)]
    BadFrame,
    /// Too much, too fast.
    #[n(4)]
    TooFast,
    /// The relay is going down for a moment.
    #[n(5)]
    Restarting,
    /// The relay's storage failed.
    #[n(6)]
    StorageFailed,
    /// As many devices are connected as the operator allows: later.
    #[n(7)]
    Full,
}

/// Bytes that are not a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a frame of version {VERSION}")]
pub struct FrameError;

impl FromDevice {
    /// The bytes on the wire.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// Reads a frame and checks its limits.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FrameError> {
        from_bytes(bytes)
    }
}

impl FromRelay {
    /// The bytes on the wire.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// Reads a frame and checks its limits.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FrameError> {
        from_bytes(bytes)
    }
}

impl From<Head> for Place {
    fn from(head: Head) -> Self {
        Self { length: head.length, hash: head.hash }
    }
}

/// What a device signs to prove who it is: the origin it dialled and the relay's nonce.
pub fn proof_statement(origin: &str, nonce: &[u8; 32]) -> Vec<u8> {
    [nonce.as_slice(), origin.as_bytes()].concat()
}

/// What an invite signs to see its team's roster: the relay's nonce, the team and the device that asks.
pub fn knock_statement(nonce: &[u8; 32], team: &TeamId, device: &DeviceId) -> Vec<u8> {
    [nonce.as_slice(), team.as_bytes(), device.as_bytes()].concat()
}

/// What a relay signs when it has accepted an operation, by the hash of its bytes; its place and all before it are in that.
pub fn receipt_statement(team: &TeamId, operation: &Hash) -> Vec<u8> {
    [team.as_bytes().as_slice(), operation].concat()
}

fn to_bytes<T: Encode<()>>(frame: &T) -> Vec<u8> {
    // Encoding into memory cannot fail.
    minicbor::to_vec(frame).unwrap_or_default()
}

fn from_bytes<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, FrameError> {
    if bytes.len() > FRAME_LIMIT {
        return Err(FrameError);
    }
    let mut decoder = minicbor::Decoder::new(bytes);
    let frame = decoder.decode().map_err(|_| FrameError)?;
    if decoder.position() == bytes.len() { Ok(frame) } else { Err(FrameError) }
}

#[cfg(test)]
#[path = "frame_tests.rs"]
mod tests;
