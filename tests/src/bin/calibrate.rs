//! Chooses the thresholds of the grouping on labelled events, out of fold.
//!
//! `calibrate EVENTS_DIR SCORERS_DIR NAME [ENCODERS_DIR]`: every event is weighed by the encoder
//! and the trees of its fold, which have not seen it; then each combination of thresholds is
//! scored on all events. Prints the best by links F1, with recall at precision 0.80 and the
//! calibration error, and the reliability of the best one's confidences.

use std::path::Path;

use claim::Claims;
use cluster::{Config, Pair, Scorer, Spread, Trees};
use tests::gold::{self, Event, Score};
use tests::predict;

/// Figures of meaning, which an encoder gives; they are the first ones.
const N_MEANINGS: usize = 7;
const N_FOLDS: usize = 3;
const MIN_LINKS: [f32; 7] = [0.20, 0.24, 0.28, 0.32, 0.36, 0.40, 0.45];
/// How many of the best combinations are printed.
const N_SHOWN: usize = 8;

struct Weighed {
    event: Event,
    claims: Vec<Claims>,
    pairs: Vec<Pair>,
}

#[expect(clippy::print_stdout, reason = "a measuring program speaks on standard output")]
fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [events, scorers, name, rest @ ..] = words.as_slice() else {
        return Err("calibrate EVENTS_DIR SCORERS_DIR NAME [ENCODERS_DIR]".into());
    };
    let weighed = weigh(Path::new(events), Path::new(scorers), name, rest.first())?;
    for (column, name) in cluster::evidence_names().iter().enumerate().take(N_MEANINGS) {
        println!("{name}: {}", usual(&weighed, column));
    }
    let mut best: Vec<(f64, String, Config)> = Vec::new();
    for min_link in MIN_LINKS {
        for min_mean_link in [0.16f32, 0.24, 0.32, 0.40, 0.5, 0.6] {
            for min_member_link in [0.04f32, 0.08, 0.12, 0.18, 0.24, 0.3] {
                let config = Config {
                    min_link,
                    min_member_link,
                    min_mean_link,
                    reliability: &[],
                    ..Config::standard()
                };
                let score = score(&weighed, &config);
                let line = format!(
                    "link {min_link:.2} mean {min_mean_link:.2} member {min_member_link:.2}  \
                     P {:.3} R {:.3} F1 {:.3}  R@P80 {:.3}  ECE {:.3}",
                    score.links.precision(),
                    score.links.recall(),
                    score.links.f1(),
                    score.recall_at(0.8),
                    score.calibration_error(),
                );
                best.push((score.links.f1(), line, config));
            }
        }
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, line, _) in best.iter().take(N_SHOWN) {
        println!("{line}");
    }
    for min_link in MIN_LINKS {
        let line = best.iter().find(|it| it.2.min_link.total_cmp(&min_link).is_eq());
        println!("best from {min_link:.2}: {}", line.map_or("", |it| &it.1));
    }
    for (low, high, n, mean, right) in score(&weighed, &best[0].2).reliability() {
        println!("confidence {low:.1}-{high:.1}: {n} links, said {mean:.3}, right {right:.3}");
    }
    Ok(())
}

/// Mean and standard deviation of a figure over the pairs of a story, both as means over stories.
fn usual(weighed: &[Weighed], column: usize) -> String {
    let spreads: Vec<Spread> = weighed.iter().map(|it| Spread::of(&it.pairs, column)).collect();
    let mean = |of: fn(&Spread) -> f64| spreads.iter().map(of).sum::<f64>() / spreads.len() as f64;
    format!("mean {:.4}, deviation {:.4}", mean(|it| it.mean), mean(|it| it.deviation))
}

fn weigh(
    events: &Path,
    scorers: &Path,
    name: &str,
    encoders: Option<&String>,
) -> Result<Vec<Weighed>, String> {
    let mut models = Vec::new();
    for fold in 0..N_FOLDS {
        let trees = read(&scorers.join(format!("{name}-fold{fold}.bin")))?;
        let scorer = Scorer::new(Trees::from_bytes(&trees).ok_or("the trees are damaged")?);
        let folder = encoders.map(|it| Path::new(it).join(format!("fold{fold}")));
        models.push(tests::models(folder.as_deref(), name == "fast", scorer)?);
    }
    let mut weighed = Vec::new();
    for (idx, event) in gold::events(events)?.into_iter().enumerate() {
        let models = &models[idx % N_FOLDS];
        let claims = pipeline::read(predict::articles(&event));
        let encodings = models.encode(&claims);
        let pairs = cluster::weigh(&claims, &encodings, models.scorer());
        weighed.push(Weighed { event, claims, pairs });
    }
    Ok(weighed)
}

fn score(weighed: &[Weighed], config: &Config) -> Score {
    let mut score = Score::default();
    for it in weighed {
        let clustering = cluster::assemble(&it.claims, &it.pairs, config);
        score.add(&it.event, &predict::linked(&it.event, &it.claims, &clustering));
    }
    score
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|it| format!("{}: {it}", path.display()))
}
