//! Real processes for tests: a relay that can be killed and started again, devices, folders that clean up, and a bad
//! line between the places where they run.
//!
//! Nothing here waits for time to pass but a packet on that line: a relay is ready when it has printed where it
//! listens, a device is done when it has ended.

#[cfg(target_os = "linux")]
mod bad_line;
mod device;
mod folder;
#[cfg(target_os = "linux")]
mod memory;
mod place;
mod programs;
mod relay;
mod started;

#[cfg(target_os = "linux")]
pub use bad_line::{BadLine, Carried};
pub use device::{Device, Synced};
pub use folder::Folder;
#[cfg(target_os = "linux")]
pub use memory::held_in_memory;
pub use place::Place;
pub use relay::Relay;
pub use started::Started;
