//! `twicetold archive export`: tables to files.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context as _, bail};
use archive::Archive;
use archive::export::{self, Format, Table};

use crate::args::batch::{ExportArguments, TableFormat};
use crate::output::Output;

pub(crate) fn run(arguments: &ExportArguments) -> anyhow::Result<()> {
    if arguments.columns {
        return Output::standard().write(export::describe().as_bytes());
    }
    let archive = Archive::read(&arguments.archive.archive)?;
    let format = match arguments.format {
        TableFormat::Jsonl => Format::Jsonl,
        TableFormat::Csv => Format::Csv,
        TableFormat::Parquet => Format::Parquet,
    };
    match (&arguments.out, &arguments.table[..]) {
        (None, [table]) => {
            let out = Box::new(BufWriter::new(io::stdout()));
            write(&archive, *table, format, out, Path::new("standard output"))
        }
        (None, _) => bail!("name one table with --table, or a folder for all of them with --out"),
        (Some(file), [table]) if !file.is_dir() => to_file(&archive, *table, format, file),
        (Some(folder), tables) => {
            let tables = if tables.is_empty() { &Table::ALL[..] } else { tables };
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
            for table in tables {
                let file = folder.join(format!("{}.{}", table.name(), format.ending()));
                to_file(&archive, *table, format, &file)?;
            }
            Ok(())
        }
    }
}

fn to_file(archive: &Archive, table: Table, format: Format, file: &Path) -> anyhow::Result<()> {
    let out = File::create(file).with_context(|| format!("cannot write to {}", file.display()))?;
    write(archive, table, format, Box::new(BufWriter::new(out)), file)
}

fn write(
    archive: &Archive,
    table: Table,
    format: Format,
    out: Box<dyn Write + Send>,
    to: &Path,
) -> anyhow::Result<()> {
    match export::export(archive, table, format, out, to) {
        // A reader that went away, as `head` does, is told by its own name.
        Err(archive::Error::File { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => {
            Err(source.into())
        }
        other => other.map(|_| ()).map_err(Into::into),
    }
}
