//! The roster's rules, one test a rule, each through the operations people's devices sign.

use super::*;
use crate::hostile;
use crate::seal::{DeviceKeys, Random, ScopeKey};
use crate::team::{Draft, Handings, InviteKeys, Keys, OperationError};
use proptest::prelude::*;

pub(in crate::team) struct World {
    pub(in crate::team) random: Random,
    pub(in crate::team) roster: Roster,
    guardian: DeviceKeys,
}

impl World {
    pub(in crate::team) fn founded() -> Self {
        Self::founded_by(Role::Guardian)
    }

    fn founded_by(role: Role) -> Self {
        let mut random = Random::from_seed([1; 32]);
        let guardian = DeviceKeys::generate(&mut random);
        let sheet = *DeviceKeys::generate(&mut random).public();
        let deed = Deed::Found { device: *guardian.public(), role, card: vec![1], sheet, handings: None };
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

    pub(in crate::team) fn invite(&mut self, role: Role, by: &DeviceKeys) -> (DeviceKeys, Operation) {
        self.invite_giving(role, role.reads(), role.writes(), by)
    }

    pub(in crate::team) fn invite_giving(
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
            own: None,
        };
        let operation = self.sign(deed, by);
        (invite, operation)
    }

    pub(in crate::team) fn join(&self, invite: &DeviceKeys, keys: &DeviceKeys) -> Operation {
        let statement = join_statement(&self.roster.team(), &invite.id(), keys.public());
        let proof = invite.sign(Purpose::Join, &[&statement]);
        self.sign(Deed::Join { invite: invite.id(), device: *keys.public(), proof, card: vec![2] }, keys)
    }

    pub(in crate::team) fn with_member(&mut self, role: Role) -> DeviceKeys {
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
    assert!(world.roster.may_read(aide.id(), Scope::School, 0));
    assert!(world.roster.could_write(aide.id(), Scope::Plan, 0, 0));
    assert!(!world.roster.may_read(aide.id(), Scope::Home, 0));
    assert!(!world.roster.could_write(aide.id(), Scope::Clinic, 0, 0));
    assert!(!world.roster.could_write(aide.id(), Scope::School, 0, 1), "an epoch nobody opened");
    assert!(!world.roster.may_read(DeviceId([0; 16]), Scope::Plan, 0));
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
    assert_eq!(world.roster.extend(&operation), Err(Refusal::NotAllowed), "only a guardian widens this role");
    let (_, operation) = world.invite_giving(Role::Viewer, ScopeSet::SHARED, ScopeSet::PLAN, &guardian);
    assert_eq!(world.roster.extend(&operation), Err(Refusal::NotAllowed), "viewers write nothing");
    let (_, operation) = world.invite_giving(Role::Aide, ScopeSet::SHARED, ScopeSet::PLAN, &guardian);
    assert_eq!(world.roster.extend(&operation), Ok(()));
    let (_, operation) = world.invite_giving(Role::Aide, ScopeSet::PLAN, ScopeSet::SHARED, &guardian);
    assert_eq!(world.roster.extend(&operation), Err(Refusal::NotAllowed), "writes what it cannot read");
}

#[test]
fn a_clinician_lets_a_family_that_lost_everything_in_again_to_what_they_read_themselves() {
    let mut world = World::founded();
    let clinician = world.with_member(Role::Clinician);
    let home = ScopeSet::PLAN.with(Scope::Home);
    for (role, writes) in [(Role::Provider, home), (Role::Viewer, ScopeSet::NONE)] {
        let (invite, listed) = world.invite_giving(role, home, writes, &clinician);
        assert_eq!(world.roster.extend(&listed), Ok(()), "{role}");
        let parent = DeviceKeys::generate(&mut world.random);
        let join = world.join(&invite, &parent);
        assert_eq!(world.roster.extend(&join), Ok(()), "{role}");
        let (_, member) = world.roster.member_of(parent.id()).expect("in");
        assert_eq!((member.reads, member.writes), (home, writes));
    }
    let private = home.with(Scope::Private);
    let (_, listed) = world.invite_giving(Role::Viewer, private, ScopeSet::NONE, &clinician);
    assert_eq!(world.roster.extend(&listed), Err(Refusal::NotAllowed), "private notes are nobody's to give");
    let aide = world.with_member(Role::Aide);
    let (_, listed) = world.invite_giving(Role::Viewer, ScopeSet::PLAN, ScopeSet::NONE, &aide);
    assert_eq!(world.roster.extend(&listed), Err(Refusal::NotAllowed), "an aide lets nobody in");
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

impl World {
    /// An open invite for another device of whoever makes it.
    pub(in crate::team) fn own_invite(&mut self, by: &DeviceKeys) -> DeviceKeys {
        let (_, me) = self.roster.member_of(by.id()).expect("they are in");
        let (role, reads, writes) = (me.role, me.reads, me.writes);
        let invite = DeviceKeys::generate(&mut self.random);
        let (keys, own) = (*invite.public(), Some(true));
        let deed =
            Deed::Invite { invite: keys, role, reads, writes, expires_ms: 1_000, sealed: [0; 32], own };
        self.govern(deed, by).expect("everybody may have two devices");
        invite
    }

    /// Another device of a member.
    pub(in crate::team) fn with_device(&mut self, by: &DeviceKeys) -> DeviceKeys {
        let invite = self.own_invite(by);
        let device = DeviceKeys::generate(&mut self.random);
        let join = self.join(&invite, &device);
        self.roster.extend(&join).expect("the invite is open");
        device
    }

    /// Signs a deed with whatever keys are due with it.
    fn governing(&mut self, mut deed: Deed, by: &DeviceKeys) -> Operation {
        if let Ok(due) = self.roster.keys_due(by.id(), &deed) {
            let team = self.roster.team();
            let mut seal = |due: &DueHanding| {
                let key = ScopeKey::generate(due.scope, 0, &mut self.random);
                Handing::seal(&team, due.scope, vec![key], &due.to, &mut self.random).expect("keys")
            };
            let handings = Handings(due.handings.iter().map(&mut seal).collect());
            let invites = due.invites.iter().map(|invite| InviteKeys { invite: *invite, sealed: [7; 32] });
            deed.set_keys(Keys { handings, invites: invites.collect() });
        }
        self.sign(deed, by)
    }

    pub(in crate::team) fn govern(&mut self, deed: Deed, by: &DeviceKeys) -> Result<(), Refusal> {
        let operation = self.governing(deed, by);
        self.roster.extend(&operation)
    }

    pub(in crate::team) fn guardian(&self) -> DeviceKeys {
        DeviceKeys::from_secret(*self.guardian.secret())
    }
}

pub(in crate::team) fn member(keys: &DeviceKeys) -> MemberId {
    MemberId(keys.id().0)
}

fn set(scopes: &[Scope]) -> ScopeSet {
    scopes.iter().fold(ScopeSet::NONE, |set, scope| set.with(*scope))
}

fn grant(to: &DeviceKeys, reads: &[Scope], with_past: bool) -> Deed {
    let (reads, writes) = (set(reads), ScopeSet::NONE);
    Deed::Grant { member: member(to), reads, writes, with_past, keys: Keys::default() }
}

fn withdraw(from: &DeviceKeys, reads: &[Scope], writes: &[Scope]) -> Deed {
    Deed::Withdraw { member: member(from), reads: set(reads), writes: set(writes), keys: Keys::default() }
}

fn remove(whom: &DeviceKeys) -> Deed {
    Deed::Remove { member: member(whom), keys: Keys::default() }
}

#[test]
fn a_grant_with_its_past_reads_every_era_and_one_from_today_only_what_is_new() {
    let mut world = World::founded();
    let guardian = world.guardian();
    let (early, late) = (world.with_member(Role::Aide), world.with_member(Role::Aide));
    world.govern(grant(&early, &[Scope::Clinic], true), &guardian).expect("a guardian may");
    assert!(world.roster.may_read(early.id(), Scope::Clinic, 0));
    assert_eq!(world.roster.epochs(Scope::Clinic).collect::<Vec<_>>(), [0]);

    world.govern(grant(&late, &[Scope::Clinic], false), &guardian).expect("a guardian may");
    assert_eq!(world.roster.epochs(Scope::Clinic).collect::<Vec<_>>(), [0, 0]);
    assert!(!world.roster.may_read(late.id(), Scope::Clinic, 0));
    assert!(world.roster.may_read(late.id(), Scope::Clinic, 1));
    assert!(world.roster.may_read(early.id(), Scope::Clinic, 1));
    // Nobody hands on what they do not read from its beginning.
    assert_eq!(world.govern(grant(&late, &[Scope::Clinic], true), &guardian), Err(Refusal::NotAllowed));
}

#[test]
fn who_is_withdrawn_reads_no_more_and_what_they_wrote_counts() {
    let mut world = World::founded();
    let guardian = world.guardian();
    let aide = world.with_member(Role::Aide);
    assert!(world.roster.could_write(aide.id(), Scope::School, 0, 0));
    world.govern(withdraw(&aide, &[Scope::School], &[Scope::School]), &guardian).expect("a guardian may");
    assert!(!world.roster.may_read(aide.id(), Scope::School, 0));
    assert!(world.roster.could_write(aide.id(), Scope::School, 0, 0), "what was written counts");
    assert!(!world.roster.could_write(aide.id(), Scope::School, 0, 1), "and nothing from here on");
    assert!(world.roster.could_write(guardian.id(), Scope::School, 0, 1));
    assert!(!world.roster.could_write(guardian.id(), Scope::School, 0, 2), "there is no such epoch");
    // The plan is what every member reads.
    let plan = withdraw(&aide, &[Scope::Plan], &[Scope::Plan]);
    assert_eq!(world.govern(plan, &guardian), Err(Refusal::NotAllowed));
    // Given back, they read and write again; what came in between was not theirs.
    let (reads, writes) = (set(&[Scope::School]), set(&[Scope::School]));
    let back = Deed::Grant { member: member(&aide), reads, writes, with_past: true, keys: Keys::default() };
    world.govern(back, &guardian).expect("a guardian may");
    assert!(world.roster.could_write(aide.id(), Scope::School, 0, 1));
}

#[test]
fn a_removal_ends_devices_rights_and_invites_and_keeps_the_words() {
    let mut world = World::founded();
    let guardian = world.guardian();
    let clinician = world.with_member(Role::Clinician);
    let (theirs, invite) = world.invite(Role::Aide, &clinician);
    world.roster.extend(&invite).expect("a clinician may");
    let (mine, invite) = world.invite(Role::Aide, &guardian);
    world.roster.extend(&invite).expect("a guardian may");

    world.govern(remove(&clinician), &guardian).expect("a guardian may");
    assert_eq!(world.roster.member_of(clinician.id()), None);
    assert!(world.roster.author(clinician.id()).is_some_and(|(_, gone)| gone.gone.is_some()));
    assert!(!world.roster.may_read(clinician.id(), Scope::Plan, 0));
    assert!(world.roster.could_write(clinician.id(), Scope::Clinic, 0, 0));
    assert!(!world.roster.could_write(clinician.id(), Scope::Clinic, 0, 1));
    assert_eq!(world.roster.invites()[&theirs.id()].state, InviteState::Cancelled);
    // The guardian's own got the new keys.
    assert_eq!(world.roster.invites()[&mine.id()].sealed, [7; 32]);
    assert!(world.roster.invites()[&mine.id()].is_open());
    // Nothing more comes from the removed device.
    let again = world.governing(Deed::Leave {}, &clinician);
    assert_eq!(world.roster.extend(&again), Err(Refusal::BadSignature));
    let (_, invite) = world.invite(Role::Aide, &clinician);
    assert_eq!(world.roster.extend(&invite), Err(Refusal::BadSignature));
}

#[test]
fn whoever_was_removed_may_come_back_also_as_something_else() {
    let mut world = World::founded();
    let guardian = world.guardian();
    let aide = world.with_member(Role::Aide);
    world.govern(remove(&aide), &guardian).expect("a guardian may");
    for (role, result) in [(Role::Teacher, Ok(())), (Role::Aide, Err(Refusal::AlreadyIn))] {
        let (invite, operation) = world.invite(role, &guardian);
        world.roster.extend(&operation).expect("a guardian may");
        let join = world.join(&invite, &aide);
        assert_eq!(world.roster.extend(&join), result, "{role}");
    }
    assert!(world.roster.may_read(aide.id(), Scope::School, 0));
    assert!(world.roster.could_write(aide.id(), Scope::School, 0, 1));
}

#[test]
fn only_who_governs_grants_withdraws_and_removes() {
    let mut world = World::founded();
    let (clinician, aide) = (world.with_member(Role::Clinician), world.with_member(Role::Aide));
    for deed in [grant(&aide, &[Scope::Clinic], true), withdraw(&aide, &[Scope::School], &[Scope::School])] {
        assert_eq!(world.govern(deed.clone(), &clinician), Err(Refusal::NotAllowed));
        assert_eq!(world.govern(deed, &aide), Err(Refusal::NotAllowed));
    }
    assert_eq!(world.govern(remove(&aide), &clinician), Err(Refusal::NotAllowed));
    let guardian = world.guardian();
    assert_eq!(world.govern(remove(&guardian), &guardian), Err(Refusal::NotAllowed), "that is leaving");
    let nothing = grant(&aide, &[], true);
    assert_eq!(world.govern(nothing, &guardian), Err(Refusal::NotAllowed));
}

#[test]
fn the_last_guardian_stays_while_others_do_and_what_they_leave_behind_is_owed() {
    let mut world = World::founded();
    let guardian = world.guardian();
    let clinician = world.with_member(Role::Clinician);
    assert_eq!(world.govern(Deed::Leave {}, &guardian), Err(Refusal::NotAllowed));
    world.govern(Deed::Leave {}, &clinician).expect("anybody else may go");
    assert!(world.roster.owed().has(Scope::Clinic));
    let scopes = world.roster.owed();
    world.govern(Deed::Rotate { scopes, keys: Keys::default() }, &guardian).expect("it is owed");
    assert!(world.roster.owed().is_empty());
    assert!(!world.roster.could_write(clinician.id(), Scope::Clinic, 0, 1));
}

#[test]
fn keys_come_for_exactly_those_who_read_afterwards() {
    let mut world = World::founded();
    let guardian = world.guardian();
    let (aide, teacher) = (world.with_member(Role::Aide), world.with_member(Role::Teacher));
    let due = world.roster.keys_due(guardian.id(), &remove(&aide)).expect("a guardian may");
    let school = due.handings.iter().find(|due| due.scope == Scope::School).expect("an aide reads it");
    let sheet = world.roster.sheet().keys.id();
    let mut receivers = vec![guardian.id(), teacher.id()];
    receivers.sort_unstable();
    receivers.push(sheet);
    assert_eq!(school.to.iter().map(Device::id).collect::<Vec<_>>(), receivers);
    assert!(due.handings.iter().all(|due| due.what == What::Next));

    // Without keys, with keys for the removed one too, or without one who stays: all refused.
    let bare = world.sign(remove(&aide), &guardian);
    assert_eq!(world.roster.extend(&bare), Err(Refusal::WrongKeys));
    let team = world.roster.team();
    let mut with = |change: &dyn Fn(&mut Vec<Device>)| {
        let handings = due.handings.iter().map(|due| {
            let mut to = due.to.clone();
            change(&mut to);
            Handing::seal(&team, due.scope, Vec::new(), &to, &mut world.random).expect("keys")
        });
        let mut deed = remove(&aide);
        deed.set_keys(Keys { handings: Handings(handings.collect()), invites: Vec::new() });
        let operation = world.sign(deed, &guardian);
        world.roster.clone().extend(&operation)
    };
    assert_eq!(with(&|_| {}), Ok(()));
    assert_eq!(with(&|to| to.insert(0, *aide.public())), Err(Refusal::WrongKeys));
    assert_eq!(with(&|to| to.truncate(1)), Err(Refusal::WrongKeys));
}

#[test]
fn who_does_not_read_a_scope_owes_its_keys_to_whoever_does() {
    let mut world = World::founded();
    let guardian = world.guardian();
    let (clinician, other) = (world.with_member(Role::Clinician), world.with_member(Role::Guardian));
    world.govern(withdraw(&other, &[Scope::Clinic], &[Scope::Clinic]), &guardian).expect("a guardian may");
    world.govern(remove(&clinician), &other).expect("a guardian may");
    assert_eq!(world.roster.owed(), set(&[Scope::Clinic]));
    let scopes = world.roster.owed();
    let rotate = Deed::Rotate { scopes, keys: Keys::default() };
    assert_eq!(world.govern(rotate.clone(), &other), Err(Refusal::NotAllowed));
    world.govern(rotate, &guardian).expect("they read it");
    assert!(world.roster.owed().is_empty());
}

#[test]
fn one_device_goes_and_its_person_stays() {
    let mut world = World::founded();
    let aide = world.with_member(Role::Aide);
    let invite = DeviceKeys::generate(&mut world.random);
    let own = |role: Role| Deed::Invite {
        invite: *invite.public(),
        role,
        reads: role.reads(),
        writes: role.writes(),
        expires_ms: 1_000,
        sealed: [0; 32],
        own: Some(true),
    };
    assert_eq!(world.govern(own(Role::Guardian), &aide), Err(Refusal::NotAllowed), "not more than oneself");
    world.roster.extend(&world.sign(own(Role::Aide), &aide)).expect("everybody may have two devices");
    let tablet = DeviceKeys::generate(&mut world.random);
    let join = world.join(&invite, &tablet);
    world.roster.extend(&join).expect("the invite is open");
    assert_eq!(world.roster.member_of(tablet.id()).map(|(id, _)| id), Some(member(&aide)));

    let lost = Deed::RemoveDevice { device: aide.id(), keys: Keys::default() };
    assert_eq!(world.govern(lost.clone(), &aide), Err(Refusal::NotAllowed), "not the one that says so");
    world.govern(lost, &tablet).expect("one's own");
    assert_eq!(world.roster.member_of(aide.id()), None);
    assert!(world.roster.may_read(tablet.id(), Scope::School, 0));
    let last = Deed::RemoveDevice { device: tablet.id(), keys: Keys::default() };
    let guardian = world.guardian();
    assert_eq!(world.govern(last, &guardian), Err(Refusal::NotAllowed), "the last one is the person");
}

#[test]
fn a_sheet_is_used_once_by_whoever_has_its_keys() {
    let mut world = World::founded();
    let sheet = DeviceKeys::generate(&mut world.random);
    let guardian = world.guardian();
    let replace = Deed::ReplaceSheet { sheet: *sheet.public(), handings: Handings::default() };
    let aide = world.with_member(Role::Aide);
    assert_eq!(world.govern(replace.clone(), &aide), Err(Refusal::NotAllowed));
    world.govern(replace, &guardian).expect("its owner may");

    let (phone, thief, next) = (
        DeviceKeys::generate(&mut world.random),
        DeviceKeys::generate(&mut world.random),
        *DeviceKeys::generate(&mut world.random).public(),
    );
    let recover = |world: &World, with: &DeviceKeys, device: &DeviceKeys| {
        let statement = join_statement(&world.roster.team(), &sheet.id(), device.public());
        let proof = with.sign(Purpose::Join, &[&statement]);
        Deed::Recover { device: *device.public(), proof, sheet: next, handings: Handings::default() }
    };
    let forged = recover(&world, &thief, &thief);
    assert_eq!(world.govern(forged, &thief), Err(Refusal::BadSignature));
    let borrowed = recover(&world, &sheet, &phone);
    assert_eq!(world.govern(borrowed, &thief), Err(Refusal::BadSignature));
    let used = recover(&world, &sheet, &phone);
    world.govern(used, &phone).expect("the sheet opens");
    assert_eq!(world.roster.member_of(phone.id()).map(|(id, _)| id), Some(member(&guardian)));
    let again = recover(&world, &sheet, &thief);
    assert_eq!(world.govern(again, &thief), Err(Refusal::BadSignature), "a sheet is used once");
}

#[test]
fn what_everybody_could_read_is_told_with_who_made_it_so() {
    let mut world = World::founded();
    let guardian = world.guardian();
    let mut chain = Vec::new();
    let mut keep = |world: &mut World, deed: Deed| {
        let operation = world.governing(deed, &guardian);
        world.roster.extend(&operation).expect("a guardian may");
        chain.push(operation);
    };
    let founding = {
        let deed = Deed::Found {
            device: *guardian.public(),
            role: Role::Guardian,
            card: vec![1],
            sheet: world.roster.sheet().keys,
            handings: None,
        };
        let draft =
            Draft { team: None, sequence: 0, previous: [0; 32], author: guardian.id(), at_ms: 5, deed };
        Operation::sign(draft, &guardian).expect("small")
    };
    let aide = DeviceKeys::generate(&mut world.random);
    let (invite, listed) = world.invite(Role::Aide, &guardian);
    world.roster.extend(&listed).expect("a guardian may");
    let join = world.join(&invite, &aide);
    world.roster.extend(&join).expect("open");
    keep(&mut world, grant(&aide, &[Scope::Clinic], false));
    keep(&mut world, withdraw(&aide, &[Scope::Clinic], &[]));
    let operations = [founding, listed, join].into_iter().chain(chain);
    let told = crate::team::disclosures(&operations.collect::<Vec<_>>());
    let of = |keys: &DeviceKeys, scope: Scope| {
        let found = told.iter().filter(|told| (told.member, told.scope) == (member(keys), scope));
        found.map(|told| (told.with_past, told.by, told.ended_by)).collect::<Vec<_>>()
    };
    let by = member(&guardian);
    assert_eq!(of(&guardian, Scope::Home), [(true, by, None)]);
    assert_eq!(of(&aide, Scope::School), [(true, by, None)]);
    assert_eq!(of(&aide, Scope::Clinic), [(false, by, Some(by))]);
    assert_eq!(of(&aide, Scope::Home), []);
}

fn founding_body() -> Vec<u8> {
    let world = World::founded();
    let deed = Deed::Found {
        device: *world.guardian.public(),
        role: Role::Guardian,
        card: vec![1],
        sheet: *world.guardian.public(),
        handings: None,
    };
    let operation = world.sign(deed, &world.guardian);
    operation.bytes()[3..operation.bytes().len() - 64].to_vec()
}

fn becomes(keys: &DeviceKeys, role: Role) -> Deed {
    Deed::ChangeRole { member: member(keys), role }
}

#[test]
fn a_guardian_says_what_people_are_and_their_rights_stay() {
    let mut world = World::founded();
    let guardian = world.guardian();
    let [aide, clinician] = [Role::Aide, Role::Clinician].map(|role| world.with_member(role));
    let rights = |world: &World| {
        let (_, aide) = world.roster.member_of(aide.id()).expect("in the team");
        (aide.role, aide.reads, aide.writes)
    };
    let (_, reads, writes) = rights(&world);
    world.govern(becomes(&aide, Role::Teacher), &guardian).expect("a guardian may");
    assert_eq!(rights(&world), (Role::Teacher, reads, writes));
    for (deed, by) in [
        (becomes(&aide, Role::Teacher), &guardian),
        (becomes(&aide, Role::Viewer), &guardian),
        (becomes(&guardian, Role::Provider), &guardian),
        (becomes(&aide, Role::Clinician), &clinician),
        (becomes(&clinician, Role::Guardian), &clinician),
        (becomes(&aide, Role::Guardian), &aide),
        (becomes(&DeviceKeys::from_secret([9; 32]), Role::Aide), &guardian),
    ] {
        assert_eq!(world.govern(deed.clone(), by), Err(Refusal::NotAllowed), "{deed:?}");
    }
}

#[test]
fn guardianship_is_handed_over_and_never_dropped() {
    let mut world = World::founded();
    let guardian = world.guardian();
    let other = world.with_member(Role::Aide);
    world.govern(becomes(&other, Role::Guardian), &guardian).expect("a second one, who reads less");
    assert!(world.roster.governs(member(&other)) && !world.roster.may_read(other.id(), Scope::Home, 0));
    // They decide like any other guardian, and give only what they have.
    assert_eq!(world.govern(grant(&other, &[Scope::Home], true), &other), Err(Refusal::NotAllowed));
    world.govern(becomes(&guardian, Role::Provider), &guardian).expect("there is another guardian");
    assert!(!world.roster.governs(member(&guardian)) && world.roster.may_read(guardian.id(), Scope::Home, 0));
    assert_eq!(world.govern(becomes(&other, Role::Viewer), &other), Err(Refusal::NotAllowed));
    assert_eq!(world.govern(Deed::Leave {}, &other), Err(Refusal::NotAllowed));
    world.govern(becomes(&guardian, Role::Guardian), &other).expect("back again");
    world.govern(becomes(&other, Role::Aide), &guardian).expect("one guardian is enough");
    assert_eq!(world.govern(becomes(&guardian, Role::Aide), &guardian), Err(Refusal::NotAllowed));
}

#[test]
fn a_clinician_who_governs_makes_somebody_else_guardian() {
    let mut world = World::founded_by(Role::Clinician);
    let clinician = world.guardian();
    let parent = world.with_member(Role::Provider);
    for role in [Role::Guardian, Role::Provider] {
        assert_eq!(world.govern(becomes(&clinician, role), &clinician), Err(Refusal::NotAllowed));
    }
    world.govern(becomes(&parent, Role::Guardian), &clinician).expect("there is none");
    assert_eq!(world.govern(becomes(&parent, Role::Aide), &clinician), Err(Refusal::NotAllowed));
    assert_eq!(world.govern(becomes(&parent, Role::Aide), &parent), Err(Refusal::NotAllowed));
}

#[test]
fn invites_that_somebody_could_not_make_any_more_are_over() {
    let mut world = World::founded();
    let (guardian, other) = (world.guardian(), world.with_member(Role::Guardian));
    let [as_clinician, as_guardian] = [Role::Clinician, Role::Guardian].map(|role| {
        let (invite, listed) = world.invite(role, &other);
        world.roster.extend(&listed).expect("a guardian may");
        invite.id()
    });
    world.govern(becomes(&other, Role::Clinician), &guardian).expect("a guardian may");
    let state = |world: &World, id| world.roster.invites()[&id].state;
    assert_eq!(state(&world, as_guardian), InviteState::Cancelled);
    assert_eq!(state(&world, as_clinician), InviteState::Open);
    world.govern(becomes(&other, Role::Teacher), &guardian).expect("a guardian may");
    assert_eq!(state(&world, as_clinician), InviteState::Cancelled);
}

#[test]
fn what_somebody_was_is_told_for_every_length_and_never_changes_afterwards() {
    let mut world = World::founded();
    let guardian = world.guardian();
    let clinician = world.with_member(Role::Clinician);
    let joined = world.roster.head().length;
    let was = |world: &World, length| world.roster.was(clinician.id(), Role::Clinician, length);
    assert!(was(&world, Some(joined)) && was(&world, None));
    assert!(!was(&world, Some(joined - 1)), "not before they came");
    assert!(!was(&world, Some(joined + 1)), "nor in a future that nobody knows");
    world.govern(becomes(&clinician, Role::Provider), &guardian).expect("a guardian may");
    assert!(was(&world, Some(joined)) && !was(&world, Some(joined + 1)) && !was(&world, None));
    world.govern(becomes(&clinician, Role::Clinician), &guardian).expect("a guardian may");
    assert!(was(&world, Some(joined)) && !was(&world, Some(joined + 1)) && was(&world, Some(joined + 2)));
    world.govern(remove(&clinician), &guardian).expect("a guardian may");
    assert!(was(&world, Some(joined + 2)) && !was(&world, Some(joined + 3)), "nor once they are gone");
    // Coming back as something else does not change what they were.
    let (invite, listed) = world.invite(Role::Teacher, &guardian);
    world.roster.extend(&listed).expect("a guardian may invite");
    let join = world.join(&invite, &clinician);
    world.roster.extend(&join).expect("whoever is gone may come back");
    let back = world.roster.head().length;
    assert!(was(&world, Some(joined + 2)) && !was(&world, Some(back)));
    assert!(world.roster.was(clinician.id(), Role::Teacher, Some(back)));
}
