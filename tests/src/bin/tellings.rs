//! Writes the evidence of every labelled link for training the judge of differences.
//!
//! `tellings EVENTS_DIR OUT [ENCODERS_DIR]`: every labelled fact is taken as it stands, and its linked
//! sentences are read by the network (of ENCODERS_DIR/fold<N modulo 3> for event number N, which has
//! not seen it). Rows of little-endian `f32`: fold, a 1 or 0 for each family of differences that the labels see, then the
//! evidence; a first line says how many numbers a row has.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use cluster::{Scorer, Trees};
use tests::{gold, predict};

const N_FOLDS: usize = 3;
const FAMILIES: [&str; 5] = ["value", "who", "wording", "source", "contradiction"];

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [events, out, encoders @ ..] = words.as_slice() else {
        return Err("tellings EVENTS_DIR OUT [ENCODERS_DIR]".into());
    };
    let mut models = Vec::new();
    for fold in 0..N_FOLDS {
        let folder = encoders.first().map(|it| Path::new(it).join(format!("fold{fold}")));
        let no_trees = Trees::from_bytes(&[0; 4]).ok_or("no trees are a model too")?;
        let scorer = Scorer::new(no_trees).with_reader(tests::reader(folder.as_deref())?);
        models.push(tests::models(folder.as_deref(), false, scorer)?);
    }
    let mut rows: Vec<Vec<f32>> = Vec::new();
    for (idx, event) in gold::events(Path::new(events))?.iter().enumerate() {
        add(event, idx % N_FOLDS, &models[idx % N_FOLDS], &mut rows);
    }
    let mut file =
        std::io::BufWriter::new(std::fs::File::create(out).map_err(|it| it.to_string())?);
    writeln!(file, "{}", rows.first().map_or(0, Vec::len)).map_err(|it| it.to_string())?;
    for value in rows.iter().flatten() {
        file.write_all(&value.to_le_bytes()).map_err(|it| it.to_string())?;
    }
    Ok(())
}

fn add(event: &gold::Event, fold: usize, models: &pipeline::Models, rows: &mut Vec<Vec<f32>>) {
    let claims = pipeline::read(predict::articles(event));
    let covered = predict::covered(event, &claims);
    let mut clustering = predict::labelled(event, &claims);
    cluster::read(&mut clustering, &models.encode(&claims), models.scorer());
    let labels = event.annotations[0].differences();
    for fact in &clustering.facts {
        for (lhs, rhs, evidence) in compare::evidence(&claims, &fact.members, &fact.links) {
            let ids = |it: usize| {
                let member = &fact.members[it];
                covered[member.article_idx][member.sentence_idx].iter()
            };
            let pairs: BTreeSet<gold::IdPair> = ids(lhs)
                .flat_map(|a| ids(rhs).map(move |b| (a.clone().min(b.clone()), a.max(b).clone())))
                .collect();
            let sees =
                |family: &&str| pairs.iter().any(|it| labels.contains(&(it.clone(), *family)));
            let mut row = vec![fold as f32];
            row.extend(FAMILIES.iter().map(|it| f32::from(u8::from(sees(it)))));
            row.extend(evidence);
            rows.push(row);
        }
    }
}
