//! The goal builder (C26): its parts are asked one by one, and below them the goal reads as one sentence.

use carryover_core::Intent;
use carryover_core::view::GoalView;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::{Area as About, Criterion, Goal, Lane, Prompt, Setting};

use super::day_field;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::drafts;
use crate::i18n::labels::Label;
use crate::i18n::{count, fill};
use crate::kit::{Area, Field, Icon, Input, Kind, Optional, button, chip, chips, focus, sheet};

/// The sheet; without a version it is a new goal.
pub(crate) fn goal_form(version: Option<RecordId>) -> El {
    let words = &text().plan;
    let held = desk()
        .plan
        .with_untracked(|plan| plan.goals.iter().find(|goal| Some(goal.version) == version).map(begun));
    let title = if held.is_some() { words.goal_edit } else { words.goal_new };
    let (replaces, mut goal) = held.unwrap_or_default();
    let draft = ["goal", &replaces.first().map(ToString::to_string).unwrap_or_default()].concat();
    let kept = drafts::read(&draft);
    if !kept.is_empty() {
        goal.behaviour = kept;
    }
    let form = RwSignal::new(goal);
    let missing = RwSignal::new("");
    let (versions, named) = (replaces.clone(), draft.clone());
    let save = move || {
        let goal = form.get_untracked();
        if goal.behaviour.trim().is_empty() {
            missing.set(text().goals.behaviour_missing);
            return focus::first("#behaviour");
        }
        drafts::forget(&named);
        let goal = Box::new(Goal { title: sentence(&goal), ..goal });
        desk().dispatch(Intent::PlanGoal { replaces: versions.clone(), goal });
        desk().router.close();
    };
    let end = (!replaces.is_empty()).then(|| {
        button(Kind::Plain, words.end, "end", move || {
            desk().dispatch(Intent::EndPlan { versions: replaces.clone() });
            desk().router.close();
        })
    });
    let save = button(Kind::Primary, text().frame.save, "save", save).sign(Icon::Check);
    sheet(title, "goal-sheet", |body| {
        let body =
            body.add(what(form, draft, missing)).add(criterion(form)).add(reads(form)).add(around(form));
        body.add(el("div").class("acts").add(save).add(end))
    })
}

/// What a form begins with. A goal that was written as one sentence has that as what the child does.
fn begun(view: &GoalView) -> (Vec<RecordId>, Goal) {
    let replaces = core::iter::once(view.version).chain(view.rivals.iter().copied());
    let mut goal = view.goal.clone();
    if goal.behaviour.is_empty() {
        goal.behaviour.clone_from(&goal.title);
    }
    (replaces.collect(), goal)
}

/// The goal as one sentence: "At circle time: stays with the group, with at most 1 prompt, in 80 of 100 tries."
fn sentence(goal: &Goal) -> String {
    let words = &text().goals;
    let Criterion { level, prompts, percent, times } = goal.criterion;
    let level = level.map(|level| match level {
        Prompt::Independent => words.alone.to_owned(),
        level => fill(words.with_level, &[&level.label(language()).to_lowercase()]),
    });
    let number =
        |sentence: &str, number: Option<u16>| number.map(|number| count(language(), sentence, number.into()));
    let percent = percent.map(|percent| fill(words.in_percent, &[&percent.to_string()]));
    let what = match (goal.condition.trim(), goal.behaviour.trim()) {
        ("", what) => what.to_owned(),
        (condition, what) => [condition, ": ", what].concat(),
    };
    // What was once written as a sentence goes on without its full stop.
    let goes_on = goal.criterion != Criterion::default();
    let what = if goes_on { what.trim_end_matches('.').to_owned() } else { what };
    let parts =
        [Some(what), level, number(words.with_prompts, prompts), percent, number(words.in_times, times)];
    parts.into_iter().flatten().collect::<Vec<String>>().join(", ")
}

fn what(form: RwSignal<Goal>, draft: String, missing: RwSignal<&'static str>) -> Part {
    let words = &text().goals;
    let condition = Field {
        id: "condition",
        label: words.condition,
        help: words.condition_help,
        input: Input::Line,
        test: "field-condition",
    };
    let behaviour =
        Area { id: "behaviour", label: words.behaviour, help: words.behaviour_help, test: "field-behaviour" };
    let said = el("p").class("missing").set("role", "alert").add(live(move || missing.get()));
    [
        condition
            .ask(
                move || form.with(|form| form.condition.clone()),
                move |typed| form.update(|form| form.condition = typed),
            )
            .into(),
        behaviour
            .ask(
                draft,
                move || form.with(|form| form.behaviour.clone()),
                move |typed| {
                    missing.set("");
                    form.update(|form| form.behaviour = typed);
                },
            )
            .into(),
        said.into(),
    ]
    .into()
}

fn criterion(form: RwSignal<Goal>) -> El {
    let words = &text().goals;
    let level = Optional {
        name: "level",
        legend: words.level,
        none: words.any_level,
        words: Prompt::ALL,
        code: Prompt::code,
    };
    let level = level.ask(
        move || form.with(|form| form.criterion.level),
        move |level| form.update(|form| form.criterion.level = level),
    );
    let number = |id, label, test, field: fn(&mut Criterion) -> &mut Option<u16>| {
        let asked = Field { id, label, help: "", input: Input::Number, test };
        let read = move || {
            let number = form.with(|form| *field(&mut form.criterion.clone()));
            number.map(|number| number.to_string()).unwrap_or_default()
        };
        asked.ask(read, move |typed| {
            form.update(|form| *field(&mut form.criterion) = typed.trim().parse().ok())
        })
    };
    let numbers = el("div").class("numbers-row");
    let numbers = numbers
        .add(number("prompts", words.prompts, "field-prompts", |criterion| &mut criterion.prompts))
        .add(number("percent", words.percent, "field-percent", |criterion| &mut criterion.percent))
        .add(number("times", words.times, "field-times", |criterion| &mut criterion.times));
    let summary = el("summary").test("when-reached").add(words.when_reached);
    el("details").class("more").set("open", "").add(summary).add(level).add(numbers)
}

/// The sentence, as it stands.
fn reads(form: RwSignal<Goal>) -> El {
    let said =
        Memo::new(move |_| form.with(|form| (!form.behaviour.trim().is_empty()).then(|| sentence(form))));
    let reads = live(move || {
        said.get().map(|said| {
            let heading = el("p").class("routine").add(text().goals.reads);
            el("div").class("card").test("goal-reads").add(heading).add(el("p").class("goal-reads").add(said))
        })
    });
    el("div").set("role", "status").add(reads)
}

fn around(form: RwSignal<Goal>) -> Part {
    let words = &text().goals;
    let area =
        Optional { name: "area", legend: words.area, none: words.none, words: About::ALL, code: About::code };
    let area =
        area.ask(move || form.with(|form| form.area), move |area| form.update(|form| form.area = area));
    let lane =
        Optional { name: "lane", legend: words.lane, none: words.none, words: Lane::ALL, code: Lane::code };
    let lane =
        lane.ask(move || form.with(|form| form.lane), move |lane| form.update(|form| form.lane = lane));
    let baseline =
        Field { id: "baseline", label: words.baseline, help: "", input: Input::Line, test: "field-baseline" };
    let baseline = baseline.ask(
        move || form.with(|form| form.baseline.clone()),
        move |typed| form.update(|form| form.baseline = typed),
    );
    let place = |setting: Setting| {
        let is_on = move || form.with(|form| form.settings.contains(&setting));
        let press = move || {
            form.update(|form| match form.settings.iter().position(|other| *other == setting) {
                Some(at) => {
                    form.settings.remove(at);
                }
                None => form.settings.push(setting),
            });
        };
        chip(setting.label(language()), &["goal-", setting.code()].concat(), is_on, press)
    };
    let places = chips(words.settings, Setting::ALL.iter().copied().map(place).collect());
    let target = day_field(
        "target",
        text().goals.target,
        "field-target",
        move || form.with(|form| form.target),
        move |day| form.update(|form| form.target = day),
    );
    [baseline.into(), places.into(), target.into(), area.into(), lane.into()].into()
}
