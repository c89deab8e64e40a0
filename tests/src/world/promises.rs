//! What people were promised about the things they write down, whatever order it arrives in: safety notes go only when
//! somebody says so, and one event that two people wrote down is shown twice.

use std::collections::BTreeSet;

use carryover_core::view::EntryBody;
use carryover_core::{Intent, NewActivity};
use shared::RecordId;
use shared::record::{Record, SafetyNote, Setting};

use super::World;
use super::people::CANARY;

/// The two parents' phones.
const PARENTS: [usize; 2] = [0, 3];
pub(super) const CLINICIAN: usize = 1;

/// How often each promise was put to the test in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kept {
    /// Stops that nobody cleared and that still pause.
    pub stops: usize,
    /// Safety notes that are still shown.
    pub safety_notes: usize,
    /// Safety notes with more than one version in force, because two people changed one at once.
    pub rivals: usize,
    /// Events that both parents wrote down, shown side by side.
    pub twins: usize,
    /// Records and answers of a newer app that an older one keeps.
    pub newer: usize,
    /// Taps that count.
    pub taps: usize,
    /// Observers who counted them.
    pub observers: usize,
    /// Versions that are shown as read, by whom.
    pub read: usize,
    /// Versions in force that replace two at once.
    pub merged: usize,
    /// Activations by whoever is no clinician, of what rests all the same.
    pub ignored: usize,
}

impl Kept {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            stops: self.stops + other.stops,
            safety_notes: self.safety_notes + other.safety_notes,
            rivals: self.rivals + other.rivals,
            twins: self.twins + other.twins,
            newer: self.newer + other.newer,
            taps: self.taps + other.taps,
            observers: self.observers + other.observers,
            read: self.read + other.read,
            merged: self.merged + other.merged,
            ignored: self.ignored + other.ignored,
        }
    }
}

impl World {
    /// Pins a safety note, changes the oldest, or takes it out of force.
    pub(super) fn pin_safety(&mut self, phone: usize) {
        let shown = self.phones[phone].app.plan().safety;
        let oldest = shown.first().map(|note| note.version);
        let text = format!("No swings {}", self.random.below(1_000));
        match oldest {
            Some(version) if self.chance(20) => {
                self.intend(phone, Intent::EndPlan { versions: vec![version] });
            }
            Some(version) if self.chance(60) => {
                let change =
                    |text: &str| Intent::PlanSafety { replaces: vec![version], text: text.to_owned() };
                self.intend(phone, change(&text));
                // The clinician changes the same one before either hears of the other.
                if phone != CLINICIAN && self.chance(50) {
                    self.intend(CLINICIAN, change("No swings before lunch"));
                }
            }
            Some(_) | None => self.intend(phone, Intent::PlanSafety { replaces: vec![], text }),
        }
    }

    /// Both parents write one bedtime down, each on their own phone.
    pub(super) fn one_bedtime(&mut self) {
        let title = format!("Bedtime story {}", self.random.below(u64::MAX));
        // Of two clocks the one that is behind, so that it is in nobody's future.
        let at = PARENTS.map(|phone| self.clock_of(phone)).into_iter().min_by_key(|at| at.unix_ms);
        for phone in PARENTS {
            let activity = NewActivity {
                title: title.clone(),
                strategy: None,
                library: None,
                setting: Setting::Home,
                at,
                minutes: None,
                helped: None,
                before: None,
                after: None,
                note: String::new(),
                teams: vec![],
            };
            self.intend(phone, Intent::LogActivity(activity));
        }
        self.bedtimes.push(title);
    }

    pub(super) fn check_promises(&self) -> Kept {
        let stops = self.check_stops(&self.phones[0].entries());
        let (safety_notes, rivals) = self.check_safety_notes();
        let (twins, newer) = (self.check_twins(), self.check_newer());
        self.check_care(Kept { stops, safety_notes, rivals, twins, newer, ..Kept::default() })
    }

    /// What a newer app wrote is as it was, on every phone that has it.
    fn check_newer(&self) -> usize {
        let mut kept = 0;
        for record in &self.newer {
            let rows = self.phones.iter().filter_map(|phone| phone.app.row(*record));
            for row in rows {
                let future = row.word("future").is_some_and(|word| word.starts_with(CANARY));
                assert!(future, "seed {}: {row:?} lost what it does not know", self.seed);
                kept += 1;
            }
        }
        kept
    }

    /// A safety note goes out of sight only because a version that names it came after it.
    fn check_safety_notes(&self) -> (usize, usize) {
        let seed = self.seed;
        let mut counts = (0, 0);
        for (phone, held) in self.phones.iter().enumerate() {
            let Some(team) = held.app.frame().chosen.and_then(|team| held.app.device().team(team)) else {
                continue;
            };
            let notes: Vec<_> = team.rows().filter(|(_, row)| row.kind == SafetyNote::KIND).collect();
            let named: BTreeSet<RecordId> = notes.iter().flat_map(|(_, row)| row.ids("replaces")).collect();
            let in_force = notes.iter().filter(|(_, row)| !named.contains(&row.id) && !row.flag("ended"));
            let in_force: BTreeSet<RecordId> = in_force.map(|(_, row)| row.id).collect();
            let shown: BTreeSet<RecordId> = held.app.plan().safety.iter().map(|note| note.version).collect();
            assert_eq!(shown, in_force, "seed {seed}: phone {phone} shows other safety notes");
            let series = notes.iter().filter(|(_, row)| in_force.contains(&row.id));
            let series: BTreeSet<RecordId> =
                series.map(|(_, row)| row.code("series").unwrap_or(row.id)).collect();
            counts = (counts.0 + shown.len(), counts.1 + shown.len() - series.len());
        }
        counts
    }

    /// What both wrote down is there twice, and each points to the other.
    fn check_twins(&self) -> usize {
        let entries = self.phones[0].entries();
        let mut twins = 0;
        for bedtime in &self.bedtimes {
            let is_it =
                |body: &EntryBody| matches!(body, EntryBody::Activity { title, .. } if title == bedtime);
            let told: Vec<_> =
                entries.iter().filter(|entry| is_it(&entry.body) && entry.struck.is_none()).collect();
            if let [one, other] = told[..] {
                let seen = (one.twin, other.twin);
                assert_eq!(seen, (Some(other.id), Some(one.id)), "seed {}: {bedtime}", self.seed);
                twins += 1;
            }
        }
        twins
    }
}
