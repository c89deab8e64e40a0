//! The browser's storage in every trouble that can be made here: each has a plain sentence, in both languages, and
//! nothing that was stored is touched. A full disk is in [`full`](crate::full).

use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{did_it, saras_phone};
use crate::relay::Relay;

/// No storage at all, as in some private windows.
const NONE: &str = "Object.defineProperty(window, 'indexedDB', { get: () => { \
    if (sessionStorage.getItem('no-store')) throw new DOMException('no', 'SecurityError'); } })";

/// Keeps every connection that the app opens, so that it can be lost.
const KEEP: &str = "const open = IDBFactory.prototype.open; window.connections = []; \
    IDBFactory.prototype.open = function (...asked) { const request = open.apply(this, asked); \
    request.addEventListener('success', () => connections.push(request.result)); return request; }";

/// The app as its next version would be: it asks for a newer store.
const NEXT: &str = "const open = IDBFactory.prototype.open; \
    IDBFactory.prototype.open = function (name, version) { return open.call(this, name, version + 1); }";

/// Opens the app's database in this page, which holds on to it: with this version, or as it is.
fn hold(version: Option<u32>) -> String {
    let version = version.map_or("undefined".to_owned(), |version| version.to_string());
    format!(
        "return new Promise((done, failed) => {{ const request = indexedDB.open('carryover', {version}); \
         request.onsuccess = () => {{ window.held = request.result; done(held.version); }}; \
         request.onerror = () => failed(request.error); }})"
    )
}

/// Sara's phone with one entry, and then a page of the same origin without the app.
async fn with_an_entry(name: &str, relay: &Relay) -> Device {
    let mut device = saras_phone(name, relay).await;
    did_it(&mut device, "better").await;
    device.entries("the entry is saved", |all| all.len() == 1 && Entry::are_kept(all)).await;
    device.go(&format!("{}/healthz", relay.origin())).await;
    device
}

async fn blocked(device: &Device, english: &str, spanish: &str) {
    device.see("blocked").await;
    device.read(english).await;
    device.script("localStorage.setItem('carryover.language', 'es'); location.reload()").await;
    device.read(spanish).await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_store_of_a_newer_version_is_left_alone() {
    let _alone = alone().await;
    let relay = Relay::start("trouble-newer");
    let device = with_an_entry("trouble-newer", &relay).await;
    assert_eq!(device.script(&hold(Some(7))).await, 7, "a newer version was here");
    device.go(&format!("{}/#today", relay.origin())).await;
    blocked(&device, "A newer version of Carryover wrote the notes", "Una versión más nueva de Carryover")
        .await;
    device.go(&format!("{}/healthz", relay.origin())).await;
    assert_eq!(device.script(&hold(Some(7))).await, 7, "it is as it was");
    let rows = "return new Promise(done => { const rows = held.transaction('envelopes') \
        .objectStore('envelopes').count(); rows.onsuccess = () => done(rows.result); })";
    assert!(device.script(rows).await.as_u64() > Some(0), "nothing is gone");
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_newer_app_says_that_an_older_window_is_in_its_way() {
    let _alone = alone().await;
    let relay = Relay::start("trouble-busy");
    let device = with_an_entry("trouble-busy", &relay).await;
    device.script(&hold(None)).await;
    let holds = device.window().await;
    let asks = device.open_window("about:blank").await;
    device.run_first(NEXT).await;
    device.go(&format!("{}/#today", relay.origin())).await;
    device.see("blocked").await;
    device.read("Another window still runs an older version").await;
    device.look_at(&holds).await;
    device.close_window().await;
    device.look_at(&asks).await;
    device.script("location.reload()").await;
    device.entries("the entry is there", |all| all.len() == 1 && Entry::are_kept(all)).await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_lost_connection_to_the_store_is_opened_again() {
    let _alone = alone().await;
    let relay = Relay::start("trouble-lost");
    let mut device = with_an_entry("trouble-lost", &relay).await;
    device.run_first(KEEP).await;
    device.go(&format!("{}/#today", relay.origin())).await;
    for written in 2..5 {
        device.see("log-did-it").await;
        let lost =
            device.script("connections.forEach(lost => lost.close()); return connections.length").await;
        assert!(lost.as_u64() > Some(0), "there was one to lose");
        did_it(&mut device, "same").await;
        device.entries("it is saved all the same", |all| all.len() == written && Entry::are_kept(all)).await;
        device.see_gone("[data-test=notice]").await;
    }
    device.script("location.reload()").await;
    device.entries("all is there", |all| all.len() == 4 && Entry::are_kept(all)).await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_browser_that_stores_nothing_says_so() {
    let _alone = alone().await;
    let relay = Relay::start("trouble-none");
    let device = Device::new("trouble-none", "about:blank").await;
    device.run_first(NONE).await;
    device.go(relay.origin()).await;
    device.script("sessionStorage.setItem('no-store', 'yes'); location.reload()").await;
    blocked(
        &device,
        "The browser does not let Carryover keep anything here",
        "El navegador no deja que Carryover",
    )
    .await;
}
