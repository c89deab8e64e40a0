//! Something else: a card from the plan or the library, or one's own words, and then how it went. The third tap
//! saves.

use std::cell::Cell;

use carryover_core::view::{CardView, StrategyView};
use leptos::prelude::*;
use shared::Moment;
use shared::record::Helped;

use super::super::log;
use super::super::tiles::{tile, tiles_nearby};
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::drafts;
use crate::i18n::fill;
use crate::kit::{Field, Icon, Input, Kind, button, focus, helped_keys, sheet, when};
use crate::timer::Subject;

const OWN: &str = "own-words";

/// What was picked.
type Picked = RwSignal<Option<Subject>>;

/// The sheet.
pub(crate) fn more() -> El {
    let picked: Picked = RwSignal::new(None);
    let question = live(move || match picked.get() {
        None => picking(picked),
        Some(subject) => asking(subject),
    });
    sheet(text().day.more_title, "more-sheet", |body| body.add(question))
}

fn pick(picked: Picked, subject: Subject) {
    picked.set(Some(subject));
    focus::sheet_top();
}

fn picking(picked: Picked) -> Part {
    let words = &text().day;
    let planned: Vec<El> = desk().today.with_untracked(|today| {
        let open = today.strategies.iter().filter(|item| item.paused.is_empty());
        open.map(|item| planned(item, picked)).collect()
    });
    let heading = (!planned.is_empty()).then(|| el("h3").add(words.from_plan));
    let card = move |card: &CardView| pick(picked, Subject::from(card));
    [
        own_words(picked).into(),
        heading.into(),
        el("div").class("tiles").add(planned).into(),
        // What needs the guidance of an OT is done by the plan alone.
        tiles_nearby(|card| !card.needs_ot, card),
    ]
    .into()
}

/// A title in the person's own words.
fn own_words(picked: Picked) -> El {
    let words = &text().day;
    let typed = RwSignal::new(drafts::read(OWN));
    let keep = move |text: String| {
        drafts::keep(OWN, &text);
        typed.set(text);
    };
    let go = move || {
        let title = typed.with_untracked(|typed| typed.trim().to_owned());
        if !title.is_empty() {
            pick(picked, Subject { title, ..Subject::default() });
        }
    };
    let field = Field { id: "own", label: words.own, help: words.own_help, input: Input::Line, test: OWN };
    let go = button(Kind::Quiet, words.choose, "own-go", go).sign(Icon::Next);
    el("div").class("own").add(field.ask(move || typed.get(), keep)).add(go)
}

fn planned(item: &StrategyView, picked: Picked) -> El {
    let subject = Subject::from(item);
    let plan = &item.strategy;
    tile(&plan.title, plan.library.as_deref(), plan.channel, "plan-tile", move || {
        pick(picked, subject.clone())
    })
}

fn asking(subject: Subject) -> Part {
    let at = std::rc::Rc::new(Cell::new(None::<Moment>));
    let legend = fill(text().day.how_was_this, &[&subject.title]);
    let when = when({
        let at = at.clone();
        move |moment| at.set(moment)
    });
    let log = move |helped: Helped| {
        let desk = desk();
        drafts::forget(OWN);
        log::activity(desk, subject.clone(), helped, None, at.get());
        desk.router.close();
    };
    [el("h3").add(legend.as_str()).into(), helped_keys(&legend, language(), log).into(), when.into()].into()
}
