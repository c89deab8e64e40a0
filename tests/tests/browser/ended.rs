//! The app ends where it meets what must not be: that is said in the person's language, and a tap begins anew.

use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{did_it, found};
use crate::relay::Relay;

/// A module of one function that traps, as compiled Rust does when it ends.
const TRAP: &str = "const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, \
    7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]); \
    const { f } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports; setTimeout(f); return true";
const SAID: &str =
    "const said = document.getElementById('stopped'); return !said.hidden && said.innerText === ";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn an_app_that_ended_says_so_and_begins_anew_with_everything() {
    let _alone = alone().await;
    let relay = Relay::start("ended");
    let mut device = Device::new("ended", relay.origin()).await;
    found(&mut device, "Zuri", "Sara").await;
    did_it(&mut device, "better").await;
    let is_kept = |all: &[Entry]| all.len() == 1 && all.iter().all(|entry| entry.shared != "saving");
    device.entries("the entry is saved", is_kept).await;
    let said = [
        ("en", "'Your saved entries are safe on this device. Reload'"),
        ("es", "'Lo que guardó está seguro en este dispositivo. Volver a cargar'"),
    ];
    for (language, words) in said {
        device.script(&format!("document.documentElement.lang = '{language}'; return true")).await;
        device.script("setTimeout(() => { throw new Error('no end') }); return true").await;
        let hidden = "return document.getElementById('stopped').hidden";
        device.until("another error is not the end", hidden).await;
        device.script(TRAP).await;
        device.until("it is said", &format!("{SAID}{words}")).await;
        device.script("document.querySelector('#stopped p:not([hidden]) button').click(); return true").await;
        device
            .until(
                "the page is another one",
                &format!("{hidden} && document.querySelector('[data-test=entry]')"),
            )
            .await;
        device.entries("it is there", is_kept).await;
    }
}
