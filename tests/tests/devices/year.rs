//! A heavy year on a device: all of it is there, and a tap costs what it costs in an empty team.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use carryover_core::sample::year::Size;
use carryover_core::{Intent, NewActivity};
use carryover_tests::processes::{Device, Relay};
use carryover_tests::year::{MemoryApp, YearFile};
use shared::Moment;
use shared::record::{Helped, Role, Setting};
use shared::storage::MemoryStore;

/// A Tuesday, 17:30 in New York.
const NOW: Moment = Moment { unix_ms: 1_795_559_400_000, offset_min: -300 };
/// How often each is measured.
const TIMES: usize = 200;

#[test]
fn a_made_up_year_opens_on_a_real_device_with_every_entry_and_tap() {
    let size = Size { weeks: 20, entries: 1_000, taps: 600 };
    let file = YearFile::new(NOW, size);
    let device = Device::new();
    std::fs::create_dir_all(device.store()).expect("a folder");
    let path = device.store().join("year.carryover");
    std::fs::write(&path, &file.bytes).expect("room on the disk");
    device.does(&["restore", path.to_str().expect("a path"), "--sheet", &file.words]);
    let entries = device.list();
    let of_kind = |kind: &str| entries.iter().filter(|entry| entry["kind"] == kind).count();
    assert!(of_kind("activity") + of_kind("tally") >= size.entries, "{} in all", entries.len());
    let counts = entries.iter().filter_map(|entry| entry["counts"].as_object());
    let taps: u64 = counts.flat_map(|counts| counts.values()).filter_map(|count| count.as_u64()).sum();
    assert!(taps >= u64::try_from(size.taps).expect("small"), "{taps} taps");
    let authors: BTreeSet<&str> = entries.iter().filter_map(|entry| entry["author"].as_str()).collect();
    assert_eq!(authors.len(), 12, "{authors:?}");

    // All of it reaches a relay that has none of it, at once, and whoever joins has all.
    let (relay, newcomer) = (Relay::start("warn"), Device::new());
    device.does(&["sync", "--relay", relay.origin()]);
    let link = device.does(&["invite", "--role", "guardian"]);
    newcomer.does(&["join", &link, "--me", "Robin"]);
    newcomer.syncs();
    assert_eq!(newcomer.list().len(), entries.len());
}

#[test]
#[ignore = "a figure, and half a minute"]
#[expect(clippy::print_stdout, reason = "what it costs is worth knowing")]
fn what_it_costs_to_bring_a_heavy_year_to_a_relay_and_down_again() {
    let relay = Relay::start("warn");
    let file = YearFile::new(NOW, Size::YEAR);
    let (device, newcomer) = (Device::new(), Device::new());
    std::fs::create_dir_all(device.store()).expect("a folder");
    let path = device.store().join("year.carryover");
    std::fs::write(&path, &file.bytes).expect("room on the disk");
    let timed = |what: &str, device: &Device, words: &[&str]| {
        let begun = Instant::now();
        let said = device.does(words);
        println!("{what}: {:?}; {}", begun.elapsed(), said.lines().next().unwrap_or_default());
        said
    };
    timed("restored", &device, &["restore", path.to_str().expect("a path"), "--sheet", &file.words]);
    timed("brought up", &device, &["sync", "--relay", relay.origin(), "--timeout", "600"]);
    let link = device.does(&["invite", "--role", "guardian"]);
    timed("joined", &newcomer, &["join", &link, "--me", "Robin"]);
    timed("brought down", &newcomer, &["sync", "--timeout", "600"]);
    assert_eq!(newcomer.list().len(), device.list().len());
}

/// An app of nobody's, with an empty team or a year in it.
fn app(year: Option<&YearFile>) -> MemoryApp {
    let mut app = MemoryApp::start(MemoryStore::default(), NOW, 1);
    match year {
        Some(year) => app.restore(year),
        None => app.ask(Intent::Found { child: "Sam".into(), me: "Pat".into(), role: Role::Guardian }),
    }
    app.again(2)
}

fn logs(app: &mut MemoryApp) -> Duration {
    let activity = NewActivity {
        title: "Wall push-ups".into(),
        strategy: None,
        library: None,
        setting: Setting::Home,
        at: None,
        minutes: Some(2),
        helped: Some(Helped::Better),
        before: None,
        after: None,
        note: String::new(),
        teams: vec![],
    };
    let begun = Instant::now();
    app.ask(Intent::LogActivity(activity));
    begun.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[test]
#[ignore = "a figure, and half a minute"]
#[expect(clippy::print_stdout, reason = "what it costs is worth knowing")]
fn what_a_tap_and_a_start_cost_in_a_heavy_year_against_an_empty_team() {
    let begun = Instant::now();
    let file = YearFile::new(NOW, Size::YEAR);
    println!("made up in {:?}: {} bytes", begun.elapsed(), file.bytes.len());
    let (mut empty, mut full) = (app(None), app(Some(&file)));
    let (mut in_empty, mut in_full) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        in_empty.push(logs(&mut empty));
        in_full.push(logs(&mut full));
    }
    let (tap, tap_in_year) = (median(in_empty), median(in_full));
    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    println!(
        "a tap, saved: {tap:?} in an empty team, {tap_in_year:?} in a heavy year: {:.2} times",
        ratio(tap_in_year, tap)
    );
    let starts = |mut app: MemoryApp| {
        let mut times = Vec::new();
        for seed in 3..13 {
            let begun = Instant::now();
            app = app.again(seed);
            let shown = app.app.today(NOW).entries.len();
            times.push(begun.elapsed());
            assert!(shown > 0);
        }
        median(times)
    };
    let (start, start_in_year) = (starts(empty), starts(full));
    println!(
        "from start to Today: {start:?} and {start_in_year:?}: {:.2} times",
        ratio(start_in_year, start)
    );
}
