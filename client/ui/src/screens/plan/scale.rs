//! The goal attainment scale of a goal, for clinicians: making it, and where the child stands on it.

use carryover_core::view::ScaleView;
use carryover_core::{Care, Intent};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Scale;

use super::super::words;
use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::kit::{Field, Icon, Input, Kind, button, focus, sheet};

/// The sheet, for the goal with this first version.
pub(crate) fn scale(goal: RecordId) -> El {
    let words = &text().goals;
    let plan = desk().plan;
    let goal_title = plan.with_untracked(|plan| {
        let view = plan.goals.iter().find(|view| view.series == goal);
        view.map(|view| view.goal.title.clone()).unwrap_or_default()
    });
    let held = Memo::new(move |_| {
        plan.with(|plan| {
            plan.goals.iter().find(|view| view.series == goal).and_then(|view| view.scale.clone())
        })
    });
    let is_new = RwSignal::new(false);
    let inside = live(move || -> Part {
        match held.get() {
            Some(scale) if !is_new.get() => untrack(|| standing(&scale, is_new)).into(),
            _ => untrack(|| making(goal, is_new)).into(),
        }
    });
    sheet(words.scale_title, "scale-sheet", |body| {
        body.add(el("p").class("quoted").add(goal_title)).add(inside)
    })
}

/// What each level is called, −2 first.
fn level_words() -> [&'static str; 5] {
    let words = &text().goals;
    [words.much_less, words.less, words.expected, words.more, words.much_more]
}

fn standing(view: &ScaleView, is_new: RwSignal<bool>) -> El {
    let words = &text().goals;
    let record = view.record;
    let now = view.level.map(|(level, _)| level);
    let levels = (-2_i8..=2).zip(&view.scale.levels).rev().map(|(level, meant)| {
        let press = move || desk().dispatch(Intent::Care(Care::Attain { scale: record, level }));
        let line = el("button").set("type", "button").class("offer-line").test("scale-level");
        let line = line.set("data-level", &level.to_string());
        let line = line.set("aria-pressed", if now == Some(level) { "true" } else { "false" });
        let number = el("span").class("place-number").add(words::signed(level));
        line.add(number).add(el("span").add(meant.as_str())).press(press)
    });
    let levels: Vec<El> = levels.collect();
    let stood = view.level.map(|(level, at)| {
        let said = crate::i18n::fill(words.stood, &[&words::signed(level), &words::day_and_time(at)]);
        el("p").class("help").set("role", "status").add(said)
    });
    let again = button(Kind::Plain, words.scale_new, "scale-new", move || is_new.set(true));
    let list = el("div").class("offers").set("role", "group").spoken(words.stands).add(levels);
    let asked = el("div").class("asked").add(el("h3").add(words.stands)).add(list).add(stood);
    asked.add(el("div").class("acts").add(again))
}

fn making(goal: RecordId, is_new: RwSignal<bool>) -> El {
    const IDS: [(&str, &str); 5] = [
        ("level-0", "field-level-0"),
        ("level-1", "field-level-1"),
        ("level-2", "field-level-2"),
        ("level-3", "field-level-3"),
        ("level-4", "field-level-4"),
    ];
    let words = &text().goals;
    let levels = RwSignal::new([const { String::new() }; 5]);
    let weight = RwSignal::new("1".to_owned());
    let missing = RwSignal::new("");
    let fields = IDS.into_iter().zip(level_words()).enumerate().rev().map(|(at, ((id, test), label))| {
        let asked = Field { id, label, help: "", input: Input::Line, test };
        let set = move |typed: String| {
            levels.update(|levels| {
                if let Some(level) = levels.get_mut(at) {
                    *level = typed;
                }
            });
        };
        asked.ask(move || levels.with(|levels| levels.get(at).cloned().unwrap_or_default()), set)
    });
    let fields: Vec<El> = fields.collect();
    let save = move || {
        let levels = levels.get_untracked().map(|level| level.trim().to_owned());
        if levels.iter().any(String::is_empty) {
            missing.set(text().goals.levels_missing);
            return focus::first("#level-4");
        }
        let weight = weight.with_untracked(|weight| weight.trim().parse().unwrap_or(1)).clamp(1, 10);
        desk().dispatch(Intent::Care(Care::MakeScale(Box::new(Scale { goal, levels, weight }))));
        is_new.set(false);
    };
    let weigh =
        Field { id: "weight", label: words.weight, help: "", input: Input::Number, test: "field-weight" };
    let save = button(Kind::Primary, words.scale_make, "save", save).sign(Icon::Check);
    let said = el("p").class("missing").set("role", "alert").add(live(move || missing.get()));
    let form = el("div").class("form").add(el("p").class("help").add(words.scale_help)).add(fields);
    form.add(weigh.over(weight)).add(said).add(save)
}
