//! The two goals that come first this month, in order, and why (C27).

use carryover_core::{Care, Intent};
use leptos::prelude::*;
use shared::RecordId;

use crate::desk::{desk, text};
use crate::dom::{El, el, live};
use crate::kit::{Field, Icon, Input, Kind, button, sheet};

/// So many come first.
const FIRST: usize = 2;

/// The sheet.
pub(crate) fn order() -> El {
    let words = &text().goals;
    let plan = desk().plan;
    let first = plan.with_untracked(|plan| {
        let placed = plan.goals.iter().filter(|goal| goal.place.is_some()).map(|goal| goal.series);
        placed.take(FIRST).collect::<Vec<RecordId>>()
    });
    let first = RwSignal::new(first);
    let why = RwSignal::new(plan.with_untracked(|plan| plan.order_why.clone()));
    let goals: Vec<El> = plan.with_untracked(|plan| {
        plan.goals.iter().map(|goal| one(goal.series, &goal.goal.title, first)).collect()
    });
    let save = move || {
        let why = why.with_untracked(|why| why.trim().to_owned());
        desk().dispatch(Intent::Care(Care::Prioritise { goals: first.get_untracked(), why }));
        desk().router.close();
    };
    let asked = Field { id: "why", label: words.order_why, help: "", input: Input::Line, test: "field-why" };
    let save = button(Kind::Primary, text().frame.save, "save", save).sign(Icon::Check);
    sheet(words.order_title, "order-sheet", |body| {
        let list = el("div").class("offers").set("role", "group").add(goals);
        let body = body.add(el("p").class("help").add(words.order_help)).add(list).add(asked.over(why));
        body.add(el("div").class("acts").add(save))
    })
}

/// One goal; a tap puts it at the end, another takes it out. A third takes the place of the second.
fn one(goal: RecordId, title: &str, first: RwSignal<Vec<RecordId>>) -> El {
    let place = move || first.with(|first| first.iter().position(|other| *other == goal));
    let press = move || {
        first.update(|first| match first.iter().position(|other| *other == goal) {
            Some(at) => {
                first.remove(at);
            }
            None => {
                first.truncate(FIRST - 1);
                first.push(goal);
            }
        });
    };
    let number = live(move || {
        el("span").class("place-number").add(place().map(|at| (at + 1).to_string()).unwrap_or_default())
    });
    let button = el("button").set("type", "button").class("offer-line").test("order-goal");
    let button = button.live("aria-pressed", move || Some(place().is_some().to_string())).press(press);
    button.add(number).add(el("span").add(title))
}
