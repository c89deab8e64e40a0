//! One activity of the plan on Today: what it is, "Did it", and then how it went.

use carryover_core::view::StrategyView;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Helped;

use super::super::{log, words};
use super::{paused_line, strategy};
use crate::desk::{desk, language, text};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Button, HelpedKeys, Icon, Kind, focus, icon, picture};
use crate::timer::Subject;

/// What the card asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Offered,
    Asking,
}

/// The card; the first one is large.
#[component]
pub(super) fn StrategyCard(
    /// The plan item.
    series: RecordId,
    /// Whether it is the next one.
    first: bool,
    /// "Not now".
    #[prop(into)]
    skip: Callback<()>,
) -> impl IntoView {
    let item = strategy(series);
    let stage = RwSignal::new(Stage::Offered);
    let body = move || {
        let Some(item) = item.get() else { return ().into_any() };
        match (item.paused.first(), stage.get()) {
            (Some(stop), _) => paused_line(stop),
            (None, Stage::Offered) => offered(&item, first, stage, skip),
            (None, Stage::Asking) => asking(&item, stage),
        }
    };
    view! {
        <article class="card strategy" class:next=first data-test="strategy" data-series=series.to_string()>
            {move || item.get().map(|item| face(&item, first))}
            {move || desk().today.with(|today| today.may_log).then(body)}
        </article>
    }
}

/// Picture, routine, title, minutes.
pub(in crate::screens) fn face(item: &StrategyView, first: bool) -> AnyView {
    let plan = &item.strategy;
    let routine = match first {
        true => words::dots(&[text().day.next, plan.routine.label(language())]),
        false => plan.routine.label(language()).to_owned(),
    };
    let minutes =
        plan.minutes.map(|minutes| view! { <span class="minutes">{words::minutes(minutes)}</span> });
    let supervise = plan.supervise.then(|| {
        view! { <span class="badge">{icon(Icon::Eye)}<span>{text().day.supervise}</span></span> }
    });
    let how = (first && !plan.how.is_empty()).then(|| view! { <p class="how">{plan.how.clone()}</p> });
    view! {
        <div class="face">
            {picture(plan.library.as_deref(), plan.channel)}
            <div class="face-words">
                <p class="routine">{routine}</p>
                <h2 class="face-title">{plan.title.clone()}</h2>
                <p class="face-more">{minutes}{supervise}</p>
            </div>
        </div>
        {how}
    }
    .into_any()
}

fn offered(item: &StrategyView, first: bool, stage: RwSignal<Stage>, skip: Callback<()>) -> AnyView {
    let words = &text().day;
    let spoken = fill(words.did_this, &[&item.strategy.title]);
    let ask = move || {
        stage.set(Stage::Asking);
        focus::first(".keys .key");
    };
    let kind = if first { Kind::Primary } else { Kind::Quiet };
    let subject = StoredValue::new(Subject::from(item));
    let start = move || {
        let desk = desk();
        desk.timer.start(subject.get_value(), desk.now().unix_ms);
    };
    let beside = first.then(|| {
        view! {
            <Button label=words.timer kind=Kind::Quiet sign=Icon::Play test="start-timer" press=start/>
            <Button label=words.not_now kind=Kind::Plain test="not-now" press=skip/>
        }
    });
    view! {
        <div class="acts">
            <Button label=words.did_it kind=kind sign=Icon::Check test="log-did-it" spoken=spoken press=ask/>
            {beside}
        </div>
    }
    .into_any()
}

fn asking(item: &StrategyView, stage: RwSignal<Stage>) -> AnyView {
    let words = &text().day;
    let legend = fill(words.how_was_this, &[&item.strategy.title]);
    let subject = StoredValue::new(Subject::from(item));
    let minutes = item.strategy.minutes;
    let pick = move |helped: Helped| {
        stage.set(Stage::Offered);
        log::activity(desk(), subject.get_value(), helped, minutes, None);
    };
    view! {
        <p class="ask" aria-hidden="true">{words.how_was_it}</p>
        <HelpedKeys legend=legend language=language() pick=pick/>
        <div class="acts">
            <Button label=text().frame.cancel kind=Kind::Plain test="cancel" press=move || stage.set(Stage::Offered)/>
        </div>
    }
    .into_any()
}
