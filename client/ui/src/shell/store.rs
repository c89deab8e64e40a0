//! The store of this device in IndexedDB: performs writes and reads strictly one after the other, and answers each.
//!
//! [`database`] opens, reopens and closes; [`transaction`] is what happens inside one transaction.

mod database;
mod transaction;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Function, Promise};
use shared::storage::{Batch, Read};
use shared::sync::device::Input;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

pub(super) use database::Database;

use super::run::Tell;

/// The store, a queue in front of the database. Dropping it lets the transaction at work finish, forgets what
/// was not begun (nobody was told that it is stored) and closes the database.
pub(super) struct Store {
    queue: Rc<Queue>,
}

/// One order of the app.
pub(super) enum Job {
    /// Write a batch.
    Write {
        /// Names it in the answer.
        ticket: u64,
        /// What to write.
        batch: Batch,
    },
    /// Read rows.
    Read {
        /// Names it in the answer.
        ticket: u64,
        /// What to read.
        reads: Vec<Read>,
    },
    /// Say that all before it is done.
    Finish {
        /// Called then.
        done: Function,
    },
}

struct Queue {
    jobs: RefCell<VecDeque<Job>>,
    is_at_work: Cell<bool>,
    database: Database,
    tell: Tell,
}

impl Store {
    /// The store called `name`; it is opened when it is first needed.
    pub(super) fn new(name: &str, tell: Tell) -> Self {
        let database = Database::new(name);
        let queue = Queue { jobs: RefCell::default(), is_at_work: Cell::new(false), database, tell };
        Self { queue: Rc::new(queue) }
    }

    /// Whether nothing is ordered.
    pub(super) fn is_idle(&self) -> bool {
        !self.queue.is_at_work.get()
    }

    /// Waits until all that was ordered before is done.
    pub(super) async fn finish(&self) {
        let _ = Promise::new(&mut |done, _| self.order(Job::Finish { done })).await;
    }

    /// Puts a job in line.
    pub(super) fn order(&self, job: Job) {
        self.queue.jobs.borrow_mut().push_back(job);
        if !self.queue.is_at_work.replace(true) {
            spawn_local(Rc::clone(&self.queue).work());
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.queue.jobs.borrow_mut().clear();
        self.queue.database.leave();
    }
}

impl Queue {
    async fn work(self: Rc<Self>) {
        while let Some(job) = self.next() {
            if let Some(answer) = self.perform(job).await {
                self.tell.tell(answer);
            }
        }
        self.is_at_work.set(false);
    }

    fn next(&self) -> Option<Job> {
        self.jobs.borrow_mut().pop_front()
    }

    async fn perform(&self, job: Job) -> Option<Input> {
        Some(match job {
            Job::Write { ticket, batch } => match self.database.write(&batch).await {
                Ok(()) => Input::Stored { ticket },
                Err(why) => Input::StoreFailed { ticket, why },
            },
            Job::Read { ticket, reads } => match self.database.read(&reads).await {
                Ok(rows) => Input::Loaded { ticket, rows },
                Err(why) => Input::LoadFailed { ticket, why },
            },
            Job::Finish { done } => {
                let _ = done.call0(&JsValue::NULL);
                return None;
            }
        })
    }
}
