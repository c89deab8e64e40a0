//! What helps, with real processes: two people's notes together, one bedtime that both wrote down counted once.

use carryover_tests::processes::{Device, Relay};
use serde_json::{Value, json};

use crate::people::{CLINICIAN, invited, parent};

fn tries(device: &Device, helped: &str, at: &str) -> String {
    let log = ["log", "--setting", "home", "--activity", "Wall push-ups", "--helped", helped];
    device.does(&[&log[..], &["--before", "high", "--after", "ready", "--at", at]].concat()).trim().to_owned()
}

/// The figures of one kind.
fn told(device: &Device, by: &str, more: &[&str]) -> Vec<Value> {
    let lines = device.does(&[&["helps", "--json"], more].concat());
    let all = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    all.filter(|told| told["by"] == by && !told["activity"].is_null()).collect()
}

#[test]
fn what_helps_is_counted_over_both_peoples_notes_and_one_event_once() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    for day in 2..6 {
        tries(&parent, "better", &format!("2026-11-0{day}T18:10:00-05:00"));
    }
    parent.syncs();
    clinician.syncs();
    let few = &told(&clinician, "all", &[])[0];
    assert_eq!((&few["better"], &few["told"], &few["rate"]), (&json!(4), &json!(4), &Value::Null), "{few}");
    assert!(clinician.does(&["helps"]).contains("helped 4 of 4 times (too few to say)"));

    // One bedtime, written down by both; one morning by the clinician, and one that was a mistake.
    tries(&parent, "same", "2026-11-06T21:30:00-05:00");
    tries(&clinician, "same", "2026-11-06T21:40:00-05:00");
    tries(&clinician, "harder", "2026-11-07T08:00:00-05:00");
    let mistake = tries(&clinician, "better", "2026-11-08T08:00:00-05:00");
    clinician.does(&["strike", &mistake, "--why", "Another child"]);
    for device in [&parent, &clinician, &parent] {
        device.syncs();
    }
    for device in [&parent, &clinician] {
        let whole = &told(device, "all", &[])[0];
        let counts = ["better", "same", "harder", "told", "doubtful"].map(|name| whole[name].clone());
        assert_eq!(counts, [4, 1, 1, 6, 1].map(|count| json!(count)), "{whole}");
        assert_eq!(whole["entries"].as_array().map(Vec::len), Some(7), "both notes of the bedtime");
        // Wilson's interval of 4 of 6.
        assert_eq!(
            format!("{:.4} {:.4}", whole["low"].as_f64().unwrap(), whole["high"].as_f64().unwrap()),
            "0.3000 0.9032"
        );
        let times: Vec<Value> =
            told(device, "time", &[]).iter().map(|told| told["of"]["time"].clone()).collect();
        assert_eq!(times, ["morning", "evening", "night"]);
        let turn = &told(device, "before-after", &[])[0];
        assert_eq!((&turn["times"], &turn["of"]["after"]), (&json!(6), &json!("ready")));
    }
    let evening = &told(&parent, "all", &["--time", "evening"])[0];
    assert_eq!((&evening["told"], &evening["rate"]), (&json!(4), &Value::Null));
}
