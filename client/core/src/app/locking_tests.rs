//! The lock as a person meets it.

use super::super::tests::{Desk, NOW, push_ups};
use super::*;
use crate::intent::Intent;
use crate::view::{LockAnswer, Stage};

fn secret(typed: &str) -> Secret {
    Secret::new(typed)
}

fn locks(desk: &mut Desk, current: Option<&str>, pin: &str) {
    let current = current.map(secret);
    desk.ask(Intent::SetLock { current, kind: LockKind::Pin, secret: secret(pin) });
}

#[test]
fn a_locked_app_shows_the_lock_and_nothing_else() {
    let mut desk = Desk::with_team();
    desk.ask(Intent::LogActivity(push_ups()));
    desk.ask(Intent::LockAfter { minutes: Some(15) });
    locks(&mut desk, None, "4711");
    assert_eq!((desk.app.lock().kind, desk.app.lock().answer), (Some(LockKind::Pin), LockAnswer::Set));

    let mut again = Desk::over(desk.store, 2);
    let frame = again.app.frame();
    assert_eq!((frame.stage, frame.teams.len()), (Stage::Locked(LockKind::Pin), 0));
    assert!(again.app.today(NOW).entries.is_empty() && again.app.team().members.is_empty());
    // Nothing can be written behind a lock.
    again.ask(Intent::Found { child: "Ana".into(), me: "Max".into(), role: shared::record::Role::Guardian });
    again.ask(Intent::Unlock { secret: secret("0000") });
    assert_eq!(again.app.lock().answer, LockAnswer::Wrong);
    again.ask(Intent::Unlock { secret: secret("4711") });
    let frame = again.app.frame();
    assert_eq!((frame.stage, frame.teams.len(), frame.teams[0].child.as_str()), (Stage::Ready, 1, "Sam"));
    assert_eq!(again.app.today(NOW).entries.len(), 1);
    assert_eq!(again.app.lock().after_minutes, Some(15));
    again.ask(Intent::LockAfter { minutes: None });
    assert_eq!(again.app.lock().after_minutes, None, "never");
}

#[test]
fn a_short_pin_and_a_change_without_the_old_one_are_told() {
    let mut desk = Desk::with_team();
    locks(&mut desk, None, "47");
    assert!(matches!(desk.app.frame().notices.as_slice(), [Notice::Unfit(_)]));
    assert_eq!(desk.app.lock().kind, None);
    desk.ask(Intent::DismissNotice);
    locks(&mut desk, None, "4711");
    locks(&mut desk, None, "1234");
    assert!(matches!(desk.app.frame().notices.as_slice(), [Notice::Unfit(_)]));
    desk.ask(Intent::DismissNotice);
    desk.ask(Intent::RemoveLock { current: secret("4711") });
    assert_eq!((desk.app.lock().kind, desk.app.lock().answer), (None, LockAnswer::TakenOff));
    desk.ask(Intent::DismissLockAnswer);
    assert_eq!(desk.app.lock().answer, LockAnswer::None);
}

#[test]
fn words_are_suggested_only_while_it_is_open() {
    let mut desk = Desk::with_team();
    let words = desk.app.suggest_passphrase().expect("it is open");
    assert!(secret(&words).fits(LockKind::Passphrase));
    assert_eq!(App::new().suggest_passphrase(), None);
}
