//! The device: a phone, a tablet, a laptop or a script, without screen, disk or network of its own.

mod io;

pub use io::{Changed, Effect, Input};
