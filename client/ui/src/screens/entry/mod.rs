//! Entries: rows in lists, and one entry with everything that can be said and done about it.

mod copy;
mod detail;
mod doubt;
mod form;
mod list;
mod photos;
mod row;
mod strike;

pub(crate) use detail::{detail, entry_sheet, entry_title};
pub(crate) use doubt::{field_name, ways};
pub(crate) use list::entry_list;
