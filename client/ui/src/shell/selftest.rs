//! The storage conformance script against this browser's IndexedDB: open the page with `#selftest-store`, and
//! `data-selftest` on the page's root becomes `passed` or the sentence that does not hold.
//!
//! Part of what is shipped: it is small, a build of its own would test another binary than people run, and anybody
//! can ask their own browser. It touches nothing but a scratch database, which it takes away again.

use leptos::prelude::*;
use shared::storage::conformance;
use wasm_bindgen_futures::spawn_local;

use super::store::Database;

const DATABASE: &str = "carryover-selftest";

/// Runs the script if the address asks for it; says whether it does.
pub(super) fn run_if_asked() -> bool {
    let is_asked = location_hash().as_deref() == Some("selftest-store");
    if is_asked {
        spawn_local(async {
            let failed = first_failure().await;
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute("data-selftest", failed.unwrap_or("passed"));
            }
        });
    }
    is_asked
}

async fn first_failure() -> Option<&'static str> {
    // The first batch of a store must find it empty; a deletion that is ordered first is done first.
    delete();
    let database = Database::new(DATABASE);
    let mut failed = None;
    for step in conformance::steps() {
        let answer = database.write(&step.batch).await;
        let rows = database.read(&step.reads).await;
        if answer != step.answer || rows.as_ref() != Ok(&step.rows) {
            failed = Some(step.shows);
            break;
        }
    }
    database.leave();
    delete();
    failed
}

fn delete() {
    if let Ok(Some(factory)) = window().indexed_db() {
        let _ = factory.delete_database(DATABASE);
    }
}
