//! The thread that writes: one connection, and one fsync for everything that waits.
//!
//! Whatever is queued goes into one transaction. If any of it fails, nothing of that transaction stays, and each
//! order gets a transaction of its own: so what is wrong fails alone.

use std::sync::mpsc::Receiver;

use rusqlite::{Connection, TransactionBehavior};
use shared::sync::relay::{Answer, Input, Query, Ticket, Write};
use tokio::sync::oneshot;

use super::write::WriteFailure;
use super::{Answers, read, write};

/// The most orders in one transaction.
const TOGETHER: usize = 1_024;

/// What the writer is asked to do, in order.
#[derive(Debug)]
pub(super) enum Job {
    /// Write all of it durably, or nothing.
    Store { ticket: Ticket, writes: Vec<Write> },
    /// Answer a question that must see every write before it.
    Load { ticket: Ticket, query: Query },
    /// Say whether the database can be written to.
    Check(oneshot::Sender<bool>),
}

/// Works until nobody can send any more; what was sent before is done.
pub(super) fn run(mut connection: Connection, jobs: &Receiver<Job>, answers: &Answers) {
    let mut queue = Vec::new();
    while let Ok(job) = jobs.recv() {
        queue.push(job);
        queue.extend(jobs.try_iter().take(TOGETHER - 1));
        let done = commit(&mut connection, &queue);
        report(std::mem::take(&mut queue), done, answers);
    }
}

type Outcome = Result<Option<Answer>, WriteFailure>;

/// What became of each job, in order.
fn commit(connection: &mut Connection, jobs: &[Job]) -> Vec<Outcome> {
    match together(connection, jobs) {
        Ok(answers) => answers.into_iter().map(Ok).collect(),
        Err(why) if jobs.len() == 1 => vec![Err(why)],
        Err(_) => jobs.iter().flat_map(|job| commit(connection, std::slice::from_ref(job))).collect(),
    }
}

fn together(connection: &mut Connection, jobs: &[Job]) -> Result<Vec<Option<Answer>>, WriteFailure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let answers = jobs.iter().map(|job| perform(&transaction, job)).collect::<Result<_, _>>()?;
    transaction.commit()?;
    Ok(answers)
}

fn perform(connection: &Connection, job: &Job) -> Result<Option<Answer>, WriteFailure> {
    match job {
        Job::Store { writes, .. } => {
            writes.iter().try_for_each(|write| write::apply(connection, write))?;
            Ok(None)
        }
        Job::Load { query, .. } => Ok(Some(read::answer(connection, query)?)),
        Job::Check(_) => Ok(None),
    }
}

/// Says what became of the jobs, in order; writes that became durable one after the other in one message.
fn report(jobs: Vec<Job>, outcomes: Vec<Outcome>, answers: &Answers) {
    let mut stored = Vec::new();
    for (job, outcome) in jobs.into_iter().zip(outcomes) {
        if let Err(why) = &outcome {
            tracing::error!(%why, "the database failed");
        }
        match (job, outcome) {
            (Job::Store { ticket, .. }, Ok(_)) => stored.push(ticket),
            (Job::Store { ticket, .. }, Err(_)) => {
                tell_stored(&mut stored, answers);
                answers.tell(Input::StoreFailed { ticket });
            }
            (Job::Load { ticket, .. }, outcome) => {
                tell_stored(&mut stored, answers);
                answers.tell(match outcome {
                    Ok(Some(answer)) => Input::Loaded { ticket, answer },
                    Ok(None) | Err(_) => Input::LoadFailed { ticket },
                });
            }
            (Job::Check(asker), outcome) => {
                // Whoever asked may have gone.
                let _ = asker.send(outcome.is_ok());
            }
        }
    }
    tell_stored(&mut stored, answers);
}

fn tell_stored(stored: &mut Vec<Ticket>, answers: &Answers) {
    if !stored.is_empty() {
        answers.tell(Input::Stored { tickets: std::mem::take(stored) });
    }
}
