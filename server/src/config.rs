//! The command line and the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{CommandFactory, Parser, ValueEnum};

use crate::care::Care;
use crate::origin::Origin;

/// Carries sealed entries between the devices of care teams. It cannot read them.
#[derive(Debug, Clone, Parser)]
#[command(
    name = "carryover-relay",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub struct CommandLine {
    #[command(subcommand)]
    care: Option<Care>,
    #[command(flatten)]
    serve: Args,
}

/// What is to be done.
#[derive(Debug, Clone)]
pub enum Task {
    /// Serve devices.
    Serve {
        /// The folder that everything is kept in.
        data: PathBuf,
        /// How.
        args: Args,
    },
    /// Look after the data.
    Care(Care),
}

impl CommandLine {
    /// What is to be done; without a word for it, devices are served.
    pub fn task(self) -> Result<Task, clap::Error> {
        match (self.care, &self.serve.data) {
            (Some(care), _) => Ok(Task::Care(care)),
            (None, Some(data)) => Ok(Task::Serve { data: data.clone(), args: self.serve }),
            (None, None) => {
                let kind = clap::error::ErrorKind::MissingRequiredArgument;
                Err(Self::command().error(kind, "--data <DIR> is needed"))
            }
        }
    }
}

/// How to serve.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The folder that everything is kept in.
    // Not required here: the environment may say how to serve also where something else is asked for.
    #[arg(long, value_name = "DIR", env = "CARRYOVER_DATA")]
    data: Option<PathBuf>,
    /// The address and port to listen on. Put a server that speaks TLS in front for any other than this machine.
    #[arg(long, value_name = "ADDR:PORT", env = "CARRYOVER_LISTEN", default_value = "127.0.0.1:8440")]
    pub listen: SocketAddr,
    /// The address people open the app at, such as `https://care.example`; several are given one by one or with
    /// commas. Without it, the relay answers on this machine only.
    #[arg(long = "origin", value_name = "URL", env = "CARRYOVER_ORIGIN", value_delimiter = ',')]
    pub origins: Vec<Origin>,
    /// A folder with a packaged app to serve, and not the one built in.
    #[arg(long, value_name = "DIR", env = "CARRYOVER_APP")]
    pub app: Option<PathBuf>,
    /// For how many days what is added to no more is kept: a month of one scope goes, the plan stays. Devices keep theirs.
    /// Without it, everything is kept.
    #[arg(long, value_name = "N", env = "CARRYOVER_KEEP_DAYS", value_parser = clap::value_parser!(u32).range(1..))]
    pub keep_days: Option<u32>,
    /// How log lines are written. What is logged is chosen with RUST_LOG.
    #[arg(long, value_name = "FORMAT", env = "CARRYOVER_LOG", default_value = "text")]
    pub log: LogFormat,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines, one object a line.
    Json,
}

/// What [`serve`](crate::serve()) needs to know.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The addresses people open the app at; none for those of this machine at the listener's port.
    pub origins: Vec<Origin>,
    /// A folder with a packaged app, if it is not the one built in.
    pub app: Option<PathBuf>,
    /// For how many days pages are kept that are added to no more; none for good.
    pub keep_days: Option<u32>,
}

impl From<Args> for Config {
    fn from(args: Args) -> Self {
        Self { origins: args.origins, app: args.app, keep_days: args.keep_days }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn without_a_word_for_anything_else_it_serves() {
        let line = [
            "relay",
            "--data",
            "d",
            "--origin",
            "https://a.example,http://b.example:81",
            "--origin",
            "https://c.example",
        ];
        let Ok(Task::Serve { data, args }) = task(&line) else { panic!("it serves") };
        assert_eq!(data, PathBuf::from("d"));
        assert_eq!(args.listen.to_string(), "127.0.0.1:8440");
        let origins: Vec<String> = args.origins.iter().map(Origin::to_string).collect();
        assert_eq!(
            origins,
            ["https://a.example", "http://b.example:81", "https://c.example"],
            "one by one or with commas"
        );
    }

    #[test]
    fn looking_after_the_data_needs_to_know_where_it_is() {
        for line in [
            &["relay", "backup", "--data", "d", "file"][..],
            &["relay", "restore", "--data", "d", "file"],
            &["relay", "check", "--data", "d"],
            &["relay", "check", "file"],
        ] {
            assert!(matches!(task(line), Ok(Task::Care(_))), "{line:?}");
        }
        for line in [
            &["relay"][..],
            &["relay", "--listen", "127.0.0.1:1"],
            &["relay", "--data", "d", "--keep-days", "0"],
            &["relay", "backup", "file"],
            &["relay", "restore", "--data", "d"],
            &["relay", "check"],
            &["relay", "--data", "d", "check", "file"],
        ] {
            assert!(task(line).is_err(), "{line:?}");
        }
    }

    fn task(line: &[&str]) -> Result<Task, clap::Error> {
        CommandLine::try_parse_from(line).and_then(CommandLine::task)
    }
}
