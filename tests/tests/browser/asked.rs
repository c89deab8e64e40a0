//! Asking the team: a question is answered, settled by whoever asked, and the list for the next visit begins with four.

use crate::alone;
use crate::people::{invite, join, saras_phone};
use crate::relay::Relay;

const OPEN: &str = "[data-test=question]:has([data-test=answer-open])";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_question_goes_to_the_ot_is_answered_and_settled() {
    let _alone = alone().await;
    let relay = Relay::start("asked");
    let mut parent = saras_phone("asked", &relay).await;
    let link = invite(&mut parent, "clinician").await;
    let mut clinician = join("asked-clinician", &link, "Noor").await;
    parent.tap("nav-plan").await;
    parent.tap("questions").await;
    parent.tap("ask").await;
    parent.write("field-question", "May she swing after lunch?").await;
    parent.tap("ask-to-clinician").await;
    parent.tap_at("[data-test=ask-sheet] [data-test=save]").await;
    parent.see_at(OPEN).await;

    clinician.read_at("flags", "May she swing after lunch?").await;
    clinician.tap("flag-look").await;
    clinician.read_at("question", "Sara").await;
    clinician.tap("answer-open").await;
    clinician.write("field-answer", "Yes, five turns.").await;
    clinician.tap("answer-send").await;
    clinician.read_at("answer", "Yes, five turns.").await;

    // An answer settles nothing by itself.
    parent.read_at("answer", "Noor").await;
    parent.see_at(OPEN).await;
    parent.tap("answer-open").await;
    parent.tap("settle-question").await;
    parent.see_gone(OPEN).await;
    clinician.see_gone(OPEN).await;
    clinician.tap_at("[data-test=questions-sheet] [data-test=close]").await;
    clinician.see_gone("[data-test=flag-look]").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn the_list_for_the_next_visit_begins_with_four_questions() {
    let _alone = alone().await;
    let relay = Relay::start("visit");
    let mut parent = saras_phone("visit", &relay).await;
    parent.tap("nav-plan").await;
    parent.tap("questions").await;
    let offered = |many: usize| {
        format!("return document.querySelectorAll('[data-test=visit-question]').length === {many}")
    };
    parent.until("four are offered", &offered(4)).await;
    for left in [3, 2] {
        parent.tap("visit-question").await;
        parent.until("the others stay on offer", &offered(left)).await;
    }
    let kept = "return document.querySelectorAll('[data-test=question]').length === 2";
    parent.until("two are on the list", kept).await;
    parent.script("location.reload()").await;
    parent.until("two are on the list", kept).await;
    parent.see_gone("[data-test=visit-start]").await;
}
