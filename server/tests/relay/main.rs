//! The real relay on a port of its own, with SQLite on disk, talked to as devices and browsers do.

mod attacks;
mod care;
mod circle;
mod client;
mod damage;
mod formats;
mod full;
#[cfg(target_os = "linux")]
mod hostile;
mod http;
mod process;
mod replaced;
mod sync;
