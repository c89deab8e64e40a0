//! Daily care in the world: everybody counts, programs change under their readers, and hands that may not activate try to.

use std::collections::{BTreeMap, BTreeSet};

use carryover_core::view::StrategyView;
use carryover_core::{App, Care, Counting, Intent};
use shared::page::PageName;
use shared::record::{
    Activation, Count, Measure, Receipt, Record, Role, Row, Scope, Setting, Strategy, Tally, safety, tally,
};
use shared::{DeviceId, MemberId, RecordId};

use super::World;
use super::promises::{CLINICIAN, Kept};

/// Counted for by everybody.
const COUNTED: &str = "Writes name";
/// Rests until a clinician activates it.
const GUIDED: &str = "Weighted vest";

/// What people tapped, and how much of it they were told is saved, device by device.
#[derive(Debug, Default)]
pub(super) struct Taps {
    tapped: BTreeMap<DeviceId, u32>,
    told: BTreeMap<RecordId, u32>,
}

impl Taps {
    /// Reads off a phone how much of what its person tapped there is saved.
    pub(super) fn look(&mut self, app: &App) {
        let Some(team) = app.frame().chosen.and_then(|team| app.device().team(team)) else { return };
        for row in tallies_of(app).filter(|row| !team.is_saving(row.id)) {
            let told = self.told.entry(row.id).or_default();
            *told = number(row).max(*told);
        }
    }
}

/// The tallies that were begun on a phone.
fn tallies_of(app: &App) -> impl Iterator<Item = &Row> {
    let team = app.frame().chosen.and_then(|team| app.device().team(team));
    let rows = team.into_iter().flat_map(|team| team.rows().map(|(_, row)| row));
    rows.filter(|row| row.kind == Tally::KIND && Some(row.author) == app.device().id())
}

fn number(row: &Row) -> u32 {
    row.number("n_plus").unwrap_or(0)
}

impl World {
    pub(super) fn care(&mut self, phone: usize) {
        match self.pick(6) {
            0..=2 => self.tap(phone),
            3 => self.read(phone),
            4 => self.plan_program(phone),
            _ => self.activate(phone),
        }
    }

    /// A few taps in a row; whoever taps at the same time has a session of their own.
    fn tap(&mut self, phone: usize) {
        let Some(item) = self.program(phone, COUNTED) else { return self.plan_program(phone) };
        for _ in 0..=self.pick(4) {
            let before: u32 = tallies_of(&self.phones[phone].app).map(number).sum();
            let counting = Counting::More(Count::Plus);
            self.intend(phone, Intent::Care(Care::Count { strategy: item.series, counting }));
            let app = &self.phones[phone].app;
            // Not everybody may write at every time.
            if let Some(device) = app.device().id()
                && tallies_of(app).map(number).sum::<u32>() > before
            {
                *self.taps.tapped.entry(device).or_default() += 1;
            }
        }
        if self.chance(10) {
            self.intend(phone, Intent::Care(Care::Count { strategy: item.series, counting: Counting::End }));
        }
    }

    /// "I have read this": the version that is on the screen.
    fn read(&mut self, phone: usize) {
        let versions: Vec<RecordId> =
            self.phones[phone].app.plan().strategies.iter().map(|item| item.version).collect();
        if !versions.is_empty() {
            self.intend(phone, Intent::Care(Care::MarkRead { versions }));
        }
    }

    /// A new version; two written at once are both in force until a third one replaces them. Parents leave the mark
    /// away, which lifts nothing.
    fn plan_program(&mut self, phone: usize) {
        let title = if self.chance(50) { COUNTED } else { GUIDED };
        let held = self.program(phone, title);
        if held.is_none() && phone != 0 {
            return;
        }
        let is_first = held.is_none();
        let replaces =
            held.map_or_else(Vec::new, |item| std::iter::once(item.version).chain(item.rivals).collect());
        self.write_version(phone, title, is_first, &replaces);
        // The clinician changes the same one before either hears of the other.
        if !is_first && phone != CLINICIAN && self.chance(40) {
            self.write_version(CLINICIAN, title, is_first, &replaces);
        }
    }

    fn write_version(&mut self, phone: usize, title: &str, is_first: bool, replaces: &[RecordId]) {
        let needs_ot = title == GUIDED && (is_first || self.phones[phone].role == Role::Clinician);
        let strategy =
            Strategy { needs_ot, measure: Some(Measure::Trials), ..Strategy::new(title, Setting::School) };
        let (replaces, strategy) = (replaces.to_vec(), Box::new(strategy));
        self.intend(phone, Intent::PlanStrategy { replaces, strategy });
    }

    /// A clinician activates; whoever is none writes the same record past the app.
    fn activate(&mut self, phone: usize) {
        let Some(item) = self.program(phone, GUIDED) else { return self.plan_program(phone) };
        let versions = vec![item.version];
        if self.phones[phone].role == Role::Clinician {
            let activate = Care::Activate { versions, note: String::new() };
            return self.intend(phone, Intent::Care(activate));
        }
        // Saying that it was written now, as ours would; without that it would be nothing to begin with.
        let length =
            super::governing::chosen(&self.phones[phone]).map_or(0, |team| team.roster().head().length);
        let draft = safety::as_of(&Activation { versions, note: String::new() }.draft(), length);
        let (now, place) = (self.clock_of(phone), (Scope::Plan, PageName::Plan));
        let mut effects = Vec::new();
        // Whoever may write nothing writes nothing.
        let _ = self.phones[phone].app.write_row(now, place, Activation::KIND, &draft, &mut effects);
        self.perform_all(phone, effects);
    }

    fn program(&self, phone: usize, title: &str) -> Option<StrategyView> {
        let items = self.phones[phone].app.plan().strategies;
        items.into_iter().find(|item| item.strategy.title == title)
    }

    pub(super) fn check_care(&self, kept: Kept) -> Kept {
        let kept = self.check_taps(kept);
        (0..self.phones.len()).fold(kept, |kept, phone| self.check_programs(phone, kept))
    }

    /// Every tap that somebody was told is saved counts, and none counts twice.
    fn check_taps(&self, mut kept: Kept) -> Kept {
        let seed = self.seed;
        let app = &self.phones[0].app;
        for (record, told) in self.taps.told.iter().filter(|(_, told)| **told > 0) {
            let counted = app.row(*record).map(|row| number(&row));
            assert!(counted >= Some(*told), "seed {seed}: {counted:?} of {told} told in {record}");
        }
        let Some(team) = super::governing::chosen(&self.phones[0]) else { return kept };
        let tallies = team.rows().map(|(_, row)| row).filter(|row| row.kind == Tally::KIND);
        let mut sums: BTreeMap<DeviceId, u32> = BTreeMap::new();
        for row in tallies.clone() {
            *sums.entry(row.author).or_default() += number(row);
        }
        for (device, sum) in &sums {
            let tapped = self.taps.tapped.get(device).copied().unwrap_or(0);
            assert!(*sum <= tapped, "seed {seed}: {sum} counted of {tapped} taps of {device}");
        }
        let total = tally::total(tallies).of(Count::Plus);
        assert_eq!(total, sums.values().sum::<u32>(), "seed {seed}: counts add up");
        kept.taps += usize::try_from(total).unwrap_or(0);
        kept.observers += sums.len();
        kept
    }

    /// Reading counts for the version it names; what needs an OT rests until a clinician names it.
    fn check_programs(&self, phone: usize, mut kept: Kept) -> Kept {
        let seed = self.seed;
        let held = &self.phones[phone];
        let Some(team) = super::governing::chosen(held) else { return kept };
        let names = |row: &Row, version: RecordId| {
            row.word("versions").is_some_and(|word| word.contains(&version.to_string()))
        };
        for item in held.app.plan().strategies.iter().filter(|item| item.strategy.measure.is_some()) {
            let receipts = team.rows().map(|(_, row)| row).filter(|row| row.kind == Receipt::KIND);
            let named = receipts.filter(|row| names(row, item.version));
            let members = named.filter_map(|row| team.roster().author(row.author).map(|(member, _)| member));
            let expected: BTreeSet<MemberId> = members.collect();
            let shown: BTreeSet<MemberId> = item.readers.iter().map(|reader| reader.member).collect();
            assert_eq!(shown, expected, "seed {seed}: phone {phone} shows other readers");
            kept.read += shown.len();
            kept.merged += usize::from(item.strategy.version.replaces.len() > 1);
            let activations = team.rows().map(|(_, row)| row).filter(|row| row.kind == Activation::KIND);
            let activations = activations.filter(|row| names(row, item.version));
            let by_clinician = |device| {
                team.roster().author(device).is_some_and(|(_, member)| member.role == Role::Clinician)
            };
            let (valid, others): (Vec<_>, Vec<_>) = activations.partition(|row| by_clinician(row.author));
            let rests = item.strategy.title == GUIDED && valid.is_empty();
            // Where people become something else, a clinician of then or since may have lifted the mark.
            if self.faults.roles {
                continue;
            }
            assert_eq!(item.rests, rests, "seed {seed}: phone {phone}, {item:?}");
            kept.ignored += usize::from(rests && !others.is_empty());
        }
        kept
    }
}
