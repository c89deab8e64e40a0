//! The record of a child in formats that others read: a table, FHIR, Automerge's own documents, everything in one file; and
//! tables of earlier notes coming in. `docs/formats.md` says what is in them.
//!
//! Where to start: [`Export`] goes through the records a slice at a time, so that a screen stays alive and whoever asked can
//! change their mind; `columns` and `fhir` are what becomes of one record; [`import`] is the way back.

mod about;
mod columns;
mod fhir;
pub mod import;
mod json;
mod manifest;
mod pages;
mod stamp;
mod table;
mod zip;

use shared::RecordId;
use shared::sync::device::{PageId, Team};

pub(crate) use about::{About, Whom};
use manifest::Counts;
pub use table::{NotATable, TABLE_LIMIT};

/// How many records are taken at a time.
const SLICE: usize = 200;

/// What an export is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table, one entry a line.
    Csv,
    /// The documents as Automerge saves them.
    Automerge,
    /// A FHIR R4 Bundle.
    Fhir,
    /// All of them, with a list of the files and a page to read first.
    Everything,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// As what.
    pub format: Format,
    /// Whether the person's private notes are in it.
    pub with_private: bool,
}

/// One file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, with `/` before what lies in a folder; it says nothing of the child.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An export under way.
#[derive(Debug)]
pub(crate) struct Export {
    about: About,
    wanted: Wanted,
    records: Vec<RecordId>,
    pages: Vec<PageId>,
    at: usize,
    entries: usize,
    csv: String,
    bundle: Option<fhir::Bundle>,
    files: Vec<File>,
}

impl Format {
    /// Whether it is several files.
    pub fn is_several(self) -> bool {
        self.has_pages()
    }

    fn has_table(self) -> bool {
        matches!(self, Self::Csv | Self::Everything)
    }

    fn has_bundle(self) -> bool {
        matches!(self, Self::Fhir | Self::Everything)
    }

    fn has_pages(self) -> bool {
        matches!(self, Self::Automerge | Self::Everything)
    }
}

impl Export {
    /// Begins one over the records in memory, which are all there are by then.
    pub(crate) fn begin(wanted: Wanted, about: About, team: &Team) -> Self {
        let is_in = |scope| about.scopes.contains(&scope);
        let format = wanted.format;
        let mut records: Vec<RecordId> = match format.has_table() || format.has_bundle() {
            true => team.rows().filter(|(scope, _)| is_in(*scope)).map(|(_, row)| row.id).collect(),
            false => Vec::new(),
        };
        records.sort_unstable();
        records.dedup();
        let pages = team.page_ids().filter(|page| format.has_pages() && is_in(page.scope)).collect();
        let bundle = format.has_bundle().then(|| fhir::Bundle::begin(&about, team));
        Self {
            about,
            wanted,
            records,
            pages,
            at: 0,
            entries: 0,
            csv: columns::head(),
            bundle,
            files: Vec::new(),
        }
    }

    /// How much is done, and how much there is.
    pub(crate) fn progress(&self) -> (usize, usize) {
        (self.at, self.records.len() + self.pages.len())
    }

    /// When it was asked for.
    pub(crate) fn made(&self) -> shared::Moment {
        self.about.made
    }

    /// Goes on with the next slice. Returns whether all is done.
    pub(crate) fn go_on(&mut self, team: &Team) -> bool {
        if self.at < self.records.len() {
            self.take_records(team);
        } else if let Some(page) = self.pages.get(self.at - self.records.len()) {
            self.files.extend(pages::file(team, *page));
            self.at += 1;
        }
        let (done, all) = self.progress();
        done >= all
    }

    fn take_records(&mut self, team: &Team) {
        let end = self.records.len().min(self.at + SLICE);
        for record in self.records.get(self.at..end).unwrap_or_default() {
            let found = team.row(*record).filter(|(scope, _)| self.about.scopes.contains(scope));
            let Some((scope, row)) = found else { continue };
            if columns::is_entry(row) && self.wanted.format.has_table() {
                self.entries += 1;
                columns::line(&mut self.csv, &self.about, scope, row);
            }
            if let Some(bundle) = &mut self.bundle {
                bundle.take(&self.about, team, row);
            }
        }
        self.at = end;
    }

    /// The files.
    pub(crate) fn finish(self) -> Vec<File> {
        let Self { about, wanted, records, pages, entries, csv, bundle, files: of_pages, .. } = self;
        let counts = Counts { records: records.len(), entries, pages: pages.len() };
        let file = |name: &str, bytes| File { name: name.to_owned(), bytes };
        let mut files = Vec::new();
        if wanted.format.has_table() {
            files.push(file("entries.csv", csv.into_bytes()));
        }
        files.extend(bundle.map(|bundle| file("bundle.json", bundle.finish(&about))));
        files.extend(of_pages);
        if wanted.format == Format::Everything {
            files.insert(0, manifest::read_me(&about));
            files.push(manifest::manifest(&about, counts, &files));
        }
        files
    }
}

/// Several files as one; none if they are more than such a file can hold.
pub fn zipped(files: &[File], made: shared::Moment) -> Option<Vec<u8>> {
    zip::zip(files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())), made)
}
