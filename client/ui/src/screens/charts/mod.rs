//! Goals over time (C29, C30): a drawing a goal with three lanes, and a table behind it that has every number.

mod drawing;
mod lane;
mod table;

use carryover_core::insight::{Chart, Course, Unit};
use leptos::prelude::*;
use shared::record::Role;

use super::helps::since;
use super::notes::{show_earlier, unread};
use super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Icon, Kind, button, empty};
use crate::shell::On;
use drawing::drawing;
use table::table;

/// The screen.
pub(crate) fn screen() -> El {
    let words = &text().charting;
    let courses = Memo::new(move |_| desk().shell.view(&[On::Records, On::Team], |app, _| app.courses()));
    let print = button(Kind::Quiet, text().team.print, "print", || {
        let _ = window().print();
    });
    let head = el("div").class("page-head").add(el("h1").focusable().add(text().frame.charts));
    let goals = live(move || {
        courses.with(|courses| match courses.is_empty() {
            true => vec![empty(Icon::Flag, words.no_goals, text().plan.no_goals)],
            false => courses.iter().map(goal).collect::<Vec<El>>(),
        })
    });
    el("div")
        .class("page charts")
        .add(head.add(el("div").class("acts").add(print.sign(Icon::Print))))
        .add(el("p").class("help").add(words.about))
        .add(goals)
        .add(live(|| desk().timeline.with(unread)))
        .add(live(|| desk().timeline.with(|view| view.since).map(since)))
        .add(show_earlier(|| false, || {}))
}

fn goal(course: &Course) -> El {
    let card = el("section").class("card chart").test("chart").add(el("h2").add(course.title.as_str()));
    let has_more = !course.dots.is_empty() || !course.looks.is_empty();
    if course.charts.is_empty() && !has_more {
        return card.add(el("p").class("help").add(text().charting.empty));
    }
    let last = course.looks.last().filter(|_| desk().role() == Role::Clinician);
    let score = last.and_then(|look| Some(table::level(look.level, Some(look.t_tenths?))));
    let score = score.map(|said| el("p").class("t-score").test("chart-score").add(said));
    let none = Chart { unit: Unit::Percent, points: Vec::new(), mastery: None };
    let charts = if course.charts.is_empty() { std::slice::from_ref(&none) } else { &course.charts };
    // What was tried and where the child stands is drawn once, below the first.
    let figures = charts.iter().enumerate().map(|(nth, chart)| figure(course, chart, nth == 0));
    card.add(score).add(figures.collect::<Vec<El>>()).add(table(course))
}

fn figure(course: &Course, chart: &Chart, with_more: bool) -> El {
    let caption = match (chart.points.is_empty(), course.level, chart.unit) {
        (true, ..) => None,
        (_, Some(level), Unit::Percent) => {
            Some(fill(text().charting.percent_level, &[level.label(language())]))
        }
        (.., unit) => Some(text().charting.unit(unit).to_owned()),
    };
    let caption = caption.map(|said| el("figcaption").add(said));
    el("figure").add(caption).add(drawing(course, chart, with_more))
}

/// A number in tenths as people write it.
fn tenths(tenths: u32) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => [&(tenths / 10).to_string(), ".", &rest.to_string()].concat(),
    }
}

/// A day for an axis.
fn day(day: i64) -> String {
    crate::i18n::format::short_day(language(), day)
}

/// What a level is called in a drawing.
fn level(level: i8) -> String {
    words::signed(level)
}
