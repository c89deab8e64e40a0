//! Right after starting: one routine, one activity. Can be skipped.

use carryover_core::Intent;
use carryover_core::library::{Card, card};
use carryover_core::view::CardView;
use leptos::prelude::*;
use shared::record::{Routine, Strategy};

use super::super::log;
use super::super::tiles::tiles;
use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Kind, button, focus, picture, sheet};

/// The sheet.
pub(crate) fn begin() -> El {
    let desk = desk();
    let words = &text().first;
    let picked = RwSignal::new(None::<&'static str>);
    let pick = move |picked_card: &CardView| {
        picked.set(card(&picked_card.library).map(|card| card.id));
        focus::sheet_top();
    };
    let child = move || desk.chip().map(|chip| chip.child).unwrap_or_default();
    let question = live(move || match picked.get().and_then(carryover_core::library::card) {
        Some(card) => when(desk, card),
        None => {
            let ask = live(move || fill(words.pick_text, &[&child()]));
            [el("p").add(ask).into(), tiles(|card| card.own.is_none(), pick)].into()
        }
    });
    let skip = button(Kind::Plain, words.skip, "skip", move || desk.router.close());
    sheet(words.pick_title, "begin-sheet", |body| body.add(question).add(el("div").class("acts").add(skip)))
}

/// One tap on a routine puts the card into the plan.
fn when(desk: Desk, card: &'static Card) -> Part {
    let words = card.words(language());
    let routines: Vec<El> = Routine::ALL.iter().map(|routine| way(desk, card, *routine)).collect();
    let said = el("div").class("face-words").add(el("h3").class("face-title").add(words.title));
    let face = el("div").class("face").add(picture(Some(card.id), card.channel));
    [
        face.add(said.add(el("p").add(words.how))).into(),
        el("h3").add(text().first.pick_when).into(),
        el("div").class("routines").add(routines).into(),
    ]
    .into()
}

fn way(desk: Desk, card: &'static Card, routine: Routine) -> El {
    let plan = move || {
        let words = card.words(language());
        let strategy = Strategy {
            library: Some(card.id.to_owned()),
            routine,
            minutes: Some(card.minutes),
            channel: card.channel,
            supervise: card.supervise,
            how: words.how.to_owned(),
            ..Strategy::new(words.title, log::setting(desk))
        };
        desk.dispatch(Intent::PlanStrategy { replaces: Vec::new(), strategy: Box::new(strategy) });
        desk.router.close();
    };
    button(Kind::Quiet, routine.label(language()), &["routine-", routine.code()].concat(), plan)
}
