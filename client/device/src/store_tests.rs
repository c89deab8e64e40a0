//! The store keeps the promises of a store, over a real file.

use shared::storage::conformance;

use super::*;
use crate::folder::tests::Temporary;

fn open(folder: &Temporary) -> Result<SqliteStore, Failure> {
    SqliteStore::open(Folder::open_or_make(folder.path())?)
}

fn put(key: &[u8], value: &[u8]) -> Batch {
    vec![Write::Put(Table::Keys, key.to_vec(), value.to_vec())]
}

#[test]
fn a_file_keeps_the_promises_of_a_store() {
    let folder = Temporary::new();
    let mut store = open(&folder).expect("a store");
    for step in conformance::steps() {
        conformance::check(&step, store.apply(&step.batch), &store.read(&step.reads).expect("rows"));
    }
}

#[test]
fn what_was_stored_is_there_after_a_restart() {
    let folder = Temporary::new();
    open(&folder).expect("a store").apply(&put(b"a", b"b")).expect("stored");
    let rows =
        open(&folder).expect("again").read(&[Read { table: Table::Keys, prefix: vec![] }]).expect("rows");
    assert_eq!(rows, [StoredRow { table: Table::Keys, key: b"a".to_vec(), value: b"b".to_vec() }]);
}

#[test]
fn a_newer_store_and_a_foreign_file_are_left_alone() {
    let folder = Temporary::new();
    drop(open(&folder).expect("a store"));
    let path = folder.path().join("device.db");
    Connection::open(&path).expect("a file").pragma_update(None, "user_version", 1_000).expect("set");
    assert!(matches!(open(&folder), Err(Failure::NewerStore(_))));

    let folder = Temporary::new();
    std::fs::create_dir(folder.path()).expect("a folder");
    let path = folder.path().join("device.db");
    Connection::open(&path).expect("a file").execute_batch("CREATE TABLE other (a)").expect("made");
    assert!(matches!(open(&folder), Err(Failure::NotAStore(_))));

    std::fs::write(&path, "These are not the bytes of a database, and there are more than sixteen.")
        .expect("written");
    assert!(matches!(open(&folder), Err(Failure::Database { .. })));
    assert!(std::fs::read(&path).expect("there").starts_with(b"These"), "nothing was changed");
}

#[test]
fn a_key_behind_a_prefix_is_found_also_after_255() {
    assert_eq!(after_prefix(&[1, 0xff]), Some(vec![2]));
    assert_eq!(after_prefix(&[1, 2]), Some(vec![1, 3]));
    assert_eq!(after_prefix(&[0xff, 0xff]), None);
    assert_eq!(after_prefix(&[]), None);
}
