//! Tests of the relay: the chain and races for its head.

use super::family::Family;
use super::world::World;
use crate::DeviceId;
use crate::record::Role;
use crate::seal::{Device, DeviceKeys};
use crate::sync::relay::ConnectionId;
use crate::team::Deed;
use crate::wire::{FromDevice, FromRelay, Link, Place, Refused};

fn roster(family: &Family, from: u32, links: &[Link]) -> FromRelay {
    let without_keys =
        |link: &Link| Link { operation: link.operation.clone(), sealed: vec![], receipt: None };
    let links = links.iter().map(without_keys).collect();
    FromRelay::Roster { team: family.team, from, links, head: family.head() }
}

fn refused(family: &Family, why: Refused, head: Option<Place>) -> FromRelay {
    FromRelay::RosterRefused { team: family.team, why, head }
}

fn invite_deed(world: &mut World, sealed: &[u8]) -> Deed {
    Deed::Invite {
        invite: *world.device().public(),
        role: Role::Aide,
        reads: Role::Aide.reads(),
        writes: Role::Aide.writes(),
        expires_ms: i64::MAX,
        sealed: crate::seal::hash(&[sealed]),
        own: None,
    }
}

fn push_one(family: &Family, deed: Deed, by: &DeviceKeys, sealed: &[u8]) -> FromDevice {
    let operation = family.sign(deed, by).bytes().to_vec();
    let links = vec![Link { operation, sealed: sealed.to_vec(), receipt: None }];
    FromDevice::PushRoster { team: family.team, from: family.roster.head().length, links }
}

fn say_and_hear(world: &mut World, connection: ConnectionId, frame: &FromDevice) -> Vec<FromRelay> {
    world.say(connection, frame);
    world.heard(connection)
}

#[test]
fn new_operations_reach_everyone_who_reads_the_team_once_they_are_durable() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (_, aide) = family.with_member(&mut world, Role::Aide);
    world.heard(founder);
    let known = family.links.len();
    family.invite(&mut world, Role::Teacher);
    world.is_store_held = true;
    world.say(founder, &family.push(known));
    assert_eq!((world.heard(founder), world.heard(aide)), (vec![], vec![]));
    world.release_store();
    let expected = roster(&family, 3, &family.links[known..]);
    assert_eq!((world.heard(founder), world.heard(aide)), (vec![expected.clone()], vec![expected]));
}

#[test]
fn whoever_pushes_without_reading_hears_the_new_head() {
    let mut world = World::new();
    let family = Family::new(&mut world);
    let connection = world.connect(&family.founder);
    let heard = say_and_hear(&mut world, connection, &family.push(0));
    assert_eq!(heard, [roster(&family, 1, &[])]);
}

#[test]
fn pushing_what_is_held_changes_nothing() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let second = world.connect(&family.founder);
    assert_eq!(say_and_hear(&mut world, second, &family.push(0)), [roster(&family, 1, &[])]);
    family.invite(&mut world, Role::Teacher);
    let overlapping = family.push(0);
    assert_eq!(say_and_hear(&mut world, founder, &overlapping), [roster(&family, 1, &family.links[1..])]);
    assert_eq!(say_and_hear(&mut world, second, &overlapping), [roster(&family, 2, &[])]);
}

#[test]
fn the_loser_of_a_race_hears_where_the_chain_ends() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let second = world.connect(&family.founder);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let deed = invite_deed(&mut world, b"");
    let rival = push_one(&family, deed, &keys, b"");
    family.invite(&mut world, Role::Teacher);
    world.is_store_held = true;
    world.say(founder, &family.push(1));
    world.say(second, &rival);
    world.release_store();
    assert_eq!(world.heard(founder), [roster(&family, 1, &family.links[1..])]);
    assert_eq!(world.heard(second), [refused(&family, Refused::NotNext, Some(family.head()))]);
}

#[test]
fn operations_that_leave_a_gap_or_differ_are_refused() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let head = family.head();
    let gap = FromDevice::PushRoster { team: family.team, from: 5, links: vec![] };
    let not_next = [refused(&family, Refused::NotNext, Some(head))];
    assert_eq!(say_and_hear(&mut world, founder, &gap), not_next);
    family.invite(&mut world, Role::Aide);
    let mut links = family.links.clone();
    *links[0].operation.last_mut().expect("not empty") ^= 1;
    let differs = FromDevice::PushRoster { team: family.team, from: 0, links };
    assert_eq!(say_and_hear(&mut world, founder, &differs), not_next);
}

#[test]
fn a_push_is_taken_whole_or_not_at_all() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let head = family.head();
    family.invite(&mut world, Role::Aide);
    let mut links = family.links[1..].to_vec();
    links.push(Link { operation: vec![1, 2, 3], sealed: vec![], receipt: None });
    let push = FromDevice::PushRoster { team: family.team, from: 1, links };
    let malformed = refused(&family, Refused::Malformed, Some(head));
    assert_eq!(say_and_hear(&mut world, founder, &push), [malformed]);
}

#[test]
fn rules_signatures_and_newer_operations_are_told_apart() {
    let mut world = World::new();
    let (mut family, _) = Family::founded(&mut world);
    let (aide_keys, aide) = family.with_member(&mut world, Role::Aide);
    let stranger = world.device();
    let deed = invite_deed(&mut world, b"");
    let mut newer = family.sign(deed.clone(), &aide_keys).bytes().to_vec();
    newer[0] = 2;
    let newer = vec![Link { operation: newer, sealed: vec![], receipt: None }];
    let newer = FromDevice::PushRoster { team: family.team, from: 3, links: newer };
    let cases = [
        (push_one(&family, deed.clone(), &aide_keys, b""), Refused::NotAllowed),
        (push_one(&family, deed, &stranger, b""), Refused::Malformed),
        (
            push_one(&family, Deed::CancelInvite { invite: DeviceId([1; 16]) }, &aide_keys, b""),
            Refused::NotAllowed,
        ),
        (newer, Refused::Newer),
    ];
    for (push, why) in cases {
        assert_eq!(say_and_hear(&mut world, aide, &push), [refused(&family, why, Some(family.head()))]);
    }
}

#[test]
fn keys_beside_an_operation_must_be_those_it_names() {
    let mut world = World::new();
    let (family, founder) = Family::founded(&mut world);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let right = vec![8; crate::team::SEALED_LIMIT];
    let deed = invite_deed(&mut world, &right);
    let large = vec![7; crate::team::SEALED_LIMIT + 1];
    let large_deed = invite_deed(&mut world, &large);
    let cancel = Deed::CancelInvite { invite: DeviceId([1; 16]) };
    for (push, why) in [
        (push_one(&family, deed.clone(), &keys, b"wrong"), Refused::Malformed),
        (push_one(&family, large_deed, &keys, &large), Refused::TooMuch),
        (push_one(&family, cancel, &keys, &right), Refused::Malformed),
    ] {
        assert_eq!(say_and_hear(&mut world, founder, &push), [refused(&family, why, Some(family.head()))]);
    }
    let heard = say_and_hear(&mut world, founder, &push_one(&family, deed, &keys, &right));
    assert!(matches!(heard.as_slice(), [FromRelay::Roster { from: 1, .. }]), "{heard:?}");
}

#[test]
fn strangers_push_nothing_and_learn_nothing() {
    let mut world = World::new();
    let (family, _) = Family::founded(&mut world);
    let unknown = Family::new(&mut world);
    let keys = world.device();
    let stranger = world.connect(&keys);
    let deed = invite_deed(&mut world, b"");
    let garbage = vec![Link { operation: vec![1, 2, 3], sealed: vec![], receipt: None }];
    for team in [&family, &unknown] {
        let pushes = [
            team.push(0),
            push_one(team, deed.clone(), &keys, b""),
            FromDevice::PushRoster { team: team.team, from: 0, links: garbage.clone() },
            FromDevice::PushRoster { team: team.team, from: 9, links: garbage.clone() },
            FromDevice::PushRoster { team: team.team, from: 0, links: vec![] },
        ];
        for push in pushes {
            assert_eq!(say_and_hear(&mut world, stranger, &push), [refused(team, Refused::NotHere, None)]);
        }
    }
}

#[test]
fn two_devices_pushing_the_same_new_team_found_it_once() {
    let mut world = World::new();
    let family = Family::new(&mut world);
    let [first, second] = [(); 2].map(|()| world.connect(&family.founder));
    world.is_store_held = true;
    world.say(first, &family.push(0));
    world.say(second, &family.push(0));
    world.release_store();
    assert_eq!(world.heard(first), [roster(&family, 1, &[])]);
    assert_eq!(world.heard(second), [roster(&family, 1, &[])]);
}

#[test]
fn a_relay_that_lost_its_disk_is_refilled_by_a_member_long_after_the_invites_expired() {
    let mut world = World::new();
    let (mut family, _) = Family::founded(&mut world);
    let (aide_keys, _) = family.with_member(&mut world, Role::Aide);
    let mut empty = World::new();
    empty.now_ms = world.now_ms + 1_000_000_000;
    let aide = empty.connect(&aide_keys);
    let mut push = family.push(0);
    if let FromDevice::PushRoster { links, .. } = &mut push {
        links.iter_mut().for_each(|link| link.sealed.clear());
    }
    assert_eq!(say_and_hear(&mut empty, aide, &push), [roster(&family, 3, &[])]);
}

#[test]
fn a_join_that_another_member_brings_counts_after_its_invite_expired() {
    let mut world = World::new();
    let (mut family, _) = Family::founded(&mut world);
    let (aide_keys, _) = family.with_member(&mut world, Role::Aide);
    let joined = family.links.pop().expect("the join");
    let mut empty = World::new();
    let founder = empty.connect(&DeviceKeys::from_secret(*family.founder.secret()));
    // Somebody who had not heard of the join was the first to come back.
    let before = family.links.len();
    assert_eq!(say_and_hear(&mut empty, founder, &family.push(0)).len(), 1);
    empty.now_ms += 1_000_000_000;
    family.links.push(joined);
    let aide = empty.connect(&aide_keys);
    let expired = FromRelay::RosterRefused { team: family.team, why: Refused::Expired, head: None };
    assert_eq!(say_and_hear(&mut empty, aide, &family.push(before)), [expired], "not by oneself");
    assert_eq!(say_and_hear(&mut empty, founder, &family.push(before)).len(), 1);
    assert!(matches!(
        say_and_hear(&mut empty, aide, &family.open(&[]))[..],
        [FromRelay::Roster { head: Place { length: 3, .. }, .. }, ..]
    ));
}

#[test]
fn a_chain_of_several_frames_refills_a_relay_also_from_a_late_member() {
    let mut world = World::new();
    let (mut family, _) = Family::founded(&mut world);
    let founder_keys = DeviceKeys::from_secret(*family.founder.secret());
    for _ in 0..140 {
        let (invite, _) = family.invite(&mut world, Role::Viewer);
        let cancel = family.sign(Deed::CancelInvite { invite: invite.id() }, &founder_keys);
        family.add(&cancel, vec![]);
    }
    let (invite, _) = family.invite(&mut world, Role::Aide);
    let keys = world.device();
    family.join(&invite, &keys);
    let mut empty = World::new();
    let aide = empty.connect(&keys);
    let chunks: Vec<&[Link]> = family.links.chunks(crate::wire::LINKS_LIMIT).collect();
    assert_eq!(chunks.len(), 2);
    for twice in 0..2 {
        let push =
            |from, links: &[Link]| FromDevice::PushRoster { team: family.team, from, links: links.to_vec() };
        let first = say_and_hear(&mut empty, aide, &push(0, chunks[0]));
        let second = say_and_hear(&mut empty, aide, &push(256, chunks[1]));
        assert_eq!(first.len(), twice, "not a member yet: no answer before the last frame");
        assert_eq!(second, [roster(&family, 283, &[])]);
    }
}

#[test]
fn a_relay_restored_to_before_somebody_joined_takes_them_back() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (invite, _) = family.invite(&mut world, Role::Aide);
    world.say(founder, &family.push(1));
    let keys = world.device();
    family.join(&invite, &keys);
    let aide = world.connect(&keys);
    let not_here = refused(&family, Refused::NotHere, None);
    assert_eq!(say_and_hear(&mut world, aide, &family.open(&[])), [not_here]);
    assert_eq!(say_and_hear(&mut world, aide, &family.push(0)), [roster(&family, 3, &[])]);
}

#[test]
fn a_long_chain_comes_in_several_frames_without_a_gap() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    for _ in 0..300 {
        let known = family.links.len();
        let (invite, _) = family.invite(&mut world, Role::Viewer);
        let founder_keys = DeviceKeys::from_secret(*family.founder.secret());
        let cancel = family.sign(Deed::CancelInvite { invite: invite.id() }, &founder_keys);
        family.add(&cancel, vec![]);
        world.say(founder, &family.push(known));
    }
    let again = world.connect(&family.founder);
    let head = Place { length: 0, hash: [0; 32] };
    world.say(again, &FromDevice::Open { team: family.team, head, cursors: vec![] });
    let mut next = 0;
    for frame in world.heard(again) {
        let FromRelay::Roster { from, links, .. } = frame else { continue };
        assert_eq!(from, next);
        next += u32::try_from(links.len()).expect("few");
    }
    assert_eq!(next, 601);
}

#[test]
fn a_device_that_is_ahead_hears_where_the_relay_is() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let head = family.head();
    family.invite(&mut world, Role::Aide);
    let heard = say_and_hear(&mut world, founder, &family.open(&[]));
    let expected = FromRelay::Roster { team: family.team, from: 1, links: vec![], head };
    assert_eq!(heard.first(), Some(&expected));
    let _: &Device = family.founder.public();
}
