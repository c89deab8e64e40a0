//! Tests of the real relay: backup and restore, as whoever runs it does them.

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use shared::EnvelopeId;
use shared::seal::hash16;
use shared::wire::FromRelay;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::client::{Client, Folder, Team};
use crate::process::Running;

const WRITERS: u8 = 4;

/// What one of the commands did.
pub(crate) struct Done {
    pub(crate) code: Option<i32>,
    pub(crate) printed: String,
    pub(crate) complaint: String,
}

/// Looks after data as people do: by a command.
pub(crate) fn care(words: &[&str], paths: &[&Path]) -> Done {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carryover-relay"));
    let Output { status, stdout, stderr } = command.args(words).args(paths).output().expect("the program");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Done { code: status.code(), printed: text(stdout), complaint: text(stderr) }
}

/// What must work; returns what it printed.
pub(crate) fn does(words: &[&str], paths: &[&Path]) -> String {
    let done = care(words, paths);
    assert_eq!((done.code, done.complaint.as_str()), (Some(0), ""), "{words:?}: {}", done.printed);
    done.printed
}

/// What must not work; returns the one line that says why.
fn fails(words: &[&str], paths: &[&Path]) -> String {
    let done = care(words, paths);
    assert_eq!(done.code, Some(1), "{words:?}");
    assert_eq!(done.complaint.lines().count(), 1, "one clear line: {}", done.complaint);
    done.complaint
}

/// The names in a folder.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("text")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_while_devices_write_holds_all_that_was_acknowledged_before() {
    let (folder, elsewhere) = (Folder::new(), Folder::new());
    let running = Running::start(folder.path());
    let (sender, mut acknowledged) = unbounded_channel();
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (1..=WRITERS)
        .map(|seed| tokio::spawn(write_until(stop.clone(), Team::new(seed), running.address, sender.clone())))
        .collect();
    let mut before = BTreeSet::new();
    while before.len() < 200 {
        before.insert(acknowledged.recv().await.expect("writers"));
    }
    while let Ok(envelope) = acknowledged.try_recv() {
        before.insert(envelope);
    }
    let file = elsewhere.path().join("backup");
    backup_and_check(folder.path(), &file).await;
    assert!(acknowledged.recv().await.is_some(), "writing went on");
    stop.store(true, Ordering::Relaxed);
    let mut teams = Vec::new();
    for writer in writers {
        teams.push(writer.await.expect("no panic"));
    }
    drop(running);

    assert_eq!(names(elsewhere.path()), BTreeSet::from(["backup".to_owned()]), "one file");
    assert!(
        does(&["check"], &[&file])
            .contains("teams 4, operations 4, sealed keys 0, parts of photos 0, logs 4, ")
    );
    assert_eq!(names(elsewhere.path()).len(), 1, "looking leaves nothing behind");
    let restored = elsewhere.path().join("new");
    assert!(does(&["restore", "--data"], &[&restored, &file]).starts_with("restored: teams 4"));
    let running = Running::start(&restored);
    let mut kept = BTreeSet::new();
    for team in &teams {
        kept.extend(held_of(team, running.address).await);
    }
    let missing = before.difference(&kept).count();
    assert_eq!(missing, 0, "of {} that were acknowledged before", before.len());
}

/// Founds a team and writes, one envelope after the other, until told to stop.
async fn write_until(
    stop: Arc<AtomicBool>,
    mut team: Team,
    address: SocketAddr,
    acknowledged: UnboundedSender<EnvelopeId>,
) -> Team {
    let mut client = team.found_at(address).await;
    while !stop.load(Ordering::Relaxed) {
        let envelope = team.write();
        client.say(&team.append(&[&envelope])).await;
        let FromRelay::Appended { ids, .. } = client.hear().await else { panic!("not acknowledged") };
        ids.into_iter().for_each(|id| acknowledged.send(id).expect("a listener"));
    }
    team
}

/// Backs the data up and reads it through, without holding up those who write.
async fn backup_and_check(folder: &Path, file: &Path) {
    let (folder, file): (PathBuf, PathBuf) = (folder.into(), file.into());
    let work = move || {
        let printed = does(&["backup", "--data"], &[&folder, &file]);
        assert!(printed.contains("holds all data"), "{printed}");
        let printed = does(&["check", "--data"], &[&folder]);
        assert!(printed.ends_with(", problems 0\n"), "{printed}");
    };
    tokio::task::spawn_blocking(work).await.expect("no panic");
}

/// Every envelope of a team that a relay sends.
pub(crate) async fn held_of(team: &Team, address: SocketAddr) -> Vec<EnvelopeId> {
    let mut client = Client::connect(address, &team.keys).await;
    let heard = client.open(team, vec![]).await.into_iter();
    let envelopes = heard.flat_map(|frame| match frame {
        FromRelay::Envelopes { envelopes, .. } => envelopes,
        _ => vec![],
    });
    envelopes.map(|bytes| EnvelopeId(hash16(&bytes))).collect()
}

/// A relay's folder that one envelope was put into before it was killed, and nobody put in order.
async fn killed_with_one_envelope() -> (Folder, Team, EnvelopeId) {
    let folder = Folder::new();
    let running = Running::start(folder.path());
    let mut team = Team::new(9);
    let mut client = team.found_at(running.address).await;
    let envelope = team.write();
    client.say(&team.append(&[&envelope])).await;
    client.hear().await;
    drop(running);
    assert!(folder.path().join("relay.sqlite3-wal").exists(), "killed, and not ended");
    (folder, team, envelope.id())
}

#[tokio::test]
async fn what_was_there_before_a_restore_is_kept_with_all_that_was_in_it() {
    let (older, elsewhere) = (Folder::new(), Folder::new());
    drop(carryover_relay::Store::open(older.path()).expect("a free folder"));
    let file = elsewhere.path().join("backup");
    does(&["backup", "--data"], &[older.path(), &file]);

    let (folder, team, envelope) = killed_with_one_envelope().await;
    let printed = does(&["restore", "--data"], &[folder.path(), &file]);
    assert!(printed.contains("restored: teams 0"), "{printed}");
    let aside = printed.lines().next().and_then(|line| line.strip_prefix("what was there is kept as "));
    let aside = PathBuf::from(aside.expect(&printed));
    assert!(aside.to_string_lossy().contains("relay.sqlite3.before-20"), "{}", aside.display());
    assert!(!folder.path().join("relay.sqlite3-wal").exists(), "no log beside a database that it is not of");
    assert!(
        does(&["check"], &[&aside])
            .contains("teams 1, operations 1, sealed keys 0, parts of photos 0, logs 1, envelopes 1 (")
    );

    let again = Folder::new();
    does(&["restore", "--data"], &[again.path(), &aside]);
    let running = Running::start(again.path());
    assert_eq!(held_of(&team, running.address).await, [envelope]);
}

#[tokio::test]
async fn a_restore_changes_nothing_when_the_backup_is_bad_or_a_relay_runs() {
    let (folder, _, _) = killed_with_one_envelope().await;
    let elsewhere = Folder::new();
    let good = elsewhere.path().join("good");
    does(&["backup", "--data"], &[folder.path(), &good]);
    let bad = elsewhere.path().join("bad");
    fs::copy(&good, &bad).expect("a copy");
    let database = rusqlite::Connection::open(&bad).expect("a database");
    database.execute_batch("UPDATE logs SET sequence = 2").expect("one log");
    drop(database);
    let nothing = elsewhere.path().join("nothing");
    let no_database = elsewhere.path().join("no database");
    fs::write(&no_database, "Dear diary, this is no database at all.").expect("a file");

    let contents = || {
        let named = names(folder.path()).into_iter();
        named.map(|name| (fs::read(folder.path().join(&name)).expect("a file"), name)).collect::<Vec<_>>()
    };
    let before = contents();
    for (file, expected) in [
        (&bad, "nothing was changed"),
        (&nothing, "there is no relay's data in"),
        (&no_database, "is not a relay's data"),
    ] {
        let said = fails(&["restore", "--data"], &[folder.path(), file]);
        assert!(said.contains(expected), "{said}");
        assert!(contents() == before, "{}: nothing has changed", file.display());
    }
    let running = Running::start(folder.path());
    let said = fails(&["restore", "--data"], &[folder.path(), &good]);
    assert!(said.contains("a relay is running") && said.contains("stop it first"), "{said}");
    drop(running);
    does(&["restore", "--data"], &[folder.path(), &good]);
}

#[test]
fn a_backup_replaces_nothing_and_says_what_is_in_the_way() {
    let (folder, elsewhere) = (Folder::new(), Folder::new());
    let file = elsewhere.path().join("backup");
    let said = fails(&["backup", "--data"], &[folder.path(), &file]);
    assert!(said.contains("there is no relay's data in"), "{said}");
    drop(carryover_relay::Store::open(folder.path()).expect("a free folder"));
    fs::write(&file, "something else").expect("a file");
    let said = fails(&["backup", "--data"], &[folder.path(), &file]);
    assert!(said.contains("is there already"), "{said}");
    assert_eq!(fs::read_to_string(&file).expect("text"), "something else");
    let said = fails(&["backup", "--data"], &[folder.path(), &file.join("backup")]);
    assert!(said.contains("cannot be written"), "{said}");
    assert_eq!(names(elsewhere.path()).len(), 1, "nothing half done is left");
}
