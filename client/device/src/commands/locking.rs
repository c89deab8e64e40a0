//! `lock`, `unlock`, and opening a locked store for every other command. Secrets come from files: what is typed on a
//! command line is seen by every program of the machine.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use carryover_core::Intent;
use carryover_core::view::{LockAnswer, LockKind, Secret};

use super::line;
use crate::cli::Command;
use crate::clock;
use crate::failure::Failure;
use crate::run::Run;

/// More than this is not a passphrase.
const FILE_LIMIT: u64 = 4096;

/// The secret in a file.
pub(super) fn read(path: &Path) -> Result<Secret, Failure> {
    let mut typed = String::new();
    let file = File::open(path).map(|file| BufReader::new(file.take(FILE_LIMIT)));
    let read = file.and_then(|mut file| file.read_line(&mut typed));
    read.map_err(|why| Failure::SecretFile { path: path.to_owned(), why })?;
    Ok(Secret::new(&typed))
}

/// Opens a locked store; locks one that has nothing in it yet.
pub(super) fn open(run: &mut Run, secret: Option<Secret>, is_first: bool) -> Result<(), Failure> {
    match (run.app().device().locked(), secret) {
        (Some(_), Some(secret)) => ask(run, Intent::Unlock { secret }),
        (Some(_), None) => Err(Failure::Locked),
        (None, Some(secret)) if is_first && run.app().device().teams().next().is_none() => {
            set(run, None, secret)
        }
        (None, _) => Ok(()),
    }
}

/// `lock` and `unlock`.
pub(super) fn change(run: &mut Run, current: Option<Secret>, command: &Command) -> Result<String, Failure> {
    match (command, current) {
        (Command::Lock(lock), current) => {
            let secret = read(&lock.new)?;
            set(run, current, secret)?;
            Ok(line("locked"))
        }
        (_, Some(current)) if run.app().lock().kind.is_some() => {
            ask(run, Intent::RemoveLock { current })?;
            Ok(line("open"))
        }
        _ => Err(Failure::NotLocked),
    }
}

fn set(run: &mut Run, current: Option<Secret>, secret: Secret) -> Result<(), Failure> {
    let kind = if secret.fits(LockKind::Pin) { LockKind::Pin } else { LockKind::Passphrase };
    ask(run, Intent::SetLock { current, kind, secret })
}

/// Whatever is asked of the store is stored when this returns, and so is its answer.
fn ask(run: &mut Run, intent: Intent) -> Result<(), Failure> {
    run.ask(intent)?;
    let lock = run.app().lock();
    match (lock.answer, lock.waits_until_ms) {
        (LockAnswer::Wrong, None) => Err(Failure::WrongSecret),
        (_, Some(until_ms)) => {
            let wait_ms = until_ms.saturating_sub(clock::now().unix_ms).max(0);
            Err(Failure::TooManyTries(wait_ms.saturating_add(999) / 1000))
        }
        (LockAnswer::Failed, None) => Err(Failure::LockFailed),
        (LockAnswer::None | LockAnswer::Set | LockAnswer::TakenOff | LockAnswer::Trying, None) => Ok(()),
    }
}
