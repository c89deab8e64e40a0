//! Private notes: on the devices of whoever wrote them, and nowhere else, whatever becomes of the devices.

use carryover_tests::processes::{Device, Relay};

use crate::people::{AIDE, CLINICIAN, invited, log, parent};

fn notes(device: &Device) -> Vec<String> {
    let mut notes: Vec<String> =
        device.list().iter().map(|entry| entry["note"].as_str().expect("a note").to_owned()).collect();
    notes.sort_unstable();
    notes
}

fn keeps(device: &Device, note: &str) {
    device.does(&["note", "--setting", "clinic", "--private", note]);
}

/// Another device of the same person.
fn linked(device: &Device) -> Device {
    let link = device.does(&["link"]);
    let other = Device::new();
    other.does(&["join", &link]);
    other.syncs();
    other
}

/// The only device that a member has beside this one.
fn other_device(of: &Device, gone_from: &Device) -> String {
    let mine = of.json(&["status", "--json"])["device"].as_str().expect("an id").to_owned();
    let theirs = gone_from.json(&["status", "--json"])["device"].as_str().expect("an id").to_owned();
    assert_ne!(mine, theirs);
    theirs
}

#[test]
fn a_private_note_reaches_its_writers_other_devices_and_nobody_else() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    keeps(&parent, "The parent's own, before anybody else was there.");
    let clinician = invited(&parent, "clinician", CLINICIAN);
    let viewer = invited(&parent, "viewer", "Dr. Vega");
    clinician.syncs();
    keeps(&clinician, "Two hours of reading reports.");
    log(&clinician, "clinic", "Swing", "For everybody.");
    viewer.syncs();
    keeps(&viewer, "Also who only reads along has notes of their own.");
    for device in [&clinician, &parent, &viewer, &clinician] {
        device.syncs();
    }
    assert_eq!(notes(&parent), ["For everybody.", "The parent's own, before anybody else was there."]);
    assert_eq!(notes(&clinician), ["For everybody.", "Two hours of reading reports."]);
    assert_eq!(notes(&viewer), ["Also who only reads along has notes of their own."]);

    let laptop = linked(&clinician);
    assert_eq!(notes(&laptop), notes(&clinician));
    keeps(&laptop, "From the laptop.");
    laptop.syncs();
    clinician.syncs();
    assert_eq!(notes(&clinician), ["For everybody.", "From the laptop.", "Two hours of reading reports."]);

    // A guardian takes out the phone that was lost; the keys are the clinician's to make, and the phone gets nothing.
    let phone = other_device(&laptop, &clinician);
    parent.syncs();
    parent.does(&["remove", "--device", &phone]);
    laptop.syncs();
    keeps(&laptop, "After the phone was lost.");
    laptop.syncs();
    assert!(clinician.fails(&["sync"]).contains("taken out of the team"));
    let tablet = linked(&laptop);
    assert_eq!(notes(&tablet).len(), 4, "old and new ones: {:?}", notes(&tablet));
    assert_eq!(notes(&parent).len(), 2);
    relay.check();
}

#[test]
fn the_sheet_brings_its_owners_private_notes_back_and_nobody_elses() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    keeps(&parent, "Kept by the parent.");
    let aide = invited(&parent, "aide", AIDE);
    aide.syncs();
    keeps(&aide, "Kept by the aide.");
    aide.syncs();
    parent.syncs();
    let words = parent.does(&["sheet"]);
    let phone = Device::new();
    phone.does(&["recover", &words, "--me", "Pat", "--relay", relay.origin()]);
    phone.syncs();
    assert_eq!(notes(&phone), ["Kept by the parent."]);
}
