//! The steps of a task, each with the help it took. The first step without an answer is open, so that each step is
//! one tap; any other is opened by a tap on it.

use carryover_core::Counting;
use carryover_core::view::{ProgramView, StrategyView};
use leptos::prelude::*;
use shared::record::Prompt;

use super::{Program, count, levels, open};
use crate::desk::{language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Icon, focus, icon};

/// The steps.
pub(super) fn steps(program: Program, item: &StrategyView) -> El {
    let titles: Vec<String> = item.strategy.steps().map(str::to_owned).collect();
    if titles.is_empty() {
        return el("p").class("help").add(text().counting.no_steps);
    }
    let many = titles.len();
    // The step that was tapped; none is the next one.
    let chosen = RwSignal::new(None::<usize>);
    let shown = Memo::new(move |_| chosen.get().unwrap_or_else(|| next(program, many)));
    let mut list = el("ol").class("steps");
    let place = list.element().clone();
    for (at, title) in titles.into_iter().enumerate() {
        let (keys, place, series) = (levels(item).to_vec(), place.clone(), item.series);
        let row = row(program, at, &title, shown, chosen);
        let open = live(move || -> Part {
            if shown.get() != at {
                return Part::Nothing;
            }
            let place = place.clone();
            let pick = move |level: Prompt| {
                chosen.set(None);
                count(series, Counting::Step(at, Some(level)));
                // What was tapped is gone: on to the step that is open then.
                focus::within(place.clone(), "[aria-expanded=true]");
            };
            asked(&keys, pick).into()
        });
        list = list.add(el("li").class("step").add(row).add(open));
    }
    list
}

/// "2 of 5 steps alone."
pub(super) fn said(program: &ProgramView) -> String {
    let words = &text().counting;
    let all = program.item.strategy.steps().count().to_string();
    let Some(open) = &program.open else { return words.nothing.to_owned() };
    let alone = open.tally.steps.iter().filter(|step| **step == Some(Prompt::Independent)).count();
    fill(words.alone, &[&alone.to_string(), &all])
}

/// The first step without an answer; past the end if all have one.
fn next(program: Program, many: usize) -> usize {
    let done = open(program, |open| {
        let steps = &open.tally.steps;
        (0..many).find(|at| steps.get(*at).copied().flatten().is_none()).unwrap_or(many)
    });
    done.unwrap_or(0)
}

fn row(program: Program, at: usize, title: &str, shown: Memo<usize>, chosen: RwSignal<Option<usize>>) -> El {
    let words = &text().counting;
    let level =
        Memo::new(move |_| open(program, |open| open.tally.steps.get(at).copied().flatten()).flatten());
    let said = move || level.get().map_or("", |level| level.label(language()));
    let name = fill(words.step, &[&(at + 1).to_string(), title]);
    let row = el("button").set("type", "button").class("step-row").test("step");
    row.live("aria-expanded", move || Some((shown.get() == at).to_string()))
        .press(move || chosen.set(Some(at)))
        .add(live(move || level.get().map(|_| icon(Icon::Check))))
        .add(el("span").class("step-name").add(name))
        .add(el("strong").add(live(said)))
}

fn asked(levels: &[Prompt], pick: impl Fn(Prompt) + Clone + 'static) -> El {
    let mut keys = el("div").class("tally-keys");
    for level in levels.iter().copied() {
        let pick = pick.clone();
        let key = el("button").set("type", "button").class("key").test(&["step-", level.code()].concat());
        keys = keys.add(key.add(level.label(language())).press(move || pick(level)));
    }
    keys
}
