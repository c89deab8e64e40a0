//! How much a browser may download for the whole app. The one place of these numbers.

use crate::failure::{Failure, Outcome};
use crate::report::grouped;

/// What the app should come down to, all files together, as brotli sends them.
pub(crate) const DOWNLOAD_GOAL_BYTES: usize = 450_000;
/// What it may not exceed meanwhile: two percent above what it is, because compilers differ by as much. It was 547 kB before
/// the keys for who reads what, the recovery sheet and the screens for them came: 50 kB; the records of daily care and the
/// screens to count, read, teach, ask, set goals and choose came to 78 kB; photos, short codes, the history of a record, words
/// explained and own cards to 52 kB; what helps, goal charts, exports and tables coming in to 72 kB. What only clinicians open
/// belongs beside the app, loaded when it is opened, as the reader of codes is.
pub(crate) const DOWNLOAD_BUDGET_BYTES: usize = 848_000;

/// What the reader of codes may come to. A browser loads it when somebody scans and has none of its own; the worker keeps it, so
/// that it is there without a connection.
pub(crate) const READER_BUDGET_BYTES: usize = 90_000;

/// Fails above a budget, saying by how much; above the goal it says how far that is.
pub(crate) fn check(downloaded_bytes: usize, reader_bytes: usize) -> Outcome {
    if reader_bytes > READER_BUDGET_BYTES {
        let (is, may) = (grouped(reader_bytes), grouped(READER_BUDGET_BYTES));
        return Err(Failure::new(format!("The reader of codes is over its budget: {is} of {may} bytes.")));
    }
    let is = grouped(downloaded_bytes);
    if downloaded_bytes > DOWNLOAD_BUDGET_BYTES {
        let over = grouped(downloaded_bytes - DOWNLOAD_BUDGET_BYTES);
        let may = grouped(DOWNLOAD_BUDGET_BYTES);
        return Err(Failure::new(format!(
            "The app is {over} bytes over its budget: {is} of {may} bytes to download."
        )));
    }
    if downloaded_bytes > DOWNLOAD_GOAL_BYTES {
        let over = grouped(downloaded_bytes - DOWNLOAD_GOAL_BYTES);
        println!("The goal of {} bytes is still {over} bytes away.", grouped(DOWNLOAD_GOAL_BYTES));
    }
    Ok(())
}
