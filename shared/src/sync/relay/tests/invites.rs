//! Tests of the relay: knocking and joining.

use super::family::Family;
use super::world::World;
use crate::DeviceId;
use crate::record::Role;
use crate::seal::{DeviceKeys, Purpose};
use crate::sync::relay::storage::Store;
use crate::sync::relay::{Answer, ConnectionId, Query};
use crate::team::Deed;
use crate::wire::{FromDevice, FromRelay, Link, Refused, knock_statement};

/// A team with an open invite, and what is sealed to it.
fn inviting(world: &mut World) -> (Family, ConnectionId, DeviceKeys, Vec<u8>) {
    let (mut family, founder) = Family::founded(world);
    let (invite, sealed) = family.invite(world, Role::Aide);
    world.say(founder, &family.push(1));
    world.heard(founder);
    (family, founder, invite, sealed)
}

fn knock(family: &Family, invite: &DeviceKeys, keys: &DeviceKeys, nonce: &[u8; 32]) -> FromDevice {
    let statement = knock_statement(nonce, &family.team, &keys.id());
    let proof = invite.sign(Purpose::Knock, &[&statement]);
    FromDevice::Knock { team: family.team, invite: invite.id(), proof }
}

fn say_and_hear(world: &mut World, connection: ConnectionId, frame: &FromDevice) -> Vec<FromRelay> {
    world.say(connection, frame);
    world.heard(connection)
}

fn refused(family: &Family, why: Refused) -> [FromRelay; 1] {
    [FromRelay::RosterRefused { team: family.team, why, head: None }]
}

fn push_join(family: &Family, invite: &DeviceKeys, keys: &DeviceKeys) -> FromDevice {
    let operation = family.join_operation(invite, keys).bytes().to_vec();
    let links = vec![Link { operation, sealed: vec![], receipt: None }];
    FromDevice::PushRoster { team: family.team, from: family.roster.head().length, links }
}

fn sealed_at_rest(world: &mut World, family: &Family) -> usize {
    match world.store.read(&Query::Team { team: family.team }) {
        Ok(Answer::Team(Some(team))) => team.sealed.len(),
        other => panic!("no team but {other:?}"),
    }
}

#[test]
fn whoever_holds_an_invite_gets_the_roster_and_the_keys_sealed_to_it() {
    let mut world = World::new();
    let (mut family, founder, invite, sealed) = inviting(&mut world);
    let (_, others) = family.invite(&mut world, Role::Teacher);
    world.say(founder, &family.push(2));
    let keys = world.device();
    let (connection, nonce) = world.connect_with_nonce(&keys);
    let heard = say_and_hear(&mut world, connection, &knock(&family, &invite, &keys, &nonce));
    let [FromRelay::Roster { from: 0, links, head, .. }] = heard.as_slice() else { panic!("{heard:?}") };
    assert_eq!(*head, family.head());
    let beside: Vec<&[u8]> = links.iter().map(|link| link.sealed.as_slice()).collect();
    assert_eq!(beside, [&[][..], &sealed, &[]]);
    assert_ne!(sealed, others);
}

#[test]
fn keys_sealed_to_an_invite_go_to_nobody_else() {
    let mut world = World::new();
    let (mut family, founder, _, _) = inviting(&mut world);
    let (_, aide) = family.with_member(&mut world, Role::Guardian);
    family.invite(&mut world, Role::Teacher);
    world.say(founder, &family.push(4));
    for connection in [founder, aide] {
        for frame in world.heard(connection) {
            if let FromRelay::Roster { links, .. } = frame {
                assert!(links.iter().all(|link| link.sealed.is_empty()));
            }
        }
    }
}

#[test]
fn a_knock_with_a_wrong_proof_hears_no_more_than_at_an_unknown_team() {
    let mut world = World::new();
    let (family, _, invite, _) = inviting(&mut world);
    let unknown = Family::new(&mut world);
    let (keys, other) = (world.device(), world.device());
    let (connection, nonce) = world.connect_with_nonce(&keys);
    let knocks = [
        (&unknown, knock(&unknown, &invite, &keys, &nonce)),
        (&family, knock(&family, &other, &keys, &nonce)),
        (&family, knock(&family, &invite, &keys, &[0; 32])),
        (&family, knock(&family, &invite, &other, &nonce)),
    ];
    for (team, knock) in knocks {
        assert_eq!(say_and_hear(&mut world, connection, &knock), refused(team, Refused::NotHere));
    }
}

#[test]
fn of_two_who_join_with_one_invite_exactly_one_wins() {
    let mut world = World::new();
    let (mut family, founder, invite, _) = inviting(&mut world);
    let (first, second) = (world.device(), world.device());
    let (first_connection, _) = world.connect_with_nonce(&first);
    let (second_connection, nonce) = world.connect_with_nonce(&second);
    world.is_store_held = true;
    world.say(first_connection, &push_join(&family, &invite, &first));
    world.say(second_connection, &push_join(&family, &invite, &second));
    world.release_store();
    family.join(&invite, &first);
    let head = FromRelay::Roster { team: family.team, from: 3, links: vec![], head: family.head() };
    assert_eq!(world.heard(first_connection), [head]);
    assert_eq!(world.heard(second_connection), refused(&family, Refused::NotNext));
    assert!(matches!(world.heard(founder).as_slice(), [FromRelay::Roster { from: 2, .. }]));
    let knock = knock(&family, &invite, &second, &nonce);
    assert_eq!(say_and_hear(&mut world, second_connection, &knock), refused(&family, Refused::Used));
    let late = push_join(&family, &invite, &second);
    assert_eq!(say_and_hear(&mut world, second_connection, &late), refused(&family, Refused::Used));
}

#[test]
fn an_invite_expires_by_the_relays_clock_and_its_keys_are_deleted() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let expires_ms = world.now_ms + 5_000;
    let (invite, _) = family.invite_until(&mut world, Role::Aide, expires_ms);
    world.say(founder, &family.push(1));
    assert_eq!(sealed_at_rest(&mut world, &family), 1);
    let keys = world.device();
    let (connection, nonce) = world.connect_with_nonce(&keys);
    world.wait(4_999);
    let knock = knock(&family, &invite, &keys, &nonce);
    assert!(matches!(say_and_hear(&mut world, connection, &knock).as_slice(), [FromRelay::Roster { .. }]));
    world.wait(1);
    assert_eq!(say_and_hear(&mut world, connection, &knock), refused(&family, Refused::Expired));
    let join = push_join(&family, &invite, &keys);
    assert_eq!(say_and_hear(&mut world, connection, &join), refused(&family, Refused::Expired));
    world.wait(crate::sync::relay::limits::SWEEP_MS);
    assert_eq!(sealed_at_rest(&mut world, &family), 0);
}

#[test]
fn keys_of_a_used_or_cancelled_invite_are_deleted() {
    let mut world = World::new();
    let (mut family, founder, invite, _) = inviting(&mut world);
    let keys = world.device();
    let (connection, _) = world.connect_with_nonce(&keys);
    assert_eq!(sealed_at_rest(&mut world, &family), 1);
    world.say(connection, &push_join(&family, &invite, &keys));
    assert_eq!(sealed_at_rest(&mut world, &family), 0);
    family.join(&invite, &keys);

    let (cancelled, _) = family.invite(&mut world, Role::Teacher);
    world.say(founder, &family.push(3));
    assert_eq!(sealed_at_rest(&mut world, &family), 1);
    let founder_keys = DeviceKeys::from_secret(*family.founder.secret());
    let cancel = family.sign(Deed::CancelInvite { invite: cancelled.id() }, &founder_keys);
    family.add(&cancel, vec![]);
    world.say(founder, &family.push(4));
    assert_eq!(sealed_at_rest(&mut world, &family), 0);
    let late_keys = world.device();
    let (late, nonce) = world.connect_with_nonce(&late_keys);
    let knock = knock(&family, &cancelled, &late_keys, &nonce);
    assert_eq!(say_and_hear(&mut world, late, &knock), refused(&family, Refused::Cancelled));
}

#[test]
fn a_member_who_knocks_is_told_so_and_keeps_reading() {
    let mut world = World::new();
    let (mut family, _, invite, _) = inviting(&mut world);
    let founder = DeviceKeys::from_secret(*family.founder.secret());
    let (connection, nonce) = world.connect_with_nonce(&founder);
    world.say(connection, &family.open(&[]));
    world.heard(connection);
    let heard = say_and_hear(&mut world, connection, &knock(&family, &invite, &founder, &nonce));
    assert!(matches!(heard.as_slice(), [FromRelay::RosterRefused { why: Refused::NotAllowed, .. }]));
    let envelope = family.founder_says(&mut world, connection, crate::record::Scope::Plan);
    assert_eq!(world.heard(connection), [family.appended(crate::record::Scope::Plan, 1, &[&envelope])]);
}

#[test]
fn whoever_knocks_gets_no_envelopes_before_they_have_joined() {
    let mut world = World::new();
    let (mut family, founder, invite, _) = inviting(&mut world);
    family.founder_says(&mut world, founder, crate::record::Scope::School);
    let keys = world.device();
    let (connection, nonce) = world.connect_with_nonce(&keys);
    let heard = say_and_hear(&mut world, connection, &knock(&family, &invite, &keys, &nonce));
    assert_eq!(heard.len(), 1);
    family.founder_says(&mut world, founder, crate::record::Scope::School);
    assert_eq!(world.heard(connection), []);
}

#[test]
fn an_invite_is_found_by_its_id_alone_also_when_it_can_no_longer_be_used() {
    let mut world = World::new();
    let (mut family, founder, invite, _) = inviting(&mut world);
    let (cancelled, _) = family.invite(&mut world, Role::Teacher);
    world.say(founder, &family.push(2));
    let founder_keys = DeviceKeys::from_secret(*family.founder.secret());
    let cancel = family.sign(Deed::CancelInvite { invite: cancelled.id() }, &founder_keys);
    family.add(&cancel, vec![]);
    world.say(founder, &family.push(3));
    let keys = world.device();
    let (connection, _) = world.connect_with_nonce(&keys);
    for known in [invite.id(), cancelled.id()] {
        let heard = say_and_hear(&mut world, connection, &FromDevice::Find { invite: known });
        assert_eq!(heard, [FromRelay::Found { invite: known, team: family.team }]);
    }
    world.say(connection, &push_join(&family, &invite, &keys));
    world.heard(connection);
    world.wait(crate::sync::relay::limits::SWEEP_MS);
    let late = world.device();
    let (connection, nonce) = world.connect_with_nonce(&late);
    let heard = say_and_hear(&mut world, connection, &FromDevice::Find { invite: invite.id() });
    assert_eq!(heard, [FromRelay::Found { invite: invite.id(), team: family.team }]);
    let knock = knock(&family, &invite, &late, &nonce);
    assert_eq!(say_and_hear(&mut world, connection, &knock), refused(&family, Refused::Used));
}

#[test]
fn nothing_but_an_invite_is_found_and_finding_one_opens_nothing() {
    let mut world = World::new();
    let (family, _, invite, _) = inviting(&mut world);
    let keys = world.device();
    let connection = world.connect(&keys);
    let (sheet, stranger) = (family.roster.sheet().keys.id(), world.device().id());
    for unknown in [family.founder.id(), sheet, stranger, DeviceId(family.team.0)] {
        let heard = say_and_hear(&mut world, connection, &FromDevice::Find { invite: unknown });
        assert_eq!(heard, [FromRelay::NotFound { invite: unknown, why: Refused::NotHere }]);
    }
    say_and_hear(&mut world, connection, &FromDevice::Find { invite: invite.id() });
    let heard = say_and_hear(&mut world, connection, &family.open(&[]));
    assert_eq!(heard, refused(&family, Refused::NotHere));
}

#[test]
fn a_question_that_the_store_cannot_answer_is_to_be_asked_again() {
    let mut world = World::new();
    let (family, _, invite, _) = inviting(&mut world);
    let keys = world.device();
    let connection = world.connect(&keys);
    world.failing_loads = 1;
    let find = FromDevice::Find { invite: invite.id() };
    let answer = FromRelay::NotFound { invite: invite.id(), why: Refused::TryLater };
    assert_eq!(say_and_hear(&mut world, connection, &find), [answer]);
    let found = FromRelay::Found { invite: invite.id(), team: family.team };
    assert_eq!(say_and_hear(&mut world, connection, &find), [found]);
}
