//! A single entry that was copied to other notes on purpose: a clinic note that school shall see. FHIR: Provenance.
//!
//! Whoever copies is the author of the copy, so the trace of who did it is the record itself; it says as well where it
//! comes from and who wrote it first. The copy stands alone: what is corrected in one is not corrected in the other.

use super::field::Draft;
use super::{Activity, Note, Record, Row, Scope};
use crate::id::{DeviceId, RecordId};

/// Where a copy comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// The entry it was copied from; not every reader of the copy can see it.
    pub from: RecordId,
    /// Whose notes that one is kept with.
    pub scope: Scope,
    /// The device that one was written on.
    pub author: DeviceId,
}

impl Copied {
    /// What a record says about where it was copied from; none if it is no copy.
    pub fn read(row: &Row) -> Option<Self> {
        Some(Self {
            from: row.code("from")?,
            scope: row.code("from_scope")?,
            author: row.code("from_author")?,
        })
    }

    /// A copy of an entry as it stands, if it is of a kind that can be copied and is not struck. What it is tied to in
    /// the plan comes along; every member reads the plan.
    pub fn of(scope: Scope, row: &Row) -> Option<(&'static str, Draft)> {
        let activity = Activity::read(row).map(|activity| (Activity::KIND, activity.draft()));
        let copy = activity.or_else(|| Note::read(row).map(|note| (Note::KIND, note.draft())));
        let (kind, draft) = copy.filter(|_| row.struck().is_none())?;
        let draft = draft.word("from", row.id.to_string()).word("from_scope", scope.code());
        Some((kind, draft.word("from_author", row.author.to_string())))
    }
}
