//! Where the project lies, and reading in it.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder that holds `Cargo.toml`, `crates` and `corpus`.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests lies in the root").to_owned()
}

/// A text file of the project.
#[track_caller]
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|it| panic!("{path}: {it}"))
}

/// Every file below a folder of the project, sorted; build results and hidden files left out.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(&root().join(folder), &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
