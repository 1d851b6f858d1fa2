//! What a sentence that shares a fact tells beside it.
//!
//! "He was charged on Monday, and his lawyer asked for bail" shares one fact with another article and may have the other for
//! itself. What is left of a sentence is told alone if no sentence of another article has its words.

use std::collections::BTreeSet;

use claim::Claims;
use cluster::{Member, Near};

use crate::{Fact, Stance, omission};

/// Topic words of what is left that no other article's sentence of the same facts has, at least.
const LEAST_NEW: usize = 4;
/// Share of its topic words that one sentence of another article has if that tells it too, or may.
const TOLD: f64 = 0.5;
const MAYBE_TOLD: f64 = 0.34;

/// What is left of a sentence of these facts, with how each article stands to it.
pub(crate) fn of(
    articles: &[Claims],
    near: &Near,
    (article_idx, sentence_idx): (usize, usize),
    facts: &[&Fact],
) -> Option<(Member, Vec<Stance>)> {
    let claims = &articles[article_idx];
    let is_here = |it: &&Member| (it.article_idx, it.sentence_idx) == (article_idx, sentence_idx);
    let told: Vec<_> =
        facts.iter().flat_map(|it| &it.members).filter(is_here).map(|it| it.range).collect();
    let range = cluster::rest(claims, sentence_idx, &told)?;
    let tokens = claims.document.tokens_of(sentence_idx);
    let first = tokens.iter().position(|it| range.contains(it.range))?;
    if claims.document.lexicon.source_prepositions.at(tokens, first).is_some() {
        return None;
    }
    let frame = claims.claims[sentence_idx].attribution.iter();
    let frame: Vec<_> = frame.flat_map(|it| [Some(it.verb), it.source]).flatten().collect();
    let words: BTreeSet<&str> = tokens
        .iter()
        .filter(|it| it.is_topic() && range.contains(it.range))
        .filter(|it| !frame.iter().any(|range| range.contains(it.range)))
        .map(|it| it.stem.as_str())
        .collect();

    let has = |article_idx: usize, sentence_idx: usize| -> BTreeSet<&str> {
        let tokens = articles[article_idx].document.tokens_of(sentence_idx).iter();
        tokens.map(|it| it.stem.as_str()).filter(|it| words.contains(it)).collect()
    };
    let others =
        || facts.iter().flat_map(|it| &it.members).filter(|it| it.article_idx != article_idx);
    let known: BTreeSet<&str> =
        others().flat_map(|it| has(it.article_idx, it.sentence_idx)).collect();
    if words.len() < LEAST_NEW + known.len() {
        return None;
    }

    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    let told_share = |other: usize| {
        let sentences = 0..articles[other].document.sentences.len();
        let most = sentences.map(|it| has(other, it).len()).max().unwrap_or(0);
        most as f64 / words.len() as f64
    };
    let member = Member { article_idx, sentence_idx, range };
    let mut stances = Vec::new();
    for other in 0..articles.len() {
        let is_linked = others().any(|it| it.article_idx == other);
        let share = if other == article_idx { 0.0 } else { told_share(other) };
        if share >= TOLD {
            return None;
        }
        stances.push(if other == article_idx {
            Stance::States
        } else if share >= MAYBE_TOLD {
            Stance::OmitsUnsure
        } else if is_linked {
            omission::stance(articles, &Near::new(), other, &[member])
        } else {
            omission::stance(articles, near, other, &[member])
        });
    }
    Some((member, stances))
}
