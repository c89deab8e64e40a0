//! A photo's bytes, sealed under a key of their own and cut into parts, each of which travels and is kept alone.
//!
//! ```text
//! padded = length (u32, big endian) ‖ so many bytes ‖ zeros, as long as `seal/body.rs` pads
//! part n = AES-256-GCM(key, nonce n, "photo" ‖ n ‖ how many parts, the nth piece of the padded bytes)
//! ```
//!
//! A key seals one photo, so the number of a part is its nonce (12 bytes, big endian) and never comes twice under one key;
//! `n` and the count are one byte each. Every part but the last holds [`PIECE`] bytes. A part's id is the first half of the
//! SHA-256 of its sealed bytes, so whoever has the list of ids knows each part when it comes.

use zeroize::Zeroizing;

use super::body::padded;
use super::cipher::{self, KEY, NONCE};
use super::hash::hash16;
use crate::PartId;

/// The longest photo, in bytes.
pub const PHOTO_LIMIT: usize = 256 << 10;
/// What one part holds. Small, so that a line that breaks often loses little, and what is written meanwhile waits little.
const PIECE: usize = 32 << 10;
/// The longest part, sealed.
pub const PART_LIMIT: usize = PIECE + 16;
/// The most parts of one photo.
pub const PARTS_LIMIT: usize = 9;

/// Why a photo was not sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// Nothing in it, or over [`PHOTO_LIMIT`].
    #[error("a photo has 1 to {PHOTO_LIMIT} bytes")]
    Length,
    /// Not what was sealed under this key.
    #[error("the photo does not open")]
    Sealed,
}

/// Seals a photo under a key that seals nothing else; returns its parts in order, each with its id.
pub fn seal_photo(key: &[u8; KEY], photo: &[u8]) -> Result<Vec<(PartId, Vec<u8>)>, PhotoError> {
    let length = u32::try_from(photo.len()).map_err(|_| PhotoError::Length)?;
    if photo.is_empty() || photo.len() > PHOTO_LIMIT {
        return Err(PhotoError::Length);
    }
    let mut plain = Zeroizing::new(length.to_be_bytes().to_vec());
    plain.extend_from_slice(photo);
    plain.resize(padded(4 + photo.len()), 0);
    let count = plain.len().div_ceil(PIECE);
    let seal = |(piece, number): (&[u8], u8)| {
        let sealed = cipher::seal(key, &nonce(number), &context(number, count), piece);
        sealed.map(|sealed| (PartId(hash16(&sealed)), sealed)).map_err(|_| PhotoError::Sealed)
    };
    plain.chunks(PIECE).zip(0..).map(seal).collect()
}

/// Opens a photo from all its parts, in order.
pub fn open_photo(key: &[u8; KEY], parts: &[Vec<u8>]) -> Result<Vec<u8>, PhotoError> {
    if parts.len() > PARTS_LIMIT || parts.iter().any(|part| part.len() > PART_LIMIT) {
        return Err(PhotoError::Length);
    }
    let mut plain = Vec::new();
    for (part, number) in parts.iter().zip(0..) {
        let piece = cipher::open(key, &nonce(number), &context(number, parts.len()), part);
        plain.extend(piece.map_err(|_| PhotoError::Sealed)?);
    }
    let (length, rest) = plain.split_first_chunk::<4>().ok_or(PhotoError::Sealed)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    let photo = rest.get(..length).filter(|photo| !photo.is_empty() && photo.len() <= PHOTO_LIMIT);
    photo.map(<[u8]>::to_vec).ok_or(PhotoError::Sealed)
}

fn nonce(number: u8) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    nonce[NONCE - 1] = number;
    nonce
}

fn context(number: u8, count: usize) -> [u8; 7] {
    let count = u8::try_from(count).unwrap_or(u8::MAX);
    [b'p', b'h', b'o', b't', b'o', number, count]
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY_OF_ONE: [u8; KEY] = [7; KEY];

    fn photo(length: usize) -> Vec<u8> {
        (0..length).map(|at| at.to_be_bytes()[7]).collect()
    }

    fn parts(length: usize) -> Vec<Vec<u8>> {
        let parts = seal_photo(&KEY_OF_ONE, &photo(length)).expect("a photo");
        parts.into_iter().map(|(_, part)| part).collect()
    }

    #[test]
    fn a_photo_of_any_length_comes_back() {
        for length in [1, 252, 253, PIECE - 4, PIECE - 3, 100_000, PHOTO_LIMIT] {
            let parts = parts(length);
            assert!(parts.len() <= PARTS_LIMIT && parts.iter().all(|part| part.len() <= PART_LIMIT));
            assert_eq!(open_photo(&KEY_OF_ONE, &parts), Ok(photo(length)), "{length}");
        }
        for length in [0, PHOTO_LIMIT + 1] {
            assert_eq!(seal_photo(&KEY_OF_ONE, &photo(length)), Err(PhotoError::Length));
        }
    }

    #[test]
    fn a_part_that_is_missing_altered_or_elsewhere_opens_nothing() {
        let whole = parts(100_000);
        assert!(open_photo(&[8; KEY], &whole).is_err(), "another key");
        assert!(open_photo(&KEY_OF_ONE, &whole[1..]).is_err());
        assert!(open_photo(&KEY_OF_ONE, &whole[..whole.len() - 1]).is_err());
        let mut turned = whole.clone();
        turned.swap(0, 1);
        assert!(open_photo(&KEY_OF_ONE, &turned).is_err());
        for at in [0, 1_000, 32_000] {
            let mut altered = whole.clone();
            altered[2][at] ^= 1;
            assert!(open_photo(&KEY_OF_ONE, &altered).is_err());
        }
    }

    #[test]
    fn how_long_a_photo_is_shows_in_steps_only() {
        let size = |length| parts(length).iter().map(Vec::len).sum::<usize>();
        assert_eq!(size(100_000), size(100_300));
        assert!(size(100_000) <= 112_500);
    }
}
