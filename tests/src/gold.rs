//! Gold events and how a comparison scores against them.
//!
//! The same counting as the labelled data's own `score.py`: sentence pairs of different articles
//! that share a fact (`links`), that differ (`differences`), and that differ in the right family
//! of kinds (`typed`), pooled over events. A gold pair is sure when every reading has it; a pair
//! that only some readings have is neither right nor wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

/// One labelled event.
#[derive(Debug, Deserialize)]
pub struct Event {
    /// Its name.
    pub event: String,
    /// Usually three.
    pub articles: Vec<GoldArticle>,
    /// One for each reading.
    pub annotations: Vec<Annotation>,
}

/// An article with the gold sentence split.
#[derive(Debug, Deserialize)]
pub struct GoldArticle {
    /// `A`, `B` or `C`.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// The headline.
    pub title: String,
    /// ISO day.
    pub date: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// File beside the gold file, in the project's own corpus.
    pub file: Option<String>,
    /// The text in paragraphs.
    pub text: String,
    /// Its sentences.
    pub sentences: Vec<String>,
}

/// One reading of an event.
#[derive(Debug, Deserialize)]
pub struct Annotation {
    /// The facts.
    pub clusters: Vec<Cluster>,
    /// Sentence ids that are no content.
    #[serde(default)]
    pub noise: Vec<String>,
}

/// A fact with the sentences that state it.
#[derive(Debug, Deserialize)]
pub struct Cluster {
    /// The fact in one neutral sentence.
    #[serde(default)]
    pub fact: String,
    /// Sentence ids such as `A3`.
    pub members: Vec<String>,
    /// How they differ.
    #[serde(default)]
    pub divergences: Vec<Divergence>,
}

/// A labelled difference.
#[derive(Debug, Deserialize)]
pub struct Divergence {
    /// One of the ten kinds.
    pub kind: String,
    /// Two or three sentence ids.
    pub between: Vec<String>,
    /// The exact words, by sentence id.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
}

/// A pair of gold sentence ids of different articles, in order.
pub type IdPair = (String, String);

/// Reads every event of a folder, or of the `gold.json` files of its subfolders, sorted by name.
///
/// # Errors
/// If a file cannot be read or parsed; the message names it.
pub fn events(folder: &Path) -> Result<Vec<Event>, String> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|it| format!("{}: {it}", folder.display()))? {
        let path = entry.map_err(|it| it.to_string())?.path();
        if path.is_dir() && path.join("gold.json").exists() {
            paths.push(path.join("gold.json"));
        } else if path.extension().is_some_and(|it| it == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| read_event(path)).collect()
}

fn read_event(path: &Path) -> Result<Event, String> {
    let text = std::fs::read_to_string(path).map_err(|it| format!("{}: {it}", path.display()))?;
    serde_json::from_str(&text).map_err(|it| format!("{}: {it}", path.display()))
}

impl Event {
    /// Pairs that share a fact by any reading.
    #[must_use]
    pub fn links(&self) -> BTreeSet<IdPair> {
        self.annotations.iter().flat_map(Annotation::links).collect()
    }

    /// The articles as `ingest` would give them from a JSON record.
    #[must_use]
    pub fn inputs(&self) -> Vec<String> {
        self.articles
            .iter()
            .map(|it| {
                serde_json::json!({
                    "id": it.id, "outlet": it.outlet, "title": it.title, "date": it.date,
                    "url": it.url, "text": it.text,
                })
                .to_string()
            })
            .collect()
    }
}

impl Annotation {
    /// Pairs that share a fact.
    #[must_use]
    pub fn links(&self) -> BTreeSet<IdPair> {
        self.clusters.iter().flat_map(|it| cross(&it.members)).collect()
    }

    /// Pairs that differ, with the family of the kind.
    #[must_use]
    pub fn differences(&self) -> BTreeSet<(IdPair, &'static str)> {
        self.clusters
            .iter()
            .flat_map(|it| &it.divergences)
            .flat_map(|it| cross(&it.between).into_iter().map(|pair| (pair, family(&it.kind))))
            .collect()
    }
}

/// The family that a kind of difference belongs to.
#[must_use]
pub fn family(kind: &str) -> &'static str {
    match kind {
        "number" | "precision" | "date" => "value",
        "name" => "who",
        "agency" | "label" | "quote" => "wording",
        "attribution" | "certainty" => "source",
        "contradiction" => "contradiction",
        _ => "?",
    }
}

/// What so many of an event's readings come to, for training: 1 if all say so, 0 if none does, -1 if they disagree.
#[must_use]
pub fn label(n_saying: usize, n_readings: usize) -> f32 {
    match n_saying {
        0 => 0.0,
        n if n == n_readings => 1.0,
        _ => -1.0,
    }
}

/// All pairs of ids of different articles, each in order.
#[must_use]
pub fn cross(ids: &[String]) -> BTreeSet<IdPair> {
    let ids: BTreeSet<&String> = ids.iter().collect();
    let mut pairs = BTreeSet::new();
    for a in &ids {
        for b in ids.iter().filter(|b| *b > a && b.chars().next() != a.chars().next()) {
            pairs.insert(((*a).clone(), (*b).clone()));
        }
    }
    pairs
}

/// For each range of `body` the gold sentences that it covers: at least half of the shorter of
/// the two must overlap. White space does not count in finding the gold sentences.
#[must_use]
pub fn covered(gold: &GoldArticle, body: &str, ranges: &[(usize, usize)]) -> Vec<Vec<String>> {
    let spans = gold_spans(gold, body);
    ranges
        .iter()
        .map(|(start, end)| {
            let mut ids = Vec::new();
            for (idx, span) in spans.iter().enumerate() {
                let Some((from, to)) = span else { continue };
                let overlap = (*end).min(*to).saturating_sub((*start).max(*from));
                if overlap > 0 && 2 * overlap >= (end - start).min(to - from) {
                    ids.push(format!("{}{}", gold.id, idx + 1));
                }
            }
            ids
        })
        .collect()
}

/// Where words of a gold sentence stand in a body. Their place in the sentence is counted in
/// characters that are no white space.
#[must_use]
pub fn place(
    gold: &GoldArticle,
    body: &str,
    sentence_idx: usize,
    words: (usize, usize),
) -> Option<(usize, usize)> {
    let (start, end) = *gold_spans(gold, body).get(sentence_idx)?.as_ref()?;
    let (from, to) = place_in(&body[start..end], words)?;
    Some((start + from, start + to))
}

/// Where words stand in a text, from their place in characters that are no white space.
#[must_use]
pub fn place_in(text: &str, (from, to): (usize, usize)) -> Option<(usize, usize)> {
    let mut dark = text.char_indices().filter(|(_, it)| !it.is_whitespace());
    let (start, first) = dark.nth(from)?;
    let (last, char) = match to.checked_sub(from + 2) {
        Some(between) => dark.nth(between)?,
        None => (start, first),
    };
    Some((start, last + char.len_utf8()))
}

fn squeeze(text: &str) -> (String, Vec<usize>) {
    let mut flat = String::new();
    let mut places = Vec::new();
    for (place, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        flat.push(c);
        places.extend(std::iter::repeat_n(place, c.len_utf8()));
    }
    (flat, places)
}

fn gold_spans(gold: &GoldArticle, body: &str) -> Vec<Option<(usize, usize)>> {
    let (flat, places) = squeeze(body);
    let mut at = 0;
    gold.sentences
        .iter()
        .map(|sentence| {
            let (want, _) = squeeze(sentence);
            if want.is_empty() {
                return None;
            }
            let found = flat[at..].find(&want).map(|it| it + at).or_else(|| flat.find(&want))?;
            at = found + want.len();
            let last = places[at - 1];
            let width = body[last..].chars().next().map_or(1, char::len_utf8);
            Some((places[found], last + width))
        })
        .collect()
}

/// Right, shown and wanted, pooled.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    /// Shown and wanted.
    pub right: usize,
    /// Shown.
    pub shown: usize,
    /// Wanted.
    pub gold: usize,
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
impl Tally {
    /// Share of the shown that is right.
    #[must_use]
    pub fn precision(self) -> f64 {
        if self.shown == 0 { 0.0 } else { self.right as f64 / self.shown as f64 }
    }

    /// Share of the wanted that is shown.
    #[must_use]
    pub fn recall(self) -> f64 {
        if self.gold == 0 { 0.0 } else { self.right as f64 / self.gold as f64 }
    }

    /// Harmonic mean of the two.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }

    /// Pools the two.
    pub fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.shown += other.shown;
        self.gold += other.gold;
    }
}

/// What a comparison says of an event, in gold sentence ids.
#[derive(Debug, Default)]
pub struct Predicted {
    /// Confidence of each linked pair.
    pub links: BTreeMap<IdPair, f64>,
    /// Pairs that differ, with the family of the kind.
    pub differences: BTreeSet<(IdPair, &'static str)>,
}

/// The figures over a set of events.
#[derive(Debug, Default)]
pub struct Score {
    /// Pairs that share a fact.
    pub links: Tally,
    /// Pairs that differ.
    pub differences: Tally,
    /// Pairs that differ, by family.
    pub typed: Tally,
    /// `differences` over the linked pairs.
    pub differences_linked: Tally,
    /// `typed` over the linked pairs.
    pub typed_linked: Tally,
    scored: Vec<(f64, bool)>,
}

fn all_and_any<T: Ord + Clone>(readings: &[BTreeSet<T>]) -> (BTreeSet<T>, BTreeSet<T>) {
    let any: BTreeSet<T> = readings.iter().flatten().cloned().collect();
    let all =
        any.iter().filter(|it| readings.iter().all(|set| set.contains(it))).cloned().collect();
    (all, any)
}

fn tally<'a, T: Ord + 'a>(
    shown: impl Iterator<Item = &'a T>,
    sure: &BTreeSet<T>,
    maybe: &BTreeSet<T>,
) -> Tally {
    let mut tally = Tally { gold: sure.len(), ..Tally::default() };
    for it in shown.filter(|it| sure.contains(it) || !maybe.contains(it)) {
        tally.shown += 1;
        tally.right += usize::from(sure.contains(it));
    }
    tally
}

impl Score {
    /// Counts one event.
    pub fn add(&mut self, event: &Event, predicted: &Predicted) {
        let links: Vec<_> = event.annotations.iter().map(Annotation::links).collect();
        let typed: Vec<_> = event.annotations.iter().map(Annotation::differences).collect();
        let pairs: Vec<BTreeSet<IdPair>> =
            typed.iter().map(|set| set.iter().map(|it| it.0.clone()).collect()).collect();
        let (sure, maybe) = all_and_any(&links);
        self.links.add(tally(predicted.links.keys(), &sure, &maybe));
        for (pair, confidence) in &predicted.links {
            if sure.contains(pair) || !maybe.contains(pair) {
                self.scored.push((*confidence, sure.contains(pair)));
            }
        }
        let shown_pairs: BTreeSet<IdPair> =
            predicted.differences.iter().map(|it| it.0.clone()).collect();
        let linked = |pair: &IdPair| predicted.links.contains_key(pair);
        let (sure, maybe) = all_and_any(&pairs);
        self.differences.add(tally(shown_pairs.iter(), &sure, &maybe));
        let inside: BTreeSet<IdPair> = sure.into_iter().filter(linked).collect();
        self.differences_linked.add(tally(
            shown_pairs.iter().filter(|it| linked(it)),
            &inside,
            &maybe,
        ));
        let (sure, maybe) = all_and_any(&typed);
        self.typed.add(tally(predicted.differences.iter(), &sure, &maybe));
        let inside: BTreeSet<_> = sure.into_iter().filter(|it| linked(&it.0)).collect();
        let shown = predicted.differences.iter().filter(|it| linked(&it.0));
        self.typed_linked.add(tally(shown, &inside, &maybe));
    }

    /// Recall of links at the strictest confidence cut that keeps this precision.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn recall_at(&self, precision: f64) -> f64 {
        let mut scored = self.scored.clone();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut best: f64 = 0.0;
        let mut right = 0usize;
        for (idx, (_, good)) in scored.iter().enumerate() {
            right += usize::from(*good);
            if right as f64 >= precision * (idx + 1) as f64 {
                best = right as f64 / self.links.gold.max(1) as f64;
            }
        }
        best
    }

    /// Equal bins of confidence: from, to, links in it, their mean confidence, share right.
    /// Empty bins are left out.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn reliability(&self, n_bins: usize) -> Vec<(f64, f64, usize, f64, f64)> {
        let mut bins = vec![(0usize, 0.0f64, 0usize); n_bins];
        let edge = |i: usize| i as f64 / n_bins as f64;
        for (confidence, good) in &self.scored {
            let bin = (0..n_bins).find(|i| *confidence < edge(i + 1));
            let bin = &mut bins[bin.unwrap_or(n_bins - 1)];
            bin.0 += 1;
            bin.1 += confidence;
            bin.2 += usize::from(*good);
        }
        let row = |(i, (n, sum, right)): (usize, &(usize, f64, usize))| {
            (edge(i), edge(i + 1), *n, sum / *n as f64, *right as f64 / *n as f64)
        };
        bins.iter().enumerate().filter(|it| it.1.0 > 0).map(row).collect()
    }

    /// Mean gap between the confidence of links and how often they are right, over ten equal bins
    /// weighted by size (expected calibration error).
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn calibration_error(&self) -> f64 {
        let gap =
            |(_, _, n, said, right): (f64, f64, usize, f64, f64)| n as f64 * (said - right).abs();
        self.reliability(10).into_iter().map(gap).sum::<f64>() / self.scored.len().max(1) as f64
    }
}
