//! Rules of private notes: whose they are, who gets which keys, and what ends them.

use super::super::rules::tests::{World, member};
use super::*;
use crate::record::{Role, ScopeSet};
use crate::seal::DeviceKeys;
use crate::team::{Deed, Handings, Keys, SheetCode};

fn private() -> Deed {
    Deed::Private { keys: Keys::default() }
}

fn out(device: &DeviceKeys) -> Deed {
    Deed::RemoveDevice { device: device.id(), keys: Keys::default() }
}

/// Who gets which keys of the private scope with a deed.
fn due(world: &World, deed: &Deed, by: &DeviceKeys) -> Option<(What, Vec<u32>, Vec<DeviceId>)> {
    let due = world.roster.keys_due(by.id(), deed).expect("they may");
    let private = due.handings.into_iter().find(|due| due.scope == Scope::Private)?;
    Some((private.what, private.eras, private.to.iter().map(crate::seal::Device::id).collect()))
}

#[test]
fn private_notes_are_read_and_written_by_their_members_devices_alone() {
    let mut world = World::founded();
    let (guardian, aide) = (world.guardian(), world.with_member(Role::Aide));
    assert!(!world.roster.may_read(aide.id(), Scope::Private, 0), "nothing was begun");
    let sheet = world.roster.sheet().keys.id();
    assert_eq!(due(&world, &private(), &guardian), Some((What::NewEra, vec![0], vec![guardian.id(), sheet])));
    world.govern(private(), &guardian).expect("everybody has private notes");
    assert_eq!(due(&world, &private(), &aide), Some((What::NewEra, vec![1], vec![aide.id()])));
    world.govern(private(), &aide).expect("everybody has private notes");
    let viewer = world.with_member(Role::Viewer);
    world.govern(private(), &viewer).expect("also who writes nothing else");
    for (era, mine) in (0..).zip([&guardian, &aide, &viewer]) {
        for other in [&guardian, &aide, &viewer] {
            let is_mine = other.id() == mine.id();
            assert_eq!(world.roster.may_read(other.id(), Scope::Private, era), is_mine);
            assert_eq!(world.roster.could_write(other.id(), Scope::Private, era, 0), is_mine);
        }
        assert!(!world.roster.could_write(mine.id(), Scope::Private, era, 1), "an epoch nobody opened");
    }
    let tablet = world.with_device(&aide);
    assert!(world.roster.may_read(tablet.id(), Scope::Private, 1));
}

#[test]
fn nobody_grants_invites_to_or_withdraws_the_private_scope() {
    let mut world = World::founded();
    let (guardian, aide) = (world.guardian(), world.with_member(Role::Aide));
    world.govern(private(), &guardian).expect("everybody has private notes");
    let (reads, writes) = (ScopeSet::NONE.with(Scope::Private), ScopeSet::NONE);
    let (to, keys) = (member(&aide), Keys::default());
    let refused = [
        Deed::Grant { member: to, reads, writes, with_past: true, keys: keys.clone() },
        Deed::Grant { member: to, reads, writes, with_past: false, keys: keys.clone() },
        Deed::Withdraw { member: to, reads, writes, keys: keys.clone() },
        Deed::Rotate { scopes: reads, keys },
    ];
    for deed in refused {
        assert_eq!(world.govern(deed.clone(), &guardian), Err(Refusal::NotAllowed), "{deed:?}");
    }
    let invite = world.invite_giving(Role::Aide, reads.with(Scope::Plan), writes, &guardian).1;
    assert_eq!(world.roster.extend(&invite), Err(Refusal::NotAllowed));
}

#[test]
fn whoever_takes_out_a_device_of_their_own_brings_new_private_keys_at_once() {
    let mut world = World::founded();
    let aide = world.with_member(Role::Aide);
    world.govern(private(), &aide).expect("everybody has private notes");
    let tablet = world.with_device(&aide);
    assert_eq!(due(&world, &out(&aide), &tablet), Some((What::Next, vec![0], vec![tablet.id()])));
    world.govern(out(&aide), &tablet).expect("one's own");
    assert!(!world.roster.may_read(aide.id(), Scope::Private, 0));
    assert!(world.roster.could_write(tablet.id(), Scope::Private, 0, 1));
    assert!(!world.roster.owes_private(member(&aide)));
}

#[test]
fn private_keys_are_owed_to_the_member_when_somebody_else_takes_out_a_device_of_theirs() {
    let mut world = World::founded();
    let (guardian, aide) = (world.guardian(), world.with_member(Role::Aide));
    assert!(world.roster.owes_private(member(&aide)), "the first are");
    world.govern(private(), &aide).expect("everybody has private notes");
    let tablet = world.with_device(&aide);
    assert_eq!(due(&world, &out(&aide), &guardian), None, "no guardian has them");
    world.govern(out(&aide), &guardian).expect("a guardian may");
    assert!(world.roster.owes_private(member(&aide)));
    assert_eq!(due(&world, &private(), &tablet), Some((What::Next, vec![0], vec![tablet.id()])));
    world.govern(private(), &tablet).expect("owed");
    assert!(!world.roster.owes_private(member(&aide)));
}

#[test]
fn an_open_invite_for_a_device_of_ones_own_follows_the_private_keys_and_nobody_elses_hands() {
    let mut world = World::founded();
    let (guardian, aide) = (world.guardian(), world.with_member(Role::Aide));
    let own = world.own_invite(&aide);
    let invites = |world: &World, deed: &Deed, by: &DeviceKeys| {
        world.roster.keys_due(by.id(), deed).expect("they may").invites
    };
    assert_eq!(invites(&world, &private(), &aide), [own.id()], "sealed anew with the first keys");
    let rotate = Deed::Rotate { scopes: ScopeSet::PLAN, keys: Keys::default() };
    assert_eq!(invites(&world, &rotate, &guardian), [own.id()], "there is nothing private yet");
    world.govern(private(), &aide).expect("everybody has private notes");
    assert_eq!(invites(&world, &rotate, &guardian), []);
    world.govern(rotate, &guardian).expect("a guardian may");
    assert!(!world.roster.invites()[&own.id()].is_open(), "the guardian has not what it brings");
}

#[test]
fn the_sheets_owner_gets_private_keys_with_every_sheet_of_theirs() {
    let mut world = World::founded();
    let guardian = world.guardian();
    world.govern(private(), &guardian).expect("everybody has private notes");
    let sheet = *SheetCode::keys_of(&[5; 16]).public();
    let replace = Deed::ReplaceSheet { sheet, handings: Handings::default() };
    assert_eq!(due(&world, &replace, &guardian), Some((What::All, vec![0], vec![sheet.id()])));
    world.govern(replace, &guardian).expect("its owner");
    assert_eq!(
        due(&world, &private(), &guardian),
        Some((What::Next, vec![0], vec![guardian.id(), sheet.id()]))
    );
}

#[test]
fn a_membership_that_ends_closes_its_private_notes_and_another_one_begins_others() {
    let mut world = World::founded();
    let (guardian, aide) = (world.guardian(), world.with_member(Role::Aide));
    world.govern(private(), &aide).expect("everybody has private notes");
    world.govern(Deed::Remove { member: member(&aide), keys: Keys::default() }, &guardian).expect("may");
    assert!(!world.roster.may_read(aide.id(), Scope::Private, 0));
    assert!(world.roster.could_write(aide.id(), Scope::Private, 0, 0), "what was written then counts");
    let invite = world.invite(Role::Aide, &guardian);
    world.roster.extend(&invite.1).expect("a guardian may invite");
    let join = world.join(&invite.0, &aide);
    world.roster.extend(&join).expect("the invite is open");
    assert!(!world.roster.may_read(aide.id(), Scope::Private, 0));
    assert_eq!(due(&world, &private(), &aide), Some((What::NewEra, vec![1], vec![aide.id()])));
}
