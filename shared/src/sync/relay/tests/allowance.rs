//! What the operator allows: who may found teams, how much a team may have, and how many may come.

use super::family::Family;
use super::world::World;
use crate::record::Scope;
use crate::seal::{DeviceKeys, hash};
use crate::sync::relay::Allowance;
use crate::wire::{FromDevice, FromRelay, Goodbye, Refused, TOKEN_LIMIT};

const TOKEN: &[u8] = b"a token of the operator";

fn enrol(token: &[u8]) -> FromDevice {
    FromDevice::Enrol { token: token.to_vec() }
}

#[test]
fn a_team_is_founded_only_with_the_token_and_known_ones_need_none() {
    let mut world = World::allowing(Allowance { token: Some(hash(&[TOKEN])), ..Allowance::default() });
    let family = Family::new(&mut world);
    let refused = FromRelay::RosterRefused { team: family.team, why: Refused::NeedsToken, head: None };
    let connection = world.connect(&family.founder);
    let long = [TOKEN, &[b' '; TOKEN_LIMIT]].concat();
    for wrong in [b"".as_slice(), b"a token of the operatos", &TOKEN[1..], &long] {
        world.say(connection, &enrol(wrong));
        world.say(connection, &family.push(0));
        assert_eq!(world.heard(connection), std::slice::from_ref(&refused), "{} bytes", wrong.len());
    }
    // The token of one connection is none of another's, and a wrong one takes the right one back.
    let other = world.connect(&family.founder);
    world.say(other, &enrol(TOKEN));
    world.say(connection, &family.push(0));
    assert_eq!(world.heard(connection), std::slice::from_ref(&refused));
    world.say(other, &enrol(b"wrong"));
    world.say(other, &family.push(0));
    assert_eq!(world.heard(other), [refused]);
    world.say(other, &enrol(TOKEN));
    world.say(other, &family.push(0));
    assert!(matches!(world.heard(other).as_slice(), [FromRelay::Roster { from: 1, .. }]));
    assert_eq!(world.relay.counts().refused.teams, 6);

    let again = world.connect(&family.founder);
    world.say(again, &family.push(0));
    assert!(matches!(world.heard(again).as_slice(), [FromRelay::Roster { .. }]), "it is known");
    // Whoever only guesses at a team hears what they would without a token.
    let stranger = world.device();
    let stranger = world.connect(&stranger);
    let FromDevice::PushRoster { links, .. } = family.push(0) else { panic!("a push") };
    for team in [family.team, crate::TeamId([9; 16])] {
        world.say(stranger, &FromDevice::PushRoster { team, from: 0, links: links.clone() });
        let not_here = FromRelay::RosterRefused { team, why: Refused::NotHere, head: None };
        assert_eq!(world.heard(stranger), [not_here]);
    }
}

#[test]
fn a_team_that_has_enough_keeps_what_it_has_and_others_go_on() {
    let mut world = World::allowing(Allowance { team_envelopes: 2, ..Allowance::default() });
    let (mut family, connection) = Family::founded(&mut world);
    for _ in 0..2 {
        family.founder_says(&mut world, connection, Scope::Home);
        assert!(matches!(world.heard(connection).as_slice(), [FromRelay::Appended { .. }]));
    }
    let third = family.founder_says(&mut world, connection, Scope::School);
    let team = family.team;
    let full = FromRelay::NotAppended { team, ids: vec![third.id()], why: Refused::Full };
    assert_eq!(world.heard(connection), std::slice::from_ref(&full));
    assert_eq!(world.relay.counts().refused.envelopes, 1);
    // The same after the team was forgotten and read again.
    world.hang_up(connection);
    let connection = world.connect(&family.founder);
    world.say(connection, &family.append(&[&third]));
    assert_eq!(world.heard(connection), [full]);
    let (mut other, connection) = Family::founded(&mut world);
    other.founder_says(&mut world, connection, Scope::Home);
    assert!(matches!(world.heard(connection).as_slice(), [FromRelay::Appended { .. }]));
}

#[test]
fn bytes_count_and_what_is_held_already_is_still_acknowledged() {
    let mut world = World::allowing(Allowance { team_bytes: 3_000, ..Allowance::default() });
    let (mut family, connection) = Family::founded(&mut world);
    let founder = DeviceKeys::from_secret(*family.founder.secret());
    let small = family.write(&mut world, &founder, Scope::Home);
    let large = family.write_sized(&mut world, &founder, Scope::Home, 3_000);
    world.say(connection, &family.append(&[&small, &large]));
    let heard = world.heard(connection);
    let full = FromRelay::NotAppended { team: family.team, ids: vec![large.id()], why: Refused::Full };
    assert_eq!(heard, [full, family.appended(Scope::Home, 1, &[&small])]);
    world.say(connection, &family.append(&[&small]));
    assert_eq!(world.heard(connection), [FromRelay::Held { team: family.team, ids: vec![small.id()] }]);
}

#[test]
fn too_many_connections_hear_so_and_those_that_are_there_stay() {
    let mut world = World::allowing(Allowance { connections: 2, ..Allowance::default() });
    let [first, second] = [(); 2].map(|()| world.device());
    let (first, _second) = (world.connect(&first), world.connect(&second));
    let third = world.accept();
    assert_eq!(world.heard(third), [FromRelay::Goodbye { why: Goodbye::Full }]);
    world.hang_up(first);
    let third = world.device();
    world.connect(&third);
}

#[test]
fn only_so_many_talk_about_one_team_and_whoever_is_not_in_it_hears_nothing_of_that() {
    let mut world = World::allowing(Allowance { team_connections: 2, ..Allowance::default() });
    let (family, _first) = Family::founded(&mut world);
    let second = world.connect(&family.founder);
    world.say(second, &family.open(&[]));
    assert!(matches!(world.heard(second).last(), Some(FromRelay::CaughtUp { .. })));
    let third = world.connect(&family.founder);
    world.say(third, &family.open(&[]));
    assert_eq!(world.heard(third), [FromRelay::Goodbye { why: Goodbye::Full }]);
    let stranger = world.device();
    let stranger = world.connect(&stranger);
    world.say(stranger, &family.open(&[]));
    let not_here = FromRelay::RosterRefused { team: family.team, why: Refused::NotHere, head: None };
    assert_eq!(world.heard(stranger), [not_here]);
}
