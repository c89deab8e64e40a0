//! What people ask for about services: the grid, the sessions, the school year (C2–C8).

use shared::record::{Missed, Model, SchoolYear, Service};
use shared::{Day, Moment, RecordId};

/// One thing about the services of the chosen team. Guardians and clinicians ask for it.
#[derive(Debug, Clone, PartialEq)]
pub enum School {
    /// Put a line into the service grid, or change one from its day on.
    Plan {
        /// The versions it replaces; empty for a new line.
        replaces: Vec<RecordId>,
        /// What it says; its place among the versions follows from what it replaces.
        service: Box<Service>,
    },
    /// Take a line out of the grid.
    End {
        /// Its current versions.
        versions: Vec<RecordId>,
        /// The first day on which it is no longer in force.
        from: Day,
    },
    /// Say which days are school days, or say it anew.
    Year {
        /// The versions it replaces; empty for a new year.
        replaces: Vec<RecordId>,
        /// Its days.
        year: Box<SchoolYear>,
    },
    /// Write down a session that was given, or missed.
    Session(Box<NewSession>),
}

/// A session of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// The line of the grid: its first version.
    pub service: RecordId,
    /// When it began, or would have begun; now if none.
    pub at: Option<Moment>,
    /// Its minutes; none is what the line says.
    pub minutes: Option<u16>,
    /// How many children, this one among them.
    pub group: Option<u16>,
    /// Why it did not take place; none if it did.
    pub missed: Option<Missed>,
    /// The missed session that it makes up for.
    pub makes_up: Option<RecordId>,
    /// How it was delivered; none is what the line says.
    pub model: Option<Model>,
    /// Anything to add.
    pub note: String,
}
