//! What is inside an envelope: the page's name and the changes, compressed together and padded.
//!
//! Padding follows Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
//! PURBs", 2019): lengths leak at most O(log log n) bits for at most 12 % more bytes.
//!
//! ```text
//! length (u32, big endian) ‖ so many bytes of deflate (RFC 1951), one stream ‖ zeros
//! ```
//!
//! What is inflated is a CBOR map. Limits: [`BODY_LIMIT`] bytes once inflated, and inflating stops there;
//! [`CHANGES_LIMIT`] changes, each of which the page holds to [`CHANGE_LIMIT`](crate::page::CHANGE_LIMIT) and to the
//! limits in `page/vet.rs`. The page's name is `plan` or a month of seven letters. What is known is nested two deep;
//! what is not known is skipped however deep, which takes no stack.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use minicbor::{Decode, Encode};

use super::envelope::EnvelopeError;
use crate::limited::at_most;
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
    #[cbor(decode_with = "at_most::<_, _, CHANGES_LIMIT>")]
    pub changes: Vec<minicbor::bytes::ByteVec>,
}

impl Body {
    pub(crate) fn pack(&self) -> Result<Vec<u8>, EnvelopeError> {
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

    pub(crate) fn unpack(packed: &[u8]) -> Result<Self, EnvelopeError> {
        let (length, rest) = packed.split_first_chunk::<4>().ok_or(EnvelopeError::Malformed)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| EnvelopeError::Malformed)?;
        let (deflated, padding) = rest.split_at_checked(length).ok_or(EnvelopeError::Malformed)?;
        let mut inflating = DeflateDecoder::new(deflated);
        let limit = u64::try_from(BODY_LIMIT).unwrap_or(u64::MAX);
        let mut plain = Vec::new();
        inflating.by_ref().take(limit + 1).read_to_end(&mut plain).map_err(|_| EnvelopeError::Malformed)?;
        if plain.len() > BODY_LIMIT {
            return Err(EnvelopeError::TooLarge);
        }
        let mut decoder = minicbor::Decoder::new(&plain);
        let body = decoder.decode().map_err(|_| EnvelopeError::Malformed)?;
        // One body has one reading: nothing stands behind it, and the padding says nothing.
        let is_all = decoder.position() == plain.len() && usize::try_from(inflating.total_in()) == Ok(length);
        if is_all && padding.iter().all(|byte| *byte == 0) { Ok(body) } else { Err(EnvelopeError::Malformed) }
    }
}

/// The padded length of `length` bytes.
pub(super) fn padded(length: usize) -> usize {
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
    use crate::hostile;
    use proptest::prelude::*;

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

    /// Any plain bytes, packed as a body is.
    fn packed(plain: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(vec![0; 4], Compression::best());
        encoder.write_all(plain).expect("memory");
        let mut packed = encoder.finish().expect("memory");
        let length = u32::try_from(packed.len() - 4).expect("small");
        packed[..4].copy_from_slice(&length.to_be_bytes());
        packed.resize(padded(packed.len()), 0);
        packed
    }

    fn small() -> Body {
        Body { page: PageName::Plan, changes: vec![vec![1; 40].into(), vec![2; 5].into()] }
    }

    #[test]
    fn a_body_has_one_reading() {
        let plain = minicbor::to_vec(small()).expect("memory");
        assert_eq!(Body::unpack(&packed(&plain)), Ok(small()));
        hostile::refuses_cut_and_lengthened(&plain, |plain| Body::unpack(&packed(plain)).is_err());
        let whole = packed(&plain);
        let length =
            4 + usize::try_from(u32::from_be_bytes([whole[0], whole[1], whole[2], whole[3]])).expect("small");
        for at in length..whole.len() {
            let mut other = whole.clone();
            other[at] = 1;
            assert_eq!(Body::unpack(&other), Err(EnvelopeError::Malformed), "padding at {at}");
        }
        let mut longer = whole.clone();
        longer[3] += 1;
        assert_eq!(Body::unpack(&longer), Err(EnvelopeError::Malformed), "more than was deflated");
        hostile::survives_every_flip(&whole, |bytes| drop(Body::unpack(bytes)));
    }

    #[test]
    fn a_body_is_read_up_to_its_limits_and_no_further() {
        // Nothing but changes of one length: short enough to be inflated, packed as whoever means harm would.
        let of = |length: usize, count: usize| Body {
            page: PageName::Plan,
            changes: vec![vec![7; length].into(); count],
        };
        let read = |body: &Body| Body::unpack(&packed(&minicbor::to_vec(body).expect("memory")));
        let around = minicbor::to_vec(of(1 << 20, 1)).expect("memory").len() - (1 << 20);
        let longest = of(BODY_LIMIT - around, 1);
        assert_eq!(longest.pack().and_then(|packed| Body::unpack(&packed)), Ok(longest));
        let more = of(BODY_LIMIT - around + 1, 1);
        assert_eq!((more.pack(), read(&more)), (Err(EnvelopeError::TooLarge), Err(EnvelopeError::TooLarge)));

        let most = of(1, CHANGES_LIMIT);
        assert_eq!(most.pack().and_then(|packed| Body::unpack(&packed)), Ok(most));
        let more = of(1, CHANGES_LIMIT + 1);
        assert_eq!((more.pack(), read(&more)), (Err(EnvelopeError::TooLarge), Err(EnvelopeError::Malformed)));
    }

    #[test]
    fn bodies_nested_deeply_or_claimed_endless_end_soon() {
        let plain = minicbor::to_vec(small()).expect("memory");
        hostile::survives_nesting(&[0xa2, 0x00, 0x64, b'p', b'l', b'a', b'n', 0x01], Some(&plain), |plain| {
            let _ = Body::unpack(&packed(plain));
        });
    }

    #[test]
    fn a_crowd_of_empty_changes_is_refused_before_it_is_read() {
        let mut plain = vec![0xa2, 0x00, 0x64, b'p', b'l', b'a', b'n', 0x01, 0x9a, 0, 0x3f, 0, 0];
        plain.resize(0x3f_0000, 0x40);
        let mut decoder = minicbor::Decoder::new(&plain);
        assert!(decoder.decode::<Body>().is_err());
        assert!(decoder.position() <= 14 + CHANGES_LIMIT, "{} bytes were read", decoder.position());
        assert!(Body::unpack(&packed(&plain)).is_err());
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in hostile::anything(), mangled in hostile::mangled(packed(&[0xa2, 0, 1]))) {
            let _ = Body::unpack(&bytes);
            let _ = Body::unpack(&mangled);
            let _ = Body::unpack(&packed(&bytes));
        }
    }
}
