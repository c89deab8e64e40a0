//! What can be typed about exports and imports.

use std::path::PathBuf;

use carryover_core::export::Format;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// As what
    #[arg(long, value_enum)]
    pub(crate) format: As,
    /// Where to; a table or a bundle is printed without it. What is several files goes into a .zip, or documents into a folder
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// With your own private notes
    #[arg(long)]
    pub(crate) with_private: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// A table: UTF-8, columns named in its first line as in an export; at least at, and title or note
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Say what it would bring and write nothing; this is so without --yes, too
    #[arg(long, conflicts_with = "yes")]
    pub(crate) dry_run: bool,
    /// Write it
    #[arg(long)]
    pub(crate) yes: bool,
}

/// What an export is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum As {
    /// A table, one entry a line
    Csv,
    /// Automerge's own documents, with all history
    Automerge,
    /// A FHIR R4 Bundle
    Fhir,
    /// Everything in one file, with a list of what is in it
    Zip,
}

impl From<As> for Format {
    fn from(format: As) -> Self {
        match format {
            As::Csv => Self::Csv,
            As::Automerge => Self::Automerge,
            As::Fhir => Self::Fhir,
            As::Zip => Self::Everything,
        }
    }
}
