//! What works alone: no relay, no connection, and not half of anything.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::thread;

use carryover_tests::processes::Device;
use serde_json::{Value, json};

#[test]
fn only_sync_invite_and_join_open_a_socket() {
    let relay = TcpListener::bind("127.0.0.1:0").expect("a port");
    relay.set_nonblocking(true).expect("a listener that does not wait");
    let origin = format!("http://{}", relay.local_addr().expect("an address"));
    let device = Device::new();
    device.does(&["found", "--child", "Sam", "--me", "Pat", "--relay", &origin]);
    let at = "2026-11-03T17:30:00-05:00";
    let record =
        device.does(&["log", "--setting", "home", "--activity", "Putty", "--helped", "better", "--at", at]);
    device.does(&["edit", &record, "--set", "minutes=3", "note=Soft."]);
    device.does(&["strike", &record, "--why", "Twice."]);
    let past = device.does(&["history", &record, "--json"]);
    let past: Vec<Value> = past.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let told: Vec<_> =
        past.iter().map(|deed| (&deed["author"], &deed["did"], deed["fields"].clone())).collect();
    let struck = json!([{ "field": "struck", "from": [], "to": "Twice." }]);
    assert_eq!(told.len(), 3);
    assert_eq!((told[0].0, told[0].1), (&json!("Pat"), &json!("wrote")));
    assert_eq!((told[1].1, &told[1].2[0]["to"]), (&json!("changed"), &json!(3)));
    assert_eq!(told[2].2, struck);
    assert!(past.iter().all(|deed| deed["said_at"].is_string() && deed["at_once"] == json!(false)));
    device.does(&["stop", "--activity", "Swing", "--reason", "other", "--note", "Squeaks."]);
    device.does(&["plan", "goal", "Ties one shoe"]);
    let entry = &device.list()[0];
    assert_eq!(
        (&entry["at"], &entry["minutes"], &entry["struck"]),
        (&json!(at), &json!(3), &json!("Twice."))
    );
    assert_eq!(device.json(&["status", "--json"])["waiting"], 4, "the child's name, two entries, a goal");
    assert!(relay.accept().is_err_and(|why| why.kind() == ErrorKind::WouldBlock), "nobody called");
    device.fails(&["sync", "--timeout", "1"]);
    assert!(relay.accept().is_ok(), "sync did");
}

#[test]
fn what_is_asked_wrong_changes_nothing_and_says_why() {
    let device = Device::new();
    assert!(device.fails(&["status"]).contains("there is no store in"));
    assert!(
        device
            .fails(&["join", "http://127.0.0.1:9/#join.AAAA", "--me", "Pat"])
            .contains("no whole invite link")
    );
    device.does(&["found", "--child", "Sam", "--me", "Pat"]);
    assert!(device.fails(&["sync"]).contains("add --relay URL"));
    assert!(device.fails(&["found", "--child", " ", "--me", "Pat"]).contains("a name has 1 to 96 letters"));
    let unknown = "01920000-0000-7000-8000-000000000000";
    assert!(device.fails(&["strike", unknown, "--why", "x"]).contains("there is no entry"));
    let goal = device.does(&["plan", "goal", "Ties one shoe"]);
    assert!(device.fails(&["edit", &goal, "--set", "activity=Other"]).contains("there is no entry"));
    assert!(device.list().is_empty());
    let team = "00000000000000000000000000000000";
    assert!(device.fails(&["--team", team, "status"]).contains("not in team"));
}

#[test]
fn commands_at_once_on_one_store_wait_for_each_other() {
    let device = Device::new();
    device.does(&["found", "--child", "Sam", "--me", "Pat"]);
    let log = || device.does(&["log", "--setting", "home", "--activity", "Putty"]);
    let mut printed: Vec<String> = thread::scope(|scope| {
        let at_once: Vec<_> = (0..8).map(|_| scope.spawn(log)).collect();
        at_once.into_iter().map(|one| one.join().expect("logged")).collect()
    });
    let mut there: Vec<String> =
        device.list().iter().map(|entry| entry["id"].as_str().expect("an id").into()).collect();
    printed.sort();
    there.sort();
    assert_eq!(there, printed);
}
