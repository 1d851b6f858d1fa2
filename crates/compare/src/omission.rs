//! What may be said of an article in which a fact was not found.
//!
//! "Not found in the text we have" is said plainly only of an article that could have told the fact:
//! none of its sentences may state it after all, it is whole, did not appear before the fact was first
//! reported, and is not much shorter than those that tell it. And it is worth a line only for facts that weigh: two origins state
//! them, or they stand in a headline or a lead.

use std::collections::BTreeSet;

use article::{Article, Moment};
use claim::Claims;
use cluster::{Member, Near};
use text::Document;

use crate::Stance;

/// An article with at most this share of the words and marks that those telling a fact have on average
/// is much shorter.
const SHORT: f64 = 0.2;
/// Words of a headline that carry a topic which a sentence told there shares at least.
const LEAST_SHARED: usize = 3;

/// How an article without a fact stands to it; `members` are the sentences that state it.
pub(crate) fn stance(
    articles: &[Claims],
    near: &Near,
    article_idx: usize,
    members: &[Member],
) -> Stance {
    let own = &articles[article_idx].document;
    let telling: BTreeSet<usize> = members.iter().map(|it| it.article_idx).collect();
    let others = || telling.iter().map(|it| &articles[*it].document);
    let is_near = |it: &Member| near.contains_key(&(it.article_idx, it.sentence_idx, article_idx));
    if members.iter().any(is_near) {
        Stance::OmitsUnsure
    } else if own.article.is_partial() {
        Stance::OmitsPartial
    } else if is_earlier(&own.article, others().map(|it| &it.article)) {
        Stance::OmitsEarlier
    } else if is_short(own.tokens.len(), others().map(|it| it.tokens.len())) {
        Stance::OmitsShort
    } else {
        Stance::Omits
    }
}

/// True if leaving a fact out is worth a line: two origins state it, or it stands in the headline or
/// the first paragraph of an article.
pub(crate) fn is_major(
    articles: &[Claims],
    heads: &[Head],
    members: &[Member],
    n_origins: usize,
) -> bool {
    let is_high = |it: &Member| {
        let document = &articles[it.article_idx].document;
        document.sentences[it.sentence_idx].paragraph == 0
            || heads[it.article_idx].tells(document, it)
    };
    n_origins > 1 || members.iter().any(is_high)
}

/// The topic of a headline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    stems: BTreeSet<String>,
}

impl Head {
    /// Of an article's headline.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let title = text::read(Article {
            title: String::new(),
            declared_language: Some(document.language.to_owned()),
            ..Article::of(&document.article.title)
        });
        let words = title.tokens.iter().filter(|it| it.is_topic());
        Self { stems: words.map(|it| it.stem.to_string()).collect() }
    }

    /// True if the headline tells what a sentence of the same article does: it shares half of the
    /// headline's topic words, and three at least.
    #[must_use]
    pub fn tells(&self, document: &Document, member: &Member) -> bool {
        let words = document.tokens_of(member.sentence_idx).iter();
        let shared: BTreeSet<&str> = words
            .filter(|it| member.range.contains(it.range))
            .map(|it| it.stem.as_str())
            .filter(|it| self.stems.contains(*it))
            .collect();
        shared.len() >= LEAST_SHARED.max(self.stems.len().div_ceil(2))
    }
}

/// True if all that is known of an article is from before the fact was first reported.
fn is_earlier<'a>(own: &Article, others: impl Iterator<Item = &'a Article>) -> bool {
    let Some(last) = own.modified.or(own.published) else { return false };
    let first: Option<Vec<Moment>> = others.map(|it| it.published.or(it.modified)).collect();
    first.is_some_and(|it| it.iter().all(|first| first.is_after(last)))
}

#[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
fn is_short(own: usize, others: impl Iterator<Item = usize>) -> bool {
    let others: Vec<usize> = others.collect();
    let mean = others.iter().sum::<usize>() as f64 / others.len().max(1) as f64;
    own as f64 <= SHORT * mean
}
