//! The lock of this device: for the locked screen, and for the settings.

pub use shared::seal::{LockKind, Secret};
pub use shared::sync::device::LockAnswer;

/// The lock as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockView {
    /// What kind of lock is set; none if this device is open to whoever holds it.
    pub kind: Option<LockKind>,
    /// What came of the last thing that was asked of it.
    pub answer: LockAnswer,
    /// Until when nothing can be tried, milliseconds since 1970.
    pub waits_until_ms: Option<i64>,
    /// After how many minutes without a touch the app locks itself; never if none.
    pub after_minutes: Option<u16>,
}
