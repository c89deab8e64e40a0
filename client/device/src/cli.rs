//! What can be typed: every command with its options, and how their values are read.

pub(crate) mod care;
pub(crate) mod export;
pub(crate) mod helps;
pub(crate) mod photo;
pub(crate) mod school;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use shared::record::{
    Agreed, Helped, Ladder, Measure, Regulation, Role, Routine, Scope, Setting, StopReason,
};
use shared::{DeviceId, MemberId, Moment, RecordId, TeamId};

use crate::clock;
use crate::origin::Origin;

/// A whole Carryover device without a screen: writes entries offline, shares them when asked to.
#[derive(Debug, Parser)]
#[command(name = "carryover-device", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// The folder of this device's store; made when a team is founded or joined
    #[arg(long, value_name = "DIR", env = "CARRYOVER_STORE", global = true)]
    pub(crate) store: Option<PathBuf>,
    /// The team to work in, if the store is in several; it stays chosen
    #[arg(long, value_name = "ID", global = true)]
    pub(crate) team: Option<TeamId>,
    /// A file with the PIN or passphrase of the store, in its first line; a store that is new is locked with it
    #[arg(long, value_name = "FILE", env = "CARRYOVER_PASSPHRASE_FILE", global = true)]
    pub(crate) passphrase_file: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a team around a child, offline; prints the team's id
    Found(Found),
    /// Make an invite link and print it; needs the relay
    Invite(Invite),
    /// Make a link for another device of yours and print it; needs the relay
    Link(Link),
    /// Join a team with an invite link or its code; prints the team's id; needs the relay
    Join(Join),
    /// Print who is in the team, and who was; offline
    Members(Show),
    /// Let a member read a scope, from today or with its past; needs the relay
    Grant(Grant),
    /// Let a member read a scope no more; needs the relay
    Withdraw(Withdraw),
    /// Say what a member is to the child from now on; what they read and write stays; needs the relay
    ChangeRole(ChangeRole),
    /// Take a member, or one device, out of the team; needs the relay
    Remove(Remove),
    /// Go from the team; needs the relay
    Leave(Leave),
    /// Take everything of a team off this device that it was taken out of; offline
    Forget,
    /// Print the recovery sheet's words, once; then they are erased here
    Sheet(Sheet),
    /// Join the team again with the recovery sheet's words; needs the relay
    Recover(Recover),
    /// Print who could read what, and when; offline
    Disclosures(Show),
    /// Print what was agreed about who reads what, newest first; offline
    Consents(Show),
    /// Write down an activity that was tried, offline; prints the record's id
    Log(Log),
    /// Write down a plain note, offline; prints the record's id
    Note(Note),
    /// Correct fields of an entry, offline
    Edit(Edit),
    /// Strike an entry: it stays, struck through, with the reason; offline
    Strike(Strike),
    /// Photos of entries: add, list, get
    #[command(subcommand)]
    Photo(photo::Photo),
    /// STOP: pause an activity everywhere until a clinician clears it; prints the stop's id; offline
    Stop(Stop),
    /// Clear stops, by name; clinicians only; prints the clear's id; offline
    Clear(Clear),
    /// The plan: strategies, goals, safety notes; offline
    #[command(subcommand)]
    Plan(Plan),
    /// Daily care: count, read, activate, ask; offline
    #[command(subcommand)]
    Care(care::Care),
    /// Services: the grid, sessions, the school year, minutes owed; offline
    #[command(subcommand)]
    School(school::School),
    /// Lock the store with a PIN or passphrase, or with another one; offline
    Lock(Lock),
    /// Take the lock off the store; offline
    Unlock,
    /// Share and receive everything, then say how much; needs the relay
    Sync(Sync),
    /// Put everything of the team, sealed, into one file for another device of the team; offline
    Pack(Pack),
    /// Start anew from a packed file and the recovery sheet's words; prints the team's id; offline
    Restore(Restore),
    /// Take over the relay's history of the team, where it is another one than here; needs the relay
    Follow(Leave),
    /// Take in what another device packed; prints how much was new; offline
    Unpack(Unpack),
    /// Write everything this device reads in a format that others read; offline
    Export(export::Export),
    /// Bring earlier notes in from a table, all of it or nothing; offline
    Import(export::Import),
    /// Print every entry this device can read, oldest first; offline
    List(List),
    /// Print what helps: how often each activity did, with its counts and how sure that is; offline
    Helps(helps::Helps),
    /// Print who changed what of a record, oldest first; times are as each device's clock said them; offline
    History(History),
    /// Print the team, its members, what waits and what is paused; offline
    Status(Status),
}

#[derive(Debug, Args)]
pub(crate) struct Found {
    /// The child's first name
    #[arg(long, value_name = "NAME")]
    pub(crate) child: String,
    /// What you are called
    #[arg(long, value_name = "NAME")]
    pub(crate) me: String,
    /// What you are to the child: guardian or clinician
    #[arg(long, default_value = "guardian")]
    pub(crate) role: Role,
    /// The relay to share through, kept for later
    #[arg(long, value_name = "URL")]
    pub(crate) relay: Option<Origin>,
    /// The token that the relay's operator gave out for founding teams there, kept for later
    #[arg(long, value_name = "TOKEN", env = "CARRYOVER_TOKEN", hide_env_values = true)]
    pub(crate) token: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Lock {
    /// A file with the new PIN (4 to 8 digits) or passphrase (at least 12 letters), in its first line
    #[arg(long, value_name = "FILE")]
    pub(crate) new: PathBuf,
}

/// Where the relay is, and how long to try.
#[derive(Debug, Args)]
pub(crate) struct Online {
    /// The relay, such as http://127.0.0.1:8080; kept for later once it was reached
    #[arg(long, value_name = "URL")]
    pub(crate) relay: Option<Origin>,
    /// Give up after this many seconds
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub(crate) timeout: Duration,
}

#[derive(Debug, Args)]
pub(crate) struct Invite {
    /// What whoever has the link will be to the child
    #[arg(long)]
    pub(crate) role: Role,
    /// What they read besides what the role reads, and write if the role writes: home, school or clinic
    #[arg(long, value_name = "SCOPES", value_delimiter = ',')]
    pub(crate) also: Vec<Scope>,
    /// How long the link works, such as 7d or 12h; at most 30d
    #[arg(long, value_name = "TIME", default_value = "7d", value_parser = hours)]
    pub(crate) expires: u16,
    /// Print the short code of the same invite, to be typed or read out
    #[arg(long)]
    pub(crate) code: bool,
    #[command(flatten)]
    pub(crate) online: Online,
}

#[derive(Debug, Args)]
pub(crate) struct Link {
    /// Print the short code of the same invite, to be typed or read out
    #[arg(long)]
    pub(crate) code: bool,
    #[command(flatten)]
    pub(crate) online: Online,
}

#[derive(Debug, Args)]
pub(crate) struct Join {
    /// The invite link, or its code with --relay
    pub(crate) link: String,
    /// What you are called; not asked with a link for another device of yours
    #[arg(long, value_name = "NAME")]
    pub(crate) me: Option<String>,
    #[command(flatten)]
    pub(crate) online: Online,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Grant {
    /// The member
    #[arg(long, value_name = "ID")]
    pub(crate) member: MemberId,
    /// What they may read: home, school or clinic
    #[arg(long)]
    pub(crate) scope: Scope,
    /// Also what was written before today
    #[arg(long)]
    pub(crate) with_past: bool,
    /// Let them write it too
    #[arg(long)]
    pub(crate) write: bool,
    #[command(flatten)]
    pub(crate) agreement: Agreement,
    #[command(flatten)]
    pub(crate) online: Online,
}

/// How a change of who reads what was agreed, for the team's record of it.
#[derive(Debug, Args)]
pub(crate) struct Agreement {
    /// In which way: spoken, signed or message
    #[arg(long, value_name = "WAY")]
    agreed: Option<Agreed>,
    /// With whom, what for, where the paper is
    #[arg(long, value_name = "TEXT", default_value = "")]
    about: String,
}

impl From<&Agreement> for carryover_core::Agreement {
    fn from(said: &Agreement) -> Self {
        Self { how: said.agreed, note: said.about.clone() }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// The member
    #[arg(long, value_name = "ID")]
    pub(crate) member: MemberId,
    /// What they may read no more: home, school or clinic
    #[arg(long)]
    pub(crate) scope: Scope,
    /// Only let them not write it
    #[arg(long)]
    pub(crate) keep_reading: bool,
    #[command(flatten)]
    pub(crate) agreement: Agreement,
    #[command(flatten)]
    pub(crate) online: Online,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeRole {
    /// The member
    #[arg(long, value_name = "ID")]
    pub(crate) member: MemberId,
    /// What they are: guardian, clinician, teacher, aide, provider or viewer
    #[arg(long, value_name = "ROLE")]
    pub(crate) role: Role,
    #[command(flatten)]
    pub(crate) online: Online,
}

#[derive(Debug, Args)]
#[group(id = "whom", required = true, multiple = false, args = ["member", "device"])]
pub(crate) struct Remove {
    /// The member, with every device of theirs
    #[arg(long, value_name = "ID")]
    pub(crate) member: Option<MemberId>,
    /// One device; its person stays
    #[arg(long, value_name = "ID")]
    pub(crate) device: Option<DeviceId>,
    #[command(flatten)]
    pub(crate) online: Online,
}

#[derive(Debug, Args)]
pub(crate) struct Leave {
    #[command(flatten)]
    pub(crate) online: Online,
}

#[derive(Debug, Args)]
pub(crate) struct Sheet {
    /// Make another sheet first, so that the one before opens nothing any more; needs the relay
    #[arg(long)]
    pub(crate) new: bool,
    /// Say whether these words, typed from the paper, are those of the sheet, without using it
    #[arg(long, value_name = "WORDS", conflicts_with = "new")]
    pub(crate) check: Option<String>,
    #[command(flatten)]
    pub(crate) online: Online,
}

#[derive(Debug, Args)]
pub(crate) struct Recover {
    /// The 24 words
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// What you are called
    #[arg(long, value_name = "NAME")]
    pub(crate) me: String,
    #[command(flatten)]
    pub(crate) online: Online,
}

#[derive(Debug, Args)]
pub(crate) struct Log {
    /// Where it happened
    #[arg(long)]
    pub(crate) setting: Setting,
    /// What was done
    #[arg(long, value_name = "TITLE")]
    pub(crate) activity: String,
    /// How long
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1440))]
    pub(crate) minutes: Option<u16>,
    /// Did it help? better, same, harder or unknown
    #[arg(long)]
    pub(crate) helped: Option<Helped>,
    /// How ready the child was before: low, ready, high or over
    #[arg(long)]
    pub(crate) before: Option<Regulation>,
    /// How ready the child was after
    #[arg(long)]
    pub(crate) after: Option<Regulation>,
    /// Anything to add
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) note: String,
    /// When, such as 2026-11-03T17:30:00-05:00; otherwise now
    #[arg(long, value_name = "RFC3339", value_parser = clock::parse)]
    pub(crate) at: Option<Moment>,
}

#[derive(Debug, Args)]
pub(crate) struct Note {
    /// Where it is about
    #[arg(long)]
    pub(crate) setting: Setting,
    /// The note
    pub(crate) text: String,
    /// When, such as 2026-11-03T17:30:00-05:00; otherwise now
    #[arg(long, value_name = "RFC3339", value_parser = clock::parse)]
    pub(crate) at: Option<Moment>,
    /// Only for your own devices: nobody else in the team reads it
    #[arg(long)]
    pub(crate) private: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Edit {
    /// The entry's id
    pub(crate) record: RecordId,
    /// What to change: activity, setting, minutes, helped, before, after, note; an empty value takes an answer back
    #[arg(long, value_name = "FIELD=VALUE", required = true, num_args = 1.., value_parser = field_and_value)]
    pub(crate) set: Vec<(String, String)>,
}

#[derive(Debug, Args)]
pub(crate) struct Strike {
    /// The entry's id
    pub(crate) record: RecordId,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) why: String,
}

#[derive(Debug, Args)]
pub(crate) struct Stop {
    /// What was stopped
    #[arg(long, value_name = "TITLE")]
    pub(crate) activity: String,
    /// Why: pain, dizziness, distress or other
    #[arg(long)]
    pub(crate) reason: StopReason,
    /// Where; otherwise where you usually are
    #[arg(long)]
    pub(crate) setting: Option<Setting>,
    /// Anything to add
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) note: String,
}

#[derive(Debug, Args)]
pub(crate) struct Clear {
    /// The stops to lift, by id
    #[arg(required = true, value_name = "STOP-ID")]
    pub(crate) stops: Vec<RecordId>,
    /// What to do differently
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) note: String,
}

/// What to do with the plan.
#[derive(Debug, Subcommand)]
pub(crate) enum Plan {
    /// Put a strategy into the plan; prints its id
    Add(Strategy),
    /// Put a goal into the plan; prints its id
    Goal(PlanText),
    /// Pin a safety note; prints its id
    Safety(PlanText),
    /// Take items out of force, by the ids of all their current versions
    End {
        /// The versions
        #[arg(required = true, value_name = "ID")]
        versions: Vec<RecordId>,
    },
    /// Print what is in force
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Strategy {
    /// What it is called
    #[arg(long)]
    pub(crate) title: String,
    /// Where it is done
    #[arg(long)]
    pub(crate) setting: Setting,
    /// The routine it belongs to, such as dinner; or any
    #[arg(long)]
    pub(crate) routine: Routine,
    /// How long; small by design
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1440))]
    pub(crate) minutes: Option<u16>,
    /// How to do it
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) how: String,
    /// The data to take, such as trials
    #[arg(long)]
    pub(crate) measure: Option<Measure>,
    /// The prompt levels, the least help first, with commas
    #[arg(long, value_name = "LEVELS")]
    pub(crate) ladder: Option<Ladder>,
    /// Nobody does it before a clinician activated it
    #[arg(long)]
    pub(crate) needs_ot: bool,
    /// It is assistive technology
    #[arg(long)]
    pub(crate) assistive: bool,
    /// Who carries it out, by the ids that `members` prints; nobody named is whoever is with the child
    #[arg(long, value_name = "ID")]
    pub(crate) who: Vec<MemberId>,
    /// The versions that this one replaces
    #[arg(long, value_name = "ID")]
    pub(crate) replaces: Vec<RecordId>,
}

#[derive(Debug, Args)]
pub(crate) struct PlanText {
    /// The text
    pub(crate) text: String,
    /// The versions that this one replaces
    #[arg(long, value_name = "ID")]
    pub(crate) replaces: Vec<RecordId>,
}

#[derive(Debug, Args)]
pub(crate) struct Sync {
    #[command(flatten)]
    pub(crate) online: Online,
    /// The token that the relay's operator gave out for founding teams there, kept for later
    #[arg(long, value_name = "TOKEN", env = "CARRYOVER_TOKEN", hide_env_values = true)]
    pub(crate) token: Option<String>,
    /// One JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Pack {
    /// The file to write; it must not be there yet
    pub(crate) file: PathBuf,
    /// Only what the relay has not got yet
    #[arg(long)]
    pub(crate) unshared: bool,
    /// Only what another device lacks, by a file that it packed
    #[arg(long, value_name = "FILE", conflicts_with = "unshared")]
    pub(crate) lacked_by: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The file that `pack` made
    pub(crate) file: PathBuf,
    /// The 24 words of the recovery sheet
    #[arg(long, value_name = "WORDS")]
    pub(crate) sheet: String,
}

#[derive(Debug, Args)]
pub(crate) struct Unpack {
    /// The file to read
    pub(crate) file: PathBuf,
    /// One JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only what happened here
    #[arg(long)]
    pub(crate) setting: Option<Setting>,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct History {
    /// The record; of a plan item, any version
    #[arg(value_name = "ID")]
    pub(crate) record: RecordId,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Status {
    /// One JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is wrong with what was typed, on one line.
pub(crate) fn one_line(wrong: &clap::Error) -> String {
    let told = wrong.to_string();
    let first = told.lines().take_while(|line| !line.trim().is_empty());
    let line = first.map(str::trim).collect::<Vec<_>>().join(" ");
    line.strip_prefix("error: ").unwrap_or(&line).to_owned()
}

fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<u32>() {
        Ok(seconds) if seconds > 0 => Ok(Duration::from_secs(seconds.into())),
        _ => Err("use a whole number of seconds, from 1".to_owned()),
    }
}

fn hours(text: &str) -> Result<u16, String> {
    let number = |text: &str| text.parse::<u16>().ok();
    let days = text.strip_suffix('d').and_then(number).and_then(|days| days.checked_mul(24));
    let hours = days.or_else(|| text.strip_suffix('h').and_then(number));
    hours.filter(|hours| (1..=720).contains(hours)).ok_or_else(|| "use 1h to 720h, or 1d to 30d".to_owned())
}

fn field_and_value(text: &str) -> Result<(String, String), String> {
    let (field, value) = text.split_once('=').ok_or("use FIELD=VALUE")?;
    Ok((field.trim().to_owned(), value.to_owned()))
}

#[cfg(test)]
#[path = "cli_tests.rs"]
mod tests;
