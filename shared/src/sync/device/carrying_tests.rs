//! Parcels between devices that never meet a relay: what they bring, what they change, and what they do not.

use super::super::inviting::join_operation;
use super::super::rows::{Marks, PageId};
use super::super::saver::Vault;
use super::super::team::Chain;
use super::super::tests::{Desk, NOW};
use super::super::{Identity, Phase};
use super::*;
use crate::Moment;
use crate::page::PageName;
use crate::record::{Role, Scope, ScopeSet};
use crate::seal::hash16;
use crate::seal::{DeviceKeys, Random};
use crate::storage::{MemoryStore, Read, StoreFailure};
use crate::sync::device::{Found, Input};
use crate::team::Operation;
use crate::team::{Deed, Draft};

fn identity(desk: &Desk) -> &Identity {
    match &desk.device.phase {
        Phase::Ready(identity) => identity,
        Phase::Asleep | Phase::Locked(_) | Phase::Opening(_) | Phase::Blocked(_) => panic!("it is ready"),
    }
}

fn team(desk: &Desk, id: TeamId) -> &Team {
    desk.device.team(id).expect("it is here")
}

/// A team on its founder's phone, and the chain so far.
fn founded() -> (Desk, TeamId, Chain) {
    let mut phone = Desk::start(MemoryStore::default(), 1);
    let id = phone.found();
    let chain = team(&phone, id).chain.clone();
    (phone, id, chain)
}

/// The founder invites somebody in this role, who joins on a device of their own.
fn joined(phone: &Desk, chain: &mut Chain, role: Role, seed: u8) -> Desk {
    let invite = DeviceKeys::generate(&mut Random::from_seed([seed; 32]));
    let deed = Deed::Invite {
        invite: *invite.public(),
        role,
        reads: role.reads(),
        writes: role.writes(),
        expires_ms: i64::MAX,
        sealed: [0; 32],
        own: None,
    };
    let head = chain.roster.head();
    let draft = Draft {
        team: Some(chain.roster.team()),
        sequence: head.length,
        previous: head.hash,
        author: identity(phone).keys.id(),
        at_ms: NOW.unix_ms,
        deed,
    };
    let operation = Operation::sign(draft, &identity(phone).keys).expect("small");
    chain.extend(operation).expect("a founder may invite");
    let desk = Desk::start(MemoryStore::default(), seed);
    let keys = &team(phone, chain.roster.team()).keys;
    let join = join_operation(&mut copy(identity(&desk)), chain, keys, &invite, "Max", NOW);
    chain.extend(join.expect("there is a key")).expect("the invite is open");
    desk
}

fn copy(identity: &Identity) -> Identity {
    let keys = DeviceKeys::from_secret(*identity.keys.secret());
    Identity { keys, boot: identity.boot, salt: [0; 4], random: Random::from_seed([99; 32]) }
}

/// The desk's next start, in the team with this chain and the founder's keys to these scopes.
fn knowing(desk: &Desk, chain: &Chain, keys: &Team, reads: ScopeSet, seed: u8) -> Desk {
    let (id, mut store) = (chain.roster.team(), desk.store.clone());
    let mut writes = chain.rows(id);
    writes.push(rows::marks_row(id, Marks::default()));
    writes.extend(keys.keys.iter().filter(|key| reads.has(key.scope)).map(|key| rows::key_row(id, key)));
    // As the device itself would store them.
    let keys = desk.device.saver.keys().expect("it is open").clone();
    Vault { keys, random: Random::from_seed([seed; 32]) }.seal(&mut writes);
    store.apply(&writes).expect("memory");
    Desk::start(store, seed)
}

/// A founder's phone and an aide's tablet, both knowing the whole chain.
fn phone_and_tablet(role: Role) -> (Desk, Desk, TeamId, Chain) {
    let (phone, id, mut chain) = founded();
    let tablet = joined(&phone, &mut chain, role, 2);
    let tablet = knowing(&tablet, &chain, team(&phone, id), role.reads(), 3);
    let phone = knowing(&phone, &chain, team(&phone, id), ScopeSet::SHARED, 4);
    (phone, tablet, id, chain)
}

fn packed(desk: &mut Desk, id: TeamId) -> Parcel {
    packed_with(desk, id, Contents::Everything)
}

fn packed_with(desk: &mut Desk, id: TeamId, contents: Contents) -> Parcel {
    desk.device.pack(NOW, id, contents).expect("it is in the team");
    desk.commit();
    let packed = desk.device.take_packed().expect("it was read").expect("small");
    let parcel = Parcel::from_bytes(&packed.bytes).expect("a parcel");
    assert_eq!((parcel.operations.len(), parcel.envelopes.len()), (packed.operations, packed.envelopes));
    parcel
}

/// Takes a parcel in; the desk's shell performs what follows.
fn unpack(desk: &mut Desk, parcel: &Parcel) -> Result<Option<Unpacked>, UnpackError> {
    let mut effects = Vec::new();
    desk.device.unpack(NOW, parcel.clone(), &mut effects)?;
    desk.perform(NOW, effects);
    desk.commit();
    Ok(desk.device.take_unpacked())
}

fn counts(new: usize, known: usize) -> Result<Option<Unpacked>, UnpackError> {
    Ok(Some(Unpacked { new, known, ..Unpacked::default() }))
}

fn envelopes(store: &MemoryStore) -> Vec<StoredRow> {
    store.read(&[Read { table: Table::Envelopes, prefix: Vec::new() }])
}

#[test]
fn a_tablets_day_is_carried_once_however_often_it_comes() {
    let (mut phone, mut tablet, id, _) = phone_and_tablet(Role::Guardian);
    for text in ["one", "two"] {
        tablet.note(id, text);
        tablet.commit();
    }
    let parcel = packed(&mut tablet, id);
    phone.note(id, "mine");
    phone.commit();
    assert_eq!(unpack(&mut phone, &parcel), counts(1, 0), "sealed together before it left");
    assert_eq!(phone.texts(id), ["mine", "one", "two"]);
    let before = phone.store.clone();
    let twice = Parcel { envelopes: [&parcel.envelopes[..], &parcel.envelopes].concat(), ..parcel.clone() };
    assert_eq!(unpack(&mut phone, &twice), counts(0, 1));
    assert_eq!(phone.store, before);

    let offered = |desk: &Desk| {
        parcel.envelopes.iter().all(|bytes| {
            let held = team(desk, id);
            let id = EnvelopeId(hash16(bytes));
            held.outbox.contains_key(&id) && held.packed.get(&id) == Some(bytes)
        })
    };
    assert!(offered(&phone));
    let mut again = Desk::start(phone.store, 5);
    assert!(offered(&again), "the next start offers them too");
    assert_eq!(again.texts(id), ["mine", "one", "two"]);
    assert_eq!(unpack(&mut tablet, &packed(&mut again, id)), counts(1, 1), "and back");
    assert_eq!(tablet.texts(id), again.texts(id));
}

#[test]
fn what_was_not_shared_yet_can_be_carried_alone() {
    let (mut phone, mut tablet, id, _) = phone_and_tablet(Role::Guardian);
    tablet.note(id, "shared");
    tablet.commit();
    let first = packed(&mut tablet, id);
    let held = tablet.device.teams.get_mut(&id).expect("it is here");
    held.acknowledged(EnvelopeId(hash16(&first.envelopes[0]))).expect("it waited");
    let nothing = packed_with(&mut tablet, id, Contents::Unshared);
    assert_eq!((nothing.envelopes.len(), nothing.operations.len()), (0, first.operations.len()));
    tablet.note(id, "new");
    tablet.commit();
    let unshared = packed_with(&mut tablet, id, Contents::Unshared);
    assert_eq!((unshared.envelopes.len(), packed(&mut tablet, id).envelopes.len()), (1, 2));
    assert_eq!(unpack(&mut phone, &unshared), counts(1, 0), "it waits for what it builds on");
    assert_eq!(unpack(&mut phone, &first), counts(1, 0));
    assert_eq!(phone.texts(id), ["new", "shared"]);
}

#[test]
fn what_was_packed_keeps_its_seal() {
    let (mut phone, mut tablet, id, _) = phone_and_tablet(Role::Guardian);
    tablet.note(id, "one");
    tablet.commit();
    let first = packed(&mut tablet, id);
    let before = envelopes(&tablet.store);
    let mut tablet = Desk::start(tablet.store, 6);
    tablet.note(id, "two");
    tablet.commit();
    tablet.device.seal_together(NOW, id);
    tablet.commit();
    let after = envelopes(&tablet.store);
    assert!(before.iter().all(|row| after.contains(row)), "what may be elsewhere stays what it is");
    let second = packed(&mut tablet, id);
    assert_eq!(unpack(&mut phone, &second), counts(2, 0), "the later file first");
    assert_eq!(unpack(&mut phone, &first), counts(0, 1));
    assert_eq!(phone.texts(id), ["one", "two"]);
}

#[test]
fn what_is_written_while_it_is_packed_is_in_it_or_seals_anew_later() {
    let (_, mut tablet, id, _) = phone_and_tablet(Role::Guardian);
    tablet.note(id, "not stored yet");
    let parcel = packed(&mut tablet, id);
    assert_eq!(parcel.envelopes.len(), 1);
    assert!(team(&tablet, id).outbox.values().all(|outgoing| outgoing.left));

    // The store is read for a parcel, and something is written before it answers.
    tablet.device.pack(NOW, id, Contents::Everything).expect("ready");
    let mut effects = Vec::new();
    tablet.device.commit(NOW, &mut effects);
    let Some(Effect::Store { ticket, batch }) = effects.pop() else { panic!("the marks") };
    tablet.store.apply(&batch).expect("memory");
    let mut effects = Vec::new();
    tablet.device.handle(NOW, Input::Stored { ticket }, &mut effects);
    let Some(Effect::Load { ticket, reads }) = effects.pop() else { panic!("the envelopes") };
    tablet.note(id, "late");
    tablet.commit();
    let rows = tablet.store.read(&reads);
    assert_eq!(rows.len(), 2);
    tablet.tell(NOW, Input::Loaded { ticket, rows });
    let late = tablet.device.take_packed().expect("it was read").expect("small");
    assert_eq!(late.envelopes, 1, "the late one may still be sealed anew");
}

#[test]
fn what_came_for_a_month_that_was_not_in_memory_is_offered_after_the_next_start() {
    let (mut phone, mut tablet, id, _) = phone_and_tablet(Role::Guardian);
    let long_ago = Moment { unix_ms: NOW.unix_ms - 80 * 86_400_000, ..NOW };
    tablet.note_at(id, long_ago, "long ago");
    tablet.commit();
    let parcel = packed(&mut tablet, id);
    assert_eq!(unpack(&mut phone, &parcel), counts(1, 0));
    let [bytes] = &parcel.envelopes[..] else { panic!("one month, one envelope") };
    let envelope = EnvelopeId(hash16(bytes));
    let page = PageId { scope: Scope::Home, era: 0, name: PageName::Month(long_ago.month()) };
    assert!(!team(&phone, id).is_loaded(page), "nobody looked at it");

    let mut again = Desk::start(phone.store, 5);
    assert_eq!(again.texts(id), ["long ago"]);
    assert_eq!(team(&again, id).packed.get(&envelope), Some(bytes));
    again.commit();

    // Its mark is gone now: it is read like what was always there.
    let third = Desk::start(again.store, 6);
    assert_eq!(team(&third, id).packed.get(&envelope), Some(bytes));
}

#[test]
fn nothing_is_offered_or_told_before_it_is_durable() {
    let (mut phone, mut tablet, id, _) = phone_and_tablet(Role::Guardian);
    tablet.note(id, "one");
    tablet.commit();
    let parcel = packed(&mut tablet, id);
    phone.fails = Some(StoreFailure::Full);
    assert_eq!(unpack(&mut phone, &parcel), Ok(None));
    assert!(team(&phone, id).packed.is_empty());
    phone.fails = None;
    phone.tell(crate::Moment { unix_ms: NOW.unix_ms + 60_000, ..NOW }, Input::Woke);
    assert_eq!(phone.device.take_unpacked(), counts(1, 0).expect("counts"));
    assert_eq!(team(&phone, id).packed.len(), 1);
}

#[test]
fn operations_that_go_on_from_ours_are_taken_with_the_envelopes_that_need_them() {
    let (mut phone, tablet, id, mut chain) = phone_and_tablet(Role::Guardian);
    let teacher = joined(&phone, &mut chain, Role::Guardian, 7);
    let mut teacher = knowing(&teacher, &chain, team(&phone, id), ScopeSet::SHARED, 8);
    teacher.note(id, "from the new one");
    teacher.commit();
    let parcel = packed(&mut teacher, id);
    assert_eq!(unpack(&mut phone, &parcel), counts(1, 0));
    assert_eq!(phone.texts(id), ["from the new one"]);
    assert_eq!(team(&phone, id).chain.length(), 6);
    assert_eq!(team(&Desk::start(phone.store.clone(), 9), id).chain.length(), 6);
    let mut tablet = tablet;
    let older = packed(&mut tablet, id);
    assert_eq!(unpack(&mut phone, &older), counts(0, 0), "a shorter chain takes nothing back");
    assert_eq!(team(&phone, id).chain.length(), 6);
}

#[test]
fn another_branch_or_an_altered_operation_changes_nothing() {
    let (mut phone, _, id, chain) = phone_and_tablet(Role::Guardian);
    let (mut ours, mut theirs) = (chain.clone(), chain.clone());
    joined(&phone, &mut ours, Role::Guardian, 7);
    let other = joined(&phone, &mut theirs, Role::Guardian, 8);
    let mut other = knowing(&other, &theirs, team(&phone, id), ScopeSet::SHARED, 9);
    phone = knowing(&phone, &ours, team(&phone, id), ScopeSet::SHARED, 10);
    other.note(id, "from another branch");
    other.commit();
    let parcel = packed(&mut other, id);
    let before = phone.store.clone();
    assert_eq!(unpack(&mut phone, &parcel), Err(UnpackError::OtherBranch));

    let operations: Vec<Vec<u8>> = ours.links(0).into_iter().map(|link| link.operation).collect();
    let mut phone = knowing(&phone, &ours, team(&phone, id), ScopeSet::SHARED, 11);
    let start = phone.store.clone();
    for at in 0..operations.len() {
        let mut altered = operations.clone();
        altered[at][70] ^= 1;
        let parcel = Parcel { team: id, operations: altered, envelopes: Vec::new() };
        assert_eq!(unpack(&mut phone, &parcel), Err(UnpackError::OtherBranch), "operation {at}");
    }
    let more = |bytes: Vec<u8>| {
        let operations = operations.iter().cloned().chain([bytes]).collect();
        Parcel { team: id, operations, envelopes: parcel.envelopes.clone() }
    };
    assert_eq!(unpack(&mut phone, &more(vec![2; 80])), Err(UnpackError::Newer));
    assert_eq!(unpack(&mut phone, &more(vec![1; 80])), Err(UnpackError::OtherBranch));
    assert_eq!(unpack(&mut phone, &more(operations[1].clone())), Err(UnpackError::OtherBranch));
    assert_eq!((phone.store, team(&Desk::start(before, 12), id).chain.length()), (start, ours.length()));
}

#[test]
fn whoever_is_not_in_the_team_takes_nothing_and_a_sample_is_not_packed() {
    let (mut phone, ..) = phone_and_tablet(Role::Guardian);
    let mut stranger = Desk::start(MemoryStore::default(), 20);
    let theirs = stranger.found();
    let before = phone.store.clone();
    assert_eq!(unpack(&mut phone, &packed(&mut stranger, theirs)), Err(UnpackError::NotInTeam));
    assert_eq!(phone.store, before);
    let found = Found { me: "Pat".into(), role: Role::Guardian, sample: true };
    let sample = phone.device.found(NOW, &found).expect("ready");
    phone.commit();
    assert_eq!(phone.device.pack(NOW, sample, Contents::Everything), Err(CommandError::NotAllowed));
    assert_eq!(phone.device.pack(NOW, theirs, Contents::Everything), Err(CommandError::NoSuchTeam));
}

#[test]
fn what_a_device_may_not_read_it_does_not_keep() {
    let (mut phone, mut tablet, id, _) = phone_and_tablet(Role::Aide);
    phone.note(id, "at home");
    phone.commit();
    let parcel = packed(&mut phone, id);
    let told = unpack(&mut tablet, &parcel);
    assert_eq!(told, Ok(Some(Unpacked { not_for_here: 1, ..Unpacked::default() })));
    assert!(envelopes(&tablet.store).is_empty());
    assert!(tablet.store.read(&[Read { table: Table::Aside, prefix: Vec::new() }]).is_empty());
}

#[test]
fn what_cannot_be_used_is_kept_aside_and_told_once() {
    let (mut phone, mut tablet, id, _) = phone_and_tablet(Role::Guardian);
    tablet.note(id, "one");
    tablet.commit();
    let mut parcel = packed(&mut tablet, id);
    if let Some(last) = parcel.envelopes[0].last_mut() {
        *last ^= 1;
    }
    parcel.envelopes.push(vec![2; 100]);
    for _ in 0..2 {
        let told = unpack(&mut phone, &parcel);
        assert_eq!(told, Ok(Some(Unpacked { set_aside: 2, ..Unpacked::default() })));
    }
    assert_eq!(phone.device.set_aside(), 2);
    assert!(envelopes(&phone.store).is_empty() && team(&phone, id).outbox.is_empty());
}
