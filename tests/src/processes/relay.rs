//! The relay's own process, on a data folder and a port that outlive it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use super::folder::Folder;
use super::place::Place;
use super::programs;

/// A relay that can be killed and started again.
#[derive(Debug)]
pub struct Relay {
    folder: Folder,
    place: Place,
    logs: &'static str,
    origin: String,
    running: Option<Child>,
}

impl Relay {
    /// Starts with an empty data folder on a free port. `logs` is what it logs, in the words of `RUST_LOG`.
    pub fn start(logs: &'static str) -> Self {
        Self::start_at(Place::here(), logs)
    }

    /// Starts somewhere else, with an empty data folder on a free port.
    pub fn start_at(place: Place, logs: &'static str) -> Self {
        let origin = format!("http://{}:0", place.address());
        let mut relay = Self { folder: Folder::new(), place, logs, origin, running: None };
        relay.start_again();
        relay
    }

    /// The address devices know it by.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Everything it has written: its data, and what it said and logged.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Ends the process at once, with `SIGKILL`, as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.running.take() {
            process.kill().expect("the relay's process can be ended");
            process.wait().expect("the relay's process has ended");
        }
    }

    /// Starts the process on the same data folder and the same port; returns when it listens.
    pub fn start_again(&mut self) {
        let address = self.origin.trim_start_matches("http://").to_owned();
        let mut process = self
            .place
            .command(&programs::relay())
            .args(["--listen", &address, "--data"])
            .arg(self.data())
            .env("RUST_LOG", self.logs)
            .stdout(Stdio::piped())
            .stderr(File::options().create(true).append(true).open(self.log()).expect("a log file"))
            .spawn()
            .expect("the relay's program can be started");
        let mut said = String::new();
        BufReader::new(process.stdout.take().expect("the relay's output"))
            .read_line(&mut said)
            .expect("the relay's first line");
        self.running = Some(process);
        let origin = said.trim().rsplit(' ').next().filter(|word| word.starts_with("http://"));
        self.origin = match origin {
            Some(origin) => origin.to_owned(),
            None => panic!("the relay did not start: {}", fs::read_to_string(self.log()).unwrap_or_default()),
        };
    }

    /// Which of these bytes stand anywhere in its memory.
    #[cfg(target_os = "linux")]
    pub fn holds_in_memory(&self, wanted: &[Vec<u8>]) -> std::collections::BTreeSet<Vec<u8>> {
        let process = self.running.as_ref().expect("it runs");
        super::memory::held_in_memory(process.id(), wanted)
    }

    /// Loses everything that was kept, while the process is not running.
    pub fn lose_data(&self) {
        assert!(self.running.is_none(), "the disk is not pulled from under a relay");
        fs::remove_dir_all(self.data()).expect("the data can be removed");
    }

    /// Copies all data into a new file, whether the process is running or not.
    pub fn backup(&self, name: &str) -> PathBuf {
        let file = self.folder.path().join(name);
        self.cares(&["backup", "--data"], &[&self.data(), &file]);
        file
    }

    /// Puts a backup in the place of the data, while the process is not running.
    pub fn restore(&self, backup: &Path) {
        self.cares(&["restore", "--data"], &[&self.data(), backup]);
    }

    /// Reads everything that is kept through; returns what was found, which must be in order.
    pub fn check(&self) -> String {
        self.cares(&["check", "--data"], &[&self.data()])
    }

    /// Where its data is.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Looks after the data with one of the program's own commands; returns what it printed.
    fn cares(&self, words: &[&str], paths: &[&Path]) -> String {
        let mut command = Command::new(programs::relay());
        let Output { status, stdout, stderr } =
            command.args(words).args(paths).output().expect("the relay's program can be started");
        let (said, wrong) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success() && wrong.is_empty(), "`{}` failed: {wrong}{said}", words.join(" "));
        said.into_owned()
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.kill();
    }
}
