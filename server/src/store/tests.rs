//! SQLite keeps what every relay store promises, and what only a file can show.

use std::path::PathBuf;

use shared::sync::relay::storage::{Store as Promises, StoreFault, conformance};
use shared::sync::relay::{Answer, Query, Write};

use super::*;

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let unique = (std::process::id(), thread::current().id());
        let folder = Self(std::env::temp_dir().join(format!("carryover-store-{unique:?}")));
        std::fs::create_dir_all(&folder.0).expect("a temporary folder");
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The SQL, one order after the other and without threads.
struct OneByOne {
    writer: Connection,
    reader: Connection,
}

impl OneByOne {
    fn open(folder: &Folder) -> Self {
        let writer = database::open_for_writing(&folder.0).expect("a writable folder");
        let reader = database::open_for_reading(&folder.0).expect("a database");
        Self { writer, reader }
    }
}

impl Promises for OneByOne {
    fn write(&mut self, writes: &[Write]) -> Result<(), StoreFault> {
        let transaction = self.writer.transaction().map_err(|_| StoreFault::Failed)?;
        let done = writes.iter().try_for_each(|write| write::apply(&transaction, write));
        done.map_err(|why| StoreFault::from(&why))?;
        transaction.commit().map_err(|_| StoreFault::Failed)
    }

    fn read(&mut self, query: &Query) -> Result<Answer, StoreFault> {
        read::answer(&self.reader, query).map_err(|_| StoreFault::Failed)
    }
}

#[test]
fn sqlite_keeps_what_a_store_promises() {
    let folder = Folder::new();
    let mut store = OneByOne::open(&folder);
    for step in conformance::steps() {
        conformance::check(&mut store, &step);
    }
}

#[test]
fn everything_is_there_after_opening_again() {
    let folder = Folder::new();
    let steps = conformance::steps();
    let mut store = OneByOne::open(&folder);
    for step in &steps {
        assert_eq!(store.write(&step.writes), step.outcome, "{}", step.shows);
    }
    drop(store);
    let mut again = OneByOne::open(&folder);
    for (query, answer) in &steps.last().expect("steps").asks {
        assert_eq!(again.read(query).as_ref(), Ok(answer));
    }
}

#[test]
fn a_second_process_is_refused_until_the_first_is_gone() {
    let folder = Folder::new();
    let first = Store::open(&folder.0).expect("a writable folder");
    assert!(matches!(Store::open(&folder.0), Err(OpenFailure::InUse { .. })));
    drop(first);
    assert!(Store::open(&folder.0).is_ok());
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let folder = Folder::new();
    let file = folder.0.join("a file");
    std::fs::write(&file, "x").expect("a writable folder");
    assert!(matches!(Store::open(&file.join("data")), Err(OpenFailure::Folder { .. })));
}

#[test]
fn of_orders_that_were_given_together_only_the_wrong_one_fails() {
    let folder = Folder::new();
    let store = Store::open(&folder.0).expect("a writable folder");
    let (sender, mut inputs) = tokio::sync::mpsc::unbounded_channel();
    let mut orders = conformance::steps().into_iter().filter(|step| !step.writes.is_empty());
    let at_work = store.start(sender).expect("threads");
    let mut failing = Vec::new();
    for (number, step) in (0..).map(Ticket).zip(orders.by_ref()) {
        if step.outcome.is_err() {
            failing.push(number);
        }
        at_work.store(number, step.writes);
    }
    at_work.finish();
    let (mut stored, mut failed) = (Vec::new(), Vec::new());
    while let Ok(input) = inputs.try_recv() {
        match input {
            Input::Stored { tickets } => stored.extend(tickets),
            Input::StoreFailed { ticket } => failed.push(ticket),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(failed, failing);
    assert!(stored.is_sorted() && !stored.is_empty());
    assert!(!folder.0.join("relay.sqlite3-wal").exists(), "a finished store is one file");
}
