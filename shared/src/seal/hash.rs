//! SHA-256, whole and halved.

use sha2::{Digest, Sha256};

/// A whole SHA-256.
pub type Hash = [u8; 32];

/// The SHA-256 of `parts`, one after the other.
pub fn hash(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// The first half of the SHA-256 of `bytes`: what ids are made of.
pub fn hash16(bytes: &[u8]) -> [u8; 16] {
    let whole = hash(&[bytes]);
    let mut half = [0; 16];
    half.copy_from_slice(&whole[..16]);
    half
}

/// The running hash of a log after one more envelope: what a cursor is checked against.
pub fn running_hash(before: &[u8; 16], id: &crate::EnvelopeId) -> [u8; 16] {
    let mut joined = [0; 32];
    joined[..16].copy_from_slice(before);
    joined[16..].copy_from_slice(id.as_bytes());
    hash16(&joined)
}
