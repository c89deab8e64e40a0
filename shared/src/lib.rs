//! What every Carryover device and the relay agree on: no clock, no randomness, no IO, no async.
//!
//! Where to start:
//! - [`record`]: what people write down, a file a kind;
//! - [`page`]: the Automerge layout of those records, and the checks before Automerge sees a change;
//! - [`seal`]: keys and envelopes, the only place that calls cryptography;
//! - [`team`]: the roster, a signed chain of who may read and write what;
//! - [`wire`]: the frames between a device and the relay; its header is the specification;
//! - [`sync`]: the two state machines, the device and the relay, side by side;
//! - [`storage`]: what a device's store must promise, with its conformance suite;
//! - [`sorted`]: maps, sets and sorting in few bytes of code.

#[cfg(test)]
mod hostile;
pub mod id;
mod limited;
#[cfg(any(test, feature = "fuzzing"))]
pub mod outside;
pub mod page;
pub mod record;
pub mod seal;
pub mod sorted;
pub mod storage;
pub mod sync;
pub mod team;
pub mod time;
pub mod wire;

pub use id::{DeviceId, EnvelopeId, MemberId, PageTag, PartId, RecordId, TeamId};
pub use time::{Day, Moment, Now};
