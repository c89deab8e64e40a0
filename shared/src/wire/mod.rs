//! What travels: frames between a device and the relay, and where there is no network a file or a screen's codes.
//!
//! The headers are the specifications: of frames [`frame`], of the file [`parcel`], of the codes [`slip`].

mod frame;
mod parcel;
mod slip;

pub use frame::{
    APPEND_LIMIT, CURSORS_LIMIT, Cursor, FRAME_LIMIT, FrameError, FromDevice, FromRelay, Goodbye,
    LINKS_LIMIT, Limits, Link, Place, Refused, TOKEN_LIMIT, VERSION, knock_statement, proof_statement,
    receipt_statement,
};
pub use parcel::{ENVELOPES_LIMIT, PARCEL_LIMIT, Parcel, ParcelError};
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use slip::with_check;
pub use slip::{Gathered, PIECE_LIMIT, ROUND_PIECE, SLIPS_LIMIT, Sheaf, SlipError, slips};
