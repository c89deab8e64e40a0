//! Keys and envelopes: the only place that calls cryptography.
//!
//! Where to start:
//! - [`DeviceKeys`]: what a device signs with and receives keys with, both from one 32-byte secret;
//! - [`ScopeKey`]: what a scope's records are sealed under, by era and epoch;
//! - [`Envelope`]: the only thing that travels;
//! - [`seal_to`] and [`open_from`]: handing keys to a device or an invite (HPKE, RFC 9180);
//! - [`LocalKeys`] and [`Lock`]: what a device's own store is sealed under, and the PIN or passphrase around it;
//! - [`seal_once`] and [`open_once`]: under a key that is made for one use.
//!
//! Algorithms: Ed25519 (RFC 8032, strict verification), X25519-HKDF-SHA256 with AES-256-GCM in HPKE base mode,
//! AES-256-GCM for envelopes and the store, Argon2id (RFC 9106), SHA-256, HMAC-SHA-256. Every signature is over a context line and the message, so
//! that what was signed for one purpose means nothing for another.

mod body;
mod cipher;
mod counters;
mod device_keys;
mod envelope;
mod handing_over;
mod hash;
mod local;
mod photo;
mod random;
mod scope_key;

pub use body::{BODY_LIMIT, Body, CHANGES_LIMIT};
pub use counters::{Counters, STRETCHES_LIMIT};
pub use device_keys::{Device, DeviceKeys, Purpose, Signature};
pub use envelope::{ENVELOPE_LIMIT, Envelope, EnvelopeError, Header, NewEnvelope, REPLACES_LIMIT};
pub use handing_over::{CannotOpen, open_from, open_once, seal_once, seal_to};
pub use hash::{Hash, hash, hash16, running_hash};
pub use local::{Cost, LocalKeys, Lock, LockKind, Secret, stretch_code};
pub use photo::{PART_LIMIT, PARTS_LIMIT, PHOTO_LIMIT, PhotoError, open_photo, seal_photo};
pub use random::Random;
pub use scope_key::{KeyRing, ScopeKey, open_card, seal_card};

#[cfg(test)]
mod published_tests;
