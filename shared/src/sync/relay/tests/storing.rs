//! Tests of the relay: a store that fails.

use super::family::Family;
use super::world::World;
use crate::record::{Role, Scope};
use crate::seal::DeviceKeys;
use crate::sync::relay::Query;
use crate::wire::{FromRelay, Goodbye, Refused};

#[test]
fn after_a_failed_store_nothing_is_acknowledged_and_the_log_goes_on_without_a_gap() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (_, aide) = family.with_member(&mut world, Role::Aide);
    let first = family.founder_says(&mut world, founder, Scope::School);
    world.heard(founder);
    world.heard(aide);
    world.failing_stores = 1;
    let lost = family.founder_says(&mut world, founder, Scope::School);
    let later = FromRelay::NotAppended { team: family.team, ids: vec![lost.id()], why: Refused::TryLater };
    assert_eq!(world.heard(founder), [later]);
    assert_eq!(world.heard(aide), []);
    world.say(founder, &family.append(&[&lost]));
    assert_eq!(world.heard(founder), [family.appended(Scope::School, 2, &[&lost])]);
    assert_eq!(world.heard(aide), [family.envelopes(Scope::School, 2, &[&lost])]);
    assert_ne!(first, lost);
}

#[test]
fn what_was_ordered_after_a_failed_store_fails_with_it_and_is_offered_again() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    world.is_store_held = true;
    let [a, b] = [(); 2].map(|()| family.founder_says(&mut world, founder, Scope::Home));
    let other_log = family.founder_says(&mut world, founder, Scope::Plan);
    world.failing_stores = 1;
    world.release_store();
    let try_later = |id| FromRelay::NotAppended { team: family.team, ids: vec![id], why: Refused::TryLater };
    let durable = FromRelay::Held { team: family.team, ids: vec![other_log.id()] };
    let heard = world.heard(founder);
    for frame in [try_later(a.id()), try_later(b.id()), durable] {
        assert!(heard.contains(&frame), "{frame:?} in {heard:?}");
    }
    world.say(founder, &family.append(&[&a, &b]));
    assert_eq!(world.heard(founder), [family.appended(Scope::Home, 1, &[&a, &b])]);
}

#[test]
fn a_log_is_never_shown_beyond_what_is_stored() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    world.is_store_held = true;
    family.founder_says(&mut world, founder, Scope::Home);
    let again = world.connect(&family.founder);
    world.say(again, &family.open(&[]));
    assert_eq!(world.heard(again).last(), Some(&family.caught_up()));
    world.failing_stores = 1;
    world.release_store();
    assert_eq!(world.heard(again), []);
}

#[test]
fn a_push_that_cannot_be_stored_changes_nothing() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let head = family.head();
    family.invite(&mut world, Role::Aide);
    world.failing_stores = 1;
    world.say(founder, &family.push(1));
    let heard = world.heard(founder);
    let refused =
        |frame: &FromRelay| matches!(frame, FromRelay::RosterRefused { why: Refused::TryLater, .. });
    assert_eq!(heard.iter().filter(|frame| refused(frame)).count(), 1, "{heard:?}");
    let again = world.connect(&family.founder);
    world.say(again, &family.open(&[]));
    let expected = FromRelay::Roster { team: family.team, from: 1, links: vec![], head };
    assert_eq!(world.heard(again).first(), Some(&expected));
    world.say(founder, &family.push(1));
    assert!(matches!(world.heard(founder).as_slice(), [FromRelay::Roster { from: 1, .. }]));
}

#[test]
fn a_push_that_is_stored_beside_a_failed_append_is_told_and_holds() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let second = world.connect(&family.founder);
    world.is_store_held = true;
    let lost = family.founder_says(&mut world, founder, Scope::Home);
    family.invite(&mut world, Role::Aide);
    world.say(second, &family.push(1));
    world.failing_stores = 1;
    world.release_store();
    let head = family.head();
    let told = FromRelay::Roster { team: family.team, from: 2, links: vec![], head };
    assert_eq!(world.heard(second), [told]);
    let heard = world.heard(founder);
    let ids = vec![lost.id()];
    let later = FromRelay::NotAppended { team: family.team, ids, why: Refused::TryLater };
    assert_eq!(heard[0], later);
    assert!(matches!(heard[1..], [FromRelay::Roster { from: 1, .. }]), "{heard:?}");
}

#[test]
fn frames_that_come_while_a_team_is_read_wait_for_it_in_order() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    world.hang_up(founder);
    let again = world.connect(&family.founder);
    world.is_store_held = true;
    world.say(again, &family.open(&[]));
    let envelope = family.founder_says(&mut world, again, Scope::Home);
    assert_eq!(world.heard(again), []);
    world.release_store();
    let roster = FromRelay::Roster { team: family.team, from: 1, links: vec![], head: family.head() };
    let appended = family.appended(Scope::Home, 1, &[&envelope]);
    assert_eq!(world.heard(again), [roster, family.caught_up(), appended]);
}

#[test]
fn a_team_that_cannot_be_read_is_refused_for_now_and_works_later() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    world.hang_up(founder);
    let again = world.connect(&family.founder);
    world.failing_loads = 2;
    world.say(again, &family.open(&[]));
    let refused = FromRelay::RosterRefused { team: family.team, why: Refused::TryLater, head: None };
    assert_eq!(world.heard(again), [refused]);
    family.founder_says(&mut world, again, Scope::Home);
    let refused = FromRelay::NotAppended { team: family.team, ids: vec![], why: Refused::TryLater };
    assert_eq!(world.heard(again), [refused]);
    world.say(again, &family.open(&[]));
    assert_eq!(world.heard(again).last(), Some(&family.caught_up()));
}

#[test]
fn a_stretch_that_cannot_be_read_ends_the_connection() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    family.founder_says(&mut world, founder, Scope::Home);
    let again = world.connect(&family.founder);
    world.failing_loads = 1;
    world.say(again, &family.open(&[]));
    assert_eq!(world.heard(again).last(), Some(&FromRelay::Goodbye { why: Goodbye::StorageFailed }));
    assert!(world.is_closed(again) && !world.is_closed(founder));
}

#[test]
fn a_question_that_is_not_answered_refuses_the_append_for_now() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let envelope = family.founder_says(&mut world, founder, Scope::Home);
    world.heard(founder);
    world.failing_loads = 1;
    world.say(founder, &family.append(&[&envelope]));
    let ids = vec![envelope.id()];
    let refused = FromRelay::NotAppended { team: family.team, ids: ids.clone(), why: Refused::TryLater };
    assert_eq!(world.heard(founder), [refused]);
    world.say(founder, &family.append(&[&envelope]));
    assert_eq!(world.heard(founder), [FromRelay::Held { team: family.team, ids }]);
}

#[test]
fn a_team_is_forgotten_after_its_last_connection_and_read_again() {
    let mut world = World::new();
    let (family, founder) = Family::founded(&mut world);
    let before = world.asked.len();
    let second = world.connect(&family.founder);
    world.say(second, &family.open(&[]));
    assert_eq!(world.asked.len(), before, "it is in memory");
    world.hang_up(founder);
    world.hang_up(second);
    let third = world.connect(&family.founder);
    world.say(third, &family.open(&[]));
    assert_eq!(world.asked[before..], [Query::Team { team: family.team }]);
}

#[test]
fn an_envelope_whose_deliverer_is_gone_is_stored_and_sent_on() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let second = world.connect(&family.founder);
    world.is_store_held = true;
    let envelope = family.founder_says(&mut world, second, Scope::Home);
    world.hang_up(second);
    world.release_store();
    assert_eq!(world.heard(founder), [family.envelopes(Scope::Home, 1, &[&envelope])]);
}

#[test]
fn while_draining_what_is_being_stored_is_acknowledged_before_the_goodbye() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let idle_keys = world.device();
    let idle = world.connect(&idle_keys);
    world.is_store_held = true;
    let envelope = family.founder_says(&mut world, founder, Scope::Home);
    world.drain();
    let late = family.founder_says(&mut world, founder, Scope::Home);
    assert_eq!(world.heard(founder), []);
    world.release_store();
    let goodbye = FromRelay::Goodbye { why: Goodbye::Restarting };
    assert_eq!(world.heard(founder), [family.appended(Scope::Home, 1, &[&envelope]), goodbye.clone()]);
    assert_eq!(world.heard(idle), [goodbye]);
    assert!(world.is_closed(founder) && world.is_closed(idle));
    assert_eq!(world.store.envelopes().count(), 1);
    assert_ne!(late, envelope);
    let _ = DeviceKeys::from_secret([0; 32]);
}
