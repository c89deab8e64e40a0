//! Why a command did nothing: one line that says what to do, and the exit code.

use std::io;
use std::path::PathBuf;

use carryover_core::view::{InviteRefusal, Notice, Trouble};
use shared::record::Role;
use shared::storage::StoreFailure;
use shared::sync::device::{RestoreError, UnpackError};
use shared::wire::ParcelError;
use shared::{RecordId, TeamId};

use crate::origin::{BadOrigin, Origin};

/// Why a command did nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The command line cannot be read.
    #[error("{0}")]
    Usage(String),
    #[error("there is no store in {}: found a team there, or join one", .0.display())]
    NoStore(PathBuf),
    #[error("{} cannot be used: {why}", path.display())]
    Folder { path: PathBuf, why: io::Error },
    #[error("another carryover-device is at work in {}: try again when it is done", .0.display())]
    Busy(PathBuf),
    #[error("{} cannot be read: {why}; nothing was changed", path.display())]
    Database { path: PathBuf, why: rusqlite::Error },
    #[error("{} is a database of something else; nothing was changed", .0.display())]
    NotAStore(PathBuf),
    #[error("{} was written by a newer version: update carryover-device; nothing was changed", .0.display())]
    NewerStore(PathBuf),
    #[error("the system's random generator failed: {0}")]
    NoRandomness(getrandom::Error),
    #[error("nothing was saved: {}", words(*.0))]
    NotSaved(Trouble),
    #[error("the store cannot be used: {0}; nothing was changed")]
    Blocked(StoreFailure),

    #[error("this store is locked: say what opens it with --passphrase-file FILE")]
    Locked,
    #[error("that does not open this store")]
    WrongSecret,
    #[error("too many wrong tries: wait {0} seconds")]
    TooManyTries(i64),
    #[error("{} is not a file with one line of text: {why}", path.display())]
    SecretFile { path: PathBuf, why: io::Error },
    #[error("this store has no lock")]
    NotLocked,
    #[error("there is not enough memory for the lock")]
    LockFailed,

    #[error("this store is in no team: found one, or join one with an invite link")]
    NoTeam,
    #[error("this store is not in team {team}; it is in {}", list(here))]
    NotInTeam { team: TeamId, here: Vec<TeamId> },
    #[error("there is no entry {0} here")]
    NoEntry(RecordId),
    #[error("there is no photo {0} here")]
    NoPhoto(RecordId),
    #[error("the photo is not at the relay: whoever added it has not shared it yet")]
    PhotoNotShared,
    #[error("the photo does not open: what came is not what was sealed")]
    PhotoBroken,
    #[error("{0}")]
    Unfit(String),
    #[error("that is not yours to do in this team")]
    NotYours,
    #[error("a team is founded by a guardian or a clinician, not by: {0}")]
    NotAFounder(Role),
    #[error("only a clinician can clear a STOP")]
    OnlyClinicians,
    #[error("only guardians and clinicians change the plan")]
    NotYourPlan,
    #[error("you cannot invite anyone as {role}; you can invite: {}", list(may))]
    NotYourInvite { role: Role, may: Vec<Role> },

    #[error("{} is there already and stays as it is: choose another name", .0.display())]
    FileExists(PathBuf),
    #[error("{} cannot be used: {why}", path.display())]
    File { path: PathBuf, why: io::Error },
    #[error("{}: {}", path.display(), parcel(*why))]
    Parcel { path: PathBuf, why: ParcelError },
    #[error("{} is of team {team}, and was not taken in: use it with a store that is in that team", path.display())]
    OtherTeam { path: PathBuf, team: TeamId },
    #[error("{}: {}; nothing was changed", path.display(), unpacking(*why))]
    NotUnpacked { path: PathBuf, why: UnpackError },
    #[error("{}: {why}; nothing was changed", path.display())]
    NotRestored { path: PathBuf, why: RestoreError },
    #[error("the store did not say that all is saved; try again")]
    NotDurable,
    #[error("{}: {why}; nothing was written", path.display())]
    NotImported { path: PathBuf, why: String },
    #[error("{} is longer than {limit} bytes", path.display())]
    FileTooLong { path: PathBuf, limit: usize },
    #[error("not all months could be read; nothing was exported")]
    NotAllRead,
    #[error("this is more than a zip file can hold: choose a folder")]
    TooLargeForZip,

    #[error("no relay is known here yet: add --relay URL")]
    NoRelay,
    #[error("{0}")]
    BadRelay(#[from] BadOrigin),
    #[error(
        "this store shares through {kept}, the link is for {asked}: use another --store, or choose with --relay"
    )]
    OtherRelay { kept: Origin, asked: Origin },
    #[error("{relay} was not reached within {seconds} s ({why}); nothing is lost, try again later")]
    NotReached { relay: Origin, seconds: u64, why: String },
    #[error(
        "not everything was shared and received within {seconds} s; {waiting} wait here and stay safe, try again"
    )]
    NotDone { seconds: u64, waiting: usize },
    #[error(
        "there was not enough memory for a code: the invite has a link, which `invite` without --code prints"
    )]
    NoCode,
    #[error("this relay takes a new team only with its operator's token: `sync --token TOKEN`")]
    NeedsToken,
    #[error("the relay has no more room for this team; what was written here stays safe, ask its operator")]
    RelayFull,
    #[error("the relay does not let this device in; what was written here stays safe")]
    NotLetIn,
    #[error(
        "this device was taken out of the team; what was written here stays: \
         hand over what was not shared with `pack --unshared`, then `forget`"
    )]
    Removed,
    #[error("the team did not change: somebody else may have been first, look at `members`")]
    NotChanged,
    #[error("there is no member {0} in this team; `members` lists them")]
    NoMember(shared::MemberId),
    #[error(
        "this sheet's words are not on this device: they were printed, or made elsewhere; `sheet --new` makes another"
    )]
    NoSheet,
    #[error("the relay and this device disagree about the team's history; what was written here stays safe")]
    Split,
    #[error("the relay speaks a newer version: update carryover-device")]
    TooOld,
    #[error("the relay speaks an older version: it has to be updated")]
    RelayTooOld,
    #[error("the relay was restored from a backup today: who is in the team can be changed tomorrow")]
    RelayRestored,
    #[error("the relay did not take the invite; try again")]
    InviteNotTaken,
    #[error("{}", refusal(*.0))]
    InviteRefused(InviteRefusal),
}

impl Failure {
    /// 2 for what was typed wrong, 1 for everything else.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }
}

impl From<&Notice> for Failure {
    fn from(notice: &Notice) -> Self {
        match notice {
            Notice::NotSaved(why) => Self::NotSaved(*why),
            Notice::NeedsConnection => Self::NoRelay,
            Notice::Unfit(why) => Self::Unfit(why.clone()),
            Notice::RelayRestored => Self::RelayRestored,
            Notice::NoRoomForPhoto => Self::NotSaved(Trouble::StorageFull),
            Notice::NotAllowed | Notice::SetAside { .. } | Notice::Withheld { .. } | Notice::NewerVersion => {
                Self::NotYours
            }
        }
    }
}

fn words(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::StorageFull => "the disk is full",
        Trouble::StorageBusy => "another program keeps it open",
        Trouble::StorageRefused => "writing is not allowed there",
        Trouble::StorageNewer => "the store was written by a newer version",
        Trouble::StorageFailed
        | Trouble::AppTooOld
        | Trouble::RelayTooOld
        | Trouble::NotLetIn
        | Trouble::NeedsToken
        | Trouble::RelayFull
        | Trouble::Removed
        | Trouble::RosterSplit => "the storage failed",
    }
}

fn refusal(why: InviteRefusal) -> &'static str {
    match why {
        InviteRefusal::NotALink => "this is no whole invite link and no code: copy it again, all of it",
        InviteRefusal::MistypedCode => "a letter of this code is wrong or missing: look at it again",
        InviteRefusal::NotASheet => {
            "these are not the 24 words of a recovery sheet: look for a missing or mistyped word"
        }
        InviteRefusal::Used => "this invite was used already: ask for a new one",
        InviteRefusal::Cancelled => "this invite was cancelled: ask for a new one",
        InviteRefusal::Expired => "this invite has expired: ask for a new one",
        InviteRefusal::Tomorrow => {
            "the relay was restored from a backup today: this invite works again tomorrow"
        }
        InviteRefusal::Unknown => "the relay does not know this invite: ask for a new one",
        InviteRefusal::AlreadyIn => "this store is in that team already",
    }
}

fn parcel(why: ParcelError) -> &'static str {
    match why {
        ParcelError::NotAParcel => "this is not a hand-over file; make one with `pack`",
        ParcelError::Newer => "a newer version packed this file: update carryover-device",
        ParcelError::TooLarge => "this is more than one hand-over file can hold; share through the relay",
        ParcelError::Damaged => "this file is not whole: copy it again, or pack it anew",
    }
}

fn unpacking(why: UnpackError) -> &'static str {
    match why {
        UnpackError::NotReady => "the store cannot be used",
        UnpackError::NotInTeam => "this store is not in that team",
        UnpackError::OtherBranch => "the file and this device disagree about the team's history",
        UnpackError::Newer => "the team's roster has something newer in it: update carryover-device",
    }
}

fn list(items: &[impl ToString]) -> String {
    match items {
        [] => "none".to_owned(),
        items => items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}
