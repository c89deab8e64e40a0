//! No room on the device: it is said, nothing that was written goes away, and it is saved once there is room.

use crate::alone;
use crate::device::Entry;
use crate::people::{did_it, saras_phone};
use crate::relay::Relay;

/// Enough for the app and a few entries.
const LITTLE: u64 = 8_000_000;

/// What the app says about it.
const NOT_SAVED: &str = "An entry is not saved yet. It stays on screen and is tried again.";
const KEPT_THERE: &str = "Something in the other window is not saved yet";

const NO_ROOM: &str = "This device has no room left.";

/// Takes all the room there is, in ever smaller pieces.
const FILL: &str = "return (async () => { \
    const open = indexedDB.open('filler'); \
    open.onupgradeneeded = () => open.result.createObjectStore('pieces', { autoIncrement: true }); \
    await new Promise(done => open.onsuccess = done); \
    const put = size => new Promise(done => { \
        const turn = open.result.transaction('pieces', 'readwrite', { durability: 'strict' }); \
        turn.oncomplete = () => done(true); turn.onabort = () => done(false); \
        turn.objectStore('pieces').put(crypto.getRandomValues(new Uint8Array(size))); }); \
    for (let size = 65536; size >= 64; size /= 2) while (await put(size)); \
    open.result.close(); return true; })()";

/// More entries than what is left between the pieces can hold.
const MANY: usize = 40;

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn an_entry_for_which_there_is_no_room_stays_and_is_saved_when_there_is() {
    let _alone = alone().await;
    let relay = Relay::start("full");
    let mut device = saras_phone("full", &relay).await;
    did_it(&mut device, "better").await;
    device.entries("the entry is saved", |all| all.len() == 1 && Entry::are_kept(all)).await;

    device.limit_storage(relay.origin(), Some(LITTLE)).await;
    device.script(FILL).await;
    let mut written = 1;
    while device.script("return document.querySelector('[data-test=notice]') === null").await == true {
        assert!(written < MANY, "the storage does not fill");
        did_it(&mut device, "same").await;
        written += 1;
        let said = "return document.querySelector('[data-test=notice]') !== null \
            || [...document.querySelectorAll('[data-test=entry]')].every(e => e.dataset.shared !== 'saving')";
        device.until("it is saved, or said that it is not", said).await;
    }
    device.read(NOT_SAVED).await;
    let waiting = |all: &[Entry]| all.len() == written && !Entry::are_kept(all);
    device.entries("what is not saved stays on the screen", waiting).await;

    // Another window would lose what is only in this one's memory, so it does not get the app.
    let first = device.window().await;
    let second = device.open_window(&format!("{}/#today", relay.origin())).await;
    device.see("elsewhere").await;
    device.read(KEPT_THERE).await;
    device.look_at(&first).await;
    device.entries("it is still here", waiting).await;

    device.limit_storage(relay.origin(), None).await;
    device.entries("all is saved", |all| all.len() == written && Entry::are_kept(all)).await;
    device.see_gone("[data-test=notice]").await;
    device.look_at(&second).await;
    device.entries("and in the other window", |all| all.len() == written && Entry::are_kept(all)).await;

    // Opened without any room, the app says why it does not go on, and goes on when there is some.
    device.limit_storage(relay.origin(), Some(LITTLE)).await;
    device.script(FILL).await;
    device.script("location.reload()").await;
    device.read(NO_ROOM).await;
    device.limit_storage(relay.origin(), None).await;
    device.entries("all is there", |all| all.len() == written && Entry::are_kept(all)).await;
}
