//! `cargo xtask serve`: the app and the relay on this machine, in one step.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Explain, Failure, Outcome};
use crate::wasm_build::Profile;
use crate::{app, places, relay};

/// What the command line says; the defaults need nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    port: u16,
    data: PathBuf,
    is_dev: bool,
}

impl Options {
    pub(crate) fn parse(words: &[&str]) -> Outcome<Self> {
        let mut options = Self { port: 8440, data: PathBuf::from("data"), is_dev: false };
        let mut rest = words;
        loop {
            rest = match rest {
                [] => return Ok(options),
                ["--dev", rest @ ..] => {
                    options.is_dev = true;
                    rest
                }
                ["--port", port, rest @ ..] => {
                    options.port = port.parse().explain(format!("--port {port} is no port"))?;
                    rest
                }
                ["--data", folder, rest @ ..] => {
                    options.data = PathBuf::from(folder);
                    rest
                }
                [word, ..] => {
                    return Err(Failure::new(format!(
                        "`{word}`: serve takes --port N, --data DIR and --dev."
                    )));
                }
            }
        }
    }
}

/// Builds all, then runs the relay until it is stopped. What can be checked is checked before the long build.
pub(crate) fn serve(options: &Options) -> Outcome {
    check_port(options.port)?;
    check_folder(&options.data)?;
    let mut command = if options.is_dev { dev_relay()? } else { release_relay()? };
    let address = format!("127.0.0.1:{}", options.port);
    command.arg("--data").arg(&options.data).args(["--listen", &address]);
    println!(
        "Carryover is at http://{address} and keeps its data in {}. Ctrl+C stops it.",
        options.data.display()
    );
    become_the(command)
}

fn release_relay() -> Outcome<Command> {
    let app = app::build(Profile::Release)?;
    Ok(Command::new(relay::build_release(&app)?))
}

fn dev_relay() -> Outcome<Command> {
    let app = app::build(Profile::Dev)?;
    relay::build_for_tests()?;
    let mut command = Command::new(relay::program("debug", "carryover-relay"));
    command.env("CARRYOVER_APP", app);
    Ok(command)
}

fn check_port(port: u16) -> Outcome {
    let free = TcpListener::bind(("127.0.0.1", port)).map(drop);
    free.map_err(|error| {
        Failure::new(format!("Port {port} cannot be used ({error}). Choose another with --port N."))
    })
}

fn check_folder(folder: &Path) -> Outcome {
    let probe = folder.join(".carryover-can-write");
    let can_write = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&probe, []))
        .and_then(|()| fs::remove_file(&probe));
    can_write.map_err(|error| {
        let shown = places::shown(folder);
        Failure::new(format!(
            "The data folder {shown} cannot be written ({error}). Choose another with --data DIR."
        ))
    })
}

/// The relay takes this process's place, so signals reach it and its exit code is ours.
#[cfg(unix)]
fn become_the(mut relay: Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    Err(Failure::new(format!("Cannot start the relay: {}", relay.exec())))
}

#[cfg(not(unix))]
fn become_the(mut relay: Command) -> Outcome {
    crate::process::run(&mut relay, "The relay")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_have_defaults_and_come_in_any_order() {
        check(&[], 8440, "data", false);
        check(&["--dev", "--data", "elsewhere", "--port", "9000"], 9000, "elsewhere", true);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for words in [&["--port"][..], &["--port", "many"], &["--port", "70000"], &["now"]] {
            assert!(Options::parse(words).is_err(), "{words:?}");
        }
    }

    #[test]
    fn a_port_in_use_is_refused() {
        let taken = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let port = taken.local_addr().expect("it has an address").port();
        assert!(check_port(port).is_err());
    }

    fn check(words: &[&str], port: u16, data: &str, is_dev: bool) {
        let expected = Options { port, data: PathBuf::from(data), is_dev };
        assert_eq!(Options::parse(words).expect("understood"), expected);
    }
}
