//! Chooses the thresholds of the grouping on labelled events, out of fold.
//!
//! `calibrate EVENTS_DIR SCORERS_DIR NAME [ENCODERS_DIR]`: every event is weighed by the encoder
//! and the trees of its fold, which have not seen it; then each combination of thresholds is
//! scored on all events. Prints the best by links F1, with recall at precision 0.80 and the
//! calibration error, and the one to take with the reliability of its means: of what is within 0.012 of
//! the best F1 and 0.005 of the highest recall at precision 0.80 among them, the highest precision. Last, how rightly it is
//! said that an article lacks a fact, for each least probability at which nothing is said of it.

use std::path::Path;

use claim::Claims;
use cluster::{Config, Pair, Spread};
use tests::gold::{self, Event, Score, Tally};
use tests::predict;

/// Figures of meaning, which an encoder gives; they are the first ones.
const N_MEANINGS: usize = 7;
const N_FOLDS: usize = 3;
const MIN_LINKS: [f32; 7] = [0.20, 0.24, 0.28, 0.32, 0.36, 0.40, 0.45];
/// From which probability on a sentence may state the same; 1 for never.
const MIN_NEARS: [f32; 8] = [1.0, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05];
/// Below which mean link a member is set apart; 0 for never. What is held to be sure beside it.
const MIN_CORE_LINKS: [f32; 8] = [0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85];
const SURE: f64 = 0.75;
/// Standard errors below a share of which the true one lies above in nine of ten draws.
const LOWER_END: f64 = 1.28;
/// From which confidence on a fact may be held to be sure.
const SURES: [f64; 8] = [0.0, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8];
/// How many of the best combinations are printed.
const N_SHOWN: usize = 8;
/// How much F1, and how much recall at precision 0.80, the thresholds to take may cost.
const F1_SPARED: f64 = 0.012;
const RECALL_SPARED: f64 = 0.005;
/// Bins of the reliability.
const N_BINS: usize = 20;

/// Equal bins of confidence, as [`Score::reliability`] gives them.
type Bin = (f64, f64, usize, f64, f64);

/// A combination of thresholds and what it comes to.
struct Tried {
    config: Config,
    precision: f64,
    f1: f64,
    recall_at: f64,
    line: String,
}

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
    let mut best: Vec<Tried> = Vec::new();
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
                best.push(tried(&weighed, config));
            }
        }
    }
    best.sort_by(|a, b| b.f1.total_cmp(&a.f1));
    for it in best.iter().take(N_SHOWN) {
        println!("{}", it.line);
    }
    for min_link in MIN_LINKS {
        let it = best.iter().find(|it| it.config.min_link.total_cmp(&min_link).is_eq());
        println!("best from {min_link:.2}: {}", it.map_or("", |it| &it.line));
    }
    let near: Vec<&Tried> = best.iter().filter(|it| it.f1 >= best[0].f1 - F1_SPARED).collect();
    let highest = near.iter().map(|it| it.recall_at).fold(0.0, f64::max);
    let near = near.into_iter().filter(|it| it.recall_at >= highest - RECALL_SPARED);
    if let Some(taken) = near.max_by(|a, b| a.precision.total_cmp(&b.precision)) {
        println!("to take: {}", taken.line);
        for (low, high, n, mean, right) in score(&weighed, &taken.config).reliability(N_BINS) {
            println!("mean {low:.2}-{high:.2}: {n} links, said {mean:.3}, right {right:.3}");
        }
    }
    let shipped = if name == "fast" { Config::fast() } else { Config::standard() };
    for min_core_link in MIN_CORE_LINKS {
        let config = Config { min_core_link, ..shipped.clone() };
        let facts = sureness(&weighed, &config);
        let sure = facts.iter().filter(|it| it.0 >= SURE).count() as f64;
        let right = facts.iter().filter(|it| it.0 >= SURE && it.1).count() as f64;
        let n_events = weighed.len() as f64;
        println!(
            "core {min_core_link:.2}: {}; {:.1} facts a story, {:.1} from {SURE} on, all of it one fact {:.3}",
            tried(&weighed, config).line,
            facts.len() as f64 / n_events,
            sure / n_events,
            right / sure
        );
    }
    let raw = Config { reliability: &[], ..shipped.clone() };
    let of_event = |it| score(std::slice::from_ref(it), &raw).reliability(N_BINS);
    let of_events: Vec<Vec<Bin>> = weighed.iter().map(of_event).collect();
    for (low, high, n, mean, right) in score(&weighed, &raw).reliability(N_BINS) {
        let least = right - LOWER_END * error_of_share(&of_events, low, right, n);
        println!(
            "shipped, mean {low:.2}-{high:.2}: {n} links, said {mean:.3}, right {right:.3}, in nine of ten draws of \
             events over {least:.3}"
        );
    }
    for min_near in MIN_NEARS {
        println!(
            "near {min_near:.2}: {}",
            omitted(&weighed, &Config { min_near, ..shipped.clone() })
        );
    }
    let facts = sureness(&weighed, &shipped);
    for least in SURES {
        let held: Vec<&(f64, bool)> = facts.iter().filter(|it| it.0 >= least).collect();
        let right = held.iter().filter(|it| it.1).count() as f64;
        println!(
            "sure {least:.2}: {:.1} facts a story, all of it one fact {:.3}",
            held.len() as f64 / weighed.len() as f64,
            right / held.len() as f64
        );
    }
    Ok(())
}

/// Standard error of the share of right links in a bin, as events differ: those of one event are right or wrong together.
fn error_of_share(of_events: &[Vec<Bin>], bin: f64, right: f64, n: usize) -> f64 {
    let off = |bins: &Vec<Bin>| {
        let here = bins.iter().find(|it| it.0.total_cmp(&bin).is_eq());
        here.map_or(0.0, |it| (it.4 - right) * it.2 as f64)
    };
    of_events.iter().map(|it| off(it).powi(2)).sum::<f64>().sqrt() / n as f64
}

/// How rightly it is said that an article lacks what others tell.
fn omitted(weighed: &[Weighed], config: &Config) -> String {
    let [mut lacking, mut alone, mut added] = [Tally::default(); 3];
    let rules = compare::Config { rules_alone: true, ..compare::Config::standard() };
    for it in weighed {
        let clustering = cluster::assemble(&it.claims, &it.pairs, config);
        let comparison = compare::compare(it.claims.clone(), clustering, &rules);
        let [of_shared, of_sole, of_rest] = predict::omissions(&it.event, &comparison);
        lacking.add(of_shared);
        alone.add(of_sole);
        added.add(of_rest);
    }
    format!(
        "not found P {:.3} R {:.3}, told alone P {:.3} R {:.3}, added alone P {:.3} R {:.3} ({} said)",
        lacking.precision(),
        lacking.recall(),
        alone.precision(),
        alone.recall(),
        added.precision(),
        added.recall(),
        added.shown
    )
}

/// Each fact's confidence and whether every pair of its sentences is linked by the labels.
fn sureness(weighed: &[Weighed], config: &Config) -> Vec<(f64, bool)> {
    let mut facts = Vec::new();
    for it in weighed {
        let (links, covered) = (it.event.links(), predict::covered(&it.event, &it.claims));
        for fact in cluster::assemble(&it.claims, &it.pairs, config).facts {
            let is_one = predict::is_one_fact(&links, &covered, &fact.members);
            facts.push((fact.confidence, is_one));
        }
    }
    facts
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
        let scorer = tests::scorer_of_fold(scorers, name, fold)?;
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

fn tried(weighed: &[Weighed], config: Config) -> Tried {
    let score = score(weighed, &config);
    let (precision, f1) = (score.links.precision(), score.links.f1());
    let recall_at = score.recall_at(0.8);
    let line = format!(
        "link {:.2} mean {:.2} member {:.2}  P {precision:.3} R {:.3} F1 {f1:.3}  R@P80 {recall_at:.3}  \
         ECE {:.3}",
        config.min_link,
        config.min_mean_link,
        config.min_member_link,
        score.links.recall(),
        score.calibration_error(),
    );
    Tried { config, precision, f1, recall_at, line }
}

fn score(weighed: &[Weighed], config: &Config) -> Score {
    let mut score = Score::default();
    for it in weighed {
        let clustering = cluster::assemble(&it.claims, &it.pairs, config);
        score.add(&it.event, &predict::linked(&it.event, &it.claims, &clustering));
    }
    score
}
