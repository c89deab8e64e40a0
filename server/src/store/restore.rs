//! Putting a backup in the place of the data. What was there is set aside and never deleted.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::check::{Findings, Problem, check};
use super::copy::{Unfinished, copy};
use super::identity::mark_restored;
use super::{OpenFailure, database};

/// Files that SQLite may have left beside a database: its log and the log's index.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// What was done.
#[derive(Debug)]
pub struct Restored {
    /// What the backup holds.
    pub findings: Findings,
    /// Where the data is that was there before, if there was any.
    pub aside: Option<PathBuf>,
}

/// Why the data is what it was.
#[derive(Debug, thiserror::Error)]
pub enum RestoreFailure {
    /// A relay runs on it.
    #[error("a relay is running on the data folder {}: stop it first", folder.display())]
    Running {
        /// The folder.
        folder: PathBuf,
    },
    /// The backup cannot be read, or the folder not be used.
    #[error(transparent)]
    Data(OpenFailure),
    /// The backup cannot be copied.
    #[error("{} cannot be copied into the data folder: {why}", backup.display())]
    Copy {
        /// The backup.
        backup: PathBuf,
        /// What SQLite said.
        why: rusqlite::Error,
    },
    /// The backup is damaged.
    #[error("problems found in {}: {problems}; nothing was changed, choose another backup", backup.display())]
    Problems {
        /// The backup.
        backup: PathBuf,
        /// How many.
        problems: u64,
    },
    /// A file in the folder cannot be made or named.
    #[error("the data folder {} cannot be changed: {why}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        why: io::Error,
    },
}

impl From<OpenFailure> for RestoreFailure {
    fn from(why: OpenFailure) -> Self {
        match why {
            OpenFailure::InUse { folder } => Self::Running { folder },
            other => Self::Data(other),
        }
    }
}

/// Copies a backup into the folder, reads all of the copy through, and only then gives it the place of the data;
/// `set_aside` is the ending of the name that the data gets, and `now_ms` the time it is marked with.
pub(crate) fn restore(
    folder: &Path,
    backup: &Path,
    set_aside: &str,
    now_ms: i64,
    report: &mut dyn FnMut(&Problem),
) -> Result<Restored, RestoreFailure> {
    let cannot = |why| RestoreFailure::Folder { folder: folder.to_owned(), why };
    let from = database::open_to_look(backup)?;
    let _lock = database::lock(folder)?;
    let place = database::path(folder);
    let unfinished = Unfinished::beside(&place).map_err(cannot)?;
    copy(&from, unfinished.path()).map_err(|why| RestoreFailure::Copy { backup: backup.to_owned(), why })?;
    let copied = database::open_copy(unfinished.path())?;
    let findings = check(&copied, report);
    if findings.problems > 0 {
        let problems = findings.problems;
        return Err(RestoreFailure::Problems { backup: backup.to_owned(), problems });
    }
    mark_restored(&copied, now_ms).map_err(OpenFailure::from)?;
    drop(copied);
    let aside = put_aside(&place, set_aside).map_err(cannot)?;
    unfinished.finish(&place).map_err(cannot)?;
    Ok(Restored { findings, aside })
}

/// Renames a database and what belongs to it. The log goes first: it must never stand beside another database,
/// which SQLite would apply it to.
fn put_aside(database: &Path, ending: &str) -> io::Result<Option<PathBuf>> {
    let aside = with_ending(database, ending);
    for beside in BESIDE {
        rename(&with_ending(database, beside), &with_ending(&aside, beside))?;
    }
    Ok(rename(database, &aside)?.then_some(aside))
}

/// Whether there was a file to rename; replaces none.
fn rename(from: &Path, to: &Path) -> io::Result<bool> {
    if to.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    match fs::rename(from, to) {
        Ok(()) => Ok(true),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(why) => Err(why),
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
