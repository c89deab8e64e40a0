//! Making a card of the team's own, changing it, taking it out of the library.

use carryover_core::Intent;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::{List, OwnCard};

use super::super::tiles::{cards, near_chips};
use super::sense::{channel_field, supervise_field};
use crate::desk::{desk, language, text};
use crate::dom::{El, el};
use crate::drafts;
use crate::kit::{Area, Choice, Field, Icon, Input, Kind, button, check, focus, options, sheet};

/// The draft's name.
const DRAFT: &str = "own-card";

/// The sheet; without a version it is a new card.
pub(crate) fn card_form(version: Option<RecordId>) -> El {
    let words = &text().cards;
    let held =
        untrack(cards).into_iter().filter_map(|view| view.own).find(|own| Some(own.version) == version);
    let held = held.map(|own| (core::iter::once(own.version).chain(own.rivals).collect(), own.card));
    let title = if held.is_some() { words.change } else { words.new };
    let (replaces, card) = held.unwrap_or_else(|| (Vec::<RecordId>::new(), OwnCard::new("", List::Sensory)));
    let near = RwSignal::new(card.near.clone());
    let form = RwSignal::new(card);
    let versions = replaces.clone();
    let save = move || {
        let near = near.get_untracked();
        let card = form.with_untracked(|form| OwnCard { near, ..form.clone() });
        if card.title.trim().is_empty() {
            return focus::first("#card-name");
        }
        drafts::forget(DRAFT);
        desk().dispatch(Intent::PlanCard { replaces: versions.clone(), card: Box::new(card) });
        desk().router.close();
    };
    let end = (!replaces.is_empty()).then(|| {
        button(Kind::Plain, words.end, "end", move || {
            desk().dispatch(Intent::EndPlan { versions: replaces.clone() });
            desk().router.close();
        })
    });
    let save = button(Kind::Primary, text().frame.save, "save", save).sign(Icon::Check);
    let near = near_chips(words.needs, near);
    sheet(title, "card-sheet", |body| {
        said(form, body).add(near).add(care(form)).add(el("div").class("acts").add(save).add(end))
    })
}

/// What it is called, how it is done, in which list it stands.
fn said(form: RwSignal<OwnCard>, body: El) -> El {
    let words = &text().plan;
    let name =
        Field { id: "card-name", label: words.what, help: "", input: Input::Line, test: "field-title" };
    let name = name.ask(
        move || form.with(|form| form.title.clone()),
        move |typed| form.update(|form| form.title = typed),
    );
    let how = Area { id: "how", label: words.how, help: text().program.how_help, test: "field-how" };
    let how = how.ask(
        DRAFT.to_owned(),
        move || form.with(|form| form.how.clone()),
        move |typed| form.update(|form| form.how = typed),
    );
    let lists = options(List::ALL, List::code, |_| None, language());
    let list = Choice { name: "list", legend: text().cards.list, answers: lists };
    let list = list.ask(
        move || form.with(|form| form.list.code().to_owned()),
        move |code| form.update(|form| form.list = code.parse().unwrap_or(List::Sensory)),
    );
    body.add(name).add(how).add(list)
}

/// How long, through which sense, and what keeps it safe.
fn care(form: RwSignal<OwnCard>) -> El {
    let words = &text().plan;
    let (help, input) = (words.minutes_help, Input::Number);
    let minutes = Field { id: "minutes", label: words.minutes, help, input, test: "field-minutes" };
    let minutes = minutes.ask(
        move || form.with(|form| form.minutes.map(|minutes| minutes.to_string()).unwrap_or_default()),
        move |typed| form.update(|form| form.minutes = typed.trim().parse().ok()),
    );
    let channel = channel_field(
        move || form.with(|form| form.channel),
        move |channel| form.update(|form| form.channel = channel),
    );
    let supervise = supervise_field(
        move || form.with(|form| form.supervise),
        move |on| form.update(|form| form.supervise = on),
    );
    let guided = check(
        text().program.needs_ot,
        "needs-ot",
        move || form.with(|form| form.needs_ot),
        move |on| form.update(|form| form.needs_ot = on),
    );
    let help = el("p").class("help").add(text().cards.guided);
    el("div").class("form").add(minutes).add(channel).add(supervise).add(guided).add(help)
}
