//! The relay's store in SQLite: one file, one thread that writes, a few that read. The only place that knows SQL.
//!
//! Where to start: `schema/1.sql`, then `writer`, which turns many appends into one fsync. `backup`, `restore` and `check`
//! look after what is kept.

mod backup;
mod check;
mod copy;
mod database;
mod failure;
mod identity;
mod read;
mod reader;
mod restore;
mod schema;
mod write;
mod writer;

use std::fs::File;
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::{io, thread};

use rusqlite::Connection;
use shared::sync::relay::{Input, Query, Ticket, Write};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;

pub use backup::BackupFailure;
pub use check::{BadEnvelope, BadKeys, BadLog, BadOperation, Findings, Problem, TeamPlace};
pub use failure::OpenFailure;
pub use restore::{RestoreFailure, Restored};

pub(crate) use backup::backup;
pub(crate) use identity::Identity;
pub(crate) use restore::restore;

use reader::Question;
use writer::Job;

const READERS: usize = 2;

/// An opened data folder, which no other process can open meanwhile.
#[derive(Debug)]
pub struct Store {
    lock: File,
    identity: Identity,
    writer: Connection,
    readers: Vec<Connection>,
}

/// A store at work: takes orders, answers with inputs.
#[derive(Debug)]
pub(crate) struct StoreAtWork {
    jobs: Sender<Job>,
    questions: Sender<Question>,
    readers: Vec<JoinHandle<()>>,
    writer: JoinHandle<()>,
    lock: File,
}

/// Where the answers go.
#[derive(Debug, Clone)]
struct Answers(UnboundedSender<Input>);

impl Answers {
    fn tell(&self, input: Input) {
        // The relay is gone only when the process is about to end.
        let _ = self.0.send(input);
    }
}

impl Store {
    /// Opens a data folder, and makes it if it is not there.
    pub fn open(folder: &Path) -> Result<Self, OpenFailure> {
        let lock = database::lock(folder)?;
        let writer = database::open_for_writing(folder)?;
        let readers = (0..READERS).map(|_| database::open_for_reading(folder)).collect::<Result<_, _>>()?;
        let identity = identity::identity(&writer)?;
        Ok(Self { lock, identity, writer, readers })
    }

    /// Who this relay is to its devices.
    pub(crate) fn identity(&self) -> Identity {
        self.identity
    }

    /// Starts the threads. The answers are as many as the orders, so their queue is as bounded as those.
    pub(crate) fn start(self, answers: UnboundedSender<Input>) -> io::Result<StoreAtWork> {
        let answers = Answers(answers);
        let (jobs, to_write) = channel();
        let (questions, to_read) = channel();
        let to_read = Arc::new(Mutex::new(to_read));
        let mut readers = Vec::new();
        for connection in self.readers {
            let (answers, to_read) = (answers.clone(), to_read.clone());
            readers.push(spawn("reader", move || reader::run(&connection, &to_read, &answers))?);
        }
        let writer = self.writer;
        let writer = spawn("writer", move || writer::run(writer, &to_write, &answers))?;
        Ok(StoreAtWork { jobs, questions, readers, writer, lock: self.lock })
    }
}

/// Reads all of a data folder or of a backup through; a relay may run on it.
pub(crate) fn check_at(place: &Path, report: &mut dyn FnMut(&Problem)) -> Result<Findings, OpenFailure> {
    let folder = place.is_dir().then(|| database::path(place));
    let connection = database::open_to_look(folder.as_deref().unwrap_or(place))?;
    Ok(check::check(&connection, report))
}

impl StoreAtWork {
    pub(crate) fn store(&self, ticket: Ticket, writes: Vec<Write>) {
        self.order(Job::Store { ticket, writes });
    }

    /// What must see every write before it goes the writer's way; the rest does not wait for it.
    pub(crate) fn load(&self, ticket: Ticket, query: Query) {
        match query {
            Query::Held { .. } => self.order(Job::Load { ticket, query }),
            Query::Team { .. }
            | Query::Envelopes { .. }
            | Query::Running { .. }
            | Query::TeamOf { .. }
            | Query::Old { .. }
            | Query::Part { .. } => {
                // The threads end only after this end of the channel is gone.
                let _ = self.questions.send(Question { ticket, query });
            }
        }
    }

    /// Asks whether the database can be written to.
    pub(crate) fn check(&self, asker: oneshot::Sender<bool>) {
        self.order(Job::Check(asker));
    }

    /// Does what was ordered, then lets go of the folder. The writer is the last to close the database: that moves
    /// what is in its log into the one file.
    pub(crate) fn finish(self) {
        drop(self.questions);
        for reader in self.readers {
            // A thread that panicked has said so.
            let _ = reader.join();
        }
        drop(self.jobs);
        let _ = self.writer.join();
        drop(self.lock);
    }

    fn order(&self, job: Job) {
        let _ = self.jobs.send(job);
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    thread::Builder::new().name(format!("store-{name}")).spawn(work)
}

#[cfg(test)]
mod tests;
