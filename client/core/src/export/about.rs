//! Whom a record is about and who wrote it, gathered once when an export begins.

use shared::record::{Role, Scope};
use shared::sorted::{Map, Set};
use shared::{DeviceId, MemberId, Moment, RecordId, TeamId};

/// What an export has to know beside the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    /// The team.
    pub(crate) team: TeamId,
    /// Whether it is the sample child.
    pub(crate) sample: bool,
    /// What the child is called.
    pub(crate) child: String,
    /// Everyone who is or was in the team.
    pub(crate) members: Map<MemberId, Whom>,
    /// Whose a device is or was.
    pub(crate) devices: Map<DeviceId, MemberId>,
    /// The stops that hold.
    pub(crate) open: Set<RecordId>,
    /// The scopes whose records are in it.
    pub(crate) scopes: Vec<Scope>,
    /// When it was made.
    pub(crate) made: Moment,
}

/// Someone in the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whom {
    /// What they are called.
    pub(crate) name: String,
    /// What they are to the child.
    pub(crate) role: Role,
    /// When they came.
    pub(crate) since_ms: i64,
    /// When they went.
    pub(crate) gone_ms: Option<i64>,
}

impl About {
    /// Whoever wrote something on this device.
    pub(crate) fn author(&self, device: DeviceId) -> Option<(MemberId, &Whom)> {
        let member = self.devices.get(&device)?;
        Some((*member, self.members.get(member)?))
    }
}
