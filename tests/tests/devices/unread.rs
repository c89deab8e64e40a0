//! What others hold and cannot read: no word at the relay, no sealed home note at an aide.

use carryover_tests::processes::{Device, Relay};
use rusqlite::Connection;
use shared::TeamId;
use shared::record::Scope;
use shared::seal::{Envelope, LocalKeys};

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

/// The secrets in a device's store: its own, and both halves of every key of a scope.
#[cfg(target_os = "linux")]
fn secrets(device: &Device) -> Vec<Vec<u8>> {
    let store = Connection::open(device.store().join("device.db")).expect("a store");
    let rows = |sql: &str| {
        let mut statement = store.prepare(sql).expect("tables");
        let rows = statement.query_map([], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?)));
        rows.expect("rows").map(|row| row.expect("a row")).collect::<Vec<_>>()
    };
    // Without a lock, what the others are sealed under lies beside them.
    let local = rows("SELECT key, value FROM device WHERE key = CAST('local' AS BLOB)").remove(0).1;
    let local = LocalKeys::from_bytes(&local).expect("local keys");
    let opened = |table: &str, sql: &str| -> Vec<Vec<u8>> {
        let open = |(key, value): (Vec<u8>, Vec<u8>)| {
            let place = [table.as_bytes(), b"/", &key].concat();
            local.open(&place, &value).expect("it is sealed under these").to_vec()
        };
        rows(sql).into_iter().map(open).collect()
    };
    let own = opened("device", "SELECT key, value FROM device WHERE key = CAST('secret' AS BLOB)");
    let halves = opened("keys", "SELECT key, value FROM keys").into_iter().flat_map(|key| {
        // A CBOR map that ends with the key and the key of its page tags, 32 bytes each.
        let end = key.len();
        [key[end - 67..end - 35].to_vec(), key[end - 32..].to_vec()]
    });
    own.into_iter().chain(halves).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn the_relays_memory_holds_no_name_no_note_and_no_key() {
    let relay = Relay::start("trace");
    let team = Team::new(&relay);
    log(&team.parent, "home", "Violet trampoline", CANARY);
    team.clinician.does(&["plan", "safety", CANARY]);
    team.aide.does(&["stop", "--activity", "Violet trampoline", "--reason", "pain", "--note", CANARY]);
    team.sync();

    let devices = [&team.parent, &team.aide, &team.clinician];
    let status = team.parent.json(&["status", "--json"]);
    let id = |name: &str| status[name].as_str().expect("an id").to_owned();
    let [of_team, of_device]: [TeamId; 2] = ["team", "device"].map(|name| id(name).parse().expect("one"));
    let known = [of_team, of_device].map(|id| id.as_bytes().to_vec());
    let words =
        [CHILD, PARENT, AIDE, CLINICIAN, CANARY, "iolet trampoline"].map(|word| word.as_bytes().to_vec());
    let keys: Vec<Vec<u8>> = devices.iter().flat_map(|device| secrets(device)).collect();
    assert!(keys.len() > 3 + 2 * 8 && keys.iter().all(|key| key.len() == 32), "{} keys", keys.len());
    let wanted: Vec<Vec<u8>> = known.iter().chain(&words).chain(&keys).cloned().collect();
    let held = relay.holds_in_memory(&wanted);
    assert_eq!(held, known.clone().into(), "what it knows is found, and nothing else");
    for secret in words.iter().chain(&keys) {
        assert!(relay.folder().holding(secret).is_empty());
    }
    // The same search finds a secret where there is one.
    let mine = std::process::id();
    assert!(carryover_tests::processes::held_in_memory(mine, &keys).contains(&keys[0]));
}
