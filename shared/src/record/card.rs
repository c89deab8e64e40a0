//! A team's own cards for the activity library (C51), and what has to be nearby for a card (C52). FHIR: an
//! ActivityDefinition.

use super::field::Draft;
use super::plan::Version;
use super::word_list::words;
use super::{Channel, Record, Row};

words!(
    /// The lists of the library (C51).
    List, "list" {
        /// Strengthening.
        Strengthening = "strengthening",
        /// Visual-motor and eye-hand.
        VisualMotor = "visual-motor",
        /// Manipulation and fine-motor.
        FineMotor = "fine-motor",
        /// Posture.
        Posture = "posture",
        /// Sensory.
        Sensory = "sensory",
    }
);

words!(
    /// What can be nearby (C52).
    Near, "thing nearby" {
        /// A free piece of wall.
        Wall = "wall",
        /// A chair that does not slip.
        Chair = "chair",
        /// A table.
        Table = "table",
        /// Free floor to lie or sit on.
        Floor = "floor",
        /// A hallway, or as much free floor.
        Hallway = "hallway",
        /// A playground.
        Playground = "playground",
    }
);

/// A card that a team wrote itself; changed by versions, as all of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnCard {
    /// Its place among its versions.
    pub version: Version,
    /// What it is called.
    pub title: String,
    /// How to do it, in plain words.
    pub how: String,
    /// The list it stands in.
    pub list: List,
    /// All that has to be nearby; empty if it can be done anywhere.
    pub near: Vec<Near>,
    /// The sensory channel it works through.
    pub channel: Option<Channel>,
    /// Minutes offered first.
    pub minutes: Option<u16>,
    /// Whether an adult stays beside the child (C43).
    pub supervise: bool,
    /// Whether what is planned with it needs the guidance of an OT (C42).
    pub needs_ot: bool,
}

impl OwnCard {
    /// One that says nothing yet but what it is called.
    pub fn new(title: impl Into<String>, list: List) -> Self {
        Self {
            version: Version::default(),
            title: title.into(),
            how: String::new(),
            list,
            near: Vec::new(),
            channel: None,
            minutes: None,
            supervise: false,
            needs_ot: false,
        }
    }
}

impl Record for OwnCard {
    const KIND: &'static str = "card";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self {
            version: Version::read(row),
            title: row.word("title").unwrap_or_default().to_owned(),
            how: row.prose("how").to_owned(),
            // A list that only a newer app knows: where most things fit.
            list: row.code("list").unwrap_or(List::Sensory),
            near: row.codes("nearby"),
            channel: row.code("channel"),
            minutes: row.number("minutes"),
            supervise: row.flag("supervise"),
            needs_ot: row.flag("needs_ot"),
        })
    }

    fn draft(&self) -> Draft {
        let draft = Draft::default()
            .word("title", &self.title)
            .prose("how", &self.how)
            .word("list", self.list.code())
            .list_if("nearby", &self.near)
            .word_if("channel", self.channel)
            .number_if("minutes", self.minutes)
            .flag_if("supervise", self.supervise)
            .flag_if("needs_ot", self.needs_ot);
        self.version.write(draft)
    }
}
