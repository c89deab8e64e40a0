//! Tests of the real relay: data of the format before this one's.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use shared::seal::Envelope;
use shared::wire::FromRelay;

use crate::care::{does, held_of};
use crate::client::{Client, Folder};
use crate::damage::Good;
use crate::process::Running;

const FIRST: &str = include_str!("../../src/store/schema/1.sql");

/// The format that this relay writes.
const NOW: i64 = 4;

/// The same data as a relay of the first format kept it.
fn first_format(good: &Good, folder: &Folder) -> PathBuf {
    let file = folder.path().join("relay.sqlite3");
    let database = Connection::open(&file).expect("a new database");
    database.execute_batch(FIRST).expect("sound SQL");
    let good = good.file();
    database.execute("ATTACH ? AS later", params![good.to_str().expect("text")]).expect("a database");
    for table in ["operations", "sealed_keys", "logs", "authors"] {
        database.execute(&format!("INSERT INTO {table} SELECT * FROM later.{table}"), []).expect("rows");
    }
    let columns = "log, sequence, id, tag, running, at_ms, bytes";
    let sql = format!("INSERT INTO envelopes SELECT {columns} FROM later.envelopes");
    assert_eq!(database.execute(&sql, []).expect("rows"), 5);
    database.pragma_update(None, "user_version", 1).expect("a number");
    file
}

fn format_of(file: &Path) -> i64 {
    let database = Connection::open(file).expect("a database");
    database.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a number")
}

#[tokio::test]
async fn data_of_the_format_before_is_checked_and_backed_up_as_it_is_and_restored_in_this_one() {
    let good = Good::new().await;
    let (folder, elsewhere) = (Folder::new(), Folder::new());
    let file = first_format(&good, &folder);
    let before = fs::read(&file).expect("a file");
    let all_is_well = "teams 1, operations 2, sealed keys 1, parts of photos 0, logs 1, envelopes 5 (set aside 0, dropped 0), problems 0";
    assert_eq!(does(&["check"], &[&file]), format!("read: {all_is_well}\n"));
    let backup = elsewhere.path().join("backup");
    does(&["backup", "--data"], &[folder.path(), &backup]);
    assert!(fs::read(&file).expect("a file") == before, "looking changes nothing");
    assert_eq!((format_of(&file), format_of(&backup)), (1, 1));
    let data = elsewhere.path().join("data");
    assert_eq!(does(&["restore", "--data"], &[&data, &backup]), format!("restored: {all_is_well}\n"));
    assert_eq!(format_of(&data.join("relay.sqlite3")), NOW);
    let running = Running::start(&data);
    assert_eq!(held_of(&good.team, running.address).await.len(), 5);
}

#[tokio::test]
async fn a_relay_brings_data_of_the_format_before_to_its_own() {
    let mut good = Good::new().await;
    let folder = Folder::new();
    let file = first_format(&good, &folder);
    let sql = "SELECT bytes FROM envelopes ORDER BY sequence";
    let written: Vec<Envelope> = {
        let database = Connection::open(&file).expect("a database");
        let mut statement = database.prepare(sql).expect("sound SQL");
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.map(|bytes| Envelope::parse(bytes.expect("a row")).expect("an envelope")).collect()
    };
    let running = Running::start(folder.path());
    let mut client = Client::connect(running.address, &good.team.keys).await;
    client.open(&good.team, vec![]).await;
    let all = good.team.replace(&written.iter().collect::<Vec<_>>());
    client.say(&good.team.append(&[&all])).await;
    assert!(matches!(client.hear().await, FromRelay::Appended { from: 6, .. }));
    assert_eq!(held_of(&good.team, running.address).await, [all.id()]);
    drop(running);
    assert_eq!(format_of(&file), NOW);
    let said = does(&["check"], &[&file]);
    assert!(said.ends_with("envelopes 6 (set aside 5, dropped 0), problems 0\n"), "{said}");
}
