//! The page's process, and now and then the whole browser, is killed again and again at random moments while somebody
//! logs: what was shown as saved is there afterwards, always. `CARRYOVER_KILLS=50` kills more often, `CARRYOVER_SEED=17`
//! rolls the dice of one seed.

use std::collections::BTreeSet;
use std::time::SystemTime;

use shared::seal::Random;

use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{did_it, saras_phone};
use crate::relay::Relay;
use crate::together::KEPT;

/// Logs as fast as the page is drawn, for as long as it lives, and notes what is shown as saved. It is not waited for.
const LOG: &str = "const tap = async test => { for (;;) { \
        await new Promise(requestAnimationFrame); \
        const key = document.querySelector(`[data-test=\"${test}\"]`); \
        if (key) return key.click(); } }; \
    const saved = new Set(); \
    new MutationObserver(() => { \
        for (const e of document.querySelectorAll('[data-test=entry]:not([data-shared=saving])')) \
            saved.add(e.dataset.record); \
        localStorage.setItem('saved', [...saved].join(' ')); \
    }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-shared'] }); \
    (async () => { for (;;) { await tap('log-did-it'); await tap('helped-better'); } })(); \
    return true";

/// What the page noted when it was killed: it says so to the browser's own process at the moment it is on the screen.
const NOTED: &str = "return localStorage.getItem('saved') ?? ''";

/// One kill of so many ends the whole browser.
const ALL_OF: u64 = 4;

/// So many entries are logged before a kill, and then the list is read so often, at most: each time takes a while,
/// and another while each time. It is all that is known of what was shown when the whole browser is killed.
const ENTRIES: u64 = 6;
const LOOKS: u64 = 6;

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
#[expect(clippy::print_stdout, reason = "a seed that fails is needed again")]
async fn what_was_shown_as_saved_survives_any_kill_of_the_page() {
    let _alone = alone().await;
    let seed = number("CARRYOVER_SEED").unwrap_or_else(clock);
    println!("CARRYOVER_SEED={seed}");
    let mut dice = dice(seed);
    let mut relay = Relay::start("killed");
    let mut device = saras_phone("killed", &relay).await;
    did_it(&mut device, "better").await;
    let today = format!("{}/#today", relay.origin());
    // From here on nothing comes back from the relay: what is there was on this device.
    device.until("the app is kept for offline", KEPT).await;
    relay.stop();
    // A window without the app stays when the one with it dies.
    device.go("about:blank").await;
    let mut home = device.window().await;

    let mut saved = BTreeSet::new();
    for round in 1..=number("CARRYOVER_KILLS").unwrap_or(8) {
        device.open_window(&today).await;
        saved.extend(noted(&device).await);
        let there = device
            .entries(&format!("all that was saved before kill {round} is there"), |all| {
                saved.is_subset(&all.iter().map(|entry| entry.record.clone()).collect())
            })
            .await;
        device.see("log-did-it").await;
        device.script(LOG).await;
        let enough = there.len() + dice.below(ENTRIES) as usize;
        let mut seen = device.entries("some more are logged", |all| all.len() >= enough).await;
        for _ in 0..dice.below(LOOKS) {
            seen = device.listed().await.unwrap_or(seen);
        }
        saved.extend(seen.into_iter().filter(Entry::is_kept).map(|entry| entry.record));
        if dice.below(ALL_OF) == 0 {
            device = device.kill_and_reopen("about:blank").await;
            home = device.window().await;
        } else {
            device.crash().await;
            device.close_window().await;
            device.look_at(&home).await;
        }
    }
    device.go(&today).await;
    saved.extend(noted(&device).await);
    let after = device.entries("the app opens after the last kill", |all| all.len() >= saved.len()).await;
    let after: BTreeSet<String> = after.into_iter().map(|entry| entry.record).collect();
    let missing: Vec<_> = saved.difference(&after).collect();
    assert!(missing.is_empty(), "saved and gone: {missing:?}");
    println!("{} were shown as saved, {} are there", saved.len(), after.len());
}

async fn noted(device: &Device) -> Vec<String> {
    let noted = device.script(NOTED).await;
    noted.as_str().unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

/// The same numbers for the same seed.
fn dice(seed: u64) -> Random {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    Random::from_seed(bytes)
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Another seed each time.
fn clock() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::from(since.subsec_nanos())
}
