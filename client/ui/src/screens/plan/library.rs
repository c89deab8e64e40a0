//! Picking what goes into the plan: a card of the library, or one's own.

use carryover_core::library::Card;
use leptos::prelude::*;

use super::super::tiles::Tiles;
use crate::desk::{desk, text};
use crate::kit::{Button, Icon, Kind, Sheet as SheetFrame};
use crate::route::{From, Sheet};

/// The sheet.
#[component]
pub(crate) fn Library() -> impl IntoView {
    let router = desk().router;
    let words = &text().plan;
    let pick = move |card: &'static Card| router.open(Sheet::Strategy(From::Card(card)));
    view! {
        <SheetFrame title=words.pick_title test="library-sheet">
            <Button label=words.own kind=Kind::Quiet sign=Icon::Pencil test="own-strategy"
                press=move || router.open(Sheet::Strategy(From::Nothing))/>
            <Tiles pick=pick/>
        </SheetFrame>
    }
}
