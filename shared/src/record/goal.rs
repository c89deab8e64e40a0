//! Functional goals (C25–C28) and goal attainment scaling (DOMAIN section 3). FHIR: Goal.

use super::field::{Draft, Value};
use super::measure::Prompt;
use super::plan::Version;
use super::row::join_ids;
use super::word_list::words;
use super::{Record, Row, Setting};
use crate::id::RecordId;
use crate::time::{Day, Moment};

words!(
    /// What a goal is about (C25).
    Area, "focus area" {
        /// Activities of daily living: dressing, washing, eating.
        DailyLiving = "adl",
        /// Staying calm and ready.
        Regulation = "regulation",
        /// Fine-motor skills.
        FineMotor = "fine-motor",
        /// Eye and hand together.
        VisualMotor = "visual-motor",
        /// Handwriting.
        Handwriting = "handwriting",
        /// Play.
        Play = "play",
        /// Feeding.
        Feeding = "feeding",
        /// Classroom routines.
        Classroom = "classroom",
        /// Keeping things and tasks in order.
        Organisation = "organisation",
        /// Anything else; the goal says what.
        Other = "other",
    }
);

words!(
    /// Which of the two lanes a goal stands in (C29).
    Lane, "lane" {
        /// A skill that grows.
        Skill = "skill",
        /// Taking part where life happens.
        Participation = "participation",
    }
);

/// A functional goal: under which condition the child does what, and when it is reached (C26).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Goal {
    /// Its place among its versions.
    pub version: Version,
    /// The whole goal, as a sentence in the words that were on the screen.
    pub title: String,
    /// What it is about.
    pub area: Option<Area>,
    /// Its lane.
    pub lane: Option<Lane>,
    /// When, where, with what: "at circle time".
    pub condition: String,
    /// What the child does: "sits with the group".
    pub behaviour: String,
    /// When it is reached.
    pub criterion: Criterion,
    /// Where it counts; empty is everywhere (C30).
    pub settings: Vec<Setting>,
    /// How it is now, in words.
    pub baseline: String,
    /// The day by which it is meant to be reached, as `2027-06-30`.
    pub target: Option<Day>,
}

/// When a goal is reached; each part may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Criterion {
    /// With at most this much help.
    pub level: Option<Prompt>,
    /// With at most so many prompts.
    pub prompts: Option<u16>,
    /// In so many of 100 opportunities, 1 to 100.
    pub percent: Option<u16>,
    /// So often.
    pub times: Option<u16>,
}

/// The goals that come first this month, in order (C27); each new record replaces the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priorities {
    /// The goals, by their first versions, the first one first.
    pub goals: Vec<RecordId>,
    /// Why.
    pub why: String,
}

/// A scale of five levels for one goal, −2 to +2, 0 being what is expected (Kiresuk and Sherman 1968). Its texts are
/// frozen: a change makes a new scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// The goal: its first version.
    pub goal: RecordId,
    /// What each level means, −2 first.
    pub levels: [String; 5],
    /// How much it weighs, 1 to 10.
    pub weight: u16,
}

/// Where a child stands on a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attained {
    /// The scale.
    pub scale: RecordId,
    /// The level, −2 to 2.
    pub level: i8,
    /// When it was looked at.
    pub at: Moment,
}

const LEVELS: [&str; 5] = ["level_a", "level_b", "level_c", "level_d", "level_e"];

/// Kiresuk and Sherman's constant: how much goals are expected to go together.
const RHO: f64 = 0.3;

/// The T score of several goals, each with its weight and level: 50 is as expected, 10 one standard deviation.
///
/// `T = 50 + 10·Σ(w·x) / √((1−ρ)·Σw² + ρ·(Σw)²)`, ρ = 0.3 (Kiresuk and Sherman 1968). None without a goal.
pub fn t_score(goals: impl Iterator<Item = (u16, i8)>) -> Option<f64> {
    let (mut scored, mut squares, mut weights) = (0.0, 0.0, 0.0);
    for (weight, level) in goals {
        let weight = f64::from(weight.clamp(1, 10));
        scored += weight * f64::from(level.clamp(-2, 2));
        squares += weight * weight;
        weights += weight;
    }
    (weights > 0.0).then(|| 50.0 + 10.0 * scored / ((1.0 - RHO) * squares + RHO * weights * weights).sqrt())
}

impl Record for Goal {
    const KIND: &'static str = "goal";

    fn read(row: &Row) -> Option<Self> {
        let word = |name| row.word(name).unwrap_or_default().to_owned();
        (row.kind == Self::KIND).then(|| Self {
            version: Version::read(row),
            title: word("title"),
            area: row.code("area"),
            lane: row.code("lane"),
            condition: word("condition"),
            behaviour: word("behaviour"),
            criterion: Criterion {
                level: row.code("level"),
                prompts: row.number("prompts"),
                percent: row.number("percent").filter(|percent| (1..=100).contains(percent)),
                times: row.number("times"),
            },
            settings: row.codes("settings"),
            baseline: word("baseline"),
            target: row.code("target"),
        })
    }

    fn draft(&self) -> Draft {
        let draft = Draft::default()
            .word("title", &self.title)
            .word_if("area", self.area)
            .word_if("lane", self.lane)
            .text_if("condition", &self.condition)
            .text_if("behaviour", &self.behaviour)
            .word_if("level", self.criterion.level)
            .number_if("prompts", self.criterion.prompts)
            .number_if("percent", self.criterion.percent)
            .number_if("times", self.criterion.times)
            .list_if("settings", &self.settings)
            .text_if("baseline", &self.baseline)
            .word_if("target", self.target);
        self.version.write(draft)
    }
}

impl Record for Priorities {
    const KIND: &'static str = "priorities";

    fn read(row: &Row) -> Option<Self> {
        let why = || row.word("why").unwrap_or_default().to_owned();
        (row.kind == Self::KIND).then(|| Self { goals: row.ids("goals"), why: why() })
    }

    fn draft(&self) -> Draft {
        Draft::default().word("goals", join_ids(&self.goals)).word("why", &self.why)
    }
}

impl Record for Scale {
    const KIND: &'static str = "scale";

    fn read(row: &Row) -> Option<Self> {
        let goal = (row.kind == Self::KIND).then(|| row.code("goal")).flatten()?;
        let levels = LEVELS.map(|field| row.word(field).unwrap_or_default().to_owned());
        Some(Self { goal, levels, weight: row.number("weight").unwrap_or(1).clamp(1, 10) })
    }

    fn draft(&self) -> Draft {
        let draft =
            Draft::default().word("goal", self.goal.to_string()).number_if("weight", Some(self.weight));
        LEVELS.iter().zip(&self.levels).fold(draft, |draft, (field, text)| draft.word(field, text))
    }
}

impl Record for Attained {
    const KIND: &'static str = "attained";

    fn read(row: &Row) -> Option<Self> {
        let scale = (row.kind == Self::KIND).then(|| row.code("scale")).flatten()?;
        let level = row.number("level").filter(|level| (-2..=2).contains(level))?;
        Some(Self { scale, level, at: row.at() })
    }

    fn draft(&self) -> Draft {
        let mut draft = Draft::default().word("scale", self.scale.to_string()).at(self.at);
        draft.0.push(super::NewField { name: "level", value: Value::Number(self.level.into()) });
        draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of DOMAIN section 3, and one with weights computed by hand.
    #[test]
    fn the_t_score_has_its_check_values() {
        for (goals, expected) in [
            (&[(1, 0)][..], 50.0),
            (&[(1, 1)], 60.0),
            (&[(1, -2)], 30.0),
            (&[(1, 1), (1, 1)], 62.40),
            (&[(1, 1), (1, 1), (1, 1)], 63.69),
            // Σwx = 2·1 + 1·(−1) = 1; 0.7·5 + 0.3·9 = 6.2; 10 / √6.2 = 4.016
            (&[(2, 1), (1, -1)], 54.02),
        ] {
            let score = t_score(goals.iter().copied()).unwrap();
            assert!((score - expected).abs() < 0.005, "{goals:?}: {score}");
        }
        assert_eq!(t_score(std::iter::empty()), None);
    }
}
