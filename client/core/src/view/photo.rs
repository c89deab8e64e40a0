//! A photo of an entry: what it shows, and how far it is on this device.

use shared::RecordId;
pub use shared::sync::device::PhotoState;

use super::SharedState;

/// A photo as the page of its entry shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoView {
    /// The record that names it.
    pub id: RecordId,
    /// What kind of picture it is, such as `image/jpeg`.
    pub media: &'static str,
    /// What it shows, in words; empty if nobody said.
    pub shows: String,
    /// Whether the person looking added it, and may take it off.
    pub mine: bool,
    /// How far it has come to the team.
    pub shared: SharedState,
    /// How far it is on this device.
    pub state: PhotoState,
}
