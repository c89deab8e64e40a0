//! What the school owes a child and what was delivered (C8): arithmetic over the service grid, the sessions and the school
//! year. Pure functions; [`account`] is the way in.
//!
//! The rules are in [`minutes`]; which days count is in [`days`].

mod days;
mod minutes;

pub use days::{SchoolDays, Span};
pub use minutes::{Account, Books, account};

#[cfg(test)]
mod tests;
