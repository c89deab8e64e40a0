//! What travels: frames between a device and the relay, and a file where there is no network.
//!
//! The header of [`frame`] is the specification of the one, that of [`parcel`] of the other.

mod frame;
mod parcel;

pub use frame::{
    APPEND_LIMIT, CURSORS_LIMIT, Cursor, FRAME_LIMIT, FrameError, FromDevice, FromRelay, Goodbye,
    LINKS_LIMIT, Limits, Link, Place, Refused, VERSION, knock_statement, proof_statement, receipt_statement,
};
pub use parcel::{ENVELOPES_LIMIT, PARCEL_LIMIT, Parcel, ParcelError};
