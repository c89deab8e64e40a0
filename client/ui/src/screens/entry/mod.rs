//! Entries: rows in lists, and one entry with everything that can be said and done about it.

mod detail;
mod doubt;
mod form;
mod list;
mod row;
mod strike;

pub(crate) use detail::{Detail, EntrySheet, entry_title};
pub(crate) use list::EntryList;
