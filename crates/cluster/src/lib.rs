//! From the claims of many articles to groups that state the same fact, with calibrated confidence.
//!
//! Takes [`claim::Claims`] and their [`encode::Encoding`]s, gives a [`Clustering`] to `compare`.
//! Two sentences of different articles are weighed on what they share (meaning, words, names,
//! numbers, dates, quotes, place in the article); the links that hold are grouped so that every
//! member of a group states the group's fact. A sentence may stand in several groups.

use article::TextRange;

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
