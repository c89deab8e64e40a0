//! Many lives of a team, each from a seed, with everything going wrong that can.
//!
//! `CARRYOVER_SEEDS=10000 cargo test --package carryover-tests --test simulation` explores further;
//! `CARRYOVER_SEED=17` runs one seed, and `CARRYOVER_TRACE=1` prints what happens in it.

use std::num::NonZero;
use std::ops::Range;
use std::panic;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use carryover_tests::world::faults::{Counts, Faults};
use carryover_tests::world::governing::Governed;
use carryover_tests::world::promises::Kept;
use carryover_tests::world::{Outcome, World};

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Lives these seeds, on all processors. Whichever fail are told by their panics, and together at the end.
fn live(seeds: Range<u64>, acts: usize, faults: Faults) -> Vec<Outcome> {
    let next = AtomicU64::new(seeds.start);
    let several = thread::available_parallelism().map_or(1, NonZero::get);
    let one = || {
        let (mut outcomes, mut failed) = (Vec::new(), Vec::new());
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return (outcomes, failed);
            }
            match panic::catch_unwind(|| World::run(seed, acts, faults)) {
                Ok(outcome) => outcomes.push(outcome),
                Err(_) => failed.push(seed),
            }
        }
    };
    let lives = thread::scope(|scope| {
        let lives: Vec<_> = (0..several).map(|_| scope.spawn(one)).collect();
        lives.into_iter().map(|lives| lives.join().expect("panics are caught")).collect::<Vec<_>>()
    });
    let (outcomes, failed): (Vec<_>, Vec<_>) = lives.into_iter().unzip();
    let failed = failed.concat();
    assert!(failed.is_empty(), "these seeds fail: {failed:?}");
    outcomes.into_iter().flatten().collect()
}

/// What came of many lives; the checks are made while they are lived, and name their seed.
#[derive(Debug, Default)]
struct Lives {
    counts: Counts,
    kept: Kept,
    saved: usize,
    private: usize,
    sealed_anew: usize,
}

/// The seeds of this run, lived once for all tests.
#[expect(clippy::print_stdout, reason = "the counts of a run are a result")]
fn lives() -> &'static Lives {
    static LIVES: OnceLock<Lives> = OnceLock::new();
    LIVES.get_or_init(|| {
        let seeds = match number("CARRYOVER_SEED") {
            Some(seed) => seed..seed + 1,
            None => 0..number("CARRYOVER_SEEDS").unwrap_or(500),
        };
        let mut lives = Lives::default();
        for outcome in live(seeds.clone(), 80, Faults::many().beside_newer().caring()) {
            lives.counts = lives.counts.plus(outcome.counts);
            lives.kept = lives.kept.plus(outcome.kept);
            lives.saved += outcome.saved;
            lives.private += outcome.private;
            lives.sealed_anew += outcome.sealed_anew;
        }
        println!("seeds {seeds:?}: {lives:?}");
        lives
    })
}

/// Whether enough seeds are lived for everything to have happened.
fn are_many() -> bool {
    number("CARRYOVER_SEED").is_none()
}

#[test]
fn everyone_ends_up_seeing_the_same_and_nothing_saved_is_lost() {
    let Lives { counts, saved, sealed_anew, .. } = lives();
    if are_many() {
        let Counts {
            cut,
            half_open,
            twice,
            phone_crash,
            phone_full,
            relay_crash,
            relay_disk,
            outage,
            relay_restored,
            relay_emptied,
            bit_rot,
            taken_over,
            wiped,
            months_passed,
        } = *counts;
        let network = [cut, half_open, twice, outage, months_passed, *sealed_anew];
        let power = [phone_crash, relay_crash, taken_over];
        let disks = [phone_full, relay_disk, relay_restored, relay_emptied, bit_rot, wiped];
        let least = [&network[..], &power, &disks].concat();
        assert!(least.iter().all(|count| *count > 0), "every fault was injected: {counts:?}");
        assert!(*saved > 1_000, "people got something done: {saved}");
    }
}

#[test]
fn a_private_note_is_on_its_writers_phone_and_on_no_other() {
    assert!(lives().private > 0 || !are_many(), "people kept something to themselves");
}

#[test]
fn a_stop_pauses_whatever_comes_at_once_until_a_clear_names_it() {
    assert!(lives().kept.stops > 0 || !are_many(), "stops were held");
}

#[test]
fn a_safety_note_goes_only_when_a_version_names_it() {
    let Kept { safety_notes, rivals, .. } = lives().kept;
    assert!((safety_notes > 0 && rivals > 0) || !are_many(), "two people changed one at once");
}

#[test]
fn an_older_app_keeps_what_it_does_not_know() {
    assert!(lives().kept.newer > 0 || !are_many(), "a newer app wrote");
}

#[test]
fn one_event_that_two_people_wrote_down_is_shown_twice() {
    assert!(lives().kept.twins > 0 || !are_many(), "both parents wrote one down");
}

#[test]
fn counts_add_up_however_they_arrive() {
    let Kept { taps, observers, .. } = lives().kept;
    assert!((taps > 0 && observers > 0) || !are_many(), "people counted");
}

#[test]
fn reading_a_version_never_counts_for_another() {
    let Kept { read, merged, .. } = lives().kept;
    assert!((read > 0 && merged > 0) || !are_many(), "versions were read, and two replaced at once");
}

#[test]
fn nobody_but_a_clinician_activates_on_any_phone() {
    assert!(lives().kept.ignored > 0 || !are_many(), "others tried");
}

#[expect(clippy::print_stdout, reason = "the counts of a run are a result")]
#[test]
fn while_the_team_changes_nobody_is_sent_what_they_may_not_read_and_nothing_is_lost() {
    let seeds = match number("CARRYOVER_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("CARRYOVER_SEEDS").unwrap_or(500) / 2,
    };
    let (mut governed, mut counts) = (Governed::default(), Counts::default());
    for outcome in live(seeds.clone(), 90, Faults::many().caring().governed().with_roles()) {
        governed = governed.plus(outcome.governed);
        counts = counts.plus(outcome.counts);
    }
    println!("seeds {seeds:?}: {governed:?}, {counts:?}");
    let Governed {
        with_past,
        from_today,
        withdrawn,
        removed,
        changed,
        left,
        linked,
        cancelled,
        recovered,
        devices_out,
        sheets,
        handed_over,
    } = governed;
    let people = [with_past, from_today, withdrawn, removed, changed, left, handed_over];
    let devices = [linked, cancelled, recovered, devices_out, sheets];
    let all = [&people[..], &devices].concat();
    assert!(!are_many() || all.iter().all(|count| *count > 0), "every change was made: {governed:?}");
}

#[test]
fn without_faults_everyone_joins_and_shares() {
    for seed in 0..20 {
        let outcome = World::run(seed, 80, Faults::none());
        assert!(outcome.records > 10, "seed {seed}: {outcome:?}");
    }
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let many = Faults::many().beside_newer().caring().governed().with_roles();
    for seed in [3, 14, 159] {
        assert_eq!(World::run(seed, 60, many), World::run(seed, 60, many), "seed {seed}");
    }
}

/// Seeds that once found a fault.
#[test]
fn seeds_that_once_failed_hold() {
    // An emptied relay could not store the roster it was offered, and was not offered it again.
    World::run(120, 60, Faults::many());
    // What a restored relay had refused, for lack of a roster that it could not store, was not offered again.
    World::run(34, 60, Faults::many());
    // Whoever joined with an invite that they had looked at before the keys changed wrote under the old ones.
    World::run(6, 80, Faults::many().governed());
    // A member's join was refused to an emptied relay that others had told of the invite, which had expired since.
    World::run(397, 60, Faults::many().beside_newer());
    // Whoever was let in again from today changed a note of before, and nobody heard of it.
    World::run(362, 80, Faults::many().governed());
    // Whoever left and said so twice was turned away before they heard that they had.
    World::run(184, 80, Faults::many().governed());
}
