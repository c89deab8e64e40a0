//! Daily care with real processes: counting apart, reading a version, activating.

use carryover_tests::processes::{Device, Relay};
use serde_json::Value;

use crate::people::{AIDE, CLINICIAN, invited, parent};

/// A program in the plan; its id.
fn plan(device: &Device, more: &[&str]) -> String {
    let add = ["plan", "add", "--title", "Writes name", "--setting", "school", "--routine", "arrival"];
    let id = device.does(&[&add[..], &["--measure", "trials"], more].concat());
    id.trim().to_owned()
}

fn program(device: &Device) -> Value {
    let told = device.does(&["care", "programs", "--json"]);
    serde_json::from_str(told.lines().next().expect("a program")).expect("JSON")
}

#[test]
fn two_aides_count_apart_for_ten_sessions_and_the_sums_are_exact() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    let aides = [invited(&parent, "aide", AIDE), invited(&parent, "aide", "Tova")];
    let id = plan(&clinician, &[]);
    clinician.syncs();
    for aide in &aides {
        aide.syncs();
        for session in 0..10 {
            aide.does(&["care", "count", &id, "--plus", "--times", "40"]);
            aide.does(&["care", "count", &id, "--level", "verbal", "--times", "20"]);
            aide.does(&["care", "count", &id, "--plus", "--back", "--times", "2"]);
            if session % 2 == 0 {
                aide.does(&["care", "count", &id, "--end"]);
            }
        }
    }
    // Both send twice over, in turns.
    for aide in [&aides[0], &aides[1], &aides[0]] {
        aide.syncs();
    }
    clinician.syncs();
    let told = program(&clinician);
    assert_eq!(told["counts"], serde_json::json!({ "plus": 760, "verbal": 400 }), "{told}");
    assert_eq!(program(&aides[0])["counts"], serde_json::json!({ "plus": 760, "verbal": 400 }));
}

#[test]
fn reading_and_activating_hold_for_the_version_they_name() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    let aide = invited(&parent, "aide", AIDE);
    let first = plan(&clinician, &["--needs-ot"]);
    clinician.syncs();
    aide.syncs();
    aide.does(&["care", "read", &first]);
    aide.fails(&["care", "activate", &first]);
    // What rests is not begun.
    aide.fails(&["care", "count", &first, "--plus"]);
    clinician.does(&["care", "activate", &first]);
    aide.syncs();
    clinician.syncs();
    let told = program(&clinician);
    assert_eq!((told["rests"].as_bool(), &told["read"]), (Some(false), &serde_json::json!([AIDE])), "{told}");

    plan(&clinician, &["--needs-ot", "--replaces", &first]);
    clinician.syncs();
    aide.syncs();
    let told = program(&aide);
    assert_eq!((told["number"].as_u64(), told["rests"].as_bool()), (Some(2), Some(true)), "{told}");
    assert_eq!(told["read"], serde_json::json!([]), "version 2 was read by nobody");
}
