//! What is inside an envelope: the page's name and the changes, compressed together and padded.
//!
//! Padding follows Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
//! PURBs", 2019): lengths leak at most O(log log n) bits for at most 12 % more bytes.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use minicbor::{Decode, Encode};

use super::envelope::EnvelopeError;
use crate::page::PageName;

/// The longest body once inflated, in bytes.
pub const BODY_LIMIT: usize = 4 << 20;
/// The most changes in one envelope.
pub const CHANGES_LIMIT: usize = 20_000;
/// The smallest padded body, in bytes.
const SMALLEST: usize = 256;

/// The page's name and changes of one author, in the order they were made.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Body {
    /// The page; must match the tag in the header.
    #[n(0)]
    pub page: PageName,
    /// Raw Automerge change chunks.
    #[n(1)]
    pub changes: Vec<minicbor::bytes::ByteVec>,
}

impl Body {
    pub(super) fn pack(&self) -> Result<Vec<u8>, EnvelopeError> {
        let plain = minicbor::to_vec(self).map_err(|_| EnvelopeError::TooLarge)?;
        if plain.len() > BODY_LIMIT || self.changes.len() > CHANGES_LIMIT {
            return Err(EnvelopeError::TooLarge);
        }
        let mut encoder = DeflateEncoder::new(vec![0; 4], Compression::best());
        encoder.write_all(&plain).map_err(|_| EnvelopeError::TooLarge)?;
        let mut packed = encoder.finish().map_err(|_| EnvelopeError::TooLarge)?;
        let length = u32::try_from(packed.len() - 4).map_err(|_| EnvelopeError::TooLarge)?;
        packed[..4].copy_from_slice(&length.to_be_bytes());
        packed.resize(padded(packed.len()), 0);
        Ok(packed)
    }

    pub(super) fn unpack(packed: &[u8]) -> Result<Self, EnvelopeError> {
        let (length, rest) = packed.split_first_chunk::<4>().ok_or(EnvelopeError::Malformed)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| EnvelopeError::Malformed)?;
        let deflated = rest.get(..length).ok_or(EnvelopeError::Malformed)?;
        let limit = u64::try_from(BODY_LIMIT).unwrap_or(u64::MAX);
        let mut plain = Vec::new();
        DeflateDecoder::new(deflated)
            .take(limit + 1)
            .read_to_end(&mut plain)
            .map_err(|_| EnvelopeError::Malformed)?;
        if plain.len() > BODY_LIMIT {
            return Err(EnvelopeError::TooLarge);
        }
        let body: Self = minicbor::decode(&plain).map_err(|_| EnvelopeError::Malformed)?;
        if body.changes.len() > CHANGES_LIMIT {
            return Err(EnvelopeError::TooLarge);
        }
        Ok(body)
    }
}

/// The padded length of `length` bytes.
fn padded(length: usize) -> usize {
    if length <= SMALLEST {
        return SMALLEST;
    }
    let exponent = length.ilog2();
    let significant = exponent.ilog2() + 1;
    let mask = (1_usize << (exponent - significant)) - 1;
    (length + mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_never_shrinks_and_adds_at_most_an_eighth() {
        for length in (1..200_000).step_by(37) {
            let padded = padded(length);
            assert!(padded >= length);
            assert!(padded <= SMALLEST || padded - length <= length / 8, "{length} became {padded}");
        }
    }

    #[test]
    fn a_body_comes_back_and_any_part_of_it_is_refused() {
        let body = Body { page: PageName::Plan, changes: vec![vec![1; 400].into(), vec![2; 5].into()] };
        let packed = body.pack().expect("a small body");
        assert_eq!(Body::unpack(&packed), Ok(body));
        for cut in 0..12 {
            assert!(Body::unpack(&packed[..cut]).is_err());
        }
    }

    #[test]
    fn a_decompression_bomb_stops_at_the_limit() {
        let mut encoder = DeflateEncoder::new(vec![0; 4], Compression::best());
        for _ in 0..64 {
            encoder.write_all(&vec![0; 1 << 20]).expect("memory");
        }
        let mut bomb = encoder.finish().expect("memory");
        let length = u32::try_from(bomb.len() - 4).expect("small");
        bomb[..4].copy_from_slice(&length.to_be_bytes());
        assert!(bomb.len() < 100_000);
        assert_eq!(Body::unpack(&bomb), Err(EnvelopeError::TooLarge));
    }
}
