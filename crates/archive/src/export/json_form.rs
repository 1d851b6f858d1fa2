//! A table as JSON Lines: one object a row, every column in every row.

use std::io::{self, Write};

use serde::Serializer as _;
use serde::ser::SerializeMap as _;

use super::{Cell, Column, Sheet};

pub(super) struct JsonSheet {
    columns: &'static [Column],
    out: Box<dyn Write + Send>,
}

impl JsonSheet {
    pub(super) fn new(columns: &'static [Column], out: Box<dyn Write + Send>) -> Self {
        Self { columns, out }
    }
}

impl Sheet for JsonSheet {
    fn row(&mut self, cells: Vec<Cell>) -> io::Result<()> {
        let mut serializer = serde_json::Serializer::new(&mut self.out);
        let mut map = serializer.serialize_map(Some(cells.len()))?;
        for (column, cell) in self.columns.iter().zip(&cells) {
            match cell {
                Cell::Empty => map.serialize_entry(column.name, &None::<i64>),
                Cell::Text(it) => map.serialize_entry(column.name, it),
                Cell::Whole(it) => map.serialize_entry(column.name, it),
                Cell::Real(it) => map.serialize_entry(column.name, it),
                Cell::Flag(it) => map.serialize_entry(column.name, it),
            }?;
        }
        map.end()?;
        self.out.write_all(b"\n")
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
