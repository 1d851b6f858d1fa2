//! How close a summary of three outlets comes to an editor's neutral roundup.
//!
//! ROUGE (F1, lower case, no stemming): shared words, shared word pairs, longest common
//! subsequence of the whole. Beside the product stand ways of the same length: the first three
//! sentences of the first article, the first sentence of each, LexRank and TextRank.

use std::collections::BTreeMap;
use std::path::Path;

use article::Article;
use serde::Deserialize;

use super::{Table, ranks};

/// Sentences in each summary; the references have three or four.
const N_SENTENCES: usize = 3;

#[derive(Deserialize)]
struct Record {
    articles: Vec<String>,
    reference: String,
}

/// Sums of a way of summarizing.
#[derive(Default)]
struct Rouge {
    words: f64,
    pairs: f64,
    sequence: f64,
}

impl Rouge {
    fn add(&mut self, summary: &[String], reference: &[String]) {
        self.words += overlap(&grams(summary, 1), &grams(reference, 1));
        self.pairs += overlap(&grams(summary, 2), &grams(reference, 2));
        let common = longest_common(summary, reference) as f64;
        self.sequence += f1(common, summary.len() as f64, reference.len() as f64);
    }

    fn put(&self, table: &mut Table, name: &str, n_records: f64) {
        table.add(&format!("{name}: ROUGE-1"), self.words / n_records);
        table.add(&format!("{name}: ROUGE-2"), self.pairs / n_records);
        table.add(&format!("{name}: ROUGE-L"), self.sequence / n_records);
    }
}

/// The ways of summarizing, in the order of the table.
const WAYS: [&str; 5] = [
    "summarize --fast",
    "first sentence of each",
    "first three of the first",
    "LexRank",
    "TextRank",
];

/// Summarizes every story of the set.
#[must_use]
pub fn roundups(shared: &Path) -> Table {
    let mut table = Table::new("Summary of three outlets (NeuS, val)");
    let records: Vec<Record> =
        super::records(&shared.join("data/summary/neus-val.jsonl.gz")).unwrap_or_default();
    let models = pipeline::Models::fast();
    let mut config = pipeline::Config::fast();
    config.summary = summary::Config { length: summary::Length::Sentences(N_SENTENCES) };
    let mut rouges: [Rouge; WAYS.len()] = Default::default();
    for record in &records {
        let reference = words(&parts(&record.reference).1);
        let articles = record.articles.iter().map(|it| article(it)).collect();
        let outcome = pipeline::run(articles, &models, &config);
        for (rouge, places) in rouges.iter_mut().zip(choices(&outcome)) {
            rouge.add(&said(&outcome.comparison.articles, places.into_iter()), &reference);
        }
    }
    for (rouge, name) in rouges.iter().zip(WAYS) {
        rouge.put(&mut table, name, records.len().max(1) as f64);
    }
    table.note = format!("{} stories, summaries of {N_SENTENCES} sentences.", records.len());
    table
}

/// The sentences that each of [`WAYS`] chooses, as article and sentence index.
fn choices(outcome: &pipeline::Outcome) -> [Vec<(usize, usize)>; WAYS.len()] {
    let articles = &outcome.comparison.articles;
    let n_sentences = |it: usize| articles[it].document.sentences.len();
    let all: Vec<(usize, usize)> = (0..articles.len())
        .flat_map(|article_idx| (0..n_sentences(article_idx)).map(move |it| (article_idx, it)))
        .collect();
    let tokens = |it: &(usize, usize)| articles[it.0].document.tokens_of(it.1);
    let words: Vec<Vec<String>> = all.iter().map(|it| lower_words(tokens(it))).collect();
    let stems: Vec<Vec<String>> = all.iter().map(|it| stems(tokens(it))).collect();
    let best = |ranks: &[f64]| -> Vec<(usize, usize)> {
        ranks::best(ranks, N_SENTENCES).into_iter().map(|it| all[it]).collect()
    };
    [
        outcome.summary.iter().map(|it| (it.article_idx, it.sentence_idx)).collect(),
        all.iter().copied().filter(|it| it.1 == 0).collect(),
        all.iter().copied().filter(|it| it.0 == 0).take(N_SENTENCES).collect(),
        best(&ranks::lexrank(&words)),
        best(&ranks::textrank(&stems)),
    ]
}

/// Headline and text of `TITLE=> … ARTICLE=> …`.
fn parts(record: &str) -> (String, String) {
    let (title, body) = record.split_once("ARTICLE=>").unwrap_or(("", record));
    (title.replace("TITLE=>", "").trim().to_owned(), body.trim().to_owned())
}

fn article(record: &str) -> Article {
    let (title, body) = parts(record);
    Article { title, declared_language: Some("en".to_owned()), ..Article::of(&body) }
}

/// The words of these sentences.
fn said(articles: &[claim::Claims], places: impl Iterator<Item = (usize, usize)>) -> Vec<String> {
    let mut said = Vec::new();
    for (article_idx, sentence_idx) in places {
        let document = &articles[article_idx].document;
        let tokens = &document.tokens[document.sentences[sentence_idx].tokens.clone()];
        said.extend(lower_words(tokens));
    }
    said
}

fn words(text: &str) -> Vec<String> {
    lower_words(&text::read(article(text)).tokens)
}

fn lower_words(tokens: &[text::Token]) -> Vec<String> {
    tokens.iter().filter(|it| it.is_counted()).map(|it| it.lower.to_string()).collect()
}

fn stems(tokens: &[text::Token]) -> Vec<String> {
    tokens.iter().filter(|it| it.is_topic()).map(|it| it.stem.to_string()).collect()
}

fn grams(words: &[String], n_words: usize) -> BTreeMap<&[String], usize> {
    let mut grams = BTreeMap::new();
    for gram in words.windows(n_words) {
        *grams.entry(gram).or_insert(0) += 1;
    }
    grams
}

fn overlap(lhs: &BTreeMap<&[String], usize>, rhs: &BTreeMap<&[String], usize>) -> f64 {
    let shared: usize =
        lhs.iter().map(|(gram, n)| rhs.get(gram).map_or(0, |other| *n.min(other))).sum();
    f1(shared as f64, lhs.values().sum::<usize>() as f64, rhs.values().sum::<usize>() as f64)
}

fn f1(shared: f64, n_lhs: f64, n_rhs: f64) -> f64 {
    if n_lhs + n_rhs == 0.0 { 0.0 } else { 2.0 * shared / (n_lhs + n_rhs) }
}

fn longest_common(lhs: &[String], rhs: &[String]) -> usize {
    let mut row = vec![0; rhs.len() + 1];
    for word in lhs {
        let mut diagonal = 0;
        for (idx, other) in rhs.iter().enumerate() {
            let above = row[idx + 1];
            row[idx + 1] = if word == other { diagonal + 1 } else { above.max(row[idx]) };
            diagonal = above;
        }
    }
    row[rhs.len()]
}
