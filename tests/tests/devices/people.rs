//! A child's team: who is in it, and how they came into it.

use carryover_tests::processes::{Device, Place, Relay};

/// Names that stand nowhere else, so that finding one means that it was written.
pub(crate) const CHILD: &str = "Zebulonia";
pub(crate) const PARENT: &str = "Quillanthe";
pub(crate) const AIDE: &str = "Marguerox";
pub(crate) const CLINICIAN: &str = "Thaddefine";

/// Three devices of one team.
pub(crate) struct Team {
    pub(crate) parent: Device,
    pub(crate) aide: Device,
    pub(crate) clinician: Device,
}

/// A parent's device with a team that will share through this relay; nothing is sent.
pub(crate) fn parent(relay: &Relay) -> Device {
    parent_at(Place::here(), relay)
}

/// The same, on a device that is somewhere else.
pub(crate) fn parent_at(place: Place, relay: &Relay) -> Device {
    let parent = Device::at(place);
    parent.does(&["found", "--child", CHILD, "--me", PARENT, "--relay", relay.origin()]);
    parent
}

/// Invites somebody, and lets them join on a device of their own.
pub(crate) fn invited(by: &Device, role: &str, me: &str) -> Device {
    invited_at(Place::here(), by, role, me)
}

/// The same, on a device that is somewhere else.
pub(crate) fn invited_at(place: Place, by: &Device, role: &str, me: &str) -> Device {
    let link = by.does(&["invite", "--role", role]);
    let device = Device::at(place);
    device.does(&["join", &link, "--me", me]);
    device
}

/// Writes down an activity; returns the record's id.
pub(crate) fn log(device: &Device, setting: &str, activity: &str, note: &str) -> String {
    device.does(&["log", "--setting", setting, "--activity", activity, "--minutes", "2", "--note", note])
}

impl Team {
    /// Founded and joined, with the relay running.
    pub(crate) fn new(relay: &Relay) -> Self {
        let parent = parent(relay);
        let aide = invited(&parent, "aide", AIDE);
        let clinician = invited(&parent, "clinician", CLINICIAN);
        Self { parent, aide, clinician }
    }

    /// Everyone shares, then everyone has heard from everyone.
    pub(crate) fn sync(&self) {
        for device in [&self.parent, &self.aide, &self.clinician, &self.parent, &self.aide] {
            device.syncs();
        }
    }
}
