//! The folder of a store: made for its owner alone, and used by one process at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::failure::Failure;

const DATABASE: &str = "device.db";
const LOCK: &str = "device.lock";
/// How long another process may be at work before this one gives up.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// A folder that this process has to itself until it is dropped.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// The folder of a store that is there.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        match path.join(DATABASE).try_exists() {
            Ok(true) => Self::lock(path),
            Ok(false) => Err(Failure::NoStore(path.to_owned())),
            Err(why) => Err(Failure::Folder { path: path.to_owned(), why }),
        }
    }

    /// The folder of a store, made if need be.
    pub(crate) fn open_or_make(path: &Path) -> Result<Self, Failure> {
        let made = make_private(path).and_then(|()| private_file(&path.join(DATABASE)).map(drop));
        made.map_err(|why| Failure::Folder { path: path.to_owned(), why })?;
        Self::lock(path)
    }

    /// The file that holds everything.
    pub(crate) fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    fn lock(path: &Path) -> Result<Self, Failure> {
        let failed = |why| Failure::Folder { path: path.to_owned(), why };
        let lock = private_file(&path.join(LOCK)).map_err(failed)?;
        let give_up = Instant::now() + PATIENCE;
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(Self { path: path.to_owned(), _lock: lock }),
                Err(TryLockError::WouldBlock) if Instant::now() < give_up => std::thread::sleep(LOOK_AGAIN),
                Err(TryLockError::WouldBlock) => return Err(Failure::Busy(path.to_owned())),
                Err(TryLockError::Error(why)) => return Err(failed(why)),
            }
        }
    }
}

/// Makes a folder that only its owner may look into: the store holds this device's keys.
fn make_private(path: &Path) -> io::Result<()> {
    let mut maker = std::fs::DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.create(path)
}

/// Opens a file for writing, made if need be; SQLite gives its other files the same rights.
fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A folder that is not there yet, and is gone when dropped.
    #[derive(Debug)]
    pub(crate) struct Temporary(PathBuf);

    impl Temporary {
        pub(crate) fn new() -> Self {
            static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
            let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Self(std::env::temp_dir().join(format!("carryover-device-{}-{count}", std::process::id())))
        }

        pub(crate) fn path(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Temporary {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_folder_without_a_store_is_not_made_by_looking() {
        let folder = Temporary::new();
        assert!(matches!(Folder::open(folder.path()), Err(Failure::NoStore(_))));
        assert!(!folder.path().exists());
    }

    #[test]
    fn a_store_is_used_by_one_at_a_time() {
        let folder = Temporary::new();
        let first = Folder::open_or_make(folder.path()).expect("made");
        let path = folder.path().to_owned();
        let second = std::thread::spawn(move || Folder::open(&path).map(drop));
        assert!(matches!(Folder::open(folder.path()), Err(Failure::Busy(_))), "it waits, then says so");
        drop(first);
        assert!(matches!(second.join(), Ok(Ok(()) | Err(Failure::Busy(_)))));
        assert!(Folder::open(folder.path()).is_ok(), "free again");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_look_into_a_store() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Temporary::new();
        let open = Folder::open_or_make(folder.path()).expect("made");
        let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o077;
        assert_eq!((mode(folder.path()), mode(&open.database())), (0, 0));
    }
}
