//! One lane of a drawing: its name and shape, the days of what was counted, and below them what was tried.

use carryover_core::insight::{Chart, Course, Look, Point};
use shared::record::{Helped, Scope, Setting};

use super::drawing::{Grid, LEFT, mastery, straight, words_at};
use crate::desk::{language, text};
use crate::dom::{El, svg};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{icon, setting_icon};

/// The room for a lane's name, for what was counted, and for what was tried.
const NAME: i64 = 26;
const PLOT: i64 = 78;
const TRIED: i64 = 22;
/// The room of the scale.
const SCALE: i64 = 64;

/// What is drawn in it.
pub(super) struct Lane<'a> {
    pub(super) scope: Scope,
    pub(super) course: &'a Course,
    pub(super) chart: &'a Chart,
    pub(super) with_more: bool,
}

impl Lane<'_> {
    /// The lane from `top` on, and how high it is.
    pub(super) fn draw(&self, grid: &Grid, top: i64) -> (El, i64) {
        let setting = match self.scope {
            Scope::School => Setting::School,
            Scope::Clinic => Setting::Clinic,
            _ => Setting::Home,
        };
        let points: Vec<&Point> = self.chart.points.iter().filter(|point| point.lane == self.scope).collect();
        let dots = self.course.dots.iter().filter(|dot| self.with_more && dot.lane == self.scope);
        let tried: Vec<El> = dots.map(|dot| answer(dot.helped, grid.x(dot.day), 0)).collect();
        let name = setting.label(language());
        let is_empty = points.is_empty() && tried.is_empty();
        let name = if is_empty { fill(text().charting.lane_empty, &[name]) } else { name.to_owned() };
        let sign = icon(setting_icon(setting)).set("x", "0").set("y", &(top + 5).to_string());
        let sign = sign.set("width", "18").set("height", "18");
        let group = svg("g").class(setting.code()).add(sign);
        let mut group = group.add(words_at(&name, 24, top + 19).set("class", "lane-name"));
        let mut height = NAME;
        if !points.is_empty() {
            height += PLOT;
            group = group.add(self.plot(&points, grid, top + height));
            height += 6;
        }
        if !tried.is_empty() {
            let place = ["translate(0 ", &(top + height + 9).to_string(), ")"].concat();
            group = group.add(svg("g").set("transform", &place).add(tried));
            height += TRIED;
        }
        (group, height + 4)
    }

    fn plot(&self, points: &[&Point], grid: &Grid, ground: i64) -> Vec<El> {
        let top = ground - PLOT;
        let label = |tenths: u32, y| words_at(&super::tenths(tenths), LEFT - 5, y).set("text-anchor", "end");
        let mut parts = vec![
            straight("frame", (LEFT, ground), (grid.right(), ground)),
            straight("frame", (LEFT, top), (grid.right(), top)),
            label(grid.most, top + 9),
            label(0, ground),
        ];
        parts.extend(self.chart.mastery.into_iter().flat_map(|held| mastery(held, grid, ground, PLOT)));
        let place = |point: &Point| (grid.x(point.day), ground - grid.up(point.tenths, PLOT));
        // What was counted before a change of the plan and after it is not one line.
        let changed =
            |from: i64, to: i64| self.course.phases.iter().any(|phase| from < phase.day && phase.day <= to);
        let mut path = String::new();
        let mut before: Option<i64> = None;
        for point in points {
            let (x, y) = place(point);
            let joins = before.is_some_and(|before| !changed(before, point.day));
            let step = if joins { "L" } else { "M" };
            for part in [step, &x.to_string(), " ", &y.to_string()] {
                path.push_str(part);
            }
            before = Some(point.day);
        }
        parts.push(svg("path").class("run").set("d", &path));
        for point in points {
            let (x, y) = place(point);
            let class = if point.is_few(self.chart.unit) { "dot few" } else { "dot" };
            parts.push(circle(class, x, y, 4));
        }
        parts
    }
}

/// Where the child stood on the scale of five levels, and how high that is.
pub(super) fn scale(course: &Course, grid: &Grid, top: i64) -> (El, i64) {
    let name = words_at(text().charting.scale, 0, top + 19).set("class", "lane-name");
    let ground = top + NAME + SCALE + 8;
    let up = |level: i8| ground - (i64::from(level) + 2) * SCALE / 4;
    let lines = [-2, 0, 2].into_iter().flat_map(|level| {
        let label = words_at(&super::level(level), LEFT - 5, up(level) + 4).set("text-anchor", "end");
        [straight("frame", (LEFT, up(level)), (grid.right(), up(level))), label]
    });
    let look = |look: &Look| {
        let (x, y) = (grid.x(look.day), up(look.level));
        let diamond = corners("dot", &[(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)]);
        let number = words_at(&super::level(look.level), x + 9, y - 5);
        svg("g").add(diamond).add(number)
    };
    let group = svg("g").add(name).add(lines.collect::<Vec<El>>());
    (group.add(course.looks.iter().map(look).collect::<Vec<El>>()), NAME + SCALE + 18)
}

/// How it went, by shape: up, round, down, a question mark.
fn answer(helped: Helped, x: i64, y: i64) -> El {
    match helped {
        Helped::Better => corners("better", &[(x - 5, y + 5), (x + 5, y + 5), (x, y - 5)]),
        Helped::Same => circle("same", x, y, 4),
        Helped::Harder => corners("harder", &[(x - 5, y - 4), (x + 5, y - 4), (x, y + 6)]),
        Helped::Unknown => words_at("?", x, y + 5).set("text-anchor", "middle"),
    }
}

fn circle(class: &str, x: i64, y: i64, r: i64) -> El {
    let drawn = svg("circle").class(class).set("cx", &x.to_string()).set("cy", &y.to_string());
    drawn.set("r", &r.to_string())
}

fn corners(class: &str, corners: &[(i64, i64)]) -> El {
    let mut points = String::new();
    for (x, y) in corners {
        for part in [&x.to_string(), ",", &y.to_string(), " "] {
            points.push_str(part);
        }
    }
    svg("polygon").class(class).set("points", points.trim_end())
}
