//! What leaves Carryover, opened by programs that are not ours: FHIR by `fhirbolt`, a zip by `zip`, pages by the Automerge
//! crate and, where it is installed (`cargo xtask test` does), by the official JavaScript library.

mod bundle;
mod pages;
mod zipped;

use carryover_core::Intent;
use carryover_core::export::{File, Format};
use carryover_core::sample::year::Size;
use carryover_core::view::ExportView;
use carryover_core::{Language, export};
use carryover_tests::year::{MemoryApp, YearFile};
use shared::Moment;
use shared::storage::MemoryStore;

/// A Tuesday, 17:30 in New York.
const NOW: Moment = Moment { unix_ms: 1_795_559_400_000, offset_min: -300 };

/// The sample child.
fn sample(language: Language) -> MemoryApp {
    let mut app = MemoryApp::start(MemoryStore::default(), NOW, 1);
    app.ask(Intent::Explore { language });
    app
}

/// A made-up year of this size, restored.
fn year(size: Size) -> MemoryApp {
    let mut app = MemoryApp::start(MemoryStore::default(), NOW, 1);
    app.restore(&YearFile::new(NOW, size));
    app.again(2)
}

#[test]
fn an_export_goes_on_slice_by_slice_and_can_be_put_away_at_any_of_them() {
    let mut app = year(Size { weeks: 8, entries: 400, taps: 600 });
    let whole = app.export(Format::Everything, false);
    let slices = app.slices(Format::Everything);
    assert!(slices > 5, "{slices} slices");
    for stop_after in 0..slices {
        app.begins_and_stops(Format::Everything, stop_after);
        assert_eq!(app.app.exporting(), ExportView::Nothing);
        assert!(app.app.take_export().is_none());
    }
    assert_eq!(app.export(Format::Everything, false), whole, "the next one is whole");
}

/// The only file of such an export, as text.
fn text(app: &mut MemoryApp, format: Format) -> String {
    let files = app.export(format, false);
    let [File { bytes, .. }] = files.as_slice() else { panic!("{} files", files.len()) };
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

/// Everything, in one file.
fn everything(app: &mut MemoryApp) -> (Vec<File>, Vec<u8>) {
    let files = app.export(Format::Everything, false);
    let zip = export::zipped(&files, NOW).expect("a zip");
    (files, zip)
}
