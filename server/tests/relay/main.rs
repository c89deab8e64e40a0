//! The real relay on a port of its own, with SQLite on disk, talked to as devices and browsers do.

mod client;
mod http;
mod process;
mod sync;
