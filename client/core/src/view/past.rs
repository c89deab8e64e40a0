//! The past of a record: who changed what of it, and when they say they did.

use shared::record::{Count, Value};
use shared::{DeviceId, Moment, RecordId};

use super::Person;

/// One change of a record; of a plan item, of any of its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct DeedView {
    /// The record: of a plan item, the version.
    pub record: RecordId,
    /// Who.
    pub by: Person,
    /// Their device, where they have several.
    pub device: Option<DeviceId>,
    /// When, as their device's clock said it; none for changes from before times were kept.
    pub at: Option<Moment>,
    /// Whether another change of the list was made without either having seen the other.
    pub at_once: bool,
    /// What was done.
    pub what: Did,
    /// The fields that changed, with what they were before; all that was filled in where it was written down.
    pub fields: Vec<FieldView>,
}

/// What a change did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// Wrote the record down.
    Wrote,
    /// Wrote the version with this number.
    Version(usize),
    /// Took the item out of the plan.
    Ended,
    /// Changed fields.
    Changed,
    /// So many taps of one session, one after the other.
    Counted(usize),
}

/// One field that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldView {
    /// Its name, as it is kept.
    pub name: String,
    /// Which one it is; none for what only a newer app knows.
    pub field: Option<Field>,
    /// What was there before, the value shown first; several where it was changed in two places.
    pub from: Vec<Value>,
    /// What is there after it.
    pub to: Value,
}

/// A field that people know by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Why it was struck; empty if it was put back.
    Struck,
    /// What it is called.
    Title,
    /// When.
    At,
    /// Where.
    Setting,
    /// How long.
    Minutes,
    /// Whether it helped.
    Helped,
    /// How ready the child was before.
    Before,
    /// And after.
    After,
    /// What was added in prose.
    Note,
    /// The text of a safety note.
    Text,
    /// How to do it.
    Steps,
    /// What is needed.
    Materials,
    /// What to look for.
    Watch,
    /// The routine.
    Routine,
    /// How often a week.
    Times,
    /// The sensory channel, what it does.
    Channel,
    /// Whether an adult stays beside the child.
    Supervise,
    /// Whether it needs an OT.
    NeedsOt,
    /// Whether it is assistive technology.
    Assistive,
    /// The goal it is for.
    Goal,
    /// The data to take, and how.
    Measure,
    /// Who carries it out.
    Who,
    /// When it is talked about next.
    Contact,
    /// What a goal is about.
    Area,
    /// When a goal is reached.
    Criterion,
    /// How it is now.
    Baseline,
    /// By when.
    Target,
    /// The tiles of a board.
    Tiles,
    /// What was counted with one key.
    Count(Count),
    /// What the clock of a session measured.
    Clock,
    /// The help that a step took.
    Step,
    /// A rating.
    Rating,
    /// Why nothing was counted.
    Missed,
    /// Whether a session is over.
    Done,
    /// How the child slept, when it was hard, what went well, what comes.
    CheckIn,
    /// What is nearby.
    Nearby,
    /// The list that a card is in.
    List,
}

impl Field {
    /// Whether it is kept in one cell of its own, or each of its cells says something else.
    pub fn is_one_cell(self) -> bool {
        !matches!(
            self,
            Self::Channel
                | Self::Measure
                | Self::Area
                | Self::Criterion
                | Self::Clock
                | Self::Tiles
                | Self::CheckIn
        )
    }

    /// The field that is kept under this name. What is kept beside what people know has none, as names have that only a
    /// newer app knows.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "struck" => Self::Struck,
            "title" => Self::Title,
            "at" => Self::At,
            "setting" | "settings" => Self::Setting,
            "minutes" => Self::Minutes,
            "helped" => Self::Helped,
            "before" => Self::Before,
            "after" => Self::After,
            "note" => Self::Note,
            "text" => Self::Text,
            "how" => Self::Steps,
            "materials" => Self::Materials,
            "watch" => Self::Watch,
            "routine" => Self::Routine,
            "times" => Self::Times,
            "channel" | "effect" => Self::Channel,
            "supervise" => Self::Supervise,
            "needs_ot" => Self::NeedsOt,
            "assistive" => Self::Assistive,
            "goal" => Self::Goal,
            "measure" | "ladder" => Self::Measure,
            "who" => Self::Who,
            "contact" => Self::Contact,
            "area" | "lane" => Self::Area,
            "condition" | "behaviour" | "level" | "prompts" | "percent" => Self::Criterion,
            "baseline" => Self::Baseline,
            "target" => Self::Target,
            "seconds" | "since" => Self::Clock,
            "rating" => Self::Rating,
            "missed" => Self::Missed,
            "done" => Self::Done,
            "sleep" | "tough" | "wins" | "coming" => Self::CheckIn,
            "nearby" => Self::Nearby,
            "list" => Self::List,
            name if name.starts_with("tile") || name == "schedule" => Self::Tiles,
            name if name.starts_with("step") => Self::Step,
            name => Self::Count(Count::ALL.into_iter().find(|count| count.field() == name)?),
        })
    }
}
