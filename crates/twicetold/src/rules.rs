//! Rule files for the lenses, from a folder.

use std::path::Path;

use anyhow::{Context, bail};

/// The shipped rules with those of every `.toml` file of a folder, in the order of their names.
pub(crate) fn read(folder: &Path) -> anyhow::Result<lens::Rules> {
    let about = || format!("cannot read the rules in {}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(about)? {
        let path = entry.with_context(about)?.path();
        if path.extension().is_some_and(|it| it == "toml") {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        bail!("{} holds no rule file (*.toml)", folder.display());
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let content =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
        files.push((name, content));
    }
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    Ok(lens::Rules::shipped().extended(&files)?)
}
