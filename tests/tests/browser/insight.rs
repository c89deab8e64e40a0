//! What all notes together say: what helps with the notes behind it, goals over time with the table behind them, and
//! what came since the last visit.

use crate::access::look;
use crate::alone;
use crate::device::Device;
use crate::people::{did_it, saras_phone};
use crate::relay::Relay;

/// The sample child, as a clinician looks at it.
async fn explored(name: &str, relay: &Relay) -> Device {
    let mut device = Device::new(name, relay.origin()).await;
    device.resize(1280, 800).await;
    device.tap("start-sample").await;
    device.see("sample-ribbon").await;
    device.tap("look-as-clinician").await;
    device
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn few_answers_are_told_without_a_share_and_lead_to_their_notes() {
    let _alone = alone().await;
    let relay = Relay::start("helps-few");
    let mut parent = saras_phone("helps-few", &relay).await;
    did_it(&mut parent, "better").await;
    parent.entries("it is saved", |all| all.len() == 1 && all[0].is_kept()).await;
    parent.go_to_hash("notes").await;
    parent.tap("what-helps").await;
    parent.read_at("helped-said", "Helped 1 of 1 time · too few to say").await;
    let share = "return document.querySelector('main').textContent.includes('%')";
    assert_eq!(parent.script(share).await, serde_json::Value::Bool(false), "no share of one");
    parent.tap("helps-notes").await;
    parent.see_at("[data-test=behind] [data-test=entry]").await;
    parent.tap_at("[data-test=behind] [data-test=entry]").await;
    parent.see("entry-sheet").await;
    parent.tap("close").await;
    look(&parent, "es", "light").await;
    parent.read_at("helped-said", "Ayudó 1 de 1 vez · muy pocas para saber").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn what_helps_is_told_by_place_with_its_interval_for_clinicians() {
    let _alone = alone().await;
    let relay = Relay::start("helps");
    let mut device = explored("helps", &relay).await;
    device.go_to_hash("helps").await;
    device.see("helped").await;
    device.read_at("interval", "95 % interval").await;
    device.see("turns").await;
    device.tap("where-when").await;
    device.tap("slice").await;
    device.see_at("[data-test=behind] [data-test=entry]").await;
    device.go_to_hash("today").await;
    device.tap("look-as-guardian").await;
    device.go_to_hash("helps").await;
    device.see("helped").await;
    device.see_gone("[data-test=interval]").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_goal_is_drawn_with_its_lanes_and_every_number_is_in_the_table() {
    let _alone = alone().await;
    let relay = Relay::start("charts");
    let mut device = explored("charts", &relay).await;
    device.go_to_hash("plan").await;
    device.tap("charts").await;
    device.see_at("[data-test=chart] .chart-drawing .school .dot").await;
    device.see_at("[data-test=chart] .mastery").await;
    device.see_at("[data-test=chart] .phase").await;
    device.read_at("chart-score", "T ").await;
    device.tap("chart-table").await;
    let same = "const chart = document.querySelector('[data-test=chart]'); \
        const drawn = chart.querySelectorAll('.chart-drawing :is(.dot, .better, .same, .harder)').length; \
        const rows = chart.querySelectorAll('[data-test=chart-rows] tbody tr').length; \
        return rows > 0 && rows >= drawn";
    device.until("a row for each mark", same).await;
    device.tap("chart-day").await;
    device.see("entry-sheet").await;
}

/// Chooses an answer of a list.
async fn choose(device: &Device, list: &str, code: &str) {
    let script = format!(
        "const list = document.querySelector('[data-test={list}]'); list.value = '{code}'; \
         list.dispatchEvent(new Event('change', {{ bubbles: true }})); return list.value === '{code}'"
    );
    device.until("the answer is there", &script).await;
}

async fn shown(device: &Device) -> u64 {
    let shown = device.script("return document.querySelectorAll('.lanes [data-test=entry]').length").await;
    shown.as_u64().expect("a number")
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn the_lanes_show_what_came_since_the_last_visit_and_the_flags_settle_it() {
    let _alone = alone().await;
    let relay = Relay::start("since");
    let mut device = explored("since", &relay).await;
    device.see("lane-home").await;
    device.see_at(".lanes [data-test=entry]").await;
    let since_visit = shown(&device).await;
    choose(&device, "since-when", "all").await;
    device
        .until(
            "more is shown",
            &format!("return document.querySelectorAll('.lanes [data-test=entry]').length > {since_visit}"),
        )
        .await;
    choose(&device, "since-setting", "home").await;
    device.see_gone(".lane.school [data-test=entry]").await;
    choose(&device, "since-setting", "").await;
    device.see_at(".lane.school [data-test=entry]").await;

    // Two notes of maybe one event stand beside each other; neither is gone.
    device.tap_at("[data-test=flags] li:has([href$=i-twins]) [data-test=flag-look]").await;
    device
        .until("both stand there", "return document.querySelectorAll('[data-test=twin-side]').length === 2")
        .await;
    // What was changed in two places is settled where it is told.
    device.see("flag-two-places").await;
    device.tap_at("[data-test=flag-two-places] [data-test=settle]").await;
    let one_left = "return document.querySelectorAll('[data-test=flag-two-places]').length === 1";
    device.until("one of the two is settled", one_left).await;
}
