//! The command line and the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use crate::origin::Origin;

/// Carries sealed entries between the devices of care teams. It cannot read them.
#[derive(Debug, Clone, Parser)]
#[command(name = "carryover-relay", version)]
pub struct Args {
    /// The folder that everything is kept in.
    #[arg(long, value_name = "DIR", env = "CARRYOVER_DATA")]
    pub data: PathBuf,
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
}

impl From<Args> for Config {
    fn from(args: Args) -> Self {
        Self { origins: args.origins, app: args.app }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn several_origins_are_given_one_by_one_or_with_commas() {
        let line = [
            "relay",
            "--data",
            "d",
            "--origin",
            "https://a.example,http://b.example:81",
            "--origin",
            "https://c.example",
        ];
        let args = Args::try_parse_from(line).expect("a sound line");
        let origins: Vec<String> = args.origins.iter().map(Origin::to_string).collect();
        assert_eq!(origins, ["https://a.example", "http://b.example:81", "https://c.example"]);
    }
}
