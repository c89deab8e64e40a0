//! Services at school and elsewhere: what was agreed, how it is delivered, and when the school is open (C2–C8). FHIR:
//! ServiceRequest, and Encounter for a session.

use super::field::Draft;
use super::plan::Version;
use super::word_list::words;
use super::{Record, Row};
use crate::id::RecordId;
use crate::time::{Day, Moment};

/// The most minutes that a line or a session can say: a whole day.
pub const MINUTES_LIMIT: u16 = 1_440;
/// The most often in one period.
pub const TIMES_LIMIT: u16 = 200;
/// The most children in a group.
pub const GROUP_LIMIT: u16 = 60;

words!(
    /// The kind of plan that a service stands in (C6).
    PlanType, "plan type" {
        /// An individualised education program.
        Iep = "iep",
        /// A plan under section 504.
        Section504 = "504",
        /// An individualised family service plan, birth to three.
        Ifsp = "ifsp",
        /// An agreement with the family alone.
        Private = "private",
    }
);

words!(
    /// Whether the child is there (C7).
    Directness, "way of service" {
        /// With the child.
        Direct = "direct",
        /// With the adults around the child.
        Consult = "consult",
    }
);

words!(
    /// How a service is delivered (C3).
    Model, "service model" {
        /// Where the class is, as part of what it does: push-in.
        Integrated = "integrated",
        /// In another room.
        PullOut = "pull-out",
        /// Through the adults around the child.
        Consultative = "consultative",
        /// More than one of these.
        Combination = "combination",
        /// Teaching the class together with its teacher.
        CoTeaching = "co-teaching",
    }
);

words!(
    /// Why in another room (C4).
    PullOutReason, "reason for pull-out" {
        /// Skills far below the level of the class.
        SkillsBelow = "skills-below",
        /// Large equipment.
        Equipment = "equipment",
        /// It would distract others.
        Distracts = "distracts",
        /// It would interfere with teaching.
        Interferes = "interferes",
    }
);

words!(
    /// The period that minutes are counted in (C7).
    Per, "period" {
        /// Monday to Sunday.
        Week = "week",
        /// A calendar month.
        Month = "month",
        /// A quarter of the school year.
        Quarter = "quarter",
        /// A school year.
        Year = "year",
    }
);

words!(
    /// Where it is written (C7).
    Written, "place where it is written" {
        /// In the service grid of the plan.
        Grid = "grid",
        /// Told in the report only.
        Narrated = "narrated",
        /// Asked for, not agreed yet.
        Asked = "asked",
    }
);

words!(
    /// Why a session did not take place (C8).
    Missed, "reason" {
        /// The child was not there.
        Child = "child",
        /// Whoever gives it was not there.
        Provider = "provider",
        /// The school was closed.
        Closed = "closed",
        /// The child said no; that is data, too.
        Refused = "refused",
    }
);

/// One line of the service grid; changed by versions, each from its own day, so that the past stays as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its place among its versions. A version that is ended says in `from` since when.
    pub version: Version,
    /// What it is: "Occupational therapy".
    pub title: String,
    /// The plan it stands in.
    pub plan: Option<PlanType>,
    /// When that plan is reviewed.
    pub review: Option<Day>,
    /// Whether the child is there.
    pub directness: Directness,
    /// Minutes each time, 1 to [`MINUTES_LIMIT`].
    pub minutes: u16,
    /// How often in each period, 1 to [`TIMES_LIMIT`].
    pub times: u16,
    /// The period.
    pub per: Per,
    /// How it is delivered.
    pub model: Option<Model>,
    /// Why in another room, if it is.
    pub pull_out: Option<PullOutReason>,
    /// Where.
    pub location: String,
    /// Where it is written.
    pub written: Option<Written>,
    /// The first day it is in force.
    pub from: Day,
    /// The last day, if one is agreed.
    pub until: Option<Day>,
}

/// A session of a service: given, or missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The service: the first version of its line.
    pub service: RecordId,
    /// When it began, or would have begun.
    pub at: Moment,
    /// Its minutes, 1 to [`MINUTES_LIMIT`]; of a missed one, those that were missed.
    pub minutes: u16,
    /// How many children, this one among them; none if alone.
    pub group: Option<u16>,
    /// Why it did not take place; none if it did.
    pub missed: Option<Missed>,
    /// The missed session that it makes up for.
    pub makes_up: Option<RecordId>,
    /// How it was delivered.
    pub model: Option<Model>,
    /// Anything to add.
    pub note: String,
}

/// The days of one school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolYear {
    /// Its place among its versions.
    pub version: Version,
    /// The first day of school.
    pub from: Day,
    /// The last.
    pub until: Day,
    /// The first days of the quarters after the first; empty: every three months.
    pub quarters: Vec<Day>,
    /// Days without school, weekends left out.
    pub closed: Vec<Day>,
}

impl Record for Service {
    const KIND: &'static str = "service";

    fn read(row: &Row) -> Option<Self> {
        if row.kind != Self::KIND {
            return None;
        }
        Some(Self {
            version: Version::read(row),
            title: row.word("title").unwrap_or_default().to_owned(),
            plan: row.code("plan"),
            review: row.code("review"),
            directness: row.code("directness").unwrap_or(Directness::Direct),
            minutes: row.number("minutes").unwrap_or(0).min(MINUTES_LIMIT),
            times: row.number("times").unwrap_or(0).min(TIMES_LIMIT),
            per: row.code("per")?,
            model: row.code("model"),
            pull_out: row.code("pull_out"),
            location: row.word("location").unwrap_or_default().to_owned(),
            written: row.code("written"),
            from: row.code("from")?,
            until: row.code("until"),
        })
    }

    fn draft(&self) -> Draft {
        let draft = Draft::default()
            .word("title", &self.title)
            .word_if("plan", self.plan)
            .word_if("review", self.review)
            .word("directness", self.directness.code())
            .number_if("minutes", Some(self.minutes))
            .number_if("times", Some(self.times))
            .word("per", self.per.code())
            .word_if("model", self.model)
            .word_if("pull_out", self.pull_out)
            .text_if("location", &self.location)
            .word_if("written", self.written)
            .word("from", self.from.to_string())
            .word_if("until", self.until);
        self.version.write(draft)
    }
}

impl Record for Session {
    const KIND: &'static str = "session";

    fn read(row: &Row) -> Option<Self> {
        if row.kind != Self::KIND {
            return None;
        }
        Some(Self {
            service: row.code("service")?,
            at: row.at(),
            minutes: row.number("minutes").unwrap_or(0).min(MINUTES_LIMIT),
            group: row.number("group").filter(|group| *group <= GROUP_LIMIT),
            missed: row.code("missed"),
            makes_up: row.code("makes_up"),
            model: row.code("model"),
            note: row.prose("note").to_owned(),
        })
    }

    fn draft(&self) -> Draft {
        Draft::default()
            .word("service", self.service.to_string())
            .at(self.at)
            .number_if("minutes", Some(self.minutes))
            .number_if("group", self.group)
            .word_if("missed", self.missed)
            .word_if("makes_up", self.makes_up)
            .word_if("model", self.model)
            .prose("note", &self.note)
    }
}

impl Record for SchoolYear {
    const KIND: &'static str = "school-year";

    fn read(row: &Row) -> Option<Self> {
        if row.kind != Self::KIND {
            return None;
        }
        Some(Self {
            version: Version::read(row),
            from: row.code("from")?,
            until: row.code("until")?,
            quarters: row.codes("quarters"),
            closed: row.codes("closed"),
        })
    }

    fn draft(&self) -> Draft {
        let draft = Draft::default()
            .word("from", self.from.to_string())
            .word("until", self.until.to_string())
            .list_if("quarters", &self.quarters)
            .list_if("closed", &self.closed);
        self.version.write(draft)
    }
}
