//! What others hold and cannot read: no word at the relay, no sealed home note at an aide.

use carryover_tests::processes::{Device, Relay};
use rusqlite::Connection;
use shared::TeamId;
use shared::record::Scope;
use shared::seal::Envelope;

use crate::people::{AIDE, CHILD, CLINICIAN, PARENT, Team, log};

const CANARY: &str = "a canary in the violet trampoline";

#[test]
fn the_relay_keeps_and_logs_no_word_anyone_wrote() {
    let mut relay = Relay::start("trace");
    let team = Team::new(&relay);
    log(&team.parent, "home", "Violet trampoline", CANARY);
    log(&team.aide, "school", "Violet trampoline", CANARY);
    team.clinician.does(&["note", "--setting", "clinic", CANARY]);
    team.clinician.does(&["plan", "goal", CANARY]);
    team.clinician.does(&["plan", "safety", CANARY]);
    team.aide.does(&["stop", "--activity", "Violet trampoline", "--reason", "pain", "--note", CANARY]);
    team.sync();
    relay.kill();
    relay.start_again();
    team.sync();

    let written = relay.folder();
    for word in [CHILD, PARENT, AIDE, CLINICIAN, CANARY, "iolet trampoline", "activity", "safety"] {
        let in_data = |path: &std::path::Path| !path.ends_with("log");
        // The relay's own log lines may use everyday words, never a name or a note.
        let is_ours = !matches!(word, "activity" | "safety");
        let found: Vec<_> =
            written.holding(word.as_bytes()).into_iter().filter(|path| is_ours || in_data(path)).collect();
        assert!(found.is_empty(), "‘{word}’ is in {found:?}");
    }
    let id: TeamId =
        team.parent.json(&["status", "--json"])["team"].as_str().expect("an id").parse().expect("one");
    assert!(!written.holding(id.as_bytes()).is_empty(), "the search finds what is there");
}

#[test]
fn an_aide_is_sent_nothing_of_home_or_clinic() {
    let relay = Relay::start("info");
    let team = Team::new(&relay);
    log(&team.parent, "home", "Putty", "");
    log(&team.clinician, "clinic", "Putty", "");
    log(&team.aide, "school", "Putty", "");
    team.sync();
    let every = [Scope::Plan, Scope::Home, Scope::School, Scope::Clinic];
    assert_eq!(scopes_held(&team.parent), every);
    assert_eq!(scopes_held(&team.aide), [Scope::Plan, Scope::School]);
    assert_eq!(team.aide.json(&["status", "--json"])["readable"], serde_json::json!(["plan", "school"]));
}

/// The scopes of all envelopes in a device's store, used or set aside: whatever was sent to it.
fn scopes_held(device: &Device) -> Vec<Scope> {
    let store = Connection::open(device.store().join("device.db")).expect("a store");
    let sql = "SELECT substr(value, 9) FROM envelopes UNION ALL SELECT substr(value, 2) FROM aside";
    let mut statement = store.prepare(sql).expect("tables");
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("rows");
    let envelopes = rows.map(|row| Envelope::parse(row.expect("a row")).expect("an envelope"));
    let mut scopes: Vec<Scope> = envelopes.map(|envelope| envelope.header().scope).collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}
