//! `agency`: who acts is shown by one and hidden by another.
//!
//! A passive without an agent ("was shot") beside the same verb with someone before it ("police
//! shot") or an agent after it ("was shot by police").

use text::{Token, TokenKind};

use super::{Found, Telling};
use crate::{Kind, Relation, rates};

/// Words that may stand between the auxiliary and the participle ("was later fatally shot").
const MAX_BETWEEN: usize = 2;
/// Words after the participle in which the agent must show.
const MAX_TO_AGENT: usize = 8;

/// How a verb is told.
#[derive(PartialEq)]
enum Voice {
    Hidden,
    Shown,
}

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    let words_lhs: Vec<&Token> = lhs.words().collect();
    let words_rhs: Vec<&Token> = rhs.words().collect();
    for (a, token) in words_lhs.iter().enumerate().filter(|(_, it)| is_verb_like(it)) {
        let Some(b) = words_rhs.iter().position(|it| it.stem == token.stem && is_verb_like(it))
        else {
            continue;
        };
        let (voice_a, voice_b) = (voice(lhs, &words_lhs, a), voice(rhs, &words_rhs, b));
        if let (Some((voice_a, from_a)), Some((voice_b, from_b))) = (voice_a, voice_b)
            && voice_a != voice_b
        {
            found.push(Found {
                kind: Kind::Agency,
                relation: Relation::Compatible,
                confidence: rates::AGENCY,
                lhs: (words_lhs[from_a].range.join(token.range), None),
                rhs: (words_rhs[from_b].range.join(words_rhs[b].range), None),
            });
            return;
        }
    }
}

fn is_verb_like(token: &Token) -> bool {
    token.kind == TokenKind::Word && !token.is_stop && token.lower != token.stem
}

/// How the verb at `at` is told, and the word at which its telling begins; `None` if unclear.
fn voice(telling: &Telling<'_>, words: &[&Token], at: usize) -> Option<(Voice, usize)> {
    let lexicon = telling.claims.document.lexicon;
    let auxiliary = (at.saturating_sub(MAX_BETWEEN + 1)..at)
        .rev()
        .find(|it| lexicon.passive_auxiliaries.contains(&words[*it].lower));
    let until = (at + 1 + MAX_TO_AGENT).min(words.len());
    let has_agent =
        words[at + 1..until].iter().any(|it| lexicon.agent_prepositions.contains(&it.lower));
    match auxiliary {
        Some(from) if has_agent => Some((Voice::Shown, from)),
        Some(from) => Some((Voice::Hidden, from)),
        // An active verb right after a name or a pronoun.
        None => {
            let before = words.get(at.checked_sub(1)?)?;
            let names = &telling.claim.names;
            names
                .iter()
                .any(|it| it.range.end == before.range.end)
                .then_some((Voice::Shown, at - 1))
        }
    }
}
