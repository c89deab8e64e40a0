//! A thing that is done with the child (C35, C47): a home activity, an item of the sensory plan, a program that an aide
//! carries out. FHIR: an activity of the CarePlan.
//!
//! They are one kind, because the parent's wall push-ups and the aide's name-writing program are stopped, counted,
//! trained and read about alike; a program is one that says which data to take and who carries it out.

use super::field::Draft;
use super::measure::{Ladder, Measure};
use super::plan::Version;
use super::word_list::words;
use super::{Channel, Record, Routine, Row, Setting};
use crate::id::{MemberId, RecordId};
use crate::time::Day;

words!(
    /// What a sensory item is for (C35).
    Effect, "effect" {
        /// It calms.
        Calming = "calming",
        /// It wakes up.
        Alerting = "alerting",
        /// It puts in order.
        Organising = "organising",
    }
);

/// An activity, a strategy or a program in force: a small thing, tied to a routine.
#[derive(Debug, Clone, PartialEq)]
pub struct Strategy {
    /// Its place among its versions.
    pub version: Version,
    /// What it is called.
    pub title: String,
    /// The card of the activity library it comes from.
    pub library: Option<String>,
    /// Where it is done.
    pub setting: Setting,
    /// The routine it is tied to (C36).
    pub routine: Routine,
    /// How long, in minutes; small by design, 2 to 5 (C37).
    pub minutes: Option<u16>,
    /// How often a week, 1 to 70; 7 is daily.
    pub times_a_week: Option<u16>,
    /// The sensory channel it works through.
    pub channel: Option<Channel>,
    /// What it does.
    pub effect: Option<Effect>,
    /// Whether an adult stays beside the child (C43).
    pub supervise: bool,
    /// Whether it needs the guidance of an OT: nobody does it before a clinician activated this version (C42).
    pub needs_ot: bool,
    /// Whether it is assistive technology (C50): where it is, how it is set up, who was taught it.
    pub assistive: bool,
    /// How to do it, in plain words: the steps, a line each.
    pub how: String,
    /// What is needed for it.
    pub materials: String,
    /// What to look for (C31).
    pub watch: String,
    /// The goal it is for: its first version's id.
    pub goal: Option<RecordId>,
    /// The data to take.
    pub measure: Option<Measure>,
    /// The prompt levels of this program, in its own order.
    pub ladder: Ladder,
    /// Who carries it out; empty is whoever is with the child in that setting.
    pub who: Vec<MemberId>,
    /// When a clinician talks about it next with those who carry it out (C49).
    pub contact: Option<Day>,
}

impl Strategy {
    /// One that says nothing yet but what it is called and where it is done.
    pub fn new(title: impl Into<String>, setting: Setting) -> Self {
        Self {
            version: Version::default(),
            title: title.into(),
            library: None,
            setting,
            routine: Routine::Any,
            minutes: None,
            times_a_week: None,
            channel: None,
            effect: None,
            supervise: false,
            needs_ot: false,
            assistive: false,
            how: String::new(),
            materials: String::new(),
            watch: String::new(),
            goal: None,
            measure: None,
            ladder: Ladder::default(),
            who: Vec::new(),
            contact: None,
        }
    }

    /// The steps, a line each.
    pub fn steps(&self) -> impl Iterator<Item = &str> {
        self.how.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

impl Record for Strategy {
    const KIND: &'static str = "strategy";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self {
            version: Version::read(row),
            title: row.word("title").unwrap_or_default().to_owned(),
            library: row.word("library").map(str::to_owned),
            setting: row.code("setting").unwrap_or(Setting::Home),
            routine: row.code("routine").unwrap_or(Routine::Any),
            minutes: row.number("minutes"),
            times_a_week: row.number("times"),
            channel: row.code("channel"),
            effect: row.code("effect"),
            supervise: row.flag("supervise"),
            needs_ot: row.flag("needs_ot"),
            assistive: row.flag("assistive"),
            how: row.prose("how").to_owned(),
            materials: row.word("materials").unwrap_or_default().to_owned(),
            watch: row.word("watch").unwrap_or_default().to_owned(),
            goal: row.code("goal"),
            measure: row.code("measure"),
            ladder: row.word("ladder").map(Ladder::read).unwrap_or_default(),
            who: row.codes("who"),
            contact: row.code("contact"),
        })
    }

    fn draft(&self) -> Draft {
        let ladder = (self.ladder != Ladder::default()).then(|| self.ladder.word());
        let draft = Draft::default()
            .word("title", &self.title)
            .word_if("library", self.library.as_ref())
            .word("setting", self.setting.code())
            .word("routine", self.routine.code())
            .number_if("minutes", self.minutes)
            .number_if("times", self.times_a_week)
            .word_if("channel", self.channel)
            .word_if("effect", self.effect)
            .flag_if("supervise", self.supervise)
            .flag_if("needs_ot", self.needs_ot)
            .flag_if("assistive", self.assistive)
            .prose("how", &self.how)
            .text_if("materials", &self.materials)
            .text_if("watch", &self.watch)
            .word_if("goal", self.goal)
            .word_if("measure", self.measure)
            .word_if("ladder", ladder)
            .list_if("who", &self.who)
            .word_if("contact", self.contact);
        self.version.write(draft)
    }
}
