//! One activity of the plan, with what pauses it and who wrote it.

use carryover_core::view::{PausedView, StrategyView};
use leptos::prelude::*;
use shared::RecordId;

use super::super::words;
use crate::desk::{desk, language, text};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Button, Icon, Kind, icon, picture, setting_icon};
use crate::route::{From, Sheet};

/// The card.
#[component]
pub(super) fn PlanItem(
    /// The version shown.
    version: RecordId,
) -> impl IntoView {
    let plan = desk().plan;
    let item = Memo::new(move |_| {
        plan.with(|plan| plan.strategies.iter().find(|item| item.version == version).cloned())
    });
    view! {
        <article class="card strategy" data-test="plan-item" data-record=version.to_string()>
            {move || item.get().map(|item| body(&item))}
        </article>
    }
}

fn body(item: &StrategyView) -> AnyView {
    let plan = &item.strategy;
    let setting = plan.setting;
    let more = words::dots(&[
        &plan.minutes.map(words::minutes).unwrap_or_default(),
        plan.channel.map_or("", |channel| channel.label(language())),
    ]);
    let supervise = plan.supervise.then(|| {
        view! { <span class="badge">{icon(Icon::Eye)}<span>{text().plan.supervise_short}</span></span> }
    });
    let how = (!plan.how.is_empty()).then(|| view! { <p class="how">{plan.how.clone()}</p> });
    view! {
        <div class="face">
            {picture(plan.library.as_deref(), plan.channel)}
            <div class="face-words">
                <p class="routine">{plan.routine.label(language())}</p>
                <h3 class="face-title">{plan.title.clone()}</h3>
                <p class="face-more">
                    <span class=["where ", setting.code()].concat()>{icon(setting_icon(setting))}<span>{setting.label(language())}</span></span>
                    <span class="minutes">{more}</span>
                    {supervise}
                </p>
            </div>
        </div>
        {how}
        {item.paused.iter().map(paused).collect::<Vec<AnyView>>()}
        {(!item.rivals.is_empty()).then(rivals)}
        {foot(item)}
    }
    .into_any()
}

fn foot(item: &StrategyView) -> AnyView {
    let words = &text().plan;
    let desk = desk();
    let version = item.version;
    let by = fill(words.by, &[&words::person(&item.author), &words::day_and_time(item.written)]);
    let edit = desk.plan.with_untracked(|plan| plan.may_edit).then(|| {
        let spoken = words::dots(&[text().frame.edit, &item.strategy.title]);
        let press = move || desk.router.open(Sheet::Strategy(From::Version(version)));
        view! { <Button label=text().frame.edit kind=Kind::Plain test="edit-strategy" spoken=spoken press=press/> }
    });
    view! { <footer class="card-foot"><p class="help">{by}</p>{edit}</footer> }.into_any()
}

fn paused(stop: &PausedView) -> AnyView {
    let words = &text().plan;
    let desk = desk();
    let id = stop.stop;
    let why = fill(words.paused, &[stop.reason.label(language())]);
    let who = words::person(&stop.author);
    let by = fill(words.paused_by, &[&who, stop.setting.label(language()), &words::day_and_time(stop.at)]);
    let note = (!stop.note.is_empty()).then(|| view! { <p class="quoted">{stop.note.clone()}</p> });
    let clear = desk.plan.with_untracked(|plan| plan.may_clear).then(|| {
        view! { <Button label=words.clear kind=Kind::Quiet sign=Icon::Check test="clear" press=move || desk.router.open(Sheet::Clear(id))/> }
    });
    view! {
        <div class="paused" data-test="paused">
            <p class="paused-why">{icon(Icon::Pause)}<strong>{why}</strong></p>
            {note}
            <p class="help">{by}</p>
            {clear}
        </div>
    }
    .into_any()
}

fn rivals() -> AnyView {
    let words = &text().plan;
    view! {
        <div class="doubt" data-test="rivals">
            <h4>{icon(Icon::Flag)}<span>{words.rivals}</span></h4>
            <p>{words.rivals_text}</p>
        </div>
    }
    .into_any()
}
