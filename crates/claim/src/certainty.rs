//! How certainly a sentence states what it states.

use article::TextRange;
use text::SayKind;

use crate::row::Row;

/// How certainly a sentence states what it states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// As plain fact (attribution is told apart from certainty).
    Plain,
    /// With a hedge: "allegedly", "may", "is believed to".
    Hedged,
    /// As a plan or forecast: "will", "is expected to".
    Expected,
    /// As denied: "denied that", "there is no evidence".
    Denied,
}

/// What a sentence tells of its certainty.
pub(crate) struct Reading {
    pub(crate) certainty: Certainty,
    pub(crate) hedges: Vec<TextRange>,
    pub(crate) negations: Vec<TextRange>,
}

/// Reads hedges, negations, plans and denials. `frame` is the attribution ("she claimed"): its
/// verb is no hedge of its own. Words inside of `names` are passed over.
pub(crate) fn read(row: &Row<'_>, frame: Option<TextRange>, names: &[TextRange]) -> Reading {
    let mut hedges = Vec::new();
    let mut negations = Vec::new();
    let mut is_expected = false;
    let mut is_denied = false;
    let mut idx = row.start;
    while let Some(start) = row.skip(idx) {
        idx = start + 1;
        let place = row.tokens[start].range;
        let in_frame = frame.is_some_and(|frame| frame.contains(place));
        if !row.is_word(start) || names.iter().any(|name| name.contains(place)) {
            continue;
        }
        if let Some(found) = row.lexicon.other_senses.at(row.tokens, start) {
            idx = found.tokens.end;
            continue;
        }
        if let Some(found) = row.lexicon.denials.at(row.tokens, start)
            && is_denial(row, start, found.tokens.end)
        {
            is_denied = true;
            negations.push(row.range(found.tokens.clone()));
            idx = found.tokens.end;
            continue;
        }
        if let Some(found) = row.lexicon.hedges.at(row.tokens, start).filter(|_| !in_frame)
            && !is_owed_month(row, start)
        {
            hedges.push(row.range(found.tokens.clone()));
            idx = found.tokens.end;
            continue;
        }
        if let Some(found) = row.lexicon.expectations.at(row.tokens, start) {
            is_expected = true;
            idx = found.tokens.end;
            // "won't" both plans and negates.
        }
        if let Some(found) = row.lexicon.negators.at(row.tokens, start) {
            negations.push(row.range(found.tokens.clone()));
            idx = idx.max(found.tokens.end);
        }
    }
    let certainty = match () {
        () if is_denied => Certainty::Denied,
        () if !hedges.is_empty() => Certainty::Hedged,
        () if is_expected => Certainty::Expected,
        () => Certainty::Plain,
    };
    Reading { certainty, hedges, negations }
}

/// "May" with a capital inside of a sentence is the month.
fn is_owed_month(row: &Row<'_>, idx: usize) -> bool {
    row.lexicon.months.contains(row.lower(idx)) && row.is_capital(idx) && row.prev(idx).is_some()
}

/// "denied that", "denied the allegations", "rejected the claim", but not "rejected the appeal":
/// the thing denied must itself be said.
pub(crate) fn is_denial(row: &Row<'_>, start: usize, end: usize) -> bool {
    let is_verb =
        row.lexicon.say_verbs.get(row.lower(start)).is_some_and(|verb| verb.kind == SayKind::Deny);
    if !is_verb {
        return true;
    }
    let mut next = row.skip(end);
    for _ in 0..5 {
        let Some(at) = next else { return false };
        if !row.is_word(at) {
            return false;
        }
        let is_said = row.lexicon.clause_words.get(row.lower(at))
            == Some(&text::ClauseWord::Complement)
            || row.lexicon.say_verbs.get(row.lower(at)).is_some_and(|verb| is_claim(verb.kind))
            || row.lexicon.hedges.contains(row.lower(at))
            || is_saying_noun(row, at);
        if is_said {
            return true;
        }
        next = row.next(at);
    }
    false
}

/// "allegations" has the stem of "allege".
fn is_saying_noun(row: &Row<'_>, idx: usize) -> bool {
    let stem = row.tokens[idx].stem.as_str();
    stem.chars().count() > 3
        && ["", "e", "s"].iter().any(|ending| {
            let form = format!("{stem}{ending}");
            row.lexicon.say_verbs.get(&form).is_some_and(|verb| is_claim(verb.kind))
        })
}

/// What is claimed, reported or held against someone can be denied; an appeal can only be turned
/// down.
fn is_claim(kind: SayKind) -> bool {
    matches!(kind, SayKind::Claim | SayKind::Accuse | SayKind::Report | SayKind::Insist)
}
