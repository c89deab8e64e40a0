//! Who the plan is about and what people are called. FHIR: Patient, and the participants of a CareTeam.
//!
//! A new record replaces an older one by being written later; nothing is edited in place, so two people
//! renaming at once leave two records and the screens show the one that every device picks: the greater id.

use super::field::Draft;
use super::{Record, Row};
use crate::id::MemberId;

/// The child the team is around.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// The name used on screen; a first name is enough.
    pub name: String,
}

/// What a member is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The member.
    pub member: MemberId,
    /// The name used on screen.
    pub name: String,
}

impl Record for Child {
    const KIND: &'static str = "child";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self { name: row.word("name").unwrap_or_default().to_owned() })
    }

    fn draft(&self) -> Draft {
        Draft::default().word("name", &self.name)
    }
}

impl Record for Member {
    const KIND: &'static str = "member";

    fn read(row: &Row) -> Option<Self> {
        let member = (row.kind == Self::KIND).then(|| row.code("member")).flatten()?;
        Some(Self { member, name: row.word("name").unwrap_or_default().to_owned() })
    }

    fn draft(&self) -> Draft {
        Draft::default().word("member", self.member.to_string()).word("name", &self.name)
    }
}
