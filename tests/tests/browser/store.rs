//! The promises of a device's store, kept by IndexedDB as the shipped app uses it.

use crate::alone;
use crate::device::Device;
use crate::relay::Relay;

/// What the app found; nothing while it looks.
const FOUND: &str = "return document.documentElement.dataset.selftest";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn indexed_db_keeps_the_promises_of_a_store() {
    let _alone = alone().await;
    let relay = Relay::start("store");
    let device = Device::new("store", &format!("{}/#selftest-store", relay.origin())).await;
    let found = device.until("the app has looked", FOUND).await;
    assert_eq!(found, "passed", "the promise that does not hold");
}
