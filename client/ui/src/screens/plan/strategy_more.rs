//! What else can be said about an activity of the plan, below the first questions; and gentle hints.

use leptos::prelude::*;
use shared::record::{Channel, Effect, Ladder, Measure, Prompt, Setting, Strategy};
use shared::{MemberId, RecordId};

use super::{by_name, day_field};
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::kit::{Field, Input, Optional, check, chip, chips};

/// The longest that is small (C37).
const SMALL_MIN: u16 = 5;
/// So many things for home are easy to keep up (C22).
const EASY: usize = 2;

/// The rest of the questions.
pub(super) fn more(form: RwSignal<Strategy>) -> El {
    let words = &text().program;
    let measure = Optional {
        name: "measure",
        legend: words.measure,
        none: words.no_measure,
        words: Measure::ALL,
        code: Measure::code,
    };
    let measure = measure.ask(
        move || form.with(|form| form.measure),
        move |measure| form.update(|form| form.measure = measure),
    );
    let effect = Optional {
        name: "effect",
        legend: words.effect,
        none: words.no_effect,
        words: Effect::ALL,
        code: Effect::code,
    };
    let effect = effect
        .ask(move || form.with(|form| form.effect), move |effect| form.update(|form| form.effect = effect));
    let times =
        Field { id: "times", label: words.times_field, help: "", input: Input::Number, test: "field-times" };
    let times = times.ask(
        move || form.with(|form| form.times_a_week.map(|times| times.to_string()).unwrap_or_default()),
        move |typed| form.update(|form| form.times_a_week = typed.trim().parse().ok()),
    );
    let contact = day_field(
        "contact",
        words.contact,
        "field-contact",
        move || form.with(|form| form.contact),
        move |day| form.update(|form| form.contact = day),
    );
    let needs_ot = check(
        words.needs_ot,
        "needs-ot",
        move || form.with(|form| form.needs_ot),
        move |on| form.update(|form| form.needs_ot = on),
    );
    let assistive = check(
        words.assistive,
        "assistive",
        move || form.with(|form| form.assistive),
        move |on| form.update(|form| form.assistive = on),
    );
    let assistive = [assistive, el("p").class("help").add(words.assistive_help)];
    let lines = [
        line("materials", words.materials, "field-materials", form, |form| &mut form.materials),
        line("watch", words.watch, "field-watch", form, |form| &mut form.watch),
    ];
    let summary = el("summary").test("strategy-more").add(words.more);
    let details = el("details").class("more").add(summary).add(measure).add(ladder(form));
    let details = details.add(times).add(effect).add(lines.into_iter().collect::<Vec<El>>());
    details
        .add(who(form))
        .add(contact)
        .add(goals(form))
        .add(assistive.into_iter().collect::<Vec<El>>())
        .add(needs_ot)
        .add(el("p").class("help").add(words.needs_ot_help))
}

/// A line of text of the form.
fn line(
    id: &'static str,
    label: &'static str,
    test: &'static str,
    form: RwSignal<Strategy>,
    field: fn(&mut Strategy) -> &mut String,
) -> El {
    let read = move || form.with(|form| field(&mut form.clone()).clone());
    let asked = Field { id, label, help: "", input: Input::Line, test };
    asked.ask(read, move |typed| form.update(|form| *field(form) = typed))
}

/// Who of the team carries it out; nothing as long as one is alone.
fn who(form: RwSignal<Strategy>) -> Part {
    let words = &text().program;
    let people = by_name(|member| !member.writes.is_empty());
    if people.len() < 2 {
        return Part::Nothing;
    }
    let chip_of = |(member, name): (MemberId, String)| {
        let is_on = move || form.with(|form| form.who.contains(&member));
        let press = move || form.update(|form| toggle(&mut form.who, member));
        chip(&name, "carrier", is_on, press)
    };
    let asked = chips(words.who, people.into_iter().map(chip_of).collect());
    [asked.into(), el("p").class("help").add(words.who_help).into()].into()
}

/// Puts somebody on the list, or takes them off it.
fn toggle(who: &mut Vec<MemberId>, member: MemberId) {
    match who.iter().position(|other| *other == member) {
        Some(at) => {
            who.remove(at);
        }
        None => who.push(member),
    }
}

/// The goal it is for; nothing where there are no goals.
fn goals(form: RwSignal<Strategy>) -> Option<El> {
    let goals: Vec<(RecordId, String)> = desk().plan.with_untracked(|plan| {
        plan.goals.iter().map(|view| (view.series, view.goal.title.clone())).collect()
    });
    let chip_of = |(goal, title): (RecordId, String)| {
        let is_on = move || form.with(|form| form.goal == Some(goal));
        let press = move || form.update(|form| form.goal = (form.goal != Some(goal)).then_some(goal));
        chip(&title, "goal-chip", is_on, press)
    };
    (!goals.is_empty()).then(|| chips(text().program.goal, goals.into_iter().map(chip_of).collect()))
}

/// The program's own order of help, where it counts by help.
fn ladder(form: RwSignal<Strategy>) -> Part {
    let is_asked = Memo::new(move |_| {
        form.with(|form| matches!(form.measure, Some(Measure::Trials | Measure::TaskAnalysis)))
    });
    let levels = move || form.with(|form| form.ladder.levels().to_vec());
    live(move || {
        is_asked.get().then(|| {
            let words = &text().program;
            let chip_of = |level: Prompt| {
                let is_on = move || levels().contains(&level);
                let press = move || form.update(|form| form.ladder = toggled(&form.ladder, level));
                chip(level.label(language()), &["ladder-", level.code()].concat(), is_on, press)
            };
            let order = live(move || {
                levels().iter().map(|level| level.label(language())).collect::<Vec<_>>().join(" → ")
            });
            let all = Prompt::ALL.iter().copied().map(chip_of).collect();
            let asked = el("div").class("asked").add(chips(words.ladder_field, all));
            asked
                .add(el("p").set("role", "status").add(order))
                .add(el("p").class("help").add(words.ladder_help))
        })
    })
}

/// The ladder without the level, or with it at the end; the last level stays.
fn toggled(ladder: &Ladder, level: Prompt) -> Ladder {
    let mut levels = ladder.levels().to_vec();
    match levels.iter().position(|other| *other == level) {
        Some(_) if levels.len() == 1 => {}
        Some(at) => {
            levels.remove(at);
        }
        None => levels.push(level),
    }
    Ladder::new(&levels)
}

/// Small by design: what makes a home plan hard to keep up, and what goes well with movement. Nothing is refused.
pub(super) fn hints(form: RwSignal<Strategy>, replaces: Vec<RecordId>) -> El {
    let others = desk().plan.with_untracked(|plan| {
        let home = plan.strategies.iter().filter(|item| item.strategy.setting == Setting::Home);
        home.filter(|item| !replaces.contains(&item.version)).count()
    });
    let hints = Memo::new(move |_| {
        let words = &text().program;
        form.with(|form| {
            [
                (form.setting == Setting::Home && others >= EASY, words.third),
                (form.minutes.is_some_and(|minutes| minutes > SMALL_MIN), words.long),
                (form.channel == Some(Channel::Vestibular), words.pairing),
            ]
        })
    });
    let lines = live(move || {
        let shown = hints.get().into_iter().filter(|(is_shown, _)| *is_shown);
        shown.map(|(_, said)| el("p").class("hint").test("hint").add(said)).collect::<Vec<El>>()
    });
    el("div").class("hints").set("role", "status").add(lines)
}
