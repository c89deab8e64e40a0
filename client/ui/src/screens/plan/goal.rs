//! Goals: one sentence each.

use carryover_core::Intent;
use carryover_core::view::GoalView;
use leptos::prelude::*;
use shared::RecordId;

use super::super::words;
use super::sentence::{Sentence, sentence};
use crate::desk::{desk, text};
use crate::kit::{Button, Icon, Kind, icon};
use crate::route::Sheet;

/// A goal in the list.
pub(super) fn goal_line(goal: &GoalView, may_edit: bool) -> AnyView {
    let version = goal.version;
    let by = words::person(&goal.author);
    let edit = may_edit.then(|| {
        let press = move || desk().router.open(Sheet::Goal(Some(version)));
        let spoken = words::dots(&[text().frame.edit, &goal.goal.title]);
        view! { <Button label=text().frame.edit kind=Kind::Plain test="edit-goal" spoken=spoken press=press/> }
    });
    let rivals = (!goal.rivals.is_empty()).then(|| {
        view! { <span class="badge">{icon(Icon::Flag)}<span>{text().plan.rivals}</span></span> }
    });
    view! {
        <li class="card goal" data-test="goal">
            <p class="goal-title">{icon(Icon::Flag)}<span>{goal.goal.title.clone()}</span></p>
            <footer class="card-foot"><p class="help">{by}{rivals}</p>{edit}</footer>
        </li>
    }
    .into_any()
}

/// The sheet.
#[component]
pub(crate) fn GoalForm(
    /// The version to change; none for a new goal.
    version: Option<RecordId>,
) -> impl IntoView {
    let words = &text().plan;
    let held = desk().plan.with_untracked(|plan| {
        plan.goals.iter().find(|goal| Some(goal.version) == version).map(|goal| {
            let replaces = core::iter::once(goal.version).chain(goal.rivals.iter().copied());
            (replaces.collect::<Vec<_>>(), goal.goal.title.clone())
        })
    });
    let title = if held.is_some() { words.goal_edit } else { words.goal_new };
    let (replaces, said) = held.unwrap_or_default();
    sentence(Sentence {
        title,
        label: words.goal_field,
        help: words.goal_help,
        replaces,
        said,
        draft: "goal",
        save: |replaces, title| Intent::PlanGoal { replaces, title },
    })
}
