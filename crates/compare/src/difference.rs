//! How two tellings of one fact differ.
//!
//! Each kind has its file; each looks at two members of a fact and gives the exact words on both
//! sides, a relation, and a confidence from [`crate::rates`] or from [`slot`]. The judge weighs what they found
//! together with what the network read ([`judged`]), and only what an editor would notice is kept.

mod agency;
mod anchor;
mod certainty;
mod date;
mod denial;
mod judged;
mod logistic;
mod name;
mod number;
mod plan;
mod quote;
mod rationale;
mod revision;
mod slot;
mod source;
mod stretch;
mod wording;

use std::ops::Range;

use article::TextRange;
use claim::{Claim, Claims};
use cluster::{FactCluster, Link, Member};
use text::{Token, TokenKind};

use crate::judge::{self, Bond};
use crate::{Config, Difference, Kind, Relation, Side};

/// One member of a fact with all that is known of its sentence.
#[derive(Clone, Copy)]
pub(crate) struct Telling<'a> {
    pub claims: &'a Claims,
    pub claim: &'a Claim,
    pub tokens: &'a [Token],
    /// The part of the sentence that states the fact.
    pub range: TextRange,
    /// Index into the fact's members.
    pub member: usize,
    /// Index of the sentence in its article.
    pub sentence_idx: usize,
}

/// A difference found between two tellings, before it is weighed against the others.
pub(crate) struct Found {
    pub kind: Kind,
    pub relation: Relation,
    pub confidence: f64,
    pub lhs: (TextRange, Option<String>),
    pub rhs: (TextRange, Option<String>),
}

impl<'a> Telling<'a> {
    fn of(articles: &'a [Claims], members: &[Member], member: usize) -> Self {
        let it = members[member];
        let claims = &articles[it.article_idx];
        Self {
            claims,
            claim: &claims.claims[it.sentence_idx],
            tokens: claims.document.tokens_of(it.sentence_idx),
            range: it.range,
            member,
            sentence_idx: it.sentence_idx,
        }
    }

    pub(crate) fn text(&self, range: TextRange) -> &'a str {
        self.claims.document.article.text(range)
    }

    /// The words of the sentence, in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'a Token> {
        self.tokens.iter().filter(|it| it.is_counted())
    }

    /// The words that carry a topic.
    pub(crate) fn topic_words(&self) -> impl Iterator<Item = &'a Token> {
        self.words().filter(|it| !it.is_stop)
    }

    /// The word right before a range.
    pub(crate) fn word_before(&self, range: TextRange) -> Option<&'a Token> {
        self.words().take_while(|it| it.range.end <= range.start).last()
    }

    /// The words before a range, at most `n` of them, in order.
    pub(crate) fn words_before(&self, range: TextRange, n: usize) -> Vec<&'a Token> {
        let mut words: Vec<&Token> =
            self.words().take_while(|it| it.range.start < range.start).collect();
        words.split_off(words.len().saturating_sub(n))
    }

    /// The sentence and those right beside it, by their index in the article.
    pub(crate) fn nearby(&self) -> Range<usize> {
        let to = (self.sentence_idx + 2).min(self.claims.claims.len());
        self.sentence_idx.saturating_sub(1)..to
    }

    /// True if its article appeared later than the other's, as far as both say when.
    pub(crate) fn is_after(&self, other: &Telling<'_>) -> bool {
        let published = |it: &Telling<'_>| it.claims.document.article.published;
        match (published(self), published(other)) {
            (Some(own), Some(other)) => own.is_after(other),
            _ => false,
        }
    }

    /// The word or mark right behind a range.
    pub(crate) fn token_behind(&self, range: TextRange) -> Option<&'a Token> {
        let mut tokens = self.tokens.iter().filter(|it| it.kind != TokenKind::Space);
        tokens.find(|it| it.range.start >= range.end)
    }

    /// Share of the shorter sentence's topic words that stand in the other too.
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    pub(crate) fn shared_words(&self, other: &Telling<'_>) -> f64 {
        let (n_own, n_other) = (self.topic_words().count(), other.topic_words().count());
        let (shorter, longer) = if n_own <= n_other { (self, other) } else { (other, self) };
        let n_shared = shorter.topic_words().filter(|it| longer.has_stem(&it.stem)).count();
        n_shared as f64 / n_own.min(n_other).max(1) as f64
    }

    /// True if a word of this stem stands in the sentence.
    pub(crate) fn has_stem(&self, stem: &str) -> bool {
        self.words().any(|it| it.stem == stem)
    }
}

/// All differences between the linked members of a fact, weightiest first.
pub(crate) fn find(articles: &[Claims], fact: &FactCluster, config: &Config) -> Vec<Difference> {
    let members = &fact.members;
    let mut differences: Vec<Difference> = Vec::new();
    for link in &fact.links {
        let (lhs, rhs) = tellings(articles, fact, link);
        let found = between(&lhs, &rhs);
        let all = judged::settle(&lhs, &rhs, found, bond(fact, link), config);
        differences.extend(all.into_iter().map(|judged::Settled { found, place }| {
            let is_known = place == judged::Place::Known;
            Difference {
                kind: found.kind,
                relation: found.relation,
                confidence: found.confidence,
                is_sure: is_known && found.confidence >= config.sure_difference,
                is_located: place != judged::Place::Unknown,
                between: vec![side(&lhs, found.lhs), side(&rhs, found.rhs)],
            }
        }));
    }
    let mut merged = merge(differences);
    merged.iter_mut().for_each(|it| keep_alone(articles, members, it));
    merged.sort_by(|a, b| {
        let order = |it: &Difference| (!it.is_sure, it.relation, it.kind);
        order(a)
            .cmp(&order(b))
            .then(b.confidence.total_cmp(&a.confidence))
            .then_with(|| words(articles, members, a).cmp(&words(articles, members, b)))
    });
    merged
}

/// Of a suspected difference leaves a value only with words that no member of another article answers.
fn keep_alone(articles: &[Claims], members: &[Member], it: &mut Difference) {
    if it.is_located {
        return;
    }
    let kind = it.kind;
    for side in &mut it.between {
        let one = Telling::of(articles, members, side.member);
        let is_other = |idx: &usize| members[*idx].article_idx != members[side.member].article_idx;
        let mut others = (0..members.len()).filter(is_other);
        let is_alone = |idx| {
            let other = Telling::of(articles, members, idx);
            judged::is_told_alone(kind, (&one, side.range), &other)
        };
        side.value = side.value.take().filter(|_| others.all(is_alone));
    }
}

fn tellings<'a>(
    articles: &'a [Claims],
    fact: &FactCluster,
    link: &Link,
) -> (Telling<'a>, Telling<'a>) {
    let of = |member| Telling::of(articles, &fact.members, member);
    (of(link.lhs), of(link.rhs))
}

fn bond<'a>(fact: &FactCluster, link: &'a Link) -> Bond<'a> {
    Bond {
        reading: link.reading.as_ref(),
        link: link.confidence,
        fact: fact.confidence,
        n_members: fact.members.len(),
    }
}

/// The evidence of every linked pair of a fact, for training: the places of the two among its members, and the row.
pub(crate) fn evidence(articles: &[Claims], fact: &FactCluster) -> Vec<(usize, usize, Vec<f32>)> {
    let row = |link: &Link| {
        let (lhs, rhs) = tellings(articles, fact, link);
        let found = between(&lhs, &rhs);
        (link.lhs, link.rhs, judge::evidence(&lhs, &rhs, &found, bond(fact, link)))
    };
    fact.links.iter().map(row).collect()
}

/// Two linked members of a fact with what is known of each of their words, for training.
pub struct Rationale {
    /// Places of the two among the members of the fact.
    pub between: [usize; 2],
    /// For each of the two its words in order, and for each word a row of equal length.
    pub words: [Vec<(TextRange, Vec<f32>)>; 2],
}

/// What [`rationale`] learns from: every linked pair of a fact that the network has read.
pub(crate) fn rationales(articles: &[Claims], fact: &FactCluster) -> Vec<Rationale> {
    let of = |link: &Link| {
        let (lhs, rhs) = tellings(articles, fact, link);
        let words = rationale::evidence(&lhs, &rhs, &between(&lhs, &rhs), link.reading.as_ref()?);
        let rows = |it: rationale::Words| it.ranges.into_iter().zip(it.rows).collect();
        Some(Rationale { between: [link.lhs, link.rhs], words: words.map(rows) })
    };
    fact.links.iter().filter_map(of).collect()
}

/// Two values of one sort that can both be true, for training.
pub struct Slot {
    /// "amounts" or "dates".
    pub sort: &'static str,
    /// Places of the two sentences among the members of the fact, with the words.
    pub between: [(usize, TextRange); 2],
    /// What is known of the two, each with its name.
    pub figures: Vec<(&'static str, f64)>,
}

/// What [`slot`] learns from: each two values of linked members that differ and can both be true.
pub(crate) fn slots(articles: &[Claims], fact: &FactCluster) -> Vec<Slot> {
    let mut slots = Vec::new();
    for link in &fact.links {
        let (lhs, rhs) = tellings(articles, fact, link);
        let slot =
            |sort, a: TextRange, b: TextRange, names: &[&'static str], figures: Vec<f64>| Slot {
                sort,
                between: [(link.lhs, a), (link.rhs, b)],
                figures: names.iter().copied().zip(figures).collect(),
            };
        let amounts = number::slots(&lhs, &rhs).into_iter();
        slots.extend(
            amounts.map(|(a, b, it)| slot("amounts", a.range, b.range, &number::FIGURES, it)),
        );
        let dates = date::slots(&lhs, &rhs).into_iter();
        slots.extend(dates.map(|(a, b, it)| slot("dates", a.range, b.range, &date::FIGURES, it)));
    }
    slots
}

fn words<'a>(articles: &'a [Claims], members: &[Member], it: &Difference) -> Vec<&'a str> {
    let mut words: Vec<&str> = it
        .between
        .iter()
        .map(|side| articles[members[side.member].article_idx].document.article.text(side.range))
        .collect();
    words.sort_unstable();
    words
}

fn side(telling: &Telling<'_>, (range, value): (TextRange, Option<String>)) -> Side {
    Side { member: telling.member, range, value }
}

/// What two tellings differ in.
pub(crate) fn between(lhs: &Telling<'_>, rhs: &Telling<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    number::find(lhs, rhs, &mut found);
    date::find(lhs, rhs, &mut found);
    name::find(lhs, rhs, &mut found);
    quote::find(lhs, rhs, &mut found);
    source::find(lhs, rhs, &mut found);
    certainty::find(lhs, rhs, &mut found);
    denial::find(lhs, rhs, &mut found);
    plan::find(lhs, rhs, &mut found);
    wording::find(lhs, rhs, &mut found);
    agency::find(lhs, rhs, &mut found);
    revision::find(lhs, rhs, &mut found);
    found
}

/// What a rule finds between the first and the second of two tellings, then between the second and the first; each with its
/// sides in the order given.
fn both_ways<'a>(
    lhs: &'a Telling<'a>,
    rhs: &'a Telling<'a>,
    rule: impl Fn(&Telling<'_>, &Telling<'_>) -> Option<Found> + 'a,
) -> impl Iterator<Item = Found> + 'a {
    [(lhs, rhs, false), (rhs, lhs, true)].into_iter().filter_map(move |(one, other, is_turned)| {
        let it = rule(one, other)?;
        Some(if is_turned { Found { lhs: it.rhs, rhs: it.lhs, ..it } } else { it })
    })
}

/// Joins differences of one kind and relation that share a side: three articles with three tolls
/// are one difference with three sides.
fn merge(differences: Vec<Difference>) -> Vec<Difference> {
    let mut merged: Vec<Difference> = Vec::new();
    for it in differences {
        let home = merged.iter_mut().find(|other| {
            other.kind == it.kind
                && other.relation == it.relation
                && other.is_located == it.is_located
                && it.between.iter().any(|side| other.between.contains(side))
                && it.between.iter().all(|side| {
                    other.between.contains(side)
                        || other.between.iter().all(|known| known.member != side.member)
                })
        });
        match home {
            Some(home) => {
                for side in it.between {
                    if !home.between.contains(&side) {
                        home.between.push(side);
                    }
                }
                home.between.sort_by_key(|side| side.member);
                home.confidence = home.confidence.min(it.confidence);
                home.is_sure &= it.is_sure;
            }
            None => merged.push(it),
        }
    }
    merged
}
