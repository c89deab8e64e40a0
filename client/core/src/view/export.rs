//! Taking everything along, and earlier notes that come in from a table.

use shared::Moment;

use crate::export::import::{Incoming, Problem};

/// How far an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExportView {
    /// None was asked for.
    #[default]
    Nothing,
    /// It is being made.
    UnderWay {
        /// How many records and pages are done.
        done: usize,
        /// Of how many; none while earlier months are still being read.
        all: usize,
    },
    /// It is ready: [`App::take_export`](crate::App::take_export).
    Ready {
        /// Its length.
        bytes: usize,
    },
}

/// How it stands with a table that was opened.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ImportView {
    /// None was.
    #[default]
    Nothing,
    /// It is being looked at.
    Reading,
    /// What it would bring.
    Looked(ImportPreview),
    /// Nothing of it can come in.
    Not(Problem),
    /// So many entries came in.
    Brought(usize),
}

/// What a table would bring.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportPreview {
    /// How many entries.
    pub new: usize,
    /// How many lines are here already.
    pub known: usize,
    /// How many of the new ones are for the person alone.
    pub private: usize,
    /// From when to when.
    pub span: Option<(Moment, Moment)>,
    /// The first few of them.
    pub first: Vec<Incoming>,
    /// Kinds of lines that stay out, and how many of each.
    pub left_out: Vec<(String, usize)>,
    /// Columns that nothing is made of.
    pub unused: Vec<String>,
}
