//! Pages open elsewhere with the same records, field by field.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use automerge::{AutoCommit, ReadDoc, ScalarValue};
use carryover_core::Language;
use carryover_core::export::{File, Format};
use carryover_tests::processes::Folder;
use carryover_tests::year::MemoryApp;
use serde_json::{Value, json};
use shared::RecordId;

use super::sample;

type Records = BTreeMap<String, BTreeMap<String, Value>>;

/// What Automerge's own crate finds in the pages.
fn opened(pages: &[File]) -> Records {
    let mut records = Records::new();
    for page in pages {
        let doc = AutoCommit::load(&page.bytes).expect("a document");
        for key in doc.keys(automerge::ROOT) {
            let (_, record) = doc.get(automerge::ROOT, &key).expect("readable").expect("a record");
            let fields = doc.keys(&record).map(|name| {
                let (value, at) = doc.get(&record, &name).expect("readable").expect("a field");
                let plain = match value {
                    automerge::Value::Object(_) => json!(doc.text(&at).expect("a text")),
                    automerge::Value::Scalar(scalar) => match scalar.as_ref() {
                        ScalarValue::Str(word) => json!(word.as_str()),
                        ScalarValue::Int(number) | ScalarValue::Timestamp(number) => json!(number),
                        ScalarValue::Boolean(raised) => json!(raised),
                        _ => Value::Null,
                    },
                };
                (name.clone(), plain)
            });
            records.insert(key.clone(), fields.collect());
        }
    }
    records
}

/// What the app itself has under the same ids.
fn shown(app: &MemoryApp, keys: impl Iterator<Item = String>) -> Records {
    use shared::record::Value as Held;
    let record = |key: String| {
        let id: RecordId = key.split_once('/')?.1.parse().ok()?;
        let row = app.app.row(id)?;
        let plain = |value: &Held| match value {
            Held::Word(text) | Held::Prose(text) => json!(text),
            Held::Number(number) | Held::Time(number) => json!(number),
            Held::Flag(raised) => json!(raised),
            Held::Empty | Held::Foreign => Value::Null,
        };
        let cells = row.cells.iter().map(|(name, cell)| (name.clone(), plain(&cell.value)));
        Some((key, cells.collect()))
    };
    keys.filter_map(record).collect()
}

#[test]
fn every_page_opens_with_the_same_records() {
    let mut app = sample(Language::Spanish);
    let pages = app.export(Format::Automerge, false);
    let found = opened(&pages);
    assert!(found.len() > 200 && pages.len() > 6, "{} records on {} pages", found.len(), pages.len());
    assert_eq!(found, shown(&app, found.keys().cloned()));
    assert!(pages.iter().all(|page| !page.name.contains("private")));
}

/// `CARRYOVER_OFFICIAL` names the folder where `cargo xtask test` has installed `tests/official`.
#[test]
#[ignore = "needs Node and the official library, which `cargo xtask test` installs"]
fn every_page_opens_in_the_official_library_with_the_same_records() {
    let official = std::env::var_os("CARRYOVER_OFFICIAL").expect("CARRYOVER_OFFICIAL names a folder");
    let mut app = sample(Language::English);
    let folder = Folder::new();
    fs::create_dir_all(folder.path()).expect("a folder");
    for page in app.export(Format::Automerge, false) {
        let name = page.name.rsplit('/').next().expect("a name").to_owned();
        fs::write(folder.path().join(name), &page.bytes).expect("room");
    }
    let script = std::path::Path::new(&official).join("open.mjs");
    let said = Command::new("node").arg(script).arg(folder.path()).output().expect("node");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let found: Records = serde_json::from_slice(&said.stdout).expect("JSON");
    assert!(found.len() > 200, "{} records", found.len());
    assert_eq!(found, shown(&app, found.keys().cloned()));
}
