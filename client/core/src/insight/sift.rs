//! Picking entries: by goal, setting, person and time. Words that are searched for are the screens' affair.

use shared::record::{Scope, Setting};
use shared::{MemberId, Moment, RecordId};

use crate::view::{EntryBody, EntryView};

/// What is looked for; what is left open takes all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sift {
    /// About this goal, by its first version.
    pub goal: Option<RecordId>,
    /// Where it happened.
    pub setting: Option<Setting>,
    /// Who wrote it.
    pub person: Option<MemberId>,
    /// What happened, or was written down, since; in milliseconds since 1970.
    pub since_ms: Option<i64>,
    /// What happened before; in milliseconds since 1970.
    pub until_ms: Option<i64>,
}

impl Sift {
    /// Whether an entry is among them.
    pub fn takes(&self, entry: &EntryView) -> bool {
        // What was written late about an earlier day is new to whoever was there before.
        let newest = entry.at.unix_ms.max(entry.id.written_ms());
        self.goal.is_none_or(|goal| entry.goal == Some(goal))
            && self.setting.is_none_or(|setting| entry.setting == setting)
            && self.person.is_none_or(|person| entry.author.member == Some(person))
            && self.since_ms.is_none_or(|since| newest >= since)
            && self.until_ms.is_none_or(|until| entry.at.unix_ms < until)
    }
}

/// A day of the calendar where it was written, counted from 1970.
pub fn day_of(at: Moment) -> i64 {
    (at.unix_ms.saturating_add(i64::from(at.offset_min) * 60_000)).div_euclid(86_400_000)
}

/// The beginnings of visits, newest first: of each day on which somebody of the clinic wrote down what happened there,
/// the first entry.
pub fn visits(entries: &[EntryView]) -> Vec<Moment> {
    let mut visits: Vec<Moment> = Vec::new();
    let seen = entries.iter().filter(|entry| {
        let there = matches!(entry.setting, Setting::Clinic | Setting::Telehealth);
        let told = matches!(
            entry.body,
            EntryBody::Activity { .. }
                | EntryBody::Note { .. }
                | EntryBody::Tally(_)
                | EntryBody::Attained { .. }
        );
        there && told && entry.scope == Scope::Clinic && entry.struck.is_none()
    });
    for entry in seen {
        match visits.last_mut().filter(|last| day_of(**last) == day_of(entry.at)) {
            Some(last) => *last = entry.at,
            None => visits.push(entry.at),
        }
    }
    visits
}
