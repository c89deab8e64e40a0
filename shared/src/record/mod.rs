//! What people write down: one file a kind.
//!
//! A record is a flat set of named fields; the page keeps them, and this module gives them their meaning. Every
//! kind reads leniently: a field it does not know is left alone, a value from a newer app reads as absent.
//!
//! Where to start: [`Activity`] is the core act, "what was tried and how it went"; [`Row`] is a record as it
//! stands on a page; [`safety`] derives what is paused.

mod activity;
mod field;
mod note;
mod plan;
mod profile;
mod row;
pub mod safety;
mod words;

pub use activity::Activity;
pub use field::{
    BadField, Change, Draft, EDITABLE, NAME_LIMIT, NewField, TEXT_LIMIT, TITLE_LIMIT, Value, parse_change,
};
pub use note::Note;
pub use plan::{Goal, SafetyNote, Strategy, Version, current_versions};
pub use profile::{Child, Member};
pub use row::{Cell, Row};
pub use safety::{Clear, Stop};
pub use words::{
    Channel, Helped, Regulation, Role, Routine, Scope, ScopeSet, Setting, StopReason, UnknownWord,
};

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
