//! The plan: safety notes on top, activities by routine, goals. A change is a new version; the past stays.

mod clear;
mod goal;
mod item;
mod library;
mod safety;
mod sentence;
mod strategy;

use leptos::prelude::*;
use shared::RecordId;

use crate::desk::{desk, text};
use crate::kit::{Button, Empty, Icon, Kind};
use crate::route::Sheet;
pub(crate) use clear::Clear;
pub(crate) use goal::GoalForm;
use goal::goal_line;
use item::PlanItem;
pub(crate) use library::Library;
pub(crate) use safety::SafetyForm;
use safety::safety_line;
pub(crate) use strategy::StrategyForm;

/// The screen.
#[component]
pub(crate) fn Plan() -> impl IntoView {
    let words = &text().plan;
    view! {
        <div class="page plan">
            <h1 tabindex="-1">{text().frame.plan}</h1>
            <SafetyNotes/>
            <Strategies/>
            <section>
                <div class="page-head"><h2>{words.goals}</h2>{add(words.add_goal, "add-goal", Sheet::Goal(None))}</div>
                <Goals/>
            </section>
        </div>
    }
}

#[component]
fn SafetyNotes() -> impl IntoView {
    let plan = desk().plan;
    let words = &text().plan;
    let lines = move || {
        plan.with(|plan| {
            plan.safety.iter().map(|note| safety_line(note, plan.may_edit)).collect::<Vec<AnyView>>()
        })
    };
    let some = Memo::new(move |_| plan.with(|plan| !plan.safety.is_empty()));
    view! {
        <section>
            <div class="page-head"><h2>{words.safety}</h2>{add(words.add_safety, "add-safety", Sheet::Safety(None))}</div>
            {move || some.get().then(|| view! { <ul class="pinned">{lines}</ul> })}
        </section>
    }
}

#[component]
fn Strategies() -> impl IntoView {
    let plan = desk().plan;
    let words = &text().plan;
    let order = Memo::new(move |_| {
        plan.with(|plan| plan.strategies.iter().map(|item| item.version).collect::<Vec<RecordId>>())
    });
    let empty = move || {
        order.with(Vec::is_empty).then(|| {
            view! { <Empty sign=Icon::Plan title=words.empty text=words.empty_text><span></span></Empty> }
        })
    };
    view! {
        <section>
            <div class="page-head"><h2>{words.strategies}</h2>{add(words.add_strategy, "add-strategy", Sheet::Library)}</div>
            {empty}
            <div class="cards">
                <For each=move || order.get() key=|version| *version let(version)>
                    <PlanItem version=version/>
                </For>
            </div>
        </section>
    }
}

#[component]
fn Goals() -> impl IntoView {
    let plan = desk().plan;
    move || match plan.with(|plan| plan.goals.is_empty()) {
        true => view! { <p class="help">{text().plan.no_goals}</p> }.into_any(),
        false => {
            let lines: Vec<AnyView> =
                plan.with(|plan| plan.goals.iter().map(|goal| goal_line(goal, plan.may_edit)).collect());
            view! { <ul class="goals">{lines}</ul> }.into_any()
        }
    }
}

/// The way to add something, for those who may.
fn add(label: &'static str, test: &'static str, sheet: Sheet) -> impl IntoView {
    let desk = desk();
    move || {
        desk.plan.with(|plan| plan.may_edit).then(|| {
            view! { <Button label=label kind=Kind::Quiet sign=Icon::Plus test=test press=move || desk.router.open(sheet)/> }
        })
    }
}
