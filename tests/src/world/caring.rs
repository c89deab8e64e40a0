//! Daily care in the world: everybody counts, programs change under their readers, and hands that may not activate try to.

use std::collections::{BTreeMap, BTreeSet};

use carryover_core::view::StrategyView;
use carryover_core::{App, Care, Counting, Intent};
use shared::page::PageName;
use shared::record::{
    Activation, Count, Measure, Receipt, Record, Role, Scope, Setting, Strategy, Tally, tally,
};
use shared::{MemberId, RecordId};

use super::World;
use super::promises::{CLINICIAN, Kept};

/// Counted for by everybody.
const COUNTED: &str = "Writes name";
/// Rests until a clinician activates it.
const GUIDED: &str = "Weighted vest";

/// What people tapped, and how much of it they were told is saved, tally by tally.
#[derive(Debug, Default)]
pub(super) struct Taps(BTreeMap<RecordId, (u32, u32)>);

impl Taps {
    /// Reads off a phone what its person tapped there.
    pub(super) fn look(&mut self, app: &App) {
        let Some(team) = app.frame().chosen.and_then(|team| app.device().team(team)) else { return };
        let mine = team.rows().map(|(_, row)| row).filter(|row| Some(row.author) == app.device().id());
        for row in mine.filter(|row| row.kind == Tally::KIND) {
            let number = row.number("n_plus").unwrap_or(0);
            let (told, tapped) = self.0.entry(row.id).or_default();
            *tapped = number.max(*tapped);
            if !team.is_saving(row.id) {
                *told = number.max(*told);
            }
        }
    }
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
            let counting = Counting::More(Count::Plus);
            self.intend(phone, Intent::Care(Care::Count { strategy: item.series, counting }));
            self.taps.look(&self.phones[phone].app);
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
        let draft = Activation { versions, note: String::new() }.draft();
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

    /// Every tap that somebody was told is saved counts, once.
    fn check_taps(&self, mut kept: Kept) -> Kept {
        let seed = self.seed;
        let mut sum = 0;
        let mut rows = Vec::new();
        for (record, (told, tapped)) in &self.taps.0 {
            let row = self.phones[0].app.row(*record);
            // What a phone lost with the power was not told to be saved; then its tally may be gone as well.
            let Some(row) = row else {
                assert_eq!(*told, 0, "seed {seed}: {record} was told to be saved");
                continue;
            };
            let counted: u32 = row.number("n_plus").unwrap_or(0);
            assert!((*told..=*tapped).contains(&counted), "seed {seed}: {counted} of {told} to {tapped}");
            sum += counted;
            kept.taps += usize::try_from(counted).unwrap_or(0);
            rows.push(row);
        }
        let total = tally::total(rows.iter()).of(Count::Plus);
        assert_eq!(total, sum, "seed {seed}: counts add up");
        let counting: BTreeSet<_> = rows.iter().map(|row| row.author).collect();
        kept.observers += counting.len();
        kept
    }

    /// Reading counts for the version it names; what needs an OT rests until a clinician names it.
    fn check_programs(&self, phone: usize, mut kept: Kept) -> Kept {
        let seed = self.seed;
        let held = &self.phones[phone];
        let Some(team) = super::governing::chosen(held) else { return kept };
        let names = |row: &shared::record::Row, version: RecordId| {
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
            assert_eq!(item.rests, rests, "seed {seed}: phone {phone}, {item:?}");
            kept.ignored += usize::from(rests && !others.is_empty());
        }
        kept
    }
}
