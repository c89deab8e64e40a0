//! Tables as text, as RFC 4180 has them: UTF-8, CRLF, quotes where they are needed. Knows nothing of what they say.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@` or a control character for a formula. Such a text is
//! written with an apostrophe before it, and so is one that has such an apostrophe already; reading takes exactly one away
//! again. So every text comes back as it was, and none is carried out.

use std::borrow::Cow;

/// So that spreadsheets read accents; taken away when reading.
pub(crate) const MARK: &str = "\u{feff}";
/// The longest table that is read, in bytes.
pub const TABLE_LIMIT: usize = 16 << 20;

/// A line of a table with the number it has in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Where it begins, from 1; a text may go over several lines of the file.
    pub(crate) number: usize,
    /// Its cells.
    pub(crate) cells: Vec<String>,
}

/// Why a file is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotATable {
    /// It is longer than [`TABLE_LIMIT`].
    TooLong,
    /// Its letters are not UTF-8.
    NotUtf8,
    /// A text in quotes that begins in this line does not end.
    OpenQuote(usize),
    /// Something follows the end of a text in quotes in this line.
    AfterQuote(usize),
}

/// Writes a line.
pub(crate) fn write(out: &mut String, cells: &[Cow<'_, str>]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let quoted = cell.contains([',', '"', '\r', '\n', ';', '\t']) || cell.trim().len() < cell.len();
        if quoted {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

/// A text as no spreadsheet takes it for a formula.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(["'", text].concat()) } else { Cow::Borrowed(text) }
}

/// A text as it was before it was guarded.
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

/// Whether a spreadsheet might take it for a formula, or it was guarded already.
fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches('\'').chars().next();
    first.is_some_and(|first| first.is_control() || "=+-@＝＋－＠".contains(first))
}

/// Reads a table whose cells are kept apart by commas, or by semicolons or tabs where its first line has more of those.
/// Empty lines are passed over.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Line>, NotATable> {
    if bytes.len() > TABLE_LIMIT {
        return Err(NotATable::TooLong);
    }
    let text = core::str::from_utf8(bytes).map_err(|_| NotATable::NotUtf8)?;
    let text = text.strip_prefix(MARK).unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let often = |separator: &char| first.matches(*separator).count();
    // Of several that are there equally often the comma is last, and `max_by_key` takes the last.
    let separator = [';', '\t', ','].into_iter().max_by_key(often).unwrap_or(',');
    Reader { rest: text, number: 1, separator }.lines()
}

struct Reader<'a> {
    rest: &'a str,
    number: usize,
    separator: char,
}

/// What ended a cell.
#[derive(PartialEq, Eq)]
enum End {
    Cell,
    Line,
    File,
}

impl Reader<'_> {
    fn lines(mut self) -> Result<Vec<Line>, NotATable> {
        let mut lines = Vec::new();
        while !self.rest.is_empty() {
            let mut line = Line { number: self.number, cells: Vec::new() };
            loop {
                let (cell, end) = self.cell()?;
                line.cells.push(cell);
                if end != End::Cell {
                    break;
                }
            }
            if line.cells.iter().any(|cell| !cell.is_empty()) {
                lines.push(line);
            }
        }
        Ok(lines)
    }

    fn cell(&mut self) -> Result<(String, End), NotATable> {
        match self.rest.strip_prefix('"') {
            Some(rest) => {
                self.rest = rest;
                self.quoted()
            }
            None => {
                let separator = self.separator;
                let end = self.rest.find([separator, '\r', '\n']).unwrap_or(self.rest.len());
                let (cell, rest) = self.rest.split_at(end);
                self.rest = rest;
                let cell = cell.to_owned();
                self.end().map(|end| (cell, end)).ok_or(NotATable::AfterQuote(self.number))
            }
        }
    }

    fn quoted(&mut self) -> Result<(String, End), NotATable> {
        let (begun, mut cell) = (self.number, String::new());
        loop {
            let end = self.rest.find('"').ok_or(NotATable::OpenQuote(begun))?;
            let (part, rest) = self.rest.split_at(end);
            self.number += part.matches('\n').count();
            cell.push_str(part);
            self.rest = rest.strip_prefix('"').unwrap_or(rest);
            match self.rest.strip_prefix('"') {
                Some(rest) => {
                    cell.push('"');
                    self.rest = rest;
                }
                None => break,
            }
        }
        self.end().map(|end| (cell, end)).ok_or(NotATable::AfterQuote(self.number))
    }

    /// Takes what ends a cell; none if something else is there.
    fn end(&mut self) -> Option<End> {
        let ends: [(&str, End); 3] = [("\r\n", End::Line), ("\n", End::Line), ("\r", End::Line)];
        if self.rest.is_empty() {
            return Some(End::File);
        }
        if let Some(rest) = self.rest.strip_prefix(self.separator) {
            self.rest = rest;
            return Some(End::Cell);
        }
        for (ending, end) in ends {
            if let Some(rest) = self.rest.strip_prefix(ending) {
                (self.rest, self.number) = (rest, self.number + 1);
                return Some(end);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text.as_bytes()).expect("a table").into_iter().map(|line| line.cells).collect()
    }

    #[test]
    fn a_table_is_read_as_spreadsheets_write_it() {
        assert_eq!(cells("a,b\r\n\"x, \"\"y\"\"\",2\r\n\r\n"), [["a", "b"], ["x, \"y\"", "2"]]);
        assert_eq!(cells("\u{feff}a;b\n1,5;2"), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(cells("a\tb\r1\t2"), [["a", "b"], ["1", "2"]]);
        assert_eq!(cells("a,b\n,\n1,"), [["a", "b"], ["1", ""]], "an empty line says nothing");
        let lines = read(b"a\n\"one\ntwo\"\nthree").expect("a table");
        assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 2, 4]);
    }

    #[test]
    fn what_is_no_table_says_where() {
        assert_eq!(read(b"a\n\"b\nc"), Err(NotATable::OpenQuote(2)));
        assert_eq!(read(b"a\nx,\"b\"c"), Err(NotATable::AfterQuote(2)));
        assert_eq!(read(b"a\xff"), Err(NotATable::NotUtf8));
        assert_eq!(read(&vec![b'a'; TABLE_LIMIT + 1]), Err(NotATable::TooLong));
    }

    #[test]
    fn nothing_is_a_formula_and_an_apostrophe_stays() {
        for text in ["=1+1", "+1", "-1", "@a", "\tx", "\r", "'=1", "''-", "＝1"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "a=1", "'tis so", "1-2", "’"] {
            assert_eq!((guarded(text).as_ref(), unguarded(text)), (text, text));
        }
        assert_eq!(unguarded("'=1"), "=1");
    }

    proptest! {
        #[test]
        fn what_is_guarded_comes_back(text in "('|=|-|\\+|@|\t|.){0,6}") {
            let safe = guarded(&text);
            prop_assert_eq!(unguarded(&safe), text.as_str());
            prop_assert!(!safe.starts_with(['=', '+', '-', '@', '\t', '\r']), "{}", safe);
        }

        #[test]
        fn a_table_comes_back(rows in prop::collection::vec(prop::collection::vec("[a,;\"\r\n\t é=]{0,5}", 3..4), 1..6)) {
            let rows: Vec<Vec<String>> = std::iter::once(["x", "y", "z"].map(str::to_owned).to_vec()).chain(rows).collect();
            let mut text = MARK.to_owned();
            for row in &rows {
                write(&mut text, &row.iter().map(|cell| Cow::Borrowed(cell.as_str())).collect::<Vec<_>>());
            }
            let said: Vec<_> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
            prop_assert_eq!(cells(&text), said);
        }

        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>, text in "[a,;\"\r\n\t]{0,40}") {
            let _ = (read(&bytes), read(text.as_bytes()));
        }
    }
}
