//! A calm bar with something to know and at most one thing to do.

use crate::dom::{El, el};

/// Whether a screen reader interrupts for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// It can wait.
    Calm,
    /// It is about something that was just tried.
    Now,
}

/// The bar with what there is to know and a button.
pub(crate) fn bar(words: &str, urgency: Urgency, test: &str, way: El) -> El {
    let role = match urgency {
        Urgency::Calm => "status",
        Urgency::Now => "alert",
    };
    el("div").class("bar").set("role", role).test(test).add(el("p").add(words)).add(way)
}
