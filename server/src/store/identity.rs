//! Who this relay is to its devices: the key that it signs receipts with, and whether its data was restored.
//!
//! Both are kept with the data. A backup takes the key along, so that a restored relay knows its own receipts; an empty
//! folder is a relay that nobody knows.

use rusqlite::{Connection, OptionalExtension, params};

use super::OpenFailure;

/// Who this relay is.
#[derive(Clone, Copy)]
pub(crate) struct Identity {
    /// What its key follows from.
    pub(crate) secret: [u8; 32],
    /// When its data was restored, if it was.
    pub(crate) restored_ms: Option<i64>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("restored_ms", &self.restored_ms).finish_non_exhaustive()
    }
}

/// Reads it, and makes it at the first start.
pub(super) fn identity(connection: &Connection) -> Result<Identity, OpenFailure> {
    let read = |row: &rusqlite::Row<'_>| Ok(Identity { secret: row.get(0)?, restored_ms: row.get(1)? });
    if let Some(known) = connection.query_row("SELECT secret, restored_ms FROM relay", [], read).optional()? {
        return Ok(known);
    }
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(OpenFailure::Randomness)?;
    connection.execute("INSERT INTO relay (one, secret) VALUES (1, ?)", params![secret])?;
    Ok(Identity { secret, restored_ms: None })
}

/// Notes that this is a backup that took the place of the data. Where there is no key yet, no device has a receipt, and
/// there is nothing to wait for.
pub(super) fn mark_restored(connection: &Connection, now_ms: i64) -> rusqlite::Result<()> {
    connection.execute("UPDATE relay SET restored_ms = ?", params![now_ms]).map(drop)
}
