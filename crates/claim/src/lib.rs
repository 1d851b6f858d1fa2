//! From a sentence to what it asserts.
//!
//! Takes a [`text::Document`], gives [`Claims`]: for every sentence its quantities, dates, names,
//! quotes, who says so, how certainly, and what it denies. Sees one article at a time; the
//! article's own date resolves "Tuesday". Every range lies inside its sentence.
//! "At least 107 people died, the ministry said on Tuesday." gives the quantity `>= 107` people,
//! the date of that Tuesday, and the attribution "the ministry" with the verb "said".

use article::TextRange;
use jiff::civil;

/// Everything an article asserts, sentence by sentence.
#[derive(Debug, Clone)]
pub struct Claims {
    /// The document read.
    pub document: text::Document,
    /// One for each sentence of the document, in order.
    pub claims: Vec<Claim>,
    /// The people, bodies and places named in the article; variants of one name are one entity.
    pub entities: Vec<Entity>,
}

/// What one sentence asserts.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Index of the sentence in the document.
    pub sentence_idx: usize,
    /// The sentence's range.
    pub range: TextRange,
    /// The clauses of the sentence in order: each a stretch that could stand as a statement of its
    /// own. At least one; they do not overlap.
    pub clauses: Vec<TextRange>,
    /// Amounts, counts, percentages, ages, ranks.
    pub quantities: Vec<Quantity>,
    /// Dates and times, resolved.
    pub dates: Vec<DateMention>,
    /// Names and the pronouns and titles that stand for them.
    pub names: Vec<NameMention>,
    /// Words in quotation marks.
    pub quotes: Vec<Quote>,
    /// Who says what the sentence states, if not the outlet itself.
    pub attribution: Option<Attribution>,
    /// How certainly it is stated.
    pub certainty: Certainty,
    /// The words that make it less than certain ("allegedly", "may").
    pub hedges: Vec<TextRange>,
    /// The words that negate ("not", "denied", "no").
    pub negations: Vec<TextRange>,
}

/// An amount with its bound and unit: "at least 107" is `low 107, high inf, AtLeast, Count`.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The words, with bound and unit: "more than $3.2 million".
    pub range: TextRange,
    /// Smallest value it allows, in `unit`.
    pub low: f64,
    /// Largest value it allows; infinite for "at least".
    pub high: f64,
    /// The number that is written, without its bound (107 for "at least 107").
    pub value: f64,
    /// How the written number bounds the meant one.
    pub bound: Bound,
    /// What the number measures.
    pub unit: Unit,
    /// The noun counted ("people", "troops"), if it stands beside the number.
    pub noun: Option<TextRange>,
    /// The stem of that noun, for comparing.
    pub noun_stem: Option<String>,
}

/// How a written number bounds the one that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// "107".
    Exact,
    /// "about 100", "some 100", "a dozen or so", "hundreds".
    About,
    /// "at least 107".
    AtLeast,
    /// "more than 100", "over 100".
    MoreThan,
    /// "at most 10", "up to 10".
    AtMost,
    /// "fewer than 10", "nearly 10".
    LessThan,
    /// "10 to 12".
    Between,
}

/// What a number measures.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// A count of the noun beside it, or a bare number.
    Count,
    /// Money in a currency by ISO 4217 code: `Money("USD")`.
    Money(String),
    /// Per cent.
    Percent,
    /// Percentage points.
    Points,
    /// Years of age.
    Age,
    /// A place in an order: "third".
    Rank,
    /// A score or vote of two sides, "51-49": value is the first, high the second.
    Score,
    /// A length of time, in seconds.
    Duration,
    /// A physical measure by its SI or common symbol, value converted to it: `Measure("km")`.
    Measure(String),
}

/// A date or time as written, resolved to an interval against the article's date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// The words: "late December", "Tuesday".
    pub range: TextRange,
    /// First moment it may mean.
    pub start: civil::DateTime,
    /// One past the last moment it may mean.
    pub end: civil::DateTime,
    /// How fine the words are.
    pub grain: Grain,
}

/// How fine a date is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// "9:30 a.m."
    Time,
    /// "Tuesday morning".
    PartOfDay,
    /// "Tuesday", "March 3".
    Day,
    /// "this week", "late December".
    Week,
    /// "in March", "last month".
    Month,
    /// "2030", "two years ago".
    Year,
    /// "in the 2010s", "decades ago".
    Decade,
}

/// Someone or something named in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The fullest form of the name in the article: "Elena Marsh".
    pub name: String,
    /// What it is, as far as the text tells.
    pub kind: EntityKind,
    /// Titles and roles the article gives it: "Defense Secretary", "mayor".
    pub roles: Vec<String>,
    /// Every other form the article uses for it: "Marsh", "Ms. Marsh".
    pub variants: Vec<String>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body: company, court, ministry, party.
    Organization,
    /// A place.
    Place,
    /// Not told by the text.
    Unknown,
}

/// A name, or a word that stands for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMention {
    /// The words.
    pub range: TextRange,
    /// Index into [`Claims::entities`].
    pub entity_idx: usize,
    /// True for "he", "the agency" and the like, resolved by the sentences before.
    pub is_anaphor: bool,
}

/// Words in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words inside the marks (the part that lies in this sentence).
    pub range: TextRange,
    /// Who speaks, as written near the quote ("the mayor", "he").
    pub speaker: Option<TextRange>,
    /// Index into [`Claims::entities`] where the speaker is named.
    pub entity_idx: Option<usize>,
    /// True for one or two words in marks that are no speech ("so-called" quotes).
    pub is_scare: bool,
}

/// Who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The words of attribution: "said", "according to".
    pub verb: TextRange,
    /// The source as written: "two officials familiar with the matter". `None` if none is named
    /// ("it is said"); may lie in an earlier sentence when a quote runs on.
    pub source: Option<TextRange>,
    /// Index into [`Claims::entities`] where the source is named.
    pub entity_idx: Option<usize>,
    /// What sort of source it is.
    pub kind: SourceKind,
}

/// What sort of source stands behind a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A person by name.
    Named,
    /// An office or body: "the ministry", "police".
    Office,
    /// A document: "the indictment", "court papers".
    Document,
    /// Another outlet: "the Herald reported".
    Media,
    /// Someone without a name: "officials familiar with the matter".
    Unnamed,
}

/// How certainly a sentence states what it states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// As plain fact (attribution is told apart from certainty).
    Plain,
    /// With a hedge: "allegedly", "may", "is believed to".
    Hedged,
    /// As a plan or forecast: "will", "is expected to".
    Expected,
    /// As denied: "denied that", "there is no evidence".
    Denied,
}
