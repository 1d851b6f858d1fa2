//! What the rules found, weighed by what the network read; and what only the network saw.
//!
//! Of each family of kinds the judge gives a probability, that the two tell one fact and that they differ in it so.
//! What the rules found is always kept, for nothing is worse than two that do not agree shown as if they did; the
//! judge says how surely. Where it is high a loose hint of the rules is kept too, and where they found nothing a
//! suspicion at the words that the network marks: these are where it looked, and not what differs.

use std::collections::BTreeSet;

use article::TextRange;
use encode::{Mark, PairReading};
use text::{SayKind, Token};

use super::rationale::{self, Words};
use super::{Found, Telling, date, number, source};
use crate::judge::{self, Bond, Family, KINDS};
use crate::{Config, Kind, Relation};

/// Rules of at least this rate are believed whatever the judge says.
const SURE_RULE: f64 = 0.65;
/// Least rate of a rule whose words are held to be what differs; those of others an editor strikes out more often
/// than not, where the sentences are linked by the program.
const LOCATED_RULE: f64 = 0.38;
/// Least logit of the surest token of a run, and how far below it the others may be.
const SUREST: f32 = -1.6;
const BELOW_SUREST: f32 = 1.2;
/// Tokens below that which a run of marked ones may span.
const MAX_GAP: usize = 1;
/// From this probability on words are shown as what perhaps differs: readers note a difference there in four of ten, and
/// some difference of the family in six.
const LOCATED_WORDS: f64 = 0.3;
/// Smaller amounts of nothing told say nothing: "one".
const LEAST_BARE: f64 = 10.0;
/// Letters by which a word is known again in another form.
const ROOT: usize = 5;
/// Longest source with its verb that is shown, in words.
const MAX_FRAME: usize = 12;
/// Longest run, in tokens of the network.
const MAX_TOKENS: usize = 10;

/// A difference that is worth an editor's notice.
pub(super) struct Settled {
    pub found: Found,
    pub place: Place,
}

/// How surely the words are what differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A rule knows them.
    Known,
    /// The network and the trees over its marks chose them.
    Likely,
    /// A difference is only suspected, somewhere about these words.
    Unknown,
}

/// Chooses what is worth an editor's notice between two tellings.
pub(super) fn settle(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    found: Vec<Found>,
    bond: Bond<'_>,
    config: &Config,
) -> Vec<Settled> {
    if config.rules_alone {
        let heard = found.into_iter().filter(|it| it.confidence >= config.min_rule);
        return heard.map(|found| Settled { found, place: Place::Known }).collect();
    }
    let reading = bond.reading;
    let row = judge::evidence(lhs, rhs, &found, bond);
    let judged = Family::ALL.map(|it| judge::probability(it, &row, reading.is_some()));
    let is_judged = |family: Family| judged[family.index()] >= config.min_judged[family.index()];
    let is_looked_at = Family::ALL.into_iter().any(is_judged);
    let words =
        reading.filter(|_| is_looked_at).map(|it| rationale::evidence(lhs, rhs, &found, it));
    let mut kept = Vec::new();
    let mut by_family: [Vec<Found>; 5] = Default::default();
    for it in found {
        by_family[Family::of(it.kind).index()].push(it);
    }
    for (family, mut found) in Family::ALL.into_iter().zip(by_family) {
        let probability = judged[family.index()];
        if !is_judged(family) {
            let heard = found.into_iter().filter(|it| it.confidence >= config.min_rule);
            kept.extend(heard.map(|it| {
                let confidence = match it.confidence >= SURE_RULE {
                    true => it.confidence,
                    false => f64::midpoint(it.confidence, probability),
                };
                of_rule(it, confidence)
            }));
            continue;
        }
        found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        // A loose hint needs the network to look at the same words.
        found.retain(|it| {
            it.confidence >= config.min_rule
                || reading.is_some_and(|reading| is_seen(lhs, rhs, family, it, reading))
        });
        if found.first().is_some_and(|it| it.confidence < config.min_rule) {
            found.truncate(1);
        }
        let is_known = found.iter().any(|it| it.confidence >= LOCATED_RULE);
        if let (false, Some(reading), Some(words)) = (is_known, reading, &words) {
            let looked = Looked { reading, words, judged: probability };
            let seen = seen(lhs, rhs, family, &looked);
            let is_better = |it: &Settled| found.is_empty() || it.place == Place::Likely;
            if let Some(it) = seen.filter(is_better) {
                kept.push(it);
                continue;
            }
        }
        kept.extend(found.into_iter().map(|it| {
            let is_sure = it.confidence >= SURE_RULE;
            let confidence = if is_sure { it.confidence.max(probability) } else { probability };
            of_rule(it, confidence)
        }));
    }
    kept
}

/// What a rule found. Where its words are not held to be what differs, no side is said to tell more than the other.
fn of_rule(found: Found, confidence: f64) -> Settled {
    let place = if found.confidence >= LOCATED_RULE { Place::Known } else { Place::Unknown };
    let value = |value: Option<String>| value.filter(|_| place == Place::Known);
    let (lhs, rhs) = ((found.lhs.0, value(found.lhs.1)), (found.rhs.0, value(found.rhs.1)));
    Settled { found: Found { confidence, lhs, rhs, ..found }, place }
}

/// What the network has read of two tellings, and the judge made of it.
struct Looked<'a> {
    reading: &'a PairReading,
    words: &'a [Words; 2],
    judged: f64,
}

/// A difference that no rule knows, at the words that were chosen on both sides; where none were, at those that the network
/// marks, of which an editor keeps few: they are where it looked and not what differs.
fn seen(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    family: Family,
    looked: &Looked<'_>,
) -> Option<Settled> {
    let reading = looked.reading;
    let likeliest = likeliest(lhs, rhs, family, reading)?;
    let chosen = rationale::choose([lhs, rhs], looked.words, family, looked.judged);
    let is_likely = chosen.as_ref().is_some_and(|it| it.probability >= LOCATED_WORDS);
    let (mut at_lhs, mut at_rhs) = match chosen {
        Some(it) => (it.lhs, it.rhs),
        None => {
            let marked = |it, marks| marked(it, family, marks);
            (marked(lhs, &reading.lhs_marks)?, marked(rhs, &reading.rhs_marks)?)
        }
    };
    if family == Family::Value {
        // An amount or a date against vaguer words; two of them the rules have weighed already.
        match (value(lhs, at_lhs), value(rhs, at_rhs)) {
            (Some(range), None) => at_lhs = range,
            (None, Some(range)) => at_rhs = range,
            _ => return None,
        }
    }
    let (frame_lhs, frame_rhs) = (frame(lhs), frame(rhs));
    let is_hedged = !lhs.claim.hedges.is_empty() || !rhs.claim.hedges.is_empty();
    // Who says so, or how surely, differs only where somebody says so or a word hedges.
    match likeliest {
        Kind::Attribution if frame_lhs.or(frame_rhs).is_none() || source::are_same(lhs, rhs) => {
            return None;
        }
        Kind::Certainty if !is_hedged => return None,
        Kind::Attribution => {
            at_lhs = frame_lhs.unwrap_or(at_lhs);
            at_rhs = frame_rhs.unwrap_or(at_rhs);
        }
        _ => {}
    }
    if is_idle(family, (lhs, at_lhs), (rhs, at_rhs)) {
        return None;
    }
    // Only what the rules have read as amounts and dates can be said to disagree as such.
    let kind = match likeliest {
        Kind::Number | Kind::Date => Kind::Precision,
        kind => kind,
    };
    let relation = match kind {
        Kind::Name | Kind::Contradiction => Relation::Conflict,
        _ => Relation::Compatible,
    };
    let (confidence, settle) = (looked.judged, |found, place| Some(Settled { found, place }));
    if is_likely && do_answer(kind, (lhs, at_lhs), (rhs, at_rhs)) {
        let (lhs, rhs) = ((at_lhs, None), (at_rhs, None));
        return settle(Found { kind, relation, confidence, lhs, rhs }, Place::Likely);
    }
    let more = (told_alone(kind, (lhs, at_lhs), rhs), told_alone(kind, (rhs, at_rhs), lhs));
    let (side_lhs, side_rhs) = match more {
        (Some(it), None) => (it, (at_rhs, None)),
        (None, Some(it)) => ((at_lhs, None), it),
        _ => ((at_lhs, None), (at_rhs, None)),
    };
    settle(Found { kind, relation, confidence, lhs: side_lhs, rhs: side_rhs }, Place::Unknown)
}

/// True if words of both sides may be shown as answering each other: two sources with their verbs; a hedge, and every side's
/// that has one. An amount or a date beside vaguer words mostly tells of something else.
fn do_answer(
    kind: Kind,
    (lhs, at_lhs): (&Telling<'_>, TextRange),
    (rhs, at_rhs): (&Telling<'_>, TextRange),
) -> bool {
    let is_hedged =
        |it: &Telling<'_>, at: TextRange| it.claim.hedges.iter().any(|it| it.overlaps(at));
    let has_all = |it: &Telling<'_>, at| it.claim.hedges.is_empty() || is_hedged(it, at);
    match kind {
        Kind::Number | Kind::Precision | Kind::Date => false,
        Kind::Attribution => frame(lhs).is_some() && frame(rhs).is_some(),
        Kind::Certainty => {
            (is_hedged(lhs, at_lhs) || is_hedged(rhs, at_rhs))
                && has_all(lhs, at_lhs)
                && has_all(rhs, at_rhs)
        }
        _ => true,
    }
}

/// The words of a suspected difference that only one side has, and nothing in the other's article, with what they come
/// to: the amount or the date, the source with its verb, the hedge. What the other side says instead is not known.
fn told_alone(
    kind: Kind,
    (one, at): (&Telling<'_>, TextRange),
    other: &Telling<'_>,
) -> Option<(TextRange, Option<String>)> {
    let (range, value) = match kind {
        Kind::Precision => {
            let amount = number::alone(one, other).into_iter().find(|it| it.range == at);
            let date = || date::alone(one, other).into_iter().find(|it| it.range == at);
            match amount {
                Some(it) if it.noun.is_none() && it.value < LEAST_BARE => return None,
                Some(it) => (number::whole(it), number::written(it)),
                None => (at, date::written(date()?)),
            }
        }
        Kind::Attribution => frame(one).map(|it| (it, one.text(it).to_owned()))?,
        Kind::Certainty => {
            let hedge = *one.claim.hedges.iter().find(|it| it.overlaps(at))?;
            (hedge, one.text(hedge).to_owned())
        }
        _ => return None,
    };
    is_told_alone(kind, (one, range), other).then_some((range, Some(value)))
}

/// True if neither the other telling nor anything in its article says, or may say, what these words of a suspected
/// difference do.
pub(super) fn is_told_alone(
    kind: Kind,
    (one, at): (&Telling<'_>, TextRange),
    other: &Telling<'_>,
) -> bool {
    match kind {
        Kind::Precision => {
            let mut amounts = one.claim.quantities.iter().filter(|it| it.range.overlaps(at));
            let mut dates = one.claim.dates.iter().filter(|it| it.range.overlaps(at));
            amounts.all(|it| {
                !number::is_told(other, it)
                    && !number::is_answered(other, it)
                    && !number::may_be_told(other, it)
            }) && dates.all(|it| !date::may_be_told(other, it))
        }
        Kind::Attribution => {
            other.claim.attribution.is_none()
                && other.claim.quotes.is_empty()
                && !has_said(other)
                && !source::is_heard(one, other)
                && !source::is_own_outlet(one)
        }
        Kind::Certainty => !is_hedged_nearby(other) && !has_word_like(other, one.text(at)),
        _ => false,
    }
}

/// True if a part of the sentence is said by somebody: "a bill that critics said was late".
fn has_said(telling: &Telling<'_>) -> bool {
    let verbs = &telling.claims.document.lexicon.say_verbs;
    let is_neutral = |it: &Token| {
        verbs
            .get(&it.lower)
            .is_some_and(|verb| verb.kind == SayKind::Neutral && *verb.lemma != *it.lower)
    };
    telling.words().any(is_neutral)
}

/// True if the sentence, or one beside it, holds a hedge.
fn is_hedged_nearby(telling: &Telling<'_>) -> bool {
    telling.claims.claims[telling.nearby()].iter().any(|it| !it.hedges.is_empty())
}

/// True if a word of the article begins as these words do: "allegations" as "allegedly".
fn has_word_like(telling: &Telling<'_>, words: &str) -> bool {
    let words = words.to_lowercase();
    let Some((end, _)) = words.char_indices().nth(ROOT) else { return false };
    telling.claims.document.tokens.iter().any(|it| it.lower.starts_with(&words[..end]))
}

/// True if the words of one side say no more than those of the other.
fn is_idle(
    family: Family,
    (lhs, at_lhs): (&Telling<'_>, TextRange),
    (rhs, at_rhs): (&Telling<'_>, TextRange),
) -> bool {
    let (less, more) = (topics(lhs, at_lhs), topics(rhs, at_rhs));
    let says_no_more = less.is_subset(&more) || more.is_subset(&less);
    match family {
        Family::Source => says_no_more || same_source(lhs, rhs),
        // "The group" and "the terrorist group" are labels that differ.
        _ => less == more,
    }
}

/// The kind of a family that the network holds likeliest.
fn likeliest(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    family: Family,
    reading: &PairReading,
) -> Option<Kind> {
    let has_quote = !lhs.claim.quotes.is_empty() || !rhs.claim.quotes.is_empty();
    let of_family = (0..KINDS.len())
        .filter(|it| Family::of(KINDS[*it]) == family && (KINDS[*it] != Kind::Quote || has_quote));
    let logit = |it: &usize| reading.kinds.get(*it).copied().unwrap_or(f32::MIN);
    of_family.max_by(|a, b| logit(a).total_cmp(&logit(b)).then(b.cmp(a))).map(|it| KINDS[it])
}

/// The source and its verb, where both stand in the sentence.
fn frame(telling: &Telling<'_>) -> Option<TextRange> {
    let attribution = telling.claim.attribution.as_ref()?;
    let is_here = |it: &TextRange| telling.claim.range.contains(*it) && !it.is_empty();
    let source = attribution.source.filter(is_here).filter(|it| source::is_short(telling, *it))?;
    Some(source.join(Some(attribution.verb).filter(is_here)?))
        .filter(|it| telling.words().filter(|word| it.contains(word.range)).count() <= MAX_FRAME)
}

/// True if the network marks words of what a rule found, on both sides.
fn is_seen(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    family: Family,
    found: &Found,
    reading: &PairReading,
) -> bool {
    let meets = |telling: &Telling<'_>, marks: &[Mark], range: TextRange| {
        marked(telling, family, marks).is_some_and(|it| it.overlaps(range))
    };
    meets(lhs, &reading.lhs_marks, found.lhs.0) && meets(rhs, &reading.rhs_marks, found.rhs.0)
}

/// The first amount or date that meets a run of words.
fn value(telling: &Telling<'_>, run: TextRange) -> Option<TextRange> {
    let amounts = telling.claim.quantities.iter().map(|it| it.range);
    let dates = telling.claim.dates.iter().map(|it| it.range);
    amounts.chain(dates).filter(|it| it.overlaps(run)).min()
}

/// True if both sentences name a source, and the names end in the same word: "the ministry",
/// "defence ministry".
fn same_source(lhs: &Telling<'_>, rhs: &Telling<'_>) -> bool {
    let last = |telling: &Telling<'_>| {
        let source = telling.claim.attribution.as_ref()?.source?;
        telling.words().filter(|it| source.contains(it.range)).last().map(|it| it.stem.to_string())
    };
    last(lhs).is_some_and(|it| last(rhs) == Some(it))
}

/// The words of topic in a run.
fn topics<'a>(telling: &Telling<'a>, run: TextRange) -> BTreeSet<&'a str> {
    let words = telling.topic_words().filter(|it| run.contains(it.range));
    words.map(|it| it.stem.as_ref()).collect()
}

/// The run of marked tokens with the surest one, widened to whole words.
fn marked(telling: &Telling<'_>, family: Family, marks: &[Mark]) -> Option<TextRange> {
    let logit = |it: usize| marks[it].families.get(family.index()).copied().unwrap_or(f32::MIN);
    let surest = (0..marks.len()).max_by(|a, b| logit(*a).total_cmp(&logit(*b)).then(b.cmp(a)))?;
    if logit(surest) < SUREST {
        return None;
    }
    let is_marked = |it: usize| logit(it) >= logit(surest) - BELOW_SUREST;
    let (mut first, mut last) = (surest, surest);
    // One step to each side in turn, so that a run too long keeps the surest token in its middle.
    loop {
        let (was_first, was_last) = (first, last);
        let mut after = last + 1..(last + 2 + MAX_GAP).min(marks.len());
        let mut before = first.saturating_sub(1 + MAX_GAP)..first;
        if last - first + 1 < MAX_TOKENS {
            last = after.find(|it| is_marked(*it)).unwrap_or(last);
        }
        if last - first + 1 < MAX_TOKENS {
            first = before.rfind(|it| is_marked(*it)).unwrap_or(first);
        }
        if (first, last) == (was_first, was_last) {
            break;
        }
    }
    let start = telling.claim.range.start;
    let (from, to) = (start + marks[first].offsets.0, start + marks[last].offsets.1);
    let words = telling.words().filter(|it| it.range.start < to && it.range.end > from);
    words.map(|it| it.range).reduce(TextRange::join)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{article, linked, read};

    const DAY: &str = "2031-03-04";

    /// Whether the words that the first article has are told by it alone.
    fn is_alone(kind: Kind, words: &str, herald: &str, post: &str) -> bool {
        let claims =
            read([("Herald", herald), ("Post", post)].map(|it| article(it.0, DAY, it.1)).into());
        let members = &linked(&claims, 0.9).facts[0].members;
        let [one, other] = [0, 1].map(|it| Telling::of(&claims, members, it));
        let start = herald.find(words).expect("the words stand there");
        is_told_alone(kind, (&one, TextRange::new(start, start + words.len())), &other)
    }

    #[test]
    fn a_hedge_is_told_alone_only_where_the_other_article_has_none_near_or_like_it() {
        let is_alone = |post: &str| {
            let herald = "The mayor allegedly sold the old quay.";
            is_alone(Kind::Certainty, "allegedly", herald, post)
        };
        assert!(is_alone("The mayor sold the old quay. It rained."));
        assert!(!is_alone("The mayor may have sold the old quay."));
        assert!(!is_alone("The mayor sold the old quay. It could cost her the office."));
        assert!(!is_alone("The mayor sold the old quay. It rained. She denied the allegations."));
    }

    #[test]
    fn an_outlet_is_no_source_of_its_own() {
        let post = "The mayor sold the old quay.";
        let is_alone = |words, herald: &str| is_alone(Kind::Attribution, words, herald, post);
        assert!(is_alone("The Times said", "The Times said the mayor sold the old quay."));
        assert!(!is_alone("The Herald said", "The Herald said the mayor sold the old quay."));
    }

    #[test]
    fn a_source_is_not_told_alone_beside_one_of_a_part() {
        let herald = "Experts said the mayor sold the old quay.";
        let is_alone = |post: &str| is_alone(Kind::Attribution, "Experts said", herald, post);
        assert!(is_alone("The mayor sold the old quay at a price that was low."));
        assert!(!is_alone("The mayor sold the old quay at a price that unions said was low."));
    }

    #[test]
    fn sources_answer_each_other_and_no_bare_statement() {
        let claims = ["Police said the quay fell.", "Owners said the quay fell.", "The quay fell."]
            .map(|it| article("Herald", DAY, it));
        let claims = read(claims.into());
        let members = &linked(&claims, 0.9).facts[0].members;
        let tellings = [0, 1, 2].map(|it| Telling::of(&claims, members, it));
        let do_answer = |a: usize, b: usize| {
            let (a, b) = (&tellings[a], &tellings[b]);
            do_answer(Kind::Attribution, (a, a.range), (b, b.range))
        };
        assert!(do_answer(0, 1));
        assert!(!do_answer(0, 2) && !do_answer(2, 1));
    }
}
