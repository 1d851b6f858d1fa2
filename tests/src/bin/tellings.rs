//! Writes the evidence of every pair of sentences that the program links, for training the judge of differences.
//!
//! `tellings EVENTS_DIR SCORERS_DIR NAME OUT [ENCODERS_DIR]`: facts are found as the product finds them, in event number N
//! by the trees `SCORERS_DIR/NAME-fold<N modulo 3>.bin` and the encoder `ENCODERS_DIR/fold<N modulo 3>` (or the one that
//! ships), which have not seen it (`standard`, or `fast` without the networks); so wrong links are among them. Rows of
//! little-endian `f32`: fold, for each family of differences a 1 or 0 for what the labels see (-1 where only some
//! readings do), then the evidence; a first line says how many numbers a row has.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use cluster::Config;
use tests::{gold, predict};

const N_FOLDS: usize = 3;
const FAMILIES: [&str; 5] = ["value", "who", "wording", "source", "contradiction"];

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [events, scorers, name, out, encoders @ ..] = words.as_slice() else {
        return Err("tellings EVENTS_DIR SCORERS_DIR NAME OUT [ENCODERS_DIR]".into());
    };
    let is_fast = name == "fast";
    let config = if is_fast { Config::fast() } else { Config::standard() };
    let mut models = Vec::new();
    for fold in 0..N_FOLDS {
        let scorer = tests::scorer_of_fold(Path::new(scorers), name, fold)?;
        let folder = encoders.first().map(|it| Path::new(it).join(format!("fold{fold}")));
        models.push(tests::models(folder.as_deref(), is_fast, scorer)?);
    }
    let mut rows: Vec<Vec<f32>> = Vec::new();
    for (idx, event) in gold::events(Path::new(events))?.iter().enumerate() {
        add(event, idx % N_FOLDS, &models[idx % N_FOLDS], &config, &mut rows);
    }
    let mut file =
        std::io::BufWriter::new(std::fs::File::create(out).map_err(|it| it.to_string())?);
    writeln!(file, "{}", rows.first().map_or(0, Vec::len)).map_err(|it| it.to_string())?;
    for value in rows.iter().flatten() {
        file.write_all(&value.to_le_bytes()).map_err(|it| it.to_string())?;
    }
    Ok(())
}

fn add(
    event: &gold::Event,
    fold: usize,
    models: &pipeline::Models,
    config: &Config,
    rows: &mut Vec<Vec<f32>>,
) {
    let claims = pipeline::read(predict::articles(event));
    let covered = predict::covered(event, &claims);
    let encodings = models.encode(&claims);
    let clustering = cluster::group(&claims, &encodings, models.scorer(), config);
    let readings: Vec<_> = event.annotations.iter().map(gold::Annotation::differences).collect();
    for fact in &clustering.facts {
        for (lhs, rhs, evidence) in compare::evidence(&claims, fact) {
            let ends = [lhs, rhs].map(|it| &fact.members[it]);
            let ids = ends.map(|it| covered[it.article_idx][it.sentence_idx].as_slice());
            let pairs = gold::cross(&ids.concat());
            let label = |family: &&'static str| {
                let sees = |reading: &&BTreeSet<(gold::IdPair, &str)>| {
                    pairs.iter().any(|it| reading.contains(&(it.clone(), *family)))
                };
                gold::label(readings.iter().filter(sees).count(), readings.len())
            };
            let mut row = vec![fold as f32];
            row.extend(FAMILIES.iter().map(label));
            row.extend(evidence);
            rows.push(row);
        }
    }
}
