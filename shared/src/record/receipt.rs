//! What was read, taught and activated: each names the version it is about, and counts for no other.
//!
//! So an aide's "read version 3" never counts for version 4, also where version 4 came of two written at once; and a
//! thing that needs the guidance of an OT rests until a clinician activates the very version that is carried out.

use crate::sorted::{Map, Set};

use super::field::Draft;
use super::plan::{SafetyNote, Version};
use super::row::join_ids;
use super::safety::{known_as_of, written_as_of};
use super::{Record, Row, Strategy};
use crate::id::{DeviceId, MemberId, RecordId};
use crate::time::Moment;

/// "I have read this" (C45, C49): versions of programs or safety notes, by whoever wrote the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The versions that were on the screen.
    pub versions: Vec<RecordId>,
}

/// A clinician says that this version may be carried out (C42).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activation {
    /// The versions, by name.
    pub versions: Vec<RecordId>,
    /// What to mind.
    pub note: String,
}

/// Somebody was taught a program (C48, C55, C57), and holds for that version alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Training {
    /// The version they were taught.
    pub version: RecordId,
    /// Who was taught.
    pub who: MemberId,
    /// It was explained.
    pub explained: bool,
    /// It was shown.
    pub modelled: bool,
    /// They did it and were coached.
    pub coached: bool,
    /// They can do it alone.
    pub alone: bool,
    /// Of a fidelity check: steps done as written, and all steps.
    pub fidelity: Option<(u16, u16)>,
    /// When.
    pub at: Moment,
    /// Anything to add.
    pub note: String,
}

/// Which versions were read, by whom. `member_of` says whose device wrote a record.
pub fn readers<'a>(
    rows: impl Iterator<Item = &'a Row>,
    member_of: impl Fn(DeviceId) -> Option<MemberId>,
) -> Map<RecordId, Set<MemberId>> {
    let mut readers: Map<RecordId, Set<MemberId>> = Map::new();
    for row in rows.filter(|row| row.struck().is_none()) {
        let (Some(receipt), Some(member)) = (Receipt::read(row), member_of(row.author)) else { continue };
        for version in receipt.versions {
            readers.entry(version).or_default().insert(member);
        }
    }
    readers
}

/// The newest training of each member in each version.
pub fn trained<'a>(rows: impl Iterator<Item = &'a Row>) -> Map<(RecordId, MemberId), (RecordId, Training)> {
    let mut trained: Map<(RecordId, MemberId), (RecordId, Training)> = Map::new();
    for row in rows.filter(|row| row.struck().is_none()) {
        let Some(training) = Training::read(row) else { continue };
        let key = (training.version, training.who);
        if trained.get(&key).is_none_or(|(id, _)| *id < row.id) {
            trained.insert(key, (row.id, training));
        }
    }
    trained
}

/// The versions that rest until a clinician activates them (C42), with those who have.
///
/// Derived from the records and the roles of their authors: an activation by anyone else is read by nobody. Whoever is
/// no clinician cannot lift the mark either: a version of theirs without it needs what the versions it replaces need.
#[derive(Debug, Default)]
pub struct Guided {
    needs: Set<RecordId>,
    active: Map<RecordId, RecordId>,
}

impl Guided {
    /// Looks through the plan. `operations` is how many the roster has, and `was_clinician` says whether somebody was one
    /// when it had so many: as with stops, whoever is none any more activates nothing that was written since.
    pub fn new<'a>(
        rows: impl Iterator<Item = &'a Row> + Clone,
        operations: u32,
        was_clinician: impl Fn(DeviceId, Option<u32>) -> bool,
    ) -> Self {
        let as_of = |row: &Row| known_as_of(row, operations);
        let by_clinician = |row: &Row| was_clinician(row.author, written_as_of(row));
        let versions = rows.clone().filter_map(|row| Some((row, Strategy::read(row)?)));
        let versions: Map<RecordId, Planned> = versions
            .map(|(row, strategy)| {
                let Strategy { version, needs_ot, .. } = strategy;
                let planned =
                    Planned { version, needs_ot, as_of: as_of(row), by_clinician: by_clinician(row) };
                (row.id, planned)
            })
            .collect();
        let mut active: Map<RecordId, RecordId> = Map::new();
        for row in rows.filter(|row| row.kind == Activation::KIND && by_clinician(row)) {
            let named = Activation::read(row).map(|activation| activation.versions).unwrap_or_default();
            let was_there =
                |version: &RecordId| versions.get(version).is_some_and(|planned| planned.as_of <= as_of(row));
            for version in named.into_iter().filter(was_there) {
                let first = active.entry(version).or_insert_with(|| row.id);
                *first = (*first).min(row.id);
            }
        }
        Self { needs: needs(&versions), active }
    }

    /// Whether this version must be activated before it is done.
    pub fn needs_ot(&self, version: RecordId) -> bool {
        self.needs.contains(&version)
    }

    /// The activation that this version has.
    pub fn activated(&self, version: RecordId) -> Option<RecordId> {
        self.active.get(&version).copied()
    }

    /// Whether this version rests: nobody does it yet.
    pub fn rests(&self, version: RecordId) -> bool {
        self.needs_ot(version) && self.activated(version).is_none()
    }
}

/// What matters of a version here.
struct Planned {
    version: Version,
    needs_ot: bool,
    as_of: u32,
    by_clinician: bool,
}

/// The versions that need the guidance of an OT: those that say so, and from those on whatever replaces them until a
/// clinician writes a version that does not. One round for each generation; the plan has few, and rounds end with
/// the first that changes nothing, so also a hostile ring of versions comes to an end.
fn needs(versions: &Map<RecordId, Planned>) -> Set<RecordId> {
    let says_so = versions.iter().filter(|(_, planned)| planned.needs_ot);
    let mut needs: Set<RecordId> = says_so.map(|(id, _)| *id).collect();
    loop {
        let heirs = versions.iter().filter(|(id, planned)| {
            !needs.contains(id) && !lifts(versions, planned) && inherits(versions, &needs, &planned.version)
        });
        let heirs: Vec<RecordId> = heirs.map(|(id, _)| *id).collect();
        if heirs.is_empty() {
            return needs;
        }
        needs.extend(heirs);
    }
}

/// Whether a version's author may leave the mark away: a clinician, of what was there when they were one.
fn lifts(versions: &Map<RecordId, Planned>, planned: &Planned) -> bool {
    let mut replaced = planned.version.replaces.iter().filter_map(|id| versions.get(id));
    planned.by_clinician && replaced.all(|replaced| replaced.as_of <= planned.as_of)
}

/// Whether a version takes over the mark: from what it replaces; one that says it belongs to a series and replaces
/// nothing of it takes over the mark of any version in the series.
fn inherits(versions: &Map<RecordId, Planned>, needs: &Set<RecordId>, version: &Version) -> bool {
    let Some(series) = version.series else { return false };
    let in_series = |id: &RecordId| {
        *id == series || versions.get(id).is_some_and(|other| other.version.series == Some(series))
    };
    let mut replaced =
        version.replaces.iter().filter(|id| versions.contains_key(id) && in_series(id)).peekable();
    if replaced.peek().is_some() {
        return replaced.any(|id| needs.contains(id));
    }
    needs.iter().any(in_series)
}

/// The highest number a version is given; a hostile ring of versions has no beginning and ends here.
const NUMBER_LIMIT: usize = 9_999;

/// The number that people know a version by: 1 for the first, one more than the greatest it replaces.
pub fn version_number<'a>(row: impl Fn(RecordId) -> Option<&'a Row>, version: RecordId) -> usize {
    let (mut generation, mut number) = (Set::from([version]), 0);
    while !generation.is_empty() && number < NUMBER_LIMIT {
        number += 1;
        let rows = generation.iter().filter_map(|id| row(*id));
        generation = rows.flat_map(|row| row.ids("replaces")).filter(|id| row(*id).is_some()).collect();
    }
    number
}

/// Whether this kind of record is read by versions: programs and safety notes.
pub fn is_read_by_version(kind: &str) -> bool {
    matches!(kind, Strategy::KIND | SafetyNote::KIND)
}

impl Record for Receipt {
    const KIND: &'static str = "read";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self { versions: row.ids("versions") })
    }

    fn draft(&self) -> Draft {
        Draft::default().word("versions", join_ids(&self.versions))
    }
}

impl Record for Activation {
    const KIND: &'static str = "activation";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND)
            .then(|| Self { versions: row.ids("versions"), note: row.prose("note").to_owned() })
    }

    fn draft(&self) -> Draft {
        Draft::default().word("versions", join_ids(&self.versions)).prose("note", &self.note)
    }
}

impl Record for Training {
    const KIND: &'static str = "training";

    fn read(row: &Row) -> Option<Self> {
        let version = (row.kind == Self::KIND).then(|| row.code("version")).flatten()?;
        let fidelity = row.number::<u16>("right").zip(row.number::<u16>("of"));
        Some(Self {
            version,
            who: row.code("who")?,
            explained: row.flag("explained"),
            modelled: row.flag("modelled"),
            coached: row.flag("coached"),
            alone: row.flag("alone"),
            fidelity: fidelity.filter(|(right, of)| right <= of && *of > 0),
            at: row.at(),
            note: row.prose("note").to_owned(),
        })
    }

    fn draft(&self) -> Draft {
        Draft::default()
            .word("version", self.version.to_string())
            .word("who", self.who.to_string())
            .flag_if("explained", self.explained)
            .flag_if("modelled", self.modelled)
            .flag_if("coached", self.coached)
            .flag_if("alone", self.alone)
            .number_if("right", self.fidelity.map(|(right, _)| right))
            .number_if("of", self.fidelity.map(|(_, of)| of))
            .at(self.at)
            .prose("note", &self.note)
    }
}

#[cfg(test)]
#[path = "receipt_tests.rs"]
mod tests;
