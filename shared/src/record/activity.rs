//! An activity that was tried and how it went (C38): the core act. FHIR: Procedure with an Observation.

use super::field::Draft;
use super::{Helped, Record, Regulation, Row, Setting};
use crate::id::RecordId;
use crate::time::Moment;

/// One try of one activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// What was done, in the words that were on the screen.
    pub title: String,
    /// The plan item it belongs to: the first version's id.
    pub strategy: Option<RecordId>,
    /// The card of the activity library it comes from.
    pub library: Option<String>,
    /// Where it happened.
    pub setting: Setting,
    /// When it happened.
    pub at: Moment,
    /// How long, in minutes, 0 to 1440.
    pub minutes: Option<u16>,
    /// Did it help?
    pub helped: Option<Helped>,
    /// How ready the child was before.
    pub before: Option<Regulation>,
    /// How ready the child was after.
    pub after: Option<Regulation>,
    /// Anything to add.
    pub note: String,
}

impl Record for Activity {
    const KIND: &'static str = "activity";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self {
            title: row.word("title").unwrap_or_default().to_owned(),
            strategy: row.code("strategy"),
            library: row.word("library").map(str::to_owned),
            setting: row.code("setting").unwrap_or(Setting::Home),
            at: row.at(),
            minutes: row.number("minutes"),
            helped: row.code("helped"),
            before: row.code("before"),
            after: row.code("after"),
            note: row.prose("note").to_owned(),
        })
    }

    fn draft(&self) -> Draft {
        Draft::default()
            .word("title", &self.title)
            .word_if("strategy", self.strategy)
            .word_if("library", self.library.as_ref())
            .word("setting", self.setting.code())
            .at(self.at)
            .number_if("minutes", self.minutes)
            .word_if("helped", self.helped)
            .word_if("before", self.before)
            .word_if("after", self.after)
            .prose("note", &self.note)
    }
}
