//! Taking everything along in formats that others read, and earlier notes that come in from a table.
//!
//! Where to start: [`leave`] makes a file a slice at a time; [`bring`] opens one and says first what it would bring.

mod bring;
mod leave;

use std::time::Duration;

use leptos::prelude::*;

use crate::desk::{desk, text};
use crate::dom::{El, el};
use crate::kit::sheet;

/// How long to wait for months that are being read from the store.
const READING: Duration = Duration::from_millis(50);

/// The sheet.
pub(crate) fn taking() -> El {
    let shell = desk().shell;
    let words = &text().taking;
    on_cleanup(move || {
        let put_away = move || {
            shell.act(|app, _, _| {
                app.put_export_away();
                app.put_import_away();
            });
        };
        queue_microtask(put_away);
    });
    sheet(words.title, "taking-sheet", |body| {
        body.add(el("p").add(words.about)).add(leave::leave()).add(bring::bring())
    })
}
