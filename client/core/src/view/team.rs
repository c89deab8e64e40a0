//! The team: who is in it, what they read and write, open invites, and an invite being accepted.

use shared::record::{Consent, Role, Scope, ScopeSet};
pub use shared::sync::device::Newcomer;
use shared::team::{InviteCode, InviteLink, NotACode};
use shared::{DeviceId, MemberId, Moment};

/// The chosen team.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TeamView {
    /// The child's name.
    pub child: String,
    /// Members, guardians first, then in the order they came.
    pub members: Vec<MemberView>,
    /// Invites that are open.
    pub invites: Vec<InviteView>,
    /// The roles this person may invite; empty if none.
    pub may_invite: Vec<Role>,
    /// What an invite of theirs can let others read besides what the role reads.
    pub may_bring: ScopeSet,
    /// Whether it is the sample child.
    pub sample: bool,
    /// Whether a change of the team is on its way to the relay.
    pub inviting: bool,
    /// Those who were in the team.
    pub former: Vec<MemberView>,
    /// Whether this person decides who is in the team and who reads what.
    pub governs: bool,
    /// Whether this device was taken out of the team.
    pub gone: bool,
    /// The words of the recovery sheet, until it is printed.
    pub sheet: Option<Vec<&'static str>>,
    /// Whether this person may make a link for another device of theirs.
    pub may_link: bool,
    /// Whether this person may make another sheet.
    pub may_replace_sheet: bool,
    /// Whose words have not come for a day or more though later ones have.
    pub withheld: Vec<String>,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberView {
    /// The member.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// What they are to the child.
    pub role: Role,
    /// What they read.
    pub reads: ScopeSet,
    /// What they write.
    pub writes: ScopeSet,
    /// What they read only since they were let, and not what was written before.
    pub reads_from_today: ScopeSet,
    /// Their devices.
    pub devices: Vec<DeviceId>,
    /// Since when.
    pub since: Moment,
    /// Whether it is the person looking.
    pub me: bool,
    /// When they went or were taken out of the team.
    pub gone: Option<Moment>,
}

/// A stretch of time in which somebody could read a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureView {
    /// Who.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// What they are or were to the child.
    pub role: Role,
    /// What they could read.
    pub scope: Scope,
    /// From when.
    pub from: Moment,
    /// Whether what was written before could be read as well.
    pub with_past: bool,
    /// Who made it so.
    pub by: String,
    /// Until when; none while it lasts.
    pub until: Option<Moment>,
    /// Who ended it.
    pub ended_by: Option<String>,
}

/// One decision about who reads what, as the team keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentView {
    /// What was decided.
    pub consent: Consent,
    /// What whom it is about is called.
    pub name: String,
    /// Who decided.
    pub by: String,
}

/// One open invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteView {
    /// Its id.
    pub invite: DeviceId,
    /// The role it gives.
    pub role: Role,
    /// Whether it is for another device of whoever made it.
    pub own: bool,
    /// When it stops working, by the relay's clock, milliseconds since 1970.
    pub expires_ms: i64,
    /// The part of the link after `#`; only on the device that made it.
    pub fragment: Option<String>,
    /// The same as a short code, to be typed or read out.
    pub code: Option<String>,
    /// Whether it was made here by this person or may be cancelled by them.
    pub may_cancel: bool,
}

/// How far accepting an invite is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum InviteStage {
    /// No invite is open.
    #[default]
    None,
    /// Asking the relay.
    Looking,
    /// Without a connection it cannot be looked at; it is tried again by itself.
    Waiting,
    /// What the link offers.
    Offered(InvitePreview),
    /// Joining.
    Joining(InvitePreview),
    /// Done; the team is chosen.
    Joined,
    /// It cannot be used.
    Refused(InviteRefusal),
}

/// What a link offers, before anything is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitePreview {
    /// The child's name, if the link's keys could read it yet.
    pub child: Option<String>,
    /// Who invites; for another device of somebody in the team, who that is.
    pub from: Option<String>,
    /// Whom it lets in.
    pub whom: Newcomer,
    /// The role it gives.
    pub role: Role,
    /// What would be readable.
    pub reads: ScopeSet,
    /// What would be writable.
    pub writes: ScopeSet,
}

/// What words that were typed from a recovery sheet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetCheck {
    /// Not the words of a sheet, or not all.
    NotASheet,
    /// Those of a sheet, but not of this team's as it is now.
    OpensNothing,
    /// Those of this team's sheet.
    Works,
}

/// Why a link cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteRefusal {
    /// It is not an invite link, or a part is missing.
    NotALink,
    /// It is a short code but for a letter or two.
    MistypedCode,
    /// These are not the words of a recovery sheet.
    NotASheet,
    /// It was used already.
    Used,
    /// It was cancelled.
    Cancelled,
    /// Its time is over.
    Expired,
    /// This relay does not know it.
    Unknown,
    /// The relay was restored less than a day ago and takes nobody in until it is.
    Tomorrow,
    /// This device is in the team already.
    AlreadyIn,
}

impl InviteRefusal {
    /// What is wrong with a text that should be an invite link or a short code, as far as it can be told without asking anybody.
    pub fn of_typed(text: &str) -> Option<Self> {
        match (InviteLink::parse(text), InviteCode::parse(text)) {
            (Ok(_), _) | (_, Ok(_)) => None,
            (_, Err(NotACode::Mistyped)) => Some(Self::MistypedCode),
            (_, Err(NotACode::Other)) => Some(Self::NotALink),
        }
    }
}
