//! A table as Apache Parquet: a row group for every so many rows, every column optional.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::{Cell, Column, Kind, Sheet, Table};

/// Rows of a row group.
const GROUP_ROWS: usize = 10_000;

pub(super) struct ParquetSheet {
    columns: &'static [Column],
    writer: SerializedFileWriter<Box<dyn Write + Send>>,
    rows: Vec<Vec<Cell>>,
}

impl ParquetSheet {
    pub(super) fn new(table: Table, out: Box<dyn Write + Send>) -> io::Result<Self> {
        let columns = table.columns();
        let fields = columns.iter().map(field).collect::<Result<_, _>>()?;
        let schema = Type::group_type_builder(table.name()).with_fields(fields).build()?;
        let properties = Arc::new(WriterProperties::builder().build());
        let writer = SerializedFileWriter::new(out, Arc::new(schema), properties)?;
        Ok(Self { columns, writer, rows: Vec::new() })
    }

    fn write_group(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        let mut group = self.writer.next_row_group()?;
        for (idx, column) in self.columns.iter().enumerate() {
            let cells = rows.iter().map(|row| &row[idx]);
            write_column(&mut group, column.kind, cells)?;
        }
        group.close()?;
        Ok(())
    }
}

fn field(column: &Column) -> Result<Arc<Type>, parquet::errors::ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Whole => (Physical::INT64, None),
        Kind::Real => (Physical::DOUBLE, None),
        Kind::Flag => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(field))
}

fn write_column<'a>(
    group: &mut SerializedRowGroupWriter<'_, Box<dyn Write + Send>>,
    kind: Kind,
    cells: impl Iterator<Item = &'a Cell> + Clone,
) -> io::Result<()> {
    let levels: Vec<i16> = cells.clone().map(|it| i16::from(*it != Cell::Empty)).collect();
    let Some(mut writer) = group.next_column()? else { return Ok(()) };
    match kind {
        Kind::Text => {
            let text = |it: &Cell| match it {
                Cell::Text(it) => Some(ByteArray::from(it.as_str())),
                _ => None,
            };
            let values: Vec<ByteArray> = cells.filter_map(text).collect();
            writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
        Kind::Whole => {
            let whole = |it: &Cell| if let Cell::Whole(it) = it { Some(*it) } else { None };
            let values: Vec<i64> = cells.filter_map(whole).collect();
            writer.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
        }
        Kind::Real => {
            let real = |it: &Cell| if let Cell::Real(it) = it { Some(*it) } else { None };
            let values: Vec<f64> = cells.filter_map(real).collect();
            writer.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
        }
        Kind::Flag => {
            let flag = |it: &Cell| if let Cell::Flag(it) = it { Some(*it) } else { None };
            let values: Vec<bool> = cells.filter_map(flag).collect();
            writer.typed::<BoolType>().write_batch(&values, Some(&levels), None)?;
        }
    }
    writer.close()?;
    Ok(())
}

impl Sheet for ParquetSheet {
    fn row(&mut self, cells: Vec<Cell>) -> io::Result<()> {
        self.rows.push(cells);
        if self.rows.len() == GROUP_ROWS { self.write_group() } else { Ok(()) }
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        if !self.rows.is_empty() {
            self.write_group()?;
        }
        self.writer.close()?;
        Ok(())
    }
}
