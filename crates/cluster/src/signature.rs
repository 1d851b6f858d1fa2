//! What a sentence offers for comparison, as small sorted sets of numbers.
//!
//! Words are interned once per story, so that weighing a pair touches no text.

use std::ops::Range;

use claim::{Claims, Quantity, SourceKind, Unit};
use rustc_hash::FxHashMap;

/// A word of the story; equal words have equal numbers.
pub(crate) type WordId = u32;

/// One sentence as the evidence sees it.
#[derive(Debug)]
pub(crate) struct Signature {
    /// Lower-case words in order.
    pub words: Vec<WordId>,
    /// Stems that carry a topic, sorted, each once.
    pub stems: Vec<WordId>,
    /// Words of the names in it, those that pronouns and roles stand for included; sorted, once.
    pub names: Vec<WordId>,
    /// Its amounts.
    pub quantities: Vec<Amount>,
    /// First and last day of each date in it, as days of the common era.
    pub days: Vec<(i64, i64)>,
    /// The stretch of `words` inside quotation marks, quote by quote; a quote of signs alone is empty.
    pub quotes: Vec<Range<usize>>,
    /// Words of whoever says it; sorted, once.
    pub source: Vec<WordId>,
    pub has_attribution: bool,
    pub is_unnamed: bool,
    pub is_hedged: bool,
    pub n_negations: usize,
    /// From 0 (first sentence) to 1 (last).
    pub position: f32,
}

/// A quantity without its place in the text.
#[derive(Debug)]
pub(crate) struct Amount {
    pub low: f64,
    pub high: f64,
    pub value: f64,
    pub unit: Unit,
    pub noun: Option<WordId>,
}

/// Gives every word of a story its number and counts the sentences it stands in.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    ids: FxHashMap<String, WordId>,
}

impl Interner {
    fn id(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = WordId::try_from(self.ids.len()).unwrap_or(WordId::MAX);
        self.ids.insert(word.to_owned(), id);
        id
    }

    /// How many different words it has met.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }
}

/// The signatures of an article's sentences, so many at most.
pub(crate) fn read(claims: &Claims, n_sentences: usize, interner: &mut Interner) -> Vec<Signature> {
    let n_sentences = claims.document.sentences.len().min(n_sentences);
    (0..n_sentences).map(|sentence_idx| signature(claims, sentence_idx, interner)).collect()
}

fn signature(claims: &Claims, sentence_idx: usize, interner: &mut Interner) -> Signature {
    let document = &claims.document;
    let sentence = &document.sentences[sentence_idx];
    let claim = &claims.claims[sentence_idx];
    let tokens = &document.tokens[sentence.tokens.clone()];
    let mut words = Vec::new();
    let mut stems = Vec::new();
    for token in tokens {
        if token.is_counted() {
            words.push(interner.id(&token.lower));
            if !token.is_stop {
                stems.push(interner.id(&token.stem));
            }
        }
    }
    let mut names = Vec::new();
    for mention in &claim.names {
        if mention.is_anaphor {
            names.extend(name_words(&claims.entities[mention.entity_idx].name, interner));
        } else {
            names.extend(name_words(document.article.text(mention.range), interner));
        }
    }
    let source = claim.attribution.as_ref().map_or_else(Vec::new, |it| match it.entity_idx {
        Some(entity_idx) => name_words(&claims.entities[entity_idx].name, interner),
        None => it
            .source
            .map_or_else(Vec::new, |range| name_words(document.article.text(range), interner)),
    });
    Signature {
        words,
        stems: sorted(stems),
        names: sorted(names),
        quantities: claim.quantities.iter().map(|it| amount(it, interner)).collect(),
        days: claim
            .dates
            .iter()
            .map(|it| (day_number(it.start.date()), day_number(it.end.date())))
            .collect(),
        quotes: claim.quotes.iter().map(|it| words_in(it.range, tokens)).collect(),
        source: sorted(source),
        has_attribution: claim.attribution.is_some(),
        is_unnamed: claim.attribution.as_ref().is_some_and(|it| it.kind == SourceKind::Unnamed),
        is_hedged: !claim.hedges.is_empty(),
        n_negations: claim.negations.len(),
        position: position(sentence_idx, document.sentences.len()),
    }
}

/// Which of the words of these tokens stand in a range.
fn words_in(range: article::TextRange, tokens: &[text::Token]) -> Range<usize> {
    let words = tokens.iter().filter(|it| it.is_counted());
    let inside: Vec<bool> = words.map(|it| range.contains(it.range)).collect();
    let start = inside.iter().position(|it| *it).unwrap_or(0);
    start..start + inside.iter().filter(|it| **it).count()
}

#[expect(clippy::cast_precision_loss, reason = "sentence counts are far below 2^24")]
fn position(sentence_idx: usize, n_sentences: usize) -> f32 {
    sentence_idx as f32 / (n_sentences.max(2) - 1) as f32
}

fn amount(quantity: &Quantity, interner: &mut Interner) -> Amount {
    Amount {
        low: quantity.low,
        high: quantity.high,
        value: quantity.value,
        unit: quantity.unit.clone(),
        noun: quantity.noun_stem.as_deref().map(|it| interner.id(it)),
    }
}

fn name_words(name: &str, interner: &mut Interner) -> Vec<WordId> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|it| it.chars().count() > 1)
        .map(|it| interner.id(&it.to_lowercase()))
        .collect()
}

fn day_number(date: jiff::civil::Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch).map_or(0, |span| i64::from(span.get_days()))
}

fn sorted(mut ids: Vec<WordId>) -> Vec<WordId> {
    ids.sort_unstable();
    ids.dedup();
    ids
}
