//! Pages as Automerge saves them, a file each: the records with all their history, also what this version does not know.

use shared::sync::device::{PageId, Team};

use super::File;

/// The file of a page in memory.
pub(crate) fn file(team: &Team, page: PageId) -> Option<File> {
    let bytes = team.saved_page(page)?;
    Some(File { name: name(page), bytes })
}

/// Scope, era and what the page is called: `pages/home-0-2026-11.automerge`.
fn name(PageId { scope, era, name }: PageId) -> String {
    format!("pages/{scope}-{era}-{name}.automerge")
}
