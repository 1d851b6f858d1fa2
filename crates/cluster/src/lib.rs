//! From the claims of many articles to groups that state the same fact, with calibrated confidence.
//!
//! Takes [`claim::Claims`] and their [`encode::Encoding`]s, gives a [`Clustering`] to `compare`.
//! Two sentences of different articles are weighed on what they share (meaning, words, names,
//! numbers, dates, quotes, place in the article); the links that hold are grouped so that every
//! member of a group states the group's fact. A sentence may stand in several groups.

mod attribution;
mod clause;
mod config;
mod evidence;
mod explain;
mod foreign;
mod grouping;
mod kinship;
mod limit;
mod part;
mod reading;
mod relation;
mod scorer;
mod signature;
mod standing;
mod trees;
mod weigh;

use std::collections::BTreeMap;

use article::TextRange;
use claim::Claims;
use encode::{Encoding, PairReading};

pub use clause::rest;
pub use config::Config;
pub use explain::{Explanation, Fit, PairReasons, Reason, SharedWord, Weighed, explain};
pub use foreign::Spread;
pub use kinship::{Kinship, kinships};
pub use scorer::Scorer;
pub use standing::WIDTH as STANDING_WIDTH;
pub use trees::Trees;
pub use weigh::{Pair, evidence_names, evidence_sorts, reason_names};

/// Article and sentence index.
pub(crate) type SentenceId = (usize, usize);

/// All facts that more than one article states.
#[derive(Debug, Clone, Default)]
pub struct Clustering {
    /// Groups of two or more sentences from at least two articles.
    pub facts: Vec<FactCluster>,
    /// What another article may tell too, though that is not sure enough for a fact.
    pub near: Near,
    /// What was cut short, if anything was.
    pub warnings: Vec<article::Warning>,
}

/// Article and sentence, and another article: the likeliest of its sentences that may state what this one does.
pub type Near = BTreeMap<(usize, usize, usize), Nearest>;

/// A sentence of another article that may state the same, though that is not sure enough for a fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// Index of the sentence in the other article.
    pub sentence_idx: usize,
    /// That the two state one fact.
    pub probability: f32,
}

/// Sentences of at least two articles that state the same fact.
#[derive(Debug, Clone)]
pub struct FactCluster {
    /// In the order of articles and sentences.
    pub members: Vec<Member>,
    /// Calibrated: of the groups with 0.8, four in five are right.
    pub confidence: f64,
    /// The pairs that hold the group together, in the order of members.
    pub links: Vec<Link>,
}

/// A sentence's part in a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Member {
    /// Index of the article in the story.
    pub article_idx: usize,
    /// Index of the sentence in its document.
    pub sentence_idx: usize,
    /// The clause that states the fact, or the whole sentence; lies in the sentence.
    pub range: TextRange,
}

/// Two sentences held to state the same fact.
#[derive(Debug, Clone)]
pub struct Link {
    /// Index into [`FactCluster::members`].
    pub lhs: usize,
    /// Index into [`FactCluster::members`]; another article than `lhs`.
    pub rhs: usize,
    /// Calibrated probability that the two state the same fact.
    pub confidence: f64,
    /// What the network said of the two, if it has read them together.
    pub reading: Option<PairReading>,
    /// What spoke most clearly for it; empty unless [`Config::n_reasons`] asks for it.
    pub reasons: Vec<Sort>,
}

/// A sort of evidence and what all of it adds to the log-odds of a link.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sort {
    /// `meaning`, `words`, `names`, …: what the names of the evidence begin with.
    pub name: &'static str,
    /// Against the average pair of the story.
    pub weight: f64,
}

/// Weighs every pair of sentences of different articles, in the order of articles and sentences.
/// `encodings[a][s]` belongs to sentence `s` of article `a`; sentences beyond the encodings of an
/// article are left out.
#[must_use]
pub fn weigh(articles: &[Claims], encodings: &[Vec<Encoding>], scorer: &Scorer) -> Vec<Pair> {
    let encodings: Vec<&[Encoding]> = encodings.iter().map(Vec::as_slice).collect();
    weigh::weigh(articles, &encodings, scorer)
}

/// What a second look at the likely pairs sees, for training: index of the pair, and the row, which begins with its
/// log-odds so far. `lengths` are the sentences of each article.
#[must_use]
pub fn standings(pairs: &[Pair], lengths: &[usize]) -> Vec<(usize, Vec<f32>)> {
    standing::rows(pairs, lengths)
}

/// Groups the sentences of a story that state the same fact. `encodings[a][s]` belongs to sentence
/// `s` of article `a`; sentences beyond the encodings of an article are left out.
#[must_use]
pub fn group(
    articles: &[Claims],
    encodings: &[Vec<Encoding>],
    scorer: &Scorer,
    config: &Config,
) -> Clustering {
    let lengths: Vec<usize> = encodings.iter().map(Vec::len).collect();
    let longest = limit::longest(&lengths, config.max_sentences);
    let encodings: Vec<&[Encoding]> =
        encodings.iter().map(|it| &it[..it.len().min(longest)]).collect();
    let pairs = weigh::weigh(articles, &encodings, scorer);
    let mut clustering = assemble(articles, &pairs, config);
    if config.n_reasons > 0 {
        explain::give_reasons(&mut clustering, &pairs, scorer, config.n_reasons);
    }
    clustering.warnings.extend(limit::warning(&lengths, longest));
    read(&mut clustering, &encodings, scorer);
    clustering
}

/// Has the linked pairs of a clustering that were not yet read be read together, if the scorer has
/// a reader: those that an editor has linked, and the less likely ones between members.
pub fn read<E: AsRef<[Encoding]>>(clustering: &mut Clustering, encodings: &[E], scorer: &Scorer) {
    let Some(reader) = &scorer.reader else { return };
    let facts = &mut clustering.facts;
    let encoding = |it: &Member| &encodings[it.article_idx].as_ref()[it.sentence_idx];
    let texts: Vec<(&Encoding, &Encoding)> = facts
        .iter()
        .flat_map(|fact| fact.links.iter().map(move |it| (fact, it)))
        .filter(|(_, it)| it.reading.is_none())
        .map(|(fact, it)| (&fact.members[it.lhs], &fact.members[it.rhs]))
        .map(|(lhs, rhs)| (encoding(lhs), encoding(rhs)))
        .collect();
    let unread = facts.iter_mut().flat_map(|it| &mut it.links).filter(|it| it.reading.is_none());
    for (link, reading) in unread.zip(reader.read(&texts)) {
        link.reading = reading;
    }
}

/// Groups sentences by pairs that are weighed already.
#[must_use]
pub fn assemble(articles: &[Claims], pairs: &[Pair], config: &Config) -> Clustering {
    let groups = grouping::group(articles, pairs, config);
    let links: BTreeMap<(SentenceId, SentenceId), &Pair> = pairs
        .iter()
        .filter(|it| it.probability >= config.min_member_link)
        .map(|it| ((it.lhs, it.rhs), it))
        .collect();
    let kin = kinship::Kin::of(pairs);
    let fact = |group: grouping::Group| {
        let fact = fact(articles, &group, &links, config);
        let of_one_event = kin.of_links(&fact.members, &fact.links);
        let confidence = kinship::Kin::confidence(of_one_event, fact.confidence, config);
        FactCluster { confidence, ..fact }
    };
    let facts = groups.into_iter().map(fact).collect();
    Clustering { facts, near: near(pairs, config), warnings: Vec::new() }
}

fn near(pairs: &[Pair], config: &Config) -> Near {
    let mut near = Near::new();
    for it in pairs.iter().filter(|it| it.probability >= config.min_near) {
        for (own, other) in [(it.lhs, it.rhs), (it.rhs, it.lhs)] {
            let here = Nearest { sentence_idx: other.1, probability: it.probability };
            let known = near.entry((own.0, own.1, other.0)).or_insert(here);
            if known.probability < here.probability {
                *known = here;
            }
        }
    }
    near
}

fn fact(
    articles: &[Claims],
    group: &grouping::Group,
    pairs: &BTreeMap<(SentenceId, SentenceId), &Pair>,
    config: &Config,
) -> FactCluster {
    let members = &group.members;
    let mut links = Vec::new();
    for (lhs, a) in members.iter().enumerate() {
        for (rhs, b) in members.iter().enumerate().skip(lhs + 1) {
            let holds = group.doubtful.is_none_or(|it| it == *a || it == *b);
            if let Some(pair) = pairs.get(&(*a, *b)).filter(|_| holds) {
                let confidence = f64::from(pair.probability);
                let reading = pair.reading.as_deref().cloned();
                links.push(Link { lhs, rhs, confidence, reading, reasons: Vec::new() });
            }
        }
    }
    join(articles, members, links, config)
}

/// The fact of these sentences (article and sentence index, in order) and links between them, with
/// the confidence that the links come to. For `correction`, which regroups as an editor says.
#[must_use]
pub fn join(
    articles: &[Claims],
    members: &[(usize, usize)],
    links: Vec<Link>,
    config: &Config,
) -> FactCluster {
    let confidence = config.confidence(mean_link(&links));
    FactCluster { members: clause::members(articles, members), confidence, links }
}

/// Mean probability of links; 0 of none.
fn mean_link(links: &[Link]) -> f64 {
    let n_links = f64::from(u32::try_from(links.len().max(1)).unwrap_or(u32::MAX));
    links.iter().map(|it| it.confidence).sum::<f64>() / n_links
}
