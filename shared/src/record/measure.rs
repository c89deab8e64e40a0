//! What data is taken and with which words (C34, DOMAIN section 3): kinds of measures, the prompt ladder, why a try was missed.

use super::word_list::{UnknownWord, words};

words!(
    /// How something is measured. FHIR: the kind of an Observation's value.
    Measure, "measure" {
        /// Opportunities, each with the help it took or simply done or not: a share of all.
        Trials = "trials",
        /// How often it happened; with the time watched, a rate.
        Frequency = "frequency",
        /// How long it lasted, all episodes together.
        Duration = "duration",
        /// How long it took to begin after being asked.
        Latency = "latency",
        /// Intervals in which it happened at any moment.
        PartialInterval = "partial-interval",
        /// Intervals in which it went on from beginning to end.
        WholeInterval = "whole-interval",
        /// Moments at which it was going on.
        MomentarySample = "momentary-sample",
        /// The steps of a task, each with the help it took.
        TaskAnalysis = "task-analysis",
        /// A number on a scale that the program explains.
        Rating = "rating",
        /// What is left to be counted afterwards: letters written, pieces cut out.
        Product = "permanent-product",
    }
);

words!(
    /// How much help it took. Sources disagree on the order, so each program has its own [`Ladder`], and what is
    /// stored is the level and never its number.
    Prompt, "prompt level" {
        /// Without help.
        Independent = "independent",
        /// A picture, an object or a sign is shown.
        Visual = "visual",
        /// Words.
        Verbal = "verbal",
        /// Pointing, nodding.
        Gestural = "gestural",
        /// Somebody shows how.
        Modelling = "modelling",
        /// A light touch or a part of the way by hand.
        PartialPhysical = "partial-physical",
        /// Hand over hand, all the way.
        FullPhysical = "full-physical",
    }
);

words!(
    /// Why an item was not tried.
    MissedReason, "reason" {
        /// The child was not there.
        Absent = "absent",
        /// The child said no; that is data, too.
        Refused = "refused",
        /// There was no time.
        NoTime = "no-time",
        /// School or clinic was closed.
        Closed = "closed",
        /// Anything else.
        Other = "other",
    }
);

/// The prompt levels of one program in its own order, the least help first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder(Vec<Prompt>);

impl Ladder {
    /// These levels, each once, in this order; an empty list is the usual order.
    pub fn new(levels: &[Prompt]) -> Self {
        let mut ladder: Vec<Prompt> = Vec::new();
        for level in levels {
            if !ladder.contains(level) {
                ladder.push(*level);
            }
        }
        if ladder.is_empty() { Self::default() } else { Self(ladder) }
    }

    /// The levels, the least help first.
    pub fn levels(&self) -> &[Prompt] {
        &self.0
    }

    /// Whether `level` is at most as much help as `most`; a level that is not on this ladder is not.
    pub fn is_within(&self, level: Prompt, most: Prompt) -> bool {
        let place = |wanted| self.0.iter().position(|level| *level == wanted);
        matches!((place(level), place(most)), (Some(level), Some(most)) if level <= most)
    }

    /// The ladder as it is kept: codes in order, separated by spaces. Levels of a newer app are passed over.
    pub(super) fn read(word: &str) -> Self {
        let levels: Vec<Prompt> = word.split(' ').filter_map(|code| code.parse().ok()).collect();
        Self::new(&levels)
    }

    pub(super) fn word(&self) -> String {
        self.0.iter().map(|level| level.code()).collect::<Vec<_>>().join(" ")
    }
}

/// The order in which most sources list them.
impl Default for Ladder {
    fn default() -> Self {
        Self(Prompt::ALL.to_vec())
    }
}

/// Reads a ladder as typed, its levels separated by spaces or commas.
impl core::str::FromStr for Ladder {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let words = text.split([' ', ',']).filter(|word| !word.is_empty());
        let levels: Vec<Prompt> = words.map(str::parse).collect::<Result<_, _>>()?;
        Ok(Self::new(&levels))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_judged_by_the_programs_own_order() {
        let usual = Ladder::default();
        assert!(usual.is_within(Prompt::Visual, Prompt::Verbal));
        let own: Ladder = "independent, verbal, visual".parse().unwrap();
        assert!(!own.is_within(Prompt::Visual, Prompt::Verbal), "here a picture is more help than a word");
        assert!(!own.is_within(Prompt::FullPhysical, Prompt::FullPhysical), "not on this ladder");
        assert_eq!(Ladder::read(&own.word()), own);
    }

    #[test]
    fn a_ladder_is_never_empty_and_has_each_level_once() {
        assert_eq!(Ladder::new(&[]).levels(), Prompt::ALL);
        assert_eq!(Ladder::read("of-tomorrow"), Ladder::default());
        assert_eq!(Ladder::read("verbal verbal visual").levels(), [Prompt::Verbal, Prompt::Visual]);
        assert!("good".parse::<Ladder>().is_err());
    }
}
