//! A backup: all data of one moment in one file, also while a relay runs on it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::copy::{Unfinished, copy};
use super::{OpenFailure, database};

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupFailure {
    /// The data cannot be read.
    #[error(transparent)]
    Data(#[from] OpenFailure),
    /// There is a file of that name.
    #[error("{} is there already, and a backup replaces nothing: choose another name", file.display())]
    Exists {
        /// The file.
        file: PathBuf,
    },
    /// The file cannot be made.
    #[error("the backup {} cannot be written: {why}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// The data could not be copied into it.
    #[error("the data cannot be copied to {}: {why}", file.display())]
    Copy {
        /// The file.
        file: PathBuf,
        /// What SQLite said.
        why: rusqlite::Error,
    },
}

/// Copies the data of a folder into a new file; returns how many bytes that has.
pub(crate) fn backup(folder: &Path, to: &Path) -> Result<u64, BackupFailure> {
    let cannot = |why| BackupFailure::File { file: to.to_owned(), why };
    if fs::symlink_metadata(to).is_ok() {
        return Err(BackupFailure::Exists { file: to.to_owned() });
    }
    let data = database::open_to_look(&database::path(folder))?;
    let unfinished = Unfinished::beside(to).map_err(cannot)?;
    copy(&data, unfinished.path()).map_err(|why| BackupFailure::Copy { file: to.to_owned(), why })?;
    unfinished.finish(to).map_err(cannot)?;
    Ok(fs::metadata(to).map_err(cannot)?.len())
}
