//! Handing over by hand: a file or codes that leave this device, and what such a file brings.

/// How it stands, for the chosen team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarryView {
    /// Whether there is a team whose notes may be carried; a sample never leaves its device.
    pub may: bool,
    /// The child's name.
    pub child: String,
    /// Whether everything here is with the relay.
    pub all_shared: bool,
    /// Whether nobody else is in the team on any device, so that nobody could open a file.
    pub alone: bool,
    /// What leaves.
    pub packing: Packing,
    /// What comes.
    pub taking: Taking,
}

/// How far a hand-over file is that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Packing {
    /// None was asked for.
    #[default]
    Nothing,
    /// It is being made.
    UnderWay,
    /// It is ready: [`App::packed_bytes`](crate::App::packed_bytes).
    Ready {
        /// Its length.
        bytes: usize,
    },
    /// It would be longer than such a file may be.
    TooLarge,
}

/// How far taking in a file is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Taking {
    /// Nothing was opened.
    #[default]
    Nothing,
    /// It is being read and stored.
    UnderWay,
    /// All that counts of it is durable.
    Brought(Brought),
    /// Nothing of it was taken in.
    Not(NotTaken),
}

/// What a file brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// The name of the child it was about.
    pub child: String,
    /// Entries that were not here.
    pub entries: usize,
    /// Whether anything was not here: entries, corrections, the plan, months that are not shown.
    pub anything: bool,
    /// How many things cannot be used, or not yet.
    pub set_aside: usize,
    /// How many things are not for this device to read.
    pub not_for_here: usize,
}

/// Why nothing of a file was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// Something else than a hand-over file.
    NotOurs,
    /// Cut short, or changed on the way.
    Damaged,
    /// Written by a newer version.
    Newer,
    /// Longer than such a file may be.
    TooLarge,
    /// This device is not in that team.
    OtherTeam,
    /// It tells another history of the team.
    OtherHistory,
    /// The words of the sheet do not open it.
    OtherSheet,
    /// This device cannot store at present.
    NotReady,
}
