//! Which cells stay as their author wrote them, whatever anybody writes over them later.
//!
//! Only an app that means harm writes there: this one makes a new record instead. But what is paused, what rests, who has
//! read which version and what a safety note says follow from these cells, so a change of them is not read by any replica.

use super::{
    Activation, Board, Clear, Consent, Goal, OwnCard, Photo, Priorities, Receipt, Record, SafetyNote, Scale,
    SchoolYear, Service, Stop, Strategy, Training,
};

/// Whether this cell of this kind of record stays as it was written.
pub fn stays_as_written(kind: &str, cell: &str) -> bool {
    match kind {
        Stop::KIND | Clear::KIND => !matches!(cell, "setting" | "note" | "struck"),
        Activation::KIND | Training::KIND | Consent::KIND => !matches!(cell, "note" | "struck"),
        Photo::KIND => !matches!(cell, "shows" | "struck"),
        Strategy::KIND
        | Goal::KIND
        | SafetyNote::KIND
        | Board::KIND
        | OwnCard::KIND
        | Service::KIND
        | SchoolYear::KIND
        | Priorities::KIND
        | Scale::KIND
        | Receipt::KIND => cell != "struck",
        _ => false,
    }
}
