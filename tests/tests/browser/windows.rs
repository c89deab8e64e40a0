//! The app in two windows of one browser: the one that is looked at has it, and nothing is lost on the way.

use serde_json::json;

use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{did_it, invite, join, saras_phone};
use crate::relay::Relay;
use crate::together::KEPT;

const BEGUN: &str = "She hummed";
const ENDED: &str = " all the way home.";

const NOTE: &str = "return document.querySelector('[data-test=note-text]')?.value";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn the_window_that_is_looked_at_has_the_app_and_what_was_half_written() {
    let _alone = alone().await;
    let relay = Relay::start("windows");
    let mut device = saras_phone("windows", &relay).await;
    let link = invite(&mut device, "clinician").await;
    device.tap("nav-today").await;
    let first = device.window().await;
    did_it(&mut device, "better").await;
    device.tap("write-note").await;
    device.write("note-text", BEGUN).await;

    // The first window's entry and its half-written note are in the second, which saves it.
    let second = device.open_window(&format!("{}/#today/note", relay.origin())).await;
    device.until("the note goes on here", &format!("{NOTE} === '{BEGUN}'")).await;
    device.write("note-text", ENDED).await;
    device.tap_at("[data-test=note-sheet] [data-test=save]").await;
    device.entries("the entry of either window", |all| all.len() == 2 && Entry::are_kept(all)).await;

    // Back in the first, the note is an entry and no longer half written.
    device.look_at(&first).await;
    device.until("nothing is half written", &format!("{NOTE} === ''")).await;
    device.tap_at("[data-test=note-sheet] [data-test=close]").await;
    device.see_gone("dialog").await;
    let both = [BEGUN, ENDED].concat();
    let has_note = |all: &[Entry]| all.iter().any(|entry| entry.text.contains(&both));
    device.entries("both, in the first window", |all| all.len() == 2 && has_note(all)).await;

    // It dies while it sends, and the second has what the first had saved.
    did_it(&mut device, "same").await;
    device.entries("a third is saved", |all| all.len() == 3 && Entry::are_kept(all)).await;
    device.crash().await;
    device.look_at(&second).await;
    device.entries("all three are here", |all| all.len() == 3 && Entry::are_kept(all)).await;
    did_it(&mut device, "harder").await;
    device.entries("a fourth is saved", |all| all.len() == 4 && Entry::are_kept(all)).await;

    // The relay has them all: whoever joins reads them.
    let mut clinician = join("windows-clinician", &link, "Noor").await;
    clinician.tap("nav-notes").await;
    clinician.entries("all four came by the relay", |all| all.len() == 4 && has_note(all)).await;
}

const FIRST: &str = " She hummed.";
const SECOND: &str = " Ana was there.";
const THIRD: &str = " It was late.";
const FOURTH: &str = " Then she slept.";

/// Half written in one window, saved after the other window had changed the same note: whether the first window hands
/// over what is typed, is taken over by force, or is loaded again meanwhile, both texts are there.
#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_note_that_two_windows_edit_keeps_both_texts() {
    let _alone = alone().await;
    let relay = Relay::start("windows-edit");
    let mut device = saras_phone("windows-edit", &relay).await;
    did_it(&mut device, "better").await;
    let saved = device.entries("the entry is saved", |all| all.len() == 1 && Entry::are_kept(all)).await;
    let record = saved[0].record.clone();
    let entry = format!("{}/#notes/entry/{record}", relay.origin());
    device.go_to_hash(&format!("notes/entry/{record}")).await;
    device.write("note-text", FIRST).await;

    // It moves along, and is saved with what is added there.
    let first = device.window().await;
    let second = device.open_window(&entry).await;
    device.until("it goes on here", &format!("{NOTE} === {FIRST:?}")).await;
    device.write("note-text", SECOND).await;
    save_note(&mut device).await;
    device.look_at(&first).await;
    let both = [FIRST, SECOND].concat();
    device.until("both are in the first window", &format!("{NOTE} === {both:?}")).await;

    // A window that hangs keeps what is half written to itself.
    device.write("note-text", THIRD).await;
    device.script(HANG_FOR_A_WHILE).await;
    device.look_at(&second).await;
    device.until("the second has the app", &format!("{NOTE} === {both:?}")).await;
    device.write("note-text", FOURTH).await;
    save_note(&mut device).await;
    device.look_at(&first).await;
    // Where it was looked at again before it noticed, it asks whether to go on here.
    let go_on =
        format!("document.querySelector('[data-test=use-here]')?.click(); {NOTE}?.includes({THIRD:?})");
    device.until("it is as it was typed", &go_on).await;
    device.script("location.reload()").await;
    device.until("and after loading again", &format!("{NOTE}?.includes({THIRD:?})")).await;
    save_note(&mut device).await;
    let parts = json!([FIRST, SECOND, THIRD, FOURTH]);
    let all =
        format!("const note = {}; return {parts}.every(part => note?.includes(part)) && note", &NOTE[7..]);
    let merged = device.until("all of it is there", &all).await;
    device.look_at(&second).await;
    let there = device.until("and in the second window", &all).await;
    assert_eq!(there, merged);
}

async fn save_note(device: &mut Device) {
    device.tap_at("[data-test=detail] [data-test=save]").await;
    device.see_gone("[data-test=detail] [data-test=save]").await;
}

/// A window dies while its entries are on their way to the relay: the next one sends the rest, and each is there once.
#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_window_that_dies_while_it_sends_leaves_the_rest_to_the_next() {
    let _alone = alone().await;
    let mut relay = Relay::start("windows-sending");
    let mut device = saras_phone("windows-sending", &relay).await;
    let link = invite(&mut device, "clinician").await;
    device.tap("nav-today").await;
    device.until("the app is kept for offline", KEPT).await;
    relay.stop();
    let home = device.open_window("about:blank").await;
    let today = format!("{}/#today", relay.origin());
    let mut written = 0;
    for round in 0..5 {
        device.open_window(&today).await;
        device.entries("what was saved is here", |all| all.len() >= written).await;
        for _ in 0..3 {
            did_it(&mut device, "same").await;
            written += 1;
            device.entries("it is saved", |all| all.len() == written && Entry::are_kept(all)).await;
        }
        // Some rounds die with the first frames on their way, others before there is a relay.
        relay.start_again();
        if round % 2 == 0 {
            device.script("dispatchEvent(new Event('online'))").await;
            device.until("something is shared", ANY_SHARED).await;
        }
        device.crash().await;
        device.close_window().await;
        device.look_at(&home).await;
        relay.stop();
    }
    relay.start_again();
    device.open_window(&today).await;
    let shared = |all: &[Entry]| all.len() == written && all.iter().all(|entry| entry.shared == "shared");
    device.entries("all of it is shared", shared).await;
    let mut clinician = join("windows-sending-clinician", &link, "Noor").await;
    clinician.tap("nav-notes").await;
    clinician.entries("each is there once", |all| all.len() == written).await;
}

const ANY_SHARED: &str = "return document.querySelector('[data-test=entry][data-shared=shared]') !== null";

/// It hangs from the moment it is hidden, until the other window has taken the app, as a frozen window would.
const HANG_FOR_A_WHILE: &str = "addEventListener('visibilitychange', () => { \
    const begun = Date.now(); while (document.hidden && Date.now() - begun < 4000); }, { capture: true, once: true })";

/// It hangs from the moment it is hidden, as a frozen window would.
const HANG: &str = "addEventListener('visibilitychange', () => { for (;;); }, true)";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_window_that_does_not_answer_cannot_keep_the_app() {
    let _alone = alone().await;
    let relay = Relay::start("windows-hung");
    let mut device = saras_phone("windows-hung", &relay).await;
    did_it(&mut device, "better").await;
    device.entries("the entry is saved", |all| all.len() == 1 && Entry::are_kept(all)).await;
    device.script(HANG).await;
    device.open_window(&format!("{}/#today", relay.origin())).await;
    device.entries("the entry is here", |all| all.len() == 1).await;
    did_it(&mut device, "same").await;
    device.entries("another is saved", |all| all.len() == 2 && Entry::are_kept(all)).await;
}
