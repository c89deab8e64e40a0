//! The command line and the environment.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::{fs, io};

use clap::{CommandFactory, Parser, ValueEnum};
use shared::seal::hash;
use shared::sync::relay::Allowance;
use shared::wire::TOKEN_LIMIT;

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
    /// A file with a token that a device must say before a team is founded here; a line, spaces around it do not count.
    #[arg(long, value_name = "FILE", env = "CARRYOVER_ENROL_TOKEN_FILE", conflicts_with = "enrol_token")]
    pub enrol_token_file: Option<PathBuf>,
    /// The token itself, from the environment alone: what stands on a command line is seen by others.
    #[arg(long, hide = true, env = "CARRYOVER_ENROL_TOKEN", hide_env_values = true)]
    pub enrol_token: Option<String>,
    /// The megabytes of envelopes that one team may have.
    #[arg(long, value_name = "N", env = "CARRYOVER_TEAM_MEGABYTES", default_value_t = 1_024)]
    pub team_megabytes: u32,
    /// The envelopes that one team may have.
    #[arg(long, value_name = "N", env = "CARRYOVER_TEAM_ENVELOPES", default_value_t = 1_000_000)]
    pub team_envelopes: u64,
    /// The connections that may talk about one team.
    #[arg(long, value_name = "N", env = "CARRYOVER_TEAM_CONNECTIONS", default_value_t = 512)]
    pub team_connections: usize,
    /// The connections in all.
    #[arg(long, value_name = "N", env = "CARRYOVER_CONNECTIONS", default_value_t = 20_000)]
    pub connections: usize,
    /// Answer at `/metrics` with numbers: open to whoever reaches the relay.
    #[arg(long, env = "CARRYOVER_METRICS")]
    pub metrics: bool,
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
    /// What is allowed.
    pub allowance: Allowance,
    /// Whether numbers are told.
    pub metrics: bool,
}

/// The file with the token cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NoToken {
    /// It cannot be read.
    #[error("the token in {} cannot be read: {why}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// It is too short to be one, or too long to be said.
    #[error("the enrolment token must have {LEAST} to {TOKEN_LIMIT} bytes")]
    Unfit,
}

/// The shortest token: nobody tries that many.
const LEAST: usize = 12;

impl TryFrom<Args> for Config {
    type Error = NoToken;

    fn try_from(args: Args) -> Result<Self, NoToken> {
        let from_file =
            |file: PathBuf| fs::read_to_string(&file).map_err(|why| NoToken::Unreadable { file, why });
        let token = args.enrol_token_file.map(from_file).transpose()?.or(args.enrol_token);
        let is_unfit = |token: &String| !(LEAST..=TOKEN_LIMIT).contains(&token.trim().len());
        if token.as_ref().is_some_and(is_unfit) {
            return Err(NoToken::Unfit);
        }
        let allowance = Allowance {
            token: token.map(|token| hash(&[token.trim().as_bytes()])),
            team_bytes: u64::from(args.team_megabytes) << 20,
            team_envelopes: args.team_envelopes,
            team_connections: args.team_connections,
            connections: args.connections,
        };
        let Args { origins, app, keep_days, metrics, .. } = args;
        Ok(Self { origins, app, keep_days, allowance, metrics })
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
