//! Tests of the relay: envelopes that others replace, and bytes that are dropped.

use super::family::{Family, cursor};
use super::world::World;
use crate::record::{Role, Scope};
use crate::seal::{DeviceKeys, Envelope};
use crate::sync::relay::limits::{KEPT_ASIDE_MS, OLD_AT_ONCE, SWEEP_BYTES_MS};
use crate::sync::relay::storage::MemoryStore;
use crate::sync::relay::{ConnectionId, Query};
use crate::wire::{Cursor, FromRelay};

fn copy(keys: &DeviceKeys) -> DeviceKeys {
    DeviceKeys::from_secret(*keys.secret())
}

/// The founder delivers an envelope in the place of others.
fn replace(world: &mut World, family: &mut Family, by: ConnectionId, replaced: &[&Envelope]) -> Envelope {
    let keys = copy(&family.founder);
    let envelope = family.replace(world, &keys, Scope::Home, replaced);
    world.say(by, &family.append(&[&envelope]));
    envelope
}

/// What a new connection of the founder hears of the logs.
fn opened(world: &mut World, family: &Family, cursors: &[Cursor]) -> Vec<FromRelay> {
    let again = world.connect(&family.founder);
    world.say(again, &family.open(cursors));
    let mut heard = world.heard(again);
    assert!(matches!(heard.remove(0), FromRelay::Roster { .. }));
    assert_eq!(heard.pop(), Some(family.caught_up()));
    world.hang_up(again);
    heard
}

/// The relay starts anew.
fn restart(world: &mut World, family: &Family, by: ConnectionId) -> ConnectionId {
    world.hang_up(by);
    let again = world.connect(&family.founder);
    world.say(again, &family.open(&[]));
    world.heard(again);
    again
}

#[test]
fn whoever_opens_later_gets_the_replacement_and_not_what_it_replaced() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let [a, b, c] = [(); 3].map(|()| family.founder_says(&mut world, founder, Scope::Home));
    let all = replace(&mut world, &mut family, founder, &[&a, &b]);
    let log = [&a, &b, &c, &all];
    let rest = family.envelopes(Scope::Home, 3, &[&c, &all]);
    // The first finds it in memory or in the store, the second in the store alone.
    for _ in 0..2 {
        assert_eq!(opened(&mut world, &family, &[]), [family.passed(Scope::Home, &log[..2]), rest.clone()]);
        let after_the_first = [cursor(Scope::Home, &log[..1])];
        let heard = opened(&mut world, &family, &after_the_first);
        assert_eq!(heard, [family.passed(Scope::Home, &log[..2]), rest.clone()], "a cursor in the middle");
        assert_eq!(
            opened(&mut world, &family, &[cursor(Scope::Home, &log[..2])]),
            std::slice::from_ref(&rest)
        );
        assert_eq!(opened(&mut world, &family, &[cursor(Scope::Home, &log)]), []);
        world.hang_up(founder);
    }
}

#[test]
fn a_log_of_nothing_but_replaced_envelopes_is_caught_up_with() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let a = family.founder_says(&mut world, founder, Scope::Home);
    let all = replace(&mut world, &mut family, founder, &[&a]);
    let late = {
        let keys = copy(&family.founder);
        family.write(&mut world, &keys, Scope::Home)
    };
    let again = replace(&mut world, &mut family, founder, &[&a, &all, &late]);
    world.say(founder, &family.append(&[&late]));
    let log = [&a, &all, &again, &late];
    let expected = [
        family.passed(Scope::Home, &log[..2]),
        family.envelopes(Scope::Home, 3, &[&again]),
        family.passed(Scope::Home, &log),
    ];
    assert_eq!(opened(&mut world, &family, &[]), expected);
    let live = family.founder_says(&mut world, founder, Scope::Home);
    let heard = opened(&mut world, &family, &[cursor(Scope::Home, &log)]);
    assert_eq!(heard, [family.envelopes(Scope::Home, 5, &[&live])], "the running hash is the log's");
}

#[test]
fn whoever_has_read_them_already_hears_only_of_the_replacement() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (_, reader) = family.with_member(&mut world, Role::Guardian);
    let [a, b] = [(); 2].map(|()| family.founder_says(&mut world, founder, Scope::Home));
    world.heard(reader);
    let all = replace(&mut world, &mut family, founder, &[&a, &b]);
    assert_eq!(world.heard(reader), [family.envelopes(Scope::Home, 3, &[&all])]);
}

#[test]
fn a_slow_reader_passes_over_what_was_replaced_meanwhile() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let keys = copy(&family.founder);
    let reader = world.connect(&family.founder);
    world.say(reader, &family.open(&[]));
    world.stick(reader);
    let mut log: Vec<Envelope> = Vec::new();
    while world.in_flight(reader) < crate::sync::relay::limits::WINDOW || log.len() < 60 {
        let envelope = family.write_sized(&mut world, &keys, Scope::Home, 8_000);
        world.say(founder, &family.append(&[&envelope]));
        log.push(envelope);
    }
    let replaced: Vec<&Envelope> = log.iter().collect();
    let all = replace(&mut world, &mut family, founder, &replaced);
    let before = world.heard(reader);
    let sent: usize = before
        .iter()
        .map(|frame| match frame {
            FromRelay::Envelopes { envelopes, .. } => envelopes.len(),
            _ => 0,
        })
        .sum();
    assert!(sent > 0 && sent < log.len(), "{sent} of {} were sent", log.len());
    world.unstick(reader);
    let end = u64::try_from(log.len()).expect("few");
    let expected = [family.passed(Scope::Home, &replaced), family.envelopes(Scope::Home, end + 1, &[&all])];
    assert_eq!(world.heard(reader), expected);
}

#[test]
fn what_is_being_read_while_it_is_replaced_is_sent_or_passed_and_nothing_is_missing() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let keys = copy(&family.founder);
    let log: Vec<Envelope> =
        (0..40).map(|_| family.write_sized(&mut world, &keys, Scope::Home, 4_000)).collect();
    for envelope in &log {
        world.say(founder, &family.append(&[envelope]));
    }
    let founder = restart(&mut world, &family, founder);
    let reader = world.connect(&family.founder);
    world.is_store_held = true;
    world.say(reader, &family.open(&[]));
    let replaced: Vec<&Envelope> = log.iter().collect();
    let all = replace(&mut world, &mut family, founder, &replaced);
    world.release_store();
    let heard = world.heard(reader);
    assert!(matches!(heard[1], FromRelay::Envelopes { from: 1, .. }), "it was read before");
    assert!(heard.contains(&family.passed(Scope::Home, &replaced)), "{heard:?}");
    assert!(heard.contains(&family.envelopes(Scope::Home, 41, &[&all])), "{heard:?}");
}

#[test]
fn what_comes_after_its_replacement_is_acknowledged_and_goes_to_nobody() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (_, reader) = family.with_member(&mut world, Role::Guardian);
    let keys = copy(&family.founder);
    let [a, b] = [(); 2].map(|()| family.write(&mut world, &keys, Scope::Home));
    let all = replace(&mut world, &mut family, founder, &[&a, &b]);
    world.heard(founder);
    world.heard(reader);
    world.say(reader, &family.append(&[&a]));
    assert_eq!(world.heard(reader), [family.appended(Scope::Home, 2, &[&a])]);
    assert_eq!(world.heard(founder), [family.passed(Scope::Home, &[&all, &a])]);
    let founder = restart(&mut world, &family, founder);
    world.say(founder, &family.append(&[&a, &b]));
    let held = FromRelay::Held { team: family.team, ids: vec![a.id()] };
    assert_eq!(world.heard(founder), [held, family.appended(Scope::Home, 3, &[&b])]);
    assert_eq!(world.heard(reader), [family.passed(Scope::Home, &[&all, &a, &b])]);
}

#[test]
fn a_relay_that_lost_its_disk_is_refilled_in_any_order() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        for together in [true, false] {
            let mut world = World::new();
            let (mut family, founder) = Family::founded(&mut world);
            let keys = copy(&family.founder);
            let [a, b] = [(); 2].map(|()| family.write(&mut world, &keys, Scope::Home));
            let all = family.replace(&mut world, &keys, Scope::Home, &[&a, &b]);
            let log = order.map(|at| [&a, &b, &all][at]);
            let frames: Vec<&[&Envelope]> = if together { vec![&log] } else { log.chunks(1).collect() };
            frames.into_iter().for_each(|frame| world.say(founder, &family.append(frame)));
            let heard = world.heard(founder);
            assert!(heard.iter().all(|frame| matches!(frame, FromRelay::Appended { .. })), "{heard:?}");
            let place = order.iter().position(|at| *at == 2).expect("it is one of them");
            let before = family.passed(Scope::Home, &log[..place]);
            let sent = family.envelopes(Scope::Home, place as u64 + 1, &[&all]);
            let after = family.passed(Scope::Home, &log);
            let expected = match place {
                0 => vec![sent, after],
                1 => vec![before, sent, after],
                _ => vec![before, sent],
            };
            assert_eq!(opened(&mut world, &family, &[]), expected, "{order:?}, together: {together}");
            restart(&mut world, &family, founder);
            assert_eq!(opened(&mut world, &family, &[]), expected, "the store says the same");
        }
    }
}

#[test]
fn nobody_replaces_what_somebody_else_wrote() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (keys, aide) = family.with_member(&mut world, Role::Aide);
    let theirs = family.founder_says(&mut world, founder, Scope::School);
    let elsewhere = family.founder_says(&mut world, founder, Scope::Home);
    let to_come = {
        let keys = copy(&family.founder);
        family.write(&mut world, &keys, Scope::School)
    };
    let thief = family.replace(&mut world, &keys, Scope::School, &[&theirs, &elsewhere, &to_come]);
    world.say(aide, &family.append(&[&thief]));
    world.say(founder, &family.append(&[&to_come]));
    let expected = [
        family.envelopes(Scope::Home, 1, &[&elsewhere]),
        family.envelopes(Scope::School, 1, &[&theirs, &thief, &to_come]),
    ];
    assert_eq!(opened(&mut world, &family, &[]), expected);
    world.hang_up(founder);
    world.hang_up(aide);
    assert_eq!(opened(&mut world, &family, &[]), expected, "the store says the same");
}

#[test]
fn a_replacement_that_cannot_be_stored_replaces_nothing() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let a = family.founder_says(&mut world, founder, Scope::Home);
    world.failing_stores = 1;
    let all = replace(&mut world, &mut family, founder, &[&a]);
    assert_eq!(opened(&mut world, &family, &[]), [family.envelopes(Scope::Home, 1, &[&a])]);
    world.say(founder, &family.append(&[&all]));
    let log = [&a, &all];
    let expected = [family.passed(Scope::Home, &log[..1]), family.envelopes(Scope::Home, 2, &[&all])];
    assert_eq!(opened(&mut world, &family, &[]), expected);
}

#[test]
fn what_was_replaced_is_kept_aside_for_400_days_and_its_place_for_good() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let keys = copy(&family.founder);
    let count = OLD_AT_ONCE + 3;
    let log: Vec<Envelope> = (0..count).map(|_| family.write(&mut world, &keys, Scope::Home)).collect();
    let replaced: Vec<&Envelope> = log.iter().collect();
    world.say(founder, &family.append(&replaced));
    let all = replace(&mut world, &mut family, founder, &replaced);
    world.wait(KEPT_ASIDE_MS - 1);
    assert_eq!(world.store.envelopes().count(), count + 1);
    world.wait(SWEEP_BYTES_MS);
    assert_eq!(world.store.envelopes().collect::<Vec<_>>(), [all.bytes()]);
    let kept =
        [family.passed(Scope::Home, &replaced), family.envelopes(Scope::Home, count as u64 + 1, &[&all])];
    assert_eq!(opened(&mut world, &family, &[]), kept);
    world.heard(founder);
    world.say(founder, &family.append(&[&log[0]]));
    assert_eq!(world.heard(founder), [FromRelay::Held { team: family.team, ids: vec![log[0].id()] }]);
    let asked = |query: &&Query| matches!(query, Query::Old { .. });
    let before = world.asked.iter().filter(asked).count();
    world.wait(SWEEP_BYTES_MS);
    let logs = 1;
    assert_eq!(world.asked.iter().filter(asked).count(), before + logs + 1, "once a log, and to the end");
}

#[test]
fn a_sweep_that_fails_is_made_again_the_next_day() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let a = family.founder_says(&mut world, founder, Scope::Home);
    let all = replace(&mut world, &mut family, founder, &[&a]);
    world.now_ms += KEPT_ASIDE_MS;
    // Keys are deleted first, bytes after that.
    (world.good_stores, world.failing_stores) = (1, 1);
    world.wait(0);
    assert_eq!(world.store.envelopes().count(), 2);
    world.wait(SWEEP_BYTES_MS);
    assert_eq!(world.store.envelopes().collect::<Vec<_>>(), [all.bytes()]);
}

#[test]
fn a_page_that_nothing_was_added_to_for_long_is_dropped_and_the_plan_is_kept() {
    let keep_ms = Some(30 * SWEEP_BYTES_MS);
    let mut world = World::with(MemoryStore::default(), |relay| relay.keeping(keep_ms));
    let (mut family, founder) = Family::founded(&mut world);
    let plan = family.founder_says(&mut world, founder, Scope::Plan);
    let a = family.founder_says(&mut world, founder, Scope::Home);
    world.wait(20 * SWEEP_BYTES_MS);
    let b = family.founder_says(&mut world, founder, Scope::Home);
    let school = family.founder_says(&mut world, founder, Scope::School);
    world.wait(20 * SWEEP_BYTES_MS);
    let everything = [
        family.envelopes(Scope::Plan, 1, &[&plan]),
        family.envelopes(Scope::Home, 1, &[&a, &b]),
        family.envelopes(Scope::School, 1, &[&school]),
    ];
    assert_eq!(opened(&mut world, &family, &[]), everything, "it is the newest that counts");
    let more = family.founder_says(&mut world, founder, Scope::School);
    world.wait(20 * SWEEP_BYTES_MS);
    let expected = [
        family.envelopes(Scope::Plan, 1, &[&plan]),
        family.passed(Scope::Home, &[&a, &b]),
        family.envelopes(Scope::School, 1, &[&school, &more]),
    ];
    assert_eq!(opened(&mut world, &family, &[]), expected);
    assert_eq!(world.store.envelopes().count(), 3);
    world.heard(founder);
    world.say(founder, &family.append(&[&a, &b]));
    let held = FromRelay::Held { team: family.team, ids: vec![a.id(), b.id()] };
    assert_eq!(world.heard(founder), [held], "nobody refills what the relay does not want");
    let live = family.founder_says(&mut world, founder, Scope::Home);
    let heard = opened(&mut world, &family, &[cursor(Scope::Home, &[&a, &b])]);
    assert_eq!(heard[1], family.envelopes(Scope::Home, 3, &[&live]), "cursors stay valid");
}

#[test]
fn a_reader_that_is_slightly_behind_passes_over_what_memory_still_holds() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let keys = copy(&family.founder);
    let reader = world.connect(&family.founder);
    world.say(reader, &family.open(&[]));
    world.heard(reader);
    world.stick(reader);
    let large = family.write_sized(&mut world, &keys, Scope::Home, 300_000);
    world.say(founder, &family.append(&[&large]));
    let [a, b] = [(); 2].map(|()| family.founder_says(&mut world, founder, Scope::Home));
    let all = replace(&mut world, &mut family, founder, &[&a, &b]);
    assert_eq!(world.heard(reader), [family.envelopes(Scope::Home, 1, &[&large])]);
    let before = world.asked.len();
    world.unstick(reader);
    let passed = family.passed(Scope::Home, &[&large, &a, &b]);
    assert_eq!(world.heard(reader), [passed, family.envelopes(Scope::Home, 4, &[&all])]);
    assert_eq!(world.asked.len(), before, "it is served from memory");
}
