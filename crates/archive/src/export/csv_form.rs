//! A table as CSV. Cells that a spreadsheet would take for a formula begin with an apostrophe.

use std::io::{self, Write};

use super::{Cell, Column, Sheet};

pub(super) struct CsvSheet {
    writer: csv::Writer<Box<dyn Write + Send>>,
}

impl CsvSheet {
    pub(super) fn new(columns: &'static [Column], out: Box<dyn Write + Send>) -> io::Result<Self> {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        writer.write_record(columns.iter().map(|it| it.name))?;
        Ok(Self { writer })
    }
}

impl Sheet for CsvSheet {
    fn row(&mut self, cells: Vec<Cell>) -> io::Result<()> {
        let text = |cell: Cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(it) => inert(it),
            Cell::Whole(it) => it.to_string(),
            Cell::Real(it) => it.to_string(),
            Cell::Flag(it) => it.to_string(),
        };
        Ok(self.writer.write_record(cells.into_iter().map(text))?)
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.writer.flush()
    }
}

/// A cell that no spreadsheet takes for a formula: `"=1+1" -> "'=1+1"`.
fn inert(cell: String) -> String {
    match cell.trim_start_matches(' ').chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{cell}")
        }
        _ => cell,
    }
}
