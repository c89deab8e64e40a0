//! Tests of the relay: envelopes taken, refused and acknowledged.

use super::family::Family;
use super::world::World;
use crate::record::{Role, Scope};
use crate::seal::{DeviceKeys, Envelope};
use crate::sync::relay::{ConnectionId, Query};
use crate::wire::{FromDevice, FromRelay, Refused};

fn refused(world: &mut World, connection: ConnectionId) -> Vec<(usize, Refused)> {
    let heard = world.heard(connection);
    let why = |frame: &FromRelay| match frame {
        FromRelay::NotAppended { ids, why, .. } => (ids.len(), *why),
        other => panic!("not refused but {other:?}"),
    };
    heard.iter().map(why).collect()
}

#[test]
fn what_is_stored_is_acknowledged_and_sent_on() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (_, aide) = family.with_member(&mut world, Role::Aide);
    world.heard(founder);
    let envelope = family.founder_says(&mut world, founder, Scope::School);
    assert_eq!(world.heard(founder), [family.appended(Scope::School, 1, &[&envelope])]);
    assert_eq!(world.heard(aide), [family.envelopes(Scope::School, 1, &[&envelope])]);
}

#[test]
fn nothing_is_acknowledged_or_sent_on_before_it_is_durable() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (_, aide) = family.with_member(&mut world, Role::Aide);
    world.heard(founder);
    world.is_store_held = true;
    let envelope = family.founder_says(&mut world, founder, Scope::School);
    assert_eq!((world.heard(founder), world.heard(aide)), (vec![], vec![]));
    world.release_store();
    assert_eq!(world.heard(founder), [family.appended(Scope::School, 1, &[&envelope])]);
    assert_eq!(world.heard(aide), [family.envelopes(Scope::School, 1, &[&envelope])]);
}

#[test]
fn envelopes_of_a_frame_go_to_their_logs_and_runs_share_a_frame() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let [a, b, c] =
        [Scope::Home, Scope::Plan, Scope::Home].map(|scope| family.write(&mut world, &keys, scope));
    world.say(founder, &family.append(&[&a, &b, &c]));
    let expected = [family.appended(Scope::Plan, 1, &[&b]), family.appended(Scope::Home, 1, &[&a, &c])];
    assert_eq!(world.heard(founder), expected);
}

#[test]
fn a_duplicate_is_held_and_stored_once() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let envelope = family.founder_says(&mut world, founder, Scope::Home);
    world.heard(founder);
    world.say(founder, &family.append(&[&envelope]));
    assert_eq!(world.heard(founder), [FromRelay::Held { team: family.team, ids: vec![envelope.id()] }]);
    assert_eq!(world.store.envelopes().count(), 1);
}

#[test]
fn the_store_is_not_asked_about_what_is_certainly_new() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let before = world.asked.len();
    for _ in 0..5 {
        family.founder_says(&mut world, founder, Scope::Home);
    }
    assert_eq!(world.asked.len(), before);
}

#[test]
fn the_same_envelope_twice_in_a_frame_counts_once() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let envelope = family.write(&mut world, &keys, Scope::Home);
    world.say(founder, &family.append(&[&envelope, &envelope]));
    assert_eq!(world.heard(founder), [family.appended(Scope::Home, 1, &[&envelope])]);
}

#[test]
fn two_devices_delivering_the_same_envelopes_at_once_store_them_once() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (_, aide) = family.with_member(&mut world, Role::Aide);
    world.heard(founder);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let [a, b] = [(); 2].map(|()| family.write(&mut world, &keys, Scope::School));
    world.is_store_held = true;
    world.say(founder, &family.append(&[&b]));
    world.say(founder, &family.append(&[&a, &b]));
    world.say(aide, &family.append(&[&a]));
    world.say(aide, &family.append(&[&b]));
    world.release_store();
    assert_eq!(world.store.envelopes().count(), 2);
    let ids = |envelopes: &[&Envelope]| envelopes.iter().map(|envelope| envelope.id()).collect();
    let held = |ids: Vec<_>| FromRelay::Held { team: family.team, ids };
    let first = family.appended(Scope::School, 1, &[&b]);
    let second = family.appended(Scope::School, 2, &[&a]);
    assert_eq!(world.heard(founder), [first, held(ids(&[&b])), second]);
    let heard = world.heard(aide);
    assert!(heard.contains(&held(ids(&[&a]))) && heard.contains(&held(ids(&[&b]))), "{heard:?}");
    assert!(heard.contains(&family.envelopes(Scope::School, 1, &[&b])), "{heard:?}");
}

#[test]
fn a_second_envelope_with_a_counter_that_was_used_is_taken() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let [a, b] = [(); 2].map(|()| family.write(&mut world, &keys, Scope::Home));
    world.say(founder, &family.append(&[&b]));
    world.say(founder, &family.append(&[&a]));
    let expected = [family.appended(Scope::Home, 1, &[&b]), family.appended(Scope::Home, 2, &[&a])];
    assert_eq!(world.heard(founder), expected);
}

#[test]
fn a_forged_author_an_altered_envelope_and_another_teams_are_refused() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (mut other, _) = Family::founded(&mut world);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let stranger = world.device();
    let forged = family.write(&mut world, &stranger, Scope::Home);
    let foreign = other.write(&mut world, &keys, Scope::Home);
    let genuine = family.write(&mut world, &keys, Scope::Home);
    let mut altered = genuine.bytes().to_vec();
    *altered.last_mut().expect("not empty") ^= 1;
    let mut newer = genuine.bytes().to_vec();
    newer[0] = 2;
    let envelopes = [forged.into_bytes(), foreign.into_bytes(), altered, newer, vec![], vec![0; 600_000]];
    let envelopes = envelopes.into_iter().map(Into::into).collect();
    world.say(founder, &FromDevice::Append { team: family.team, envelopes });
    let mut refusals = refused(&mut world, founder);
    refusals.sort_by_key(|(_, why)| format!("{why:?}"));
    let expected = [
        (2, Refused::Malformed),
        (1, Refused::Malformed),
        (1, Refused::Newer),
        (1, Refused::NotAllowed),
        (1, Refused::TooMuch),
    ];
    assert_eq!(refusals, expected);
    assert_eq!(world.store.envelopes().count(), 0);
}

#[test]
fn a_good_envelope_beside_bad_ones_is_taken() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let stranger = world.device();
    let (bad, good) =
        (family.write(&mut world, &stranger, Scope::Home), family.write(&mut world, &keys, Scope::Home));
    world.say(founder, &family.append(&[&bad, &good]));
    let ids = vec![bad.id()];
    let not = FromRelay::NotAppended { team: family.team, ids, why: Refused::NotAllowed };
    assert_eq!(world.heard(founder), [not, family.appended(Scope::Home, 1, &[&good])]);
}

#[test]
fn an_author_writes_only_where_they_may() {
    let mut world = World::new();
    let (mut family, _) = Family::founded(&mut world);
    let (keys, aide) = family.with_member(&mut world, Role::Aide);
    let envelope = family.write(&mut world, &keys, Scope::Home);
    world.say(aide, &family.append(&[&envelope]));
    assert_eq!(refused(&mut world, aide), [(1, Refused::NotAllowed)]);
}

#[test]
fn a_member_delivers_what_it_may_not_read_and_hears_nothing_of_that_log() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (_, aide) = family.with_member(&mut world, Role::Aide);
    world.heard(founder);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let carried = family.write(&mut world, &keys, Scope::Home);
    world.say(aide, &family.append(&[&carried]));
    assert_eq!(world.heard(aide), [family.appended(Scope::Home, 1, &[&carried])]);
    assert_eq!(world.heard(founder), [family.envelopes(Scope::Home, 1, &[&carried])]);
    family.founder_says(&mut world, founder, Scope::Home);
    assert_eq!(world.heard(aide), []);
}

#[test]
fn a_member_that_has_not_opened_the_team_is_acknowledged_all_the_same() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let second = world.connect(&family.founder);
    let envelope = family.founder_says(&mut world, second, Scope::Home);
    assert_eq!(world.heard(second), [family.appended(Scope::Home, 1, &[&envelope])]);
    assert_eq!(world.heard(founder), [family.envelopes(Scope::Home, 1, &[&envelope])]);
}

#[test]
fn strangers_append_nothing_and_learn_nothing() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let mut unknown = Family::new(&mut world);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let stranger_keys = world.device();
    let stranger = world.connect(&stranger_keys);
    let genuine = family.write(&mut world, &keys, Scope::Home);
    let nowhere = unknown.write(&mut world, &keys, Scope::Home);
    for append in [family.append(&[&genuine]), unknown.append(&[&nowhere])] {
        world.say(stranger, &append);
        assert_eq!(refused(&mut world, stranger), [(0, Refused::NotHere)]);
    }
    assert_eq!(world.store.envelopes().count(), 0);
    assert_eq!(world.heard(founder), []);
}

#[test]
fn after_a_restart_what_is_held_is_still_known() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let envelope = family.founder_says(&mut world, founder, Scope::Home);
    world.hang_up(founder);
    let before = world.asked.len();
    let again = world.connect(&family.founder);
    world.say(again, &family.append(&[&envelope]));
    assert_eq!(world.heard(again), [FromRelay::Held { team: family.team, ids: vec![envelope.id()] }]);
    assert!(matches!(world.asked[before..], [Query::Team { .. }, Query::Held { .. }]), "it was forgotten");
    let next = family.founder_says(&mut world, again, Scope::Home);
    assert_eq!(world.heard(again), [family.appended(Scope::Home, 2, &[&next])]);
}
