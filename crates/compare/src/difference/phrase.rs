//! Where the network alone sees that two sentences word a thing differently.
//!
//! The network marks pieces of words; an editor wants phrases that answer each other: "dug in" beside
//! "held firm", "the group" beside "the terrorist group". Candidates are runs of words that carry
//! the topic; of two of them is chosen the pair that is marked most and stands in like places.

use article::TextRange;
use encode::Mark;
use text::{Token, TokenKind};

use super::Telling;
use crate::judge::Family;

/// Longest phrase, in words.
const MAX_WORDS: usize = 5;
/// Phrases in unlike places are taken if both are marked this surely.
const SURE_MARK: f32 = -1.3;
/// From this likeness on two words are forms of one.
const SAME_FORM: f64 = 0.6;
/// Phrases of a sentence that are tried.
const MAX_TRIED: usize = 6;
/// What the same last word in both, and the same word before or behind both, are worth beside the
/// marks' logits.
const SAME_HEAD: f32 = 0.8;
const SAME_NEIGHBOUR: f32 = 0.5;

/// A run of words that carry the topic.
struct Phrase<'a> {
    range: TextRange,
    /// How surely the network marks it.
    logit: f32,
    stems: Vec<&'a str>,
    /// Its letters without hyphens and the like: "double-dip" and "double dip" are one.
    letters: String,
    before: Option<&'a str>,
    behind: Option<&'a str>,
}

/// The phrases of two sentences that word a thing differently, if both are marked at `least`.
pub(super) fn pair(
    lhs: (&Telling<'_>, &[Mark]),
    rhs: (&Telling<'_>, &[Mark]),
    family: Family,
    least: f32,
) -> Option<(TextRange, TextRange)> {
    let phrases_lhs = phrases(lhs.0, lhs.1, family, least);
    let phrases_rhs = phrases(rhs.0, rhs.1, family, least);
    let is_new =
        |it: &Phrase<'_>, other: &Telling<'_>| it.stems.iter().any(|stem| !other.has_stem(stem));
    let mut best: Option<(f32, (TextRange, TextRange))> = None;
    for a in &phrases_lhs {
        for b in &phrases_rhs {
            let shares = a.stems.iter().any(|it| b.stems.contains(it));
            let (new_a, new_b) = (is_new(a, rhs.0), is_new(b, lhs.0));
            // "The group" says nothing new beside "the terrorist group", and yet it is its answer; beside "the
            // group based there" it is none.
            let same_head = a.stems.last() == b.stems.last();
            if a.letters == b.letters
                || is_form(a, b)
                || !(new_a && new_b || shares && same_head && (new_a || new_b))
            {
                continue;
            }
            let bonus = |is_same: bool, worth: f32| if is_same { worth } else { 0.0 };
            let same = |x: Option<&str>, y: Option<&str>| x.is_some() && x == y;
            let likeness = bonus(same(a.stems.last().copied(), b.stems.last().copied()), SAME_HEAD)
                + bonus(same(a.before, b.before), SAME_NEIGHBOUR)
                + bonus(same(a.behind, b.behind), SAME_NEIGHBOUR);
            let score = a.logit + b.logit + likeness;
            // Phrases in unlike places mostly say two things, not one in two ways.
            let may_answer = likeness > 0.0 || a.logit.min(b.logit) >= SURE_MARK;
            if may_answer && best.is_none_or(|it| score > it.0) {
                best = Some((score, (a.range, b.range)));
            }
        }
    }
    best.map(|it| it.1)
}

/// "Took" and "taken": one word each, near in letters from the first one on.
fn is_form(a: &Phrase<'_>, b: &Phrase<'_>) -> bool {
    let ([a], [b]) = (a.stems.as_slice(), b.stems.as_slice()) else { return false };
    a.chars().next() == b.chars().next() && strsim::jaro_winkler(a, b) >= SAME_FORM
}

/// Names with their titles ("mocking Sen. Grassley" is no "mocking Sen") and values: other families'.
fn beside(telling: &Telling<'_>) -> Vec<TextRange> {
    let claim = telling.claim;
    let names = claim.names.iter().filter(|it| !it.is_anaphor).map(|it| it.range);
    let values = claim.quantities.iter().map(|it| it.range);
    let mut beside: Vec<TextRange> =
        names.chain(values).chain(claim.dates.iter().map(|it| it.range)).collect();
    let follows = |it: &Token, range: &TextRange| {
        let between = telling.text(TextRange::new(it.range.end, range.start));
        it.range.end <= range.start && between.trim_matches(['.', ' ']).is_empty()
    };
    let titles = &telling.claims.document.lexicon.titles;
    let of_names = telling.words().filter(|it| titles.contains(&it.lower));
    let of_names: Vec<TextRange> = of_names
        .filter(|it| beside.iter().any(|range| follows(it, range)))
        .map(|it| it.range)
        .collect();
    beside.extend(of_names);
    beside
}

/// The phrases of a sentence that are marked most, at `least`.
fn phrases<'a>(
    telling: &Telling<'a>,
    marks: &[Mark],
    family: Family,
    least: f32,
) -> Vec<Phrase<'a>> {
    let start = telling.claim.range.start;
    let logit = |token: &Token| {
        let here = marks.iter().filter(|it| {
            let (from, to) = (start + it.offsets.0, start + it.offsets.1);
            from < token.range.end && token.range.start < to
        });
        let logits = here.filter_map(|it| it.families.get(family.index()).copied());
        logits.fold(f32::MIN, f32::max)
    };
    let mut runs: Vec<Vec<&'a Token>> = vec![Vec::new()];
    let beside = beside(telling);
    let is_beside = |it: &Token| beside.iter().any(|range| range.contains(it.range));
    for token in telling.tokens.iter().filter(|it| it.kind != TokenKind::Space) {
        if token.is_topic() && !is_beside(token) {
            runs.last_mut().expect("there is always one").push(token);
        } else if !matches!(token.lower.as_str(), "-" | "'" | "’" | "." | "&") {
            runs.push(Vec::new());
        }
    }
    let words: Vec<&'a Token> = telling.topic_words().collect();
    let neighbour = |token: &Token, step: isize| {
        let at = words.iter().position(|it| it.range == token.range)?;
        words.get(at.checked_add_signed(step)?).map(|it| it.stem.as_str())
    };
    let mut found: Vec<Phrase<'a>> = Vec::new();
    for run in runs.iter().filter(|it| !it.is_empty()) {
        for piece in run.chunks(MAX_WORDS) {
            let (first, last) = (piece[0], piece[piece.len() - 1]);
            let mut logits: Vec<f32> = piece.iter().map(|it| logit(it)).collect();
            logits.sort_by(|a, b| b.total_cmp(a));
            logits.truncate(2);
            #[expect(clippy::cast_precision_loss, reason = "one or two")]
            let mean = logits.iter().sum::<f32>() / logits.len() as f32;
            if mean >= least {
                found.push(Phrase {
                    range: first.range.join(last.range),
                    logit: mean,
                    stems: piece.iter().map(|it| it.stem.as_str()).collect(),
                    letters: piece
                        .iter()
                        .flat_map(|it| it.lower.chars())
                        .filter(|it| it.is_alphanumeric())
                        .collect(),
                    before: neighbour(first, -1),
                    behind: neighbour(last, 1),
                });
            }
        }
    }
    found.sort_by(|a, b| b.logit.total_cmp(&a.logit).then(a.range.cmp(&b.range)));
    found.truncate(MAX_TRIED);
    found
}
