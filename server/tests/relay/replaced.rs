//! Tests of the real relay: envelopes that others replace.

use rusqlite::Connection;
use shared::record::Scope;
use shared::seal::{Envelope, running_hash};
use shared::wire::{Cursor, FromRelay};

use crate::care::{care, does, held_of};
use crate::client::{Client, Folder, Team};
use crate::process::Running;

/// Two envelopes and one in their place, and the relay that took them and was killed.
async fn replaced(team: &mut Team, folder: &Folder) -> [Envelope; 3] {
    let running = Running::start(folder.path());
    let mut client = team.found_at(running.address).await;
    let [a, b] = [(); 2].map(|()| team.write());
    let all = team.replace(&[&a, &b]);
    client.say(&team.append(&[&a, &b, &all])).await;
    assert!(matches!(client.hear().await, FromRelay::Appended { from: 1, .. }));
    [a, b, all]
}

fn passed(team: &Team, log: &[&Envelope]) -> FromRelay {
    let running = log.iter().fold([0; 16], |before, envelope| running_hash(&before, &envelope.id()));
    let to = Cursor { scope: Scope::Home, era: 0, sequence: log.len() as u64, running };
    FromRelay::Passed { team: team.roster.team(), to }
}

#[tokio::test]
async fn what_is_replaced_is_passed_over_after_a_restart_a_backup_and_a_restore() {
    let (folder, elsewhere) = (Folder::new(), Folder::new());
    let mut team = Team::new(6);
    let [a, b, all] = replaced(&mut team, &folder).await;
    let backup = elsewhere.path().join("backup");
    does(&["backup", "--data"], &[folder.path(), &backup]);
    let said = does(&["check"], &[&backup]);
    assert!(said.ends_with("envelopes 3 (set aside 2, dropped 0), problems 0\n"), "{said}");
    does(&["restore", "--data"], &[elsewhere.path(), &backup]);
    for data in [&folder, &elsewhere] {
        let running = Running::start(data.path());
        let mut client = Client::connect(running.address, &team.keys).await;
        let heard = client.open(&team, vec![]).await;
        assert_eq!(heard[1], passed(&team, &[&a, &b]));
        assert!(matches!(&heard[2], FromRelay::Envelopes { from: 3, envelopes, .. } if envelopes.len() == 1));
        client.say(&team.append(&[&b, &all])).await;
        let ids = vec![b.id(), all.id()];
        assert_eq!(client.hear().await, FromRelay::Held { team: team.roster.team(), ids });
        assert_eq!(held_of(&team, running.address).await, [all.id()]);
    }
}

#[tokio::test]
async fn check_reads_what_is_set_aside_and_does_without_bytes_that_were_dropped() {
    let folder = Folder::new();
    let mut team = Team::new(7);
    replaced(&mut team, &folder).await;
    let file = folder.path().join("relay.sqlite3");
    let change =
        |sql: &str| Connection::open(&file).expect("a database").execute_batch(sql).expect("sound SQL");
    let cases = [
        (
            "CREATE TABLE kept AS SELECT * FROM aside; UPDATE aside SET bytes = zeroblob(9) WHERE sequence = 2",
            "log home 0, envelope 2: its bytes do not give its id",
        ),
        (
            "DELETE FROM aside; UPDATE envelopes SET id = zeroblob(16) WHERE sequence = 1",
            "log home 0, envelope 1: its running hash does not follow from the one before",
        ),
        (
            "INSERT INTO aside SELECT * FROM kept; UPDATE envelopes SET passed = 0, bytes = (SELECT bytes FROM kept \
             WHERE kept.sequence = envelopes.sequence), id = coalesce((SELECT id FROM gone), id) WHERE sequence = 1",
            "rows of the table aside that belong to no log: 1",
        ),
    ];
    change("CREATE TABLE gone AS SELECT id FROM envelopes WHERE sequence = 1");
    for (damage, expected) in cases {
        change(damage);
        let done = care(&["check"], &[&file]);
        assert_eq!(done.code, Some(1), "{}", done.printed);
        assert!(done.printed.contains(expected), "{}", done.printed);
    }
    change("DELETE FROM aside; UPDATE envelopes SET passed = 1, bytes = x'' WHERE sequence < 3");
    let said = does(&["check"], &[&file]);
    assert!(said.ends_with("envelopes 3 (set aside 0, dropped 2), problems 0\n"), "{said}");
}

#[tokio::test]
async fn pages_older_than_the_relay_keeps_are_passed_over_and_held() {
    let folder = Folder::new();
    let mut team = Team::new(8);
    let [a, b, all] = replaced(&mut team, &folder).await;
    let file = folder.path().join("relay.sqlite3");
    let old = "UPDATE envelopes SET at_ms = at_ms - 31 * 86400000; UPDATE aside SET replaced_ms = replaced_ms - 31 * 86400000";
    Connection::open(&file).expect("a database").execute_batch(old).expect("sound SQL");
    let running = Running::start_with(folder.path(), &["--keep-days", "30"]);
    // The sweep begins with the relay and is done a moment later.
    while !held_of(&team, running.address).await.is_empty() {}
    let mut client = Client::connect(running.address, &team.keys).await;
    assert_eq!(client.open(&team, vec![]).await[1..], [passed(&team, &[&a, &b, &all])]);
    client.say(&team.append(&[&a, &b, &all])).await;
    let ids = vec![a.id(), b.id(), all.id()];
    assert_eq!(client.hear().await, FromRelay::Held { team: team.roster.team(), ids });
    drop(running);
    let said = does(&["check"], &[&file]);
    assert!(said.ends_with("envelopes 3 (set aside 0, dropped 3), problems 0\n"), "{said}");
}
