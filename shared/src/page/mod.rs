//! The Automerge layout of records, and the checks before Automerge sees a change.

mod name;

pub use name::PageName;
