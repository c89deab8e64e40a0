//! A database copied into one file, and a file that gets its name only once it is complete.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ffi};

/// A file that is gone again unless it is finished.
#[derive(Debug)]
pub(super) struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    /// An empty file for this user alone, beside the one that it will become.
    pub(super) fn beside(finished: &Path) -> io::Result<Self> {
        let mut name = finished.as_os_str().to_owned();
        name.push(format!(".unfinished-{}", std::process::id()));
        let path = PathBuf::from(name);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path)?;
        Ok(Self { path })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name, once all of it is on the disk.
    pub(super) fn finish(self, finished: &Path) -> io::Result<()> {
        File::open(&self.path)?.sync_all()?;
        fs::rename(&self.path, finished)?;
        sync_folder_of(finished)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After it was finished there is none.
        let _ = fs::remove_file(&self.path);
    }
}

/// Copies a database as it is at one moment, with what is still in its log, into one file that needs none beside it.
pub(super) fn copy(from: &Connection, to: &Path) -> rusqlite::Result<()> {
    let mut copy = Connection::open(to)?;
    let backup = Backup::new(from, &mut copy)?;
    // All in one step: a copy in several begins anew whenever somebody writes, and a reader holds nobody up.
    match backup.step(-1)? {
        StepResult::Done => {}
        _ => return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None)),
    }
    drop(backup);
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    copy.close().map_err(|(_, why)| why)
}

/// A new name is durable once its folder is.
fn sync_folder_of(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if cfg!(unix) { File::open(folder.unwrap_or(Path::new(".")))?.sync_all() } else { Ok(()) }
}
