//! Tests of the real relay: process.

use std::io::{BufRead, BufReader, Read};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use shared::wire::{FromDevice, FromRelay, Refused};

use crate::client::{Client, Folder, Team};
use crate::http::ask;

pub(crate) fn relay(folder: &Path, listen: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carryover-relay"));
    command.arg("--data").arg(folder).args(["--listen", listen]);
    command.env_remove("RUST_LOG").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A relay as people start it.
pub(crate) struct Running {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Running {
    pub(crate) fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    pub(crate) fn start_with(folder: &Path, more: &[&str]) -> Self {
        let mut child = relay(folder, "127.0.0.1:0").args(more).spawn().expect("the program");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut line).expect("text");
        let address = line.trim().strip_prefix("Carryover relay is listening on http://").expect(&line);
        let address = address.parse().expect("an address");
        Self { child, address }
    }

    #[cfg(unix)]
    pub(crate) fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().expect("kill").success());
    }

    /// How many bytes of memory it has at present.
    #[cfg(target_os = "linux")]
    pub(crate) fn memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a size");
        let kib: usize = line.trim().trim_end_matches(" kB").parse().expect("a number");
        kib << 10
    }

    pub(crate) fn wait(mut self) -> ExitStatus {
        self.child.wait().expect("it ran")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a relay that cannot start says.
fn complaint(mut command: Command) -> String {
    let mut child = command.spawn().expect("the program");
    let status = child.wait().expect("it ran");
    assert_eq!(status.code(), Some(1));
    let mut said = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut said).expect("text");
    assert_eq!(said.lines().count(), 1, "one clear line: {said}");
    said
}

#[test]
fn a_second_process_on_the_same_folder_is_refused() {
    let folder = Folder::new();
    let _first = Running::start(folder.path());
    let said = complaint(relay(folder.path(), "127.0.0.1:0"));
    assert!(said.contains("another relay is running"), "{said}");
}

#[test]
fn a_port_in_use_is_told() {
    let folder = Folder::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let said = complaint(relay(folder.path(), &address));
    assert!(said.contains(&address) && said.contains("in use"), "{said}");
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let folder = Folder::new();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").expect("a temporary folder");
    let said = complaint(relay(&file, "127.0.0.1:0"));
    assert!(said.contains("cannot be used"), "{said}");
}

#[test]
fn a_newer_database_is_told() {
    let folder = Folder::new();
    drop(carryover_relay::Store::open(folder.path()).expect("a free folder"));
    let database = rusqlite::Connection::open(folder.path().join("relay.sqlite3")).expect("a database");
    database.pragma_update(None, "user_version", 1_000).expect("a number");
    drop(database);
    let said = complaint(relay(folder.path(), "127.0.0.1:0"));
    assert!(said.contains("newer relay"), "{said}");
}

#[test]
fn a_database_locked_by_another_program_is_told() {
    let folder = Folder::new();
    drop(carryover_relay::Store::open(folder.path()).expect("a free folder"));
    let database = rusqlite::Connection::open(folder.path().join("relay.sqlite3")).expect("a database");
    database.execute_batch("BEGIN EXCLUSIVE").expect("nobody else");
    let said = complaint(relay(folder.path(), "127.0.0.1:0"));
    assert!(said.contains("locked by another program"), "{said}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_signal_ends_it_in_an_orderly_way() {
    use shared::wire::{FromRelay, Goodbye};
    for signal in ["-TERM", "-INT"] {
        let folder = Folder::new();
        let running = Running::start(folder.path());
        let team = Team::new(7);
        let mut client = Client::connect(running.address, &team.keys).await;
        running.signal(signal);
        assert_eq!(client.hear().await, FromRelay::Goodbye { why: Goodbye::Restarting });
        let status = tokio::task::spawn_blocking(|| running.wait()).await.expect("no panic");
        assert_eq!(status.code(), Some(0));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn what_was_acknowledged_survives_being_killed() {
    use shared::wire::FromRelay;
    let folder = Folder::new();
    let mut team = Team::new(8);
    for round in 0..5_u64 {
        let running = Running::start(folder.path());
        let mut client = Client::connect(running.address, &team.keys).await;
        if round == 0 {
            client.say(&team.push()).await;
            client.hear().await;
        }
        let heard = client.open(&team, vec![]).await;
        let kept: usize = heard
            .iter()
            .map(|frame| match frame {
                FromRelay::Envelopes { envelopes, .. } => envelopes.len(),
                _ => 0,
            })
            .sum();
        assert_eq!(kept as u64, round);
        let envelope = team.write();
        client.say(&team.append(&[&envelope])).await;
        assert!(matches!(client.hear().await, FromRelay::Appended { from, .. } if from == round + 1));
        running.signal("-KILL");
        assert!(!tokio::task::spawn_blocking(|| running.wait()).await.expect("no panic").success());
    }
}

#[tokio::test]
async fn a_relay_with_a_token_takes_new_teams_only_from_who_has_it_and_tells_numbers() {
    let folder = Folder::new();
    let token = folder.path().join("token");
    std::fs::write(&token, "a token of the operator\n").expect("a file");
    let token = token.to_str().expect("a path");
    let data = folder.path().join("data");
    let running =
        Running::start_with(&data, &["--enrol-token-file", token, "--metrics", "--team-envelopes", "1"]);
    let mut team = Team::new(31);
    let mut client = Client::connect(running.address, &team.keys).await;
    client.say(&team.push()).await;
    let refused = client.hear().await;
    assert!(matches!(refused, FromRelay::RosterRefused { why: Refused::NeedsToken, .. }), "{refused:?}");
    client.say(&FromDevice::Enrol { token: b"a token of the operator".to_vec() }).await;
    client.say(&team.push()).await;
    assert!(matches!(client.hear().await, FromRelay::Roster { from: 1, .. }));
    client.open(&team, vec![]).await;
    let [first, second] = [(); 2].map(|()| team.write());
    client.say(&team.append(&[&first, &second])).await;
    let mut heard = [client.hear().await, client.hear().await];
    heard.sort_by_key(|frame| matches!(frame, FromRelay::Appended { .. }));
    assert!(
        matches!(&heard[0], FromRelay::NotAppended { why: Refused::Full, ids, .. } if *ids == [second.id()])
    );
    assert!(matches!(&heard[1], FromRelay::Appended { ids, .. } if *ids == [first.id()]));

    let (_, page) = ask(running.address, "/metrics", "").await;
    for line in
        ["carryover_connections 1", "carryover_teams_refused_total 1", "carryover_envelopes_refused_total 1"]
    {
        assert!(page.lines().any(|told| told == line), "{line} is not in {page}");
    }
    let id = team.roster.team().to_string();
    assert!(!page.contains(&id) && !page.contains(&id[..8]));
}

#[test]
fn a_token_that_is_none_is_told() {
    let folder = Folder::new();
    let file = folder.path().join("token");
    let complaint_about = |text: &str| {
        std::fs::write(&file, text).expect("a file");
        let mut command = relay(&folder.path().join("data"), "127.0.0.1:0");
        command.arg("--enrol-token-file").arg(&file);
        complaint(command)
    };
    assert!(complaint_about("short").contains("12 to 256 bytes"));
    assert!(complaint_about(&"x".repeat(257)).contains("12 to 256 bytes"));
}
