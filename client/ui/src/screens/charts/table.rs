//! Every number of a goal's drawing as a table, folded away: each day leads to the note it comes from.

use carryover_core::insight::{Chart, Course, Dot, Look, Phase, Point, Unit};
use leptos::prelude::*;
use shared::RecordId;

use super::{level as level_word, tenths};
use crate::desk::{desk, language, text};
use crate::dom::{El, el, live};
use crate::i18n::labels::Label;
use crate::i18n::{count, fill, format};
use crate::kit::helped_mark;
use crate::route::Sheet;

/// The fold; its rows are made when it is opened.
pub(super) fn table(course: &Course) -> El {
    let words = &text().charting;
    let opened = RwSignal::new(false);
    let course = course.clone();
    let inside = live(move || opened.get().then(|| rows(&course)));
    let summary = el("summary").test("chart-table").add(words.table);
    el("details").class("more").on("toggle", move |_| opened.set(true)).add(summary).add(inside)
}

fn rows(course: &Course) -> El {
    let words = &text().charting;
    let mut rows: Vec<(i64, El)> = Vec::new();
    for chart in &course.charts {
        rows.extend(chart.points.iter().map(|at| (at.day, point(chart, at))));
    }
    rows.extend(course.dots.iter().map(|dot| (dot.day, tried(*dot))));
    rows.extend(course.looks.iter().map(|look| (look.day, looked(*look))));
    rows.extend(course.phases.iter().map(|phase| (phase.day, changed(phase))));
    shared::sorted::sort_by_key(&mut rows, |(day, _)| *day);
    let head = [words.day, text().day.where_, words.value].map(|word| el("th").set("scope", "col").add(word));
    let head = el("thead").add(el("tr").add(head.into_iter().collect::<Vec<El>>()));
    let body = el("tbody").add(rows.into_iter().map(|(_, row)| row).collect::<Vec<El>>());
    el("table").class("chart-table").test("chart-rows").add(head).add(body)
}

fn point(chart: &Chart, at: &Point) -> El {
    let words = &text().charting;
    let of = usize::try_from(at.of).unwrap_or_default();
    let (done, all) = (at.done.to_string(), at.of.to_string());
    let said = match chart.unit {
        Unit::Percent if at.is_few(chart.unit) => fill(words.counted, &[&done, &all]),
        Unit::Percent => fill(words.counted_share, &[&done, &all, &tenths(at.tenths)]),
        Unit::Prompts => fill(words.counted, &[&done, &all]),
        Unit::Times | Unit::Seconds | Unit::Rating => {
            let value = tenths(at.tenths);
            let halves: Vec<String> =
                words.sessions.split('|').map(|half| half.replacen("{}", &value, 1)).collect();
            count(language(), &halves.join("|"), of)
        }
    };
    row(at.day, at.entries.first().copied(), at.lane.label(language()), el("span").add(said))
}

fn tried(dot: Dot) -> El {
    row(dot.day, Some(dot.entry), dot.lane.label(language()), helped_mark(dot.helped, language()))
}

fn looked(look: Look) -> El {
    row(look.day, Some(look.entry), "", el("span").add(level(look.level, look.t_tenths)))
}

fn changed(phase: &Phase) -> El {
    let said = fill(text().charting.changed, &[&phase.number.to_string(), &phase.title]);
    row(phase.day, None, "", el("span").add(said))
}

/// A level, for clinicians with the T score of this goal alone.
pub(super) fn level(level: i8, t_tenths: Option<u32>) -> String {
    let words = &text().charting;
    match t_tenths {
        Some(score) => fill(words.level_t, &[&level_word(level), &tenths(score)]),
        None => fill(words.level, &[&level_word(level)]),
    }
}

fn row(day: i64, entry: Option<RecordId>, place: &str, said: El) -> El {
    let router = desk().router;
    let date = format::date(language(), day);
    let day = match entry {
        Some(id) => {
            let open = el("button").set("type", "button").class("chart-day").test("chart-day");
            let open = open.spoken(&fill(text().charting.open, &[&date]));
            open.press(move || router.open(Sheet::Entry(id))).add(date)
        }
        None => el("span").add(date),
    };
    let day = el("th").set("scope", "row").add(day);
    el("tr").add(day).add(el("td").add(place)).add(el("td").add(said))
}
