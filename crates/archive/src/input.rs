//! From the names a user gives to records, one batch after the other.
//!
//! Whatever the size of a file, one batch of it is in memory. Where a file ends early or is damaged
//! the records before are read and the place is told.

mod frames;
mod open;
mod stream;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use open::{Form, Input, identify};
pub(crate) use stream::{Batch, Position, Stream};

/// Folders within folders that are looked into.
const MAX_DEPTH: usize = 32;

/// The files that the user's names come to, in order: folders stand for the files within, by
/// name. What cannot be found comes with its reason.
pub(crate) fn files(paths: &[PathBuf]) -> Vec<Result<PathBuf, (PathBuf, io::Error)>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            within(path, 0, &mut files);
        } else if path.as_os_str() == "-" || path.exists() {
            files.push(Ok(path.clone()));
        } else {
            files.push(Err((path.clone(), io::Error::from(io::ErrorKind::NotFound))));
        }
    }
    files
}

fn within(folder: &Path, depth: usize, files: &mut Vec<Result<PathBuf, (PathBuf, io::Error)>>) {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return files.push(Err((folder.to_owned(), error))),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if is_hidden {
            continue;
        }
        if path.is_file() {
            files.push(Ok(path));
        } else if path.is_dir() && depth < MAX_DEPTH {
            within(&path, depth + 1, files);
        }
    }
}
