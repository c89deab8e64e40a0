//! A relay that takes new teams only with its operator's token: the app says so, asks for it, and nothing is lost meanwhile.

use crate::access::examine;
use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{did_it, found};
use crate::relay::Relay;

const TOKEN: &str = "what the operator gave out";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_relay_that_asks_for_a_token_is_told_it_in_the_app_and_nothing_is_lost() {
    let _alone = alone().await;
    let relay = Relay::start_asking("token", Some(TOKEN));
    let mut parent = Device::new("token-parent", relay.origin()).await;
    found(&mut parent, "Zuri", "Sara").await;
    parent.read_at("sync-pill", "The relay asks for its word").await;
    did_it(&mut parent, "better").await;
    parent.entries("it is saved here", |all| all.len() == 1 && all[0].shared == "saved").await;

    parent.tap("sync-pill").await;
    parent.read("Your notes are safe here.").await;
    parent.write("relay-token", "what the operator did not give out").await;
    parent.tap("say-token").await;
    parent.read("The relay did not take that.").await;
    let mut problems = String::new();
    examine(&parent, "a token is asked for", "en", "light", &mut problems).await;
    parent.write("relay-token", TOKEN).await;
    parent.tap("say-token").await;
    parent.see_gone("[data-test=relay-token]").await;
    parent.tap("close").await;
    let is_shared = |all: &[Entry]| all.len() == 1 && all[0].shared == "shared";
    parent.entries("it is shared", is_shared).await;
    assert!(problems.is_empty(), "axe found:\n{problems}");
}
