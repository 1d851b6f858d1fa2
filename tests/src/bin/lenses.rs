//! Measures the lenses where labelled data exists, and their speed.
//!
//! `lenses sentences FILE.jsonl.gz`: records with `text` and `label_bias` ("Biased" or not), one
//! sentence each; how well the weight of loaded words tells them apart, for each threshold.
//! `lenses spans EVENTS_DIR`: events with lexical `bias_spans`; how many loaded words lie in one,
//! how many spans hold one. `lenses time EVENTS_DIR`: milliseconds for a story, without the
//! language model. `lenses facts EVENTS_DIR`: the facts that a lens sets side by side, held against
//! the labels. `lenses labelled SHARED fitted|measured`: how well they see what readers labelled, with
//! every error of the fitted half. `lenses signs SHARED OUT`: the signs and the vector of every labelled sentence, for
//! `crates/lens/training/context.py`. `lenses words FILE.jsonl.gz OUT`: what was found in each sentence, for fits.
#![expect(clippy::print_stdout, reason = "a program for people who measure")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use pipeline::{Config, Models};
use serde::Deserialize;
use tests::eval::lenses::{Half, lenses};
use tests::eval::loaded;
use tests::{gold, predict};

fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["sentences", file] => sentences(Path::new(file)),
        ["words", file, out] => words(Path::new(file), Path::new(out)),
        ["spans", folder] => spans(Path::new(folder)),
        ["time", folder] => time(Path::new(folder)),
        ["facts", folder] => facts(Path::new(folder)),
        ["labelled", shared, half @ ("fitted" | "measured")] => {
            labelled_half(Path::new(shared), half)
        }
        ["signs", shared, out] => signs(Path::new(shared), Path::new(out)),
        _ => Err("sentences FILE | words FILE OUT | spans DIR | facts DIR | time DIR | \
                  labelled SHARED fitted|measured | signs SHARED OUT"
            .to_owned()),
    }
}

/// What the lenses see of one half of the labelled events; the errors of the other are not shown, lest
/// rules be fitted on it.
fn labelled_half(shared: &Path, half: &str) -> Result<(), String> {
    let half = if half == "fitted" { Half::Fitted } else { Half::Measured };
    let seeing = lenses(shared, half)?;
    for it in seeing.table.figures {
        println!("{:.3} {}", it.value, it.name);
    }
    for it in seeing.misses.iter().filter(|_| half == Half::Fitted) {
        println!("{}\t{}\t{}", it.key, it.place, it.what);
    }
    Ok(())
}

/// A line of JSON for each labelled sentence: the event, what it is for, its signs, its vector.
fn signs(shared: &Path, out: &Path) -> Result<(), String> {
    let mut lines = String::new();
    for it in tests::eval::lenses::signs(shared)? {
        lines.push_str(&serde_json::json!(it).to_string());
        lines.push('\n');
    }
    std::fs::write(out, lines).map_err(|it| format!("{}: {it}", out.display()))
}

/// Facts that a lens sets side by side, held against the labels: `right` are rows of which the
/// labels too see a difference of that kind between two of the sentences, `near` of any kind.
fn facts(folder: &Path) -> Result<(), String> {
    let models = Models::standard(2);
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for event in &gold::events(folder)? {
        let outcome = pipeline::run(predict::articles(event), &models, &Config::standard());
        let covered = predict::covered(event, &outcome.comparison.articles);
        let labels = labelled(event);
        for reading in &outcome.lenses {
            let kind = match reading.lens {
                lens::Lens::Agency => "agency",
                lens::Lens::Sourcing => "attribution",
                _ => continue,
            };
            for row in reading.rows.iter().filter(|it| matches!(it.subject, lens::Subject::Fact(_)))
            {
                let mut ids: Vec<String> = Vec::new();
                for (article_idx, cell) in row.cells.iter().enumerate() {
                    for it in &cell.observations {
                        if let lens::Place::Sentence(sentence_idx) = it.place {
                            ids.extend(covered[article_idx][sentence_idx].iter().cloned());
                        }
                    }
                }
                let pairs = gold::cross(&ids);
                let here = || labels.iter().filter(|(pair, _)| pairs.contains(pair));
                let count = counts.entry(reading.lens.name()).or_default();
                count[0] += 1;
                count[1] += usize::from(here().any(|it| it.1 == kind));
                count[2] += usize::from(here().next().is_some());
            }
        }
    }
    for (lens, [n, n_right, n_near]) in counts {
        println!("{lens}: {n} facts shown, {n_right} labelled with the kind, {n_near} with any");
    }
    Ok(())
}

/// Pairs of sentences that differ, each with the kind.
fn labelled(event: &gold::Event) -> Vec<(gold::IdPair, String)> {
    let found = event.annotations.iter().flat_map(|it| &it.clusters).flat_map(|it| &it.divergences);
    found
        .flat_map(|it| gold::cross(&it.between).into_iter().map(|pair| (pair, it.kind.clone())))
        .collect()
}

fn sentences(file: &Path) -> Result<(), String> {
    let found = loaded::sentences(file)?;
    println!("{} sentences, {} labelled", found.len(), loaded::at(&found, 0.0).gold);
    println!("from  P     R     F1");
    for step in 0..=16 {
        let least = f64::from(step) * 0.25;
        let tally = loaded::at(&found, least);
        let (p, r, f1) = (tally.precision(), tally.recall(), tally.f1());
        println!("{least:.2}  {p:.3} {r:.3} {f1:.3}");
    }
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for sentence in &found {
        for it in &sentence.words {
            let count = groups.entry(&it.group).or_default();
            count.0 += usize::from(sentence.is_biased);
            count.1 += 1;
        }
    }
    for (group, (n_right, n)) in groups {
        println!("{n_right:5} of {n:5} in labelled sentences: {group}");
    }
    Ok(())
}

fn words(file: &Path, out: &Path) -> Result<(), String> {
    let mut text = String::new();
    for sentence in loaded::sentences(file)? {
        let words: Vec<_> =
            sentence.words.iter().map(|it| serde_json::json!([it.group, it.is_quoted])).collect();
        let row = serde_json::json!({ "label": sentence.is_biased, "words": words });
        text.push_str(&format!("{row}\n"));
    }
    std::fs::write(out, text).map_err(|it| format!("{}: {it}", out.display()))
}

#[derive(Deserialize)]
struct Marked {
    articles: Vec<MarkedArticle>,
}

#[derive(Deserialize)]
struct MarkedArticle {
    text: String,
    #[serde(default)]
    bias_spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    bias: String,
    text: String,
}

fn spans(folder: &Path) -> Result<(), String> {
    let rules = lens::Rules::shipped();
    let mut groups: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut n_spans, mut n_hit_spans, mut n_sentences) = (0, 0, 0);
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map_err(|it| it.to_string())?
        .filter_map(|it| Some(it.ok()?.path()))
        .filter(|it| it.file_name().is_some_and(|it| it.to_string_lossy().starts_with('E')))
        .collect();
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|it| it.to_string())?;
        let marked: Marked = serde_json::from_str(&text).map_err(|it| it.to_string())?;
        for it in marked.articles {
            let claims = pipeline::read(vec![loaded::article(&it.text)]);
            n_sentences += claims[0].claims.len();
            let body = &claims[0].document.article.body;
            let lexical = it.bias_spans.iter().filter(|it| it.bias == "lexical");
            let places: Vec<(usize, usize)> = lexical
                .filter_map(|it| body.find(&it.text).map(|at| (at, at + it.text.len())))
                .collect();
            n_spans += places.len();
            let words = lens::loaded_words(&claims[0], &rules);
            let hits = |it: &lens::LoadedWord, place: &(usize, usize)| {
                it.range.start < place.1 && place.0 < it.range.end
            };
            n_hit_spans += places
                .iter()
                .filter(|place| words.iter().any(|it| it.strength >= 1.0 && hits(it, place)))
                .count();
            for it in words {
                let is_hit = places.iter().any(|place| hits(&it, place));
                let count = groups.entry(it.group).or_default();
                count.0 += usize::from(is_hit);
                count.1 += 1;
            }
        }
    }
    println!("{n_hit_spans} of {n_spans} spans hold a loaded word; {n_sentences} sentences");
    for (group, (n_right, n)) in groups {
        println!("{n_right:5} of {n:5} in a span: {group}");
    }
    Ok(())
}

fn time(folder: &Path) -> Result<(), String> {
    let models = Models::fast();
    let config = Config::fast();
    let stories: Vec<compare::Comparison> = gold::events(folder)?
        .iter()
        .map(|it| pipeline::run(predict::articles(it), &models, &config).comparison)
        .collect();
    let n_sentences: usize =
        stories.iter().flat_map(|it| &it.articles).map(|it| it.claims.len()).sum();
    println!("{} stories, {} sentences each", stories.len(), n_sentences / stories.len().max(1));
    let measure = |name: &str, lenses: &[lens::Lens]| {
        let config = lens::Config { lenses: lenses.to_vec(), ..config.lens.clone() };
        let began = Instant::now();
        for it in &stories {
            std::hint::black_box(lens::look(it, &[], &config));
        }
        let n = u32::try_from(stories.len().max(1)).unwrap_or(1);
        println!("{:.2} ms  {name}", began.elapsed().as_secs_f64() * 1000.0 / f64::from(n));
    };
    for it in lens::Lens::ALL {
        measure(it.name(), &[it]);
    }
    measure("all", &lens::Lens::ALL);
    Ok(())
}
