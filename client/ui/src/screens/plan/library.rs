//! Picking what goes into the plan: a card of the library, or one's own.

use super::super::tiles::tiles;
use crate::desk::{desk, text};
use crate::dom::El;
use crate::kit::{Icon, Kind, button, sheet};
use crate::route::{From, Sheet};

/// The sheet.
pub(crate) fn library() -> El {
    let router = desk().router;
    let words = &text().plan;
    let open = move || router.open(Sheet::Strategy(From::Nothing));
    let own = button(Kind::Quiet, words.own, "own-strategy", open).sign(Icon::Pencil);
    let tiles = tiles(move |card| router.open(Sheet::Strategy(From::Card(card))));
    sheet(words.pick_title, "library-sheet", |body| body.add(own).add(tiles))
}
