//! `cargo xtask`: builds, serves and tests Carryover. Owns the command line and nothing else.
//!
//! Where to start: [`app`] makes the packaged app, [`serve`] runs it with the relay, [`mod@test`] is what CI runs.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks to a terminal")]

mod app;
mod budget;
mod css;
mod debian;
mod failure;
mod fingerprint;
mod fuzz;
mod official;
mod package;
mod places;
mod plant;
mod process;
mod relay;
mod report;
mod serve;
mod template;
mod test;
mod test_counts;
mod wasm_build;
mod wasm_toolchain;

use std::process::ExitCode;

use failure::{Explain, Failure, Outcome};
use wasm_build::Profile;

const USAGE: &str = "\
cargo xtask app [--dev]                                 build and package the app into target/app
cargo xtask serve [--port N] [--data DIR] [--dev]       build all, then run the relay with the app
cargo xtask test [--fast]                               everything CI runs; --fast leaves out app and browser
cargo xtask size                                        what a browser downloads, against the budget
cargo xtask plant [WORDS]                               plant known faults in a copy: does a test find each?
cargo xtask fuzz [TARGET] [SECONDS]                     bytes from outside, as many as fit into a while";

/// How long a target is fuzzed if nobody says otherwise, in seconds.
const MINUTE: u32 = 60;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Outcome {
    match words {
        ["app"] => app::show(Profile::Release),
        ["app", "--dev"] => app::show(Profile::Dev),
        ["serve", options @ ..] => serve::serve(&serve::Options::parse(options)?),
        ["size"] => app::size(),
        ["plant", words @ ..] => plant::plant(&words.join(" ")),
        ["fuzz"] => fuzz::fuzz(None, MINUTE),
        ["fuzz", target] => fuzz::fuzz(Some(target), MINUTE),
        ["fuzz", target, seconds] => {
            let seconds = seconds.parse().explain("How long is a number of seconds")?;
            fuzz::fuzz(Some(*target).filter(|target| *target != "all"), seconds)
        }
        ["test"] => test::test(test::Scope::Everything),
        ["test", "--fast"] => test::test(test::Scope::Fast),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(Failure::new(format!("There is no task `{}`. The tasks:\n{USAGE}", words.join(" ")))),
    }
}
