//! The drawing of one goal: three lanes one below the other over the same days, the plan's changes through all of them,
//! and the scale below. Lanes and answers have shapes and words, so that it reads without colours.

use carryover_core::insight::{Chart, Course, Mastery, Unit};
use leptos::prelude::window;
use shared::record::Scope;

use super::lane::{self, Lane};
use crate::desk::text;
use crate::dom::{El, svg};
use crate::i18n::fill;

/// Where the plots begin, and how much is free at their right.
pub(super) const LEFT: i64 = 34;
const RIGHT: i64 = 12;
/// For the numbers of versions, on top.
const TOP: i64 = 18;
/// For the days, below.
const BOTTOM: i64 = 22;
/// The widest that a drawing is laid out for.
const WIDEST: i64 = 720;

/// How days and numbers become places.
pub(super) struct Grid {
    pub(super) width: i64,
    first: i64,
    last: i64,
    /// The highest number, in tenths.
    pub(super) most: u32,
}

impl Grid {
    /// Where a day is.
    pub(super) fn x(&self, day: i64) -> i64 {
        let span = (self.last - self.first).max(1);
        let room = self.right() - LEFT - 16;
        if self.last == self.first { LEFT + room / 2 } else { LEFT + 8 + (day - self.first) * room / span }
    }

    /// Where the plots end.
    pub(super) fn right(&self) -> i64 {
        self.width - RIGHT
    }

    /// How far above the ground of a lane a number is.
    pub(super) fn up(&self, tenths: u32, height: i64) -> i64 {
        i64::from(tenths.min(self.most)) * height / i64::from(self.most.max(1))
    }
}

/// The drawing; `with_more` draws what was tried and the scale, too.
pub(super) fn drawing(course: &Course, chart: &Chart, with_more: bool) -> El {
    let words = &text().charting;
    let grid = grid(course, chart);
    let mut lanes = Vec::new();
    let mut ground = TOP;
    for scope in [Scope::Home, Scope::School, Scope::Clinic] {
        let lane = Lane { scope, course, chart, with_more };
        let (drawn, height) = lane.draw(&grid, ground);
        ground += height;
        lanes.push(drawn);
    }
    if with_more && !course.looks.is_empty() {
        let (drawn, height) = lane::scale(course, &grid, ground);
        ground += height;
        lanes.push(drawn);
    }
    let height = ground + BOTTOM;
    let days = chart.points.len().to_string();
    let view_box = ["0 0 ", &grid.width.to_string(), " ", &height.to_string()].concat();
    let drawn = svg("svg").class("chart-drawing").set("viewBox", &view_box).set("role", "img");
    let drawn = drawn.spoken(&fill(words.summary, &[&course.title, &days]));
    drawn.add(phases(course, &grid, ground)).add(lanes).add(axis(&grid, ground + BOTTOM - 6))
}

fn grid(course: &Course, chart: &Chart) -> Grid {
    let days = chart.points.iter().map(|point| point.day);
    let days =
        days.chain(course.dots.iter().map(|dot| dot.day)).chain(course.looks.iter().map(|look| look.day));
    let (first, last) = days.fold((i64::MAX, i64::MIN), |(first, last), day| (first.min(day), last.max(day)));
    let points = chart.points.iter().map(|point| point.tenths);
    let most = points.chain(chart.mastery.iter().map(|mastery| mastery.tenths)).max().unwrap_or(0);
    let most = match chart.unit {
        Unit::Percent => 1000,
        Unit::Rating => 100,
        Unit::Times | Unit::Prompts | Unit::Seconds => most.max(10).next_multiple_of(10),
    };
    let room = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(360.0) as i64;
    Grid { width: (room - 72).clamp(248, WIDEST), first: first.min(last), last, most }
}

/// A line through all lanes where the plan changed, with the number of the version.
fn phases(course: &Course, grid: &Grid, ground: i64) -> Vec<El> {
    let within = course.phases.iter().filter(|phase| (grid.first..=grid.last).contains(&phase.day));
    let line = |phase: &carryover_core::insight::Phase| {
        // Between the day before and the day of the change.
        let x = grid.x(phase.day) - 3;
        let name = fill(text().charting.phase, &[&phase.number.to_string()]);
        let name = words_at(&name, x, TOP - 5).set("text-anchor", "middle");
        svg("g").add(straight("phase", (x, TOP), (x, ground))).add(name)
    };
    within.map(line).collect()
}

/// The first and the last day.
fn axis(grid: &Grid, y: i64) -> Vec<El> {
    let mut days = vec![words_at(&super::day(grid.first), LEFT, y)];
    if grid.last > grid.first {
        days.push(words_at(&super::day(grid.last), grid.right(), y).set("text-anchor", "end"));
    }
    days
}

/// The line of mastery, and what it says.
pub(super) fn mastery(held: Mastery, grid: &Grid, ground: i64, height: i64) -> [El; 2] {
    let words = &text().charting;
    let y = ground - grid.up(held.tenths, height);
    let said = if held.at_most { words.at_most } else { words.mastery };
    let said = fill(said, &[&super::tenths(held.tenths)]);
    let name = words_at(&said, LEFT + 6, y - 4);
    [straight("mastery", (LEFT, y), (grid.right(), y)), name]
}

/// A straight line.
pub(super) fn straight(class: &str, from: (i64, i64), to: (i64, i64)) -> El {
    let line = svg("line").class(class).set("x1", &from.0.to_string()).set("y1", &from.1.to_string());
    line.set("x2", &to.0.to_string()).set("y2", &to.1.to_string())
}

/// Words, from this place to the right.
pub(super) fn words_at(words: &str, x: i64, y: i64) -> El {
    svg("text").set("x", &x.to_string()).set("y", &y.to_string()).add(words)
}
