//! Picking what goes into the plan: a card of the library, one of the team's own, or one's own words.

use carryover_core::library::card;
use carryover_core::view::CardView;
use leptos::prelude::*;
use shared::RecordId;

use super::super::past::past;
use super::super::tiles::{cards, tiles_nearby};
use super::super::words;
use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::kit::{Icon, Kind, button, sheet};
use crate::route::{From, Sheet};

/// The sheet.
pub(crate) fn library() -> El {
    let router = desk().router;
    let words = &text().plan;
    let open = move || router.open(Sheet::Strategy(From::Nothing));
    let own = button(Kind::Quiet, words.own, "own-strategy", open).sign(Icon::Pencil);
    let tiles = tiles_nearby(|_| true, move |picked| router.open(Sheet::Strategy(from(picked))));
    sheet(words.pick_title, "library-sheet", |body| body.add(own).add(tiles).add(own_cards()))
}

fn from(picked: &CardView) -> From {
    match (&picked.own, card(&picked.library)) {
        (Some(own), _) => From::Version(own.version),
        (None, Some(card)) => From::Card(card),
        (None, None) => From::Nothing,
    }
}

/// The team's own cards, to change, and the way to make one, for those who may.
fn own_cards() -> Part {
    let desk = desk();
    live(move || {
        let router = desk.router;
        desk.may_edit.get().then(|| {
            let words = &text().cards;
            let open = move || router.open(Sheet::OwnCard(None));
            let new = button(Kind::Quiet, words.new, "new-card", open).sign(Icon::Plus);
            let lines: Vec<El> = cards().iter().filter_map(line).collect();
            let list = (!lines.is_empty()).then(|| el("ul").class("cards").add(lines));
            let section =
                el("section").add(el("h3").add(words.title)).add(el("p").class("help").add(words.about));
            section.add(list).add(new)
        })
    })
}

fn line(view: &CardView) -> Option<El> {
    let own = view.own.as_ref()?;
    let version: RecordId = own.version;
    let by = fill(text().plan.by, &[&words::person(&own.author), &words::day_and_time(own.written)]);
    let open = move || desk().router.open(Sheet::OwnCard(Some(version)));
    let edit = button(Kind::Plain, text().frame.edit, "edit-card", open);
    let edit = edit.spoken(&words::dots(&[text().frame.edit, &view.title])).sign(Icon::Pencil);
    let rivals = (!own.rivals.is_empty()).then(|| el("p").add(text().plan.rivals));
    let line =
        el("li").class("card own-card").test("own-card").add(el("p").class("said").add(view.title.as_str()));
    Some(line.add(rivals).add(el("p").class("help").add(by)).add(edit).add(past(version)))
}
