//! What people write down: one file a kind.
//!
//! A record is a flat set of named fields; the page keeps them, and this module gives them their meaning. Every
//! kind reads leniently: a field it does not know is left alone, a value from a newer app reads as absent.
//!
//! Where to start: [`Activity`] is the core act, "what was tried and how it went"; [`Row`] is a record as it
//! stands on a page; [`safety`] derives what is paused.

mod activity;
pub mod asking;
mod card;
mod checkin;
pub mod choice;
mod consent;
mod copied;
mod field;
mod fixed;
pub mod goal;
mod imported;
mod measure;
mod note;
mod photo;
mod plan;
mod profile;
pub mod receipt;
mod row;
pub mod safety;
pub mod service;
mod strategy;
pub mod tally;
mod word_list;
mod words;

pub use activity::Activity;
pub use asking::{Answer, Ask, Question};
pub use card::{List, Near, OwnCard};
pub use checkin::{CheckIn, Sleep};
pub use choice::{Board, Request, Said, Tile};
pub use consent::{Agreed, Consent};
pub use copied::Copied;
pub use field::{
    BadField, Change, Draft, EDITABLE, NAME_LIMIT, NewField, TEXT_LIMIT, TITLE_LIMIT, Value, parse_change,
};
pub use fixed::stays_as_written;
pub use goal::{Area, Attained, Criterion, Goal, Lane, Priorities, Scale};
pub use imported::{FROM_TABLE, Imported};
pub use measure::{Ladder, Measure, MissedReason, Prompt};
pub use note::Note;
pub use photo::{Media, Photo, SHOWS_LIMIT};
pub use plan::{SafetyNote, Version, current_versions};
pub use profile::{Child, Member};
pub use receipt::{Activation, Receipt, Training};
pub use row::{Cell, Row};
pub use safety::{Clear, Stop};
pub use service::{
    Directness, Missed, Model, Per, PlanType, PullOutReason, SchoolYear, Service, Session, Written,
};
pub use strategy::{Effect, Strategy};
pub use tally::{Count, Counts, Tally};
pub use word_list::UnknownWord;
pub use words::{Channel, Helped, Regulation, Role, Routine, Scope, ScopeSet, Setting, StopReason};

/// A kind of record: how it is named on a page and which fields it has.
pub trait Record: Sized {
    /// The first half of the record's key on a page, `kind/UUID`.
    const KIND: &'static str;

    /// Reads the record from its row. Absent or unknown values read as none; a row of another kind is `None`.
    fn read(row: &Row) -> Option<Self>;

    /// The fields as they are first written. Prose fields are always present, empty if need be, because only the
    /// creating change may make them.
    fn draft(&self) -> Draft;
}
