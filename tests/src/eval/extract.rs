//! How well bodies and metadata are read from pages: the article-extraction benchmark's own
//! measure on its pages, and the fields of hand-checked pages of many countries.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use article::Article;
use serde_json::Value;

/// What was measured; `None` where the data is not there.
#[derive(Debug, Default)]
pub struct Extraction {
    /// The benchmark's pages: body only.
    pub benchmark: Option<BodyScore>,
    /// Pages of many countries: fields.
    pub fields: Option<FieldScore>,
    /// The same pages: body.
    pub countries: Option<BodyScore>,
}

/// Agreement of bodies: shingles of four tokens, each page counting the same.
#[derive(Debug, Default, Clone)]
pub struct BodyScore {
    /// Pages measured.
    pub n_pages: usize,
    /// Pages that were refused.
    pub n_refused: usize,
    /// Mean over pages.
    pub precision: f64,
    /// Mean over pages.
    pub recall: f64,
    /// Of these two means.
    pub f1: f64,
    /// Each page: name, precision, recall.
    pub pages: Vec<(String, f64, f64)>,
}

/// Shares of pages whose field is right.
#[derive(Debug, Default, Clone)]
pub struct FieldScore {
    /// Pages measured.
    pub n_pages: usize,
    /// The headline's letters are the same.
    pub title: f64,
    /// The headline shares four of five words, or one is part of the other.
    pub title_alike: f64,
    /// The same day, or the same instant.
    pub date: f64,
    /// The same names; none where the page names none.
    pub author: f64,
    /// What is wrong: page, field, expected, found.
    pub wrong: Vec<[String; 4]>,
}

/// Measures both sets below `shared`.
#[must_use]
pub fn extraction(shared: &Path) -> Extraction {
    let benchmark = benchmark(&shared.join("data/extract/scrapinghub"));
    let (fields, countries) = countries(&shared.join("data/extract/fundus")).unzip();
    Extraction { benchmark, fields, countries }
}

/// A page's bytes.
fn unpacked(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(fs::File::open(path).ok()?).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The article in a page.
fn read(path: &Path) -> Option<Article> {
    let bytes = unpacked(path)?;
    let source = ingest::Source { name: "page.html", bytes: &bytes };
    ingest::read(&source, &ingest::Config::standard()).ok()?.articles.into_iter().next()
}

/// The benchmark's pages against its ground truth.
fn benchmark(dir: &Path) -> Option<BodyScore> {
    let truth: BTreeMap<String, Value> =
        serde_json::from_slice(&fs::read(dir.join("ground-truth.json")).ok()?).ok()?;
    let pages = truth.iter().map(|(key, value)| {
        let article = read(&dir.join(format!("html/{key}.html.gz")));
        let expected = value["articleBody"].as_str().unwrap_or("").to_owned();
        (key.clone(), expected, article.map(|it| it.body))
    });
    Some(body_score(pages))
}

/// Scores bodies page by page.
fn body_score(pages: impl Iterator<Item = (String, String, Option<String>)>) -> BodyScore {
    let mut score = BodyScore::default();
    for (name, expected, found) in pages {
        score.n_pages += 1;
        score.n_refused += usize::from(found.is_none());
        let (precision, recall) = agreement(&expected, found.as_deref().unwrap_or(""));
        score.pages.push((name, precision, recall));
    }
    let mean = |it: &dyn Fn(&(String, f64, f64)) -> f64| {
        score.pages.iter().map(it).filter(|it| it.is_finite()).sum::<f64>()
            / score.pages.iter().map(it).filter(|it| it.is_finite()).count().max(1) as f64
    };
    score.precision = mean(&|it| it.1);
    score.recall = mean(&|it| it.2);
    score.f1 = 2.0 * score.precision * score.recall
        / (score.precision + score.recall).max(f64::MIN_POSITIVE);
    score
}

/// Precision and recall over shingles of four tokens; not a number where there is nothing to
/// measure.
fn agreement(expected: &str, found: &str) -> (f64, f64) {
    let (lhs, rhs) = (shingles(expected), shingles(found));
    let n_lhs: usize = lhs.values().sum();
    let n_rhs: usize = rhs.values().sum();
    let shared: usize = lhs.iter().map(|(it, n)| (*n).min(rhs.get(it).copied().unwrap_or(0))).sum();
    let ratio = |n: usize, of: usize| if of == 0 { f64::NAN } else { n as f64 / of as f64 };
    (ratio(shared, n_rhs), ratio(shared, n_lhs))
}

/// Every run of four tokens with its count; a shorter text is one run.
fn shingles(text: &str) -> BTreeMap<Vec<&str>, usize> {
    let tokens: Vec<&str> = text
        .split(|it: char| !(it.is_alphanumeric() || it == '_'))
        .filter(|it| !it.is_empty())
        .collect();
    let mut counts = BTreeMap::new();
    if tokens.is_empty() {
        return counts;
    }
    for start in 0..=tokens.len().saturating_sub(4) {
        let end = (start + 4).min(tokens.len());
        *counts.entry(tokens[start..end].to_vec()).or_default() += 1;
    }
    counts
}

/// The hand-checked pages: fields and bodies.
fn countries(dir: &Path) -> Option<(FieldScore, BodyScore)> {
    let mut fields = FieldScore::default();
    let mut bodies = Vec::new();
    let mut right = [0usize; 3];
    let mut n_alike = 0;
    for (page, gold) in pairs(dir)? {
        fields.n_pages += 1;
        let name = page.strip_prefix(dir).unwrap_or(&page).display().to_string();
        let article = read(&page);
        let title = article.as_ref().map_or("", |it| it.title.as_str());
        n_alike += usize::from(alike(gold["title"].as_str().unwrap_or(""), title));
        let expected = gold_body(&gold);
        if !expected.trim().is_empty() {
            bodies.push((name.clone(), expected, article.as_ref().map(|it| it.body.clone())));
        }
        for (idx, (field, expected, found, is_right)) in
            judge(&gold, article.as_ref()).into_iter().enumerate()
        {
            right[idx] += usize::from(is_right);
            if !is_right {
                fields.wrong.push([name.clone(), field.to_owned(), expected, found]);
            }
        }
    }
    let share = |n: usize| n as f64 / fields.n_pages.max(1) as f64;
    fields.title_alike = share(n_alike);
    (fields.title, fields.date, fields.author) =
        (share(right[0]), share(right[1]), share(right[2]));
    Some((fields, body_score(bodies.into_iter())))
}

/// Each page with its gold record: pages of one outlet by their day, records by theirs.
fn pairs(dir: &Path) -> Option<Vec<(PathBuf, Value)>> {
    let list = |dir: &Path| -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(dir).into_iter().flatten().flatten().map(|it| it.path()).collect();
        paths.sort();
        paths
    };
    fs::metadata(dir).ok()?;
    let mut pairs = Vec::new();
    for country in list(dir) {
        let files = list(&country);
        for gold in files.iter().filter(|it| it.extension().is_some_and(|it| it == "json")) {
            let outlet = gold.file_stem().and_then(|it| it.to_str()).unwrap_or("");
            let records: BTreeMap<String, Value> =
                serde_json::from_slice(&fs::read(gold).ok()?).ok()?;
            let mut records: Vec<Value> = records.into_values().collect();
            records.sort_by_key(|it| it["publishing_date"].as_str().unwrap_or("").to_owned());
            let pages = files.iter().filter(|it| {
                let name = it.file_name().and_then(|it| it.to_str()).unwrap_or("");
                let rest = name.strip_prefix(outlet).and_then(|it| it.strip_prefix('_'));
                rest.is_some_and(|it| it.starts_with(|ch: char| ch.is_ascii_digit()))
                    && name.ends_with(".html.gz")
            });
            pairs.extend(pages.cloned().zip(records));
        }
    }
    Some(pairs)
}

/// Summary, section headings and paragraphs of a gold record.
fn gold_body(gold: &Value) -> String {
    let strings = |list: &Value| -> Vec<String> {
        list.as_array()
            .into_iter()
            .flatten()
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect()
    };
    let mut all = strings(&gold["body"]["summary"]);
    for section in gold["body"]["sections"].as_array().into_iter().flatten() {
        all.extend(strings(&section["headline"]));
        all.extend(strings(&section["paragraphs"]));
    }
    all.join("\n\n")
}

/// Title, date and author: name, expected, found, and whether it is right.
fn judge(gold: &Value, article: Option<&Article>) -> [(&'static str, String, String, bool); 3] {
    let title = gold["title"].as_str().unwrap_or("").to_owned();
    let found_title = article.map(|it| it.title.clone()).unwrap_or_default();
    let is_title = letters(&title) == letters(&found_title);
    let date = gold["publishing_date"].as_str().unwrap_or("").to_owned();
    let found = article.and_then(|it| it.published);
    let instant = date.replacen(' ', "T", 1).parse::<jiff::Timestamp>().ok();
    let is_date = found.is_some_and(|it| {
        date.starts_with(&it.date.to_string()) || (instant.is_some() && it.instant == instant)
    });
    let authors: Vec<String> = gold["authors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect();
    let byline = article.and_then(|it| it.byline.clone()).unwrap_or_default();
    let is_author = same_words(&authors.join(" "), &byline);
    [
        ("title", title, found_title, is_title),
        ("date", date, found.map_or(String::new(), |it| it.to_string()), is_date),
        ("author", authors.join(" + "), byline, is_author),
    ]
}

/// True if one headline is part of the other, or they share four of five words.
fn alike(lhs: &str, rhs: &str) -> bool {
    let (lhs_letters, rhs_letters) = (letters(lhs), letters(rhs));
    if lhs_letters.is_empty() || rhs_letters.is_empty() {
        return lhs_letters == rhs_letters;
    }
    if lhs_letters.contains(&rhs_letters) || rhs_letters.contains(&lhs_letters) {
        return true;
    }
    let words = |it: &str| -> BTreeSet<String> { it.split_whitespace().map(letters).collect() };
    let (lhs, rhs) = (words(lhs), words(rhs));
    lhs.intersection(&rhs).count() * 10 >= (lhs.len() + rhs.len()) * 4
}

/// Letters and digits, lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The same words, whatever their order and the words that join names.
fn same_words(lhs: &str, rhs: &str) -> bool {
    let words = |it: &str| -> BTreeSet<String> {
        it.to_lowercase()
            .split(|it: char| !it.is_alphanumeric())
            .filter(|it| !it.is_empty() && *it != "and")
            .map(str::to_owned)
            .collect()
    };
    words(lhs) == words(rhs)
}
