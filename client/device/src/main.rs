//! `carryover-device`: a whole device without a screen, for scripts, exports, load and tests.
//!
//! Where to start:
//! - [`cli`]: what can be typed;
//! - [`commands`]: what each command does, a file a group;
//! - [`run`]: the loop around the same app that the browser runs;
//! - `store`, `line`, `file`, `clock`: the world outside, a file each;
//! - `print`: what comes out; `failure`: the one line when something does not work.
//!
//! Only `sync`, `invite` and `join` ever open a socket.

mod cli;
mod clock;
mod commands;
mod failure;
mod file;
mod folder;
mod line;
mod origin;
mod print;
mod run;
mod socket;
mod store;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use cli::Cli;
use failure::Failure;

fn main() -> ExitCode {
    let done = match Cli::try_parse() {
        Ok(cli) => commands::carry_out(cli),
        Err(asked) if !asked.use_stderr() => Ok(asked.to_string()),
        Err(wrong) => Err(Failure::Usage(cli::one_line(&wrong))),
    };
    match done {
        Ok(said) => {
            // Whoever closed the pipe has read enough.
            let _ = std::io::stdout().write_all(said.as_bytes());
            ExitCode::SUCCESS
        }
        Err(why) => {
            let _ = writeln!(std::io::stderr(), "carryover-device: {why}");
            ExitCode::from(why.exit_code())
        }
    }
}
