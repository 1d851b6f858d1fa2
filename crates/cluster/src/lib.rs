//! From the claims of many articles to groups that state the same fact, with calibrated confidence.
//!
//! Takes [`claim::Claims`] and their [`encode::Encoding`]s, gives a [`Clustering`] to `compare`.
//! Two sentences of different articles are weighed on what they share (meaning, words, names,
//! numbers, dates, quotes, place in the article); the links that hold are grouped so that every
//! member of a group states the group's fact. A sentence may stand in several groups.

mod clause;
mod config;
mod evidence;
mod grouping;
mod relation;
mod signature;
mod trees;
mod weigh;

use article::TextRange;
use claim::Claims;
use encode::Encoding;

pub use config::Config;
pub use trees::Trees;
pub use weigh::{Pair, evidence_names};

/// Article and sentence index.
pub(crate) type SentenceId = (usize, usize);

/// All facts that more than one article states.
#[derive(Debug, Clone, Default)]
pub struct Clustering {
    /// Groups of two or more sentences from at least two articles.
    pub facts: Vec<FactCluster>,
    /// What was cut short, if anything was.
    pub warnings: Vec<article::Warning>,
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
}

/// The trained scorer for the sentence model that ships with the program.
///
/// # Panics
/// Never: the weights are part of the program, and a test reads them.
#[must_use]
pub fn standard_scorer() -> Trees {
    Trees::from_bytes(include_bytes!("../weights/standard.bin"))
        .expect("the weights in the repository are whole; a test reads them")
}

/// The trained scorer for the pipeline without the transformer.
///
/// # Panics
/// Never: the weights are part of the program, and a test reads them.
#[must_use]
pub fn fast_scorer() -> Trees {
    Trees::from_bytes(include_bytes!("../weights/fast.bin"))
        .expect("the weights in the repository are whole; a test reads them")
}

/// Weighs every pair of sentences of different articles, in the order of articles and sentences.
#[must_use]
pub fn weigh(articles: &[Claims], encodings: &[Vec<Encoding>], scorer: &Trees) -> Vec<Pair> {
    weigh::weigh(articles, encodings, scorer)
}

/// Groups the sentences of a story that state the same fact. `encodings[a][s]` belongs to sentence
/// `s` of article `a`; sentences beyond the encodings of an article are left out.
#[must_use]
pub fn group(
    articles: &[Claims],
    encodings: &[Vec<Encoding>],
    scorer: &Trees,
    config: &Config,
) -> Clustering {
    assemble(articles, &weigh(articles, encodings, scorer), config)
}

/// Groups sentences by pairs that are weighed already.
#[must_use]
pub fn assemble(articles: &[Claims], pairs: &[Pair], config: &Config) -> Clustering {
    let facts = grouping::group(articles, pairs, config)
        .into_iter()
        .map(|it| fact(articles, &it, pairs, config))
        .collect();
    Clustering { facts, warnings: Vec::new() }
}

fn fact(
    articles: &[Claims],
    group: &grouping::Group,
    pairs: &[Pair],
    config: &Config,
) -> FactCluster {
    let place = |id: SentenceId| group.members.binary_search(&id).ok();
    let links: Vec<Link> = pairs
        .iter()
        .filter(|it| it.probability >= config.min_member_link)
        .filter_map(|it| {
            Some(Link {
                lhs: place(it.lhs)?,
                rhs: place(it.rhs)?,
                confidence: f64::from(it.probability),
            })
        })
        .collect();
    let n_links = f64::from(u32::try_from(links.len().max(1)).unwrap_or(u32::MAX));
    let confidence = links.iter().map(|it| it.confidence).sum::<f64>() / n_links;
    FactCluster { members: clause::members(articles, &group.members), confidence, links }
}
