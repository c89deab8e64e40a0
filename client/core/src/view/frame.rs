//! What is around every screen: which child, whether everyone is up to date, and what needs saying.

use shared::TeamId;
use shared::record::Role;
use shared::seal::LockKind;

use super::lock::LockView;

/// Everything that does not belong to one screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// How far the app is.
    pub stage: Stage,
    /// The teams on this device, in the order of the children's names.
    pub teams: Vec<TeamChip>,
    /// The chosen team.
    pub chosen: Option<TeamId>,
    /// Whether everyone is up to date.
    pub sync: SyncState,
    /// The lock of this device.
    pub lock: LockView,
    /// Things to say on top, oldest first; each stays until put away.
    pub notices: Vec<Notice>,
}

/// How far the app is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Reading what this device holds.
    Opening,
    /// The store is locked: nothing is known but what to ask for.
    Locked(LockKind),
    /// Nothing here yet: "just us", an invite, or the sample child.
    FirstRun,
    /// A team is chosen.
    Ready,
    /// The store could not be opened; nothing was changed.
    Blocked(Trouble),
}

/// One team in the child switcher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamChip {
    /// The team.
    pub team: TeamId,
    /// The child's name.
    pub child: String,
    /// What the person is to this child (in a sample: what they look as).
    pub role: Role,
    /// Whether it is the sample child.
    pub sample: bool,
    /// How many stops hold.
    pub stops: usize,
}

/// The app-wide state, in the words of DOMAIN section 5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncState {
    /// Only on this device: there is nobody to share with, or it is the sample.
    Local,
    /// "Everyone is up to date · 10:42".
    UpToDate {
        /// When that was last true, milliseconds since 1970.
        at_ms: i64,
    },
    /// "3 entries waiting to share": connected and on their way.
    Sharing {
        /// Entries not yet at the relay.
        waiting: usize,
    },
    /// "No connection, you can keep working".
    Offline {
        /// Entries not yet at the relay.
        waiting: usize,
    },
    /// The relay and this app cannot talk; entries stay safe on this device.
    Refused {
        /// Why.
        why: Trouble,
        /// Entries not yet at the relay.
        waiting: usize,
    },
}

/// Something to say on top of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// An entry could not be stored; it stays on screen and is tried again.
    NotSaved(Trouble),
    /// What was asked needs a connection.
    NeedsConnection,
    /// What was asked is not this person's to do.
    NotAllowed,
    /// What was typed does not fit; the reason is for the command line, screens check first.
    Unfit(String),
    /// Something from outside could not be read and was set aside; nothing is lost.
    SetAside {
        /// How many.
        count: usize,
    },
    /// Something has not come for a day or more though its author wrote on: on its way, lost, or held back by the relay.
    Withheld {
        /// Who wrote it.
        who: String,
    },
    /// A newer version wrote something this one cannot show; it is kept.
    NewerVersion,
    /// The relay was restored less than a day ago: who is in the team cannot be changed until then.
    RelayRestored,
    /// There was no room on this device for a photo; what it belongs to is not touched.
    NoRoomForPhoto,
}

/// What went wrong outside the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The device's storage is full.
    StorageFull,
    /// The browser refuses to store (private window, blocked).
    StorageRefused,
    /// The store was written by a newer version of the app.
    StorageNewer,
    /// Another window keeps an older version of the store open.
    StorageBusy,
    /// Storage failed for another reason.
    StorageFailed,
    /// The relay speaks a newer version: reload the app.
    AppTooOld,
    /// The relay speaks an older version.
    RelayTooOld,
    /// The relay does not let this device in.
    NotLetIn,
    /// The relay takes new teams only with its operator's token.
    NeedsToken,
    /// The relay has no more room for this team.
    RelayFull,
    /// This device was taken out of the team. What it holds stays until it is forgotten.
    Removed,
    /// The relay and this device disagree about the team's history.
    RosterSplit,
}
