//! Service minutes between real devices: planned by one, given and missed by another, and the same sums for everyone.

use carryover_tests::processes::Relay;
use serde_json::Value;

use crate::people::Team;

fn minutes(device: &carryover_tests::processes::Device) -> Vec<Value> {
    let said = device.does(&["school", "minutes", "--json"]);
    said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn period<'a>(line: &'a Value, from: &str) -> &'a Value {
    let periods = line["periods"].as_array().expect("periods");
    periods.iter().find(|period| period["from"] == from).unwrap_or_else(|| panic!("none from {from}: {line}"))
}

#[test]
fn minutes_owed_are_the_same_for_everyone_whoever_wrote_the_sessions_down() {
    let relay = Relay::start("warn");
    let team = Team::new(&relay);
    let plan = [
        "school",
        "plan",
        "Occupational therapy",
        "--minutes",
        "30",
        "--per",
        "month",
        "--from",
        "2026-09-01",
    ];
    let id = team.parent.does(&plan);
    team.sync();
    let session = |device: &carryover_tests::processes::Device, at: &str, more: &[&str]| {
        let words = ["school", "session", &id, "--at", at].into_iter().chain(more.iter().copied());
        device.does(&words.collect::<Vec<_>>())
    };
    session(&team.parent, "2026-09-08T10:00-04:00", &[]);
    let missed = session(&team.clinician, "2026-10-06T10:00-04:00", &["--missed", "provider"]);
    session(&team.clinician, "2026-11-03T10:00-05:00", &["--makes-up", &missed, "--group", "3"]);
    team.sync();
    team.sync();
    let all = minutes(&team.clinician);
    assert_eq!(all.len(), 1);
    assert_eq!(period(&all[0], "2026-09-01")["balance"], 0);
    let october = period(&all[0], "2026-10-01");
    assert_eq!((&october["made_up"], &october["missed"]["provider"]), (&30.into(), &30.into()));
    assert_eq!(period(&all[0], "2026-11-01")["delivered"], 0);
    assert_eq!(all[0]["to_make_up"], serde_json::json!([]));
    assert_eq!(minutes(&team.parent), all);
    assert_eq!(minutes(&team.aide), all, "the plan is everyone's");
    let said = team.aide.fails(&plan);
    assert!(said.contains("not yours to do"), "aides do not change the grid: {said}");
    let wrong = team.parent.fails(&["school", "session", &id, "--minutes", "0"]);
    assert!(wrong.contains("1 to 1440 minutes"), "{wrong}");
}
