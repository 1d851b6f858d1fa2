//! What speaks for and against two sentences stating the same fact, one number each.
//!
//! [`NAMES`] lists the kinds of evidence; [`Probe`] fills one row of them for a pair. Rows are
//! symmetric: the order of the two sentences does not matter. Evidence that needs the whole story
//! (ranks, neighbours, third articles) is added by `relation`.

use std::cmp::Ordering;
use std::ops::Range;

use encode::{Alignment, PartsMatch};

use crate::signature::{Amount, Signature, WordId};

/// The kinds of evidence of one pair, in the order of [`Probe::weigh`]'s row.
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

/// The evidence of parts of the two sentences, in the order of [`weigh_parts`]'s row.
pub(crate) const NAMES_OF_PARTS: [&str; 7] = [
    "parts: best found in the other sentence",
    "parts: best found in the other sentence, the other side",
    "parts: its share of its sentence",
    "parts: its share of its sentence, the other side",
    "parts: the two most alike",
    "parts: their lower share of their sentences",
    "parts: most that two find of each other",
];

/// Fewest sentences a story counts as when the rarity of its words is told.
pub(crate) const MIN_SENTENCES: usize = 60;

/// How rare each word of a story is: `ln((n + 1) / (df + 0.5))` over its sentences.
#[derive(Debug)]
pub(crate) struct Rarity(Vec<f32>);

impl Rarity {
    /// Counts the words of all sentences of a story.
    #[expect(clippy::cast_precision_loss, reason = "sentence counts are far below 2^24")]
    pub(crate) fn of<'a>(sentences: impl Iterator<Item = &'a Signature>, n_words: usize) -> Self {
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

    fn sum_of_squares(&self, ids: &[WordId]) -> f32 {
        ids.iter().map(|it| self.weight(*it).powi(2)).sum()
    }
}

/// A sentence and what its words weigh together.
pub(crate) struct Side<'a> {
    signature: &'a Signature,
    stems: f32,
    stem_squares: f32,
    names: f32,
    /// Neighbouring words, sorted.
    neighbours: Vec<(WordId, WordId)>,
}

impl<'a> Side<'a> {
    pub(crate) fn of(signature: &'a Signature, rarity: &Rarity) -> Self {
        let mut neighbours: Vec<_> = signature.words.windows(2).map(|it| (it[0], it[1])).collect();
        neighbours.sort_unstable();
        Self {
            signature,
            stems: rarity.sum(&signature.stems),
            stem_squares: rarity.sum_of_squares(&signature.stems),
            names: rarity.sum(&signature.names),
            neighbours,
        }
    }
}

/// A sentence spread out over the words of its story, so that many others can be held against it.
pub(crate) struct Probe<'a> {
    lhs: &'a Side<'a>,
    /// For each word of the story one more than its first place in the sentence; 0 if it is not in it.
    first: Vec<usize>,
    /// For each place one more than the next one of the same word; 0 at the last.
    next: Vec<usize>,
    is_stem: Vec<bool>,
    rarity: &'a Rarity,
    shared: Vec<WordId>,
    weights: Vec<f32>,
}

impl<'a> Probe<'a> {
    pub(crate) fn of(lhs: &'a Side<'a>, rarity: &'a Rarity) -> Self {
        let words = &lhs.signature.words;
        let mut first = vec![0; rarity.0.len()];
        let mut next = vec![0; words.len()];
        for (place, word) in words.iter().enumerate().rev() {
            next[place] = std::mem::replace(&mut first[*word as usize], place + 1);
        }
        let mut is_stem = vec![false; rarity.0.len()];
        lhs.signature.stems.iter().for_each(|it| is_stem[*it as usize] = true);
        Self { lhs, first, next, is_stem, rarity, shared: Vec::new(), weights: Vec::new() }
    }

    /// The evidence for the pair with another sentence, in the order of [`NAMES`].
    pub(crate) fn weigh(&mut self, rhs: &Side<'_>, alignment: Alignment, row: &mut [f32]) {
        let mut row = Row(row);
        let common = self.common(rhs.signature);
        meaning(alignment, &mut row);
        self.words(rhs, common.run, &mut row);
        self.names(rhs, &mut row);
        let (lhs, rhs) = (self.lhs.signature, rhs.signature);
        numbers(lhs, rhs, &mut row);
        dates(lhs, rhs, &mut row);
        quotes(lhs, rhs, common, &mut row);
        sources(lhs, rhs, &mut row);
        place(lhs, rhs, &mut row);
        debug_assert!(row.0.is_empty());
    }

    /// What stands word for word in both.
    fn common(&self, rhs: &Signature) -> Common {
        let lhs = self.lhs.signature;
        let mut common = Common::default();
        for (there, word) in rhs.words.iter().enumerate() {
            let mut rest = self.first[*word as usize];
            while let Some(here) = rest.checked_sub(1) {
                rest = self.next[here];
                // A run is told from its first word.
                if here > 0 && there > 0 && lhs.words[here - 1] == rhs.words[there - 1] {
                    continue;
                }
                let pairs = lhs.words[here..].iter().zip(&rhs.words[there..]);
                let n_words = pairs.take_while(|(a, b)| a == b).count();
                common.add((lhs, here), (rhs, there), n_words);
            }
        }
        common
    }

    fn words(&mut self, rhs: &Side<'_>, run: usize, row: &mut Row<'_>) {
        let (lhs, rarity) = (self.lhs, self.rarity);
        self.shared.clear();
        self.shared.extend(rhs.signature.stems.iter().filter(|it| self.is_stem[**it as usize]));
        self.weights.clear();
        self.weights.extend(self.shared.iter().map(|it| rarity.weight(*it)));
        self.weights.sort_by(|a, b| b.total_cmp(a));
        let norm = (lhs.stem_squares * rhs.stem_squares).sqrt();
        let shared_weight: f32 = self.weights.iter().sum();
        let (low, high) = low_high(lhs.stems, rhs.stems);
        let n_words = |it: &Side<'_>| it.signature.words.len();
        let mut n_neighbours = 0;
        if run > 1 {
            each_common(&lhs.neighbours, &rhs.neighbours, |_| n_neighbours += 1);
        }
        row.put([
            ratio(rarity.sum_of_squares(&self.shared), norm),
            ratio(shared_weight, low),
            ratio(shared_weight, high),
            count(self.shared.len()),
            shared_weight,
            self.weights.first().copied().unwrap_or(0.0),
            self.weights.get(1).copied().unwrap_or(0.0),
            count(n_neighbours),
            count(run),
            ratio(count(run), count(n_words(lhs).min(n_words(rhs)))),
        ]);
    }

    fn names(&mut self, rhs: &Side<'_>, row: &mut Row<'_>) {
        let (of_lhs, of_rhs) = (&self.lhs.signature.names, &rhs.signature.names);
        self.shared.clear();
        each_common(of_lhs, of_rhs, |it| self.shared.push(it));
        let weight = self.rarity.sum(&self.shared);
        let (low, high) = low_high(ratio(weight, self.lhs.names), ratio(weight, rhs.names));
        let apart = !of_lhs.is_empty() && !of_rhs.is_empty() && self.shared.is_empty();
        row.put([weight, low, high, flag(apart)]);
    }
}

/// A row of evidence that is being written.
pub(crate) struct Row<'a>(pub(crate) &'a mut [f32]);

impl Row<'_> {
    pub(crate) fn put<const N: usize>(&mut self, figures: [f32; N]) {
        let (here, rest) = std::mem::take(&mut self.0).split_at_mut(N);
        here.copy_from_slice(&figures);
        self.0 = rest;
    }
}

/// What stands word for word in two sentences.
#[derive(Debug, Clone, Copy, Default)]
struct Common {
    /// Words of the longest run.
    run: usize,
    /// Words of the longest run that both quote.
    quoted: usize,
    /// Greatest share of a quote that stands in the other sentence in one run.
    found: f32,
}

impl Common {
    /// Takes in a run that begins at these words and goes on as far as both say the same.
    fn add(
        &mut self,
        (lhs, here): (&Signature, usize),
        (rhs, there): (&Signature, usize),
        n_words: usize,
    ) {
        self.run = self.run.max(n_words);
        // Which words of the run a quote holds.
        let part = |quote: &Range<usize>, start: usize| {
            quote.start.saturating_sub(start)..quote.end.saturating_sub(start).min(n_words)
        };
        let sides = [(&lhs.quotes, here), (&rhs.quotes, there)];
        for (quote, start) in sides.iter().flat_map(|(it, at)| it.iter().map(|it| (it, *at))) {
            let found = ratio(count(part(quote, start).len()), count(quote.len()));
            self.found = self.found.max(found);
        }
        for a in lhs.quotes.iter().map(|it| part(it, here)) {
            for b in rhs.quotes.iter().map(|it| part(it, there)) {
                let both = a.start.max(b.start)..a.end.min(b.end);
                self.quoted = self.quoted.max(both.len());
            }
        }
    }
}

/// Writes what the parts of two sentences come to.
pub(crate) fn weigh_parts(it: PartsMatch, row: &mut [f32]) {
    let (high, low) = if it.lhs_in_rhs >= it.rhs_in_lhs {
        ((it.lhs_in_rhs, it.lhs_share), (it.rhs_in_lhs, it.rhs_share))
    } else {
        ((it.rhs_in_lhs, it.rhs_share), (it.lhs_in_rhs, it.lhs_share))
    };
    Row(row).put([high.0, low.0, high.1, low.1, it.both, it.both_share, it.covered]);
}

fn meaning(alignment: Alignment, row: &mut Row<'_>) {
    let (low, high) = low_high(alignment.lhs_in_rhs, alignment.rhs_in_lhs);
    let (found_low, found_high) = low_high(alignment.lhs_found, alignment.rhs_found);
    let key_low = alignment.lhs_key.min(alignment.rhs_key);
    row.put([alignment.cosine, low, high, alignment.cosine + low + high]);
    row.put([found_low, found_high, key_low]);
}

fn numbers(lhs: &Signature, rhs: &Signature, row: &mut Row<'_>) {
    let (one, other) = (shared_amounts(lhs, rhs), shared_amounts(rhs, lhs));
    let (n_shared, n_apart) = (one.0.min(other.0), one.1.min(other.1));
    let (fewer, more) = low_high(count(lhs.quantities.len()), count(rhs.quantities.len()));
    row.put([count(n_shared), count(n_apart), fewer, more]);
}

/// How many amounts of the one stand in the other, and how many count the same thing with another
/// value.
fn shared_amounts(lhs: &Signature, rhs: &Signature) -> (usize, usize) {
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

fn dates(lhs: &Signature, rhs: &Signature, row: &mut Row<'_>) {
    let met = |one: &[(i64, i64)], other: &[(i64, i64)]| {
        one.iter().filter(|a| other.iter().any(|b| a.0 <= b.1 && b.0 <= a.1)).count()
    };
    let n_shared = met(&lhs.days, &rhs.days).min(met(&rhs.days, &lhs.days));
    let apart = !lhs.days.is_empty() && !rhs.days.is_empty() && n_shared == 0;
    row.put([count(n_shared), flag(apart)]);
}

fn quotes(lhs: &Signature, rhs: &Signature, common: Common, row: &mut Row<'_>) {
    let n_quoted = usize::from(!lhs.quotes.is_empty()) + usize::from(!rhs.quotes.is_empty());
    row.put([count(common.quoted), common.found, count(n_quoted)]);
}

fn sources(lhs: &Signature, rhs: &Signature, row: &mut Row<'_>) {
    let n_said = usize::from(lhs.has_attribution) + usize::from(rhs.has_attribution);
    let both = !lhs.source.is_empty() && !rhs.source.is_empty();
    let mut same = false;
    each_common(&lhs.source, &rhs.source, |_| same = true);
    let n_hedged = usize::from(lhs.is_hedged) + usize::from(rhs.is_hedged);
    row.put([
        count(n_said) + 0.25 * flag(lhs.is_unnamed || rhs.is_unnamed),
        flag(same),
        flag(both && !same),
        flag(n_hedged == 1),
        count(lhs.n_negations.abs_diff(rhs.n_negations)),
    ]);
}

fn place(lhs: &Signature, rhs: &Signature, row: &mut Row<'_>) {
    let (early, late) = low_high(lhs.position, rhs.position);
    let (short, long) = low_high(count(lhs.words.len()), count(rhs.words.len()));
    row.put([late - early, early, late, short, long, ratio(short, long)]);
}

/// Tells what stands in both sorted lists, as often as in both.
fn each_common<T: Ord + Copy>(lhs: &[T], rhs: &[T], mut tell: impl FnMut(T)) {
    let (mut i, mut j) = (0, 0);
    while i < lhs.len() && j < rhs.len() {
        match lhs[i].cmp(&rhs[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                tell(lhs[i]);
                i += 1;
                j += 1;
            }
        }
    }
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
