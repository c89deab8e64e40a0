//! How much a browser may download for the whole app. The one place of that number.

use crate::failure::{Failure, Outcome};
use crate::report::grouped;

/// All files of the packaged app together, as brotli sends them.
pub(crate) const DOWNLOAD_BUDGET_BYTES: usize = 450_000;

/// Fails above the budget, saying by how much.
pub(crate) fn check(downloaded_bytes: usize) -> Outcome {
    if downloaded_bytes <= DOWNLOAD_BUDGET_BYTES {
        return Ok(());
    }
    let over = grouped(downloaded_bytes - DOWNLOAD_BUDGET_BYTES);
    let (is, may) = (grouped(downloaded_bytes), grouped(DOWNLOAD_BUDGET_BYTES));
    Err(Failure::new(format!("The app is {over} bytes over its budget: {is} of {may} bytes to download.")))
}
