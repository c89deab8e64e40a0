//! Many lives of a team, each from a seed, with everything going wrong that can.
//!
//! `CARRYOVER_SEEDS=10000 cargo test --package carryover-tests --test simulation` explores further;
//! `CARRYOVER_SEED=17` runs one seed, and `CARRYOVER_TRACE=1` prints what happens in it.

use carryover_tests::world::World;
use carryover_tests::world::faults::{Counts, Faults};

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
#[expect(clippy::print_stdout, reason = "the counts of a run are a result")]
fn everyone_ends_up_seeing_the_same_and_nothing_saved_is_lost() {
    let seeds = match number("CARRYOVER_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("CARRYOVER_SEEDS").unwrap_or(300),
    };
    let mut counts = Counts::default();
    let (mut saved, mut records, mut sealed_anew) = (0, 0, 0);
    for seed in seeds.clone() {
        let outcome = World::run(seed, 60, Faults::many());
        counts = counts.plus(outcome.counts);
        saved += outcome.saved;
        records += outcome.records;
        sealed_anew += outcome.sealed_anew;
    }
    println!(
        "{} seeds, {saved} records said to be saved, {records} entries seen, {sealed_anew} envelopes sealed anew, {counts:?}",
        seeds.end
    );
    if number("CARRYOVER_SEED").is_none() {
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
            months_passed,
        } = counts;
        let network = [cut, half_open, twice, outage, months_passed, sealed_anew];
        let power = [phone_crash, relay_crash, taken_over];
        let disks = [phone_full, relay_disk, relay_restored, relay_emptied, bit_rot];
        let least = [&network[..], &power, &disks].concat();
        assert!(least.iter().all(|count| *count > 0), "every fault was injected: {counts:?}");
        assert!(saved > 1_000, "people got something done: {saved}");
    }
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
    for seed in [3, 14, 159] {
        assert_eq!(World::run(seed, 60, Faults::many()), World::run(seed, 60, Faults::many()), "seed {seed}");
    }
}

/// Seeds that once found a fault.
#[test]
fn seeds_that_once_failed_hold() {
    // An emptied relay could not store the roster it was offered, and was not offered it again.
    World::run(120, 60, Faults::many());
}
