//! A card of the team's own: made, found by what is nearby, planned, and logged.

use crate::alone;
use crate::people::saras_phone;
use crate::relay::Relay;

const OWN: &str = "[data-test=library-sheet] [data-test=card-own]";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn an_own_card_is_found_by_what_is_nearby_planned_and_logged() {
    let _alone = alone().await;
    let relay = Relay::start("cards");
    let mut parent = saras_phone("cards", &relay).await;
    parent.go_to_hash("plan/library").await;
    parent.tap("new-card").await;
    parent.see("card-sheet").await;
    parent.write("field-title", "Push the bench").await;
    parent.write("field-how", "To the line and back.").await;
    parent.tap_at("[data-test=card-sheet] [data-test=list-strengthening]").await;
    parent.tap("near-hallway").await;
    parent.tap("supervise").await;
    parent.tap("save").await;
    parent.see_gone("dialog").await;

    // A wall is not enough, with a hallway it can be done; every card shows when nothing is chosen.
    parent.tap("add-strategy").await;
    parent.see_at(OWN).await;
    parent.see("card-wall-push-ups").await;
    parent.tap("near-wall").await;
    parent.see_gone(OWN).await;
    parent.see("card-wall-push-ups").await;
    parent.see_gone("[data-test=card-push-basket]").await;
    parent.tap("near-hallway").await;
    parent.see("card-push-basket").await;
    parent.tap_at(OWN).await;
    parent.see("strategy-sheet").await;
    let kept = "return document.querySelector('[data-test=field-title]').value === 'Push the bench' \
        && document.querySelector('[data-test=field-how]').value === 'To the line and back.' \
        && document.querySelector('[data-test=supervise]').checked";
    parent.until("the form begins with the card", kept).await;
    parent.tap("save").await;
    parent.see_gone("dialog").await;
    parent
        .until("both are planned", "return document.querySelectorAll('[data-test=plan-item]').length === 2")
        .await;

    // Corrected: a new version, and the first one in its past.
    parent.go_to_hash("plan/library").await;
    parent.tap("edit-card").await;
    parent.write("field-title", " slowly").await;
    parent.tap("save").await;
    parent.see_gone("dialog").await;
    parent.go_to_hash("plan/library").await;
    parent.read_at("own-card", "Push the bench slowly").await;
    parent.tap_at("[data-test=own-card] [data-test=history-open]").await;
    parent.read_at("own-card", "Wrote version 2").await;
    parent.go_to_hash("today").await;
    parent.see_gone("dialog").await;

    parent.tap("more").await;
    parent.tap_at("[data-test=more-sheet] [data-test=card-own]").await;
    parent.tap_at("[data-test=more-sheet] [data-test=helped-better]").await;
    let entries = parent.entries("it is written down", |all| all.len() == 1 && all[0].is_kept()).await;
    assert!(entries[0].text.contains("Push the bench slowly"), "{entries:?}");
}
