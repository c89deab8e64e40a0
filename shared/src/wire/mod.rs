//! The frames between a device and the relay: see [`frame`], whose header is the specification.

mod frame;

pub use frame::{
    APPEND_LIMIT, CURSORS_LIMIT, Cursor, FRAME_LIMIT, FrameError, FromDevice, FromRelay, Goodbye,
    LINKS_LIMIT, Limits, Link, Place, Refused, VERSION, knock_statement, proof_statement,
};
