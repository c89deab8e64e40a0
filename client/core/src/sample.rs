//! The sample child. (Being written.)

use shared::Now;
use shared::sync::device::Sample;

use crate::Language;

/// Makes up a team.
pub fn build(_seed: [u8; 32], _now: Now, _language: Language) -> Option<Sample> {
    None
}
