//! What is one observation. Two notes about the same event are one: a copy and what it was copied from, and a possible
//! duplicate and its twin. Where they disagree, the answer is "don't know" until somebody settles it.

use shared::RecordId;
use shared::record::{Helped, Regulation, Routine, Scope, Setting};
use shared::sorted::Map;

use crate::view::{EntryBody, EntryView};

/// The time of a day, where it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// From 5 to noon.
    Morning,
    /// From noon to 5.
    Afternoon,
    /// From 5 to 9 in the evening.
    Evening,
    /// The rest.
    Night,
}

impl Part {
    /// Every part, in the order of the day.
    pub const ALL: [Self; 4] = [Self::Morning, Self::Afternoon, Self::Evening, Self::Night];

    /// The name by which scripts and addresses know it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
            Self::Night => "night",
        }
    }

    /// The part that a minute of the day is in.
    pub const fn of(minute: u16) -> Self {
        match minute / 60 {
            5..12 => Self::Morning,
            12..17 => Self::Afternoon,
            17..21 => Self::Evening,
            _ => Self::Night,
        }
    }
}

/// One event: something was tried, and how it went as far as those who wrote it down agree.
#[derive(Debug)]
pub struct Observation<'a> {
    /// The note about it that comes first.
    pub entry: &'a EntryView,
    /// What was done: its title and card.
    pub title: &'a str,
    /// The library card.
    pub library: Option<&'a str>,
    /// The plan item.
    pub strategy: Option<RecordId>,
    /// Where.
    pub setting: Setting,
    /// When in the day.
    pub part: Part,
    /// The routine that the plan tied it to then.
    pub routine: Option<Routine>,
    /// Whether it helped; none where nobody said.
    pub helped: Option<Helped>,
    /// Before and after, where both are known.
    pub turn: Option<(Regulation, Regulation)>,
    /// Whether it may have been written twice, or its answer was changed in two places.
    pub doubtful: bool,
    /// All notes about it.
    pub entries: Vec<RecordId>,
}

/// The observations in `entries`, in their order. Struck entries are none; private ones count unless `for_others`.
pub fn observations(entries: &[EntryView], for_others: bool) -> Vec<Observation<'_>> {
    let counts =
        |entry: &&EntryView| entry.struck.is_none() && !(for_others && entry.scope == Scope::Private);
    let tried =
        || entries.iter().filter(counts).filter(|entry| matches!(entry.body, EntryBody::Activity { .. }));
    // Only what names another or is named by one is looked up: most entries stand alone.
    let mut group: Map<RecordId, Option<usize>> = Map::new();
    for entry in tried() {
        for other in links(entry) {
            group.insert(other, None);
            group.insert(entry.id, None);
        }
    }
    let mut events: Vec<Vec<&EntryView>> = Vec::new();
    for entry in tried() {
        let known = core::iter::once(entry.id).chain(links(entry)).find_map(|id| *group.get(&id)?);
        let place = known.unwrap_or(events.len());
        match events.get_mut(place) {
            Some(event) => event.push(entry),
            None => events.push(vec![entry]),
        }
        for id in core::iter::once(entry.id).chain(links(entry)) {
            if let Some(held) = group.get_mut(&id) {
                *held = Some(place);
            }
        }
    }
    events.iter().filter_map(|event| observation(event)).collect()
}

/// The other notes about the same event that an entry names.
fn links(entry: &EntryView) -> impl Iterator<Item = RecordId> {
    entry.twin.into_iter().chain(entry.copied.as_ref().map(|copied| copied.from))
}

fn observation<'a>(event: &[&'a EntryView]) -> Option<Observation<'a>> {
    // A copy has its author's name; what it was copied from says when and where.
    let entry = event.iter().find(|entry| entry.copied.is_none()).or(event.first()).copied()?;
    let EntryBody::Activity { title, library, strategy, .. } = &entry.body else { return None };
    let said = |entry: &&&EntryView| match entry.body {
        EntryBody::Activity { helped, before, after, .. } => (helped, before, after),
        _ => (None, None, None),
    };
    let unsettled =
        event.iter().any(|entry| entry.conflicts.iter().any(|conflict| conflict.field == "helped"));
    let (helped, differ) = agreed(event.iter().filter_map(|entry| said(&entry).0));
    let helped = if unsettled || differ { Some(Helped::Unknown) } else { helped };
    let (before, _) = agreed(event.iter().filter_map(|entry| said(&entry).1));
    let (after, _) = agreed(event.iter().filter_map(|entry| said(&entry).2));
    Some(Observation {
        entry,
        title,
        library: library.as_deref(),
        strategy: *strategy,
        setting: entry.setting,
        part: Part::of(entry.at.minute_of_day()),
        routine: entry.routine,
        helped,
        turn: before.zip(after),
        doubtful: unsettled || differ || event.iter().any(|entry| entry.twin.is_some()),
        entries: event.iter().map(|entry| entry.id).collect(),
    })
}

/// What all who answered say, and whether they differ; none where they do.
fn agreed<T: PartialEq + Copy>(mut answers: impl Iterator<Item = T>) -> (Option<T>, bool) {
    let Some(first) = answers.next() else { return (None, false) };
    let differ = answers.any(|answer| answer != first);
    ((!differ).then_some(first), differ)
}
