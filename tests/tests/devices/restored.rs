//! A relay that was set back to an earlier day: devices notice by their cursors, and give it what it lacks.

use std::fs;
use std::path::PathBuf;

use carryover_tests::processes::{Device, Relay};
use rusqlite::Connection;

use crate::people::{CLINICIAN, invited, log, parent};

#[test]
fn a_relay_restored_from_an_older_backup_is_refilled_by_its_devices() {
    let next_day = |relay: &mut Relay, parent: &Device| {
        let said = parent.fails(&["invite", "--role", "clinician"]);
        assert!(said.contains("restored from a backup today"), "{said}");
        let_a_day_pass(relay);
    };
    set_back(|relay| relay.backup("older"), |relay, older| relay.restore(&older), next_day);
}

#[test]
fn nobody_can_put_another_branch_there_in_the_day_after_a_restore() {
    let mut relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    let link = parent.does(&["invite", "--role", "aide"]);
    clinician.syncs();
    let older = relay.backup("older");
    let teacher = invited(&parent, "teacher", "Tova");
    log(&teacher, "school", "Hallway walk", "After.");
    teacher.syncs();

    relay.kill();
    relay.restore(&older);
    relay.start_again();
    // The clinician knows nothing of the teacher, and would continue the roster in another way.
    let said = clinician.fails(&["invite", "--role", "aide"]);
    assert!(said.contains("who is in the team can be changed tomorrow"), "{said}");
    let late = Device::new();
    let said = late.fails(&["join", &link, "--me", "Ada"]);
    assert!(said.contains("works again tomorrow"), "{said}");
    log(&clinician, "clinic", "Swing", "Entries are shared as always.");
    clinician.syncs();

    teacher.syncs();
    for device in [&clinician, &parent, &teacher] {
        device.syncs();
    }
    assert_eq!(parent.list().len(), 2);
    assert_eq!(clinician.list(), parent.list());
    assert!(relay.check().contains("operations 9"), "three invites, two of them used, and private keys");

    let_a_day_pass(&mut relay);
    late.does(&["join", &link, "--me", "Ada"]);
    invited(&clinician, "aide", "Max");
    for device in [&clinician, &parent, &teacher] {
        device.syncs();
    }
    assert!(relay.check().contains("operations 14"));
    for device in [&clinician, &parent, &teacher] {
        assert_eq!(device.syncs(), (0, 0), "silence");
    }
}

/// Moves the time of the restore back by a day, which is the same and quicker.
fn let_a_day_pass(relay: &mut Relay) {
    relay.kill();
    let database = Connection::open(relay.data().join("relay.sqlite3")).expect("a database");
    let sql = "UPDATE relay SET restored_ms = restored_ms - 86400000";
    assert_eq!(database.execute(sql, []).expect("sound SQL"), 1);
    drop(database);
    relay.start_again();
}

#[test]
fn a_relay_whose_older_files_were_copied_back_by_hand_is_refilled_by_its_devices() {
    let copy = |relay: &mut Relay| {
        relay.kill();
        let older = relay.folder().path().join("older");
        copy_files(relay.data(), &older);
        relay.start_again();
        older
    };
    let put_back = |relay: &mut Relay, older: PathBuf| {
        relay.lose_data();
        copy_files(older, &relay.data());
    };
    set_back(copy, put_back, |_, _| ());
}

/// Keeps what the relay has, lets the team go on, and puts that back; then waits until the roster can be changed.
fn set_back(
    keep: impl FnOnce(&mut Relay) -> PathBuf,
    put_back: impl FnOnce(&mut Relay, PathBuf),
    wait: impl FnOnce(&mut Relay, &Device),
) {
    let mut relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    log(&clinician, "clinic", "Swing", "Before.");
    log(&parent, "home", "Putty", "Before.");
    clinician.syncs();
    parent.syncs();
    let older = keep(&mut relay);

    let teacher = invited(&parent, "teacher", "Tova");
    log(&teacher, "school", "Hallway walk", "After.");
    log(&clinician, "clinic", "Swing", "After.");
    for number in 0..5 {
        log(&parent, "home", "Putty", &format!("After, number {number}."));
        parent.syncs();
    }
    for device in [&teacher, &clinician, &parent] {
        device.syncs();
    }
    // Nobody has sent this one to anybody.
    log(&parent, "home", "Putty", "Last.");

    relay.kill();
    put_back(&mut relay, older);
    relay.start_again();
    parent.syncs();
    wait(&mut relay, &parent);

    let fresh = invited(&parent, "clinician", "Ines");
    assert_eq!(parent.list().len(), 10);
    assert_eq!(fresh.list(), parent.list(), "others' entries too");
    assert_eq!(clinician.syncs(), (0, 1), "the last entry, and nothing twice");
    teacher.syncs();
    assert_eq!(clinician.list(), parent.list());
    let found = relay.check();
    assert!(
        found.contains("teams 1, operations 11"),
        "three invites, the joining of each, and everyone's private keys: {found}"
    );
    relay.kill();
    relay.start_again();
    for device in [&parent, &clinician, &teacher, &fresh] {
        assert_eq!(device.syncs(), (0, 0), "silence");
    }
}

fn copy_files(from: PathBuf, to: &std::path::Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}
