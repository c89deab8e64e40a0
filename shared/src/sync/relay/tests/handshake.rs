//! Tests of the relay: proving who one is.

use super::family::Family;
use super::world::{ORIGIN, World, prove};
use crate::sync::relay::limits::{CONNECTIONS, PROOF_MS};
use crate::wire::{FromDevice, FromRelay, Goodbye};

fn assert_goodbye(world: &mut World, connection: crate::sync::relay::ConnectionId, why: Goodbye) {
    assert_eq!(world.heard(connection), [FromRelay::Goodbye { why }]);
    assert!(world.is_closed(connection));
}

#[test]
fn a_device_proves_itself_to_any_of_the_relays_origins() {
    for origin in [ORIGIN, "http://localhost:8440"] {
        let mut world = World::new();
        let keys = world.device();
        let (connection, nonce) = world.dial();
        world.say(connection, &prove(&keys, origin, &nonce));
        assert_eq!(world.heard(connection), [FromRelay::Welcome {}]);
    }
}

#[test]
fn a_proof_for_another_relay_is_refused() {
    let mut world = World::new();
    let keys = world.device();
    let (connection, nonce) = world.dial();
    world.say(connection, &prove(&keys, "https://other.example", &nonce));
    assert_goodbye(&mut world, connection, Goodbye::BadProof);
}

#[test]
fn a_proof_cannot_be_replayed() {
    let mut world = World::new();
    let keys = world.device();
    let (_, nonce) = world.connect_with_nonce(&keys);
    let (connection, fresh) = world.dial();
    assert_ne!(nonce, fresh);
    world.say(connection, &prove(&keys, ORIGIN, &nonce));
    assert_goodbye(&mut world, connection, Goodbye::BadProof);
}

#[test]
fn a_proof_of_somebody_elses_key_is_refused() {
    let mut world = World::new();
    let (keys, other) = (world.device(), world.device());
    let (connection, nonce) = world.dial();
    let FromDevice::Prove { version, signature, .. } = prove(&keys, ORIGIN, &nonce) else { unreachable!() };
    world.say(connection, &FromDevice::Prove { version, key: other.public().signing, signature });
    assert_goodbye(&mut world, connection, Goodbye::BadProof);
}

#[test]
fn another_version_hears_which_side_is_too_old() {
    for (version, why) in [(0, Goodbye::DeviceTooOld), (2, Goodbye::RelayTooOld)] {
        let mut world = World::new();
        let (connection, _) = world.dial();
        world.say(connection, &FromDevice::Prove { version, key: [0; 32], signature: [0; 64] });
        assert_goodbye(&mut world, connection, why);
    }
}

#[test]
fn nothing_is_looked_at_before_the_proof() {
    let mut world = World::new();
    let (family, _) = Family::founded(&mut world);
    let (connection, _) = world.dial();
    world.say(connection, &family.open(&[]));
    assert_goodbye(&mut world, connection, Goodbye::BadFrame);
    let (connection, _) = world.dial();
    world.say_bytes(connection, vec![0xff; 40]);
    assert_goodbye(&mut world, connection, Goodbye::BadFrame);
}

#[test]
fn only_one_frame_is_read_before_the_proof() {
    let mut world = World::new();
    let keys = world.device();
    let family = Family::new(&mut world);
    let (connection, nonce) = world.dial();
    world.is_store_held = true;
    world.say(connection, &prove(&keys, ORIGIN, &nonce));
    assert_eq!(world.unread(connection), 0);
    let (silent, _) = world.dial();
    world.say_bytes(silent, vec![]);
    world.say(silent, &family.open(&[]));
    assert_eq!(world.unread(silent), 1);
}

#[test]
fn a_second_proof_is_out_of_turn() {
    let mut world = World::new();
    let keys = world.device();
    let (connection, nonce) = world.connect_with_nonce(&keys);
    world.say(connection, &prove(&keys, ORIGIN, &nonce));
    assert_goodbye(&mut world, connection, Goodbye::BadFrame);
}

#[test]
fn whoever_does_not_prove_itself_in_time_is_sent_away() {
    let mut world = World::new();
    let keys = world.device();
    let proven = world.connect(&keys);
    let (silent, _) = world.dial();
    world.wait(PROOF_MS - 1);
    assert!(!world.is_closed(silent));
    world.wait(1);
    assert_goodbye(&mut world, silent, Goodbye::BadProof);
    assert!(!world.is_closed(proven));
}

#[test]
fn the_oldest_of_too_many_connections_of_one_device_makes_room() {
    let mut world = World::new();
    let keys = world.device();
    let connections: Vec<_> = (0..=CONNECTIONS).map(|_| world.connect(&keys)).collect();
    assert_goodbye(&mut world, connections[0], Goodbye::TooFast);
    assert!(connections[1..].iter().all(|connection| !world.is_closed(*connection)));
}

#[test]
fn a_frame_that_does_not_parse_ends_the_connection() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let envelope =
        family.write(&mut world, &crate::seal::DeviceKeys::from_secret([3; 32]), crate::record::Scope::Plan);
    let mut bytes = family.append(&[&envelope]).to_bytes();
    bytes.push(0);
    world.say_bytes(founder, bytes);
    assert_goodbye(&mut world, founder, Goodbye::BadFrame);
}
