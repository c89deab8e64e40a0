//! Tests of the relay: members who are removed, withdrawn or let in from today, and sheets.

use super::family::{Family, scope_key};
use super::world::World;
use crate::MemberId;
use crate::record::{Role, Scope, ScopeSet};
use crate::seal::{DeviceKeys, Random, ScopeKey};
use crate::sync::relay::ConnectionId;
use crate::team::{Deed, Keys, Operation, read_beside};
use crate::wire::{FromDevice, FromRelay, Place, Refused, knock_statement};

fn member(keys: &DeviceKeys) -> MemberId {
    MemberId(keys.id().0)
}

fn remove(whom: &DeviceKeys) -> Deed {
    Deed::Remove { member: member(whom), keys: Keys::default() }
}

fn not_here(family: &Family) -> FromRelay {
    FromRelay::RosterRefused { team: family.team, why: Refused::NotHere, head: None }
}

/// Whether the last operation that was told is the family's last, and then the connection was turned away.
fn is_shown_out(family: &Family, heard: &[FromRelay]) -> bool {
    matches!(heard, [.., FromRelay::Roster { head, .. }, refused]
        if *head == family.head() && *refused == not_here(family))
}

fn say_and_hear(world: &mut World, connection: ConnectionId, frame: &FromDevice) -> Vec<FromRelay> {
    world.heard(connection);
    world.say(connection, frame);
    world.heard(connection)
}

#[test]
fn a_removed_device_is_shown_out_at_once_and_told_by_what() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (aide, aides) = family.with_member(&mut world, Role::Aide);
    world.heard(founder);
    let before = family.write(&mut world, &aide, Scope::School);
    let push = family.govern(&mut world, remove(&aide));
    world.heard(aides);
    world.say(founder, &push);
    assert!(is_shown_out(&family, &world.heard(aides)));

    // On the same connection, and on a new one: no envelope is taken or sent, and nothing later is told.
    let refused = FromRelay::NotAppended { team: family.team, ids: vec![], why: Refused::NotHere };
    assert_eq!(say_and_hear(&mut world, aides, &family.append(&[&before])), [refused]);
    let invite = family.invite(&mut world, Role::Viewer);
    drop(invite);
    let length = family.links.len() - 1;
    world.say(founder, &family.push(length));
    family.founder_says(&mut world, founder, Scope::School);
    let again = world.connect(&aide);
    let open =
        FromDevice::Open { team: family.team, head: Place { length: 0, hash: [0; 32] }, cursors: vec![] };
    let heard = say_and_hear(&mut world, again, &open);
    let told: usize = heard
        .iter()
        .map(|frame| if let FromRelay::Roster { links, .. } = frame { links.len() } else { 0 })
        .sum();
    assert_eq!(told, length, "up to their removal");
    assert_eq!(heard.last(), Some(&not_here(&family)));
    assert!(!heard.iter().any(|frame| matches!(frame, FromRelay::Envelopes { .. })));
}

#[test]
fn what_a_removed_member_wrote_before_is_taken_from_others_and_nothing_under_newer_keys() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (aide, _) = family.with_member(&mut world, Role::Aide);
    let before = family.write(&mut world, &aide, Scope::School);
    let next = scope_key(Scope::School).rotated(&mut Random::from_seed([9; 32]));
    let after = family.write_in(&mut world, &aide, &next);
    let push = family.govern(&mut world, remove(&aide));
    world.say(founder, &push);
    world.heard(founder);
    world.say(founder, &family.append(&[&before, &after]));
    let heard = world.heard(founder);
    let refused =
        FromRelay::NotAppended { team: family.team, ids: vec![after.id()], why: Refused::NotAllowed };
    assert!(heard.contains(&refused), "{heard:?}");
    assert!(heard.contains(&family.appended(Scope::School, 1, &[&before])), "{heard:?}");
    // Whoever stays writes under the newer keys, and not under ones that are not there yet.
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let mine = family.write_in(&mut world, &keys, &next);
    let too_new = family.write_in(&mut world, &keys, &next.rotated(&mut Random::from_seed([8; 32])));
    let heard = say_and_hear(&mut world, founder, &family.append(&[&mine, &too_new]));
    assert!(heard.contains(&family.appended(Scope::School, 2, &[&mine])), "{heard:?}");
    assert!(heard.iter().any(|frame| matches!(frame,
        FromRelay::NotAppended { ids, why: Refused::NotAllowed, .. } if *ids == [too_new.id()])));
}

#[test]
fn a_grant_from_today_opens_the_new_era_alone() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (aide, aides) = family.with_member(&mut world, Role::Aide);
    family.founder_says(&mut world, founder, Scope::Clinic);
    let (reads, writes) = (ScopeSet::NONE.with(Scope::Clinic), ScopeSet::NONE);
    let grant = Deed::Grant { member: member(&aide), reads, writes, with_past: false, keys: Keys::default() };
    let push = family.govern(&mut world, grant);
    world.say(founder, &push);
    let keys = DeviceKeys::from_secret(*family.founder.secret());
    let old_era = family.write(&mut world, &keys, Scope::Clinic);
    let new_era = ScopeKey::generate(Scope::Clinic, 1, &mut Random::from_seed([9; 32]));
    let new_era = family.write_in(&mut world, &keys, &new_era);
    world.heard(aides);
    world.say(founder, &family.append(&[&old_era, &new_era]));
    let heard = world.heard(aides);
    let [FromRelay::Envelopes { scope: Scope::Clinic, era: 1, envelopes, .. }] = &heard[..] else {
        panic!("{heard:?}");
    };
    assert_eq!(envelopes[..], [new_era.bytes().to_vec().into()]);
    // Withdrawn, not even that.
    let withdraw = Deed::Withdraw { member: member(&aide), reads, writes, keys: Keys::default() };
    let push = family.govern(&mut world, withdraw);
    world.say(founder, &push);
    world.heard(aides);
    let again = world.connect(&aide);
    let heard = say_and_hear(&mut world, again, &family.open(&[]));
    assert!(!heard.iter().any(|frame| matches!(frame, FromRelay::Envelopes { .. })), "{heard:?}");
}

#[test]
fn open_invites_get_the_new_keys_and_the_old_ones_are_gone() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    let (aide, _) = family.with_member(&mut world, Role::Aide);
    let (invite, before) = family.invite(&mut world, Role::Teacher);
    world.say(founder, &family.push(family.links.len() - 1));
    let push = family.govern(&mut world, remove(&aide));
    world.say(founder, &push);
    let guest = world.device();
    let (connection, nonce) = world.connect_with_nonce(&guest);
    let statement = knock_statement(&nonce, &family.team, &guest.id());
    let proof = invite.sign(crate::seal::Purpose::Knock, &[&statement]);
    let knock = FromDevice::Knock { team: family.team, invite: invite.id(), proof };
    let heard = say_and_hear(&mut world, connection, &knock);
    let [FromRelay::Roster { links, .. }] = &heard[..] else { panic!("{heard:?}") };
    let sealed: Vec<&Vec<u8>> =
        links.iter().map(|link| &link.sealed).filter(|sealed| !sealed.is_empty()).collect();
    let removal = family.links.last().expect("the removal");
    let deed = Operation::parse(removal.operation.clone()).expect("signed").content().deed.clone();
    let made = read_beside(&deed, &removal.sealed).expect("made for the invite");
    assert_eq!(sealed, [&made[0].1]);
    assert_ne!(sealed, [&before]);
}

#[test]
fn a_sheet_opens_the_roster_and_no_envelopes_and_a_stranger_with_a_guess_nothing() {
    let mut world = World::new();
    let (mut family, founder) = Family::founded(&mut world);
    family.founder_says(&mut world, founder, Scope::Home);
    let sheet = world.device();
    let handings = crate::team::Handings::default();
    let push = family.govern(&mut world, Deed::ReplaceSheet { sheet: *sheet.public(), handings });
    world.say(founder, &push);
    let guess = world.device();
    for (with, is_let_in) in [(&guess, false), (&sheet, true)] {
        let phone = world.device();
        let (connection, nonce) = world.connect_with_nonce(&phone);
        let statement = knock_statement(&nonce, &family.team, &phone.id());
        let proof = with.sign(crate::seal::Purpose::Knock, &[&statement]);
        let knock = FromDevice::Knock { team: family.team, invite: sheet.id(), proof };
        let heard = say_and_hear(&mut world, connection, &knock);
        match is_let_in {
            true => assert!(matches!(heard[..], [FromRelay::Roster { .. }]), "{heard:?}"),
            false => assert_eq!(heard, [not_here(&family)]),
        }
    }
}
