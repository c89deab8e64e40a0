//! What can be typed for photos of entries.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use shared::RecordId;

use super::Online;

/// Photos of entries.
#[derive(Debug, Subcommand)]
pub(crate) enum Photo {
    /// Add a picture (JPEG, PNG or WebP, at most 256 kB) to an entry; prints the photo's id; offline
    Add(Add),
    /// Print the photos of an entry; offline
    List {
        /// The entry's id
        record: RecordId,
    },
    /// Write a photo into a new file; it is fetched from the relay if it is not here
    Get(Get),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The entry's id
    pub(crate) record: RecordId,
    /// The picture; it is added as it is, with all that its file says
    pub(crate) file: PathBuf,
    /// What it shows, for whoever does not see it
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) shows: String,
}

#[derive(Debug, Args)]
pub(crate) struct Get {
    /// The photo's id
    pub(crate) photo: RecordId,
    /// The file to write
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) online: Online,
}
