//! An entry that was brought in from a table: earlier notes from elsewhere. FHIR: Provenance.
//!
//! Whoever brings it in is the author of the record; it keeps the day it is about and says where it comes from, so that the
//! same table brought in twice is recognised.

use super::Row;
use super::field::Draft;

/// What an entry from a table is marked with.
pub const FROM_TABLE: &str = "csv";

/// Where an entry was brought in from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What kind of source: [`FROM_TABLE`].
    pub source: String,
    /// What the entry is called there: an id of its own, or one made from what it says.
    pub id: String,
    /// Who wrote it there, as it was said; empty if it was not.
    pub author: String,
}

impl Imported {
    /// What a record says about where it was brought in from; none if it was written here.
    pub fn read(row: &Row) -> Option<Self> {
        Some(Self {
            source: row.word("source")?.to_owned(),
            id: row.word("source_id").unwrap_or_default().to_owned(),
            author: row.word("source_author").unwrap_or_default().to_owned(),
        })
    }

    /// The same draft with the mark.
    #[must_use]
    pub fn mark(&self, draft: Draft) -> Draft {
        draft
            .word("source", &self.source)
            .text_if("source_id", &self.id)
            .text_if("source_author", &self.author)
    }
}
