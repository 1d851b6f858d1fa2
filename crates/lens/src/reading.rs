//! What a lens sees: rows of a table with a column for each article.

use article::TextRange;

/// One way to look at the telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lens {
    /// What each outlet calls the same person, group, act or place.
    Labels,
    /// Words that carry a judgement, with a plain word beside them.
    Loaded,
    /// Who acts, and who is hidden.
    Agency,
    /// Where each statement comes from.
    Sourcing,
    /// Verbs of saying, words of doubt, marks of distance.
    Verbs,
    /// How high and how long each fact is told.
    Prominence,
    /// Headlines side by side, and what they say beyond the text.
    Headlines,
    /// Who had it first, whose value changed, in which order it is told.
    Timeline,
    /// How much is reported, how much is background, opinion, judgement.
    Context,
}

impl Lens {
    /// Every lens, in the order in which they are shown.
    pub const ALL: [Lens; 9] = [
        Self::Headlines,
        Self::Labels,
        Self::Loaded,
        Self::Agency,
        Self::Sourcing,
        Self::Verbs,
        Self::Prominence,
        Self::Timeline,
        Self::Context,
    ];

    /// The word used everywhere: JSON, pages, terminal, command line, rule files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Labels => "labels",
            Self::Loaded => "loaded",
            Self::Agency => "agency",
            Self::Sourcing => "sourcing",
            Self::Verbs => "verbs",
            Self::Prominence => "prominence",
            Self::Headlines => "headlines",
            Self::Timeline => "timeline",
            Self::Context => "context",
        }
    }

    /// The lens of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// What one lens sees in a story.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The lens.
    pub lens: Lens,
    /// What it sees, weightiest first.
    pub rows: Vec<Row>,
}

/// One thing looked at, and what each article has of it.
#[derive(Debug, Clone)]
pub struct Row {
    /// What is looked at.
    pub subject: Subject,
    /// One for each article of the story.
    pub cells: Vec<Cell>,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// One of the lens's own sorts, by its key: "passive", "named". A group of a rule file has its
    /// name as key.
    Sort(String),
    /// Someone or something named in the articles.
    Name(String),
    /// Index into [`compare::Comparison::facts`].
    Fact(usize),
}

/// What one article has in a row.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// A share of the article's words or sentences, where the row measures one.
    pub share: Option<f64>,
    /// The places it rests on, in reading order.
    pub observations: Vec<Observation>,
}

/// Words of an article and what the lens notes about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// In which part of the article.
    pub place: Place,
    /// The exact words: in the body, or in the title where `place` says so.
    pub range: TextRange,
    /// What sort of thing it is, by its key; empty where the row says it.
    pub sort: String,
    /// A plain word for the same, or a value: "criticized", "2031-03-04".
    pub value: Option<String>,
    /// True if the words are quoted: they are a speaker's and not the outlet's.
    pub is_quoted: bool,
}

/// A part of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Its headline.
    Title,
    /// A sentence of the body, by its index.
    Sentence(usize),
}

impl Row {
    /// A row in which `n_articles` articles have nothing yet.
    pub(crate) fn new(subject: Subject, n_articles: usize) -> Self {
        Self { subject, cells: vec![Cell::default(); n_articles] }
    }

    /// True if any article has anything in it.
    pub(crate) fn is_filled(&self) -> bool {
        self.cells.iter().any(|it| !it.observations.is_empty())
    }

    /// How many articles have something in it.
    pub(crate) fn n_filled(&self) -> usize {
        self.cells.iter().filter(|it| !it.observations.is_empty()).count()
    }
}

impl Observation {
    /// Words without a sort or value of their own.
    pub(crate) fn at(place: Place, range: TextRange) -> Self {
        Self { place, range, sort: String::new(), value: None, is_quoted: false }
    }
}
