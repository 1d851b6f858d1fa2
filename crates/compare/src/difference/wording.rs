//! `label`: the same thing under a differently loaded name.
//!
//! Two signs: a verb of saying that takes a stand ("claimed", "admitted") beside one that does
//! not; and a loaded word of the language's list beside another word for the same.

use text::{SayKind, Token};

use super::{Found, Telling, source};
use crate::{Kind, Relation, rates};

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    say_verbs(lhs, rhs, found);
    loaded(lhs, rhs, found, false);
    loaded(rhs, lhs, found, true);
}

/// A loaded word on one side, and on the other another word for the same, plain or loaded.
fn loaded(one: &Telling<'_>, other: &Telling<'_>, found: &mut Vec<Found>, swapped: bool) {
    let lexicon = one.claims.document.lexicon;
    if lexicon.code != other.claims.document.lexicon.code {
        return;
    }
    let sense = |token: &Token| lexicon.loaded_words.get(&token.lower);
    for a in one.words().filter(|it| sense(it).is_some_and(|plain| **plain != *it.lower)) {
        let same = |b: &&Token| sense(b) == sense(a) && b.stem != a.stem;
        let Some(b) = other.words().find(same) else { continue };
        if one.has_stem(&b.stem) || other.has_stem(&a.stem) {
            continue;
        }
        let (lhs, rhs) = if swapped { (b.range, a.range) } else { (a.range, b.range) };
        let known = |it: &Found| it.kind == Kind::Label && it.lhs.0 == lhs && it.rhs.0 == rhs;
        if !found.iter().any(known) {
            found.push(Found {
                kind: Kind::Label,
                relation: Relation::Compatible,
                confidence: rates::LABEL,
                lhs: (lhs, None),
                rhs: (rhs, None),
            });
        }
    }
}

fn say_verbs(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    let (Some(a), Some(b)) = (&lhs.claim.attribution, &rhs.claim.attribution) else { return };
    let kind = |telling: &Telling<'_>, range: article::TextRange| -> Option<SayKind> {
        let verb: &Token = telling.words().find(|it| range.contains(it.range))?;
        telling.claims.document.lexicon.say_verbs.get(&verb.lower).map(|it| it.kind)
    };
    let (Some(kind_a), Some(kind_b)) = (kind(lhs, a.verb), kind(rhs, b.verb)) else { return };
    // The words of who doubts the speaker, or catches them out, beside plain words. Only of one
    // speaker and one statement: two speakers do two things.
    let is_plain = |it: SayKind| matches!(it, SayKind::Neutral | SayKind::Announce);
    let takes_stand = |it: SayKind| matches!(it, SayKind::Claim | SayKind::Admit);
    let are_apart =
        takes_stand(kind_a) && is_plain(kind_b) || takes_stand(kind_b) && is_plain(kind_a);
    let is_one_statement =
        || source::are_same(lhs, rhs) && source::say_the_same(lhs, a.verb, rhs, b.verb);
    let takes_side = |it: SayKind| !is_plain(it);
    let are_unlike = kind_a != kind_b && (takes_side(kind_a) || takes_side(kind_b));
    if are_unlike {
        let is_sure = are_apart && is_one_statement();
        found.push(Found {
            kind: Kind::Label,
            relation: Relation::Compatible,
            confidence: if is_sure { rates::SAY_VERB } else { rates::SAY_VERB_LOOSE },
            lhs: (a.verb, None),
            rhs: (b.verb, None),
        });
    }
}
