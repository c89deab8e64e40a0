//! What a log costs, counted in taps (DOMAIN.md section 5).

use crate::alone;
use crate::people::{did_another, did_it, saras_phone};
use crate::relay::Relay;

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_log_is_two_taps_another_activity_three_and_stop_two() {
    let _alone = alone().await;
    let relay = Relay::start("taps");
    let mut parent = saras_phone("taps", &relay).await;

    parent.take_taps();
    did_it(&mut parent, "better").await;
    parent.entries("the activity is saved", |all| all.len() == 1 && all[0].shared != "saving").await;
    assert_eq!(parent.take_taps(), 2, "an activity of the plan");

    did_another(&mut parent, "same").await;
    parent.entries("another activity is saved", |all| all.len() == 2).await;
    assert_eq!(parent.take_taps(), 3, "another activity");

    parent.tap("stop").await;
    parent.tap("stop-reason-pain").await;
    parent.see("stopped").await;
    assert_eq!(parent.take_taps(), 2, "STOP");
    // Right then it says what can be done instead.
    parent.see_at("[data-test=stop-sheet] .instead li").await;
    parent.tap_at("[data-test=stop-sheet] [data-test=close]").await;
    parent.entries("the stop is saved too", |all| all.len() == 3).await;
}
