//! A store with a lock: what opens it and what does not, what a wrong try costs, and that nothing lies open.

use super::tests::{Desk, NOW};
use super::*;
use crate::seal::{LockKind, Secret};
use crate::storage::{MemoryStore, Read, StoredRow};

const PIN: &str = "4711";
const MINUTE_MS: i64 = 60_000;

fn secret(typed: &str) -> Secret {
    Secret::new(typed)
}

/// A device with a team, a note and things to remember, under a PIN.
fn locked() -> (Desk, TeamId) {
    let (mut desk, team) = open();
    assert_eq!(sets(&mut desk, None, PIN), Ok(()));
    assert_eq!(desk.device.lock_answer(), LockAnswer::Set);
    (desk, team)
}

fn open() -> (Desk, TeamId) {
    let mut desk = Desk::start(MemoryStore::default(), 1);
    let team = desk.found();
    desk.note(team, "one");
    desk.device.remember("canary", b"a canary that is remembered".to_vec());
    desk.commit();
    (desk, team)
}

fn sets(desk: &mut Desk, current: Option<&str>, pin: &str) -> Result<(), LockError> {
    asks(desk, NOW, |device, effects| {
        device.set_lock(NOW, current.map(secret), (LockKind::Pin, secret(pin)), effects)
    })
}

fn tries(desk: &mut Desk, now: Now, pin: &str) -> Result<(), LockError> {
    asks(desk, now, |device, effects| device.unlock(now, secret(pin), effects))
}

fn asks<T>(desk: &mut Desk, now: Now, ask: impl FnOnce(&mut Device, &mut Vec<Effect>) -> T) -> T {
    let mut effects = Vec::new();
    let said = ask(&mut desk.device, &mut effects);
    desk.device.commit(now, &mut effects);
    desk.perform(now, effects);
    said
}

fn start(store: &MemoryStore, now: Now) -> Desk {
    let mut desk = Desk::new(store.clone());
    desk.tell(now, Input::Started { seed: [7; 32] });
    desk
}

fn after(ms: i64) -> Now {
    Now { unix_ms: NOW.unix_ms + ms, ..NOW }
}

fn rows(store: &MemoryStore) -> Vec<StoredRow> {
    store.read(&Table::ALL.map(|table| Read { table, prefix: Vec::new() }))
}

fn holds(store: &MemoryStore, bytes: &[u8]) -> bool {
    rows(store).iter().any(|row| row.value.windows(bytes.len()).any(|window| window == bytes))
}

#[test]
fn a_locked_store_opens_with_its_pin_alone_and_has_everything() {
    let (desk, team) = locked();
    let mut again = start(&desk.store, NOW);
    assert_eq!((again.device.locked(), again.device.is_ready()), (Some(LockKind::Pin), false));
    assert_eq!(again.device.teams().count(), 0);
    assert_eq!(tries(&mut again, NOW, "4712"), Ok(()));
    assert_eq!(again.device.lock_answer(), LockAnswer::Wrong);
    assert!(again.device.locked().is_some());
    assert_eq!(tries(&mut again, NOW, PIN), Ok(()));
    assert!(again.device.is_ready());
    assert_eq!(again.device.id(), desk.device.id());
    assert_eq!(again.texts(team), ["one"]);
    assert_eq!(again.device.recall("canary"), Some(&b"a canary that is remembered"[..]));
    again.note(team, "two");
    again.commit();
    let mut third = start(&again.store, NOW);
    assert_eq!(tries(&mut third, NOW, PIN), Ok(()));
    assert_eq!(third.texts(team), ["one", "two"]);
}

#[test]
fn nothing_of_a_locked_store_lies_open() {
    let (mut desk, _) = open();
    desk.device.remember("canary", b"a canary that is remembered".to_vec());
    let before = desk.device.saver.keys().expect("open").bytes();
    assert!(holds(&desk.store, &before), "without a lock the key lies there, and the search finds it");
    assert_eq!(sets(&mut desk, None, PIN), Ok(()));
    let ring = desk.device.saver.keys().expect("open").bytes();
    let identity = desk.device.identity().expect("ready");
    let mut open: Vec<Vec<u8>> = ring.chunks(32).map(<[u8]>::to_vec).collect();
    assert_eq!(open.len(), 2, "what is written from now on is under a key that never lay there");
    open.push(identity.keys.secret().to_vec());
    open.push(b"a canary that is remembered".to_vec());
    open.push(b"Pat".to_vec());
    for team in desk.device.teams.values() {
        for key in team.keys.iter() {
            // Both keys of a scope, as they would lie in a row.
            let row = minicbor::to_vec(key).expect("memory");
            open.extend([row[row.len() - 32..].to_vec(), row[row.len() - 70..row.len() - 40].to_vec()]);
        }
        open.extend(team.sheets.values().map(|sheet| sheet.to_vec()));
    }
    assert!(open.len() > 10, "keys of scopes and the sheet are among them");
    for bytes in open {
        assert!(!holds(&desk.store, &bytes), "{bytes:?} lies open");
    }
}

#[test]
fn wrong_tries_are_counted_before_they_are_answered_and_cost_longer_and_longer() {
    let (desk, _) = locked();
    let mut store = desk.store;
    let mut now = NOW;
    for free in 0..4 {
        // Each in a start of its own: ending the app gives no try for nothing.
        let mut start = start(&store, now);
        assert_eq!(tries(&mut start, now, "0000"), Ok(()), "{free}");
        assert_eq!(start.device.lock_waits_ms(), None);
        store = start.store;
    }
    for wait_ms in [30_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS, 60 * MINUTE_MS] {
        let mut last = start(&store, now);
        assert_eq!(tries(&mut last, now, "0000"), Ok(()));
        let until_ms = now.unix_ms + wait_ms;
        assert_eq!(last.device.lock_waits_ms(), Some(until_ms));
        assert_eq!(tries(&mut last, now, PIN), Err(LockError::Wait { until_ms }));
        // A new start waits on, however often.
        now.unix_ms = until_ms - 1;
        let mut again = start(&last.store, now);
        assert_eq!(again.device.lock_waits_ms(), Some(until_ms));
        assert_eq!(tries(&mut again, now, PIN), Err(LockError::Wait { until_ms }));
        now.unix_ms = until_ms;
        again.tell(now, Input::Woke);
        assert_eq!(again.device.lock_waits_ms(), None, "and says when it is over");
        store = again.store;
    }
    let mut last = start(&store, now);
    assert_eq!(tries(&mut last, now, PIN), Ok(()));
    assert!(last.device.is_ready());
    let mut fresh = start(&last.store, now);
    assert_eq!(tries(&mut fresh, now, "0000"), Ok(()));
    assert_eq!(fresh.device.lock_waits_ms(), None, "the right one forgave the wrong ones");
}

#[test]
fn a_try_is_stored_before_it_is_tried_and_two_at_once_are_one() {
    let (desk, _) = locked();
    let (mut first, mut second) = (start(&desk.store, NOW), start(&desk.store, NOW));
    let mut effects = Vec::new();
    assert_eq!(first.device.unlock(NOW, secret(PIN), &mut effects), Ok(()));
    first.device.commit(NOW, &mut effects);
    assert_eq!(first.device.lock_answer(), LockAnswer::Trying);
    assert!(!first.device.is_ready(), "not before it is counted");
    assert_eq!(first.device.unlock(NOW, secret(PIN), &mut Vec::new()), Err(LockError::Busy));
    first.perform(NOW, effects);
    assert!(first.device.is_ready());
    std::mem::swap(&mut first.store, &mut second.store);
    assert_eq!(tries(&mut second, NOW, PIN), Ok(()));
    assert_eq!(second.device.blocked(), Some(StoreFailure::Raced), "it saw another store");
}

#[test]
fn a_clock_that_is_set_back_makes_nobody_wait_for_years() {
    let (desk, _) = locked();
    let mut store = desk.store;
    for _ in 0..5 {
        let mut ahead = start(&store, after(1_000_000 * MINUTE_MS));
        assert_eq!(tries(&mut ahead, after(1_000_000 * MINUTE_MS), "0000"), Ok(()));
        store = ahead.store;
    }
    let back = start(&store, NOW);
    assert_eq!(back.device.lock_waits_ms(), Some(NOW.unix_ms + 30_000));
    let mut again = start(&back.store, after(10_000));
    assert_eq!(
        again.device.lock_waits_ms(),
        Some(NOW.unix_ms + 30_000),
        "counted once from when it was noticed"
    );
    assert_eq!(tries(&mut again, after(30_000), PIN), Ok(()));
    assert!(again.device.is_ready());
}

#[test]
fn a_lock_is_changed_and_taken_off_only_with_what_opens_it() {
    let (mut desk, team) = locked();
    assert_eq!(sets(&mut desk, None, "1234"), Err(LockError::SayCurrent));
    assert_eq!(sets(&mut desk, Some(PIN), "12"), Err(LockError::Unfit));
    assert_eq!(sets(&mut desk, Some("0000"), "1234"), Ok(()));
    assert_eq!(desk.device.lock_answer(), LockAnswer::Wrong);
    assert_eq!(sets(&mut desk, Some(PIN), "1234"), Ok(()));
    assert_eq!(desk.device.lock_answer(), LockAnswer::Set);
    let mut again = start(&desk.store, NOW);
    assert_eq!(tries(&mut again, NOW, PIN), Ok(()));
    assert_eq!(again.device.lock_answer(), LockAnswer::Wrong);
    assert_eq!(tries(&mut again, NOW, "1234"), Ok(()));
    let take_off = |desk: &mut Desk, pin| {
        asks(desk, NOW, |device, effects| device.remove_lock(NOW, secret(pin), effects))
    };
    assert_eq!(take_off(&mut again, PIN), Ok(()));
    assert_eq!((again.device.lock_answer(), again.device.lock()), (LockAnswer::Wrong, Some(LockKind::Pin)));
    assert_eq!(take_off(&mut again, "1234"), Ok(()));
    assert_eq!((again.device.lock_answer(), again.device.lock()), (LockAnswer::TakenOff, None));
    assert_eq!(take_off(&mut again, "1234"), Err(LockError::NotReady));
    assert_eq!(Desk::start(again.store, 9).texts(team), ["one"]);
}

/// The app ends after every batch, and instead of every batch, of a life with locks: it always opens with the secret
/// before or the one after, and has everything.
#[test]
fn no_end_between_two_steps_loses_the_keys() {
    let (desk, team) = open();
    let id = desk.device.id();
    let steps: [(Option<&str>, Option<&str>); 4] =
        [(None, Some("1111")), (Some("1111"), Some("2222")), (Some("2222"), None), (None, Some("3333"))];
    let mut before = desk.store;
    for (old, new) in steps {
        let mut stores = vec![before.clone()];
        let mut step = start(&before, NOW);
        if let Some(pin) = old {
            assert_eq!(tries(&mut step, NOW, pin), Ok(()));
        }
        let mut effects = Vec::new();
        let asked = match (old, new) {
            (old, Some(new)) => {
                let new = (LockKind::Pin, secret(new));
                step.device.set_lock(NOW, old.map(secret), new, &mut effects)
            }
            (Some(old), None) => step.device.remove_lock(NOW, secret(old), &mut effects),
            (None, None) => Err(LockError::NotReady),
        };
        assert_eq!(asked, Ok(()));
        step.device.commit(NOW, &mut effects);
        // One batch after the other, each a possible end.
        while let Some(effect) = effects.pop() {
            if let Effect::Store { ticket, batch } = effect {
                step.store.apply(&batch).expect("memory");
                stores.push(step.store.clone());
                step.device.handle(NOW, Input::Stored { ticket }, &mut effects);
            }
        }
        for store in &stores {
            let mut again = start(store, NOW);
            for pin in [old, new].into_iter().flatten() {
                if again.device.locked().is_some() {
                    assert_eq!(tries(&mut again, NOW, pin), Ok(()));
                }
            }
            assert_eq!((again.device.id(), again.texts(team)), (id, vec!["one".to_owned()]));
        }
        before = stores.pop().expect("the last one");
    }
}

#[test]
fn a_lock_set_before_anything_is_here_makes_the_device_another_one() {
    let mut desk = Desk::start(MemoryStore::default(), 1);
    let first = desk.device.id();
    assert_eq!(sets(&mut desk, None, PIN), Ok(()));
    assert_ne!(desk.device.id(), first, "what is left of the first secret is worth nothing");
    let id = desk.device.id();
    let team = desk.found();
    desk.note(team, "one");
    desk.commit();
    let mut again = start(&desk.store, NOW);
    assert_eq!(tries(&mut again, NOW, PIN), Ok(()));
    assert_eq!((again.device.id(), again.texts(team)), (id, vec!["one".to_owned()]));
}

#[test]
fn a_full_disk_keeps_the_lock_that_was_there_until_there_is_room() {
    let (mut desk, team) = open();
    desk.fails = Some(StoreFailure::Full);
    assert_eq!(sets(&mut desk, None, PIN), Ok(()));
    assert_eq!(desk.device.lock_answer(), LockAnswer::Trying, "never ‘set’ before it is");
    desk.note(team, "two");
    desk.commit();
    assert_eq!(start(&desk.store, NOW).texts(team), ["one"], "without a lock, as it was");
    desk.fails = None;
    desk.tell(after(MINUTE_MS), Input::Woke);
    assert_eq!(desk.device.lock_answer(), LockAnswer::Set);
    desk.commit();
    let mut again = start(&desk.store, NOW);
    assert_eq!(tries(&mut again, NOW, PIN), Ok(()));
    assert_eq!(again.texts(team), ["one", "two"]);
}

#[test]
fn a_store_whose_lock_or_key_is_damaged_is_left_alone() {
    let (desk, _) = locked();
    let damage = |store: &MemoryStore, write: Write| {
        let mut store = store.clone();
        store.apply(&vec![write]).expect("memory");
        store
    };
    let cut = damage(&desk.store, Write::Put(Table::Device, rows::LOCK_KEY.to_vec(), vec![0xa0]));
    let gone = damage(&desk.store, Write::Delete(Table::Device, rows::LOCK_KEY.to_vec()));
    let (open, _) = open();
    let open = damage(&open.store, Write::Put(Table::Device, rows::LOCAL_KEY.to_vec(), vec![1; 31]));
    for store in [cut, gone, open] {
        let again = start(&store, NOW);
        assert_eq!((again.device.blocked(), &again.store), (Some(StoreFailure::Failed), &store));
    }
}

#[test]
fn a_draft_opens_under_its_name_in_the_next_start_and_not_before_the_lock_is_open() {
    let (mut desk, _) = open();
    let sealed = desk.device.seal_draft("note", "half written");
    assert!(!sealed.windows(4).any(|window| window == b"half"));
    assert_eq!(sets(&mut desk, None, PIN), Ok(()));
    let mut again = start(&desk.store, NOW);
    assert_eq!(again.device.open_draft("note", &sealed), None);
    assert_eq!(tries(&mut again, NOW, PIN), Ok(()));
    assert_eq!(again.device.open_draft("note", &sealed).as_deref(), Some("half written"));
    assert_eq!(again.device.open_draft("other", &sealed), None);
}
