//! Earlier notes out of a table: what they would become, and then all of them or none.

use std::path::Path;

use carryover_core::export::import::{Bad, Incoming, LINES_LIMIT, Problem, What, Why};
use carryover_core::export::{NotATable, TABLE_LIMIT};
use carryover_core::view::{ImportPreview, ImportView};

use super::{line, lines};
use crate::cli::export::Import;
use crate::failure::Failure;
use crate::file;
use crate::print;
use crate::run::Run;

pub(super) fn import(run: &mut Run, import: &Import) -> Result<String, Failure> {
    let bytes = file::read_up_to(&import.file, TABLE_LIMIT)?;
    run.with(|app, now, effects| app.look_at_table(now, bytes, effects));
    run.check()?;
    run.with(|app, now, _| app.import_on(now));
    let preview = match run.app().importing() {
        ImportView::Looked(preview) => preview,
        ImportView::Not(why) => return Err(refused(&import.file, &why)),
        ImportView::Nothing | ImportView::Reading | ImportView::Brought(_) => {
            return Err(Failure::NotAllRead);
        }
    };
    let told = told(&preview);
    if !import.yes {
        return Ok(told + &line("nothing was written; do it with --yes"));
    }
    run.with(|app, now, effects| app.bring_in(now, effects));
    run.check()?;
    match run.app().importing() {
        ImportView::Brought(entries) => Ok(told + &line(format!("brought in {entries} entries"))),
        ImportView::Not(why) => Err(refused(&import.file, &why)),
        ImportView::Nothing | ImportView::Reading | ImportView::Looked(_) => Err(Failure::NotDurable),
    }
}

fn told(preview: &ImportPreview) -> String {
    let ImportPreview { new, known, private, span, first, left_out, unused } = preview;
    let mut said = vec![format!("new {new}, here already {known}, private {private}")];
    said.extend(span.map(|(from, to)| format!("from {} to {}", from.date(), to.date())));
    said.extend(first.iter().map(shown));
    said.extend(left_out.iter().map(|(kind, often)| format!("left out: {often} × {kind}")));
    said.extend(unused.iter().map(|column| format!("not used: column {column}")));
    lines(said.iter().map(|line| print::one_line(line)))
}

fn shown(incoming: &Incoming) -> String {
    let kind = match &incoming.what {
        What::Activity(_) => "activity",
        What::Note(_) => "note",
    };
    let says: String = incoming.what.says().chars().take(60).collect();
    format!("line {}: {kind} {} {says}", incoming.line, incoming.what.at().date())
}

/// All that is wrong, on the one line that a failure has.
fn refused(path: &Path, why: &Problem) -> Failure {
    let why = match why {
        Problem::NotATable(NotATable::TooLong) => "longer than 16 MB: split it".to_owned(),
        Problem::NotATable(NotATable::NotUtf8) => "save it as CSV in UTF-8".to_owned(),
        Problem::NotATable(NotATable::OpenQuote(line)) => format!("line {line}: a quote that does not end"),
        Problem::NotATable(NotATable::AfterQuote(line)) => {
            format!("line {line}: something follows the end of a text in quotes")
        }
        Problem::NoNames => "its first line must name the columns: at, and title or note".to_owned(),
        Problem::Nothing => "there is nothing in it".to_owned(),
        Problem::TooMany => format!("more than {LINES_LIMIT} lines: split it"),
        Problem::NotAllowed => {
            "there is nothing that you may write here, or private notes have not begun".to_owned()
        }
        Problem::Bad(bad) => bad.iter().map(bad_cell).collect::<Vec<_>>().join("; "),
    };
    Failure::NotImported { path: path.to_owned(), why: print::one_line(&why) }
}

fn bad_cell(Bad { line, column, why }: &Bad) -> String {
    let why = match why {
        Why::Empty => "must not be empty".to_owned(),
        Why::NotATime => "write a day, or day and time, such as 2026-11-03 17:30".to_owned(),
        Why::NotYet => "is after today".to_owned(),
        Why::NotAWord(known) => format!("use one of: {known}"),
        Why::NotANumber(most) => format!("a whole number from 0 to {most}"),
        Why::TooLong(limit) => format!("longer than {limit} bytes"),
        Why::Twice => "another line has this id".to_owned(),
        Why::NoName => "this column has no name in the first line".to_owned(),
    };
    format!("line {line}, {column}: {why}")
}
