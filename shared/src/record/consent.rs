//! Consent as it was given: who may read which notes, how that was agreed, in whose words. FHIR: Consent.
//!
//! What the team's devices can read follows from the roster alone; this stands in the plan beside it, so that everybody
//! sees what was agreed, and a school or a clinic has the signed and dated consent that its rules ask for (IDEA 300.9,
//! FERPA). One record for each decision; none is changed, the next one counts from then on.

use super::field::Draft;
use super::word_list::words;
use super::{Record, Row, Scope};
use crate::id::MemberId;
use crate::time::Moment;

words!(
    /// How something was agreed.
    Agreed, "way of agreeing" {
        /// Said aloud.
        Spoken = "spoken",
        /// Signed on paper; the note says where the paper is.
        Signed = "signed",
        /// Written in a message.
        Message = "message",
    }
);

/// One decision about one member and one kind of notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Whom it is about.
    pub member: MemberId,
    /// Which notes.
    pub scope: Scope,
    /// Whether they read them from then on.
    pub reads: bool,
    /// Whether they write them from then on.
    pub writes: bool,
    /// Whether they read what was written before as well.
    pub with_past: bool,
    /// How it was agreed.
    pub agreed: Option<Agreed>,
    /// With whom, what for, until when, where the paper is.
    pub note: String,
    /// When.
    pub at: Moment,
}

impl Record for Consent {
    const KIND: &'static str = "consent";

    fn read(row: &Row) -> Option<Self> {
        let (member, scope) =
            (row.kind == Self::KIND).then(|| row.code("member").zip(row.code("scope"))).flatten()?;
        Some(Self {
            member,
            scope,
            reads: row.flag("reads"),
            writes: row.flag("writes"),
            with_past: row.flag("with_past"),
            agreed: row.code("agreed"),
            note: row.prose("note").to_owned(),
            at: row.at(),
        })
    }

    fn draft(&self) -> Draft {
        Draft::default()
            .word("member", self.member.to_string())
            .word("scope", self.scope.code())
            .flag_if("reads", self.reads)
            .flag_if("writes", self.writes)
            .flag_if("with_past", self.with_past)
            .word_if("agreed", self.agreed)
            .at(self.at)
            .prose("note", &self.note)
    }
}
