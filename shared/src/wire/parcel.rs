//! The parcel, version 1: one team's roster and sealed envelopes in one file, to hand over where there is no network.
//!
//! ```text
//! 8f "carry" 0d 0a (8 bytes) ‖ version (1 byte: 1) ‖ team (16)
//!   ‖ number of operations (u32) ‖ each: length (u32) ‖ roster operation, from the founding on
//!   ‖ number of envelopes (u32) ‖ each: length (u32) ‖ envelope, in any order
//!   ‖ SHA-256 of all before it (32)
//! ```
//!
//! Numbers are big endian. Operations and envelopes stand in it as they are, signed and sealed: whoever finds the file
//! learns what a relay learns and can change nothing unnoticed. The hash at the end is against accidents, so that
//! half a file is told from a whole one; what counts in it is decided by the signatures inside.
//!
//! Limits: a file of [`PARCEL_LIMIT`] bytes, [`CHAIN_LIMIT`] operations of [`OPERATION_LIMIT`] bytes each,
//! [`ENVELOPES_LIMIT`] envelopes of [`ENVELOPE_LIMIT`] bytes each; nothing is nested and there is no text. At least one operation, the founding, is in it. A
//! higher version is refused as such, whatever follows it; nothing is compressed, since nothing sealed can be.

use crate::TeamId;
use crate::seal::{ENVELOPE_LIMIT, hash};
use crate::team::{CHAIN_LIMIT, OPERATION_LIMIT};

/// The longest parcel, in bytes.
pub const PARCEL_LIMIT: usize = 128 << 20;
/// The most envelopes in one parcel.
pub const ENVELOPES_LIMIT: u32 = 100_000;
/// No text begins like this, and a copy that changes the ends of lines changes it.
const MAGIC: &[u8] = b"\x8fcarry\r\n";
const VERSION: u8 = 1;
const END: usize = 32;

/// What is handed over of one team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The team.
    pub team: TeamId,
    /// Its whole chain, from the founding on.
    pub operations: Vec<Vec<u8>>,
    /// Envelopes of it, in any order.
    pub envelopes: Vec<Vec<u8>>,
}

/// Why bytes are not a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParcelError {
    /// Something else.
    #[error("this is not a hand-over file")]
    NotAParcel,
    /// A newer form.
    #[error("the hand-over file was written by a newer version")]
    Newer,
    /// Over a limit.
    #[error("the hand-over file is too large")]
    TooLarge,
    /// Cut short, or changed on the way.
    #[error("the hand-over file is not whole")]
    Damaged,
}

impl Parcel {
    /// The bytes of the file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ParcelError> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        bytes.extend_from_slice(self.team.as_bytes());
        write_list(&mut bytes, &self.operations, OPERATIONS)?;
        write_list(&mut bytes, &self.envelopes, ENVELOPES)?;
        let end = hash(&[&bytes]);
        bytes.extend_from_slice(&end);
        if bytes.len() <= PARCEL_LIMIT { Ok(bytes) } else { Err(ParcelError::TooLarge) }
    }

    /// Reads a file. Form and limits are checked here; what is inside is judged by whoever takes it in.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ParcelError> {
        if bytes.len() > PARCEL_LIMIT {
            return Err(ParcelError::TooLarge);
        }
        let Some(rest) = bytes.strip_prefix(MAGIC) else {
            let is_beginning = MAGIC.starts_with(bytes);
            return Err(if is_beginning { ParcelError::Damaged } else { ParcelError::NotAParcel });
        };
        match rest.first() {
            Some(&VERSION) => {}
            Some(version) if *version > VERSION => return Err(ParcelError::Newer),
            _ => return Err(ParcelError::Damaged),
        }
        let (content, end) = bytes.split_last_chunk::<END>().ok_or(ParcelError::Damaged)?;
        if hash(&[content]) != *end {
            return Err(ParcelError::Damaged);
        }
        let rest = content.get(MAGIC.len() + 1..).ok_or(ParcelError::Damaged)?;
        let (team, mut rest) = rest.split_first_chunk::<16>().ok_or(ParcelError::Damaged)?;
        let operations = read_list(&mut rest, OPERATIONS)?;
        let envelopes = read_list(&mut rest, ENVELOPES)?;
        let is_whole = rest.is_empty() && !operations.is_empty();
        if is_whole {
            Ok(Self { team: TeamId(*team), operations, envelopes })
        } else {
            Err(ParcelError::Damaged)
        }
    }
}

/// How many there may be of something, and how long each.
#[derive(Clone, Copy)]
struct Limit {
    count: u32,
    length: usize,
}

const OPERATIONS: Limit = Limit { count: CHAIN_LIMIT, length: OPERATION_LIMIT };
const ENVELOPES: Limit = Limit { count: ENVELOPES_LIMIT, length: ENVELOPE_LIMIT };

fn write_list(bytes: &mut Vec<u8>, items: &[Vec<u8>], limit: Limit) -> Result<(), ParcelError> {
    let count = u32::try_from(items.len()).ok().filter(|count| *count <= limit.count);
    bytes.extend_from_slice(&count.ok_or(ParcelError::TooLarge)?.to_be_bytes());
    for item in items {
        let length = u32::try_from(item.len()).ok().filter(|_| item.len() <= limit.length);
        bytes.extend_from_slice(&length.ok_or(ParcelError::TooLarge)?.to_be_bytes());
        bytes.extend_from_slice(item);
    }
    Ok(())
}

/// Reads a list. Nothing is set aside for what is only claimed: the list grows by what is there.
fn read_list(rest: &mut &[u8], limit: Limit) -> Result<Vec<Vec<u8>>, ParcelError> {
    let count = read_number(rest)?;
    if count > limit.count {
        return Err(ParcelError::TooLarge);
    }
    let mut items = Vec::new();
    for _ in 0..count {
        let length = usize::try_from(read_number(rest)?).map_err(|_| ParcelError::TooLarge)?;
        if length > limit.length {
            return Err(ParcelError::TooLarge);
        }
        let (item, behind) = rest.split_at_checked(length).ok_or(ParcelError::Damaged)?;
        items.push(item.to_vec());
        *rest = behind;
    }
    Ok(items)
}

fn read_number(rest: &mut &[u8]) -> Result<u32, ParcelError> {
    let (number, behind) = rest.split_first_chunk::<4>().ok_or(ParcelError::Damaged)?;
    *rest = behind;
    Ok(u32::from_be_bytes(*number))
}

#[cfg(test)]
#[path = "parcel_tests.rs"]
mod tests;
