//! Tests of the relay: what readers are sent, and in which order.

use super::family::{Family, cursor};
use super::world::World;
use crate::record::{Role, Scope};
use crate::seal::{DeviceKeys, Envelope};
use crate::sync::relay::{ConnectionId, Query};
use crate::wire::{Cursor, FromRelay, Refused};
use crate::{DeviceId, TeamId};

/// What the logs hold after a stretch of frames, checking that every log goes on without a gap.
fn sequences(frames: &[FromRelay], scope: Scope, mut next: u64) -> u64 {
    for frame in frames {
        let (in_scope, from, count) = match frame {
            FromRelay::Envelopes { scope, from, envelopes, .. } => (*scope, *from, envelopes.len()),
            FromRelay::Appended { scope, from, ids, .. } => (*scope, *from, ids.len()),
            _ => continue,
        };
        if in_scope == scope {
            assert_eq!(from, next, "no gap, nothing twice");
            next += count as u64;
        }
    }
    next
}

fn fill(world: &mut World, family: &mut Family, by: ConnectionId, count: usize, length: usize) {
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    for _ in 0..count {
        let envelope = family.write_sized(world, &keys, Scope::Home, length);
        world.say(by, &family.append(&[&envelope]));
    }
}

#[test]
fn open_brings_the_roster_the_logs_and_then_says_so() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let home = family.founder_says(&mut world, founder, Scope::Home);
    let plan = family.founder_says(&mut world, founder, Scope::Plan);
    let again = world.connect(&family.founder);
    let from_nothing = crate::wire::Place { length: 0, hash: [0; 32] };
    world.say(
        again,
        &crate::wire::FromDevice::Open { team: family.team, head: from_nothing, cursors: vec![] },
    );
    let expected = [
        FromRelay::Roster { team: family.team, from: 0, links: family.links.clone(), head: family.head() },
        family.envelopes(Scope::Plan, 1, &[&plan]),
        family.envelopes(Scope::Home, 1, &[&home]),
        family.caught_up(),
    ];
    assert_eq!(world.heard(again), expected);
}

#[test]
fn a_cursor_is_where_the_log_goes_on() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let [a, b, c] = [(); 3].map(|()| family.founder_says(&mut world, founder, Scope::Home));
    let cases: [(Vec<&Envelope>, Option<FromRelay>); 3] = [
        (vec![&a], Some(family.envelopes(Scope::Home, 2, &[&b, &c]))),
        (vec![&a, &b, &c], None),
        (vec![], Some(family.envelopes(Scope::Home, 1, &[&a, &b, &c]))),
    ];
    for (read, expected) in cases {
        let again = world.connect(&family.founder);
        world.say(again, &family.open(&[cursor(Scope::Home, &read)]));
        let roster = FromRelay::Roster { team: family.team, from: 1, links: vec![], head: family.head() };
        let expected: Vec<FromRelay> =
            [roster].into_iter().chain(expected).chain([family.caught_up()]).collect();
        assert_eq!(world.heard(again), expected);
    }
}

#[test]
fn a_cursor_that_is_not_in_the_log_is_lost_and_the_log_is_sent_from_the_start() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let [a, b] = [(); 2].map(|()| family.founder_says(&mut world, founder, Scope::Home));
    let wrong_in_the_middle = Cursor { running: [9; 16], ..cursor(Scope::Home, &[&a]) };
    let wrong_at_the_end = cursor(Scope::Home, &[&b, &a]);
    let beyond = Cursor { sequence: 3, ..cursor(Scope::Home, &[&a, &b]) };
    for lost in [wrong_in_the_middle, wrong_at_the_end, beyond] {
        let again = world.connect(&family.founder);
        world.say(again, &family.open(&[lost]));
        let expected = [
            FromRelay::LostPlace { team: family.team, scope: Scope::Home, era: 0 },
            FromRelay::Roster { team: family.team, from: 1, links: vec![], head: family.head() },
            family.envelopes(Scope::Home, 1, &[&a, &b]),
            family.caught_up(),
        ];
        assert_eq!(world.heard(again), expected);
    }
}

#[test]
fn nothing_is_sent_to_a_device_without_a_grant() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let secret = family.founder_says(&mut world, founder, Scope::Home);
    let shared = family.founder_says(&mut world, founder, Scope::School);
    let (keys, aide) = family.with_member(&mut world, Role::Aide);
    let live = family.founder_says(&mut world, founder, Scope::Home);
    assert_eq!(world.heard(aide), []);
    let again = world.connect(&keys);
    let asks_for_home = cursor(Scope::Home, &[&secret]);
    world.say(again, &family.open(&[asks_for_home, Cursor { sequence: 7, ..asks_for_home }]));
    let heard = world.heard(again);
    assert!(heard.contains(&family.envelopes(Scope::School, 1, &[&shared])));
    for frame in heard {
        let bytes = frame.to_bytes();
        for envelope in [&secret, &live] {
            let is_in = bytes.windows(envelope.bytes().len()).any(|window| window == envelope.bytes());
            assert!(!is_in, "{frame:?}");
        }
        assert!(!matches!(frame, FromRelay::LostPlace { .. }), "not even whether there is such a log");
    }
}

#[test]
fn unknown_and_forbidden_look_alike() {
    let mut world = World::new();
    let (family, _) = Family::founded(&mut world);
    let unknown = Family::new(&mut world);
    let stranger_keys = world.device();
    let stranger = world.connect(&stranger_keys);
    for (open, team) in [(family.open(&[]), family.team), (unknown.open(&[]), unknown.team)] {
        world.say(stranger, &open);
        let refused = FromRelay::RosterRefused { team, why: Refused::NotHere, head: None };
        assert_eq!(world.heard(stranger), [refused]);
    }
}

#[test]
fn a_device_catches_up_while_others_write() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    fill(&mut world, &mut family, founder, 200, 1_000);
    let again = world.connect(&family.founder);
    world.is_store_held = true;
    world.say(again, &family.open(&[]));
    fill(&mut world, &mut family, founder, 4, 100);
    world.release_store();
    fill(&mut world, &mut family, founder, 5, 100);
    let heard = world.heard(again);
    assert_eq!(sequences(&heard, Scope::Home, 1), 210);
    assert_eq!(heard.iter().filter(|frame| **frame == family.caught_up()).count(), 1);
    let own = world.heard(founder);
    assert_eq!(sequences(&own, Scope::Home, 1), 210);
}

#[test]
fn what_a_device_delivers_while_it_catches_up_is_acknowledged_in_its_place() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    fill(&mut world, &mut family, founder, 150, 1_000);
    let again = world.connect(&family.founder);
    world.stick(again);
    world.say(again, &family.open(&[]));
    let own = family.founder_says(&mut world, again, Scope::Home);
    fill(&mut world, &mut family, founder, 3, 1_000);
    world.unstick(again);
    let heard = world.heard(again);
    assert_eq!(sequences(&heard, Scope::Home, 1), 155);
    assert!(heard.contains(&family.appended(Scope::Home, 151, &[&own])), "its own is not sent back");
}

#[test]
fn what_was_delivered_before_open_is_acknowledged_once() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let again = world.connect(&family.founder);
    world.is_store_held = true;
    let own = family.founder_says(&mut world, again, Scope::Home);
    world.say(again, &family.open(&[]));
    world.say(again, &family.open(&[]));
    world.release_store();
    let heard = world.heard(again);
    let is_own = |frame: &&FromRelay| **frame == family.appended(Scope::Home, 1, &[&own]);
    assert_eq!(heard.iter().filter(is_own).count(), 1, "{heard:?}");
    assert_eq!(sequences(&heard, Scope::Home, 1), 2);
    assert_eq!(world.heard(founder).len(), 1);
}

#[test]
fn a_slow_reader_costs_its_window_and_gets_everything_in_the_end() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let again = world.connect(&family.founder);
    world.say(again, &family.open(&[]));
    world.heard(again);
    world.stick(again);
    fill(&mut world, &mut family, founder, 600, 2_000);
    let limit = crate::sync::relay::limits::WINDOW + crate::sync::relay::limits::CHUNK;
    assert!(world.in_flight(again) <= limit, "{} in flight", world.in_flight(again));
    let mut heard = world.heard(again);
    while world.in_flight(again) > 0 {
        world.take_once(again);
        assert!(world.in_flight(again) <= limit);
        heard.extend(world.heard(again));
    }
    assert_eq!(sequences(&heard, Scope::Home, 1), 601);
    world.unstick(again);
    let live = family.founder_says(&mut world, founder, Scope::Home);
    assert_eq!(world.heard(again), [family.envelopes(Scope::Home, 601, &[&live])]);
}

#[test]
fn a_reader_that_keeps_up_is_served_from_memory() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (_, aide) = family.with_member(&mut world, Role::Guardian);
    let before = world.asked.len();
    fill(&mut world, &mut family, founder, 20, 1_000);
    assert_eq!(sequences(&world.heard(aide), Scope::Home, 1), 21);
    assert!(!world.asked[before..].iter().any(|query| matches!(query, Query::Envelopes { .. })));
}

#[test]
fn several_teams_of_one_connection_take_turns() {
    let mut world = World::new();
    let keys = world.device();
    let reader = world.connect(&keys);
    let mut teams: Vec<TeamId> = Vec::new();
    for _ in 0..3 {
        let (mut family, founder) = Family::founded(&mut world);
        fill(&mut world, &mut family, founder, 60, 15_000);
        let known = family.links.len();
        let (invite, _) = family.invite(&mut world, Role::Guardian);
        family.join(&invite, &keys);
        world.say(founder, &family.push(known));
        if teams.is_empty() {
            world.stick(reader);
        }
        world.say(reader, &family.open(&[]));
        teams.push(family.team);
    }
    let mut order: Vec<TeamId> = Vec::new();
    while world.in_flight(reader) > 0 {
        for frame in world.heard(reader) {
            if let FromRelay::Envelopes { team, .. } = frame {
                order.push(team);
            }
        }
        world.take_once(reader);
    }
    assert!(order.len() >= 9, "each log needs several stretches");
    let last_of_first = order.iter().rposition(|team| *team == teams[0]).expect("sent");
    let first_of_last = order.iter().position(|team| *team == teams[2]).expect("sent");
    assert!(first_of_last < last_of_first, "the third team does not wait for the whole of the first");
}

#[test]
fn after_everyone_has_everything_nothing_is_sent_and_then_something_new_is() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (_, aide) = family.with_member(&mut world, Role::Aide);
    family.founder_says(&mut world, founder, Scope::School);
    world.heard(founder);
    world.heard(aide);
    let asked = world.asked.len();
    world.wait(10_000_000);
    assert_eq!((world.heard(founder), world.heard(aide)), (vec![], vec![]));
    assert_eq!(world.asked.len(), asked);
    let new = family.founder_says(&mut world, founder, Scope::School);
    assert_eq!(world.heard(aide), [family.envelopes(Scope::School, 2, &[&new])]);
}

#[test]
fn an_invented_cursor_of_an_absurd_log_does_no_harm() {
    let mut world = World::new();
    let (family, founder) = Family::founded(&mut world);
    let absurd = Cursor { scope: Scope::Private, era: u32::MAX, sequence: u64::MAX, running: [1; 16] };
    world.say(founder, &family.open(&[absurd, Cursor { scope: Scope::Plan, ..absurd }]));
    let heard = world.heard(founder);
    let lost = FromRelay::LostPlace { team: family.team, scope: Scope::Plan, era: u32::MAX };
    assert_eq!(heard.first(), Some(&lost));
    assert_eq!(heard.last(), Some(&family.caught_up()));
    assert_eq!(heard.len(), 3);
    assert!(!family.roster.may_read(DeviceId([0; 16]), Scope::Plan, 0));
}
