//! How well sentences are found: labelled text is joined and split again.
//!
//! A boundary is the place after a sentence, counted in characters that are not white space; the
//! end of the text is none. Boundaries of all texts of a set are pooled.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;

use article::Article;
use serde_json::Value;

/// What was measured, set by set.
#[derive(Debug, Clone, Default)]
pub struct Segmentation {
    /// `"gold"`: articles joined with spaces; `"gold stops"`: the same, but a line end after what
    /// ends without a stop (captions, headings), since no rule can find that place; `"gold
    /// paragraphs"`: as published; `"pud en"` and so on: news and encyclopaedia sentences.
    pub boundaries: BTreeMap<String, Boundaries>,
    /// Hard cases by language: how many were split exactly as wanted, of how many.
    pub hard_cases: BTreeMap<String, (usize, usize)>,
    /// Where found and wanted boundaries part.
    pub faults: Vec<Fault>,
}

/// Pooled counts of boundaries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Boundaries {
    /// Found and wanted.
    pub right: usize,
    /// Found, not wanted.
    pub extra: usize,
    /// Wanted, not found.
    pub missed: usize,
}

impl Boundaries {
    /// The harmonic mean of precision and recall; 1 if there was nothing to find.
    #[must_use]
    pub fn f1(self) -> f64 {
        let sum = 2 * self.right + self.extra + self.missed;
        if sum == 0 { 1.0 } else { 2.0 * self.right as f64 / sum as f64 }
    }
}

/// A boundary that is found or wanted, but not both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The set, as in [`Segmentation::boundaries`].
    pub set: String,
    /// True if it was wanted.
    pub is_missed: bool,
    /// The text around it; `¦` marks the place.
    pub around: String,
}

/// Splits the labelled sets under `shared` (training events, hard cases, parallel treebanks). Sets
/// that are not there are left out.
#[must_use]
pub fn segmentation(shared: &Path) -> Segmentation {
    let mut figures = Segmentation::default();
    for event in events(&shared.join("gold/train")) {
        for article in event["articles"].as_array().into_iter().flatten() {
            let sentences = strings(&article["sentences"]);
            figures.count("gold", None, &sentences.join(" "), &sentences);
            figures.count("gold stops", None, &join_stopped(&sentences), &sentences);
            let text = article["text"].as_str().unwrap_or_default();
            figures.count("gold paragraphs", None, text, &sentences);
        }
    }
    for record in lines(&shared.join("data/segment/pud.jsonl.gz")) {
        let language = record["lang"].as_str().unwrap_or_default();
        let sentences = strings(&record["sentences"]);
        let gap = if matches!(language, "zh" | "th" | "ja") { "" } else { " " };
        let set = format!("pud {language}");
        figures.count(&set, Some(language), &sentences.join(gap), &sentences);
    }
    for record in lines(&shared.join("data/segment/golden_rules.jsonl.gz")) {
        let name = record["lang"].as_str().unwrap_or_default();
        let language = match name {
            "english_clean" => "en",
            "spanish" => "es",
            "german" | "deutsch" => "de",
            other => other,
        };
        let sentences = strings(&record["sentences"]);
        let text = record["text"].as_str().unwrap_or_default();
        let before = figures.faults.len();
        figures.count(&format!("hard {name}"), Some(language), text, &sentences);
        let (right, all) = figures.hard_cases.entry(name.to_owned()).or_default();
        *right += usize::from(figures.faults.len() == before);
        *all += 1;
    }
    figures
}

impl Segmentation {
    fn count(&mut self, set: &str, language: Option<&str>, text: &str, wanted: &[String]) {
        let wanted = ends(wanted.iter().map(String::as_str));
        let document = text::read(article(text, language));
        let found = ends(
            (0..document.sentences.len()).map(|sentence_idx| document.sentence_text(sentence_idx)),
        );
        let counts = self.boundaries.entry(set.to_owned()).or_default();
        counts.right += found.intersection(&wanted).count();
        counts.extra += found.difference(&wanted).count();
        counts.missed += wanted.difference(&found).count();
        for place in found.symmetric_difference(&wanted) {
            let is_missed = wanted.contains(place);
            self.faults.push(Fault {
                set: set.to_owned(),
                is_missed,
                around: around(text, *place),
            });
        }
    }
}

/// Joins with a space after a stop and a line end after anything else.
fn join_stopped(sentences: &[String]) -> String {
    let mut text = String::new();
    for sentence in sentences {
        let bare = sentence.trim_end_matches(|char: char| "\"'”’»)]* ".contains(char));
        text.push_str(sentence);
        text.push_str(if bare.ends_with(['.', '!', '?', '…']) { " " } else { "\n" });
    }
    text
}

/// Where sentences end, but for the last one.
fn ends<'a>(sentences: impl Iterator<Item = &'a str>) -> BTreeSet<usize> {
    let mut len = 0;
    let mut ends = BTreeSet::new();
    for sentence in sentences {
        len += sentence.chars().filter(|char| is_solid(*char)).count();
        ends.insert(len);
    }
    ends.pop_last();
    ends
}

fn is_solid(char: char) -> bool {
    !char.is_whitespace() && !matches!(char, '\u{200b}' | '\u{feff}')
}

fn around(text: &str, place: usize) -> String {
    let solid: Vec<usize> =
        text.char_indices().filter(|(_, char)| is_solid(*char)).map(|(at, _)| at).collect();
    let at = |idx: usize| solid.get(idx).copied().unwrap_or(text.len());
    let (from, middle, to) = (at(place.saturating_sub(40)), at(place), at(place + 30));
    format!("{}¦{}", &text[from..middle], &text[middle..to])
}

fn article(body: &str, language: Option<&str>) -> Article {
    Article { declared_language: language.map(str::to_owned), ..Article::of(body) }
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The JSON files of a folder in the order of their names.
fn events(folder: &Path) -> impl Iterator<Item = Value> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths.into_iter().filter_map(|path| {
        let text = std::fs::read_to_string(path).ok()?;
        serde_json::from_str(&text).ok()
    })
}

/// The records of a gzip JSON Lines file.
fn lines(path: &Path) -> Vec<Value> {
    let Ok(file) = std::fs::File::open(path) else { return Vec::new() };
    let mut text = String::new();
    if flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).is_err() {
        return Vec::new();
    }
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}
