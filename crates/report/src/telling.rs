//! How one article words it, counted from its claims.
//!
//! Only counts what the article itself says: its words of attribution, the sorts of its sources,
//! its hedges, its quotes. Nothing is graded.

use crate::view::{Tally, Telling};
use std::collections::BTreeMap;

/// Counts an article's ways of telling.
pub(crate) fn tell(claims: &claim::Claims) -> Telling {
    let article = &claims.document.article;
    let mut attribution = BTreeMap::new();
    let mut sources = BTreeMap::new();
    let mut hedges = BTreeMap::new();
    let mut scare_quotes = BTreeMap::new();
    let mut telling = Telling::default();
    for claim in &claims.claims {
        if let Some(it) = &claim.attribution {
            telling.n_attributed += 1;
            add(&mut attribution, article.text(it.verb));
            add(&mut sources, source_kind(it.kind));
        }
        for it in &claim.hedges {
            add(&mut hedges, article.text(*it));
        }
        for it in claim.quotes.iter().filter(|it| it.is_scare) {
            add(&mut scare_quotes, article.text(it.range));
        }
        telling.n_quoting += usize::from(claim.quotes.iter().any(|it| !it.is_scare));
    }
    telling.attribution = most_frequent(attribution);
    telling.sources = most_frequent(sources);
    telling.hedges = most_frequent(hedges);
    telling.scare_quotes = most_frequent(scare_quotes);
    telling
}

fn source_kind(kind: claim::SourceKind) -> &'static str {
    match kind {
        claim::SourceKind::Named => "named",
        claim::SourceKind::Office => "office",
        claim::SourceKind::Document => "document",
        claim::SourceKind::Media => "media",
        claim::SourceKind::Unnamed => "unnamed",
    }
}

fn add(tallies: &mut BTreeMap<String, usize>, words: &str) {
    let words = words.trim().to_lowercase();
    if !words.is_empty() {
        *tallies.entry(words).or_default() += 1;
    }
}

/// Most frequent first, equals in the order of the alphabet.
fn most_frequent(tallies: BTreeMap<String, usize>) -> Vec<Tally> {
    let mut tallies: Vec<Tally> =
        tallies.into_iter().map(|(words, n)| Tally { words, n }).collect();
    tallies.sort_by(|lhs, rhs| rhs.n.cmp(&lhs.n).then_with(|| lhs.words.cmp(&rhs.words)));
    tallies
}
