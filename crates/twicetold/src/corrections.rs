//! An editor's corrections, from a file.

use std::path::Path;

use anyhow::{Context, anyhow};

/// What the file holds.
pub(crate) fn read(file: &Path) -> anyhow::Result<correction::Corrections> {
    let about = || format!("cannot read the corrections in {}", file.display());
    let content = std::fs::read_to_string(file).with_context(about)?;
    correction::Corrections::read(&content).map_err(|it| anyhow!(it)).with_context(about)
}
