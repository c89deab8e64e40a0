//! A tablet without a network: its day leaves it in a file, and reaches the team through somebody's phone.

use std::fs;
use std::path::{Path, PathBuf};

use carryover_tests::processes::{Device, Folder, Relay};
use rusqlite::Connection;
use serde_json::json;

use crate::people::{Team, invited, log, parent};

#[test]
fn a_phone_carries_the_tablets_day_to_the_relay() {
    let relay = Relay::start("info");
    let team = Team::new(&relay);
    let teacher = invited(&team.parent, "teacher", "Tova");
    log(&teacher, "school", "Hallway walk", "Before the tablet went offline.");
    teacher.syncs();
    team.aide.syncs();

    let tablet = &team.aide;
    for activity in ["Chair push-ups", "Putty", "Swing"] {
        log(tablet, "school", activity, "Far from any network.");
    }
    log(&team.parent, "home", "Putty", "");
    let folder = Folder::new();
    let (first, second) = (file(&folder, "first"), file(&folder, "second"));
    assert!(tablet.does(&["pack", &first]).starts_with("packed "));
    log(tablet, "school", "Wall push-ups", "After the first file.");
    tablet.does(&["pack", &second]);

    // The later file first, each twice, with the parent's own sync in between; the join of the teacher is in the file.
    let later = team.parent.json(&["unpack", &second, "--json"]);
    assert_eq!((&later["set_aside"], &later["not_for_here"]), (&json!(0), &json!(0)), "{later}");
    assert_eq!(later["new"], 3, "the teacher's walk, and the day in two pieces: {later}");
    let again = team.parent.json(&["unpack", &second, "--json"]);
    assert_eq!((&again["new"], &again["set_aside"]), (&json!(0), &json!(0)), "{again}");
    let of_school = |device: &Device| -> Vec<_> {
        device.list().into_iter().filter(|entry| entry["scope"] == "school").collect()
    };
    let marks_apart = |mut entries: Vec<serde_json::Value>| {
        entries.iter_mut().for_each(|entry| entry["shared"] = json!(null));
        entries
    };
    let seen = of_school(&team.parent);
    assert_eq!(seen.len(), 5);
    assert_eq!(marks_apart(seen), marks_apart(of_school(tablet)), "field by field");

    team.parent.syncs();
    let first_late = team.parent.does(&["unpack", &first]);
    assert!(first_late.starts_with("new 0, "), "all of it is here already: {first_late}");
    team.clinician.syncs();
    assert_eq!(team.clinician.list(), team.parent.list());
    assert_eq!(team.clinician.list().len(), 6);
    assert_eq!(of_school(&team.clinician), teacher_after_sync(&teacher));
    assert_eq!(team.parent.syncs(), (0, 0), "silence");
    assert_eq!(team.clinician.syncs(), (0, 0), "silence");

    // One day the tablet is online again: the relay has it all, and nothing is there twice.
    tablet.syncs();
    assert_eq!(tablet.list(), of_school(&team.parent));
    assert_eq!(team.clinician.syncs(), (0, 0));
    assert!(relay.check().contains("teams 1"));
}

#[test]
fn two_devices_without_a_relay_tell_each_other_everything_by_files() {
    let mut relay = Relay::start("info");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", "Uma");
    relay.kill();
    log(&parent, "home", "Putty", "");
    let entry = log(&clinician, "clinic", "Swing", "");
    clinician.does(&["plan", "goal", "Ties one shoe"]);
    let folder = Folder::new();
    for (round, (from, to)) in [(&parent, &clinician), (&clinician, &parent)].into_iter().enumerate() {
        let name = file(&folder, &round.to_string());
        from.does(&["pack", &name]);
        to.does(&["unpack", &name]);
    }
    assert_eq!(parent.list(), clinician.list());
    assert_eq!(parent.does(&["plan", "list"]), clinician.does(&["plan", "list"]));
    parent.does(&["edit", &entry, "--set", "helped=better"]);
    let name = file(&folder, "edit");
    parent.does(&["pack", &name]);
    clinician.does(&["unpack", &name]);
    assert_eq!(parent.list(), clinician.list());
    assert!(clinician.list().iter().any(|entry| entry["helped"] == "better"));
    relay.start_again();
    clinician.syncs();
    parent.syncs();
    assert_eq!(clinician.syncs(), (0, 0), "both offered the same, and it is there once");
    assert_eq!(parent.list(), clinician.list());
    assert!(parent.list().iter().all(|entry| entry["shared"] == true));
}

#[test]
fn a_bad_file_is_told_on_one_line_and_changes_nothing() {
    let (phone, stranger) = (Device::new(), Device::new());
    for device in [&phone, &stranger] {
        device.does(&["found", "--child", "Sam", "--me", "Pat"]);
        log(device, "home", "Putty", "");
    }
    let folder = Folder::new();
    let (good, theirs) = (file(&folder, "good"), file(&folder, "theirs"));
    phone.does(&["pack", &good]);
    stranger.does(&["pack", &theirs]);
    let whole = fs::read(&good).expect("the file");
    let before = rows(&phone);
    let bad = file(&folder, "bad");
    let refused = |bytes: &[u8], why: &str| {
        fs::write(&bad, bytes).expect("a file");
        let said = phone.fails(&["unpack", &bad]);
        assert!(said.contains(why), "{} bytes: {said}", bytes.len());
    };
    for end in (0..whole.len()).step_by(97) {
        refused(&whole[..end], "is not whole");
    }
    for at in (9..whole.len()).step_by(41) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        refused(&flipped, "is not whole");
    }
    refused(&[&whole[..], b"\n"].concat(), "is not whole");
    let mut newer = whole.clone();
    newer[8] += 1;
    refused(&newer, "a newer version packed this file");
    refused(b"Dear Pat,\nhere is the day.\n", "not a hand-over file");
    refused(&fs::read(&theirs).expect("the file"), "use it with a store that is in that team");
    assert!(phone.fails(&["unpack", &file(&folder, "none")]).contains("cannot be used"));
    let other = "00000000000000000000000000000000";
    assert!(phone.fails(&["--team", other, "unpack", &good]).contains("not in team"));
    assert_eq!(rows(&phone), before, "the store is what it was");

    assert!(phone.fails(&["pack", &good]).contains("is there already"));
    assert_eq!(fs::read(&good).expect("the file"), whole);
    assert_eq!(phone.does(&["unpack", &good]), "new 0, known 2, set aside 0, not for this device 0");
    assert_eq!(rows(&phone), before);
    let left: Vec<_> = folder.files().into_iter().filter(|(path, _)| is_part(path)).collect();
    assert!(left.is_empty(), "nothing half done lies around");
}

fn teacher_after_sync(teacher: &Device) -> Vec<serde_json::Value> {
    teacher.syncs();
    teacher.list()
}

fn file(folder: &Folder, name: &str) -> String {
    let path: PathBuf = folder.path().join(name);
    path.to_str().expect("a plain path").to_owned()
}

fn is_part(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "part")
}

/// Every row of a device's store but its own few, which count its starts.
fn rows(device: &Device) -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let store = Connection::open(device.store().join("device.db")).expect("a store");
    let tables = ["roster", "teams", "keys", "pages", "envelopes", "outbox", "cursors", "arrived", "aside"];
    let mut found = Vec::new();
    for table in tables {
        let mut statement =
            store.prepare(&format!("SELECT key, value FROM {table} ORDER BY key")).expect("a table");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
        found.extend(rows.map(|row| row.expect("a row")).map(|(key, value)| (table.to_owned(), key, value)));
    }
    found
}
