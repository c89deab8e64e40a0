//! Parts of photos: who may put and get them, when they are acknowledged, and how much of them there may be.

use super::family::Family;
use super::world::World;
use crate::PartId;
use crate::record::{Role, Scope};
use crate::seal::{DeviceKeys, PART_LIMIT, hash16};
use crate::sync::relay::Allowance;
use crate::team::Deed;
use crate::wire::{FromDevice, FromRelay, Refused};

fn part(number: u8) -> Vec<u8> {
    vec![number; 1_000]
}

fn id(number: u8) -> PartId {
    PartId(hash16(&part(number)))
}

fn put(family: &Family, scope: Scope, number: u8) -> FromDevice {
    FromDevice::PutPart { team: family.team, scope, era: 0, part: part(number) }
}

fn get(family: &Family, scope: Scope, number: u8) -> FromDevice {
    FromDevice::GetPart { team: family.team, scope, era: 0, id: id(number) }
}

fn has(family: &Family, scope: Scope, number: u8) -> FromDevice {
    FromDevice::HasPart { team: family.team, scope, era: 0, id: id(number) }
}

fn held(family: &Family, number: u8) -> FromRelay {
    FromRelay::PartHeld { team: family.team, id: id(number) }
}

fn none(family: &Family, number: u8, why: Refused) -> FromRelay {
    FromRelay::NoPart { team: family.team, id: id(number), why }
}

#[test]
fn whoever_may_write_puts_and_whoever_may_read_gets_and_nobody_else_can_tell_whether_it_is_there() {
    let mut world = World::new();
    let (mut family, parent) = Family::founded(&mut world);
    let (_, aide) = family.with_member(&mut world, Role::Aide);
    let (_, viewer) = family.with_member(&mut world, Role::Viewer);
    // Who joined is told to all.
    for there in [parent, aide, viewer] {
        world.heard(there);
    }
    let stranger = world.device();
    let stranger = world.connect(&stranger);
    world.say(parent, &put(&family, Scope::Home, 1));
    assert_eq!(world.heard(parent), [held(&family, 1)]);
    world.say(parent, &get(&family, Scope::Home, 1));
    assert_eq!(world.heard(parent), [FromRelay::Part { team: family.team, part: part(1) }]);
    world.say(parent, &has(&family, Scope::Home, 1));
    assert_eq!(world.heard(parent), [held(&family, 1)]);

    let refused = none(&family, 1, Refused::NotHere);
    for asks in [get, has, put] {
        for nobody in [aide, stranger] {
            world.say(nobody, &asks(&family, Scope::Home, 1));
            assert_eq!(world.heard(nobody), std::slice::from_ref(&refused), "like one that is not there");
        }
    }
    world.say(viewer, &put(&family, Scope::Plan, 2));
    assert_eq!(world.heard(viewer), [none(&family, 2, Refused::NotHere)], "reading is not writing");
    for asks in [get, has] {
        world.say(parent, &asks(&family, Scope::Home, 2));
        assert_eq!(world.heard(parent), [none(&family, 2, Refused::NotHere)]);
        world.say(parent, &asks(&family, Scope::School, 1));
        assert_eq!(world.heard(parent), std::slice::from_ref(&refused), "only where it belongs");
    }
    let era = FromDevice::PutPart { team: family.team, scope: Scope::Home, era: 7, part: part(1) };
    world.say(parent, &era);
    assert_eq!(world.heard(parent), [refused], "there is no such era");
    assert_eq!(world.store.parts().count(), 1);
}

#[test]
fn whoever_was_taken_out_gets_no_part_even_of_what_was_asked_before() {
    let mut world = World::new();
    let (mut family, parent) = Family::founded(&mut world);
    let (clinician, there) = family.with_member(&mut world, Role::Clinician);
    world.say(parent, &put(&family, Scope::Home, 1));
    world.say(there, &get(&family, Scope::Home, 1));
    assert!(matches!(world.heard(there).last(), Some(FromRelay::Part { .. })));
    let member = family.roster.member_of(clinician.id()).expect("a member").0;
    let removal = family.govern(&mut world, Deed::Remove { member, keys: Default::default() });
    world.say(parent, &removal);
    world.heard(there);
    world.say(there, &get(&family, Scope::Home, 1));
    assert_eq!(world.heard(there), [none(&family, 1, Refused::NotHere)]);
}

#[test]
fn a_part_is_acknowledged_when_it_is_durable_and_comes_twice_without_harm() {
    let mut world = World::new();
    let (family, parent) = Family::founded(&mut world);
    world.is_store_held = true;
    world.say(parent, &put(&family, Scope::Home, 1));
    assert_eq!(world.heard(parent), []);
    world.release_store();
    assert_eq!(world.heard(parent), [held(&family, 1)]);
    world.say(parent, &put(&family, Scope::Home, 1));
    assert_eq!(world.heard(parent), [held(&family, 1)]);
    assert_eq!((world.store.parts().count(), world.relay.counts().parts_stored), (1, 1));

    world.failing_stores = 1;
    world.say(parent, &put(&family, Scope::Home, 2));
    assert_eq!(world.heard(parent), [none(&family, 2, Refused::TryLater)]);
    world.failing_loads = 1;
    world.say(parent, &get(&family, Scope::Home, 1));
    assert_eq!(world.heard(parent), [none(&family, 1, Refused::TryLater)]);
    world.say(parent, &put(&family, Scope::Home, 2));
    assert_eq!(world.heard(parent), [held(&family, 2)]);
    assert_eq!(world.relay.counts().unsaved_bytes, 0);
}

#[test]
fn parts_count_among_what_a_team_may_have_and_once_however_often_they_come() {
    let mut world = World::allowing(Allowance { team_bytes: 2_500, ..Allowance::default() });
    let (family, parent) = Family::founded(&mut world);
    for number in [1, 1, 1, 2] {
        world.say(parent, &put(&family, Scope::Home, number));
        assert_eq!(world.heard(parent), [held(&family, number)]);
    }
    world.say(parent, &put(&family, Scope::Home, 3));
    let full = none(&family, 3, Refused::Full);
    assert_eq!(world.heard(parent), std::slice::from_ref(&full));
    assert_eq!(world.relay.counts().refused.parts, 1);
    world.hang_up(parent);
    let parent = world.connect(&DeviceKeys::from_secret(*family.founder.secret()));
    world.say(parent, &put(&family, Scope::Home, 3));
    assert_eq!(world.heard(parent), [full], "the same once the team is read again");
}

#[test]
fn a_part_that_is_none_is_refused_and_a_reader_that_takes_nothing_costs_its_window() {
    let mut world = World::new();
    let (family, parent) = Family::founded(&mut world);
    for length in [0, PART_LIMIT + 1] {
        let bytes = vec![1; length];
        let none = PartId(hash16(&bytes));
        let frame = FromDevice::PutPart { team: family.team, scope: Scope::Home, era: 0, part: bytes };
        world.say(parent, &frame);
        let refused = FromRelay::NoPart { team: family.team, id: none, why: Refused::Malformed };
        assert_eq!(world.heard(parent), [refused]);
    }
    let whole = vec![1; PART_LIMIT];
    let id = PartId(hash16(&whole));
    let (team, scope) = (family.team, Scope::Home);
    world.say(parent, &FromDevice::PutPart { team, scope, era: 0, part: whole });
    world.heard(parent);
    world.stick(parent);
    for _ in 0..50 {
        world.say(parent, &FromDevice::GetPart { team, scope, era: 0, id });
    }
    assert!(world.in_flight(parent) < (256 << 10) + PART_LIMIT + 100, "{}", world.in_flight(parent));
    assert!(world.unread(parent) > 30);
}
