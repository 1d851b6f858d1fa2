//! In which words of two tellings a difference lies.
//!
//! The network marks pieces of words, loosely. Here every word of both sentences is weighed anew: by the marks on it and
//! around it, whether the other telling has it, what the readers of `claim` know of it, and what the rules found.
//! Trees say, for each family of kinds, how likely an editor who sees such a difference marks the word
//! (`training/rationale.py`); the words of a side are then the run with most to gain.

use std::sync::LazyLock;

use article::TextRange;
use cluster::Trees;
use encode::{Mark, PairReading};
use text::{Token, TokenKind};

use super::logistic::Logistic;
use super::{Found, Telling};
use crate::judge::Family;

/// Log-odds from which a word gains, and the longest run; as in `training/rationale.py`.
const LEAST: f32 = -0.6;
const LONGEST: usize = 12;

/// Words to each side of a word that are looked at.
const REACH: usize = 3;
/// What stands for a mark where there is no word.
const NO_MARK: f32 = -9.0;
/// Words to each side within which shared ones are counted.
const NEARBY: usize = 5;

const N_FAMILIES: usize = Family::ALL.len();

/// The words of both tellings that a reader would mark for a difference.
pub(super) struct Rationale {
    pub lhs: TextRange,
    pub rhs: TextRange,
    /// How likely it is that readers note a difference of the family at these words.
    pub probability: f64,
}

/// What chooses words for a family of kinds.
struct Chooser {
    trees: Trees,
    surety: Logistic,
}

/// Reads the trees of a file and the weights of a family.
macro_rules! chooser {
    ($family:literal) => {
        LazyLock::new(|| Chooser {
            trees: Trees::from_bytes(include_bytes!(concat!(
                "../../weights/rationale-",
                $family,
                ".bin"
            )))
            .expect("the weights in the repository are whole; a test reads them"),
            surety: Logistic::of(
                include_str!("../../weights/rationale.tsv"),
                $family,
                &["judged", "lower", "higher"],
            ),
        })
    };
}

static VALUE: LazyLock<Chooser> = chooser!("value");
static WORDING: LazyLock<Chooser> = chooser!("wording");
static SOURCE: LazyLock<Chooser> = chooser!("source");

/// The words of two tellings in which they differ most likely, if they differ so; none for a family of which too few
/// differences were labelled to learn it. `judged` is the probability that they do.
pub(super) fn choose(
    tellings: [&Telling<'_>; 2],
    words: &[Words; 2],
    family: Family,
    judged: f64,
) -> Option<Rationale> {
    let chooser = match family {
        Family::Value => &VALUE,
        Family::Wording => &WORDING,
        Family::Source => &SOURCE,
        Family::Who | Family::Contradiction => return None,
    };
    let [lhs, rhs] = [0, 1].map(|side| {
        let words = &words[side];
        let log_odds: Vec<f32> = words.rows.iter().map(|it| chooser.trees.log_odds(it)).collect();
        let (mut first, mut last) = run(&log_odds)?;
        if first == 1 && !is_beside(tellings[side], words.ranges[0]) {
            first = 0;
        }
        let is_open = |it: usize| is_open(tellings[side], words.ranges[it]);
        while last > first && is_open(last) {
            last -= 1;
        }
        let range = words.ranges[first].join(words.ranges[last]);
        Some((widened(tellings[side], range), mean(&log_odds[first..=last])))
    });
    let ((lhs, at_lhs), (rhs, at_rhs)) = (lhs?, rhs?);
    let judged = (judged / (1.0 - judged)).ln();
    let figures = [judged, at_lhs.min(at_rhs), at_lhs.max(at_rhs)];
    Some(Rationale { lhs, rhs, probability: chooser.surety.probability(&figures) })
}

#[expect(clippy::cast_precision_loss, reason = "words of a sentence")]
fn mean(log_odds: &[f32]) -> f64 {
    f64::from(log_odds.iter().sum::<f32>() / log_odds.len().max(1) as f32)
}

/// First and last word of the run that gains most; of equals the first and shortest.
fn run(log_odds: &[f32]) -> Option<(usize, usize)> {
    let mut best: Option<(f32, (usize, usize))> = None;
    for first in 0..log_odds.len() {
        let mut gain = 0.0;
        for (last, it) in log_odds.iter().enumerate().skip(first).take(LONGEST) {
            gain += it - LEAST;
            if best.is_none_or(|it| gain > it.0) {
                best = Some((gain, (first, last)));
            }
        }
    }
    best.map(|it| it.1)
}

/// True of an article, and of a word that only joins a clause to what stands before: "and", "who".
fn is_beside(telling: &Telling<'_>, range: TextRange) -> bool {
    let lexicon = telling.claims.document.lexicon;
    let is_one = |it: &Token| {
        lexicon.clause_words.contains(&it.lower)
            || lexicon.definite_articles.contains(&it.lower)
            || lexicon.indefinite_articles.contains(&it.lower)
    };
    telling.words().any(|it| it.range == range && is_one(it))
}

/// True of a word without a topic that goes before what it belongs to: "a" of "a campaign".
fn is_open(telling: &Telling<'_>, range: TextRange) -> bool {
    let is_stop = telling.words().any(|it| it.range == range && it.is_stop);
    is_stop && telling.token_behind(range).is_some_and(Token::is_counted)
}

/// The same words with all of a name, an amount or a date that they cut.
fn widened(telling: &Telling<'_>, range: TextRange) -> TextRange {
    let claim = telling.claim;
    let names = claim.names.iter().map(|it| it.range);
    let values = claim.quantities.iter().map(|it| it.range);
    let whole = names.chain(values).chain(claim.dates.iter().map(|it| it.range));
    whole.filter(|it| it.overlaps(range)).fold(range, TextRange::join)
}

/// What is known of each word of one sentence beside the other one, in order.
pub(crate) struct Words {
    pub ranges: Vec<TextRange>,
    /// For each word a row of equal length.
    pub rows: Vec<Vec<f32>>,
}

/// What is known of every word of both tellings.
pub(crate) fn evidence(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    found: &[Found],
    reading: &PairReading,
) -> [Words; 2] {
    let ours = Sheet::of(lhs, &reading.lhs_marks);
    let theirs = Sheet::of(rhs, &reading.rhs_marks);
    let at = |side: usize| -> Vec<(usize, TextRange, f32)> {
        let range = |it: &Found| if side == 0 { it.lhs.0 } else { it.rhs.0 };
        #[expect(clippy::cast_possible_truncation, reason = "a share")]
        found
            .iter()
            .map(|it| (Family::of(it.kind).index(), range(it), it.confidence as f32))
            .collect()
    };
    let kinds = &reading.kinds;
    [words(&ours, &theirs, &at(0), kinds), words(&theirs, &ours, &at(1), kinds)]
}

/// A telling with the marks on each of its words.
struct Sheet<'a> {
    telling: &'a Telling<'a>,
    words: Vec<&'a Token>,
    marks: Vec<[f32; N_FAMILIES]>,
}

impl<'a> Sheet<'a> {
    fn of(telling: &'a Telling<'a>, marks: &[Mark]) -> Self {
        let start = telling.claim.range.start;
        let words: Vec<&Token> = telling.words().collect();
        let mark = |token: &&Token| {
            let mut surest = [NO_MARK; N_FAMILIES];
            for it in marks {
                if start + it.offsets.0 < token.range.end
                    && token.range.start < start + it.offsets.1
                {
                    for (surest, logit) in surest.iter_mut().zip(&it.families) {
                        *surest = surest.max(*logit);
                    }
                }
            }
            surest
        };
        let marks = words.iter().map(mark).collect();
        Self { telling, words, marks }
    }

    fn surest(&self, family: usize) -> f32 {
        self.marks.iter().map(|it| it[family]).fold(NO_MARK, f32::max)
    }

    /// Mean and spread of the marks of a family.
    #[expect(clippy::cast_precision_loss, reason = "words of a sentence")]
    fn spread(&self, family: usize) -> (f32, f32) {
        let n = self.marks.len().max(1) as f32;
        let mean = self.marks.iter().map(|it| it[family]).sum::<f32>() / n;
        let squares = self.marks.iter().map(|it| (it[family] - mean).powi(2)).sum::<f32>();
        (mean, (squares / n).sqrt())
    }
}

#[expect(clippy::cast_precision_loss, reason = "words of a sentence")]
fn words(
    own: &Sheet<'_>,
    other: &Sheet<'_>,
    found: &[(usize, TextRange, f32)],
    kinds: &[f32],
) -> Words {
    let n = own.words.len();
    let shared: Vec<bool> = own.words.iter().map(|it| other.telling.has_stem(&it.stem)).collect();
    let runs = runs(own, other);
    let spreads: [(f32, f32); N_FAMILIES] = std::array::from_fn(|it| own.spread(it));
    let surest: [[f32; 2]; N_FAMILIES] =
        std::array::from_fn(|it| [own, other].map(|one| one.surest(it)));
    let claim = own.telling.claim;
    let row = |idx: usize| {
        let token = own.words[idx];
        let range = token.range;
        let mut row = Vec::with_capacity(112);
        let around = |step: usize| (idx + step).checked_sub(REACH).filter(|it| *it < n);
        for step in 0..=2 * REACH {
            row.extend(around(step).map_or([NO_MARK; N_FAMILIES], |it| own.marks[it]));
        }
        for (family, (mean, spread)) in spreads.iter().enumerate() {
            row.push((own.marks[idx][family] - mean) / (spread + 0.1));
            row.extend(surest[family]);
        }
        for step in 0..=2 * REACH {
            row.push(around(step).map_or(-1.0, |it| f32::from(u8::from(shared[it]))));
        }
        let near = idx.saturating_sub(NEARBY)..(idx + NEARBY + 1).min(n);
        let n_near = near.filter(|it| shared[*it] && own.words[*it].is_topic()).count();
        row.extend([n_near as f32, runs[idx] as f32]);
        row.extend([idx as f32, idx as f32 / n as f32, n as f32, other.words.len() as f32]);
        row.extend(traits(own.telling, token, other.telling).map(|it| f32::from(u8::from(it))));
        let theirs = other.telling.claim;
        for (ours, theirs) in [
            (claim.quantities.len(), theirs.quantities.len()),
            (claim.dates.len(), theirs.dates.len()),
            (claim.quotes.len(), theirs.quotes.len()),
            (claim.hedges.len(), theirs.hedges.len()),
            (claim.negations.len(), theirs.negations.len()),
        ] {
            row.extend([ours as f32, theirs as f32]);
        }
        for family in 0..N_FAMILIES {
            let here = found.iter().filter(|it| it.0 == family && it.1.overlaps(range));
            row.push(here.map(|it| it.2).fold(0.0, f32::max));
        }
        row.extend((0..crate::judge::KINDS.len()).map(|it| kinds.get(it).copied().unwrap_or(0.0)));
        row
    };
    Words { ranges: own.words.iter().map(|it| it.range).collect(), rows: (0..n).map(row).collect() }
}

/// What the readers of `claim` know of a word.
fn traits(telling: &Telling<'_>, token: &Token, other: &Telling<'_>) -> [bool; 17] {
    let (claim, tokens, range) = (telling.claim, telling.tokens, token.range);
    let meets = |it: &TextRange| it.overlaps(range);
    let capital = telling.text(range).starts_with(char::is_uppercase);
    let before =
        tokens.iter().rev().find(|it| it.range.end <= range.start && it.kind != TokenKind::Space);
    let behind = telling.token_behind(range);
    let is_mark = |it: Option<&Token>| it.is_some_and(|it| !it.is_counted());
    let source = claim.attribution.as_ref();
    let name = claim.names.iter().find(|it| it.range.overlaps(range));
    [
        token.is_stop,
        token.kind == TokenKind::Number,
        capital,
        is_mark(before),
        is_mark(behind),
        telling.range.contains(range),
        claim.is_quoted(range),
        name.is_some_and(|it| !it.is_anaphor),
        name.is_some_and(|it| it.is_anaphor),
        claim.quantities.iter().any(|it| it.range.overlaps(range)),
        claim.dates.iter().any(|it| it.range.overlaps(range)),
        claim.hedges.iter().any(meets),
        claim.negations.iter().any(meets),
        source.is_some_and(|it| it.verb.overlaps(range)),
        source.is_some_and(|it| it.source.is_some_and(|it| it.overlaps(range))),
        source.is_some(),
        other.claim.attribution.is_some(),
    ]
}

/// For each word how many words in a row, it among them, stand in the other telling too; 0 for one that does not.
fn runs(own: &Sheet<'_>, other: &Sheet<'_>) -> Vec<usize> {
    let mut longest = vec![0; own.words.len()];
    let mut before = vec![0; other.words.len() + 1];
    for (at, word) in own.words.iter().enumerate() {
        let mut here = vec![0; other.words.len() + 1];
        for (idx, _) in other.words.iter().enumerate().filter(|it| it.1.stem == word.stem) {
            here[idx + 1] = before[idx] + 1;
            let n = here[idx + 1];
            for it in &mut longest[at + 1 - n..=at] {
                *it = (*it).max(n);
            }
        }
        before = here;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_run_that_gains_most_may_span_a_word_that_costs_a_little() {
        assert_eq!(run(&[-3.0, 0.5, -1.0, 0.9, -3.0]), Some((1, 3)));
        assert_eq!(run(&[-3.0, 0.5, -3.0, 0.9, -3.0]), Some((3, 3)));
        assert_eq!(run(&[-4.0, -2.0, -3.0]), Some((1, 1)));
        assert_eq!(run(&[]), None);
        assert_eq!(run(&[1.0; 30]), Some((0, LONGEST - 1)));
    }
}
