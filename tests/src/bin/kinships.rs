//! Writes what two articles share, of one event and of different ones, for `train_kinship.py`.
//!
//! `kinships EVENTS_DIR OUT [SCORERS_DIR]`: comma-separated lines, a 1 for one event, the event's fold, then the figures
//! of `cluster::kinships`. Every event gives a story of its own articles, one of two of them with one of another
//! event, and one of two articles alone, of one event and of two. The pipeline without a network weighs them
//! (with SCORERS_DIR/fast-fold<N modulo 3>.bin, if given).

use std::io::Write as _;
use std::path::Path;

use cluster::{Scorer, Trees};
use pipeline::Models;
use tests::{gold, predict};

const N_FOLDS: usize = 3;

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [events, out, rest @ ..] = words.as_slice() else {
        return Err("kinships EVENTS_DIR OUT [SCORERS_DIR]".into());
    };
    let mut models = Vec::new();
    for fold in 0..N_FOLDS {
        models.push(match rest.first() {
            Some(folder) => {
                let path = Path::new(folder).join(format!("fast-fold{fold}.bin"));
                let bytes =
                    std::fs::read(&path).map_err(|it| format!("{}: {it}", path.display()))?;
                let scorer = Scorer::new(Trees::from_bytes(&bytes).ok_or("the trees are damaged")?);
                tests::models(None, true, scorer)?
            }
            None => Models::fast(),
        });
    }
    let stories: Vec<Vec<article::Article>> =
        gold::events(Path::new(events))?.iter().map(predict::articles).collect();
    let file = std::fs::File::create(out).map_err(|it| it.to_string())?;
    let mut file = std::io::BufWriter::new(file);
    for (idx, own) in stories.iter().enumerate() {
        // Another event of the same fold and of another subject as likely as not: a stride prime to the folds.
        let other = &stories[(idx + 7 * N_FOLDS) % stories.len()];
        let one = |of: &[article::Article], place: usize| of[place % of.len()].clone();
        let whole = (own.clone(), vec![0; own.len()]);
        let mixed = (vec![one(own, idx), one(own, idx + 1), one(other, idx)], vec![0, 0, 1]);
        let alone = (vec![one(own, idx), one(own, idx + 1)], vec![0, 0]);
        let apart = (vec![one(own, idx), one(other, idx + 1)], vec![0, 1]);
        for (mut story, event) in [whole, mixed, alone, apart] {
            story.iter_mut().for_each(|it| it.id.clear());
            let claims = pipeline::read(story);
            let models = &models[idx % N_FOLDS];
            let pairs = cluster::weigh(&claims, &models.encode(&claims), models.scorer());
            for kinship in cluster::kinships(&pairs) {
                let (a, b) = kinship.articles;
                let figures = kinship.figures.map(|it| it.to_string()).join(",");
                let is_one = u8::from(event[a] == event[b]);
                writeln!(file, "{is_one},{},{figures}", idx % N_FOLDS)
                    .map_err(|it| it.to_string())?;
            }
        }
    }
    Ok(())
}
