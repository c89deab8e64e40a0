//! The app in two windows of one browser: the one that is looked at has it, and nothing is lost on the way.

use crate::alone;
use crate::device::Entry;
use crate::people::{did_it, invite, join, saras_phone};
use crate::relay::Relay;

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
