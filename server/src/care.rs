//! Looking after the data: what `backup`, `restore` and `check` do and print.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Subcommand;

use crate::clock;
use crate::store::{
    BackupFailure, Findings, OpenFailure, Problem, RestoreFailure, backup, check_at, restore,
};

/// What is done with the data.
#[derive(Debug, Clone, Subcommand)]
pub enum Care {
    /// Copies all of the data into one new file. A relay may run on it.
    Backup {
        /// The folder that everything is kept in.
        #[arg(long, value_name = "DIR", env = "CARRYOVER_DATA")]
        data: PathBuf,
        /// The file to make.
        #[arg(value_name = "TO_FILE")]
        to: PathBuf,
    },
    /// Puts a backup in the place of the data, after reading it through; the data is set aside. No relay may run on it.
    Restore {
        /// The folder that everything is kept in; made if it is not there.
        #[arg(long, value_name = "DIR", env = "CARRYOVER_DATA")]
        data: PathBuf,
        /// The backup.
        #[arg(value_name = "FROM_FILE")]
        from: PathBuf,
    },
    /// Reads everything through: the file, each team's chain, each envelope's signature and place. A relay may run on it.
    Check {
        /// The folder that everything is kept in.
        #[arg(long, value_name = "DIR", env = "CARRYOVER_DATA", required_unless_present = "file")]
        data: Option<PathBuf>,
        /// A backup to read, and not the folder.
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
}

/// Why it was not done, or what was found.
#[derive(Debug, thiserror::Error)]
pub enum CareFailure {
    /// There is no backup.
    #[error(transparent)]
    Backup(#[from] BackupFailure),
    /// The data is what it was.
    #[error(transparent)]
    Restore(#[from] RestoreFailure),
    /// The data cannot be read.
    #[error(transparent)]
    Open(#[from] OpenFailure),
    /// Something is wrong with the data.
    #[error(
        "problems found: {0}; keep this data, and see \"When something is wrong\" in docs/running-a-relay.md"
    )]
    Problems(u64),
    /// What there is to say cannot be printed.
    #[error("cannot print: {0}")]
    Print(#[from] io::Error),
}

impl Care {
    /// Does it, and prints what came of it.
    pub fn perform(&self, out: &mut dyn Write) -> Result<(), CareFailure> {
        match self {
            Self::Backup { data, to } => {
                let bytes = backup(data, to)?;
                writeln!(out, "{} holds all data: {bytes} bytes", to.display())?;
            }
            Self::Restore { data, from } => {
                let now_ms = clock::now_ms();
                let ending = format!(".before-{}", clock::stamp(now_ms));
                let restored = restore(data, from, &ending, now_ms, &mut |problem| print(out, problem))?;
                if let Some(aside) = restored.aside {
                    writeln!(out, "what was there is kept as {}", aside.display())?;
                }
                writeln!(out, "restored: {}", counted(&restored.findings))?;
            }
            Self::Check { data, file } => {
                let place = file.as_ref().or(data.as_ref()).cloned().unwrap_or_default();
                let findings = check_at(&place, &mut |problem| print(out, problem))?;
                writeln!(out, "read: {}", counted(&findings))?;
                if findings.problems > 0 {
                    return Err(CareFailure::Problems(findings.problems));
                }
            }
        }
        Ok(())
    }
}

/// Nobody listening is no reason to stop: the exit code tells too.
fn print(out: &mut dyn Write, problem: &Problem) {
    let _ = writeln!(out, "{problem}");
}

fn counted(findings: &Findings) -> String {
    let Findings { teams, operations, sealed_keys, logs, envelopes, set_aside, dropped, parts, problems } =
        findings;
    format!(
        "teams {teams}, operations {operations}, sealed keys {sealed_keys}, parts of photos {parts}, logs {logs}, envelopes {envelopes} \
         (set aside {set_aside}, dropped {dropped}), problems {problems}"
    )
}
