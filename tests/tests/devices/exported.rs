//! What leaves in formats that others read, from real devices.

use std::fs;

use carryover_tests::processes::{Device, Folder, Relay};
use serde_json::json;

use crate::people::{CLINICIAN, Team, log};

#[test]
fn a_table_has_every_entry_that_is_read_and_private_notes_only_if_asked() {
    let relay = Relay::start("warn");
    let team = Team::new(&relay);
    log(&team.parent, "home", "=Swing", "Two lines,\n\"said\" Ana.");
    team.parent.does(&["note", "--setting", "home", "--private", "For nobody else."]);
    team.clinician.does(&["stop", "--activity", "Swing", "--reason", "pain"]);
    log(&team.aide, "school", "Putty", "");
    team.sync();
    let table = team.parent.does(&["export", "--format", "csv"]);
    assert!(table.starts_with("\u{feff}id,kind,scope,setting,at,author,"), "{table}");
    for said in ["'=Swing", "\"Two lines,\n\"\"said\"\" Ana.\"", "Putty", CLINICIAN, ",pain,yes,"] {
        assert!(table.contains(said), "{said}: {table}");
    }
    assert!(!table.contains("For nobody else."));
    let own = team.parent.does(&["export", "--format", "csv", "--with-private"]);
    assert!(own.contains("For nobody else."));
    let theirs = team.clinician.does(&["export", "--format", "csv", "--with-private"]);
    assert!(!theirs.contains("For nobody else.") && theirs.contains("Putty"));
    assert!(
        !team.aide.does(&["export", "--format", "csv"]).contains("'=Swing"),
        "home is not the aide's to read"
    );
    assert_eq!(table, team.parent.does(&["export", "--format", "csv"]), "the same record, the same bytes");
}

#[test]
fn a_file_that_is_there_is_not_written_over() {
    let device = founded();
    log(&device, "home", "Swing", "");
    let folder = Folder::new();
    let path = folder.path().join("entries.csv");
    let name = path.to_str().expect("a plain path");
    assert!(device.does(&["export", "--format", "csv", "--out", name]).starts_with("exported 1 files ("));
    let before = fs::read(&path).expect("a file");
    assert!(device.fails(&["export", "--format", "csv", "--out", name]).contains("is there already"));
    assert_eq!(fs::read(&path).expect("a file"), before);
}

#[test]
fn a_table_goes_to_another_team_and_back_without_doubling_anything() {
    let (old, new) = (founded(), founded());
    let swing = log(&old, "school", "=Swing", "Two lines,\n\"said\" Ana.");
    old.does(&["note", "--setting", "home", "Slept well."]);
    old.does(&["note", "--setting", "home", "--private", "Mine alone."]);
    old.does(&["stop", "--activity", "Swing", "--reason", "pain"]);
    let folder = Folder::new();
    let path = file(&folder, "all.csv");
    old.does(&["export", "--format", "csv", "--with-private", "--out", &path]);
    let said = new.does(&["import", &path]);
    for told in ["new 3, here already 0, private 1", "left out: 1 × stop", "nothing was written"] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert!(new.list().is_empty(), "only told");
    assert!(new.does(&["import", &path, "--yes"]).ends_with("brought in 3 entries"));
    let came = new.list();
    assert_eq!(came.len(), 3);
    let (was, is) = (&old.list()[0], &came[0]);
    assert_eq!(was["id"], json!(swing));
    for field in ["kind", "setting", "at", "activity", "minutes", "helped", "note"] {
        assert_eq!(was[field], is[field], "{field}");
    }
    assert_ne!(was["id"], is["id"], "whoever brings it in is its author");
    assert_eq!(came.iter().filter(|entry| entry["scope"] == "private").count(), 1, "private stays private");
    assert!(!new.does(&["export", "--format", "csv"]).contains("Mine alone."));

    for (device, known) in [(&new, 3), (&old, 3)] {
        let again = device.does(&["import", &path, "--yes"]);
        assert!(again.contains(&format!("new 0, here already {known}")), "{again}");
    }
    assert_eq!((old.list().len(), new.list().len()), (4, 3));
    let table = new.does(&["export", "--format", "csv"]);
    assert!(table.contains(&format!("csv,{swing},Pat")), "it says where it comes from: {table}");
}

#[test]
fn one_bad_cell_and_nothing_is_written() {
    let device = founded();
    let folder = Folder::new();
    let path = file(&folder, "notes.csv");
    fs::write(&path, "at,title,helped\n2026-03-02,Swing,better\nyesterday,Putty,good\n").expect("room");
    let said = device.fails(&["import", &path, "--yes"]);
    assert!(
        said.contains("line 3, at: write a day") && said.contains("line 3, helped: use one of: better"),
        "{said}"
    );
    assert!(device.list().is_empty());
    fs::write(&path, "at,title,helped\n2026-03-02,Swing,better\n2026-03-03,Putty,same\n").expect("room");
    device.does(&["import", &path, "--yes"]);
    let entries = device.list();
    let days: Vec<_> = entries.iter().map(|entry| &entry["at"].as_str().expect("a time")[..10]).collect();
    assert_eq!(days, ["2026-03-02", "2026-03-03"], "each keeps its own day");
    assert!(device.does(&["import", &path, "--yes"]).contains("new 0, here already 2"));
}

#[test]
fn everything_leaves_in_one_file_and_documents_in_a_folder() {
    let device = founded();
    log(&device, "home", "Swing", "Fine.");
    device.does(&["note", "--setting", "home", "--private", "Mine alone."]);
    let folder = Folder::new();
    let zip = file(&folder, "all.zip");
    assert!(device.does(&["export", "--format", "zip", "--out", &zip]).starts_with("exported "));
    let bytes = fs::read(&zip).expect("a file");
    assert!(bytes.starts_with(b"PK\x03\x04"));
    for name in ["README.txt", "entries.csv", "bundle.json", "manifest.json", "pages/plan-0-plan.automerge"] {
        assert!(bytes.windows(name.len()).any(|part| part == name.as_bytes()), "no {name}");
    }
    let pages = file(&folder, "documents");
    device.does(&["export", "--format", "automerge", "--out", &pages]);
    let files: Vec<_> = folder.files().into_iter().map(|(path, _)| path.display().to_string()).collect();
    assert!(files.iter().any(|name| name.ends_with("pages/plan-0-plan.automerge")), "{files:?}");
    assert!(!files.iter().any(|name| name.contains("private")), "{files:?}");
    assert!(device.does(&["export", "--format", "fhir"]).starts_with("{\"resourceType\":\"Bundle\""));
}

/// A device with a team of its own, without any relay.
fn founded() -> Device {
    let device = Device::new();
    device.does(&["found", "--child", "Sam", "--me", "Pat"]);
    device
}

fn file(folder: &Folder, name: &str) -> String {
    folder.path().join(name).to_str().expect("a plain path").to_owned()
}
