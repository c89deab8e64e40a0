//! Why a data folder cannot be used, in words for whoever starts the relay.

use std::io;
use std::path::{Path, PathBuf};

/// Why a data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenFailure {
    /// The folder cannot be made or written to.
    #[error("the data folder {} cannot be used: {why}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// Another relay runs on it.
    #[error("another relay is running on the data folder {}", folder.display())]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// A newer relay wrote it.
    #[error(
        "the data was written by a newer relay (format {found}, this one knows {known}): install that one"
    )]
    Newer {
        /// The format found.
        found: i64,
        /// The newest format this relay knows.
        known: usize,
    },
    /// There is no database.
    #[error("there is no relay's data in {}", file.display())]
    Missing {
        /// Where it would be.
        file: PathBuf,
    },
    /// A file of some other program, or of none.
    #[error("{} is not a relay's data", file.display())]
    NotOurs {
        /// The file.
        file: PathBuf,
    },
    /// A relay's data that cannot be read at all.
    #[error("{} is damaged and cannot be read: {why}", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What SQLite said.
        why: rusqlite::Error,
    },
    /// There is no key without it.
    #[error("the system gives no randomness: {0}")]
    Randomness(getrandom::Error),
    /// Some other program holds the database.
    #[error("the database is locked by another program")]
    Locked,
    /// The database cannot be opened or brought to this format.
    #[error("the database cannot be opened: {0}")]
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for OpenFailure {
    fn from(why: rusqlite::Error) -> Self {
        match why.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Locked,
            _ => Self::Database(why),
        }
    }
}

impl OpenFailure {
    /// The same about a file that may be anything.
    pub(super) fn about(self, file: &Path) -> Self {
        let file = file.to_owned();
        match self {
            Self::Database(why) if why.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
                Self::NotOurs { file }
            }
            Self::Database(why) => Self::Damaged { file, why },
            other => other,
        }
    }
}
