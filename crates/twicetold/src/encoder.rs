//! A sentence encoder of the user's own, read from its folder.

use std::path::Path;

use anyhow::{Context, anyhow};

/// Reads the encoder of a folder laid out as sentence-transformers does.
///
/// # Errors
/// If the folder cannot be listed, or what lies in it is no encoder that can be run; names the file
/// and says what to do.
pub(crate) fn read(folder: &Path, n_threads: usize) -> anyhow::Result<pipeline::Models> {
    let names = names(folder)
        .with_context(|| format!("--encoder {}: this folder cannot be read", folder.display()))?;
    let mut read = |name: &str| std::fs::read(folder.join(name)).map_err(|it| it.to_string());
    let encoder = encode::Encoder::brought(&names, &mut read)
        .map_err(|it| anyhow!("--encoder {}: {it}", folder.display()))?;
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map(|it| it.to_string_lossy().into_owned());
    Ok(pipeline::Models::brought(&name.unwrap_or_default(), encoder, n_threads))
}

/// The files of a folder and of the folders in it, as `file` and `folder/file`, in order.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            // What cannot be listed holds nothing that is looked for; what is missing is then said.
            for inner in std::fs::read_dir(entry.path()).into_iter().flatten().flatten() {
                names.push(format!("{name}/{}", inner.file_name().to_string_lossy()));
            }
        } else {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
