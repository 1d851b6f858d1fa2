//! Who states, who omits, who differs, how; what copies what.
//!
//! Takes [`claim::Claims`] and the [`cluster::Clustering`] over them, gives a [`Comparison`] to
//! `summary` and `report`. Judges texts, never outlets: an omission is "not found in the
//! text we have".

mod config;
mod difference;
mod judge;
mod omission;
mod origin;
mod rates;
mod rest;
mod verdict;

use article::{TextRange, Warning};
use claim::Claims;

pub use config::Config;
pub use difference::{Rationale, Slot};
pub use omission::Head;

/// Compares the articles of a story. Permuting the articles permutes the result and changes no
/// verdict.
#[must_use]
pub fn compare(
    articles: Vec<Claims>,
    clustering: cluster::Clustering,
    config: &Config,
) -> Comparison {
    let origin::Traced { origins, reprints, warnings: folds } = origin::trace(&articles);
    let near = clustering.near;
    let facts = verdict::facts(&articles, clustering.facts, &near, &origins, config);
    let mut warnings: Vec<(Option<usize>, Warning)> = Vec::new();
    for (article_idx, claims) in articles.iter().enumerate() {
        let document = &claims.document;
        let all = document.article.warnings.iter().chain(&document.warnings);
        warnings.extend(all.map(|it| (Some(article_idx), it.clone())));
    }
    warnings.extend(clustering.warnings.into_iter().map(|it| (None, it)));
    warnings.extend(folds);
    Comparison { articles, facts, near, origins, reprints, warnings }
}

/// The kinds of difference that [`encode::PairReading::kinds`] speaks of, in its order. For `report`,
/// which says what was read.
#[must_use]
pub fn read_kinds() -> [Kind; 10] {
    judge::KINDS
}

/// Tells anew how each article stands to a fact whose differences were changed. For `correction`.
pub fn restate(articles: &[Claims], near: &cluster::Near, fact: &mut Fact) {
    fact.stances = verdict::stances(articles, near, &fact.members, &fact.differences);
}

/// What speaks for a difference between the linked members of a fact, for training the judge: for
/// each pair the places of the two among the members, and the evidence.
#[must_use]
pub fn evidence(articles: &[Claims], fact: &cluster::FactCluster) -> Vec<(usize, usize, Vec<f32>)> {
    difference::evidence(articles, fact)
}

/// The values of linked members that differ and can both be true, for training what says whether they are told of the same.
#[must_use]
pub fn slots(articles: &[Claims], fact: &cluster::FactCluster) -> Vec<Slot> {
    difference::slots(articles, fact)
}

/// What the choice of words learns from (`training/rationale.py`): every linked pair of a fact that the network has read, with
/// what is known of each word.
#[must_use]
pub fn rationales(articles: &[Claims], fact: &cluster::FactCluster) -> Vec<Rationale> {
    difference::rationales(articles, fact)
}

/// A story read and compared.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The articles in the order given, with all that was read in them.
    pub articles: Vec<Claims>,
    /// Every fact: those of several articles first to last as a reader meets them, the sole ones
    /// among them at their place. Every sentence that is no page furniture stands in at least one.
    pub facts: Vec<Fact>,
    /// What another article may tell too, though that is not sure enough for a fact.
    pub near: cluster::Near,
    /// For each article the index of its origin: articles that share one wire text or press
    /// release have the same. Origins are numbered from 0 in the order of articles.
    pub origins: Vec<usize>,
    /// Passages that articles share word for word.
    pub reprints: Vec<Reprint>,
    /// What a reader must know; with the article it concerns, if it is one.
    pub warnings: Vec<(Option<usize>, Warning)>,
}

/// One fact and how the articles tell it.
#[derive(Debug, Clone)]
pub struct Fact {
    /// `F1`, `F2`, … in the order of [`Comparison::facts`].
    pub id: String,
    /// Index into `members` of the sentence quoted for the whole.
    pub statement: usize,
    /// What the fact comes to.
    pub verdict: Verdict,
    /// Calibrated probability that the members state one fact; 1 for a sole fact.
    pub confidence: f64,
    /// How many independent origins state it.
    pub n_origins: usize,
    /// In the order of articles and sentences.
    pub members: Vec<cluster::Member>,
    /// The pairs of members that were held to state the same.
    pub links: Vec<cluster::Link>,
    /// One for each article of the story.
    pub stances: Vec<Stance>,
    /// False if the sentence quoted gives an amount or a time of day that another article which states the fact has
    /// nowhere.
    pub is_alike: bool,
    /// True if leaving it out is worth a line: two origins state it, or it stands in a headline or a
    /// lead.
    pub is_major: bool,
    /// How the members differ, most weighty first.
    pub differences: Vec<Difference>,
}

/// What a fact comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Several articles state it, and no difference worth notice was found; one may be suspected.
    Agreed,
    /// Several articles state it and differ in the telling.
    Differs,
    /// Whether they state the same is not sure.
    Unsure,
    /// One article alone states it.
    Sole,
}

/// How one article stands to a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// It states the fact.
    States,
    /// It states the fact and differs in it from another article.
    Differs,
    /// The fact was not found in the text we have.
    Omits,
    /// Not found, but a part of the article is missing.
    OmitsPartial,
    /// Not found, but the article appeared before the fact was first reported.
    OmitsEarlier,
    /// Not found, but the article is much shorter than those that state it.
    OmitsShort,
    /// Not linked, but a sentence of the article may state it.
    OmitsUnsure,
}

/// One way in which members of a fact differ.
#[derive(Debug, Clone)]
pub struct Difference {
    /// What sort of difference.
    pub kind: Kind,
    /// Whether both sides can be true.
    pub relation: Relation,
    /// How often what is found so is a difference worth notice, as measured.
    pub confidence: f64,
    /// False if it should be said with "perhaps".
    pub is_sure: bool,
    /// False if a difference of this sort is suspected but which words make it is not sure: the sides are where the
    /// network looked, or what a loose rule found.
    pub is_located: bool,
    /// The two or more sides, each of another article, in the order of articles.
    pub between: Vec<Side>,
}

/// One side of a difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Index into [`Fact::members`].
    pub member: usize,
    /// The exact words; lie in the member's sentence.
    pub range: TextRange,
    /// A normalised form of the words (`">=107"`, `"2031-03-04"`), where there is one. Of a difference that is not
    /// located only a side that tells more than the others has one.
    pub value: Option<String>,
}

/// The sorts of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Amounts that do not agree.
    Number,
    /// Values that agree, one of them vaguer.
    Precision,
    /// Other dates for the same thing.
    Date,
    /// Another person, body or place in the same role.
    Name,
    /// Plain fact against "X said", or another source.
    Attribution,
    /// Definite against hedged, confirmed against denied.
    Certainty,
    /// The same quote with other words, or cut.
    Quote,
    /// The same thing under a differently loaded name.
    Label,
    /// Who acts is shown by one and hidden by another.
    Agency,
    /// Any other way in which both cannot be true.
    Contradiction,
}

/// Whether two sides of a difference can both be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// They cannot.
    Conflict,
    /// They can.
    Compatible,
    /// The later article has the later value.
    Updated,
}

/// A passage that two articles share word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reprint {
    /// The earlier article's index (by the order given where time does not tell).
    pub lhs_article: usize,
    /// Its passage.
    pub lhs: TextRange,
    /// The other article's index.
    pub rhs_article: usize,
    /// Its passage.
    pub rhs: TextRange,
}

impl Verdict {
    /// Every verdict, in order.
    pub const ALL: [Self; 4] = [Self::Agreed, Self::Differs, Self::Unsure, Self::Sole];

    /// The verdict of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The word used everywhere: JSON, pages, terminal.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Differs => "differs",
            Self::Unsure => "unsure",
            Self::Sole => "sole",
        }
    }
}

impl Difference {
    /// True if its words are known, or if it is likelier than not that there is one; else it is a suspicion.
    #[must_use]
    pub fn is_likely(&self) -> bool {
        self.is_located || self.confidence >= LIKELY
    }
}

/// From this confidence on something is likelier than not.
const LIKELY: f64 = 0.5;

impl Stance {
    /// True if the fact was not found, whatever may be said of it.
    #[must_use]
    pub fn is_omission(self) -> bool {
        !matches!(self, Self::States | Self::Differs)
    }

    /// The word used everywhere.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::States => "states",
            Self::Differs => "differs",
            Self::Omits => "omits",
            Self::OmitsPartial => "omits (partial text)",
            Self::OmitsEarlier => "omits (published earlier)",
            Self::OmitsShort => "omits (much shorter)",
            Self::OmitsUnsure => "omits (unsure)",
        }
    }
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Self; 10] = [
        Self::Number,
        Self::Precision,
        Self::Date,
        Self::Name,
        Self::Attribution,
        Self::Certainty,
        Self::Quote,
        Self::Label,
        Self::Agency,
        Self::Contradiction,
    ];

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The word used everywhere.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Precision => "precision",
            Self::Date => "date",
            Self::Name => "name",
            Self::Attribution => "attribution",
            Self::Certainty => "certainty",
            Self::Quote => "quote",
            Self::Label => "label",
            Self::Agency => "agency",
            Self::Contradiction => "contradiction",
        }
    }
}

impl Kind {
    /// True of kinds that readers tell apart least: amounts and dates, ways of wording a thing, who says so and how surely.
    #[must_use]
    pub fn is_akin(self, other: Self) -> bool {
        judge::Family::of(self) == judge::Family::of(other)
    }
}

impl Relation {
    /// Every relation, in order.
    pub const ALL: [Self; 3] = [Self::Conflict, Self::Compatible, Self::Updated];

    /// The relation of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The word used everywhere.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Compatible => "compatible",
            Self::Updated => "updated",
        }
    }
}

#[cfg(test)]
mod tests;
