//! Putting an activity into the plan, changing it, taking it out.

use carryover_core::Intent;
use carryover_core::view::CardView;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::{Routine, Setting, Strategy};

use super::super::log;
use super::super::tiles::cards;
use super::sense::{channel_field, supervise_field};
use super::strategy_more::{hints, more};
use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, Part, el};
use crate::drafts;
use crate::kit::{Area, Choice, Field, Icon, Input, Kind, button, focus, options, setting_icon, sheet};
use crate::route::From;

/// The draft's name; only there while a form is open.
const DRAFT: &str = "strategy";

/// The sheet.
pub(crate) fn strategy_form(from: From) -> El {
    let desk = desk();
    let words = &text().plan;
    let (versions, begun) = begin(desk, from);
    let form = RwSignal::new(begun);
    let replaces = versions.clone();
    let save = move || {
        let strategy =
            form.with_untracked(|form| Strategy { title: form.title.trim().to_owned(), ..form.clone() });
        if strategy.title.is_empty() {
            return focus::first("#what");
        }
        drafts::forget(DRAFT);
        desk.dispatch(Intent::PlanStrategy { replaces: replaces.clone(), strategy: Box::new(strategy) });
        desk.router.close();
    };
    let title = if versions.is_empty() { words.strategy_new } else { words.strategy_edit };
    let acts =
        el("div").class("acts").add(button(Kind::Primary, text().frame.save, "save", save).sign(Icon::Check));
    let hints = hints(form, versions.clone());
    let acts = acts.add((!versions.is_empty()).then(|| ending(versions)));
    sheet(title, "strategy-sheet", |body| {
        body.add(questions(form)).add(details(form)).add(more(form)).add(hints).add(acts)
    })
}

fn questions(form: RwSignal<Strategy>) -> Part {
    let words = &text().plan;
    let language = language();
    let title = Field { id: "what", label: words.what, help: "", input: Input::Line, test: "field-title" };
    let minutes = Field {
        id: "minutes",
        label: words.minutes,
        help: words.minutes_help,
        input: Input::Number,
        test: "field-minutes",
    };
    let routines = options(Routine::ALL, Routine::code, |_| None, language);
    let settings = options(Setting::ALL, Setting::code, |setting| Some(setting_icon(setting)), language);
    let routine = Choice { name: "routine", legend: words.routine, answers: routines };
    let setting = Choice { name: "setting", legend: words.setting, answers: settings };
    [
        title
            .ask(
                move || form.with(|form| form.title.clone()),
                move |typed| form.update(|form| form.title = typed),
            )
            .into(),
        routine
            .ask(
                move || form.with(|form| form.routine.code().to_owned()),
                move |code| form.update(|form| form.routine = code.parse().unwrap_or(Routine::Any)),
            )
            .into(),
        setting
            .ask(
                move || form.with(|form| form.setting.code().to_owned()),
                move |code| form.update(|form| form.setting = code.parse().unwrap_or(Setting::Home)),
            )
            .into(),
        minutes
            .ask(
                move || form.with(|form| form.minutes.map(|minutes| minutes.to_string()).unwrap_or_default()),
                move |typed| form.update(|form| form.minutes = typed.trim().parse().ok()),
            )
            .into(),
    ]
    .into()
}

fn details(form: RwSignal<Strategy>) -> Part {
    let words = &text().plan;
    let how = Area { id: "how", label: words.how, help: text().program.how_help, test: "field-how" };
    let how = how.ask(
        DRAFT.to_owned(),
        move || form.with(|form| form.how.clone()),
        move |typed| form.update(|form| form.how = typed),
    );
    let channel = channel_field(
        move || form.with(|form| form.channel),
        move |channel| form.update(|form| form.channel = channel),
    );
    let supervise = supervise_field(
        move || form.with(|form| form.supervise),
        move |on| form.update(|form| form.supervise = on),
    );
    [how.into(), supervise.into(), channel.into()].into()
}

fn ending(versions: Vec<RecordId>) -> Part {
    let words = &text().plan;
    let end = move || {
        desk().dispatch(Intent::EndPlan { versions: versions.clone() });
        desk().router.close();
    };
    [button(Kind::Plain, words.end, "end", end).into(), el("p").class("help").add(words.end_help).into()]
        .into()
}

/// The versions a form replaces, and the answers it begins with.
fn begin(desk: Desk, from: From) -> (Vec<RecordId>, Strategy) {
    let blank = Strategy::new("", log::setting(desk));
    match from {
        From::Nothing => (Vec::new(), blank),
        From::Card(card) => {
            let words = card.words(language());
            let strategy = Strategy {
                title: words.title.to_owned(),
                library: Some(card.id.to_owned()),
                minutes: Some(card.minutes),
                channel: card.channel,
                supervise: card.supervise,
                how: words.how.to_owned(),
                ..blank
            };
            (Vec::new(), strategy)
        }
        From::Version(version) => held(desk, version)
            .or_else(|| Some((Vec::new(), with_own(version, blank.clone())?)))
            .unwrap_or((Vec::new(), blank)),
    }
}

/// What an own card says, for a new item of the plan.
fn with_own(version: RecordId, blank: Strategy) -> Option<Strategy> {
    let is_it = |card: &CardView| card.own.as_ref().is_some_and(|own| own.version == version);
    let card = untrack(cards).into_iter().find(is_it)?;
    Some(Strategy {
        title: card.title,
        library: Some(card.library),
        minutes: card.minutes,
        channel: card.channel,
        supervise: card.supervise,
        needs_ot: card.needs_ot,
        how: card.how,
        ..blank
    })
}

/// A version in force, to be replaced together with its rivals.
fn held(desk: Desk, version: RecordId) -> Option<(Vec<RecordId>, Strategy)> {
    desk.plan.with_untracked(|plan| {
        let item = plan.strategies.iter().find(|item| item.version == version)?;
        let replaces = core::iter::once(version).chain(item.rivals.iter().copied());
        Some((replaces.collect(), item.strategy.clone()))
    })
}
