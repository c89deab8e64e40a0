//! Invites by their short codes, as somebody would use them who was called on the phone.

use carryover_tests::processes::{Device, Relay};

use crate::people::{log, parent};

#[test]
fn a_code_read_out_lets_in_once_and_a_mistyped_one_asks_nobody() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    log(&parent, "school", "Putty", "Before she came.");
    parent.syncs();
    let code = parent.does(&["invite", "--role", "clinician", "--code"]);
    let clinician = Device::new();
    let join =
        |device: &Device, code: &str| device.fails(&["join", code, "--me", "Luz", "--relay", relay.origin()]);

    assert!(
        clinician.fails(&["join", &code, "--me", "Luz"]).contains("add --relay URL"),
        "a code names no relay"
    );
    let other = if code.starts_with('0') { "1" } else { "0" };
    let mistyped = [other, &code[1..]].concat();
    let nobody = clinician.fails(&["join", &mistyped, "--me", "Luz", "--relay", "http://127.0.0.1:9"]);
    assert!(nobody.contains("a letter of this code is wrong"), "{nobody}");
    clinician.does(&["join", &code.to_lowercase(), "--me", "Luz", "--relay", relay.origin()]);
    clinician.syncs();
    assert_eq!(clinician.list()[0]["note"], "Before she came.");

    let said = join(&Device::new(), &code);
    assert!(said.contains("used already"), "{said}");
    let said = join(&Device::new(), "00000-00000-00000");
    assert!(said.contains("does not know this invite"), "{said}");
    relay.check();
}

#[test]
fn another_device_of_ones_own_joins_by_a_code() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    log(&parent, "home", "Putty", "From the phone.");
    parent.syncs();
    let code = parent.does(&["link", "--code"]);
    let tablet = Device::new();
    tablet.does(&["join", &code, "--relay", relay.origin()]);
    tablet.syncs();
    assert_eq!(tablet.list()[0]["note"], "From the phone.");
}
