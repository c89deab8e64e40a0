//! What the browser knows that screens show, each a signal.

use carryover_core::Language;
use leptos::prelude::*;

use super::settings::{self, Theme};

/// The signals; written by the shell, read by screens through [`Shell`](super::Shell).
#[derive(Clone, Copy)]
pub(super) struct Facts {
    pub(super) place: RwSignal<Place>,
    /// The number of whoever writes here; 0 is nobody.
    pub(super) person: RwSignal<usize>,
    pub(super) is_leaving: RwSignal<bool>,
    pub(super) storage: RwSignal<Storage>,
    pub(super) update_waiting: RwSignal<bool>,
    pub(super) language: RwSignal<Language>,
    pub(super) theme: RwSignal<Theme>,
}

impl Facts {
    /// As they are known before anything was asked.
    pub(super) fn new() -> Self {
        Self {
            place: RwSignal::new(Place::Nowhere),
            person: RwSignal::new(0),
            is_leaving: RwSignal::new(false),
            storage: RwSignal::new(Storage::default()),
            update_waiting: RwSignal::new(false),
            language: RwSignal::new(settings::language()),
            theme: RwSignal::new(settings::theme()),
        }
    }
}

/// Which window has the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Not known: this one has not been looked at yet.
    Nowhere,
    /// This one is taking it.
    Taking,
    /// This one.
    Here,
    /// Another took it: "Carryover is open in another window. Use it here."
    Elsewhere,
    /// Another keeps it, because something there is not saved yet.
    Unsaved,
}

/// What the browser says about its storage.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Storage {
    /// Whether it promised to keep what is stored.
    pub(crate) kept: Kept,
    /// Bytes used, if it says.
    pub(crate) used_bytes: Option<f64>,
    /// Bytes there may be, if it says.
    pub(crate) quota_bytes: Option<f64>,
}

/// Whether the browser promised to keep what is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kept {
    /// It does not say.
    #[default]
    Unknown,
    /// It promised.
    Promised,
    /// It may clear it when room runs out, or after days without a visit.
    NotPromised,
}
