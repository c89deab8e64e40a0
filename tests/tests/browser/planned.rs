//! What the plan says: small things for home with gentle hints, goals as sentences, tools, safety notes that are
//! acknowledged; and the check-in of a parent.

use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{AT_SCHOOL, invite, join, own_activity, saras_phone, saras_team};
use crate::relay::Relay;

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_plan_for_home_stays_small_by_hints_that_refuse_nothing() {
    let _alone = alone().await;
    let relay = Relay::start("small");
    let mut parent = saras_phone("small", &relay).await;
    own_activity(&mut parent, "Swing").await;
    parent.see_gone("[data-test=hint]").await;
    parent.tap("channel-vestibular").await;
    parent.read("Movement goes well with deep pressure or heavy work").await;
    parent.tap("supervise").await;
    save(&mut parent, "strategy-sheet").await;
    own_activity(&mut parent, "Carry the laundry").await;
    parent.read("This is the third thing for home.").await;
    parent.write("field-minutes", "6").await;
    parent.read("More than 5 minutes.").await;
    save(&mut parent, "strategy-sheet").await;
    let three = "return document.querySelectorAll('[data-test=plan-item]').length === 3";
    parent.until("all three are planned", three).await;
    parent
        .tap_at(
            "[data-test=plan-item]:has([data-test=item-details][aria-label*=Swing]) [data-test=item-details]",
        )
        .await;
    for badge in ["New", "Stay beside"] {
        parent.read_at("item-sheet", badge).await;
    }
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_goal_reads_as_a_sentence_and_two_come_first_with_the_reason() {
    let _alone = alone().await;
    let relay = Relay::start("goals");
    let mut parent = saras_phone("goals", &relay).await;
    parent.tap("nav-plan").await;
    parent.tap("add-goal").await;
    parent.write("field-condition", "At circle time").await;
    parent.write("field-behaviour", "stays with the group").await;
    parent.tap("level-verbal").await;
    parent.write("field-prompts", "1").await;
    parent.write("field-percent", "80").await;
    let sentence = "At circle time: stays with the group, with at most: words, with at most 1 prompt, in 80 of 100 tries";
    parent.read_at("goal-reads", sentence).await;
    for answer in ["goal-school", "goal-home", "area-play", "lane-participation"] {
        parent.tap(answer).await;
    }
    save(&mut parent, "goal-sheet").await;
    parent.read_at("goal", sentence).await;
    for shown in ["School", "Home", "Play", "Taking part"] {
        parent.read_at("goal", shown).await;
    }
    parent.tap("add-goal").await;
    parent.write("field-behaviour", "zips her coat").await;
    save(&mut parent, "goal-sheet").await;

    parent.tap("order").await;
    // The second one comes first.
    parent.tap_at("[data-test=order-goal]:last-child").await;
    parent.write("field-why", "Winter is coming.").await;
    save(&mut parent, "order-sheet").await;
    parent.read_at("goal", "zips her coat").await;
    parent.read_at("goal-place", "1 this month").await;
    parent.read_at("order-why", "Winter is coming.").await;

    parent.tap("review").await;
    parent.write("field-question", "She does it at home.").await;
    parent.tap_at("[data-test=ask-sheet] [data-test=save]").await;
    parent.read_at("question", "zips her coat").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_tool_says_where_it_is_and_who_was_taught_it() {
    let _alone = alone().await;
    let relay = Relay::start("tool");
    let (mut parent, mut aide) = saras_team("tool", &relay).await;
    own_activity(&mut parent, "Talking tablet").await;
    parent.write("field-how", "On her table. Volume at five.").await;
    parent.tap_at(AT_SCHOOL).await;
    parent.tap("strategy-more").await;
    parent.tap("assistive").await;
    save(&mut parent, "strategy-sheet").await;
    let details = "[data-test=plan-item]:has(.school) [data-test=item-details]";
    parent.tap_at(details).await;
    parent.read_at("item-sheet", "Assistive technology").await;
    parent.tap("add-training").await;
    parent.tap_at("[data-test=whom]:last-child").await;
    parent.tap("alone").await;
    save(&mut parent, "training-sheet").await;
    // What works is logged like anything else.
    aide.tap("nav-today").await;
    aide.tap("helped-better").await;
    aide.entries("it is kept", |all| all.len() == 1 && Entry::are_kept(all)).await;
    aide.tap("nav-plan").await;
    aide.tap_at(details).await;
    aide.read_at("trained", "Can do it alone").await;
    aide.read_at("item-sheet", "Volume at five.").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_safety_note_is_pinned_and_acknowledged_by_its_version() {
    let _alone = alone().await;
    let relay = Relay::start("safety");
    let mut parent = saras_phone("safety", &relay).await;
    pin(&mut parent, "add-safety", "No swings").await;
    let link = invite(&mut parent, "aide").await;
    let mut aide = join("safety-aide", &link, "Ana").await;
    aide.read_at("safety", "No swings").await;
    aide.tap_at("[data-test=safety] [data-test=read-it]").await;
    aide.see_gone("[data-test=safety] [data-test=read-it]").await;
    parent.tap("nav-plan").await;
    parent.read_at("safety-note", "Ana").await;
    pin(&mut parent, "edit-safety", " after lunch").await;
    aide.read_at("safety", "No swings after lunch").await;
    aide.see_at("[data-test=safety] [data-test=read-it]").await;
    parent.see_gone("[data-test=safety-note] [data-test=readers]").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_check_in_is_four_taps_and_an_entry() {
    let _alone = alone().await;
    let relay = Relay::start("check-in");
    let mut parent = saras_phone("check-in", &relay).await;
    parent.take_taps();
    for answer in ["check-in", "sleep-broken", "tough-bedtime"] {
        parent.tap(answer).await;
    }
    save(&mut parent, "check-in-sheet").await;
    assert_eq!(parent.take_taps(), 4, "a check-in");
    let entries = parent.entries("it is kept", |all| all.len() == 1 && Entry::are_kept(all)).await;
    parent.go_to_hash(&format!("notes/entry/{}", entries[0].record)).await;
    for said in ["Woke up", "Bedtime"] {
        parent.read_at("detail", said).await;
    }
}

/// Writes at the end of a safety note, a new one or the one there is.
async fn pin(device: &mut Device, way: &str, text: &str) {
    device.tap("nav-plan").await;
    device.tap(way).await;
    device.write("field-sentence", text).await;
    save(device, "sentence-sheet").await;
}

/// Saves what is on a sheet.
async fn save(device: &mut Device, sheet: &str) {
    device.tap_at(&format!("[data-test={sheet}] [data-test=save]")).await;
    device.see_gone(&format!("[data-test={sheet}]")).await;
}
