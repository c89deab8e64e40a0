//! Tests of the real relay: `check` finds what is wrong, says where in one line, and says nothing when all is well.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use shared::seal::{Envelope, hash16, running_hash};
use shared::{EnvelopeId, TeamId};

use crate::care::{Done, care};
use crate::client::{Folder, Server, Team};

/// What is done to a copy of the database.
type Damage<'a> = Box<dyn Fn(&Connection) + 'a>;
/// What is done to a copy of the file.
type Change<'a> = &'a dyn Fn(&Path);

/// A database with a chain of two, keys sealed to an invite and a log of five.
pub(crate) struct Good {
    pub(crate) folder: Folder,
    pub(crate) team: Team,
}

impl Good {
    pub(crate) async fn new() -> Self {
        let folder = Folder::new();
        let server = Server::start(&folder).await;
        let mut team = Team::new(3);
        let mut client = team.found(&server).await;
        client.say(&team.push_invite()).await;
        client.hear().await;
        for _ in 0..5 {
            let envelope = team.write();
            client.say(&team.append(&[&envelope])).await;
            client.hear().await;
        }
        server.stop().await;
        Self { folder, team }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("relay.sqlite3")
    }

    /// The beginning of every line about the team.
    fn team(&self) -> String {
        format!("team {}", &self.team.roster.team().to_string()[..8])
    }
}

/// Damages a copy; returns what `check` says of it.
fn check_after(good: &Good, damage: impl FnOnce(&Connection)) -> Done {
    let copy = good.folder.path().join("copy");
    fs::copy(good.file(), &copy).expect("a copy");
    let database = Connection::open(&copy).expect("a database");
    database.pragma_update(None, "journal_mode", "DELETE").expect("no log");
    damage(&database);
    drop(database);
    care(&["check"], &[&copy])
}

fn execute(sql: &str) -> impl Fn(&Connection) {
    move |database| database.execute_batch(sql).expect("sound SQL")
}

/// Puts an envelope in the place of the last one, with everything that follows from its bytes.
fn put_last(database: &Connection, bytes: &[u8]) {
    let sql = "SELECT running FROM envelopes WHERE sequence = 4";
    let before: [u8; 16] = database.query_row(sql, [], |row| row.get(0)).expect("the one before");
    let id = EnvelopeId(hash16(bytes));
    let running = running_hash(&before, &id);
    let sql = "UPDATE envelopes SET id = ?, running = ?, bytes = ? WHERE sequence = 5";
    database.execute(sql, params![id.as_bytes(), running, bytes]).expect("a row");
    database.execute("UPDATE logs SET running = ?", params![running]).expect("a row");
}

/// One bit of a blob is flipped.
fn flip(database: &Connection, table: &str, sequence: i64, at: impl FnOnce(&[u8]) -> usize) -> Vec<u8> {
    let sql = format!("SELECT bytes FROM {table} WHERE sequence = ?");
    let mut bytes: Vec<u8> = database.query_row(&sql, [sequence], |row| row.get(0)).expect("a row");
    let at = at(&bytes);
    bytes[at] ^= 1;
    let sql = format!("UPDATE {table} SET bytes = ? WHERE sequence = ?");
    database.execute(&sql, params![bytes, sequence]).expect("a row");
    bytes
}

#[tokio::test]
async fn check_finds_nothing_where_nothing_is_wrong_also_while_a_relay_runs() {
    let good = Good::new().await;
    let all_is_well = "read: teams 1, operations 2, sealed keys 1, parts of photos 0, logs 1, envelopes 5 (set aside 0, dropped 0), problems 0\n";
    let file = good.file();
    for (words, place) in [(&["check"][..], file.as_path()), (&["check", "--data"], good.folder.path())] {
        let done = care(words, &[place]);
        assert_eq!((done.code, done.complaint.as_str(), done.printed.as_str()), (Some(0), "", all_is_well));
    }
    let running = crate::process::Running::start(good.folder.path());
    let done = care(&["check", "--data"], &[good.folder.path()]);
    assert_eq!((done.code, done.printed.as_str()), (Some(0), all_is_well));
    drop(running);
}

#[tokio::test]
async fn check_finds_every_kind_of_damage_and_tells_it_once() {
    let mut good = Good::new().await;
    let foreign = good.team.write_as_stranger();
    let elsewhere = Team::new(4).write();
    let cancelled = good.team.cancel_invite();
    let cancel = |database: &Connection| {
        let sql = "INSERT INTO operations SELECT team, 2, ? FROM operations WHERE sequence = 1";
        database.execute(sql, params![cancelled.bytes()]).expect("a row");
    };
    let replace_by = |envelope: &Envelope| {
        let bytes = envelope.bytes().to_vec();
        move |database: &Connection| {
            put_last(database, &bytes);
            let tag = Envelope::parse(bytes.clone()).expect("an envelope").header().tag;
            database
                .execute("UPDATE envelopes SET tag = ? WHERE sequence = 5", params![tag.as_bytes()])
                .expect("a row");
        }
    };
    let tampered = |database: &Connection| {
        let bytes = flip(database, "envelopes", 5, |bytes| bytes.len() - 100);
        put_last(database, &bytes);
    };
    let last = |bytes: &[u8]| bytes.len() - 1;
    let half = |bytes: &[u8]| bytes.len() / 2;
    let cases: Vec<(Damage<'_>, &str)> = vec![
        (
            Box::new(move |database| drop(flip(database, "envelopes", 3, half))),
            ", log home 0, envelope 3: its bytes do not give its id",
        ),
        (Box::new(tampered), ", log home 0, envelope 5: it is not signed by its author"),
        (Box::new(replace_by(&foreign)), ", log home 0, envelope 5: its author could not write there"),
        (
            Box::new(replace_by(&elsewhere)),
            ", log home 0, envelope 5: it belongs to another team, scope or era",
        ),
        (
            Box::new(execute("UPDATE envelopes SET tag = zeroblob(16) WHERE sequence = 2")),
            ", log home 0, envelope 2: it belongs to another page than the one noted",
        ),
        (
            Box::new(execute("DELETE FROM envelopes WHERE sequence IN (2, 3)")),
            ", log home 0: envelopes 2 to 3 are missing",
        ),
        (
            Box::new(execute("DELETE FROM envelopes WHERE sequence = 5")),
            ", log home 0: it should end with envelope 5 and ends with 4",
        ),
        (
            Box::new(execute("UPDATE envelopes SET running = zeroblob(16) WHERE sequence = 3")),
            ", log home 0, envelope 3: its running hash does not follow from the one before",
        ),
        (
            Box::new(execute("UPDATE logs SET running = zeroblob(16)")),
            ", log home 0: the running hash noted for its end is wrong",
        ),
        (
            Box::new(execute("UPDATE authors SET counter = zeroblob(8)")),
            ", log home 0: the highest counters noted for its authors are not those of its envelopes",
        ),
        (Box::new(execute("UPDATE logs SET scope = 9")), ": there is a log of an unknown scope, 9"),
        (
            Box::new(move |database| drop(flip(database, "operations", 1, last))),
            ", operation 1: the operation is not signed by a device of the team; what depends on it cannot be checked",
        ),
        (
            Box::new(execute("DELETE FROM operations WHERE sequence = 0")),
            ", operation 0: it is missing; what depends on it cannot be checked",
        ),
        (
            Box::new(execute("DELETE FROM operations")),
            ": it has no operations, and so nothing else of it can be checked",
        ),
        (
            Box::new(execute("DELETE FROM operations WHERE sequence = 1")),
            ", sealed keys: the chain lists no invite for them",
        ),
        (Box::new(cancel), ", sealed keys: their invite is closed, and they should be gone"),
        (
            Box::new(execute("UPDATE sealed_keys SET bytes = zeroblob(90)")),
            ", sealed keys: they are not those that the chain holds the hash of",
        ),
        (
            Box::new(execute("UPDATE sealed_keys SET expires_ms = 5")),
            ", sealed keys: they expire at another time than their invite",
        ),
    ];
    for (damage, expected) in cases {
        let done = check_after(&good, damage);
        assert_problems(&done, &[format!("{}{expected}", good.team())]);
    }
}

/// The lines say this, and at the end how many they are.
fn assert_problems(done: &Done, expected: &[String]) {
    let mut lines: Vec<&str> = done.printed.lines().collect();
    let count = lines.pop().expect("a last line");
    assert_eq!(lines, expected);
    assert!(count.ends_with(&format!(", problems {}", expected.len())), "{count}");
    assert_eq!(done.code, Some(1));
    assert_eq!(done.complaint.lines().count(), 1, "{}", done.complaint);
}

#[tokio::test]
async fn check_finds_rows_of_no_log_and_another_teams_chain() {
    let good = Good::new().await;
    let done = check_after(&good, execute("DELETE FROM logs"));
    let strays = |count, table| format!("rows of the table {table} that belong to no log: {count}");
    assert_problems(&done, &[strays(5, "envelopes"), strays(1, "authors")]);
    let other = TeamId([7; 16]);
    let done = check_after(&good, |database| {
        let sql = "INSERT INTO operations SELECT ?, sequence, bytes FROM operations WHERE sequence = 0";
        database.execute(sql, params![other.as_bytes()]).expect("a row");
    });
    let line = "team 07070707, operation 0: it founds another team; what depends on it cannot be checked";
    assert_problems(&done, &[line.to_owned()]);
}

#[tokio::test]
async fn check_finds_a_damaged_file() {
    let good = Good::new().await;
    let copy = good.folder.path().join("copy");
    check_after(&good, |_| ());
    let whole = fs::read(&copy).expect("a file");
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'envelopes_by_page'";
    let page: u32 =
        Connection::open(&copy).expect("a database").query_row(sql, [], |row| row.get(0)).expect("a page");
    let mut emptied = whole.clone();
    // The number of entries on the index's first page.
    let at = (usize::try_from(page).expect("few pages") - 1) * 4_096;
    emptied[at + 3..][..2].copy_from_slice(&[0, 0]);
    fs::write(&copy, emptied).expect("a file");
    let done = care(&["check"], &[&copy]);
    assert_eq!(done.code, Some(1));
    assert!(done.printed.starts_with("the database file: "), "{}", done.printed);

    let newer = |copy: &Path| {
        let database = Connection::open(copy).expect("a database");
        database.pragma_update(None, "user_version", 1_000).expect("a number");
    };
    let cases: [(&str, Change<'_>, &str); 5] = [
        (
            "cut off",
            &|copy| fs::write(copy, &whole[..whole.len() / 2]).expect("a file"),
            "is damaged and cannot be read",
        ),
        ("empty", &|copy| fs::write(copy, "").expect("a file"), "is not a relay's data"),
        ("a text", &|copy| fs::write(copy, "x".repeat(5_000)).expect("a file"), "is not a relay's data"),
        ("newer", &newer, "written by a newer relay (format 1000, this one knows 4)"),
        ("gone", &|copy| fs::remove_file(copy).expect("a file"), "there is no relay's data in"),
    ];
    for (name, damage, expected) in cases {
        fs::write(&copy, &whole).expect("a file");
        damage(&copy);
        let done = care(&["check"], &[&copy]);
        assert_eq!((done.code, done.printed.as_str()), (Some(1), ""), "{name}");
        assert!(done.complaint.contains(expected), "{name}: {}", done.complaint);
        assert_eq!(done.complaint.lines().count(), 1, "{name}: {}", done.complaint);
    }
}
