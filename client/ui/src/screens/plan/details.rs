//! One activity of the plan with all of it: what it says, who has read it, who activated it, who was taught it.

use carryover_core::view::{Named, SharedState, StrategyView};
use carryover_core::{Care, Intent};
use leptos::prelude::*;
use shared::record::{Ladder, Measure, Role, Scope};
use shared::{Moment, RecordId};

use super::super::past::past;
use super::super::safety::read_it;
use super::super::words;
use super::item::paused;
use super::printed;
use super::training::training;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::i18n::{count, fill};
use crate::kit::{Field, Icon, Input, Kind, badge, button, explained, picture, setting_icon, sheet, signed};
use crate::route::{From, Sheet};

/// For how long an item is marked as new (C43).
const NEW_DAYS: i64 = 14;
const DAY_MS: i64 = 86_400_000;

/// The plan item as it stands.
pub(super) fn current(series: RecordId) -> Memo<Option<StrategyView>> {
    let plan = desk().plan;
    Memo::new(move |_| {
        plan.with(|plan| {
            let item = plan.strategies.iter().find(|item| item.series == series)?;
            // How far a version has come is not shown here, and what is typed stays when it comes further.
            Some(StrategyView { shared: SharedState::Shared, ..item.clone() })
        })
    })
}

/// The sheet.
pub(crate) fn item(series: RecordId) -> El {
    let item = current(series);
    let title = item.with_untracked(|item| {
        item.as_ref().map(|item| words::card_title(&item.strategy.title, item.strategy.library.as_deref()))
    });
    let title = title.unwrap_or_else(|| text().frame.plan.to_owned());
    sheet(&title, "item-sheet", |body| {
        body.add(live(move || -> Part {
            item.get().map_or_else(
                || el("p").class("help").add(text().program.gone).into(),
                |item| untrack(|| all(&item)),
            )
        }))
    })
}

fn all(item: &StrategyView) -> Part {
    let (words, plan) = (&text().program, &item.strategy);
    let said = [
        part(words.who, &names(&item.carriers)),
        part(words.materials, &plan.materials),
        part(words.watch, &plan.watch),
        part(words.goal, &goal_of(item)),
        part(words.contact, &plan.contact.map(printed).unwrap_or_default()),
        part(words.data, plan.measure.map_or("", |measure| measure.label(language()))),
        part(words.ladder, &ladder(item)),
    ];
    [
        face(item),
        item.paused.iter().map(paused).collect::<Vec<El>>().into(),
        guidance(item),
        steps(item).into(),
        said.into_iter().map(Part::from).collect::<Vec<Part>>().into(),
        readers(item),
        training(item),
        acts(item).into(),
        past(item.version).into(),
    ]
    .into()
}

fn face(item: &StrategyView) -> Part {
    let (words, plan) = (&text().program, &item.strategy);
    let number = item.number.to_string();
    let by = [number.as_str(), &words::person(&item.author), &words::day_and_time(item.written)];
    let times = plan.times_a_week.map(|times| match times {
        7 => words.daily.to_owned(),
        times => count(language(), words.times, times.into()),
    });
    let place = signed("span", setting_icon(plan.setting), plan.setting.label(language()));
    let place = place.class(&["where ", plan.setting.code()].concat());
    let more = words::dots(&[
        plan.routine.label(language()),
        &plan.minutes.map(words::minutes).unwrap_or_default(),
        &times.unwrap_or_default(),
        plan.channel.map_or("", |channel| channel.label(language())),
        plan.effect.map_or("", |effect| effect.label(language())),
    ]);
    let badges = el("p").class("face-more badges");
    let badges = badges
        .add(is_new(item).then(|| badge(Icon::Sun, words.new_item)))
        .add(carriers(item))
        .add(plan.supervise.then(|| badge(Icon::Eye, text().plan.supervise_short)))
        .add(plan.assistive.then(|| badge(Icon::Screen, words.assistive_short)))
        .add(contact_due(item))
        .add(item.rests.then(|| badge(Icon::Pause, words.rests)));
    let said = el("div")
        .class("face-words")
        .add(el("p").add(place))
        .add(el("p").class("meta").add(explained(&more)));
    let face = el("div").class("face").add(picture(plan.library.as_deref(), plan.channel));
    let by = el("p").class("help").test("version").add(fill(words.by, &by));
    [face.add(said.add(badges)).into(), by.into()].into()
}

/// Whether the item was first written not long ago.
fn is_new(item: &StrategyView) -> bool {
    let age = desk().now().unix_ms.saturating_sub(item.series.written_ms());
    (0..NEW_DAYS * DAY_MS).contains(&age)
}

/// Whether the day has come to talk about it, for those who change the plan.
pub(super) fn contact_due(item: &StrategyView) -> Option<El> {
    let today = desk().now().date();
    let is_due = item.strategy.contact.is_some_and(|day| day.date() <= today);
    let is_theirs = is_due && desk().may_edit.get_untracked();
    is_theirs.then(|| badge(Icon::Clock, text().program.contact_due).test("contact-due"))
}

/// For whom it is, where somebody is named.
pub(crate) fn carriers(item: &StrategyView) -> Option<El> {
    let words = &text().program;
    let said = match item.for_me {
        true => words.for_you.to_owned(),
        false => fill(words.for_others, &[&names(&item.carriers)]),
    };
    (!item.carriers.is_empty()).then(|| badge(Icon::Team, &said).test("carriers"))
}

/// Whether it waits for an OT, and the way to activate it for those who may; who did, once it is.
fn guidance(item: &StrategyView) -> Part {
    let words = &text().program;
    if let Some((by, at)) = &item.activated {
        let said = fill(words.activated, &[&words::person(by), &words::day_and_time(*at)]);
        return signed("p", Icon::Check, &said).class("line-up").test("activated").into();
    }
    if !item.rests {
        return Part::Nothing;
    }
    let note = RwSignal::new(String::new());
    let versions: Vec<RecordId> = core::iter::once(item.version).chain(item.rivals.iter().copied()).collect();
    let version = item.version;
    let activate = desk().plan.with_untracked(|plan| plan.may_clear).then(|| {
        let press = move || {
            let care = Care::Activate { versions: vec![version], note: note.get_untracked() };
            desk().dispatch(Intent::Care(care));
        };
        let label = fill(words.activate, &[&item.number.to_string()]);
        let mind = Field { id: "mind", label: words.mind, help: "", input: Input::Line, test: "field-mind" };
        let press = button(Kind::Primary, &label, "activate", press).sign(Icon::Check);
        el("div").class("form").add(mind.over(note)).add(press)
    });
    // Versions that rival each other are settled first; what is activated is what is on the screen.
    let activate = activate.filter(|_| versions.len() == 1);
    let why = signed("p", Icon::Pause, words.rests_text).class("paused-why");
    el("div").class("paused").test("rests").add(why).add(activate).into()
}

fn steps(item: &StrategyView) -> Option<El> {
    let steps: Vec<El> = item.strategy.steps().map(|step| el("li").add(explained(step))).collect();
    let heading = el("h3").add(text().program.steps);
    (!steps.is_empty()).then(|| el("section").add(heading).add(el("ol").class("numbered").add(steps)))
}

fn part(heading: &str, said: &str) -> Option<El> {
    let section = || el("section").class("fact").add(el("h3").add(heading)).add(el("p").add(explained(said)));
    (!said.is_empty()).then(section)
}

fn goal_of(item: &StrategyView) -> String {
    let of = |goal: RecordId| {
        desk().plan.with_untracked(|plan| {
            let goal = plan.goals.iter().find(|view| view.series == goal);
            goal.map(|view| view.goal.title.clone())
        })
    };
    item.strategy.goal.and_then(of).unwrap_or_default()
}

/// The program's own order of help, where it has one or counts by it.
fn ladder(item: &StrategyView) -> String {
    let plan = &item.strategy;
    let is_used = matches!(plan.measure, Some(Measure::Trials | Measure::TaskAnalysis));
    if !is_used && plan.ladder == Ladder::default() {
        return String::new();
    }
    plan.ladder.levels().iter().map(|level| level.label(language())).collect::<Vec<_>>().join(" → ")
}

/// Who has read this version, who has not, and "I have read this".
fn readers(item: &StrategyView) -> Part {
    let words = &text().program;
    let line = |sentence: &str, who: &[Named], test: &str| {
        (!who.is_empty()).then(|| el("p").class("help").test(test).add(fill(sentence, &[&names(who)])))
    };
    let may_say = desk().may_write(Scope::Plan);
    let read = (!item.read && may_say).then(|| read_it(vec![item.version]));
    let last = item
        .last
        .map_or_else(|| words.never.to_owned(), |at: Moment| fill(words.last, &[&words::day_and_time(at)]));
    [
        read.into(),
        line(words.readers, &item.readers, "readers").into(),
        line(words.unread, &item.unread, "unread").into(),
        el("p").class("help").add(last).into(),
    ]
    .into()
}

/// Names in a row; whoever has none yet is somebody.
pub(super) fn names(who: &[Named]) -> String {
    let name = |named: &Named| match named.name.as_str() {
        "" => text().frame.someone.to_owned(),
        name => name.to_owned(),
    };
    who.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn acts(item: &StrategyView) -> El {
    let desk = desk();
    let (version, series) = (item.version, item.series);
    let is_counted = item.strategy.measure.is_some() && item.paused.is_empty() && !item.rests;
    // Everyone else has the board on the first screen.
    let is_elsewhere = matches!(desk.role(), Role::Clinician | Role::Provider);
    let count = (is_counted && is_elsewhere && desk.may_log.get_untracked()).then(|| {
        let open = move || desk.router.open(Sheet::Count(series));
        button(Kind::Quiet, text().program.count, "count-now", open).sign(Icon::Plus)
    });
    let edit = desk.may_edit.get_untracked().then(|| {
        let open = move || desk.router.open(Sheet::Strategy(From::Version(version)));
        button(Kind::Quiet, text().frame.edit, "item-edit", open).sign(Icon::Pencil)
    });
    el("div").class("acts").add(count).add(edit)
}
