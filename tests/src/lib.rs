//! Tests of the whole, its measurements and benches.
//!
//! The library part is what the measuring programs in `src/bin` share.

pub mod bulk;
pub mod eval;
pub mod gold;
pub mod invented;
pub mod predict;
pub mod stories;
pub mod unrelated;

use std::path::Path;

/// The encoder of a folder (`model.onnx` and `tokenizer.json`, or `static.bin` if `fast`), or the
/// one that ships with the program, with this scorer.
///
/// # Errors
/// If a file cannot be read or is no encoder.
pub fn models(
    folder: Option<&Path>,
    fast: bool,
    scorer: cluster::Scorer,
) -> Result<pipeline::Models, String> {
    let read = |name: &str| match folder {
        Some(folder) => std::fs::read(folder.join(name))
            .map_err(|it| format!("{}: {it}", folder.join(name).display())),
        None => Ok(Vec::new()),
    };
    let damaged = |it: encode::Error| it.to_string();
    Ok(match (folder, fast) {
        (None, false) => pipeline::Models::from_parts(encode::Encoder::standard(), scorer),
        (None, true) => pipeline::Models::fast_with(encode::StaticEncoder::standard(), scorer),
        (Some(_), false) => {
            let parts = (read("tokenizer.json")?, read("model.onnx")?);
            let encoder = encode::Encoder::from_parts(&parts.0, &parts.1).map_err(damaged)?;
            pipeline::Models::from_parts(encoder, scorer)
        }
        (Some(_), true) => {
            let table = encode::StaticEncoder::from_table(&read("static.bin")?).map_err(damaged)?;
            pipeline::Models::fast_with(table, scorer)
        }
    })
}

/// The scorer of a fold, which has not seen its events: `NAME-fold<K>.bin`, with the reader that ships unless the name is
/// `fast`, and the trees for a second look of `standing-fold<K>.bin`, where there are some.
///
/// # Errors
/// If a file cannot be read or holds no trees.
pub fn scorer_of_fold(folder: &Path, name: &str, fold: usize) -> Result<cluster::Scorer, String> {
    let trees = |path: &Path| {
        let bytes = std::fs::read(path).map_err(|it| format!("{}: {it}", path.display()))?;
        cluster::Trees::from_bytes(&bytes).ok_or(format!("{}: damaged trees", path.display()))
    };
    let mut scorer = cluster::Scorer::new(trees(&folder.join(format!("{name}-fold{fold}.bin")))?);
    if name != "fast" {
        scorer = scorer.with_reader(reader(None)?);
        let standing = folder.join(format!("standing-fold{fold}.bin"));
        if standing.exists() {
            scorer = scorer.with_standing(trees(&standing)?);
        }
    }
    Ok(scorer)
}

/// The pair reader of a folder (`pair.onnx`), or the one that ships with the program.
///
/// # Errors
/// If the file cannot be read or is no reader.
pub fn reader(folder: Option<&Path>) -> Result<encode::PairReader, String> {
    let Some(folder) = folder else { return Ok(encode::PairReader::standard()) };
    let path = folder.join("pair.onnx");
    let bytes = std::fs::read(&path).map_err(|it| format!("{}: {it}", path.display()))?;
    encode::PairReader::from_bytes(&bytes).map_err(|it| it.to_string())
}
