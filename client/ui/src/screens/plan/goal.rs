//! Goals: one sentence each.

use carryover_core::Intent;
use carryover_core::view::GoalView;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Goal;

use super::super::words;
use super::foot;
use super::sentence::{Sentence, sentence};
use crate::desk::{desk, text};
use crate::dom::{El, el};
use crate::kit::{Icon, badge, signed};
use crate::route::Sheet;

/// A goal in the list.
pub(super) fn goal_line(goal: &GoalView, may_edit: bool) -> El {
    let title = goal.goal.title.as_str();
    let edit = may_edit.then_some((title, "edit-goal", Sheet::Goal(Some(goal.version))));
    let rivals = (!goal.rivals.is_empty()).then(|| badge(Icon::Flag, text().plan.rivals));
    let line =
        el("li").class("card goal").test("goal").add(signed("p", Icon::Flag, title).class("goal-title"));
    line.add(rivals).add(foot(&words::person(&goal.author), edit))
}

/// The sheet; without a version it is a new goal.
pub(crate) fn goal_form(version: Option<RecordId>) -> El {
    let words = &text().plan;
    let held = desk().plan.with_untracked(|plan| {
        plan.goals.iter().find(|goal| Some(goal.version) == version).map(|goal| {
            let replaces = core::iter::once(goal.version).chain(goal.rivals.iter().copied());
            (replaces.collect::<Vec<_>>(), goal.goal.clone())
        })
    });
    let title = if held.is_some() { words.goal_edit } else { words.goal_new };
    let (replaces, goal) = held.unwrap_or_default();
    sentence(Sentence {
        title,
        label: words.goal_field,
        help: words.goal_help,
        replaces,
        said: goal.title.clone(),
        draft: "goal",
        save: Box::new(move |replaces, title| {
            let goal = Box::new(Goal { title, ..goal.clone() });
            Intent::PlanGoal { replaces, goal }
        }),
    })
}
