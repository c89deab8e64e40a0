//! The roster's rules, one test a rule, each through the operations people's devices sign.

use super::*;
use crate::hostile;
use crate::seal::{DeviceKeys, Random};
use crate::team::{Draft, OPERATION_LIMIT, OperationError};
use proptest::prelude::*;

struct World {
    random: Random,
    roster: Roster,
    guardian: DeviceKeys,
}

impl World {
    fn founded() -> Self {
        let mut random = Random::from_seed([1; 32]);
        let guardian = DeviceKeys::generate(&mut random);
        let sheet = *DeviceKeys::generate(&mut random).public();
        let deed = Deed::Found { device: *guardian.public(), role: Role::Guardian, card: vec![1], sheet };
        let draft =
            Draft { team: None, sequence: 0, previous: [0; 32], author: guardian.id(), at_ms: 5, deed };
        let founding = Operation::sign(draft, &guardian).expect("small");
        Self { random, roster: Roster::found(&founding).expect("a founding"), guardian }
    }

    fn sign(&self, deed: Deed, by: &DeviceKeys) -> Operation {
        let Head { length, hash } = self.roster.head();
        let team = Some(self.roster.team());
        let draft = Draft { team, sequence: length, previous: hash, author: by.id(), at_ms: 6, deed };
        Operation::sign(draft, by).expect("small")
    }

    fn invite(&mut self, role: Role, by: &DeviceKeys) -> (DeviceKeys, Operation) {
        self.invite_giving(role, role.reads(), role.writes(), by)
    }

    fn invite_giving(
        &mut self,
        role: Role,
        reads: ScopeSet,
        writes: ScopeSet,
        by: &DeviceKeys,
    ) -> (DeviceKeys, Operation) {
        let invite = DeviceKeys::generate(&mut self.random);
        let deed = Deed::Invite {
            invite: *invite.public(),
            role,
            reads,
            writes,
            expires_ms: 1_000,
            sealed: [0; 32],
        };
        let operation = self.sign(deed, by);
        (invite, operation)
    }

    fn join(&self, invite: &DeviceKeys, keys: &DeviceKeys) -> Operation {
        let statement = join_statement(&self.roster.team(), &invite.id(), keys.public());
        let proof = invite.sign(Purpose::Join, &[&statement]);
        self.sign(Deed::Join { invite: invite.id(), device: *keys.public(), proof, card: vec![2] }, keys)
    }

    fn with_member(&mut self, role: Role) -> DeviceKeys {
        let guardian = DeviceKeys::from_secret(*self.guardian.secret());
        let (invite, operation) = self.invite(role, &guardian);
        self.roster.extend(&operation).expect("a guardian may invite");
        let keys = DeviceKeys::generate(&mut self.random);
        let join = self.join(&invite, &keys);
        self.roster.extend(&join).expect("the invite is open");
        keys
    }
}

#[test]
fn a_joined_member_has_the_rights_of_the_invite() {
    let mut world = World::founded();
    let aide = world.with_member(Role::Aide);
    assert!(world.roster.may_read(aide.id(), Scope::School));
    assert!(world.roster.could_write(aide.id(), Scope::Plan, 0, 0));
    assert!(!world.roster.may_read(aide.id(), Scope::Home));
    assert!(!world.roster.could_write(aide.id(), Scope::Clinic, 0, 0));
    assert!(!world.roster.could_write(aide.id(), Scope::School, 0, 1), "an epoch nobody opened");
    assert!(!world.roster.may_read(DeviceId([0; 16]), Scope::Plan));
}

#[test]
fn an_invite_works_once() {
    let mut world = World::founded();
    let guardian = DeviceKeys::from_secret(*world.guardian.secret());
    let (invite, operation) = world.invite(Role::Teacher, &guardian);
    world.roster.extend(&operation).expect("a guardian may invite");
    let (first, second) = (DeviceKeys::generate(&mut world.random), DeviceKeys::generate(&mut world.random));
    let join = world.join(&invite, &first);
    world.roster.extend(&join).expect("the first one is in");
    let late = world.join(&invite, &second);
    assert_eq!(world.roster.extend(&late), Err(Refusal::Used));
}

#[test]
fn an_invite_expires_by_the_clock_of_the_relay() {
    let mut world = World::founded();
    let guardian = DeviceKeys::from_secret(*world.guardian.secret());
    let (invite, operation) = world.invite(Role::Aide, &guardian);
    world.roster.extend(&operation).expect("a guardian may invite");
    let keys = DeviceKeys::generate(&mut world.random);
    let join = world.join(&invite, &keys);
    assert_eq!(world.roster.check_clock(&join, 999), Ok(()));
    assert_eq!(world.roster.check_clock(&join, 1_000), Err(Refusal::Expired));
}

#[test]
fn a_cancelled_invite_is_dead_and_only_its_maker_or_a_guardian_cancels() {
    let mut world = World::founded();
    let guardian = DeviceKeys::from_secret(*world.guardian.secret());
    let aide = world.with_member(Role::Aide);
    let (invite, operation) = world.invite(Role::Teacher, &guardian);
    world.roster.extend(&operation).expect("a guardian may invite");
    let cancel = Deed::CancelInvite { invite: invite.id() };
    let by_aide = world.sign(cancel.clone(), &aide);
    assert_eq!(world.roster.extend(&by_aide), Err(Refusal::NotAllowed));
    let by_guardian = world.sign(cancel, &guardian);
    assert_eq!(world.roster.extend(&by_guardian), Ok(()));
    let keys = DeviceKeys::generate(&mut world.random);
    let join = world.join(&invite, &keys);
    assert_eq!(world.roster.extend(&join), Err(Refusal::Cancelled));
}

#[test]
fn nobody_gives_what_they_do_not_have() {
    let mut world = World::founded();
    let guardian = DeviceKeys::from_secret(*world.guardian.secret());
    for role in [Role::Teacher, Role::Aide, Role::Provider, Role::Viewer] {
        let member = world.with_member(role);
        let (_, operation) = world.invite(Role::Viewer, &member);
        assert_eq!(world.roster.extend(&operation), Err(Refusal::NotAllowed), "{role}");
    }
    let clinician = world.with_member(Role::Clinician);
    let (_, operation) = world.invite(Role::Guardian, &clinician);
    assert_eq!(world.roster.extend(&operation), Err(Refusal::NotAllowed));
    let (_, operation) = world.invite_giving(Role::Aide, ScopeSet::SHARED, ScopeSet::PLAN, &clinician);
    assert_eq!(world.roster.extend(&operation), Err(Refusal::NotAllowed), "only a guardian widens a role");
    let (_, operation) = world.invite_giving(Role::Aide, ScopeSet::SHARED, ScopeSet::PLAN, &guardian);
    assert_eq!(world.roster.extend(&operation), Ok(()));
    let (_, operation) = world.invite_giving(Role::Aide, ScopeSet::PLAN, ScopeSet::SHARED, &guardian);
    assert_eq!(world.roster.extend(&operation), Err(Refusal::NotAllowed), "writes what it cannot read");
}

#[test]
fn a_forged_or_misplaced_operation_changes_nothing() {
    let mut world = World::founded();
    let stranger = DeviceKeys::generate(&mut world.random);
    let (_, forged) = world.invite(Role::Aide, &stranger);
    let before = world.roster.clone();
    assert_eq!(world.roster.extend(&forged), Err(Refusal::BadSignature));

    let guardian = DeviceKeys::from_secret(*world.guardian.secret());
    let (_, first) = world.invite(Role::Aide, &guardian);
    let (_, rival) = world.invite(Role::Teacher, &guardian);
    assert_eq!(world.roster, before);
    world.roster.extend(&first).expect("it follows");
    assert_eq!(world.roster.extend(&rival), Err(Refusal::NotNext), "the loser of a race rebases");
    assert_eq!(world.roster.extend(&first), Err(Refusal::NotNext), "twice");
}

#[test]
fn a_join_needs_the_secret_of_the_link() {
    let mut world = World::founded();
    let guardian = DeviceKeys::from_secret(*world.guardian.secret());
    let (invite, operation) = world.invite(Role::Aide, &guardian);
    world.roster.extend(&operation).expect("a guardian may invite");
    let keys = DeviceKeys::generate(&mut world.random);
    let proof =
        keys.sign(Purpose::Join, &[&join_statement(&world.roster.team(), &invite.id(), keys.public())]);
    let deed = Deed::Join { invite: invite.id(), device: *keys.public(), proof, card: vec![] };
    let forged = world.sign(deed, &keys);
    assert_eq!(world.roster.extend(&forged), Err(Refusal::BadSignature));
}

#[test]
fn an_operation_has_one_reading() {
    let world = World::founded();
    let operation = world.sign(Deed::CancelInvite { invite: DeviceId([3; 16]) }, &world.guardian);
    assert_eq!(Operation::parse(operation.bytes().to_vec()).as_ref(), Ok(&operation));
    for end in 0..operation.bytes().len() {
        assert!(Operation::parse(operation.bytes()[..end].to_vec()).is_err(), "cut at {end}");
    }
    let trailing = [operation.bytes(), &[0]].concat();
    assert_eq!(Operation::parse(trailing), Err(OperationError::Malformed));
    let newer = [&[2], &operation.bytes()[1..]].concat();
    assert_eq!(Operation::parse(newer), Err(OperationError::Newer));
}

#[test]
fn an_operation_is_read_up_to_its_limit_and_no_further() {
    let world = World::founded();
    let with_card = |length: usize| {
        let (device, sheet) = (*world.guardian.public(), *world.guardian.public());
        let deed = Deed::Found { device, role: Role::Guardian, card: vec![7; length], sheet };
        Draft { team: None, sequence: 0, previous: [0; 32], author: world.guardian.id(), at_ms: 5, deed }
    };
    let length = |card: usize| minicbor::to_vec(with_card(card)).expect("memory").len() + 3 + 64;
    let around = length(1_000) - 1_000;
    let longest =
        Operation::sign(with_card(OPERATION_LIMIT - around), &world.guardian).expect("at the limit");
    assert_eq!(longest.bytes().len(), OPERATION_LIMIT);
    assert_eq!(Operation::parse(longest.bytes().to_vec()).as_ref(), Ok(&longest));
    assert!(Roster::found(&longest).is_ok());
    let more = with_card(OPERATION_LIMIT - around + 1);
    let foreign = signed(&minicbor::to_vec(&more).expect("memory"), &world.guardian);
    assert_eq!(foreign.len(), OPERATION_LIMIT + 1);
    assert_eq!(Operation::parse(foreign), Err(OperationError::TooLarge));
    assert_eq!(Operation::sign(more, &world.guardian), Err(OperationError::TooLarge));
}

#[test]
fn a_chain_grows_up_to_its_limit_and_no_further() {
    let mut world = World::founded();
    let guardian = DeviceKeys::from_secret(*world.guardian.secret());
    world.roster.head.length = CHAIN_LIMIT - 1;
    let (_, last) = world.invite(Role::Aide, &guardian);
    assert_eq!(world.roster.extend(&last), Ok(()));
    assert_eq!(world.roster.head().length, CHAIN_LIMIT);
    let (_, more) = world.invite(Role::Aide, &guardian);
    assert_eq!(world.roster.extend(&more), Err(Refusal::TooMany));
}

#[test]
fn so_many_invites_are_open_at_once_and_no_more() {
    let mut world = World::founded();
    let guardian = DeviceKeys::from_secret(*world.guardian.secret());
    let mut first = None;
    for number in 0..OPEN_INVITES {
        let (invite, operation) = world.invite(Role::Aide, &guardian);
        assert_eq!(world.roster.extend(&operation), Ok(()), "invite {number}");
        first.get_or_insert(invite);
    }
    let (_, more) = world.invite(Role::Aide, &guardian);
    assert_eq!(world.roster.extend(&more), Err(Refusal::TooMany));
    let cancel = Deed::CancelInvite { invite: first.expect("one").id() };
    let cancel = world.sign(cancel, &guardian);
    world.roster.extend(&cancel).expect("a guardian may cancel");
    let (_, again) = world.invite(Role::Aide, &guardian);
    assert_eq!(world.roster.extend(&again), Ok(()), "one that is not open does not count");
}

#[test]
fn a_flipped_bit_ends_a_chain() {
    let mut world = World::founded();
    let aide = DeviceKeys::generate(&mut world.random);
    let guardian = DeviceKeys::from_secret(*world.guardian.secret());
    let (invite, operation) = world.invite(Role::Aide, &guardian);
    let refused = |roster: &Roster, bytes: &[u8]| match Operation::parse(bytes.to_vec()) {
        Ok(operation) => roster.clone().extend(&operation).is_err() && Roster::found(&operation).is_err(),
        Err(_) => true,
    };
    hostile::refuses_every_flip(operation.bytes(), |bytes| refused(&world.roster, bytes));
    world.roster.extend(&operation).expect("a guardian may invite");
    let join = world.join(&invite, &aide);
    hostile::refuses_every_flip(join.bytes(), |bytes| refused(&world.roster, bytes));
    hostile::refuses_cut_and_lengthened(join.bytes(), |bytes| refused(&world.roster, bytes));
    assert!(!refused(&world.roster, join.bytes()));
}

#[test]
fn operations_nested_deeply_or_claimed_endless_end_soon() {
    let world = World::founded();
    let operation = world.sign(Deed::CancelInvite { invite: DeviceId([3; 16]) }, &world.guardian);
    let body = &operation.bytes()[3..operation.bytes().len() - 64];
    hostile::survives_nesting(&[0xa1, 0x05, 0x82, 0x00, 0x81], Some(body), |body| {
        let body = &body[..body.len().min(crate::team::OPERATION_LIMIT - 67)];
        let length = u16::try_from(body.len()).expect("cut").to_be_bytes();
        let _ = Operation::parse([&[1], &length[..], body, &[0; 64]].concat());
    });
}

/// Any body, with a length that fits it and a signature by `keys`.
fn signed(body: &[u8], keys: &DeviceKeys) -> Vec<u8> {
    let length = u16::try_from(body.len()).expect("short").to_be_bytes();
    let mut bytes = [&[1], &length[..], body].concat();
    let signature = keys.sign(Purpose::Roster, &[&bytes]);
    bytes.extend_from_slice(&signature);
    bytes
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Some(first) = bytes.first_mut() { *first = 1; }
        if let Ok(operation) = Operation::parse(bytes) {
            prop_assert!(Roster::found(&operation).is_err());
            prop_assert!(World::founded().roster.extend(&operation).is_err());
        }
    }

    #[test]
    fn mangled_bodies_that_are_signed_are_survived(body in hostile::mangled(founding_body())) {
        let mut world = World::founded();
        let guardian = DeviceKeys::from_secret(*world.guardian.secret());
        if let Ok(operation) = Operation::parse(signed(&body, &guardian)) {
            let _ = (Roster::found(&operation), world.roster.extend(&operation));
            prop_assert_eq!(Operation::parse(operation.bytes().to_vec()), Ok(operation));
        }
    }
}

fn founding_body() -> Vec<u8> {
    let world = World::founded();
    let deed = Deed::Found {
        device: *world.guardian.public(),
        role: Role::Guardian,
        card: vec![1],
        sheet: *world.guardian.public(),
    };
    let operation = world.sign(deed, &world.guardian);
    operation.bytes()[3..operation.bytes().len() - 64].to_vec()
}
