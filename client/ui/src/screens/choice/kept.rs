//! Which board the child has on this device, and which steps are ticked off. Kept, so that a reload stays on the board
//! and is no way out of it.

use leptos::prelude::*;
use shared::RecordId;
use shared::record::choice::TILE_LIMIT;

const KEY: &str = "carryover.board";

/// The board on the screen, and a bit for each step that is ticked off.
pub(crate) type Showing = (RecordId, u16);

/// What the child has; copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Shown(RwSignal<Option<Showing>>);

impl Shown {
    /// As it was left.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(kept()))
    }

    /// The board's first version; tracked.
    pub(crate) fn board(&self) -> Option<RecordId> {
        self.0.with(|shown| shown.as_ref().map(|(board, _)| *board))
    }

    /// The board's first version.
    pub(super) fn board_untracked(&self) -> Option<RecordId> {
        self.0.get_untracked().map(|(board, _)| board)
    }

    /// Whether a step is ticked off; tracked.
    pub(super) fn is_ticked(&self, step: usize) -> bool {
        self.0.with(|shown| shown.is_some_and(|(_, ticked)| step < TILE_LIMIT && ticked & (1 << step) != 0))
    }

    /// Gives the child a board.
    pub(super) fn show(&self, board: RecordId) {
        self.set(Some((board, 0)));
    }

    /// Ticks a step off, or takes that back.
    pub(super) fn tick(&self, step: usize) {
        if let Some((board, ticked)) = self.0.get_untracked().filter(|_| step < TILE_LIMIT) {
            self.set(Some((board, ticked ^ (1 << step))));
        }
    }

    /// An adult takes it back.
    pub(super) fn leave(&self) {
        self.set(None);
    }

    fn set(&self, shown: Option<Showing>) {
        if let Ok(Some(storage)) = window().local_storage() {
            // Without storage the board still stays until the page is closed.
            let _ = match shown {
                Some((board, ticked)) => {
                    storage.set_item(KEY, &[&board.to_string(), " ", &ticked.to_string()].concat())
                }
                None => storage.remove_item(KEY),
            };
        }
        self.0.set(shown);
    }
}

fn kept() -> Option<Showing> {
    let kept = window().local_storage().ok()??.get_item(KEY).ok()??;
    let (board, ticked) = kept.split_once(' ')?;
    Some((board.parse().ok()?, ticked.parse().ok()?))
}
