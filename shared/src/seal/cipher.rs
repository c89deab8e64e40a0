//! AES-256-GCM, in the one way it is used here: a key, a nonce of twelve bytes, and a context that is bound to what is sealed.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};

use super::handing_over::CannotOpen;

/// The length of a key.
pub(super) const KEY: usize = 32;
/// The length of a nonce; no two things are sealed under one key with the same.
pub(super) const NONCE: usize = 12;

pub(super) fn seal(
    key: &[u8; KEY],
    nonce: &[u8; NONCE],
    context: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, CannotOpen> {
    let payload = Payload { msg: plain, aad: context };
    Aes256Gcm::new(&(*key).into()).encrypt(&(*nonce).into(), payload).map_err(|_| CannotOpen)
}

pub(super) fn open(
    key: &[u8; KEY],
    nonce: &[u8; NONCE],
    context: &[u8],
    sealed: &[u8],
) -> Result<Vec<u8>, CannotOpen> {
    let payload = Payload { msg: sealed, aad: context };
    Aes256Gcm::new(&(*key).into()).decrypt(&(*nonce).into(), payload).map_err(|_| CannotOpen)
}
