//! The plan: what is put into it, taken out of force, and in force.

use carryover_core::{Intent, NewStrategy};

use super::{line, lines, write};
use crate::cli::{Plan, Strategy};
use crate::failure::Failure;
use crate::print;
use crate::run::Run;

pub(super) fn plan(run: &mut Run, command: Plan) -> Result<String, Failure> {
    let intent = match command {
        Plan::List { json } => return Ok(list(run, json)),
        Plan::Add(strategy) => Intent::PlanStrategy(new_strategy(strategy)),
        Plan::Goal(goal) => Intent::PlanGoal { replaces: goal.replaces, title: goal.text },
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

fn new_strategy(strategy: Strategy) -> NewStrategy {
    NewStrategy {
        replaces: strategy.replaces,
        title: strategy.title,
        library: None,
        setting: strategy.setting,
        routine: strategy.routine,
        minutes: strategy.minutes,
        channel: None,
        supervise: false,
        how: strategy.how,
    }
}
