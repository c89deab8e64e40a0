//! Putting an activity into the plan, changing it, taking it out.

use carryover_core::{Intent, NewStrategy};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::{Channel, Routine, Setting};

use super::super::log;
use crate::desk::{Desk, desk, language, text};
use crate::kit::{
    Area, Button, Choice, Field, Icon, Input, Kind, Sheet, focus, options, options_with_none, setting_icon,
};
use crate::route::From;

/// The sheet.
#[component]
pub(crate) fn StrategyForm(
    /// What it begins with.
    from: From,
) -> impl IntoView {
    let desk = desk();
    let words = &text().plan;
    let form = RwSignal::new(begin(desk, from));
    let end = form.with_untracked(|form| form.replaces.clone());
    let save = move || {
        let strategy =
            form.with_untracked(|form| NewStrategy { title: form.title.trim().to_owned(), ..form.clone() });
        if strategy.title.is_empty() {
            return focus::first("#what");
        }
        desk.dispatch(Intent::PlanStrategy(strategy));
        desk.router.close();
    };
    let title = if end.is_empty() { words.strategy_new } else { words.strategy_edit };
    view! {
        <Sheet title=title test="strategy-sheet">
            <Questions form=form/>
            <Details form=form/>
            <div class="acts">
                <Button label=text().frame.save kind=Kind::Primary sign=Icon::Check test="save" press=save/>
                {(!end.is_empty()).then(|| ending(end))}
            </div>
        </Sheet>
    }
}

#[component]
fn Questions(
    /// The answers.
    form: RwSignal<NewStrategy>,
) -> impl IntoView {
    let words = &text().plan;
    let language = language();
    let title = Signal::derive(move || form.with(|form| form.title.clone()));
    let routine = Signal::derive(move || form.with(|form| form.routine.code().to_owned()));
    let setting = Signal::derive(move || form.with(|form| form.setting.code().to_owned()));
    let minutes = Signal::derive(move || {
        form.with(|form| form.minutes.map(|minutes| minutes.to_string()).unwrap_or_default())
    });
    let routines = options(Routine::ALL, Routine::code, |_| None, language);
    let settings = options(Setting::ALL, Setting::code, |setting| Some(setting_icon(setting)), language);
    view! {
        <Field id="what" label=words.what input=Input::Line value=title
            typed=move |typed| form.update(|form| form.title = typed) test="field-title"/>
        <Choice name="routine" legend=words.routine options=routines chosen=routine
            pick=move |code: &'static str| form.update(|form| form.routine = code.parse().unwrap_or(Routine::Any))/>
        <Choice name="setting" legend=words.setting options=settings chosen=setting
            pick=move |code: &'static str| form.update(|form| form.setting = code.parse().unwrap_or(Setting::Home))/>
        <Field id="minutes" label=words.minutes help=words.minutes_help input=Input::Number value=minutes
            typed=move |typed: String| form.update(|form| form.minutes = typed.trim().parse().ok().filter(|minutes| *minutes <= 1440))
            test="field-minutes"/>
    }
}

#[component]
fn Details(
    /// The answers.
    form: RwSignal<NewStrategy>,
) -> impl IntoView {
    let words = &text().plan;
    let how = Signal::derive(move || form.with(|form| form.how.clone()));
    let channel = Signal::derive(move || form.with(|form| form.channel.map_or("", Channel::code).to_owned()));
    let channels =
        options_with_none(words.no_channel, options(Channel::ALL, Channel::code, |_| None, language()));
    view! {
        <Area id="how" label=words.how value=how typed=move |typed| form.update(|form| form.how = typed)
            draft="strategy" test="field-how"/>
        <label class="check">
            <input type="checkbox" data-test="supervise" prop:checked=move || form.with(|form| form.supervise)
                on:change=move |event| form.update(|form| form.supervise = event_target_checked(&event))/>
            <span>{words.supervise}</span>
        </label>
        <Choice name="channel" legend=words.channel options=channels chosen=channel
            pick=move |code: &'static str| form.update(|form| form.channel = code.parse().ok())/>
    }
}

fn ending(versions: Vec<RecordId>) -> AnyView {
    let words = &text().plan;
    let end = move || {
        desk().dispatch(Intent::EndPlan { versions: versions.clone() });
        desk().router.close();
    };
    view! {
        <Button label=words.end kind=Kind::Plain test="end" press=end/>
        <p class="help">{words.end_help}</p>
    }
    .into_any()
}

/// The answers a form begins with.
fn begin(desk: Desk, from: From) -> NewStrategy {
    let blank = NewStrategy {
        replaces: Vec::new(),
        title: String::new(),
        library: None,
        setting: log::setting(desk),
        routine: Routine::Any,
        minutes: None,
        channel: None,
        supervise: false,
        how: String::new(),
    };
    match from {
        From::Nothing => blank,
        From::Card(card) => NewStrategy {
            title: card.words(language()).title.to_owned(),
            library: Some(card.id.to_owned()),
            minutes: Some(card.minutes),
            channel: card.channel,
            supervise: card.supervise,
            how: card.words(language()).how.to_owned(),
            ..blank
        },
        From::Version(version) => held(desk, version).unwrap_or(blank),
    }
}

/// A version in force, to be replaced together with its rivals.
fn held(desk: Desk, version: RecordId) -> Option<NewStrategy> {
    desk.plan.with_untracked(|plan| {
        let item = plan.strategies.iter().find(|item| item.version == version)?;
        let strategy = item.strategy.clone();
        Some(NewStrategy {
            replaces: core::iter::once(version).chain(item.rivals.iter().copied()).collect(),
            title: strategy.title,
            library: strategy.library,
            setting: strategy.setting,
            routine: strategy.routine,
            minutes: strategy.minutes,
            channel: strategy.channel,
            supervise: strategy.supervise,
            how: strategy.how,
        })
    })
}
