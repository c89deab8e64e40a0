//! What today's version stored and packed, opened by whatever version this is: field by field as it was written.
//!
//! `tests/golden` holds one made-up device twice: right after founding (`founded-1.db`) and after a few entries of every
//! kind (`device-1.db`), the same sealed (`device-2.db`) and locked (`locked-2.db`), what it packed then, and what it printed then. The number is the version of the store's layout
//! and of the file. These files are never renewed: a version that cannot read them must not be shipped, and a newer
//! form gets files of its own beside them.

use std::fs;
use std::path::{Path, PathBuf};

use carryover_tests::processes::{Device, Folder};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name)
}

fn printed(name: &str) -> String {
    fs::read_to_string(golden(name)).expect("what was printed").trim_end().to_owned()
}

/// A device whose store is a copy of a golden one.
pub(crate) fn device(name: &str) -> Device {
    let device = Device::new();
    fs::create_dir_all(device.store()).expect("a folder");
    fs::copy(golden(name), device.store().join("device.db")).expect("a store");
    device
}

/// Everything it prints is as it was printed then.
fn check(device: &Device) {
    check_with(device, &[]);
}

/// The same, with what opens its lock.
fn check_with(device: &Device, open: &[&str]) {
    let says = |words: &[&str]| device.does(&[open, words].concat());
    assert_eq!(says(&["list", "--json"]), printed("entries-1.jsonl"));
    assert_eq!(sorted(&says(&["plan", "list"])), sorted(&printed("plan-1.txt")));
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn a_store_of_version_1_opens_and_every_field_is_as_it_was() {
    let device = device("device-1.db");
    check(&device);
    // And it can be written to.
    device.does(&["note", "--setting", "home", "One more."]);
    assert_eq!(device.list().len(), printed("entries-1.jsonl").lines().count() + 1);
}

#[test]
fn a_store_of_version_2_opens_and_so_does_a_locked_one_with_its_passphrase() {
    check(&device("device-2.db"));
    let locked = device("locked-2.db");
    let folder = Folder::new();
    let passphrase = folder.path().join("passphrase");
    fs::write(&passphrase, "violet boat seven candles").expect("a file");
    assert!(locked.fails(&["list"]).contains("locked"));
    check_with(&locked, &["--passphrase-file", passphrase.to_str().expect("a path")]);
}

#[test]
fn a_parcel_of_version_1_brings_every_field_as_it_was() {
    let device = device("founded-1.db");
    assert!(device.list().is_empty());
    let parcel = golden("parcel-1.carryover");
    let parcel = parcel.to_str().expect("a path");
    let said = device.json(&["unpack", parcel, "--json"]);
    assert_eq!((&said["set_aside"], &said["not_for_here"]), (&0.into(), &0.into()), "{said}");
    check(&device);
    assert_eq!(device.json(&["unpack", parcel, "--json"])["new"], 0);
}
