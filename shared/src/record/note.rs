//! A plain note: words, a place and a time. FHIR: Communication.

use super::field::Draft;
use super::{Record, Row, Setting};
use crate::time::Moment;

/// One note.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// What was written.
    pub note: String,
    /// Where it is about.
    pub setting: Setting,
    /// When it is about.
    pub at: Moment,
}

impl Record for Note {
    const KIND: &'static str = "note";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self {
            note: row.prose("note").to_owned(),
            setting: row.code("setting").unwrap_or(Setting::Home),
            at: row.at(),
        })
    }

    fn draft(&self) -> Draft {
        Draft::default().word("setting", self.setting.code()).at(self.at).prose("note", &self.note)
    }
}
