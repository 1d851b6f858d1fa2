//! Names that come from the texts: the same article has the same key wherever it lies.
//!
//! An article's key is the start of the SHA-256 of its body; of articles with the very same body
//! all but one get a `~2`, `~3` … by outlet, address and headline. A sentence's key adds its place
//! (`9f86d081884c7d65:120-245`), a fact's key is a hash of the keys of its sentences, a
//! difference's one of the fact's, its kind and its sides.

use std::collections::BTreeMap;

use article::TextRange;
use claim::Claims;
use sha2::{Digest, Sha256};

use crate::record::{DifferenceKey, SideKey};

/// Hex digits of an article's key.
const ARTICLE_DIGITS: usize = 16;
/// Hex digits of a fact's and a difference's key.
const FACT_DIGITS: usize = 12;

/// The keys of a story.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    articles: Vec<String>,
    sentences: Vec<Vec<TextRange>>,
}

impl Keys {
    /// The keys of these articles.
    #[must_use]
    pub fn of(articles: &[Claims]) -> Self {
        let published: Vec<&article::Article> =
            articles.iter().map(|it| &it.document.article).collect();
        let mut order: Vec<usize> = (0..published.len()).collect();
        order.sort_by_key(|it| {
            let it = published[*it];
            (&it.outlet, &it.url, &it.title)
        });
        let mut keys = vec![String::new(); published.len()];
        let mut uses: BTreeMap<String, usize> = BTreeMap::new();
        for idx in order {
            let key = hash(&published[idx].body, ARTICLE_DIGITS);
            let n = uses.entry(key.clone()).or_default();
            *n += 1;
            keys[idx] = if *n == 1 { key } else { format!("{key}~{n}") };
        }
        let ranges = |it: &Claims| it.document.sentences.iter().map(|it| it.range).collect();
        Self { articles: keys, sentences: articles.iter().map(ranges).collect() }
    }

    /// An article's key; empty if there is no such article.
    #[must_use]
    pub fn article(&self, article_idx: usize) -> &str {
        self.articles.get(article_idx).map_or("", String::as_str)
    }

    /// A sentence's key; empty if there is no such sentence.
    #[must_use]
    pub fn sentence(&self, (article_idx, sentence_idx): (usize, usize)) -> String {
        let range = self.sentences.get(article_idx).and_then(|it| it.get(sentence_idx));
        range.map_or_else(String::new, |it| {
            format!("{}:{}-{}", self.article(article_idx), it.start, it.end)
        })
    }

    /// Keys of several sentences (article and sentence index), sorted.
    #[must_use]
    pub fn sentences(&self, places: impl IntoIterator<Item = (usize, usize)>) -> Vec<String> {
        let mut keys: Vec<String> = places.into_iter().map(|it| self.sentence(it)).collect();
        keys.sort();
        keys.dedup();
        keys
    }

    /// A fact's key, `f-3fa9c2d1e04b`, from its sentences (article and sentence index).
    #[must_use]
    pub fn fact(&self, places: impl IntoIterator<Item = (usize, usize)>) -> String {
        format!("f-{}", hash(&self.sentences(places).join("\n"), FACT_DIGITS))
    }

    /// A difference's key, `d-3fa9c2d1e04b`.
    #[must_use]
    pub fn difference(&self, fact: &compare::Fact, it: &compare::Difference) -> String {
        let named = self.named(fact, it);
        let sides = named.sides.iter().map(|it| format!("{} {}-{}", it.sentence, it.start, it.end));
        let sides: Vec<String> = sides.collect();
        let fact = self.fact(places(fact));
        let whole = format!("{fact}\n{}\n{}", named.kind.name(), sides.join("\n"));
        format!("d-{}", hash(&whole, FACT_DIGITS))
    }

    /// A difference as a correction names it.
    #[must_use]
    pub fn named(&self, fact: &compare::Fact, it: &compare::Difference) -> DifferenceKey {
        let side = |side: &compare::Side| SideKey {
            sentence: fact
                .members
                .get(side.member)
                .map_or_else(String::new, |it| self.sentence((it.article_idx, it.sentence_idx))),
            start: side.range.start,
            end: side.range.end,
        };
        let mut sides: Vec<SideKey> = it.between.iter().map(side).collect();
        sides.sort();
        DifferenceKey { kind: it.kind, sides }
    }

    /// The article of a key.
    #[must_use]
    pub fn find_article(&self, key: &str) -> Option<usize> {
        self.articles.iter().position(|it| it == key)
    }

    /// The sentence of a key: the one that lies there, or where sentences are cut otherwise the
    /// one that shares at least half of itself and half of the place.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<(usize, usize)> {
        let (article, place) = key.rsplit_once(':')?;
        let (start, end) = place.split_once('-')?;
        let wanted = TextRange::new(start.parse().ok()?, end.parse().ok()?);
        let article_idx = self.find_article(article)?;
        let shared =
            |it: &TextRange| it.end.min(wanted.end).saturating_sub(it.start.max(wanted.start));
        let sentences = self.sentences[article_idx].iter().enumerate();
        let (sentence_idx, range) = sentences.max_by_key(|(_, it)| shared(it))?;
        let longer = range.len().max(wanted.len());
        (shared(range) > 0 && 2 * shared(range) >= longer).then_some((article_idx, sentence_idx))
    }
}

/// Article and sentence index of every member.
pub(crate) fn places(fact: &compare::Fact) -> impl Iterator<Item = (usize, usize)> + '_ {
    fact.members.iter().map(|it| (it.article_idx, it.sentence_idx))
}

/// The first hex digits of a text's SHA-256.
fn hash(text: &str, n_digits: usize) -> String {
    let bytes = Sha256::digest(text.as_bytes());
    let hex: String =
        bytes.iter().take(n_digits.div_ceil(2)).map(|it| format!("{it:02x}")).collect();
    hex[..n_digits].to_owned()
}
