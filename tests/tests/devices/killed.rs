//! The relay is killed right after it acknowledged, a hundred times: nothing acknowledged may be missing.

use std::collections::BTreeSet;

use carryover_tests::processes::Relay;

use crate::people::{CLINICIAN, invited, log, parent};

const TIMES: usize = 100;

#[test]
fn nothing_acknowledged_is_missing_after_a_hundred_kills() {
    let mut relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    let mut acknowledged = BTreeSet::new();
    for time in 1..=TIMES {
        let record = log(&parent, "home", "Wall push-ups", &format!("Number {time}."));
        assert_eq!(parent.syncs(), (1, 0), "round {time}: acknowledged");
        relay.kill();
        relay.start_again();
        // Before its author comes back: the entry can come from nowhere but the relay.
        assert_eq!(clinician.syncs(), (0, 1), "round {time}: {record}");
        acknowledged.insert(record);
    }
    let fresh = invited(&parent, "clinician", "Ines");
    let there: BTreeSet<String> =
        fresh.list().iter().filter_map(|entry| entry["id"].as_str().map(str::to_owned)).collect();
    assert_eq!(there, acknowledged);
}

#[test]
fn a_relay_that_lost_its_disk_is_refilled_before_sync_returns() {
    let mut relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    log(&clinician, "clinic", "Swing", "");
    for number in 0..5 {
        log(&parent, "home", "Putty", &format!("Number {number}."));
        parent.syncs();
    }
    clinician.syncs();
    parent.syncs();

    relay.kill();
    relay.lose_data();
    relay.start_again();
    parent.syncs();
    relay.kill();
    relay.start_again();
    assert_eq!(invited(&parent, "clinician", "Ines").list(), parent.list(), "others' entries too");
    assert_eq!(parent.list().len(), 6);
    assert_eq!(clinician.syncs(), (0, 0));
}
