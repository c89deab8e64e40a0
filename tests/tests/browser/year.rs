//! A heavy year in a real browser: it comes back from a file and the words of a sheet, without a relay that knows it;
//! Today opens as in an empty notebook, and a tap is saved as in an empty notebook.

use std::time::{SystemTime, UNIX_EPOCH};

use carryover_core::sample::year::Size;
use carryover_tests::year::YearFile;
use serde_json::Value;
use shared::Moment;

use crate::alone;
use crate::device::{Device, Entry};
use crate::people::saras_phone;
use crate::relay::{Relay, empty_folder};

/// How often each is measured, turn about.
const TIMES: usize = 15;

/// Notes when Today can be used first, from the moment the page was asked for.
const OPENED: &str = "new MutationObserver(() => { \
        if (!window.opened && document.querySelector('[data-test=log-did-it]')) window.opened = performance.now(); \
    }).observe(document, { subtree: true, childList: true })";

/// Logs what is next on Today, and answers how many milliseconds it took from the second tap until it was saved.
const LOG: &str = "const all = css => [...document.querySelectorAll(css)]; \
    const when = check => new Promise(done => { \
        const look = () => { if (check()) { watch.disconnect(); done(performance.now()); } }; \
        const watch = new MutationObserver(look); \
        watch.observe(document, { subtree: true, childList: true, attributes: true }); look(); }); \
    const kept = () => all('[data-test=entry]').filter(e => e.dataset.shared !== 'saving').length; \
    const before = kept(); \
    all('[data-test=log-did-it]')[0].click(); \
    await when(() => all('[data-test=helped-better]').length > 0); \
    const begun = performance.now(); \
    all('[data-test=helped-better]')[0].click(); \
    return await when(() => kept() > before) - begun;";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_heavy_year_comes_back_from_a_file_and_costs_a_tap_what_an_empty_notebook_does() {
    let _alone = alone().await;
    let relay = Relay::start("year");
    let file = YearFile::new(now(), Size::YEAR);
    let path = empty_folder("year-file").join("year.carryover");
    std::fs::write(&path, &file.bytes).expect("room on the disk");

    let mut empty = saras_phone("year-empty", &relay).await;
    let mut full = Device::new("year-full", relay.origin()).await;
    full.tap("start-sheet").await;
    // The words of another sheet, and something that is no sheet at all, open nothing and are told.
    full.write("field-words", "not these").await;
    full.tap("open-backup").await;
    full.see("words-wrong").await;
    full.script("const field = document.querySelector('#words'); field.value = ''; field.dispatchEvent(new Event('input'))").await;
    full.write("field-words", &file.words).await;
    full.choose_file("backup", &path).await;
    full.see("log-did-it").await;

    let (mut in_empty, mut in_full) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        in_empty.push(number(&empty.script(LOG).await));
        in_full.push(number(&full.script(LOG).await));
    }
    for device in [&empty, &full] {
        device.entries("all of them are kept", |all| all.len() >= TIMES && Entry::are_kept(all)).await;
    }
    told("a tap, saved", in_empty, in_full);

    let (mut in_empty, mut in_full) = (Vec::new(), Vec::new());
    for device in [&empty, &full] {
        device.run_first(OPENED).await;
    }
    for _ in 0..TIMES {
        in_empty.push(opens(&mut empty, &relay).await);
        in_full.push(opens(&mut full, &relay).await);
    }
    told("Today, from the start", in_empty, in_full);

    // Everybody who wrote in it is there, and so is what they wrote in its first month.
    full.go_to_hash("team").await;
    full.until("twelve members", "return document.querySelectorAll('[data-test=member-more]').length >= 11")
        .await;
}

/// Opens the page anew; how many milliseconds until Today could be used.
async fn opens(device: &mut Device, relay: &Relay) -> f64 {
    device.go("about:blank").await;
    device.go(relay.origin()).await;
    number(&device.until("Today is open", "return window.opened || false").await)
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("milliseconds")
}

#[expect(clippy::print_stdout, reason = "what a year costs is worth knowing")]
fn told(what: &str, in_empty: Vec<f64>, in_full: Vec<f64>) {
    let (empty, full) = (median(in_empty), median(in_full));
    println!(
        "{what}: {empty:.1} ms in an empty notebook, {full:.1} ms in a heavy year, {:.2} times",
        full / empty
    );
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}

/// As the browser has it: the year ends today.
fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    Moment { unix_ms: i64::try_from(since.as_millis()).expect("soon enough"), offset_min: 0 }
}
