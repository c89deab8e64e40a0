//! Everything in one file: another program opens it, and the list of files is true.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use carryover_core::Language;
use serde_json::{Value, json};

use super::{everything, sample};

#[test]
fn another_program_opens_it_and_the_list_of_files_is_true() {
    let (files, zip) = everything(&mut sample(Language::English));
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).expect("a zip");
    assert_eq!(archive.len(), files.len());
    let mut found = BTreeMap::new();
    for at in 0..archive.len() {
        // Reading to the end checks the checksum.
        let mut entry = archive.by_index(at).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("whole");
        assert!(entry.last_modified().is_some_and(|at| (at.year(), at.month(), at.day()) == (2026, 11, 24)));
        found.insert(entry.name().expect("UTF-8").into_owned(), bytes);
    }
    assert!(files.iter().all(|file| found.get(&file.name) == Some(&file.bytes)));
    let manifest: Value = serde_json::from_slice(&found["manifest.json"]).expect("JSON");
    assert_eq!((&manifest["format"], &manifest["made"]), (&json!(1), &json!("2026-11-24T17:30:00-05:00")));
    let listed = manifest["files"].as_array().expect("a list");
    assert_eq!(listed.len(), files.len() - 1, "all but itself");
    for file in listed {
        let bytes = &found[file["name"].as_str().expect("a name")];
        let sum: String = shared::seal::hash(&[bytes]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((&file["bytes"], &file["sha256"]), (&json!(bytes.len()), &json!(sum)));
    }
    let lines = found["entries.csv"].windows(2).filter(|pair| *pair == b"\r\n").count();
    assert_eq!(manifest["counts"]["entries"], json!(lines - 1));
    let readme = String::from_utf8(found["README.txt"].clone()).expect("UTF-8");
    assert!(readme.contains("2026-11-24") && readme.contains("cuaderno"));
}
