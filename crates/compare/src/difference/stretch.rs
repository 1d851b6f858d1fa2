//! The smallest stretch of a sentence that states what a few words of another one say.
//!
//! "Police said the driver was drunk" differs from "The driver, a man of 40 from Osterby, was drunk
//! when the tram left the rails" in who states that he was drunk; the plain side is those words
//! and not the whole line.

use article::TextRange;
use text::{Token, TokenKind};

use super::Telling;

/// What a word without a counterpart costs inside a stretch; one with a counterpart gains 1.
const GAP: f64 = 0.2;
/// The longest stretch shown, in words.
const MAX_WORDS: usize = 14;
/// Words before a stretch that may belong to its verb: "has been".
const MAX_AUXILIARIES: usize = 3;

/// A stretch found.
pub(super) struct Stretch {
    /// Share of the words looked for that stand in the sentence.
    pub share: f64,
    /// How many that are, and how many of them are no names.
    pub n_shared: usize,
    pub n_words: usize,
    /// The words of the sentence that state it.
    pub range: TextRange,
}

/// Where a sentence states what `wanted` says, if two of its words stand there, `must` among them.
#[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
pub(super) fn find(
    telling: &Telling<'_>,
    wanted: &[&Token],
    must: Option<&Token>,
) -> Option<Stretch> {
    let words: Vec<&Token> = telling.words().collect();
    let dates = telling.claim.dates.iter().map(|it| it.range);
    let frame = telling.claim.attribution.iter().flat_map(|it| [Some(it.verb), it.source]);
    let beside: Vec<TextRange> = dates.chain(frame.flatten()).collect();
    let is_shared = |it: &Token| {
        !it.is_stop
            && wanted.iter().any(|other| other.stem == it.stem)
            && !beside.iter().any(|range| range.contains(it.range))
    };
    let mut best: Option<(f64, usize, usize)> = None;
    for from in (0..words.len()).filter(|it| is_shared(words[*it])) {
        let mut gain = 0.0;
        let mut seen: Vec<&str> = Vec::new();
        for to in from..words.len().min(from + MAX_WORDS) {
            if to > from && is_fence(telling, words[to - 1], words[to]) {
                break;
            }
            if is_shared(words[to]) && !seen.contains(&words[to].stem.as_str()) {
                seen.push(&words[to].stem);
                gain += 1.0;
                let is_whole = must.is_none_or(|it| seen.contains(&it.stem.as_str()));
                if is_whole && best.is_none_or(|it| gain > it.0) {
                    best = Some((gain, from, to));
                }
            } else {
                gain -= GAP;
            }
        }
    }
    let (_, from, to) = best?;
    let n_distinct = distinct(wanted.iter().copied()).len();
    let inside = distinct(words[from..=to].iter().copied().filter(|it| is_shared(it)));
    if inside.len() < 2 {
        return None;
    }
    let names = telling.claim.names.iter().filter(|it| !it.is_anaphor);
    let is_name = |it: &Token| names.clone().any(|name| name.range.contains(it.range));
    let plain = words[from..=to].iter().copied().filter(|it| is_shared(it) && !is_name(it));
    let first = first_of_verb(telling, &words, from);
    Some(Stretch {
        share: inside.len() as f64 / n_distinct.max(1) as f64,
        n_shared: inside.len(),
        n_words: distinct(plain).len(),
        range: words[first].range.join(words[to].range),
    })
}

/// The topic words of a sentence in reading order from `start` on (or backwards from it), at most
/// `reach` of them, up to a semicolon.
pub(super) fn scope<'a>(
    telling: &Telling<'a>,
    beside: TextRange,
    is_before: bool,
    reach: usize,
) -> Vec<&'a Token> {
    let is_end = |it: &&Token| it.kind == TokenKind::Mark && it.lower == ";";
    let is_topic = |it: &&Token| {
        it.is_topic() && !telling.claim.dates.iter().any(|date| date.range.contains(it.range))
    };
    if is_before {
        let before = telling.tokens.iter().rev().skip_while(|it| it.range.end > beside.start);
        before.take_while(|it| !is_end(it)).filter(is_topic).take(reach).collect()
    } else {
        let after = telling.tokens.iter().skip_while(|it| it.range.start < beside.end);
        after.take_while(|it| !is_end(it)).filter(is_topic).take(reach).collect()
    }
}

fn distinct<'a>(words: impl Iterator<Item = &'a Token>) -> Vec<&'a str> {
    let mut stems: Vec<&str> = words.map(|it| it.stem.as_str()).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// True if a clause ends between two words.
fn is_fence(telling: &Telling<'_>, word: &Token, next: &Token) -> bool {
    let between = telling
        .tokens
        .iter()
        .filter(|it| it.range.start >= word.range.end && it.range.end <= next.range.start);
    between.into_iter().any(|it| matches!(it.lower.as_str(), ";" | "—" | "–"))
}

/// The auxiliaries and negations right before a stretch belong to it.
fn first_of_verb(telling: &Telling<'_>, words: &[&Token], from: usize) -> usize {
    let lexicon = telling.claims.document.lexicon;
    let belongs = |it: &Token| {
        lexicon.passive_auxiliaries.contains(&it.lower)
            || lexicon.negators.contains(&it.lower)
            || lexicon.expectations.contains(&it.lower)
    };
    let before = words[from.saturating_sub(MAX_AUXILIARIES)..from].iter().rev();
    from - before.take_while(|it| belongs(it)).count()
}
