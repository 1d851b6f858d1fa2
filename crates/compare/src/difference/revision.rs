//! Words exchanged in two sentences that are else the same, as in a copy that was edited.
//!
//! Where nearly all words of two sentences stand in both in one order, what stands in the gaps between them is
//! what was changed. Of amounts, dates and names the rules of those decide whether two are another; anything else
//! is `label`.

use article::TextRange;
use text::{Token, TokenKind};

use super::{Found, Telling, date, name, number, quote};
use crate::{Kind, Relation, rates};

/// Fewest words of a sentence, and share of the longer one's words that stand in both.
const MIN_WORDS: usize = 5;
const MIN_SHARED: f64 = 0.75;
/// Most words of a gap.
const MAX_WORDS: usize = 5;
/// From this likeness on two words of one first letter are one in two spellings.
const ONE_SPELLING: f64 = 0.9;
/// What another rule found at a lower rate is a hint that is borne out.
const HINT: f64 = 0.35;

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
        let (Some(at_lhs), Some(at_rhs)) = (changed(lhs, gaps.0), changed(rhs, gaps.1)) else {
            continue;
        };
        let Some(new) = exchanged((lhs, at_lhs), (rhs, at_rhs)) else { continue };
        let meets = |it: &Found| it.lhs.0.overlaps(at_lhs) && it.rhs.0.overlaps(at_rhs);
        found.retain(|it| !meets(it) || it.confidence >= HINT);
        if !found.iter().any(meets) {
            found.push(new);
        }
    }
}

/// The words of a gap. What is said by whom, and what is said in quotes, is for other rules; and with a "not" among
/// them the rest may mean the same.
fn changed(one: &Telling<'_>, gap: &[&Token]) -> Option<TextRange> {
    let lexicon = one.claims.document.lexicon;
    let (first, last) = (gap.first()?, gap.last()?);
    let range = first.range.join(last.range);
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
    (gap.len() <= MAX_WORDS && is_whole).then_some(range)
}

/// What was exchanged, if it means something else.
fn exchanged(
    (lhs, at_lhs): (&Telling<'_>, TextRange),
    (rhs, at_rhs): (&Telling<'_>, TextRange),
) -> Option<Found> {
    let has_name = |telling: &Telling<'_>, at: TextRange| {
        telling.claim.names.iter().any(|it| !it.is_anaphor && it.range.overlaps(at))
    };
    let is_value = |telling: &Telling<'_>, at: TextRange| {
        let claim = telling.claim;
        let mut values = claim.quantities.iter().map(|it| it.range);
        values.any(|it| it.overlaps(at))
            || claim.dates.iter().any(|it| it.range.overlaps(at))
            || telling.words().any(|it| it.kind == TokenKind::Number && at.contains(it.range))
    };
    let are_names = has_name(lhs, at_lhs) && has_name(rhs, at_rhs);
    let (kind, relation) = if are_names && name::are_other((lhs, at_lhs), (rhs, at_rhs)) {
        (Kind::Name, Relation::Conflict)
    } else if is_value(lhs, at_lhs) || is_value(rhs, at_rhs) {
        return date::exchanged((lhs, at_lhs), (rhs, at_rhs))
            .or_else(|| number::exchanged((lhs, at_lhs), (rhs, at_rhs)))
            .or_else(|| unread((lhs, at_lhs), (rhs, at_rhs)));
    } else if !are_names && are_other((lhs, at_lhs), (rhs, at_rhs)) {
        (Kind::Label, Relation::Compatible)
    } else {
        return None;
    };
    let confidence = rates::REVISION;
    Some(Found { kind, relation, confidence, lhs: (at_lhs, None), rhs: (at_rhs, None) })
}

/// Numbers that are read neither as amounts nor as dates, as the day of a month of an unknown year.
fn unread(
    (lhs, at_lhs): (&Telling<'_>, TextRange),
    (rhs, at_rhs): (&Telling<'_>, TextRange),
) -> Option<Found> {
    let is_unread = |telling: &Telling<'_>, at: TextRange| {
        let claim = telling.claim;
        let mut words = telling.words().filter(|it| at.contains(it.range));
        words.all(|it| it.kind == TokenKind::Number)
            && !claim.quantities.iter().any(|it| it.range.overlaps(at))
            && !claim.dates.iter().any(|it| it.range.overlaps(at))
    };
    let (kind, relation, confidence) = (Kind::Number, Relation::Conflict, rates::REVISION);
    (is_unread(lhs, at_lhs) && is_unread(rhs, at_rhs)).then_some(Found {
        kind,
        relation,
        confidence,
        lhs: (at_lhs, None),
        rhs: (at_rhs, None),
    })
}

/// True if both have a word of topic that the other sentence has not, and they are not two spellings: "work force" and
/// "workforce".
fn are_other(
    (lhs, at_lhs): (&Telling<'_>, TextRange),
    (rhs, at_rhs): (&Telling<'_>, TextRange),
) -> bool {
    let is_new = |one: &Telling<'_>, at: TextRange, other: &Telling<'_>| {
        one.topic_words().any(|it| at.contains(it.range) && !other.has_stem(&it.stem))
    };
    let letters = |it: &str| -> String {
        it.to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect()
    };
    let (a, b) = (letters(lhs.text(at_lhs)), letters(rhs.text(at_rhs)));
    let is_spelling =
        a.chars().next() == b.chars().next() && strsim::jaro_winkler(&a, &b) >= ONE_SPELLING;
    is_new(lhs, at_lhs, rhs) && is_new(rhs, at_rhs, lhs) && !is_spelling
}
