//! What of the lanes is shown: since when, about which goal, from where, by whom. Words that are searched for are looked
//! for in all notes, whenever they were written.

use carryover_core::insight::Sift;
use carryover_core::insight::sift::day_of;
use carryover_core::view::EntryView;
use leptos::prelude::*;
use shared::record::Setting;
use shared::{Moment, RecordId};

use super::super::helps::labelled;
use super::super::notes::is_about;
use super::super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, el};
use crate::i18n::{count, fill, format};
use crate::kit::pick;

const DAY_MS: i64 = 86_400_000;
/// The answers to "since when?" beside a number of days.
const VISIT: &str = "visit";
const ALL: &str = "all";
const DAYS: [(&str, i64); 3] = [("7", 7), ("14", 14), ("30", 30)];

/// What is looked for.
#[derive(Clone, Copy)]
pub(super) struct Sieve {
    pub(super) search: RwSignal<String>,
    since: RwSignal<String>,
    goal: RwSignal<String>,
    setting: RwSignal<String>,
    person: RwSignal<String>,
}

impl Sieve {
    /// Since the last visit, from everyone, about anything.
    pub(super) fn new() -> Self {
        let any = || RwSignal::new(String::new());
        let since = RwSignal::new(VISIT.to_owned());
        Self { search: any(), since, goal: any(), setting: any(), person: any() }
    }

    /// The entries that are shown of a lane; tracked.
    pub(super) fn pick(self, entries: &[EntryView], visit: Option<Moment>) -> Vec<EntryView> {
        let search = self.search.get().trim().to_lowercase();
        let since_ms = if search.is_empty() { self.since_ms(visit) } else { None };
        let sift = Sift {
            goal: self.goal.with(|goal| goal.parse::<RecordId>().ok()),
            setting: self.setting.with(|setting| setting.parse::<Setting>().ok()),
            person: self.person.with(|person| person.parse().ok()),
            since_ms,
            until_ms: None,
        };
        let shown = entries.iter().filter(|entry| entry.struck.as_deref() != Some("") && sift.takes(entry));
        shown.filter(|entry| search.is_empty() || is_about(entry, &search)).cloned().collect()
    }

    fn since_ms(self, visit: Option<Moment>) -> Option<i64> {
        let now = desk().now();
        self.since.with(|since| match since.as_str() {
            VISIT => visit.map(|visit| visit.unix_ms),
            ALL => None,
            days => {
                let days = DAYS.iter().find(|(code, _)| *code == days).map(|(_, days)| *days);
                days.map(|days| now.unix_ms - days * DAY_MS)
            }
        })
    }

    /// The questions.
    pub(super) fn asked(self) -> El {
        let words = &text().since;
        let any = || (String::new(), text().entry.all.to_owned());
        let since = || {
            let visit =
                last_visit().map(|at| (VISIT.to_owned(), fill(text().since.since_visit, &[&day(at)])));
            let none = || (VISIT.to_owned(), text().since.no_visit.to_owned());
            let days = DAYS.iter().map(|(code, days)| {
                let days = usize::try_from(*days).unwrap_or_default();
                ((*code).to_owned(), count(language(), text().helping.days, days))
            });
            let first = std::iter::once(visit.unwrap_or_else(none));
            first.chain(days).chain([(ALL.to_owned(), text().entry.all.to_owned())]).collect::<Vec<_>>()
        };
        let goals = move || {
            let goals = desk().plan.with(|plan| {
                let goal = |goal: &carryover_core::view::GoalView| {
                    (goal.series.to_string(), goal.goal.title.clone())
                };
                plan.goals.iter().map(goal).collect::<Vec<_>>()
            });
            std::iter::once(any()).chain(goals).collect::<Vec<_>>()
        };
        let people = move || {
            let people = desk().team.with(|team| {
                let all = team.members.iter().chain(&team.former);
                let named =
                    all.map(|one| (one.member.to_string(), words::called(&one.name, Some(one.role), one.me)));
                named.collect::<Vec<_>>()
            });
            std::iter::once(any()).chain(people).collect::<Vec<_>>()
        };
        let places = move || {
            let places = labelled(Setting::ALL, Setting::code);
            std::iter::once(any()).chain(places).collect::<Vec<_>>()
        };
        el("div")
            .class("asked no-print")
            .add(pick("since-when", words.since, since, self.since))
            .add(pick("since-goal", words.goal, goals, self.goal))
            .add(pick("since-setting", text().day.where_, places, self.setting))
            .add(pick("since-person", words.person, people, self.person))
    }
}

/// When the last visit before today began; tracked.
pub(super) fn last_visit() -> Option<Moment> {
    let today = day_of(desk().now());
    desk().timeline.with(|view| view.visits.iter().find(|visit| day_of(**visit) < today).copied())
}

fn day(at: Moment) -> String {
    format::short_day(language(), format::day_of(at))
}
