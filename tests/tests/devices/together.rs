//! The main job: everyone writes while the relay is down, then everyone sees everything they may, merged.

use carryover_tests::processes::Relay;
use serde_json::{Value, json};

use crate::people::{Team, invited, log, parent};

#[test]
fn what_was_written_apart_is_the_same_for_everyone_together() {
    let mut relay = Relay::start("info");
    let parent = parent(&relay);
    relay.kill();
    let first = log(&parent, "home", "Wall push-ups", "Before dinner.");
    log(&parent, "community", "Playground swing", "");
    let note = parent.does(&["note", "--setting", "home", "Slept well."]);
    assert!(parent.fails(&["sync", "--timeout", "1"]).contains("was not reached within 1 s"));
    assert!(parent.list().iter().all(|entry| entry["shared"] == false));

    relay.start_again();
    let aide = invited(&parent, "aide", "Max");
    let clinician = invited(&parent, "clinician", "Uma");
    let team = Team { parent, aide, clinician };
    assert_eq!(team.clinician.list().len(), 3, "joining brings what was there");

    relay.kill();
    for activity in ["Chair push-ups", "Putty", "Hallway walk", "Wall push-ups"] {
        log(&team.aide, "school", activity, "");
    }
    let plan = ["plan", "add", "--title", "Heavy backpack", "--setting", "school", "--routine", "arrival"];
    team.clinician.does(&plan);
    team.clinician.does(&["edit", &note, "--set", "note=Slept well. Ask about naps."]);
    team.parent.does(&["edit", &note, "--set", "note=Slept well, nine hours."]);
    team.clinician.does(&["edit", &first, "--set", "helped=better"]);
    team.parent.does(&["edit", &first, "--set", "helped=same"]);

    relay.start_again();
    team.sync();

    let seen = team.parent.list();
    assert_eq!(seen, team.clinician.list(), "field by field");
    assert_eq!(seen.len(), 7);
    assert!(seen.iter().all(|entry| entry["shared"] == true));
    let merged = find(&seen, &note)["note"].as_str().expect("a note");
    assert!(merged.contains("nine hours") && merged.contains("Ask about naps."), "both texts: {merged}");
    let two = &find(&seen, &first)["conflicts"][0];
    assert_eq!(two["field"], "helped");
    let mut values = two["values"].as_array().expect("values").clone();
    values.sort_by_key(Value::to_string);
    assert_eq!(values, [json!("better"), json!("same")], "changed in two places");

    let plans =
        [&team.parent, &team.aide, &team.clinician].map(|device| device.does(&["plan", "list", "--json"]));
    assert!(plans[0].contains("Heavy backpack") && plans.iter().all(|plan| *plan == plans[0]));

    let school = team.aide.list();
    assert_eq!(school.len(), 4);
    assert!(school.iter().all(|entry| entry["scope"] == "school"), "no home or clinic record");
    assert!(school.iter().all(|entry| seen.contains(entry)), "and what the aide reads is the same");
}

#[test]
fn silence_after_all_is_shared_and_new_data_after_silence() {
    let relay = Relay::start("info");
    let team = Team::new(&relay);
    log(&team.parent, "home", "Putty", "");
    team.sync();
    assert_eq!(team.parent.syncs(), (0, 0));
    assert_eq!(team.clinician.syncs(), (0, 0));
    log(&team.parent, "home", "Swing", "");
    assert_eq!(team.parent.syncs(), (1, 0));
    assert_eq!(team.clinician.syncs(), (0, 1));
    assert_eq!(team.clinician.list(), team.parent.list());
}

#[test]
fn a_stop_pauses_everywhere_until_a_clinician_names_it() {
    let relay = Relay::start("info");
    let team = Team::new(&relay);
    team.clinician.does(&["plan", "add", "--title", "Swing", "--setting", "school", "--routine", "play"]);
    team.sync();
    let stop = team.aide.does(&["stop", "--activity", "swing", "--reason", "dizziness"]);
    let clear = ["clear", stop.as_str(), "--note", "Slowly."];
    team.sync();
    for device in [&team.parent, &team.aide, &team.clinician] {
        let paused = &device.json(&["status", "--json"])["paused"];
        assert_eq!(
            (paused[0]["stop"].as_str(), paused[0]["reason"].as_str()),
            (Some(stop.as_str()), Some("dizziness"))
        );
        assert_eq!(device.json(&["plan", "list", "--json"])["paused"][0], stop.as_str());
    }
    assert!(team.parent.fails(&clear).contains("only a clinician can clear a STOP"));
    assert!(team.aide.fails(&clear).contains("only a clinician can clear a STOP"));
    team.parent.does(&["strike", &stop, "--why", "tapped by mistake"]);
    team.sync();
    assert_eq!(
        team.clinician.json(&["status", "--json"])["paused"][0]["stop"],
        stop.as_str(),
        "striking lifts nothing"
    );
    team.clinician.does(&clear);
    team.sync();
    for device in [&team.parent, &team.aide, &team.clinician] {
        assert_eq!(device.json(&["status", "--json"])["paused"], json!([]));
    }
}

fn find<'a>(entries: &'a [Value], id: &str) -> &'a Value {
    entries.iter().find(|entry| entry["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}
