//! Who is in the team and who reads what: granted, withdrawn, removed, left, and come back with a sheet of paper.

use carryover_tests::processes::{Device, Relay};
use serde_json::Value;

use crate::people::{AIDE, CLINICIAN, PARENT, invited, log, parent};

/// The id of whoever is called so.
fn member(device: &Device, name: &str) -> String {
    let members = device.does(&["members", "--json"]);
    let found = members.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let found = found.into_iter().find(|member| member["name"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {members}"))["id"].as_str().expect("an id").to_owned()
}

fn notes(device: &Device) -> Vec<String> {
    let mut notes: Vec<String> =
        device.list().iter().map(|entry| entry["note"].as_str().expect("a note").to_owned()).collect();
    notes.sort_unstable();
    notes
}

fn edit(device: &Device, record: &str, note: &str) {
    device.does(&["edit", record, "--set", &format!("note={note}")]);
}

#[test]
fn from_today_brings_neither_old_notes_nor_corrections_of_them_and_withdrawn_is_withdrawn() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    let aide = invited(&parent, "aide", AIDE);
    let old = log(&clinician, "clinic", "Swing", "Old note.");
    clinician.syncs();
    parent.syncs();

    let id = member(&parent, AIDE);
    let paper = ["--agreed", "signed", "--about", "Form in the school file."];
    parent.does(&[&["grant", "--member", &id, "--scope", "clinic"], &paper[..]].concat());
    clinician.syncs();
    let new = log(&clinician, "clinic", "Swing", "New note.");
    edit(&clinician, &old, "Old note, corrected.");
    edit(&clinician, &new, "New note, corrected.");
    clinician.syncs();
    aide.syncs();
    assert_eq!(notes(&aide), ["New note, corrected."]);
    parent.syncs();
    assert_eq!(notes(&parent), ["New note, corrected.", "Old note, corrected."]);

    parent.does(&["withdraw", "--member", &id, "--scope", "clinic"]);
    clinician.syncs();
    log(&clinician, "clinic", "Swing", "After the withdrawal.");
    edit(&clinician, &new, "New note, corrected twice.");
    clinician.syncs();
    assert_eq!(aide.syncs().1, 1, "nothing comes any more but that it was decided");
    assert_eq!(notes(&aide), ["New note, corrected."], "and what was read stays");
    parent.syncs();
    assert_eq!(notes(&parent).len(), 3);

    // Given back with its past, everything is there.
    parent.does(&["grant", "--member", &id, "--scope", "clinic", "--with-past"]);
    aide.syncs();
    assert_eq!(notes(&aide), notes(&parent));

    let told = parent.does(&["disclosures", "--json"]);
    let told: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let of_aide: Vec<(bool, bool)> = told
        .iter()
        .filter(|told| told["name"] == AIDE && told["scope"] == "clinic")
        .map(|told| (told["with_past"] == true, told["until"].is_null()))
        .collect();
    assert_eq!(of_aide, [(false, false), (true, true)]);

    // What was agreed stands in the plan, for everybody to read.
    let agreed: Vec<Value> = aide
        .does(&["consents", "--json"])
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let said = |told: &Value| (told["reads"] == true, told["with_past"] == true, told["agreed"].clone());
    assert_eq!(
        agreed.iter().map(said).collect::<Vec<_>>(),
        [(true, true, Value::Null), (false, false, Value::Null), (true, false, "signed".into())]
    );
    assert_eq!((&agreed[2]["note"], &agreed[2]["by"]), (&"Form in the school file.".into(), &PARENT.into()));
}

#[test]
fn a_removed_device_says_so_keeps_its_words_and_others_take_them_in() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let aide = invited(&parent, "aide", AIDE);
    let teacher = invited(&parent, "teacher", "Tova");
    log(&aide, "school", "Hallway walk", "Shared.");
    aide.syncs();
    log(&aide, "school", "Hallway walk", "Never shared.");

    parent.syncs();
    let id = member(&parent, AIDE);
    parent.does(&["remove", "--member", &id]);
    assert!(parent.fails(&["remove", "--member", &id]).contains("there is no member"));
    log(&parent, "home", "Wall push-ups", "At home.");
    teacher.syncs();
    log(&teacher, "school", "Hallway walk", "By who stays.");
    teacher.syncs();

    let said = aide.fails(&["sync"]);
    assert!(said.contains("taken out of the team"), "{said}");
    assert_eq!(notes(&aide), ["Never shared.", "Shared."]);
    assert!(aide.fails(&["note", "--setting", "school", "More."]).contains("not yours"));
    assert!(aide.fails(&["sync"]).contains("taken out of the team"), "told again, without the relay");

    // What was written before counts, whoever brings it.
    let file = aide.store().join("last.carryover");
    let file = file.to_str().expect("a path");
    aide.does(&["pack", file, "--unshared"]);
    assert_eq!(teacher.json(&["unpack", file, "--json"])["new"], 1);
    teacher.syncs();
    parent.syncs();
    assert_eq!(notes(&parent), ["At home.", "By who stays.", "Never shared.", "Shared."]);
    assert_eq!(notes(&teacher), ["By who stays.", "Never shared.", "Shared."]);

    aide.does(&["forget"]);
    assert!(aide.fails(&["list"]).contains("in no team"));
    relay.check();
}

#[test]
fn who_leaves_is_gone_at_once_and_new_keys_are_made_by_who_stays() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    let aide = invited(&parent, "aide", AIDE);
    assert!(parent.fails(&["leave"]).contains("not yours"), "the last guardian");
    clinician.does(&["leave"]);
    assert!(clinician.fails(&["sync"]).contains("taken out of the team"));
    parent.syncs();
    aide.syncs();
    log(&aide, "school", "Hallway walk", "Under new keys.");
    aide.syncs();
    parent.syncs();
    assert_eq!(notes(&parent), ["Under new keys."]);
    let gone = parent.does(&["members", "--json"]);
    assert!(gone.lines().any(|line| line.contains(CLINICIAN) && !line.contains("\"gone\":null")));
}

#[test]
fn a_lost_phone_is_replaced_from_the_printed_sheet_once() {
    let relay = Relay::start("warn");
    let lost = parent(&relay);
    let words = lost.does(&["sheet"]);
    assert_eq!(words.split(' ').count(), 24);
    assert!(lost.fails(&["sheet"]).contains("printed"), "its words are erased");
    let clinician = invited(&lost, "clinician", CLINICIAN);
    log(&clinician, "clinic", "Swing", "In the clinic.");
    clinician.syncs();
    let aide = invited(&lost, "aide", AIDE);
    log(&lost, "home", "Wall push-ups", "At home.");
    lost.syncs();
    // Keys that were made since the sheet was printed are handed to it too.
    let id = member(&lost, AIDE);
    lost.does(&["remove", "--member", &id]);
    clinician.syncs();
    log(&clinician, "clinic", "Swing", "Under new keys.");
    clinician.syncs();
    drop(aide);
    assert!(lost.does(&["sheet", "--check", &words]).contains("works"));

    let phone = Device::new();
    let mistyped = words.replacen(' ', " zebra ", 1);
    let relay_at = relay.origin();
    let recover =
        |device: &Device, words: &str| device.fails(&["recover", words, "--me", PARENT, "--relay", relay_at]);
    assert!(recover(&phone, &mistyped).contains("24 words"));
    phone.does(&["recover", &words, "--me", PARENT, "--relay", relay_at]);
    phone.syncs();
    assert_eq!(notes(&phone), ["At home.", "In the clinic.", "Under new keys."]);

    let thief = Device::new();
    let said = recover(&thief, &words);
    assert!(said.contains("does not know"), "a sheet is used once: {said}");
    let next = phone.does(&["sheet"]);
    assert_ne!(next, words);
    assert!(phone.does(&["sheet", "--check", &words]).contains("opens nothing"));

    // The lost phone goes, the person stays.
    lost.syncs();
    let device = lost.json(&["status", "--json"])["device"].as_str().expect("an id").to_owned();
    phone.does(&["remove", "--device", &device]);
    assert!(lost.fails(&["sync"]).contains("taken out of the team"));
    log(&phone, "home", "Wall push-ups", "From the new phone.");
    phone.syncs();
    clinician.syncs();
    assert!(notes(&clinician).contains(&"In the clinic.".to_owned()));
    // And the next sheet works like the first.
    let third = Device::new();
    third.does(&["recover", &next, "--me", PARENT, "--relay", relay_at]);
    third.syncs();
    assert_eq!(notes(&third), notes(&phone));
    relay.check();
}

#[test]
fn a_family_that_lost_everything_is_let_in_again_by_their_clinician_to_what_that_one_reads() {
    let relay = Relay::start("warn");
    let lost = parent(&relay);
    let clinician = invited(&lost, "clinician", CLINICIAN);
    log(&lost, "home", "Wall push-ups", "Before everything was lost.");
    lost.syncs();
    log(&clinician, "clinic", "Swing", "In the clinic.");
    clinician.syncs();
    drop(lost);

    // Nobody takes the family's place: who decides is not the clinician's to give.
    let said = clinician.fails(&["invite", "--role", "guardian"]);
    assert!(said.contains("guardian"), "{said}");
    let link = clinician.does(&["invite", "--role", "provider", "--also", "home"]);
    let back = Device::new();
    back.does(&["join", &link, "--me", PARENT]);
    back.syncs();
    assert_eq!(notes(&back), ["Before everything was lost."], "home, and not the clinic");
    log(&back, "home", "Wall push-ups", "Back again.");
    back.syncs();
    clinician.syncs();
    assert!(notes(&clinician).contains(&"Back again.".to_owned()));
    relay.check();
}

#[test]
fn an_invite_works_after_keys_changed_and_not_after_its_maker_was_removed() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    let aide = invited(&parent, "aide", AIDE);
    let theirs = clinician.does(&["invite", "--role", "aide"]);
    parent.syncs();
    let mine = parent.does(&["invite", "--role", "clinician"]);
    let id = member(&parent, AIDE);
    parent.does(&["remove", "--member", &id]);
    drop(aide);
    log(&parent, "home", "Wall push-ups", "Under new keys.");
    parent.syncs();
    let late = Device::new();
    late.does(&["join", &mine, "--me", "Late"]);
    late.syncs();
    assert_eq!(notes(&late), ["Under new keys."]);

    parent.syncs();
    let id = member(&parent, CLINICIAN);
    parent.does(&["remove", "--member", &id]);
    let said = Device::new().fails(&["join", &theirs, "--me", "Nobody"]);
    assert!(said.contains("cancelled"), "{said}");
}

#[test]
fn a_packed_file_and_the_sheet_bring_everything_back_without_any_relay() {
    let mut relay = Relay::start("warn");
    let lost = parent(&relay);
    let words = lost.does(&["sheet"]);
    let clinician = invited(&lost, "clinician", CLINICIAN);
    log(&clinician, "clinic", "Swing", "In the clinic.");
    clinician.syncs();
    lost.syncs();
    log(&lost, "home", "Wall push-ups", "Never shared.");
    let file = lost.store().join("backup.carryover");
    let file = file.to_str().expect("a path");
    lost.does(&["pack", file]);
    relay.kill();

    let phone = Device::new();
    let other = parent(&relay);
    let wrong = other.does(&["sheet"]);
    assert!(phone.fails(&["restore", file, "--sheet", &wrong]).contains("does not open this file"));
    phone.does(&["restore", file, "--sheet", &words]);
    assert_eq!(notes(&phone), ["In the clinic.", "Never shared."]);
    assert!(phone.fails(&["restore", file, "--sheet", &words]).contains("in that team already"));
    log(&phone, "home", "Wall push-ups", "From the new phone.");
    let next = phone.does(&["sheet"]);
    assert_ne!(next, words);

    relay.start_again();
    phone.does(&["sync", "--relay", relay.origin()]);
    clinician.syncs();
    assert_eq!(notes(&clinician), ["From the new phone.", "In the clinic.", "Never shared."]);
    assert!(
        Device::new()
            .fails(&["recover", &words, "--me", PARENT, "--relay", relay.origin()])
            .contains("does not know")
    );
    relay.check();
}

#[test]
fn a_file_for_somebody_has_only_what_they_lack() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    log(&clinician, "clinic", "Swing", "Shared.");
    clinician.syncs();
    parent.syncs();
    log(&parent, "home", "Wall push-ups", "New at home.");
    log(&clinician, "clinic", "Swing", "New in the clinic.");
    let theirs = clinician.store().join("theirs.carryover");
    let theirs = theirs.to_str().expect("a path");
    clinician.does(&["pack", theirs]);
    let mine = parent.store().join("mine.carryover");
    let mine = mine.to_str().expect("a path");
    let said = parent.does(&["pack", mine, "--lacked-by", theirs]);
    assert!(said.starts_with("packed 1 envelopes"), "{said}");
    parent.does(&["unpack", theirs]);
    clinician.does(&["unpack", mine]);
    assert_eq!(notes(&parent), notes(&clinician));
    assert_eq!(notes(&parent).len(), 3);
}

#[test]
fn whoever_is_on_another_branch_may_take_over_the_relays_history() {
    let mut relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    clinician.syncs();
    parent.syncs();
    // The parent invites somebody of whom the clinician does not hear before the relay loses everything.
    parent.does(&["invite", "--role", "aide"]);
    relay.kill();
    relay.lose_data();
    relay.start_again();
    clinician.syncs();
    let link = clinician.does(&["invite", "--role", "teacher"]);
    log(&parent, "home", "Wall push-ups", "Written on the other branch.");
    assert!(parent.fails(&["sync"]).contains("disagree"));
    assert_eq!(notes(&parent), ["Written on the other branch."]);

    parent.does(&["follow"]);
    parent.syncs();
    clinician.syncs();
    assert_eq!(notes(&clinician), ["Written on the other branch."]);
    let teacher = Device::new();
    teacher.does(&["join", &link, "--me", "Tova"]);
    parent.syncs();
    assert!(parent.does(&["members"]).contains("Tova"));
    assert_eq!(parent.syncs(), (0, 0), "silence");
    relay.check();
}

#[test]
fn another_device_of_the_same_person_joins_by_a_link_of_its_own_and_needs_no_name() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let aide = invited(&parent, "aide", AIDE);
    log(&parent, "home", "Wall push-ups", "From the phone.");
    parent.syncs();
    let link = parent.does(&["link"]);
    let tablet = Device::new();
    tablet.does(&["join", &link]);
    tablet.syncs();
    assert_eq!(notes(&tablet), ["From the phone."]);
    log(&tablet, "home", "Wall push-ups", "From the tablet.");
    tablet.syncs();
    parent.syncs();
    assert_eq!(notes(&parent), ["From the phone.", "From the tablet."]);
    let members = parent.does(&["members", "--json"]);
    assert_eq!(members.lines().count(), 2, "nobody new: {members}");
    assert_eq!(member(&tablet, PARENT), member(&parent, PARENT));
    let written = parent.list();
    assert_eq!(written[1]["author"], PARENT);

    // It works once, and is not for who reads only what is new.
    let said = Device::new().fails(&["join", &link]);
    assert!(said.contains("used already"), "{said}");
    let id = member(&parent, AIDE);
    aide.does(&["link"]);
    parent.does(&["grant", "--member", &id, "--scope", "home"]);
    assert!(aide.fails(&["link"]).contains("not yours"));

    // Lost, it goes, and the person stays.
    tablet.does(&[
        "remove",
        "--device",
        parent.json(&["status", "--json"])["device"].as_str().expect("an id"),
    ]);
    assert!(parent.fails(&["sync"]).contains("taken out of the team"));
    log(&tablet, "home", "Wall push-ups", "Under new keys.");
    tablet.syncs();
    assert_eq!(notes(&tablet).len(), 3);
    relay.check();
}

#[test]
fn roles_change_and_what_was_cleared_before_stays_cleared() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    let stop =
        |device: &Device, activity: &str| device.does(&["stop", "--activity", activity, "--reason", "pain"]);
    let paused = |device: &Device| {
        let open = device.list().into_iter().filter(|entry| entry["open"] == true);
        open.map(|entry| entry["activity"].as_str().expect("an activity").to_owned()).collect::<Vec<_>>()
    };
    let first = stop(&parent, "Swing");
    parent.syncs();
    clinician.syncs();
    clinician.does(&["clear", &first]);
    clinician.syncs();
    parent.syncs();
    assert!(paused(&parent).is_empty());

    let id = member(&parent, CLINICIAN);
    parent.does(&["change-role", "--member", &id, "--role", "provider"]);
    let second = stop(&parent, "Trampoline");
    parent.syncs();
    clinician.syncs();
    assert!(clinician.fails(&["clear", &second]).contains("only a clinician"));
    for device in [&parent, &clinician] {
        assert_eq!(paused(device), ["Trampoline"], "the swing was cleared by who was a clinician then");
    }

    // Back again, what they say counts again.
    parent.does(&["change-role", "--member", &id, "--role", "clinician"]);
    clinician.syncs();
    clinician.does(&["clear", &second]);
    clinician.syncs();
    parent.syncs();
    assert!(paused(&parent).is_empty());
    relay.check();
}

#[test]
fn guardianship_is_handed_over_and_the_team_is_never_without() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let aide = invited(&parent, "aide", AIDE);
    parent.syncs();
    let (me, next) = (member(&parent, PARENT), member(&parent, AIDE));
    assert!(parent.fails(&["change-role", "--member", &me, "--role", "provider"]).contains("not yours"));
    assert!(aide.fails(&["change-role", "--member", &next, "--role", "guardian"]).contains("not yours"));
    parent.does(&["change-role", "--member", &next, "--role", "guardian"]);
    parent.does(&["change-role", "--member", &me, "--role", "provider"]);
    aide.syncs();
    assert!(parent.fails(&["remove", "--member", &next]).contains("not yours"));
    aide.does(&["remove", "--member", &me]);
    assert!(parent.fails(&["sync"]).contains("taken out of the team"));
    relay.check();
}
