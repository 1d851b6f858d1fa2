//! Words exchanged in two sentences that are else the same, as in a copy that was edited.
//!
//! Where nearly all words of two sentences stand in both in one order, what stands in the gaps between them is
//! what was changed: a name for a name is `name`, a number for a number `number`, a date for a date `date`, anything else
//! `label`.

use article::TextRange;
use text::{Token, TokenKind};

use super::{Found, Telling, quote};
use crate::{Kind, Relation, rates};

/// Fewest words of a sentence, and share of the longer one's words that stand in both.
const MIN_WORDS: usize = 5;
const MIN_SHARED: f64 = 0.75;
/// Most words of a gap.
const MAX_WORDS: usize = 5;
/// From this likeness on two words of one first letter are one in two spellings.
const ONE_SPELLING: f64 = 0.9;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    let (words_lhs, words_rhs): (Vec<&Token>, Vec<&Token>) =
        (lhs.words().collect(), rhs.words().collect());
    let longer = words_lhs.len().max(words_rhs.len());
    if words_lhs.len().min(words_rhs.len()) < MIN_WORDS {
        return;
    }
    let mut shared = quote::in_common(&words_lhs, &words_rhs);
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    if (shared.len() as f64) < MIN_SHARED * longer as f64 {
        return;
    }
    shared.push((words_lhs.len(), words_rhs.len()));
    let mut next = (0, 0);
    for (a, b) in shared {
        let gaps = (&words_lhs[next.0..a], &words_rhs[next.1..b]);
        next = (a + 1, b + 1);
        if let (Some(at_lhs), Some(at_rhs)) = (changed(lhs, gaps.0, rhs), changed(rhs, gaps.1, lhs))
            && !are_one(lhs.text(at_lhs), rhs.text(at_rhs))
            && (!has_number(gaps.0) || small(gaps.0) == small(gaps.1))
        {
            // A loose hint of another rule is borne out.
            let meets = |it: &Found| it.lhs.0.overlaps(at_lhs) && it.rhs.0.overlaps(at_rhs);
            found.retain(|it| !meets(it) || it.confidence >= rates::REVISION);
            if !found.iter().any(meets) {
                found.push(exchanged((lhs, at_lhs), (rhs, at_rhs)));
            }
        }
    }
}

/// The words of a gap, if one that carries a topic is not in the other sentence at all. What is said by whom, and
/// what is said in quotes, is for other rules; and with a "not" among them the rest may mean the same.
fn changed(one: &Telling<'_>, gap: &[&Token], other: &Telling<'_>) -> Option<TextRange> {
    let lexicon = one.claims.document.lexicon;
    let (first, last) = (gap.first()?, gap.last()?);
    let range = first.range.join(last.range);
    let is_new = |it: &&Token| match it.kind {
        TokenKind::Number => !other.words().any(|word| word.lower == it.lower),
        _ => !it.is_stop && !other.has_stem(&it.stem),
    };
    let is_beside =
        |it: &&Token| lexicon.say_verbs.contains(&it.lower) || lexicon.negators.contains(&it.lower);
    let attribution = one.claim.attribution.as_ref();
    let is_frame = attribution.is_some_and(|it| {
        it.verb.overlaps(range) || it.source.is_some_and(|source| source.overlaps(range))
    });
    let is_quoted = one.claim.quotes.iter().any(|it| it.range.overlaps(range));
    // "534 confirmed cases" are confirmed by nobody.
    let is_number = gap.iter().all(|it| it.kind == TokenKind::Number);
    let is_whole = !is_quoted && (is_number || !is_frame && !gap.iter().any(is_beside));
    (gap.len() <= MAX_WORDS && is_whole && gap.iter().any(is_new)).then_some(range)
}

fn has_number(gap: &[&Token]) -> bool {
    gap.iter().any(|it| it.kind == TokenKind::Number)
}

/// The small words of a gap: "from 6" and "by 2" are two things.
fn small<'a>(gap: &[&'a Token]) -> Vec<&'a str> {
    gap.iter().filter(|it| it.is_stop).map(|it| it.lower.as_str()).collect()
}

/// True for two spellings: "F.B.I." and "FBI", "Rosselló" and "Rossello", "work force" and "workforce".
fn are_one(lhs: &str, rhs: &str) -> bool {
    let letters = |it: &str| -> String {
        it.to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect()
    };
    let (lhs, rhs) = (letters(lhs), letters(rhs));
    lhs.chars().next() == rhs.chars().next() && strsim::jaro_winkler(&lhs, &rhs) >= ONE_SPELLING
}

/// What was exchanged.
fn exchanged(
    (lhs, at_lhs): (&Telling<'_>, TextRange),
    (rhs, at_rhs): (&Telling<'_>, TextRange),
) -> Found {
    let has_name = |telling: &Telling<'_>, at: TextRange| {
        telling.claim.names.iter().any(|it| !it.is_anaphor && it.range.overlaps(at))
    };
    let is_amount = |telling: &Telling<'_>, at: TextRange| {
        let is_number = |it: &Token| it.kind == TokenKind::Number && at.contains(it.range);
        telling.tokens.iter().any(is_number)
            || telling.claim.quantities.iter().any(|it| at.contains(it.range))
    };
    let both =
        |test: &dyn Fn(&Telling<'_>, TextRange) -> bool| test(lhs, at_lhs) && test(rhs, at_rhs);
    let is_date = |telling: &Telling<'_>, at: TextRange| {
        telling.claim.dates.iter().any(|it| it.range.overlaps(at))
    };
    let (kind, relation) = if both(&is_date) {
        (Kind::Date, Relation::Conflict)
    } else if both(&is_amount) {
        (Kind::Number, Relation::Conflict)
    } else if both(&has_name) {
        (Kind::Name, Relation::Conflict)
    } else {
        (Kind::Label, Relation::Compatible)
    };
    let confidence = rates::REVISION;
    Found { kind, relation, confidence, lhs: (at_lhs, None), rhs: (at_rhs, None) }
}
