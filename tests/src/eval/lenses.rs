//! How well the lenses see what careful readers see, sentence by sentence.
//!
//! `tests/lenses/labels.jsonl` holds places in articles of labelled events, as `tests/lenses/GUIDE.md`
//! says, `second.jsonl` a second reading of some of them. The events are halved: rules may be fitted
//! on the one, the other is measured.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use lens::{Lens, Place, Subject};
use pipeline::{Config, Models, Outcome};
use serde::{Deserialize, Serialize};

use super::Table;
use crate::gold::{self, Event, GoldArticle};
use crate::predict;

const LABELS: &str = "tests/lenses/labels.jsonl";
/// Rung and sort alone, of other events than those of `LABELS`; rules and weights may be fitted on them.
const MORE: &str = "tests/lenses/sorts.jsonl";
const SECOND: &str = "tests/lenses/second.jsonl";
/// What is told apart, the lens that sees it, and what of it.
const KEYS: [(&str, Lens, &str); 7] = [
    ("labels", Lens::Labels, "words beside a name that two articles describe differently"),
    ("hidden", Lens::Agency, "words that hide a doer"),
    ("rung", Lens::Sourcing, "sentences with a source"),
    ("verbs", Lens::Verbs, "ways of giving words"),
    ("doubt", Lens::Verbs, "words of distance and doubt"),
    ("marks", Lens::Verbs, "words in marks"),
    ("sort", Lens::Context, "sentences that are more than reported"),
];
/// Groups of the rules, and the sorts of verb that the guide knows.
const VERBS: [(&str, &str); 6] = [
    ("doubts the speaker", "doubt"),
    ("makes it a confession", "confession"),
    ("gives it force", "force"),
    ("makes it an attack", "attack"),
    ("makes it praise, a boast or a joke", "boast"),
    ("makes it a finding", "finding"),
];

/// Which events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Those that rules may be fitted on.
    Fitted,
    /// The others.
    Measured,
}

/// A labelled sentence; its places are counted in characters that are no white space.
#[derive(Debug, Deserialize)]
struct Labelled {
    event: String,
    id: String,
    rung: Option<String>,
    sort: Option<String>,
    #[serde(default)]
    hidden: Vec<(usize, usize)>,
    #[serde(default)]
    doubt: Vec<(usize, usize)>,
    #[serde(default)]
    marks: Vec<(usize, usize)>,
    /// With the sort of verb.
    #[serde(default)]
    verbs: Vec<(usize, usize, String)>,
    /// With the last word of the name.
    #[serde(default)]
    labels: Vec<(usize, usize, String)>,
}

/// Words that a reader or a lens points at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    article_idx: usize,
    in_title: bool,
    range: (usize, usize),
    /// The sort of verb; empty for the rest.
    sort: String,
    /// What makes several mentions one: the name and the words of a label.
    group: Option<(String, String)>,
    /// As written.
    words: String,
}

/// A labelled sentence and what the program sees of it.
#[derive(Debug, Serialize)]
pub struct Signs {
    event: String,
    /// What it is for.
    sort: String,
    /// Its words and the signs of the whole.
    signs: Vec<String>,
    /// As the encoder reads it after the one before.
    vector: Vec<f32>,
}

/// One reading of an event, by a person or by the lenses.
#[derive(Debug, Default)]
struct Seen {
    /// Rung or sort by gold sentence id, by key.
    sorts: BTreeMap<(&'static str, String), String>,
    /// By key.
    spans: BTreeMap<&'static str, Vec<Span>>,
}

/// How often what was shown is right, and what is there was shown.
#[derive(Debug, Default, Clone, Copy)]
struct Rate {
    n_right: usize,
    n_shown: usize,
    n_found: usize,
    n_there: usize,
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
impl Rate {
    fn add(&mut self, other: Self) {
        self.n_right += other.n_right;
        self.n_shown += other.n_shown;
        self.n_found += other.n_found;
        self.n_there += other.n_there;
    }

    fn precision(self) -> f64 {
        self.n_right as f64 / self.n_shown.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.n_found as f64 / self.n_there.max(1) as f64
    }

    fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// What was shown and is wrong, and what was missed, for people who mend rules.
#[derive(Debug)]
pub struct Miss {
    /// What is told apart: a key of the guide.
    pub key: &'static str,
    /// The event and the sentence or article.
    pub place: String,
    /// What was said of it, and what should have been.
    pub what: String,
}

impl Miss {
    fn of(event: &Event, (key, place, what): Found) -> Self {
        Self { key, place: format!("{} {place}", event.event), what }
    }
}

/// The figures of one half.
#[derive(Debug)]
pub struct Seeing {
    /// Of everything that is told apart.
    pub table: Table,
    /// Precision and recall of each lens, over all that it tells apart.
    pub by_lens: BTreeMap<&'static str, (f64, f64)>,
    /// How many events.
    pub n_events: usize,
    /// Every error.
    pub misses: Vec<Miss>,
}

/// Measures the lenses on one half.
///
/// # Errors
/// If a file of labels or events cannot be read.
pub fn lenses(shared: &Path, half: Half) -> Result<Seeing, String> {
    let (first, second) = (read(Path::new(LABELS))?, read(Path::new(SECOND))?);
    let more = if half == Half::Fitted { rungs(read(Path::new(MORE))?) } else { Vec::new() };
    let asked = events_of(&first, half);
    let events = gold::events(&shared.join("gold/train"))?;
    let (models, encoder) = (Models::fast(), Models::standard(2));
    let mut by_lens: BTreeMap<&str, Rate> = BTreeMap::new();
    let mut by_reader: BTreeMap<&str, Rate> = BTreeMap::new();
    let mut misses = Vec::new();
    let mut n_sentences = 0;
    for event in events.iter().filter(|it| asked.contains(&it.event)) {
        let outcome = pipeline::run(predict::articles(event), &models, &Config::fast());
        let gold = labelled(event, &first, &outcome);
        n_sentences += gold.sorts.keys().filter(|it| it.0 == "rung").count();
        let mut found = Vec::new();
        let encodings = encoder.encode(&outcome.comparison.articles);
        count(&lenses_of(event, &outcome, &encodings), &gold, &mut by_lens, &mut found);
        misses.extend(found.into_iter().map(|it| Miss::of(event, it)));
        let other = labelled(event, &second, &outcome);
        if !other.sorts.is_empty() {
            count(&other, &gold, &mut by_reader, &mut Vec::new());
        }
    }
    for event in events.iter().filter(|it| more.iter().any(|other| other.event == it.event)) {
        let outcome = pipeline::run(predict::articles(event), &models, &Config::fast());
        let gold = labelled(event, &more, &outcome);
        let mut found = Vec::new();
        count_sorts(&lenses_of(event, &outcome, &[]), &gold, &mut by_lens, &mut found);
        misses.extend(found.into_iter().map(|it| Miss::of(event, it)));
    }
    let mut table = Table::new(&format!("Lenses, {} events labelled by reading", asked.len()));
    let mut pooled: BTreeMap<&str, Rate> = BTreeMap::new();
    for (key, lens, what) in KEYS {
        let name = format!("{}, {what}", lens.name());
        let rate = by_lens.get(key).copied().unwrap_or_default();
        pooled.entry(lens.name()).or_default().add(rate);
        table.add(&format!("{name}: precision"), rate.precision());
        table.add(&format!("{name}: recall"), rate.recall());
        if let Some(reader) = by_reader.get(key) {
            table.add(&format!("{name}: F1 of a second reader"), reader.f1());
        }
    }
    table.note = format!(
        "{n_sentences} sentences; no rule was fitted on these events. A sentence counts as right on \
         its very rung, or sort; words if they overlap, verbs if of the right sort too. `context` \
         hears the encoder, the others read no vector. A second reader labelled some of the events."
    );
    let by_lens = pooled.into_iter().map(|(lens, it)| (lens, (it.precision(), it.recall())));
    Ok(Seeing { table, by_lens: by_lens.collect(), n_events: asked.len(), misses })
}

/// What weights are fitted on, of every labelled sentence that they may be fitted on.
///
/// # Errors
/// If a file of labels or events cannot be read.
pub fn signs(shared: &Path) -> Result<Vec<Signs>, String> {
    let first = read(Path::new(LABELS))?;
    let measured = events_of(&first, Half::Measured);
    let all: Vec<Labelled> = first
        .into_iter()
        .filter(|it| !measured.contains(&it.event))
        .chain(read(Path::new(MORE))?)
        .collect();
    let (models, encoder) = (Models::fast(), Models::standard(2));
    let mut found = Vec::new();
    for event in gold::events(&shared.join("gold/train"))? {
        let sorts: BTreeMap<&str, &str> = all
            .iter()
            .filter(|it| it.event == event.event)
            .filter_map(|it| Some((it.id.as_str(), it.sort.as_deref()?)))
            .collect();
        if sorts.is_empty() {
            continue;
        }
        let outcome = pipeline::run(predict::articles(&event), &models, &Config::fast());
        let comparison = &outcome.comparison;
        let covered = predict::covered(&event, &comparison.articles);
        let signs = lens::sentence_signs(comparison, &lens::Rules::shipped());
        let encodings = encoder.encode(&comparison.articles).into_iter().flatten();
        let sentences = covered.into_iter().flatten().zip(signs.into_iter().flatten());
        for ((ids, signs), encoding) in sentences.zip(encodings) {
            if let Some(sort) = ids.first().and_then(|it| sorts.get(it.as_str())) {
                let (event, sort) = (event.event.clone(), (*sort).to_owned());
                found.push(Signs { event, sort, signs, vector: encoding.vector });
            }
        }
    }
    Ok(found)
}

/// The events of one half: every other one of the sorted names.
fn events_of(labels: &[Labelled], half: Half) -> BTreeSet<String> {
    let names: BTreeSet<&str> = labels.iter().map(|it| it.event.as_str()).collect();
    let is_asked = |idx: usize| idx.is_multiple_of(2) == (half == Half::Fitted);
    names.into_iter().enumerate().filter(|it| is_asked(it.0)).map(|it| it.1.to_owned()).collect()
}

fn read(path: &Path) -> Result<Vec<Labelled>, String> {
    let text = std::fs::read_to_string(path).map_err(|it| format!("{}: {it}", path.display()))?;
    text.lines()
        .map(|it| serde_json::from_str(it).map_err(|it| format!("{}: {it}", path.display())))
        .collect()
}

/// The rungs alone: the sorts are what the weights of `context` learned from.
fn rungs(labels: Vec<Labelled>) -> Vec<Labelled> {
    labels.into_iter().map(|it| Labelled { sort: None, ..it }).collect()
}

/// The labels of an event at their places in the articles as the program read them.
fn labelled(event: &Event, labels: &[Labelled], outcome: &Outcome) -> Seen {
    let mut seen = Seen::default();
    for it in labels.iter().filter(|it| it.event == event.event) {
        for (key, sort) in [("rung", &it.rung), ("sort", &it.sort)] {
            if let Some(sort) = sort {
                seen.sorts.insert((key, it.id.clone()), sort.clone());
            }
        }
        let articles = &outcome.comparison.articles;
        let is_its = |id: &str| it.id.strip_prefix(id).and_then(|it| it.parse::<usize>().ok());
        let found = articles.iter().enumerate().find_map(|(article_idx, claims)| {
            let article = &claims.document.article;
            is_its(&article.id).map(|number| (article_idx, article, number))
        });
        let Some((article_idx, article, number)) = found else { continue };
        let Some(gold) = event.articles.iter().find(|it| it.id == article.id) else { continue };
        let text = if number == 0 { &article.title } else { &article.body };
        let mut add = |key, from, to, sort: &str, name: Option<&str>| {
            let Some(range) = range_of(gold, text, number, (from, to)) else { return };
            let words = text[range.0..range.1].to_owned();
            seen.spans.entry(key).or_default().push(Span {
                article_idx,
                in_title: number == 0,
                range,
                sort: sort.to_owned(),
                group: name.map(|it| (it.to_lowercase(), words.to_lowercase())),
                words,
            });
        };
        let plain = [("hidden", &it.hidden), ("doubt", &it.doubt), ("marks", &it.marks)];
        for (key, places) in plain {
            for (from, to) in places {
                add(key, *from, *to, "", None);
            }
        }
        for (from, to, sort) in &it.verbs {
            add("verbs", *from, *to, sort, None);
        }
        for (from, to, name) in &it.labels {
            add("labels", *from, *to, "", Some(name));
        }
    }
    keep_shared_names(&mut seen);
    seen
}

fn range_of(
    gold: &GoldArticle,
    text: &str,
    number: usize,
    place: (usize, usize),
) -> Option<(usize, usize)> {
    match number.checked_sub(1) {
        None => gold::place_in(text, place),
        Some(sentence_idx) => gold::place(gold, text, sentence_idx, place),
    }
}

/// Keeps the labels of names that two articles describe in different words: of others the lens has
/// nothing to set side by side. They are right where they are shown and not missed where they are not.
fn keep_shared_names(seen: &mut Seen) {
    let Some(labels) = seen.spans.get_mut("labels") else { return };
    let mut told: BTreeMap<String, BTreeMap<usize, BTreeSet<String>>> = BTreeMap::new();
    for it in &*labels {
        if let Some((name, words)) = it.group.clone() {
            told.entry(name).or_default().entry(it.article_idx).or_default().insert(words);
        }
    }
    let differs = |name: &str| {
        let mut words = told[name].values();
        let first = words.next();
        words.any(|it| Some(it) != first)
    };
    for it in labels {
        if it.group.as_ref().is_some_and(|(name, _)| !differs(name)) {
            it.group = None;
        }
    }
}

/// What the lenses see of an event.
fn lenses_of(event: &Event, outcome: &Outcome, encodings: &[Vec<encode::Encoding>]) -> Seen {
    let mut seen = Seen::default();
    let comparison = &outcome.comparison;
    let covered = predict::covered(event, &comparison.articles);
    let sorts = lens::sentence_sorts(comparison, encodings, &lens::Rules::shipped());
    for (ids, sorts) in covered.iter().zip(&sorts) {
        for (ids, it) in ids.iter().zip(sorts) {
            for id in ids {
                seen.sorts.insert(("rung", id.clone()), it.rung.to_owned());
                seen.sorts.insert(("sort", id.clone()), it.purpose.to_owned());
            }
        }
    }
    for reading in &outcome.lenses {
        for row in &reading.rows {
            let Some((key, sort)) = key_of(reading.lens, &row.subject) else { continue };
            for (article_idx, cell) in row.cells.iter().enumerate() {
                let article = &comparison.articles[article_idx].document.article;
                let spans = cell.observations.iter().map(|it| {
                    let in_title = it.place == Place::Title;
                    let text = if in_title { &article.title } else { &article.body };
                    let range = (it.range.start, it.range.end);
                    let words = text[range.0..range.1].to_owned();
                    Span { article_idx, in_title, range, sort: sort.to_owned(), group: None, words }
                });
                seen.spans.entry(key).or_default().extend(spans);
            }
        }
    }
    seen
}

/// What a row of a lens is measured as; rows of facts and others are not.
fn key_of(lens: Lens, subject: &Subject) -> Option<(&'static str, &'static str)> {
    let sort_of = |name: &str| VERBS.iter().find(|it| it.0 == name).map(|it| ("verbs", it.1));
    match (lens, subject) {
        (Lens::Agency, Subject::Sort(_)) => Some(("hidden", "")),
        (Lens::Labels, Subject::Name(_)) => Some(("labels", "")),
        (Lens::Verbs, Subject::Sort(name)) => match name.as_str() {
            "doubt" | "keeps a distance" => Some(("doubt", "")),
            "marks" => Some(("marks", "")),
            name => sort_of(name),
        },
        _ => None,
    }
}

type Found = (&'static str, String, String);

fn count(said: &Seen, gold: &Seen, rates: &mut BTreeMap<&str, Rate>, misses: &mut Vec<Found>) {
    count_sorts(said, gold, rates, misses);
    count_spans(said, gold, rates, misses);
}

fn count_sorts(
    said: &Seen,
    gold: &Seen,
    rates: &mut BTreeMap<&str, Rate>,
    misses: &mut Vec<Found>,
) {
    for ((key, id), wanted) in &gold.sorts {
        let Some(sort) = said.sorts.get(&(*key, id.clone())) else { continue };
        let plain = if *key == "rung" { "none" } else { "reported" };
        let rate = rates.entry(key).or_default();
        let is_right = usize::from(sort == wanted && wanted != plain);
        rate.n_shown += usize::from(sort != plain);
        rate.n_there += usize::from(wanted != plain);
        rate.n_right += is_right;
        rate.n_found += is_right;
        if sort != wanted {
            misses.push((key, id.clone(), format!("said {sort}, is {wanted}")));
        }
    }
}

fn count_spans(
    said: &Seen,
    gold: &Seen,
    rates: &mut BTreeMap<&str, Rate>,
    misses: &mut Vec<Found>,
) {
    for (key, ..) in KEYS {
        let none = Vec::new();
        let (said, gold) =
            (said.spans.get(key).unwrap_or(&none), gold.spans.get(key).unwrap_or(&none));
        let meet = |lhs: &Span, rhs: &Span| {
            lhs.article_idx == rhs.article_idx
                && lhs.in_title == rhs.in_title
                && lhs.sort == rhs.sort
                && lhs.range.0 < rhs.range.1
                && rhs.range.0 < lhs.range.1
        };
        let rate = rates.entry(key).or_default();
        let place = |it: &Span| format!("article {}", it.article_idx);
        for it in said {
            rate.n_shown += 1;
            if gold.iter().any(|other| meet(it, other)) {
                rate.n_right += 1;
            } else {
                misses.push((key, place(it), format!("shown {:?} {}", it.words, it.sort)));
            }
        }
        // Several mentions of one thing are one.
        let mut groups: Vec<Vec<&Span>> = Vec::new();
        for it in gold.iter().filter(|it| key != "labels" || it.group.is_some()) {
            let same = |group: &&mut Vec<&Span>| {
                it.group.is_some()
                    && group[0].group == it.group
                    && group[0].article_idx == it.article_idx
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.push(it),
                None => groups.push(vec![it]),
            }
        }
        for group in groups {
            rate.n_there += 1;
            let is_found = group.iter().any(|it| said.iter().any(|other| meet(it, other)));
            rate.n_found += usize::from(is_found);
            if !is_found {
                let it = group[0];
                misses.push((key, place(it), format!("missed {:?} {}", it.words, it.sort)));
            }
        }
    }
}
