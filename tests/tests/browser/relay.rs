//! The relay's own process, on a folder and a port that outlive it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A relay that can be stopped and started again.
pub(crate) struct Relay {
    folder: PathBuf,
    origin: String,
    /// What it asks for before a new team.
    token: Option<&'static str>,
    running: Option<(Child, BufReader<ChildStdout>)>,
}

impl Relay {
    /// Starts with an empty data folder on a free port.
    pub(crate) fn start(name: &str) -> Self {
        Self::start_asking(name, None)
    }

    /// The same, taking new teams only with its operator's token.
    pub(crate) fn start_asking(name: &str, token: Option<&'static str>) -> Self {
        let folder = empty_folder(&format!("{name}-relay"));
        let mut relay = Self { folder, origin: "http://127.0.0.1:0".to_owned(), token, running: None };
        relay.start_again();
        relay
    }

    /// The address people open the app at.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// Ends the process at once, as a power cut would.
    pub(crate) fn stop(&mut self) {
        if let Some((mut process, _)) = self.running.take() {
            process.kill().expect("the relay's process can be ended");
            process.wait().expect("the relay's process has ended");
        }
    }

    /// Starts the process on the same folder and the same port.
    pub(crate) fn start_again(&mut self) {
        let address = self.origin.trim_start_matches("http://");
        let log = self.folder.with_extension("log");
        let errors = File::options().create(true).append(true).open(&log).expect("a log file");
        let mut process = Command::new(from_environment("CARRYOVER_RELAY"))
            .args(["--listen", address, "--data"])
            .arg(&self.folder)
            .arg("--app")
            .arg(from_environment("CARRYOVER_APP"))
            .envs(self.token.map(|token| ("CARRYOVER_ENROL_TOKEN", token)))
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .expect("the relay's program can be started");
        let mut said = BufReader::new(process.stdout.take().expect("the relay's output"));
        let mut line = String::new();
        said.read_line(&mut line).expect("the relay's first line");
        self.running = Some((process, said));
        let origin = line.trim().rsplit(' ').next().filter(|word| word.starts_with("http://"));
        self.origin = match origin {
            Some(origin) => origin.to_owned(),
            None => panic!("the relay did not start: {}", fs::read_to_string(log).unwrap_or_default()),
        };
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        if let Some((process, _)) = &mut self.running {
            // Already gone is as good.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// An empty folder of this test run.
pub(crate) fn empty_folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("browser").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of an earlier run can be removed");
    }
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

/// What the browser stage of `cargo xtask test` says is built; without it a journey fails and is not skipped.
fn from_environment(name: &str) -> PathBuf {
    let value = std::env::var_os(name).unwrap_or_else(|| {
        panic!("{name} is not set: `cargo xtask test` builds what the journeys need and runs them")
    });
    // Cargo runs tests in the package's folder; a relative path is meant from the workspace's.
    let path = PathBuf::from(value);
    if path.is_absolute() { path } else { PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(path) }
}
