//! Real processes for tests: a relay that can be killed and started again, devices, and folders that clean up.
//!
//! Nothing here sleeps: a relay is ready when it has printed where it listens, a device is done when it has ended.

mod device;
mod folder;
mod programs;
mod relay;
mod started;

pub use device::Device;
pub use folder::Folder;
pub use relay::Relay;
pub use started::Started;
