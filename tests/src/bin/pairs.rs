//! Writes stories as the pair model reads them, for training it.
//!
//! `pairs INPUT OUT [--scorers DIR]`. INPUT is a folder of labelled events, or a gzipped JSON Lines
//! file: articles with a `story`, or roundups with `articles`. OUT gets one JSON object a line:
//! the articles with their sentences (text, gold ids covered, what its pronouns stand for) and the
//! pairs `[article, sentence, article, sentence, probability]` by the pipeline without a
//! transformer. With `--scorers DIR` event number N is weighed by `DIR/fast-fold<N modulo 3>.bin`,
//! which has not seen it.

use std::collections::BTreeMap;
use std::io::{BufRead as _, Write as _};
use std::path::Path;

use article::Article;
use claim::Claims;
use cluster::{Scorer, Trees};
use pipeline::Models;
use serde_json::{Value, json};
use tests::{gold, predict};

const N_FOLDS: usize = 3;
/// Probability below which only every [`STRIDE`]th pair of an unlabelled story is written.
const LEAST: f32 = 0.01;
const STRIDE: usize = 40;

struct Job {
    name: String,
    articles: Vec<Article>,
    gold: Option<gold::Event>,
}

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (input, out, scorers) = match words.as_slice() {
        [input, out] => (input, out, None),
        [input, out, flag, dir] if flag == "--scorers" => (input, out, Some(dir)),
        _ => return Err("pairs INPUT OUT [--scorers DIR]".into()),
    };
    let models = match scorers {
        Some(dir) => (0..N_FOLDS).map(|fold| of_fold(dir, fold)).collect::<Result<Vec<_>, _>>()?,
        None => vec![Models::fast()],
    };
    let jobs = if Path::new(input).is_dir() { events(input)? } else { stories(input)? };
    let lines: Vec<String> = jobs
        .into_iter()
        .enumerate()
        .map(|(idx, job)| line(job, &models[idx % models.len()]))
        .collect();
    let mut file =
        std::io::BufWriter::new(std::fs::File::create(out).map_err(|it| it.to_string())?);
    for line in lines {
        writeln!(file, "{line}").map_err(|it| it.to_string())?;
    }
    Ok(())
}

fn of_fold(dir: &str, fold: usize) -> Result<Models, String> {
    let path = Path::new(dir).join(format!("fast-fold{fold}.bin"));
    let bytes = std::fs::read(&path).map_err(|it| format!("{}: {it}", path.display()))?;
    let trees = Trees::from_bytes(&bytes).ok_or("the trees are damaged")?;
    Ok(Models::fast_with(encode::StaticEncoder::standard(), Scorer::new(trees)))
}

fn events(folder: &str) -> Result<Vec<Job>, String> {
    let jobs = gold::events(Path::new(folder))?.into_iter().map(|event| Job {
        name: event.event.clone(),
        articles: predict::articles(&event),
        gold: Some(event),
    });
    Ok(jobs.collect())
}

/// Articles by their `story`, or a line a story.
fn stories(path: &str) -> Result<Vec<Job>, String> {
    let file = std::fs::File::open(path).map_err(|it| format!("{path}: {it}"))?;
    let mut by_story: BTreeMap<String, Vec<Article>> = BTreeMap::new();
    let reader = std::io::BufReader::new(flate2::read::GzDecoder::new(file));
    for (idx, line) in reader.lines().enumerate() {
        let record: Value = serde_json::from_str(&line.map_err(|it| it.to_string())?)
            .map_err(|it| format!("{path}: {it}"))?;
        match record["articles"].as_array() {
            Some(articles) => {
                let articles = articles.iter().filter_map(Value::as_str).map(roundup_article);
                by_story.entry(format!("{idx:06}")).or_default().extend(articles);
            }
            None => {
                let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
                by_story.entry(field("story")).or_default().push(Article {
                    title: field("title"),
                    published: field("date").parse().ok().map(article::Moment::day),
                    ..Article::of(&field("text"))
                });
            }
        }
    }
    let jobs = by_story.into_iter().map(|(name, articles)| Job { name, articles, gold: None });
    Ok(jobs.collect())
}

fn roundup_article(text: &str) -> Article {
    let text = text.trim_start_matches("TITLE=>");
    let (title, body) = text.split_once("ARTICLE=>").unwrap_or(("", text));
    Article {
        title: title.trim().trim_end_matches('.').to_owned(),
        ..Article::of(body.trim())
    }
}

fn line(job: Job, models: &Models) -> String {
    let claims = pipeline::read(job.articles);
    let covered = job.gold.as_ref().map(|it| predict::covered(it, &claims));
    let encodings = models.encode(&claims);
    let articles: Vec<Value> = claims
        .iter()
        .enumerate()
        .map(|(article_idx, it)| {
            let sentences: Vec<Value> = (0..it.claims.len())
                .map(|sentence_idx| {
                    json!({
                        "text": it.document.sentence_text(sentence_idx),
                        "covers": covered.as_ref().map(|all| &all[article_idx][sentence_idx]),
                        "stands_for": stands_for(it, sentence_idx),
                    })
                })
                .collect();
            let article = &it.document.article;
            json!({
                "title": article.title,
                "published": article.published.map(|it| it.date.to_string()),
                "sentences": sentences,
            })
        })
        .collect();
    let pairs: Vec<Value> = cluster::weigh(&claims, &encodings, models.scorer())
        .iter()
        .enumerate()
        .filter(|(idx, it)| covered.is_some() || it.probability >= LEAST || idx % STRIDE == 0)
        .map(|(_, it)| {
            let probability = (it.probability * 1e4).round() / 1e4;
            json!([it.lhs.0, it.lhs.1, it.rhs.0, it.rhs.1, probability])
        })
        .collect();
    json!({"story": job.name, "articles": articles, "pairs": pairs}).to_string()
}

/// The pronouns and roles of a sentence: byte range in it, and the name each stands for.
fn stands_for(claims: &Claims, sentence_idx: usize) -> Vec<Value> {
    let claim = &claims.claims[sentence_idx];
    claim
        .names
        .iter()
        .filter(|it| it.is_anaphor)
        .map(|it| {
            let (start, end) =
                (it.range.start - claim.range.start, it.range.end - claim.range.start);
            json!([start, end, claims.entities[it.entity_idx].name])
        })
        .collect()
}
