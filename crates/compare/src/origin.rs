//! Which articles and passages are copies of one text.
//!
//! Reprints are not corroboration. Two articles are of one origin if most of the shorter one's
//! runs of [`SHINGLE_WORDS`] words stand in the other, or if one news agency wrote both. Two sentences
//! are if they are one text, or if one credits the outlet of the other. Passages that they share word for word are
//! given as [`Reprint`]s, longest runs first in the order of the text. What somebody is quoted with counts nowhere: it
//! is the same in every outlet that was there.

use article::{TextRange, Warning, WarningKind};
use claim::Claims;
use cluster::Member;
use rustc_hash::FxHashMap;
use text::Token;

use crate::Reprint;

/// Words in a row that must be the same to be told as copied, and not as chance.
const SHINGLE_WORDS: usize = 8;
/// Share of the shorter article's shingles that stand in the other for one origin.
const MIN_SHARED: f64 = 0.5;
/// Fewest words of a passage worth showing.
const MIN_PASSAGE_WORDS: usize = 20;

/// Words in a row by which two sentences are compared.
const SENTENCE_SHINGLE_WORDS: usize = 4;
/// Share of the shorter sentence's shingles that stand in the other for one origin.
const MIN_SENTENCE_SHARED: f64 = 0.7;
/// Fewest words, those in quotes aside, by which a sentence can be known as a copy.
const MIN_SENTENCE_WORDS: usize = 10;

/// How many independent origins state a fact: articles of one origin count once, and so do sentences
/// that are one text or credit one outlet, whatever the rest of their articles.
pub(crate) fn count(articles: &[Claims], members: &[Member], origins: &[usize]) -> usize {
    let words: Vec<Vec<&Token>> =
        members.iter().map(|it| own_words(&articles[it.article_idx], it.sentence_idx)).collect();
    let mut of: Vec<usize> = members.iter().map(|it| origins[it.article_idx]).collect();
    for a in 0..members.len() {
        for b in a + 1..members.len() {
            let is_one = is_copy(&words[a], &words[b])
                || credits(articles, &members[a], &members[b])
                || credits(articles, &members[b], &members[a]);
            if is_one {
                join(&mut of, a, b);
            }
        }
    }
    of.sort_unstable();
    of.dedup();
    of.len()
}

/// Makes the origins of two places one, the smaller.
fn join(origins: &mut [usize], a: usize, b: usize) {
    let (from, to) = (origins[a].min(origins[b]), origins[a].max(origins[b]));
    origins.iter_mut().filter(|it| **it == to).for_each(|it| *it = from);
}

/// Whether a sentence says that it has what it tells from the other's outlet, or from whom the other
/// has it too.
fn credits(articles: &[Claims], lhs: &Member, rhs: &Member) -> bool {
    let other = &articles[rhs.article_idx];
    let outlet = claim::medium(&other.document.article.outlet);
    let (credit, source) = tellers(articles, lhs);
    let is_outlet = [credit.as_deref(), source.as_deref()]
        .into_iter()
        .flatten()
        .any(|it| other.agency.as_deref() == Some(it) || is_outlet(it, &outlet));
    let (other_credit, other_source) = tellers(articles, rhs);
    is_outlet || credit.is_some() && (credit == other_credit || credit == other_source)
}

/// The outlet that a sentence credits, and the source it names, be it an outlet or not.
fn tellers(articles: &[Claims], member: &Member) -> (Option<String>, Option<String>) {
    let claims = &articles[member.article_idx];
    let claim = &claims.claims[member.sentence_idx];
    let source = claim.attribution.as_ref().and_then(|it| claims.entities.get(it.entity_idx?));
    (claim.credit.clone(), source.map(|it| claim::medium(&it.name)))
}

/// Whether a name credited is that of an outlet: "fox news" is "fox news (online)".
fn is_outlet(credited: &str, outlet: &str) -> bool {
    let words = |it: &str| it.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (credited, outlet) = (words(credited), words(outlet));
    credited == outlet || credited.len() > 1 && credited.iter().all(|it| outlet.contains(it))
}

/// The words of a sentence that no one is quoted with.
fn own_words(claims: &Claims, sentence_idx: usize) -> Vec<&Token> {
    let claim = &claims.claims[sentence_idx];
    let tokens = claims.document.tokens_of(sentence_idx).iter();
    tokens.filter(|it| it.is_counted() && !claim.is_quoted(it.range)).collect()
}

fn is_copy(lhs: &[&Token], rhs: &[&Token]) -> bool {
    let (shorter, longer) = if lhs.len() <= rhs.len() { (lhs, rhs) } else { (rhs, lhs) };
    if shorter.len() < MIN_SENTENCE_WORDS {
        return false;
    }
    let shingles = |words: &[&Token]| -> Vec<String> {
        let join = |it: &[&Token]| it.iter().map(|it| &*it.lower).collect::<Vec<_>>().join(" ");
        words.windows(SENTENCE_SHINGLE_WORDS).map(join).collect()
    };
    let known = shingles(longer);
    let own = shingles(shorter);
    let n_shared = own.iter().filter(|it| known.contains(it)).count();
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    let share = n_shared as f64 / own.len().max(1) as f64;
    share >= MIN_SENTENCE_SHARED
}

/// What the articles of a story have from each other.
pub(crate) struct Traced {
    /// The origin of each article, numbered from 0 in order.
    pub(crate) origins: Vec<usize>,
    /// The passages they share.
    pub(crate) reprints: Vec<Reprint>,
    /// One for each article whose origin is that of an earlier one, with the article.
    pub(crate) warnings: Vec<(Option<usize>, Warning)>,
}

/// Finds which articles are of one origin: those that share most of a text, and those that one news
/// agency wrote.
pub(crate) fn trace(articles: &[Claims]) -> Traced {
    let words: Vec<Vec<&Token>> = articles.iter().map(words).collect();
    let numbers = numbers(&words);
    let mut origins: Vec<usize> = (0..articles.len()).collect();
    let mut reprints = Vec::new();
    let mut warnings: Vec<(Option<usize>, Warning)> = Vec::new();
    for b in 0..articles.len() {
        for a in 0..b {
            let shared = Shared::of(&numbers[a], &numbers[b]);
            let agency =
                articles[a].agency.as_ref().filter(|it| articles[b].agency.as_ref() == Some(it));
            let is_one = shared.share >= MIN_SHARED;
            if (is_one || agency.is_some()) && origins[a] != origins[b] {
                join(&mut origins, a, b);
                let why = agency.filter(|_| !is_one).map(String::as_str);
                warnings.push((Some(b), folded(&articles[a], &articles[b], why)));
            }
            let passages = shared.passages.into_iter().filter(|it| it.len >= MIN_PASSAGE_WORDS);
            reprints.extend(passages.map(|it| {
                let range = |words: &[&Token], from: usize| {
                    TextRange::new(words[from].range.start, words[from + it.len - 1].range.end)
                };
                Reprint {
                    lhs_article: a,
                    lhs: range(&words[a], it.lhs),
                    rhs_article: b,
                    rhs: range(&words[b], it.rhs),
                }
            }));
        }
    }
    reprints.sort_by_key(|it| (it.lhs_article, it.rhs_article));
    Traced { origins: renumbered(&origins), reprints, warnings }
}

/// Says that two articles are of one origin, and why: their text, or the agency that wrote both.
fn folded(lhs: &Claims, rhs: &Claims, agency: Option<&str>) -> Warning {
    let name = |it: &Claims| {
        let article = &it.document.article;
        if article.outlet.is_empty() { article.id.clone() } else { article.outlet.clone() }
    };
    let (lhs, rhs) = (name(lhs), name(rhs));
    let text = match agency {
        Some(agency) => format!(
            "{lhs} and {rhs} both carry text of the agency {agency}; they count as one origin."
        ),
        None => format!("{lhs} and {rhs} share most of their text; they count as one origin."),
    };
    Warning::new(WarningKind::Copy, text)
}

/// The words of an article that no one is quoted with.
fn words(claims: &Claims) -> Vec<&Token> {
    (0..claims.claims.len()).flat_map(|it| own_words(claims, it)).collect()
}

/// The words as numbers: the same word, the same number.
fn numbers<'a>(words: &[Vec<&'a Token>]) -> Vec<Vec<usize>> {
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    let mut numbers = Vec::with_capacity(words.len());
    for words in words {
        let number = |it: &'a Token| {
            let next = known.len();
            *known.entry(&it.lower).or_insert(next)
        };
        numbers.push(words.iter().copied().map(number).collect());
    }
    numbers
}

/// The same grouping with numbers in order of first use.
fn renumbered(origins: &[usize]) -> Vec<usize> {
    let mut seen: Vec<usize> = Vec::new();
    origins
        .iter()
        .map(|origin| {
            seen.iter().position(|it| it == origin).unwrap_or_else(|| {
                seen.push(*origin);
                seen.len() - 1
            })
        })
        .collect()
}

struct Passage {
    lhs: usize,
    rhs: usize,
    len: usize,
}

struct Shared {
    /// Share of the shorter text's shingles that stand in the other.
    share: f64,
    passages: Vec<Passage>,
}

impl Shared {
    /// Of two texts as numbers of words.
    fn of(lhs: &[usize], rhs: &[usize]) -> Self {
        let mut places: FxHashMap<&[usize], usize> = FxHashMap::default();
        for (at, shingle) in rhs.windows(SHINGLE_WORDS).enumerate() {
            places.entry(shingle).or_insert(at);
        }
        let mut n_shared = 0usize;
        let mut passages: Vec<Passage> = Vec::new();
        for (at, shingle) in lhs.windows(SHINGLE_WORDS).enumerate() {
            let Some(place) = places.get(shingle) else { continue };
            n_shared += 1;
            match passages.last_mut() {
                Some(last)
                    if at == last.lhs + last.len + 1 - SHINGLE_WORDS
                        && *place == last.rhs + last.len + 1 - SHINGLE_WORDS =>
                {
                    last.len += 1;
                }
                _ => passages.push(Passage { lhs: at, rhs: *place, len: SHINGLE_WORDS }),
            }
        }
        let shorter = (lhs.len().min(rhs.len()) + 1).saturating_sub(SHINGLE_WORDS).max(1);
        #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
        Self { share: n_shared as f64 / shorter as f64, passages }
    }
}
