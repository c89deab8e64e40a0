//! What helps, for scripts and for people: counts always, a share and its interval only where there are enough answers.

use carryover_core::insight::{Cell, Figure, HelpedView, HelpsView, Turn};
use serde_json::{Value, json};

/// Every figure as JSON: of each activity the whole, then each part of it; then before and after.
pub(crate) fn helps_json(view: &HelpsView) -> Vec<Value> {
    let activities = view.activities.iter().flat_map(|held| {
        let whole = figure(held, "all", json!({}), &held.whole);
        let cell = |cell: &Cell| {
            let of = json!({
                "setting": cell.setting.code(),
                "time": cell.part.code(),
                "routine": cell.routine.map(|routine| routine.code()),
            });
            figure(held, "each", of, &cell.figure)
        };
        let settings = held.settings.iter();
        let settings =
            settings.map(|(of, held_in)| figure(held, "setting", json!({ "setting": of.code() }), held_in));
        let parts = held.parts.iter();
        let parts = parts.map(|(of, held_in)| figure(held, "time", json!({ "time": of.code() }), held_in));
        let routines = held.routines.iter();
        let routines =
            routines.map(|(of, held_in)| figure(held, "routine", json!({ "routine": of.code() }), held_in));
        let turns = held.turns.iter().map(|turn| turned(Some(held), turn));
        let all = std::iter::once(whole).chain(settings).chain(parts).chain(routines);
        all.chain(held.cells.iter().map(cell)).chain(turns).collect::<Vec<_>>()
    });
    activities.chain(view.turns.iter().map(|turn| turned(None, turn))).collect()
}

/// What helps for people, a line an activity.
pub(crate) fn helps_lines(view: &HelpsView) -> Vec<String> {
    let line = |held: &HelpedView| {
        let answers = held.whole.answers;
        let surely = match answers.interval() {
            Some((low, high)) => format!("{:.0} to {:.0} % with 95 % confidence", low * 100.0, high * 100.0),
            None => "too few to say".to_owned(),
        };
        let twice = match held.whole.doubtful {
            0 => String::new(),
            many => format!(", {many} in doubt"),
        };
        let (title, better, told) = (&held.title, answers.better, answers.told());
        let (same, harder, unknown) = (answers.same, answers.harder, answers.unknown);
        super::one_line(&format!(
            "{title}  helped {better} of {told} times ({surely})  same {same}, harder {harder}, don't know {unknown}{twice}"
        ))
    };
    view.activities.iter().map(line).collect()
}

fn figure(held: &HelpedView, by: &str, of: Value, figure: &Figure) -> Value {
    let answers = figure.answers;
    let interval = answers.interval();
    let rate = interval.map(|_| f64::from(answers.better) / f64::from(answers.told()));
    json!({
        "activity": held.title,
        "strategy": held.strategy.map(|series| series.to_string()),
        "library": held.library,
        "by": by,
        "of": of,
        "better": answers.better,
        "same": answers.same,
        "harder": answers.harder,
        "unknown": answers.unknown,
        "unanswered": answers.silent,
        "told": answers.told(),
        "rate": rate,
        "low": interval.map(|(low, _)| low),
        "high": interval.map(|(_, high)| high),
        "doubtful": figure.doubtful,
        "entries": figure.entries.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn turned(held: Option<&HelpedView>, turn: &Turn) -> Value {
    json!({
        "activity": held.map(|held| &held.title),
        "by": "before-after",
        "of": { "before": turn.before.code(), "after": turn.after.code() },
        "times": turn.times,
        "entries": turn.entries.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
