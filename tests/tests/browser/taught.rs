//! A program that another person carries out: named, activated by a clinician, read and taught, each for one version.

use crate::alone;
use crate::device::Device;
use crate::people::{AT_SCHOOL, invite, join, plan_program, saras_phone};
use crate::relay::Relay;

const PROGRAM: &str = "[data-test=program]";
/// Whoever came last: the aide.
const THE_AIDE: &str = "[data-test=strategy-sheet] [data-test=carrier]:last-child";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_program_waits_for_the_ot_and_is_read_and_taught_by_version() {
    let _alone = alone().await;
    let relay = Relay::start("taught");
    let mut parent = saras_phone("taught", &relay).await;
    let for_clinician = invite(&mut parent, "clinician").await;
    let mut clinician = join("taught-clinician", &for_clinician, "Noor").await;
    let for_aide = invite(&mut clinician, "aide").await;
    let mut aide = join("taught-aide", &for_aide, "Ana").await;
    clinician.read("Ana").await;
    let taps = [AT_SCHOOL, "[data-test=needs-ot]", THE_AIDE];
    plan_program(&mut clinician, "Lap pad", "trials", "Pad on her lap", &taps).await;

    aide.see_at(&format!("{PROGRAM} [data-test=rests]")).await;
    aide.read_at("carriers", "For you").await;
    aide.see_gone(&format!("{PROGRAM} .key")).await;
    aide.tap("about").await;
    aide.see("item-sheet").await;
    aide.see_gone("[data-test=activate]").await;

    open_item(&mut clinician).await;
    clinician.read_at("carriers", "For Ana").await;
    clinician.write("field-mind", "Ten minutes at most.").await;
    clinician.tap("activate").await;
    clinician.read_at("activated", "Noor").await;
    clinician.read_at("unread", "Ana").await;

    aide.read_at("activated", "Noor").await;
    aide.tap("read-it").await;
    aide.read_at("readers", "Ana").await;
    aide.tap_at("[data-test=item-sheet] [data-test=close]").await;
    aide.see_at(&format!("{PROGRAM} .key")).await;

    clinician.read_at("readers", "Ana").await;
    clinician.see_gone("[data-test=unread]").await;
    teach_the_aide(&mut clinician).await;

    // Another version is activated, read and taught anew, and is for the same person.
    clinician.tap("item-edit").await;
    clinician.write("field-how", " and count to ten").await;
    clinician.tap("strategy-more").await;
    // The first of January of 2026, as it is typed in a calendar.
    clinician.write("field-contact", "01012026").await;
    clinician.tap_at("[data-test=strategy-sheet] [data-test=save]").await;
    clinician.see_gone("dialog").await;
    aide.read_at("read-version", "read version 2").await;
    aide.read_at("carriers", "For you").await;
    aide.see_at(&format!("{PROGRAM} [data-test=rests]")).await;
    aide.see_gone(&format!("{PROGRAM} .key")).await;
    clinician.read_at("contact-due", "Contact is due").await;
    aide.see_gone("[data-test=contact-due]").await;
    open_item(&mut clinician).await;
    clinician.read_at("unread", "Ana").await;
    clinician.read_at("item-sheet", "Jan 1, 2026").await;
    clinician.see("activate").await;
    clinician.see_gone("[data-test=trained]").await;
}

/// The newest item of the plan, with all of it.
async fn open_item(clinician: &mut Device) {
    clinician.tap_at("[data-test=plan-item]:has([data-test=carriers]) [data-test=item-details]").await;
    clinician.see("item-sheet").await;
}

async fn teach_the_aide(clinician: &mut Device) {
    clinician.tap("add-training").await;
    clinician.tap_at("[data-test=training-sheet] [data-test=save]").await;
    clinician.read("Choose a person.").await;
    clinician.tap_at("[data-test=whom]:last-child").await;
    for step in ["explained", "modelled", "coached"] {
        clinician.tap(step).await;
    }
    clinician.write("field-right", "5").await;
    clinician.write("field-of", "4").await;
    clinician.tap_at("[data-test=training-sheet] [data-test=save]").await;
    clinician.read("Write two whole numbers").await;
    clinician.write("field-of", "0").await;
    clinician.tap_at("[data-test=training-sheet] [data-test=save]").await;
    clinician.read_at("trained", "Ana").await;
    clinician.read_at("trained", "Coached").await;
    clinician.read_at("trained", "5 of 40 steps").await;
}
