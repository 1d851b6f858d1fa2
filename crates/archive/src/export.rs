//! Tidy tables out of the archive: one row for one thing, each column documented.
//!
//! Rows are made from places in the texts while they are written, so that memory does not grow
//! with the archive. The same archive gives the same bytes.

mod csv_form;
mod json_form;
#[cfg(feature = "parquet")]
mod parquet_form;
mod rows;
mod tables;

use std::io::Write;
use std::path::Path;

pub use tables::{Column, Kind, Table, describe};

use crate::{Archive, Error};

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known, or not said.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number.
    Real(f64),
    /// Yes or no.
    Flag(bool),
}

/// Forms of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// RFC 4180 with a line of column names.
    Csv,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// The ending of files of this form.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}

/// Takes the rows of one table.
pub(crate) trait Sheet {
    /// Writes one row, a cell for each column.
    fn row(&mut self, cells: Vec<Cell>) -> std::io::Result<()>;
    /// Writes what is left.
    fn end(self: Box<Self>) -> std::io::Result<()>;
}

/// Writes one table. `to` names where it goes, for messages. Says how many rows there are.
///
/// # Errors
/// If the archive cannot be read or the table cannot be written.
pub fn export(
    archive: &Archive,
    table: Table,
    format: Format,
    out: Box<dyn Write + Send>,
    to: &Path,
) -> Result<u64, Error> {
    let failed = |it| Error::file(to, it);
    let columns = table.columns();
    let mut sheet: Box<dyn Sheet> = match format {
        Format::Jsonl => Box::new(json_form::JsonSheet::new(columns, out)),
        Format::Csv => Box::new(csv_form::CsvSheet::new(columns, out).map_err(failed)?),
        #[cfg(feature = "parquet")]
        Format::Parquet => Box::new(parquet_form::ParquetSheet::new(table, out).map_err(failed)?),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => {
            let reason = "this build writes no Parquet; build with `--features parquet`, or take \
                          jsonl or csv";
            return Err(failed(std::io::Error::other(reason)));
        }
    };
    let mut n_rows = 0;
    rows::each(archive, table, &mut |cells| {
        debug_assert_eq!(cells.len(), columns.len());
        n_rows += 1;
        sheet.row(cells).map_err(failed)
    })?;
    sheet.end().map_err(failed)?;
    Ok(n_rows)
}
