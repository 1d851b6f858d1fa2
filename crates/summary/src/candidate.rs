//! A sentence that may be quoted, and how well it reads on its own.

use std::collections::BTreeSet;

use article::TextRange;
use claim::Claims;
use rustc_hash::FxHashMap;

use crate::weights;

/// Bytes of the longest quotation mark.
const LONGEST_MARK: usize = 3;

/// A stem of the story: numbers in the order of the letters, from 1 on.
pub(crate) type Stem = u32;

/// A stem, or two in a row; the second is 0 where there is one alone.
pub(crate) type Term = (Stem, Stem);

/// A sentence that may be quoted.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// Index of its article.
    pub(crate) article_idx: usize,
    /// Index of the sentence.
    pub(crate) sentence_idx: usize,
    /// The sentence without its dateline.
    pub(crate) range: TextRange,
    /// How many words it has.
    pub(crate) n_words: usize,
    /// Stems of its words and its numbers, without stop words; in order, each once.
    pub(crate) stems: Vec<Stem>,
    /// The same stems, and each with the one that follows it; in order, each once.
    pub(crate) terms: Vec<Term>,
    /// 1 for a sentence that reads well alone, less for one that does not.
    pub(crate) readability: f64,
}

/// Every sentence of the story that has a word in it, by article and place; and the stems of its headlines.
pub(crate) fn read(articles: &[Claims]) -> (Vec<Candidate>, Vec<Stem>) {
    let stems = stems(articles);
    let candidates = articles
        .iter()
        .enumerate()
        .flat_map(|(article_idx, claims)| {
            let stems = &stems;
            (0..claims.document.sentences.len())
                .map(move |sentence_idx| candidate(claims, article_idx, sentence_idx, stems))
        })
        .filter(|it| it.n_words > 0)
        .collect();
    let headline = sorted(headline_stems(articles).map(|it| stems[it]).collect());
    (candidates, headline)
}

/// The number of each stem that carries a topic.
fn stems(articles: &[Claims]) -> FxHashMap<&str, Stem> {
    let tokens = articles.iter().flat_map(|it| &it.document.tokens);
    let mut numbers: FxHashMap<&str, Stem> =
        tokens.filter(|it| it.is_topic()).map(|it| (it.stem.as_str(), 0)).collect();
    let mut in_order: Vec<(&&str, &mut Stem)> = numbers.iter_mut().collect();
    in_order.sort_unstable();
    in_order.into_iter().zip(1..).for_each(|((_, number), it)| *number = it);
    numbers
}

fn candidate(
    claims: &Claims,
    article_idx: usize,
    sentence_idx: usize,
    stems: &FxHashMap<&str, Stem>,
) -> Candidate {
    let sentence = &claims.document.sentences[sentence_idx];
    let dateline = (sentence_idx == 0).then(|| claim::behind_dateline(&claims.document)).flatten();
    let range = TextRange::new(dateline.unwrap_or(sentence.range.start), sentence.range.end);
    let tokens = &claims.document.tokens[sentence.tokens.clone()];
    let words = tokens.iter().filter(|it| it.is_counted());
    let row: Vec<Stem> =
        words.clone().filter(|it| !it.is_stop).map(|it| stems[it.stem.as_str()]).collect();
    let alone = row.iter().map(|it| (*it, 0));
    let terms = alone.chain(row.windows(2).map(|it| (it[0], it[1]))).collect();
    let n_words = words.count();
    Candidate {
        article_idx,
        sentence_idx,
        range,
        n_words,
        terms: sorted(terms),
        stems: sorted(row),
        readability: readability(claims, sentence_idx, n_words) * ending(tokens),
    }
}

/// In order, each once.
fn sorted<T: Ord>(mut of: Vec<T>) -> Vec<T> {
    of.sort_unstable();
    of.dedup();
    of
}

/// How many members two sets in order share.
pub(crate) fn n_shared(lhs: &[Stem], rhs: &[Stem]) -> usize {
    let (mut i, mut j, mut n_shared) = (0, 0, 0);
    while let (Some(a), Some(b)) = (lhs.get(i), rhs.get(j)) {
        n_shared += usize::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    n_shared
}

/// Stems of the headlines' words, read with the tokens that the body shares with it: a headline is
/// no part of the body, so only words that the article repeats are known by stem.
fn headline_stems(articles: &[Claims]) -> impl Iterator<Item = &str> {
    articles.iter().flat_map(|claims| {
        let title = claims.document.article.title.to_lowercase().replace('’', "'");
        let words: BTreeSet<String> = title
            .split(|it: char| !it.is_alphanumeric() && it != '\'' && it != '-')
            .map(str::to_owned)
            .collect();
        let tokens = claims.document.tokens.iter();
        tokens
            .filter(|it| it.kind == text::TokenKind::Word && !it.is_stop)
            .filter(move |it| words.contains(it.lower.as_str()))
            .map(|it| it.stem.as_str())
    })
}

impl Candidate {
    /// Share of the headlines' words that stand in the sentence.
    pub(crate) fn headline_share(&self, headline: &[Stem]) -> f64 {
        if headline.is_empty() {
            return 0.0;
        }
        n_shared(&self.stems, headline) as f64 / headline.len() as f64
    }

    /// Weight by place: 1 for the first sentence of an article.
    pub(crate) fn prominence(&self) -> f64 {
        prominence(self.sentence_idx)
    }

    /// True if one of the two tells little that the other does not.
    pub(crate) fn repeats(&self, other: &Candidate) -> bool {
        let n_shared = n_shared(&self.stems, &other.stems);
        let n_shorter = self.stems.len().min(other.stems.len()).max(1);
        n_shared as f64 / n_shorter as f64 > weights::MAX_OVERLAP_RATIO
    }
}

/// Weight by place in the article: 1 for the first sentence, half of it three sentences later.
pub(crate) fn prominence(sentence_idx: usize) -> f64 {
    1.0 / (1.0 + sentence_idx as f64 / weights::HALF_DEPTH_SENTENCES)
}

/// A sentence ends with a mark; a headline left in the text does not.
fn ending(tokens: &[text::Token]) -> f64 {
    let last = tokens.iter().rfind(|it| it.kind != text::TokenKind::Space);
    if last.is_some_and(|it| it.kind == text::TokenKind::Mark) { 1.0 } else { weights::NO_STOP }
}

/// True for a sentence that says itself that it goes on from another: "However, …", "Unions also …".
fn is_linked(claims: &Claims, sentence_idx: usize) -> bool {
    let lexicon = claims.document.lexicon;
    let tokens = claims.document.tokens_of(sentence_idx);
    let words = || (0..tokens.len()).filter(|it| tokens[*it].is_counted());
    let joins = words().next().is_some_and(|it| {
        lexicon.clause_words.get(&tokens[it].lower) == Some(&text::ClauseWord::Coordinator)
    });
    let is_link = |it: usize| lexicon.linking_words.at(tokens, it).is_some();
    joins || words().take(weights::OPENING_WORDS).any(is_link)
}

fn readability(claims: &Claims, sentence_idx: usize, n_words: usize) -> f64 {
    let mut factor = (weights::GOOD_LENGTH_WORDS / n_words.max(1) as f64).sqrt().min(1.0);
    if n_words < weights::SHORT_WORDS {
        factor *= weights::SHORT;
    }
    let Some(claim) = claims.claims.get(sentence_idx) else { return factor };
    // "He said" or "On Monday, he said": what it stands for is in a sentence that is not quoted.
    let opening = claim.range.start..claim.range.start + claim.range.len() / 4;
    let first_name = claim.names.iter().min_by_key(|it| it.range);
    if first_name.is_some_and(|it| it.is_anaphor && opening.contains(&it.range.start)) {
        factor *= weights::NEEDS_CONTEXT;
    }
    let lexicon = claims.document.lexicon;
    if sentence_idx > 0 && is_linked(claims, sentence_idx) {
        factor *= weights::LINKED;
    }
    let is_own_voice = |it: &text::Token| {
        let text = claims.document.article.text(it.range);
        // "US" is no pronoun.
        lexicon.pronouns.get(&it.lower).is_some_and(|it| it.person == 1)
            && (text.len() == 1 || text.chars().any(char::is_lowercase))
            && !claim.is_quoted(it.range)
    };
    if claims.document.tokens_of(sentence_idx).iter().any(is_own_voice) {
        factor *= weights::OWN_VOICE;
    }
    let quoted: usize = claim.quotes.iter().map(|it| it.range.len()).sum();
    // A mark may stand before the quote's words.
    let opens = claim.quotes.iter().any(|it| it.range.start <= claim.range.start + LONGEST_MARK);
    if opens || quoted * 5 > claim.range.len() * 3 || claim.is_posted() {
        factor *= weights::QUOTATION;
    }
    factor
}
