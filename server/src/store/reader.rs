//! The threads that read, each with its own connection, so that catching up does not wait for writing.

use std::sync::mpsc::Receiver;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;
use shared::sync::relay::{Input, Query, Ticket};

use super::{Answers, read};

/// A question.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) ticket: Ticket,
    pub(super) query: Query,
}

/// Works until nobody can ask any more.
pub(super) fn run(connection: &Connection, questions: &Mutex<Receiver<Question>>, answers: &Answers) {
    while let Some(Question { ticket, query }) = next(questions) {
        answers.tell(match read::answer(connection, &query) {
            Ok(answer) => Input::Loaded { ticket, answer },
            Err(why) => {
                tracing::error!(%why, "the database could not be read");
                Input::LoadFailed { ticket }
            }
        });
    }
}

fn next(questions: &Mutex<Receiver<Question>>) -> Option<Question> {
    questions.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}
