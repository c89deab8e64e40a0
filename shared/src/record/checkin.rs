//! The 20-second check-in of a parent (C13). FHIR: QuestionnaireResponse.

use super::field::Draft;
use super::word_list::words;
use super::{Record, Routine, Row};
use crate::time::Moment;

words!(
    /// How the child slept.
    Sleep, "sleep" {
        /// Well.
        Well = "well",
        /// Woke up at times.
        Broken = "broken",
        /// Too little.
        Little = "little",
    }
);

/// How it is going, before a visit or any day.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckIn {
    /// How the child slept.
    pub sleep: Option<Sleep>,
    /// Times of day that are hard.
    pub tough: Vec<Routine>,
    /// What went well.
    pub wins: String,
    /// What comes up or changes.
    pub coming: String,
    /// Anything else, about the hard times too.
    pub note: String,
    /// When.
    pub at: Moment,
}

impl Record for CheckIn {
    const KIND: &'static str = "checkin";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self {
            sleep: row.code("sleep"),
            tough: row.codes("tough"),
            wins: row.prose("wins").to_owned(),
            coming: row.prose("coming").to_owned(),
            note: row.prose("note").to_owned(),
            at: row.at(),
        })
    }

    fn draft(&self) -> Draft {
        Draft::default()
            .word_if("sleep", self.sleep)
            .list_if("tough", &self.tough)
            .at(self.at)
            .prose("wins", &self.wins)
            .prose("coming", &self.coming)
            .prose("note", &self.note)
    }
}
