//! `agency`: who acts is shown by one and hidden by another.
//!
//! A passive without an agent ("was shot") beside the same verb with someone before it ("police
//! shot") or an agent after it ("was shot by police").

use text::{Token, TokenKind};

use super::{Found, Telling};
use crate::{Kind, Relation, rates};

/// Words that may stand between the auxiliary and the participle ("was later fatally shot").
const MAX_BETWEEN: usize = 1;
/// Words after the participle among which "by" must stand.
const MAX_TO_AGENT: usize = 3;

/// Endings of participles of any length, and letters that those of the other endings have at most.
const REGULAR: [&str; 3] = ["ed", "en", "own"];
const MAX_IRREGULAR: usize = 8;

/// How a verb is told: the words from and to which it is, by their places in the sentence.
struct Voice {
    from: usize,
    to: usize,
    /// The last word of who acts, where that is shown.
    doer: Option<usize>,
}

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    let words_lhs: Vec<&Token> = lhs.words().collect();
    let words_rhs: Vec<&Token> = rhs.words().collect();
    for (a, token) in words_lhs.iter().enumerate().filter(|(_, it)| is_participle(lhs, it)) {
        // The same form on both sides: "was fired", "Sessions fired"; "firing" is something else.
        let Some(b) = words_rhs.iter().position(|it| it.lower == token.lower) else { continue };
        let (Some(a), Some(b)) = (voice(lhs, &words_lhs, a), voice(rhs, &words_rhs, b)) else {
            continue;
        };
        let is_hidden = match (a.doer, b.doer) {
            (None, Some(doer)) => !is_nearby(lhs, words_rhs[doer]),
            (Some(doer), None) => !is_nearby(rhs, words_lhs[doer]),
            _ => false,
        };
        if is_hidden {
            found.push(Found {
                kind: Kind::Agency,
                relation: Relation::Compatible,
                confidence: rates::AGENCY,
                lhs: (words_lhs[a.from].range.join(words_lhs[a.to].range), None),
                rhs: (words_rhs[b.from].range.join(words_rhs[b.to].range), None),
            });
            return;
        }
    }
}

/// True if the doer stands in the sentence or in one beside it.
fn is_nearby(telling: &Telling<'_>, doer: &Token) -> bool {
    let tokens = telling.nearby().flat_map(|it| telling.claims.document.tokens_of(it));
    tokens.into_iter().any(|it| it.stem == doer.stem)
}

fn is_participle(telling: &Telling<'_>, token: &Token) -> bool {
    let lexicon = telling.claims.document.lexicon;
    let is_name = telling.claim.names.iter().any(|it| it.range.contains(token.range));
    token.kind == TokenKind::Word
        && !token.is_stop
        && !is_name
        && !lexicon.say_verbs.contains(&token.lower)
        && lexicon.participle_endings.iter().any(|it| {
            // "Was president": the irregular ones are short words.
            token.lower.ends_with(&**it)
                && (REGULAR.contains(&&**it) || token.lower.len() <= MAX_IRREGULAR)
        })
}

/// How the verb at `at` is told; `None` if unclear.
fn voice(telling: &Telling<'_>, words: &[&Token], at: usize) -> Option<Voice> {
    let lexicon = telling.claims.document.lexicon;
    let auxiliary = (at.saturating_sub(MAX_BETWEEN + 1)..at)
        .rev()
        .find(|it| lexicon.passive_auxiliaries.contains(&words[*it].lower));
    let until = (at + 1 + MAX_TO_AGENT).min(words.len());
    let agent = (at + 1..until).find(|it| lexicon.agent_prepositions.contains(&words[*it].lower));
    match (auxiliary, agent) {
        (Some(from), Some(by)) => {
            // "by Friday" and "by 12 percent" name nobody.
            let who = words.iter().skip(by + 1).position(|it| !it.is_stop)? + by + 1;
            let range = words[who].range;
            let dates = telling.claim.dates.iter().map(|it| it.range);
            let is_value = dates
                .chain(telling.claim.quantities.iter().map(|it| it.range))
                .any(|it| it.contains(range));
            let to = end_of_name(telling, words, who);
            (!is_value).then_some(Voice { from, to, doer: Some(to) })
        }
        (Some(from), None) => Some(Voice { from, to: at, doer: None }),
        // An active verb right after a name or a pronoun; in "claimed by Islamic State killed two" another acts.
        (None, _) => {
            let before = words.get(at.checked_sub(1)?)?;
            let mut names = telling.claim.names.iter().map(|it| it.range);
            let name = names.find(|it| it.end == before.range.end)?;
            let from = words.iter().position(|it| name.contains(it.range))?;
            let is_object = from > 0 && lexicon.agent_prepositions.contains(&words[from - 1].lower);
            let between = article::TextRange::new(name.end, words[at].range.start);
            let is_beside = telling.text(between).chars().all(char::is_whitespace);
            // "Harbour Workers of Velm sued": a body named with "of".
            let is_part = from > 0 && lexicon.name_particles.contains(&words[from - 1].lower);
            let voice = Voice { from, to: at, doer: Some(at - 1) };
            (is_beside && !is_object && !is_part).then_some(voice)
        }
    }
}

/// The last of the capitals that follow a word at once: "Republicans" in "by Senate Republicans".
fn end_of_name(telling: &Telling<'_>, words: &[&Token], at: usize) -> usize {
    let is_capital = |it: &Token| telling.text(it.range).starts_with(char::is_uppercase);
    let goes_on = |it: &[&Token]| {
        let between = article::TextRange::new(it[0].range.end, it[1].range.start);
        is_capital(it[0]) && is_capital(it[1]) && telling.text(between) == " "
    };
    at + words[at..].windows(2).take_while(|it| goes_on(it)).count()
}
