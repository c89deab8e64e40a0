//! The conformance suite: a script of batches and reads with the answers every store must give.
//!
//! It is data and not code, so that a store behind callbacks (IndexedDB) runs the same suite as one that blocks.

use super::{Batch, Read, StoreFailure, StoredRow, Table, Write};

/// One step: apply the batch, then read.
#[derive(Debug, Clone)]
pub struct Step {
    /// What the step shows, as a sentence.
    pub shows: &'static str,
    /// The batch to apply.
    pub batch: Batch,
    /// What applying it must answer.
    pub answer: Result<(), StoreFailure>,
    /// What to read after it.
    pub reads: Vec<Read>,
    /// What the reads must return.
    pub rows: Vec<StoredRow>,
}

/// The script, to be run in order on an empty store.
pub fn steps() -> Vec<Step> {
    let put = |key: &[u8], value: &[u8]| Write::Put(Table::Keys, key.to_vec(), value.to_vec());
    let row =
        |key: &[u8], value: &[u8]| StoredRow { table: Table::Keys, key: key.to_vec(), value: value.to_vec() };
    let all = || vec![Read { table: Table::Keys, prefix: vec![] }];
    let absent = |key: &[u8]| Write::Expect(Table::Keys, key.to_vec(), None);
    let long = vec![7; 300_000];
    vec![
        Step {
            shows: "an empty store has no rows",
            batch: vec![],
            answer: Ok(()),
            reads: all(),
            rows: vec![],
        },
        Step {
            shows: "rows come back in key order, bytes compared as unsigned",
            batch: vec![put(&[0xff], b"c"), put(&[0x00], b"a"), put(&[0x7f, 1], b"b")],
            answer: Ok(()),
            reads: all(),
            rows: vec![row(&[0x00], b"a"), row(&[0x7f, 1], b"b"), row(&[0xff], b"c")],
        },
        Step {
            shows: "a put replaces, a delete removes, deleting what is absent is fine",
            batch: vec![
                put(&[0xff], b"C"),
                Write::Delete(Table::Keys, vec![0x00]),
                Write::Delete(Table::Keys, vec![9, 9]),
            ],
            answer: Ok(()),
            reads: all(),
            rows: vec![row(&[0x7f, 1], b"b"), row(&[0xff], b"C")],
        },
        Step {
            shows: "a failed expectation leaves nothing of its batch behind",
            batch: vec![put(&[1], b"x"), absent(&[0xff]), put(&[2], b"y")],
            answer: Err(StoreFailure::Raced),
            reads: all(),
            rows: vec![row(&[0x7f, 1], b"b"), row(&[0xff], b"C")],
        },
        Step {
            shows: "expectations hold against what was stored before the batch",
            batch: vec![
                absent(&[1]),
                Write::Expect(Table::Keys, vec![0xff], Some(b"C".to_vec())),
                put(&[1], b"x"),
            ],
            answer: Ok(()),
            reads: vec![Read { table: Table::Keys, prefix: vec![1] }],
            rows: vec![row(&[1], b"x")],
        },
        Step {
            shows: "a prefix finds keys that begin with it, also after 0xff, and tables are apart",
            batch: vec![
                put(&[0xff, 0xff], b"d"),
                put(&[0xff, 0xff, 0], b"e"),
                Write::Put(Table::Aside, vec![0xff, 0xff], b"other".to_vec()),
            ],
            answer: Ok(()),
            reads: vec![
                Read { table: Table::Keys, prefix: vec![0xff, 0xff] },
                Read { table: Table::Aside, prefix: vec![] },
            ],
            rows: vec![
                row(&[0xff, 0xff], b"d"),
                row(&[0xff, 0xff, 0], b"e"),
                StoredRow { table: Table::Aside, key: vec![0xff, 0xff], value: b"other".to_vec() },
            ],
        },
        Step {
            shows: "empty and long values survive",
            batch: vec![put(&[3], b""), put(&[4], &long)],
            answer: Ok(()),
            reads: vec![
                Read { table: Table::Keys, prefix: vec![3] },
                Read { table: Table::Keys, prefix: vec![4] },
            ],
            rows: vec![row(&[3], b""), row(&[4], &long)],
        },
    ]
}

/// Compares what a store did with what it must do; the panic names the step.
pub fn check(step: &Step, answer: Result<(), StoreFailure>, rows: &[StoredRow]) {
    assert_eq!(answer, step.answer, "{}", step.shows);
    assert_eq!(rows, step.rows, "{}", step.shows);
}
