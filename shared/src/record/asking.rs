//! Asking the team (C10), concerns to the OT (C46, C54) and the list for the next visit (C61). FHIR: Communication.

use super::field::Draft;
use super::word_list::words;
use super::{Record, Role, Row};
use crate::id::RecordId;
use crate::sorted::{Map, sort_by_key};

words!(
    /// What kind of thing is asked.
    Ask, "kind of question" {
        /// For whoever knows.
        Question = "question",
        /// Something worries: for the OT to look at (C46, C54).
        Concern = "concern",
        /// For the next visit (C61).
        Visit = "visit",
        /// To look at a goal again, or at the order of the goals (C28).
        Review = "review",
    }
);

/// One thing asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Which kind.
    pub ask: Ask,
    /// For whom; none is the whole team.
    pub to: Option<Role>,
    /// The record it is about: a stop, a goal, a program.
    pub about: Option<RecordId>,
    /// What that is called, so that the question reads alone.
    pub title: String,
    /// What is asked.
    pub text: String,
}

/// An answer; a question may have several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What is answered.
    pub question: RecordId,
    /// Whether this settles it.
    pub settled: bool,
    /// The answer.
    pub text: String,
}

/// The answers to each question, oldest first; struck ones are left out.
pub fn answers<'a>(rows: impl Iterator<Item = &'a Row>) -> Map<RecordId, Vec<(RecordId, Answer)>> {
    let mut answers: Map<RecordId, Vec<(RecordId, Answer)>> = Map::new();
    for row in rows.filter(|row| row.struck().is_none()) {
        if let Some(answer) = Answer::read(row) {
            answers.entry(answer.question).or_default().push((row.id, answer));
        }
    }
    answers.values_mut().for_each(|answers| sort_by_key(answers, |(id, _)| *id));
    answers
}

impl Record for Question {
    const KIND: &'static str = "question";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self {
            ask: row.code("ask").unwrap_or(Ask::Question),
            to: row.code("to"),
            about: row.code("about"),
            title: row.word("title").unwrap_or_default().to_owned(),
            text: row.prose("note").to_owned(),
        })
    }

    fn draft(&self) -> Draft {
        Draft::default()
            .word("ask", self.ask.code())
            .word_if("to", self.to)
            .word_if("about", self.about)
            .text_if("title", &self.title)
            .prose("note", &self.text)
    }
}

impl Record for Answer {
    const KIND: &'static str = "answer";

    fn read(row: &Row) -> Option<Self> {
        let question = (row.kind == Self::KIND).then(|| row.code("question")).flatten()?;
        Some(Self { question, settled: row.flag("settled"), text: row.prose("note").to_owned() })
    }

    fn draft(&self) -> Draft {
        Draft::default()
            .word("question", self.question.to_string())
            .flag_if("settled", self.settled)
            .prose("note", &self.text)
    }
}
