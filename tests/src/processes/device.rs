//! A device without a screen: one process a command, over a store that outlives them.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

use super::folder::Folder;
use super::place::Place;
use super::programs;
use super::started::Started;

/// Somebody's device.
#[derive(Debug)]
pub struct Device {
    folder: Folder,
    place: Place,
}

/// What one sync came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Synced {
    /// Records that went up.
    pub sent: u64,
    /// Records that came down.
    pub received: u64,
    /// Bytes of frames that went up.
    pub bytes_sent: u64,
    /// Bytes of frames that came down.
    pub bytes_received: u64,
}

impl Device {
    /// A device with an empty store.
    pub fn new() -> Self {
        Self::at(Place::here())
    }

    /// A device with an empty store, somewhere else.
    pub fn at(place: Place) -> Self {
        Self { folder: Folder::new(), place }
    }

    /// Its store's folder.
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// Does what must work; returns what was printed, without the last line's end.
    pub fn does(&self, words: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.command(words);
        let (said, wrong) = (text(stdout), text(stderr));
        assert!(status.success() && wrong.is_empty(), "`{}` failed: {wrong}", words.join(" "));
        said.trim_end().to_owned()
    }

    /// Tries what must not work; returns the one line that says why.
    pub fn fails(&self, words: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.command(words);
        let (said, wrong) = (text(stdout), text(stderr));
        assert_eq!((status.code(), said.as_str()), (Some(1), ""), "`{}` must fail: {wrong}", words.join(" "));
        assert_eq!(wrong.lines().count(), 1, "one clear line: {wrong}");
        wrong.trim_end().to_owned()
    }

    /// Every entry it can read.
    pub fn list(&self) -> Vec<Value> {
        self.does(&["list", "--json"]).lines().map(json).collect()
    }

    /// What it prints as one JSON object.
    pub fn json(&self, words: &[&str]) -> Value {
        json(&self.does(words))
    }

    /// Shares and receives everything; returns how many records went up and came down.
    pub fn syncs(&self) -> (u64, u64) {
        let Synced { sent, received, .. } = self.syncs_counting();
        (sent, received)
    }

    /// Shares and receives everything; returns how much that was.
    pub fn syncs_counting(&self) -> Synced {
        let said = self.json(&["sync", "--json"]);
        let count = |name: &str| said[name].as_u64().unwrap_or_else(|| panic!("no {name} in {said}"));
        Synced {
            sent: count("sent"),
            received: count("received"),
            bytes_sent: count("bytes_sent"),
            bytes_received: count("bytes_received"),
        }
    }

    /// Starts what may be cut off.
    pub fn starts(&self, words: &[&str]) -> Started {
        Started::new(&mut self.program(words))
    }

    fn command(&self, words: &[&str]) -> Output {
        self.program(words).output().expect("the device's program can be started")
    }

    fn program(&self, words: &[&str]) -> Command {
        let mut command = self.place.command(&programs::device());
        command.arg("--store").arg(self.store()).args(words).env("TZ", "America/New_York");
        command
    }
}

impl Default for Device {
    fn default() -> Self {
        Self::new()
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("text")
}

fn json(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|why| panic!("not JSON ({why}): {line}"))
}
