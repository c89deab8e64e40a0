//! The plan: safety notes on top, activities by routine, goals, questions, boards. A change is a new version; the past
//! stays.

mod card;
mod clear;
mod details;
mod goal;
mod goal_form;
mod item;
mod library;
mod order;
mod safety;
mod scale;
mod sense;
mod sentence;
mod strategy;
mod strategy_more;
mod training;

use carryover_core::view::MemberView;
use leptos::prelude::*;
use shared::time::Day;
use shared::{MemberId, RecordId};
use wasm_bindgen::JsValue;

use super::asking;
use super::choice;
use super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, each, el, live, typed};
use crate::i18n::format;
use crate::i18n::labels::Label;
use crate::kit::{Icon, Kind, button, empty};
use crate::route::{Place, Sheet};
pub(crate) use card::card_form;
pub(crate) use clear::clear;
pub(crate) use details::{carriers, item};
use goal::{about_goals, goal_line};
pub(crate) use goal_form::goal_form;
use item::plan_item;
pub(crate) use library::library;
pub(crate) use order::order;
pub(crate) use safety::safety_form;
use safety::safety_line;
pub(crate) use scale::scale;
pub(crate) use strategy::strategy_form;
pub(crate) use training::training_form;

/// The screen.
pub(crate) fn screen() -> El {
    let page = el("div").class("page plan").add(el("h1").focusable().add(text().frame.plan));
    page.add(safety_notes()).add(strategies()).add(goals()).add(asking::way()).add(choice::boards())
}

fn safety_notes() -> El {
    let plan = desk().plan;
    let words = &text().plan;
    let notes = live(move || {
        plan.with(|plan| {
            let lines: Vec<El> = plan.safety.iter().map(|note| safety_line(note, plan.may_edit)).collect();
            (!lines.is_empty()).then(|| el("ul").class("pinned").add(lines))
        })
    });
    section(words.safety, add(words.add_safety, "add-safety", Sheet::Safety(None))).add(notes)
}

fn strategies() -> El {
    let plan = desk().plan;
    let words = &text().plan;
    let order =
        move || plan.with(|plan| plan.strategies.iter().map(|item| item.version).collect::<Vec<RecordId>>());
    let is_empty = Memo::new(move |_| plan.with(|plan| plan.strategies.is_empty()));
    section(words.strategies, add(words.add_strategy, "add-strategy", Sheet::Library))
        .add(live(move || is_empty.get().then(|| empty(Icon::Plan, words.empty, words.empty_text))))
        .add(el("div").class("cards").add(each(order, plan_item)))
}

fn goals() -> El {
    let plan = desk().plan;
    let words = &text().plan;
    let goals = live(move || {
        plan.with(|plan| match plan.goals.is_empty() {
            true => el("p").class("help").add(words.no_goals),
            false => {
                let lines: Vec<El> = plan.goals.iter().map(|goal| goal_line(goal, plan.may_edit)).collect();
                el("ul").class("goals").add(lines)
            }
        })
    });
    let about = live(move || plan.with(about_goals));
    let any = Memo::new(move |_| plan.with(|plan| !plan.goals.is_empty()));
    let charts = live(move || {
        any.get().then(|| {
            let open = move || desk().router.go(Place::Charts);
            let way = button(Kind::Plain, text().frame.charts, "charts", open).sign(Icon::Better);
            el("div").class("acts").add(way)
        })
    });
    let several = Memo::new(move |_| plan.with(|plan| plan.may_edit && plan.goals.len() > 1));
    let order = live(move || {
        several.get().then(|| {
            let open = move || desk().router.open(Sheet::Order);
            el("div")
                .class("acts")
                .add(button(Kind::Plain, text().goals.order, "order", open).sign(Icon::Flag))
        })
    });
    let section = section(words.goals, add(words.add_goal, "add-goal", Sheet::Goal(None)));
    section.add(about).add(goals).add(charts).add(order)
}

/// A part of the page with its heading and the way to add to it.
pub(super) fn section(title: &str, add: Part) -> El {
    el("section").add(el("div").class("page-head").add(el("h2").add(title)).add(add))
}

/// The way to add something, for those who may.
pub(super) fn add(label: &'static str, test: &'static str, sheet: Sheet) -> Part {
    let desk = desk();
    live(move || {
        let may_edit = desk.may_edit.get();
        may_edit.then(|| button(Kind::Quiet, label, test, move || desk.router.open(sheet)).sign(Icon::Plus))
    })
}

/// A day, with the browser's own calendar.
fn day_field(
    id: &str,
    label: &str,
    test: &str,
    read: impl Fn() -> Option<Day>,
    set: impl Fn(Option<Day>) + 'static,
) -> El {
    // Once only: a year that is half typed is no day yet, and is not to be taken away.
    let kept = JsValue::from_str(&untrack(read).map(|day| day.to_string()).unwrap_or_default());
    let input =
        el("input").set("id", id).set("type", "date").test(test).property("value", move || kept.clone());
    let input = input.on("change", move |event| set(typed(&event).parse().ok()));
    el("div").class("field").add(el("label").set("for", id).add(label)).add(input)
}

/// A day as it is read.
fn printed(day: Day) -> String {
    // Days of the calendar are counted as dates are printed: from 1970.
    let date = js_sys::Date::new(&day.to_string().into());
    let days = (date.get_time() / 86_400_000.0).floor() as i64;
    format::date(language(), days)
}

/// The people of the team that `fits` lets in, by name and role.
fn by_name(fits: fn(&MemberView) -> bool) -> Vec<(MemberId, String)> {
    desk().team.with_untracked(|team| {
        let called = team.members.iter().filter(|member| fits(member)).map(|member| {
            let role = member.role.label(language());
            (member.member, words::dots(&[&words::called(&member.name, None, member.me), role]))
        });
        called.collect()
    })
}

/// Who wrote it and when, and the way to change it for those who may.
fn foot(by: &str, edit: Option<(&str, &str, Sheet)>) -> El {
    let router = desk().router;
    let edit = edit.map(|(title, test, sheet)| {
        let edit = button(Kind::Plain, text().frame.edit, test, move || router.open(sheet));
        edit.spoken(&words::dots(&[text().frame.edit, title]))
    });
    el("footer").class("card-foot").add(el("p").class("help").add(by)).add(edit)
}
