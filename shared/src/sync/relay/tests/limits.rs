//! Tests of the relay: what is too much.

use super::family::Family;
use super::world::World;
use crate::TeamId;
use crate::record::Scope;
use crate::seal::DeviceKeys;
use crate::sync::relay::limits::{READ_AHEAD, TEAMS, UNSAVED};
use crate::wire::{FromDevice, FromRelay, Place, Refused};
use proptest::prelude::*;

#[test]
fn a_device_that_is_too_fast_is_read_later_and_loses_nothing() {
    let mut world = World::new();
    let (family, founder) = Family::founded(&mut world);
    let nothing = family.append(&[]);
    for _ in 0..2_500 {
        world.say(founder, &nothing);
    }
    let unread = world.unread(founder);
    assert!(unread > 400, "{unread} frames are still in the network");
    assert!(!world.is_closed(founder));
    world.wait(100);
    assert!(world.unread(founder) < unread);
    for _ in 0..20 {
        world.wait(100);
    }
    assert_eq!(world.unread(founder), 0);
}

#[test]
fn coming_back_does_not_fill_the_bucket() {
    let mut world = World::new();
    let (family, founder) = Family::founded(&mut world);
    let nothing = family.append(&[]);
    for _ in 0..2_500 {
        world.say(founder, &nothing);
    }
    world.hang_up(founder);
    let again = world.connect(&family.founder);
    for _ in 0..READ_AHEAD + 1 {
        world.say(again, &nothing);
    }
    assert_eq!(world.unread(again), 1);
    world.wait(60_000);
    assert_eq!(world.unread(again), 0);
}

#[test]
fn what_one_connection_may_have_unsaved_is_bounded() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    world.is_store_held = true;
    for _ in 0..12 {
        let envelope = family.write_sized(&mut world, &keys, Scope::Home, 400_000);
        world.say(founder, &family.append(&[&envelope]));
    }
    let taken = 12 - world.unread(founder);
    assert!(taken * 400_000 <= UNSAVED + (READ_AHEAD + 1) * 450_000, "{taken} were read");
    world.release_store();
    assert_eq!(world.unread(founder), 0);
    assert_eq!(world.store.envelopes().count(), 12);
}

#[test]
fn a_connection_that_does_not_read_is_not_listened_to_without_end() {
    let mut world = World::new();
    let (family, founder) = Family::founded(&mut world);
    world.stick(founder);
    let unknown =
        FromDevice::Open { team: TeamId([7; 16]), head: Place { length: 0, hash: [0; 32] }, cursors: vec![] };
    for _ in 0..20_000 {
        world.say(founder, &unknown);
        world.wait(2);
    }
    assert!(world.unread(founder) > 0);
    assert!(world.in_flight(founder) < crate::sync::relay::limits::WINDOW + 1_000);
    assert!(!family.links.is_empty());
}

#[test]
fn one_connection_talks_about_so_many_teams_and_no_more() {
    let mut world = World::new();
    let keys = world.device();
    let connection = world.connect(&keys);
    for _ in 0..TEAMS {
        let mut family = Family::new(&mut world);
        family.founder = DeviceKeys::from_secret(*keys.secret());
        let founding = founding(&mut world, &keys);
        world.say(connection, &founding);
    }
    assert!(world.heard(connection).iter().all(|frame| matches!(frame, FromRelay::Roster { .. })));
    let one_more = founding(&mut world, &keys);
    world.say(connection, &one_more);
    let heard = world.heard(connection);
    assert!(
        matches!(heard.as_slice(), [FromRelay::RosterRefused { why: Refused::TooMuch, .. }]),
        "{heard:?}"
    );
}

fn founding(world: &mut World, keys: &DeviceKeys) -> FromDevice {
    use crate::team::{Deed, Draft, Operation};
    let sheet = *world.device().public();
    let deed = Deed::Found {
        device: *keys.public(),
        role: crate::record::Role::Clinician,
        card: vec![],
        sheet,
        handings: None,
    };
    let draft = Draft { team: None, sequence: 0, previous: [0; 32], author: keys.id(), at_ms: 5, deed };
    let operation = Operation::sign(draft, keys).expect("small");
    let team = crate::team::Roster::found(&operation).expect("a founding").team();
    let links =
        vec![crate::wire::Link { operation: operation.bytes().to_vec(), sealed: vec![], receipt: None }];
    FromDevice::PushRoster { team, from: 0, links }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_from_outside_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut world = World::new();
        let (family, founder) = Family::founded(&mut world);
        world.say(founder, &FromDevice::Append { team: family.team, envelopes: vec![bytes.clone().into()] });
        let links = vec![crate::wire::Link { operation: bytes.clone(), sealed: bytes.clone(), receipt: None }];
        world.say(founder, &FromDevice::PushRoster { team: family.team, from: 1, links });
        world.say_bytes(founder, bytes);
    }
}
