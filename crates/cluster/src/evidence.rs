//! What speaks for and against two sentences stating the same fact, one number each.
//!
//! [`NAMES`] lists the kinds of evidence; [`weigh`] fills one row of them for a pair. Rows are
//! symmetric: the order of the two sentences does not matter. Evidence that needs the whole story
//! (ranks, neighbours, third articles) is added by `relation`.

use std::collections::BTreeMap;

use crate::signature::{Amount, Signature, WordId};

/// The kinds of evidence of one pair, in the order of [`weigh`]'s row.
pub(crate) const NAMES: [&str; 41] = [
    "meaning: sentence vectors",
    "meaning: words of the one found in the other, lower side",
    "meaning: words of the one found in the other, higher side",
    "meaning: both sides together",
    "meaning: weight of words found, lower side",
    "meaning: weight of words found, higher side",
    "meaning: weightiest word found, lower side",
    "words: weighted cosine",
    "words: shared share of the shorter",
    "words: shared share of the longer",
    "words: number shared",
    "words: weight of the shared",
    "words: rarest shared",
    "words: second rarest shared",
    "words: shared pairs in a row",
    "words: longest run in common",
    "words: longest run as share of the shorter",
    "names: weight of the shared",
    "names: shared share, lower side",
    "names: shared share, higher side",
    "names: both have some, none shared",
    "numbers: shared",
    "numbers: same thing counted, another value",
    "numbers: fewer of the two",
    "numbers: more of the two",
    "dates: shared",
    "dates: both have some, none shared",
    "quotes: longest run in common",
    "quotes: the one's quote found in the other",
    "quotes: sentences with quotes",
    "source: sentences with attribution",
    "source: same",
    "source: other",
    "certainty: one hedged",
    "negation: difference",
    "place: difference of position",
    "place: earlier position",
    "place: later position",
    "length: shorter",
    "length: longer",
    "length: ratio",
];

/// Fewest sentences a story counts as when the rarity of its words is told.
pub(crate) const MIN_SENTENCES: usize = 60;

/// How rare each word of a story is: `ln((n + 1) / (df + 0.5))` over its sentences.
#[derive(Debug)]
pub(crate) struct Rarity(Vec<f32>);

impl Rarity {
    /// Counts the words of all sentences of a story.
    #[expect(clippy::cast_precision_loss, reason = "sentence counts are far below 2^24")]
    pub(crate) fn of<'a>(
        sentences: impl Iterator<Item = &'a Signature<'a>>,
        n_words: usize,
    ) -> Self {
        let mut counts = vec![0usize; n_words];
        let mut n_sentences = 0usize;
        for sentence in sentences {
            n_sentences += 1;
            let mut all: Vec<WordId> =
                sentence.stems.iter().chain(&sentence.names).copied().collect();
            all.sort_unstable();
            all.dedup();
            for id in all {
                counts[id as usize] += 1;
            }
        }
        // In a story of a few lines every word would count as common.
        let n_sentences = n_sentences.max(MIN_SENTENCES);
        let weight = |df: usize| ((n_sentences as f32 + 1.0) / (df as f32 + 0.5)).ln();
        Self(counts.into_iter().map(weight).collect())
    }

    fn weight(&self, id: WordId) -> f32 {
        self.0[id as usize]
    }

    fn sum(&self, ids: &[WordId]) -> f32 {
        ids.iter().map(|it| self.weight(*it)).sum()
    }
}

/// The evidence for one pair, in the order of [`NAMES`].
pub(crate) fn weigh(lhs: &Signature<'_>, rhs: &Signature<'_>, rarity: &Rarity) -> Vec<f32> {
    let mut row = Vec::with_capacity(NAMES.len());
    meaning(lhs, rhs, &mut row);
    words(lhs, rhs, rarity, &mut row);
    names(lhs, rhs, rarity, &mut row);
    numbers(lhs, rhs, &mut row);
    dates(lhs, rhs, &mut row);
    quotes(lhs, rhs, &mut row);
    sources(lhs, rhs, &mut row);
    place(lhs, rhs, &mut row);
    debug_assert_eq!(row.len(), NAMES.len());
    row
}

fn meaning(lhs: &Signature<'_>, rhs: &Signature<'_>, row: &mut Vec<f32>) {
    let alignment = encode::align(lhs.encoding, rhs.encoding);
    let (low, high) = low_high(alignment.lhs_in_rhs, alignment.rhs_in_lhs);
    let (found_low, found_high) = low_high(alignment.lhs_found, alignment.rhs_found);
    let key_low = alignment.lhs_key.min(alignment.rhs_key);
    row.extend([alignment.cosine, low, high, alignment.cosine + low + high]);
    row.extend([found_low, found_high, key_low]);
}

fn words(lhs: &Signature<'_>, rhs: &Signature<'_>, rarity: &Rarity, row: &mut Vec<f32>) {
    let shared = common(&lhs.stems, &rhs.stems);
    let mut weights: Vec<f32> = shared.iter().map(|it| rarity.weight(*it)).collect();
    weights.sort_by(|a, b| b.total_cmp(a));
    let squares = |ids: &[WordId]| ids.iter().map(|it| rarity.weight(*it).powi(2)).sum::<f32>();
    let norm = (squares(&lhs.stems) * squares(&rhs.stems)).sqrt();
    let shared_weight: f32 = weights.iter().sum();
    let (low, high) = low_high(rarity.sum(&lhs.stems), rarity.sum(&rhs.stems));
    let run = longest_run(&lhs.words, &rhs.words);
    row.extend([
        ratio(squares(&shared), norm),
        ratio(shared_weight, low),
        ratio(shared_weight, high),
        count(shared.len()),
        shared_weight,
        weights.first().copied().unwrap_or(0.0),
        weights.get(1).copied().unwrap_or(0.0),
        count(shared_pairs(&lhs.words, &rhs.words)),
        count(run),
        ratio(count(run), count(lhs.words.len().min(rhs.words.len()))),
    ]);
}

fn names(lhs: &Signature<'_>, rhs: &Signature<'_>, rarity: &Rarity, row: &mut Vec<f32>) {
    let shared = common(&lhs.names, &rhs.names);
    let weight = rarity.sum(&shared);
    let (low, high) =
        low_high(ratio(weight, rarity.sum(&lhs.names)), ratio(weight, rarity.sum(&rhs.names)));
    let apart = !lhs.names.is_empty() && !rhs.names.is_empty() && shared.is_empty();
    row.extend([weight, low, high, flag(apart)]);
}

fn numbers(lhs: &Signature<'_>, rhs: &Signature<'_>, row: &mut Vec<f32>) {
    let (one, other) = (shared_amounts(lhs, rhs), shared_amounts(rhs, lhs));
    let (n_shared, n_apart) = (one.0.min(other.0), one.1.min(other.1));
    let (fewer, more) = low_high(count(lhs.quantities.len()), count(rhs.quantities.len()));
    row.extend([count(n_shared), count(n_apart), fewer, more]);
}

/// How many amounts of the one stand in the other, and how many count the same thing with another
/// value.
fn shared_amounts(lhs: &Signature<'_>, rhs: &Signature<'_>) -> (usize, usize) {
    let mut n_shared = 0;
    let mut n_apart = 0;
    for a in &lhs.quantities {
        let same = |b: &Amount| b.unit == a.unit && (b.value - a.value).abs() < 1e-9;
        if rhs.quantities.iter().any(same) {
            n_shared += 1;
        } else if rhs.quantities.iter().any(|b| same_thing(a, b) && !meet(a, b)) {
            n_apart += 1;
        }
    }
    (n_shared, n_apart)
}

fn same_thing(lhs: &Amount, rhs: &Amount) -> bool {
    lhs.unit == rhs.unit && lhs.noun.is_some() && lhs.noun == rhs.noun
}

fn meet(lhs: &Amount, rhs: &Amount) -> bool {
    lhs.low <= rhs.high && rhs.low <= lhs.high
}

fn dates(lhs: &Signature<'_>, rhs: &Signature<'_>, row: &mut Vec<f32>) {
    let met = |one: &[(i64, i64)], other: &[(i64, i64)]| {
        one.iter().filter(|a| other.iter().any(|b| a.0 <= b.1 && b.0 <= a.1)).count()
    };
    let n_shared = met(&lhs.days, &rhs.days).min(met(&rhs.days, &lhs.days));
    let apart = !lhs.days.is_empty() && !rhs.days.is_empty() && n_shared == 0;
    row.extend([count(n_shared), flag(apart)]);
}

fn quotes(lhs: &Signature<'_>, rhs: &Signature<'_>, row: &mut Vec<f32>) {
    let mut run = 0usize;
    for a in &lhs.quotes {
        for b in &rhs.quotes {
            run = run.max(longest_run(a, b));
        }
    }
    let found = |quotes: &[Vec<WordId>], words: &[WordId]| {
        quotes
            .iter()
            .filter(|it| !it.is_empty())
            .map(|it| ratio(count(longest_run(it, words)), count(it.len())))
            .fold(0.0, f32::max)
    };
    let n_quoted = usize::from(!lhs.quotes.is_empty()) + usize::from(!rhs.quotes.is_empty());
    row.extend([
        count(run),
        found(&lhs.quotes, &rhs.words).max(found(&rhs.quotes, &lhs.words)),
        count(n_quoted),
    ]);
}

fn sources(lhs: &Signature<'_>, rhs: &Signature<'_>, row: &mut Vec<f32>) {
    let n_said = usize::from(lhs.has_attribution) + usize::from(rhs.has_attribution);
    let both = !lhs.source.is_empty() && !rhs.source.is_empty();
    let same = both && !common(&lhs.source, &rhs.source).is_empty();
    let n_hedged = usize::from(lhs.is_hedged) + usize::from(rhs.is_hedged);
    row.extend([
        count(n_said) + 0.25 * flag(lhs.is_unnamed || rhs.is_unnamed),
        flag(same),
        flag(both && !same),
        flag(n_hedged == 1),
        count(lhs.n_negations.abs_diff(rhs.n_negations)),
    ]);
}

fn place(lhs: &Signature<'_>, rhs: &Signature<'_>, row: &mut Vec<f32>) {
    let (early, late) = low_high(lhs.position, rhs.position);
    let (short, long) = low_high(count(lhs.words.len()), count(rhs.words.len()));
    row.extend([late - early, early, late, short, long, ratio(short, long)]);
}

/// The members of both sorted sets.
fn common(lhs: &[WordId], rhs: &[WordId]) -> Vec<WordId> {
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < lhs.len() && j < rhs.len() {
        match lhs[i].cmp(&rhs[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                out.push(lhs[i]);
                i += 1;
                j += 1;
            }
        }
    }
    out
}

/// Length in words of the longest run that stands in both.
fn longest_run(lhs: &[WordId], rhs: &[WordId]) -> usize {
    let mut best = 0;
    let mut runs = vec![0usize; rhs.len() + 1];
    for a in lhs {
        for j in (0..rhs.len()).rev() {
            runs[j + 1] = if *a == rhs[j] { runs[j] + 1 } else { 0 };
            best = best.max(runs[j + 1]);
        }
    }
    best
}

/// How many pairs of neighbouring words stand in both.
fn shared_pairs(lhs: &[WordId], rhs: &[WordId]) -> usize {
    let mut pairs: BTreeMap<(WordId, WordId), usize> = BTreeMap::new();
    for pair in lhs.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }
    rhs.windows(2)
        .filter(|it| match pairs.get_mut(&(it[0], it[1])) {
            Some(n) if *n > 0 => {
                *n -= 1;
                true
            }
            _ => false,
        })
        .count()
}

fn low_high(a: f32, b: f32) -> (f32, f32) {
    (a.min(b), a.max(b))
}

fn ratio(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn flag(it: bool) -> f32 {
    if it { 1.0 } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "counts within a sentence are far below 2^24")]
fn count(n: usize) -> f32 {
    n as f32
}
