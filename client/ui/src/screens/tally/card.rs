//! One program on the board: what it is, whether its version was read, today's total, its keys.

use carryover_core::view::{ProgramView, StrategyView};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::{Count, Measure};

use super::super::plan::carriers;
use super::super::today::paused_line;
use super::super::words;
use super::{Program, after, along, clock, keys, program, rating, shape, steps};
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Icon, Kind, badge, button, round, signed};
use crate::route::Sheet;

/// The card.
pub(super) fn card(series: RecordId) -> El {
    let program = program(series);
    let shape = shape(program);
    let item = move || shape.with(|shape| shape.as_ref().map(|(item, _)| item.clone()));
    let title_id = ["program-", &series.to_string()].concat();
    let card = el("article").class("card program").test("program").set("data-series", &series.to_string());
    let named = card.set("aria-labelledby", &title_id);
    named
        .add(live(move || item().filter(|item| !item.read).map(|item| unread(&item))))
        .add(live(move || item().map(|item| head(&item, &title_id))))
        .add(total(program))
        .add(live(move || shape.get().map(|(item, keys)| body(program, &item, keys))))
}

/// The way to a version that was not read yet.
fn unread(item: &StrategyView) -> El {
    let router = desk().router;
    let words = &text().counting;
    let number = item.number.to_string();
    let said = if item.number == 1 { words.new.to_owned() } else { fill(words.changed, &[&number]) };
    let series = item.series;
    let read = button(Kind::Quiet, &said, "read-version", move || router.open(Sheet::Item(series)));
    read.class("button quiet unread").sign(Icon::Eye)
}

fn head(item: &StrategyView, title_id: &str) -> El {
    let plan = &item.strategy;
    let router = desk().router;
    let series = item.series;
    let routine = el("p").class("routine").add(plan.routine.label(language()));
    let title = words::card_title(&plan.title, plan.library.as_deref());
    let heading = el("h3").class("face-title").set("id", title_id).add(title.as_str());
    let about = fill(text().counting.about, &[&title]);
    let about = round(Icon::Notes, &about, "about", move || router.open(Sheet::Item(series)));
    let supervise = plan.supervise.then(|| badge(Icon::Eye, text().day.supervise));
    let words = el("div").class("face-words").add(routine).add(heading).add(carriers(item)).add(supervise);
    el("div").class("program-head").add(words).add(about)
}

/// What all observers counted today, said aloud when it changes.
fn total(program: Program) -> El {
    let said =
        Memo::new(move |_| program.with(|program| program.as_ref().map(said_total).unwrap_or_default()));
    let line = el("p").class("total").test("total").set("role", "status");
    line.add(live(move || said.get()))
}

/// What all counted, and what all clocks measured.
fn said_total(program: &ProgramView) -> String {
    let counted = said_count(program);
    match i64::try_from(program.seconds) {
        Ok(seconds @ 1..) if program.total.opportunities() == 0 && program.missed.is_empty() => {
            fill(text().counting.today_plain, &[&clock::clock_time(seconds)])
        }
        Ok(seconds @ 1..) => words::dots(&[&counted, &clock::clock_time(seconds)]),
        _ => counted,
    }
}

fn said_count(program: &ProgramView) -> String {
    let words = &text().counting;
    let total = program.total;
    let (done, all) = (total.independent().to_string(), total.opportunities().to_string());
    let missed = program.missed.last().map(|reason| words::dots(&[words.missed, reason.label(language())]));
    let measure = program.item.strategy.measure;
    match measure {
        Some(Measure::TaskAnalysis) => return steps::said(program),
        Some(Measure::Rating) => {
            let rating = program.open.as_ref().and_then(|open| open.tally.rating);
            let rating = rating.map(|rating| fill(words.today_plain, &[&rating.to_string()]));
            return rating.or(missed).unwrap_or_else(|| words.nothing.to_owned());
        }
        _ if total.opportunities() == 0 => {
            return missed.unwrap_or_else(|| words.nothing.to_owned());
        }
        _ => {}
    }
    let is_share = total.of(Count::Minus) > 0
        || matches!(
            measure,
            Some(
                Measure::Trials
                    | Measure::PartialInterval
                    | Measure::WholeInterval
                    | Measure::MomentarySample
            )
        );
    if is_share { fill(words.today, &[&done, &all]) } else { fill(words.today_plain, &[&done]) }
}

/// What is tapped; nothing for what is paused or rests, but why.
fn body(program: Program, item: &StrategyView, keys: Vec<Count>) -> Part {
    if let Some(stop) = item.paused.first() {
        return paused_line(stop).into();
    }
    if item.rests {
        let rests = el("div").class("paused").test("rests");
        return rests.add(signed("p", Icon::Pause, text().counting.rests).class("paused-why")).into();
    }
    let series = item.series;
    let asked: Part = match item.strategy.measure {
        Some(Measure::TaskAnalysis) => steps::steps(program, item).into(),
        Some(Measure::Rating) => rating::rating(program, series).into(),
        Some(Measure::Duration | Measure::Latency | Measure::Frequency) => {
            [clock::clock(program, series).into(), keys::keys(program, item, keys)].into()
        }
        _ => keys::keys(program, item, keys),
    };
    [asked, after::after(program, item), along::along(program, series)].into()
}
