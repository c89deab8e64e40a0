//! The choice board: each tap is an entry, and the child does not get out of it; an adult does.

use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{leave_board, saras_phone};
use crate::relay::Relay;

const BOARD: &str = "[data-test=childs-board]";

/// Keys as a driver types them.
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_child_chooses_and_only_an_adult_leaves_the_board() {
    let _alone = alone().await;
    let relay = Relay::start("chosen");
    let mut device = Device::new("chosen", relay.origin()).await;
    device.tap("start-sample").await;
    device.see("sample-ribbon").await;
    device.go_to_hash("plan").await;
    device.tap("show-board").await;
    device.see_at(BOARD).await;

    device.take_taps();
    device.tap("choice-tile").await;
    device.read_at("said-aloud", "Playdough").await;
    assert_eq!(device.take_taps(), 1, "one tap asks");
    device.tap("choice-no").await;
    device.read_at("said-aloud", "No").await;

    // A child's ways out: Escape twice, a quick tap, Back, a reload.
    for _ in 0..2 {
        device.write("gate", ESCAPE).await;
    }
    device.tap("gate").await;
    device.see_gone("[data-test=gate-leave]").await;
    device.script("history.back()").await;
    device.see_at(BOARD).await;
    device.script("location.reload()").await;
    device.see_at(BOARD).await;

    // A switch or a keyboard presses once and confirms.
    device.write("gate", ENTER).await;
    device.tap("gate-stay").await;
    device.see_gone("[data-test=gate-leave]").await;
    device.write("gate", ENTER).await;
    device.tap("gate-leave").await;
    device.see_gone(BOARD).await;

    // A finger is held.
    device.go_to_hash("plan").await;
    device.tap("show-board").await;
    device.see_at(BOARD).await;
    device
        .script(
            "document.querySelector('[data-test=gate]').dispatchEvent(new PointerEvent('pointerdown', \
             { bubbles: true }))",
        )
        .await;
    device.see_gone(BOARD).await;

    device.go_to_hash("notes").await;
    // The sample's child has chosen before, on others' devices.
    let said = |all: &[Entry], said: &str| all.iter().any(|entry| entry.text.contains(said));
    let both = |all: &[Entry]| said(all, "Asked for: PlaydoughHome · You") && said(all, "Said noHome · You");
    device.entries("both are written down", both).await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_schedule_is_ticked_in_order_and_a_reload_keeps_the_ticks() {
    let _alone = alone().await;
    let relay = Relay::start("schedule");
    let mut parent = saras_phone("schedule", &relay).await;
    parent.tap("nav-plan").await;
    parent.tap("add-board").await;
    parent.write("field-title", "Today").await;
    parent.tap("is-schedule").await;
    for step in ["Warm up", "Swing", "Goodbye"] {
        parent.write("own-tile", step).await;
        parent.tap("own-tile-add").await;
    }
    // The second comes first.
    parent.tap("tile-up").await;
    parent.tap_at("[data-test=board-sheet] [data-test=save]").await;
    parent.see_gone("dialog").await;
    parent.tap("show-board").await;
    parent.see_at(BOARD).await;
    let steps = "return [...document.querySelectorAll('[data-test=schedule-tile]')] \
        .map(tile => tile.textContent + tile.getAttribute('aria-pressed')).join()";
    let are = |all: &str| format!("return (() => {{ {steps} }})() === '{all}'");
    parent.until("in order", &are("1Swingfalse,2Warm upfalse,3Goodbyefalse")).await;
    parent.tap("schedule-tile").await;
    parent.until("one is done", &are("1Swingtrue,2Warm upfalse,3Goodbyefalse")).await;
    parent.script("location.reload()").await;
    parent.until("still", &are("1Swingtrue,2Warm upfalse,3Goodbyefalse")).await;
    parent.see_gone("[data-test=choice-no]").await;
    leave_board(&mut parent).await;
    parent.see_gone(BOARD).await;
}
