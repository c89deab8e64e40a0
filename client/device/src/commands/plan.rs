//! The plan: what is put into it, taken out of force, and in force.

use carryover_core::Intent;
use shared::record::{Goal, Strategy as Item};

use super::{line, lines, write};
use crate::cli::{Plan, Strategy};
use crate::failure::Failure;
use crate::print;
use crate::run::Run;

pub(super) fn plan(run: &mut Run, command: Plan) -> Result<String, Failure> {
    let intent = match command {
        Plan::List { json } => return Ok(list(run, json)),
        Plan::Add(strategy) => planned(strategy),
        Plan::Goal(goal) => Intent::PlanGoal {
            replaces: goal.replaces,
            goal: Box::new(Goal { title: goal.text, ..Goal::default() }),
        },
        Plan::Safety(note) => Intent::PlanSafety { replaces: note.replaces, text: note.text },
        Plan::End { versions } => Intent::EndPlan { versions },
    };
    if !run.app().plan().may_edit {
        return Err(Failure::NotYourPlan);
    }
    write(run, intent).map(line)
}

fn list(run: &Run, json: bool) -> String {
    let plan = run.app().plan();
    if json { lines(print::plan_json(&plan)) } else { lines(print::plan_lines(&plan)) }
}

fn planned(strategy: Strategy) -> Intent {
    let item = Item {
        routine: strategy.routine,
        minutes: strategy.minutes,
        how: strategy.how,
        measure: strategy.measure,
        ladder: strategy.ladder.unwrap_or_default(),
        needs_ot: strategy.needs_ot,
        assistive: strategy.assistive,
        who: strategy.who,
        ..Item::new(strategy.title, strategy.setting)
    };
    Intent::PlanStrategy { replaces: strategy.replaces, strategy: Box::new(item) }
}
