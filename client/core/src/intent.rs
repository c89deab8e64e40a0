//! What people can ask of the app: the user's verbs. A screen builds one of these and nothing else.

mod care;
mod school;

pub use care::{Care, Counting};
pub use school::{NewSession, School};
pub use shared::seal::{LockKind, Secret};
pub use shared::sync::device::Contents;

use shared::record::{
    Agreed, Board, Goal, Helped, OwnCard, Regulation, Role, Scope, ScopeSet, Setting, StopReason, Strategy,
};
use shared::{MemberId, Moment, RecordId, TeamId};

/// One thing a person asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// "Just us": start a team on this device, without account or network.
    Found {
        /// The child's first name.
        child: String,
        /// What the person is called.
        me: String,
        /// What they are to the child.
        role: Role,
    },
    /// Explore with a sample child: a local, clearly marked team with six weeks of notes.
    Explore {
        /// The language the notes are written in.
        language: Language,
    },
    /// Look at the sample child as another role would; samples only.
    LookAs {
        /// The role to look as.
        role: Role,
    },
    /// Take the sample child off this device.
    LeaveSample,
    /// Show another child's team.
    Choose {
        /// The team.
        team: TeamId,
    },
    /// Write down what was tried.
    LogActivity(NewActivity),
    /// Write a plain note.
    LogNote {
        /// What to write.
        note: String,
        /// Where it is about.
        setting: Setting,
        /// When it is about; none is now.
        at: Option<Moment>,
        /// Whether only the person reads it, on their own devices.
        private: bool,
    },
    /// The form of an entry was opened: an edit that follows starts from what is on the screen now.
    BeginEdit {
        /// The entry.
        record: RecordId,
        /// An earlier point that was kept with what was typed: [`App::begun`](crate::App::begun).
        from: Option<String>,
    },
    /// Correct fields of an entry, as typed: see [`shared::record::EDITABLE`].
    Edit {
        /// The entry.
        record: RecordId,
        /// Field and new value, in the words of [`shared::record::parse_change`].
        changes: Vec<(String, String)>,
    },
    /// Settle "changed in two places" by choosing one of the values shown.
    Settle {
        /// The entry.
        record: RecordId,
        /// The field.
        field: String,
        /// The value to keep, as it was shown.
        value: String,
    },
    /// Strike an entry: it stays, struck through, with the reason.
    Strike {
        /// The entry.
        record: RecordId,
        /// Why; empty for an undo right after saving.
        why: String,
    },
    /// Put a struck entry back.
    PutBack {
        /// The entry.
        record: RecordId,
    },
    /// Add a photo to an entry, or to the plan for its choice boards.
    AddPhoto {
        /// The entry; none is the plan.
        entry: Option<RecordId>,
        /// The picture, shrunk already: JPEG, PNG or WebP.
        bytes: Vec<u8>,
        /// What it shows, in words.
        shows: String,
    },
    /// Look at a photo: it is fetched if it is not here.
    LookAtPhoto {
        /// The photo.
        photo: RecordId,
    },
    /// Copy one entry to other notes on purpose, so that whoever reads those sees it.
    Copy {
        /// The entry.
        record: RecordId,
        /// Whose notes it is copied to.
        scope: Scope,
    },
    /// STOP: pause this on every device until a clinician clears it.
    Stop(NewStop),
    /// A clinician clears stops, by name.
    Clear {
        /// The stops to lift.
        stops: Vec<RecordId>,
        /// What to do differently.
        note: String,
    },
    /// Put a strategy into the plan, or replace versions of one.
    PlanStrategy {
        /// The versions it replaces; empty for a new item.
        replaces: Vec<RecordId>,
        /// What it says; its place among the versions follows from what it replaces.
        strategy: Box<Strategy>,
    },
    /// Put a goal into the plan, or replace versions of one.
    PlanGoal {
        /// The versions it replaces; empty for a new goal.
        replaces: Vec<RecordId>,
        /// What it says; its place among the versions follows from what it replaces.
        goal: Box<Goal>,
    },
    /// Put a choice board or a visual schedule into the plan, or replace versions of one.
    PlanBoard {
        /// The versions it replaces; empty for a new board.
        replaces: Vec<RecordId>,
        /// What is on it; its place among the versions follows from what it replaces.
        board: Box<Board>,
    },
    /// Put a card of the team's own into the library, or replace versions of one.
    PlanCard {
        /// The versions it replaces; empty for a new card.
        replaces: Vec<RecordId>,
        /// What it says; its place among the versions follows from what it replaces.
        card: Box<OwnCard>,
    },
    /// The services of the child: the grid, the sessions, the school year.
    School(Box<School>),
    /// Everything of daily care beside activities and notes: counting, reading, teaching, asking.
    Care(Care),
    /// Pin a safety note, or replace versions of one.
    PlanSafety {
        /// The versions it replaces; empty for a new note.
        replaces: Vec<RecordId>,
        /// The note.
        text: String,
    },
    /// Take plan items (their shown versions) out of force.
    EndPlan {
        /// The versions to end.
        versions: Vec<RecordId>,
    },
    /// Change the name of the child, or one's own.
    Rename {
        /// Whose name.
        whom: Whom,
        /// The new name.
        name: String,
    },
    /// Make an invite link. Needs a connection; the link appears in the team view.
    Invite {
        /// The role the link gives.
        role: Role,
        /// What it lets them read beyond that, and write if the role writes at all.
        also: ScopeSet,
        /// How long it can be used, in hours, 1 to 720.
        hours: u16,
    },
    /// Make a link for another device of this person. Needs a connection; the link appears in the team view.
    LinkDevice,
    /// Withdraw an invite nobody has used. Needs a connection.
    CancelInvite {
        /// The invite.
        invite: shared::DeviceId,
    },
    /// Let a member read a scope, or write it as well. Needs a connection.
    Grant {
        /// The member.
        member: MemberId,
        /// The scope.
        scope: Scope,
        /// Whether they write it too.
        write: bool,
        /// Whether they read what was written before as well.
        with_past: bool,
        /// How that was agreed.
        agreement: Agreement,
    },
    /// Let a member read a scope no more, or only not write it. Needs a connection.
    Withdraw {
        /// The member.
        member: MemberId,
        /// The scope.
        scope: Scope,
        /// Whether they go on reading it.
        keep_reading: bool,
        /// How that was agreed.
        agreement: Agreement,
    },
    /// Say what a member is to the child from now on; what they read and write stays. Needs a connection.
    ChangeRole {
        /// The member.
        member: MemberId,
        /// What they are.
        role: Role,
    },
    /// Take a member out of the team. Needs a connection.
    RemoveMember {
        /// The member.
        member: MemberId,
    },
    /// Take one device out of the team; its person stays. Needs a connection.
    RemoveDevice {
        /// The device.
        device: shared::DeviceId,
    },
    /// Go from the chosen team. Needs a connection.
    Leave,
    /// Take everything of a team off this device that it was taken out of.
    Forget,
    /// Make the recovery sheet another one. Needs a connection.
    ReplaceSheet,
    /// The sheet is on paper: its words are erased here.
    SheetPrinted,
    /// Take over the relay's history of the chosen team, where it is another one than this device's.
    FollowRelay,
    /// Look at what the words of a recovery sheet lead to.
    OpenSheet {
        /// The words, as typed.
        words: String,
    },
    /// Look at an invite link before accepting it.
    OpenInvite {
        /// The link, or the part after its `#`.
        link: String,
    },
    /// Accept the invite that was opened.
    Join {
        /// What the person is called.
        me: String,
    },
    /// Put the opened invite away.
    DismissInvite,
    /// Open a locked device. Locking it again is the shell's: it ends the app, and everything with it.
    Unlock {
        /// What was typed.
        secret: Secret,
    },
    /// Lock this device with a PIN or passphrase from now on.
    SetLock {
        /// What opens it now, if it is locked already.
        current: Option<Secret>,
        /// What kind of lock.
        kind: LockKind,
        /// What opens it then.
        secret: Secret,
    },
    /// Take the lock off.
    RemoveLock {
        /// What opens it.
        current: Secret,
    },
    /// How long the app may be left alone before it locks itself.
    LockAfter {
        /// Minutes; none is for ever.
        minutes: Option<u16>,
    },
    /// Put away what was answered about the lock.
    DismissLockAnswer,
    /// Make a hand-over file of the chosen team.
    Pack {
        /// What goes into it.
        contents: Contents,
    },
    /// Take a hand-over file in.
    Unpack {
        /// Its bytes, whatever they are.
        file: Vec<u8>,
    },
    /// Come back with a hand-over file and the words of the recovery sheet, without a relay.
    Restore {
        /// The words, as typed.
        words: String,
        /// The file's bytes, whatever they are.
        file: Vec<u8>,
    },
    /// Put away what was packed and what was said about a file.
    PutCarriedAway,
    /// Say the token that the relay's operator gave out, for a team that the relay does not know.
    KeepToken {
        /// As typed.
        token: String,
    },
    /// Reach for the relay at once: the browser says that there is a connection again, or the person taps.
    TryNow,
    /// Show entries from a month further back.
    ShowEarlier,
    /// Put the topmost notice away.
    DismissNotice,
}

/// An activity to write down.
#[derive(Debug, Clone, PartialEq)]
pub struct NewActivity {
    /// What was done, in the words on the screen.
    pub title: String,
    /// The plan item (first version), if it is one.
    pub strategy: Option<RecordId>,
    /// The library card, if it comes from one.
    pub library: Option<String>,
    /// Where.
    pub setting: Setting,
    /// When; none is now.
    pub at: Option<Moment>,
    /// Minutes, 0 to 1440.
    pub minutes: Option<u16>,
    /// Did it help?
    pub helped: Option<Helped>,
    /// Before.
    pub before: Option<Regulation>,
    /// After.
    pub after: Option<Regulation>,
    /// Anything to add.
    pub note: String,
    /// The teams to write it to; empty is the chosen one. An aide writes one entry for each of several children.
    pub teams: Vec<TeamId>,
}

/// A STOP to write down.
#[derive(Debug, Clone, PartialEq)]
pub struct NewStop {
    /// What was stopped, in the words on the screen.
    pub title: String,
    /// The plan item (first version), if it is one.
    pub strategy: Option<RecordId>,
    /// The library card, if it comes from one.
    pub library: Option<String>,
    /// Why.
    pub reason: StopReason,
    /// Where.
    pub setting: Setting,
    /// Anything to add.
    pub note: String,
}

/// Whose name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// The child's.
    Child,
    /// One's own.
    Me,
}

/// A language the app speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

/// How a change of who reads what was agreed, for the team's record of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agreement {
    /// In which way; none if nobody says.
    pub how: Option<Agreed>,
    /// With whom, what for, where the paper is.
    pub note: String,
}
