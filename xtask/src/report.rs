//! What was packaged, as a table: each file, its bytes, and its bytes on the wire.

use std::path::Path;

use crate::budget::{DOWNLOAD_BUDGET_BYTES, READER_BUDGET_BYTES};
use crate::failure::Outcome;
use crate::places;

/// One file of the packaged app.
pub(crate) struct Row {
    name: String,
    raw_bytes: usize,
    brotli_bytes: Option<usize>,
}

impl Row {
    fn is_readers(&self) -> bool {
        ["scan.", "reader."].iter().any(|name| self.name.starts_with(name))
    }

    /// A file without a compressed twin travels as it is.
    fn sent_bytes(&self) -> usize {
        self.brotli_bytes.unwrap_or(self.raw_bytes)
    }
}

/// The files of a packaged app, largest download first.
pub(crate) fn rows(folder: &Path) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for path in places::list(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".br") {
            continue;
        }
        let twin = folder.join(format!("{name}.br"));
        let brotli_bytes = twin.exists().then(|| places::read(&twin)).transpose()?.map(|bytes| bytes.len());
        rows.push(Row { name, raw_bytes: places::read(&path)?.len(), brotli_bytes });
    }
    rows.sort_by(|a, b| b.sent_bytes().cmp(&a.sent_bytes()).then(a.name.cmp(&b.name)));
    Ok(rows)
}

/// What a browser downloads for the app.
pub(crate) fn first_bytes(rows: &[Row]) -> usize {
    rows.iter().filter(|row| !row.is_readers()).map(Row::sent_bytes).sum()
}

/// What the reader of codes comes to, which is loaded when somebody scans and kept for that.
pub(crate) fn reader_bytes(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.is_readers()).map(Row::sent_bytes).sum()
}

/// Prints the table and the total against the budget.
pub(crate) fn print(rows: &[Row]) {
    println!("{:<40} {:>12} {:>12}", "file", "raw bytes", "brotli bytes");
    for row in rows {
        let brotli = row.brotli_bytes.map_or_else(|| "as it is".to_owned(), grouped);
        println!("{:<40} {:>12} {:>12}", row.name, grouped(row.raw_bytes), brotli);
    }
    let (total, budget) = (grouped(first_bytes(rows)), grouped(DOWNLOAD_BUDGET_BYTES));
    println!("A browser downloads {total} bytes in brotli; the budget is {budget}.");
    let (reader, budget) = (grouped(reader_bytes(rows)), grouped(READER_BUDGET_BYTES));
    println!("The reader of codes comes to {reader} beside that; its budget is {budget}.");
}

/// 450000 as `450,000`.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(450_000), "450,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
