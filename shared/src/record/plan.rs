//! How the plan changes: by versions. FHIR: CarePlan; a safety note is a Flag.
//!
//! A plan record is never edited in place: each change is a new version that names the versions it replaces, so
//! changing the plan does not rewrite the past, and two people changing it at once leave both versions in sight.

use crate::sorted::Set;

use super::field::Draft;
use super::{Record, Row};
use crate::id::RecordId;

/// What every version of a plan record carries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Version {
    /// The first version's id; none in the first version itself.
    pub series: Option<RecordId>,
    /// The versions this one replaces; several where it settles a change made in two places.
    pub replaces: Vec<RecordId>,
    /// Whether this version takes the item out of force.
    pub ended: bool,
}

/// Something everyone must know before they start (C45).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafetyNote {
    /// Its place among its versions.
    pub version: Version,
    /// The note, as one text that is replaced as a whole.
    pub text: String,
}

impl Version {
    pub(super) fn read(row: &Row) -> Self {
        Self { series: row.code("series"), replaces: row.ids("replaces"), ended: row.flag("ended") }
    }

    pub(super) fn write(&self, draft: Draft) -> Draft {
        draft.word_if("series", self.series).list_if("replaces", &self.replaces).flag_if("ended", self.ended)
    }
}

/// The versions of one kind that no other version replaces, ended ones left out, in the order of their ids.
///
/// Two versions of one series are both current when they were written at the same time; neither hides the other,
/// so a safety note can never vanish by a concurrent edit or end.
pub fn current_versions<'a, R: Record + 'a>(
    rows: impl Iterator<Item = &'a Row>,
    version: impl Fn(&R) -> &Version,
) -> Vec<(RecordId, R)> {
    let all: Vec<(RecordId, R)> = rows.filter_map(|row| Some((row.id, R::read(row)?))).collect();
    let replaced: Set<RecordId> =
        all.iter().flat_map(|(_, record)| version(record).replaces.clone()).collect();
    let mut current: Vec<_> =
        all.into_iter().filter(|(id, record)| !replaced.contains(id) && !version(record).ended).collect();
    crate::sorted::sort_by_key(&mut current, |(id, _)| *id);
    current
}

impl Record for SafetyNote {
    const KIND: &'static str = "safety";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self {
            version: Version::read(row),
            text: row.word("text").unwrap_or_default().to_owned(),
        })
    }

    fn draft(&self) -> Draft {
        self.version.write(Draft::default().word("text", &self.text))
    }
}
