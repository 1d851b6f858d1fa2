//! The view model: everything that any format shows, in plain values.
//!
//! Built once by [`crate::build`] and then only read. It holds text as published and numbers, no
//! words of its own: those stand in the catalogue, so that one view serves every page language.
//! Indexes point into the lists of the view itself.

use crate::making::Making;
use serde::{Serialize, Serializer};

/// A story compared, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub struct View {
    /// In the order given.
    pub articles: Vec<Article>,
    /// In the order in which a reader meets them.
    pub facts: Vec<Fact>,
    /// The few sentences a reader needs.
    pub summary: Vec<Line>,
    /// What each lens saw of the telling.
    pub lenses: Vec<LensReading>,
    /// Passages that articles share word for word.
    pub reprints: Vec<Reprint>,
    /// What a reader must know.
    pub warnings: Vec<Warning>,
    /// How many facts came to what.
    pub counts: Counts,
    /// What an editor changed, replayed here.
    pub corrections: correction::Corrections,
    /// For each correction whether it found its place.
    pub fits: Vec<bool>,
    /// Where the page sends corrections (by POST, as their file has them) instead of saving a file:
    /// for an app that serves it. `None` at first.
    pub corrections_url: Option<String>,
    /// Where the page leads beside itself, in a line above it: for an app that serves it. Empty at
    /// first.
    pub links: Vec<Link>,
    /// What the comparison was made with.
    pub making: Making,
}

/// One link of that line, or plain words of it.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// The words, in the language of the page.
    pub words: String,
    /// Where they lead; plain words lead nowhere.
    pub address: Option<String>,
}

/// One article.
#[derive(Debug, Clone, Serialize)]
pub struct Article {
    /// Its name from its content; see [`correction::Keys`].
    pub key: String,
    /// Indexes of an editor's notes on it.
    pub corrections: Vec<usize>,
    /// The record's id; sentence ids begin with it.
    pub id: String,
    /// Who published it, as known; may be empty.
    pub outlet: String,
    /// What the article is called in the report: the outlet, made unique within the story.
    pub label: String,
    /// The headline as published; may be empty.
    pub title: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// When it was published, ISO 8601.
    pub published: Option<String>,
    /// When it was last changed, ISO 8601.
    pub modified: Option<String>,
    /// When it was published, to reckon with.
    #[serde(skip)]
    pub published_at: Option<article::Moment>,
    /// When it was last changed, to reckon with.
    #[serde(skip)]
    pub modified_at: Option<article::Moment>,
    /// The language it was read in, as an ISO 639-1 code.
    pub language: String,
    /// Words in its body.
    pub n_words: usize,
    /// Why a part of the article is known to be missing, if one is.
    pub partial: Option<String>,
    /// Articles that share one wire text or press release have the same origin, from 1.
    pub origin: usize,
    /// SHA-256 of the body, in hex.
    pub sha256: String,
    /// The text kept of the article.
    pub body: String,
    /// The sentences of the body in reading order.
    pub sentences: Vec<Sentence>,
}

/// One sentence of an article.
#[derive(Debug, Clone, Serialize)]
pub struct Sentence {
    /// Its name from its content.
    pub key: String,
    /// Indexes of an editor's notes on it.
    pub corrections: Vec<usize>,
    /// Article id and number.
    pub id: String,
    /// First byte in the body.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Index of its paragraph, from 0.
    pub paragraph: usize,
    /// Who is quoted with it, where the sentence is a quotation and does not say so itself.
    #[serde(skip)]
    pub speaker: Option<String>,
    /// Indexes of the facts it states.
    pub facts: Vec<usize>,
}

/// One fact and how the articles tell it.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// Its name from its content, the same in every run.
    pub key: String,
    /// Indexes of the corrections that made or changed it, and of the notes on it.
    pub corrections: Vec<usize>,
    /// `F1`, `F2`, …
    pub id: String,
    /// Index of the member quoted for the whole.
    pub statement: usize,
    /// What the fact comes to.
    #[serde(serialize_with = "verdict_name")]
    pub verdict: compare::Verdict,
    /// Calibrated: of the facts shown with 0.8, four in five are right.
    pub confidence: f64,
    /// How many independent origins state it.
    pub n_origins: usize,
    /// What speaks most clearly for its being one fact, over all its links: sort of evidence and
    /// what it adds to the log-odds on average; empty where the comparison was not asked for it.
    pub reasons: Vec<(&'static str, f64)>,
    /// Who states it, in the order of articles and sentences.
    pub members: Vec<Member>,
    /// Indexes of the members shown where it is listed: all, or what it holds beside a surer fact and one of that.
    #[serde(skip)]
    pub listed: Vec<usize>,
    /// One for each article.
    #[serde(serialize_with = "stance_names")]
    pub stances: Vec<compare::Stance>,
    /// Article and sentence of what may tell the same in articles that were not found to tell it.
    #[serde(skip)]
    pub hints: Vec<(usize, usize)>,
    /// True if leaving it out is worth a line.
    pub is_major: bool,
    /// False if the sentence quoted gives an amount or a time that another article has nowhere.
    #[serde(skip)]
    pub is_alike: bool,
    /// How the members differ, most weighty first.
    pub differences: Vec<Difference>,
    /// Words, names and figures that members of several articles have in common, as the first of
    /// them writes them; stop words are left out.
    pub shared_words: Vec<String>,
}

/// A sentence's part in a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Index of the article.
    pub article: usize,
    /// Index of the sentence in the article.
    pub sentence: usize,
    /// First byte of the words that state the fact.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// One way in which members of a fact differ.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    /// Its name from its content.
    pub key: String,
    /// Indexes of the corrections of it and of the notes on it.
    pub corrections: Vec<usize>,
    /// What sort.
    #[serde(serialize_with = "kind_name")]
    pub kind: compare::Kind,
    /// Whether both sides can be true.
    #[serde(serialize_with = "relation_name")]
    pub relation: compare::Relation,
    /// Calibrated.
    pub confidence: f64,
    /// False if it is said with "perhaps".
    pub is_sure: bool,
    /// False if which words make it is not sure.
    pub is_located: bool,
    /// Two or more, in the order of articles.
    pub sides: Vec<Side>,
}

/// A kind of difference whose words are not known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Suspected<'a> {
    /// What sort.
    pub kind: compare::Kind,
    /// What one side tells and no other does, if that is known.
    pub told_alone: Option<&'a Side>,
}

/// One side of a difference.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// Index of the member in the fact.
    pub member: usize,
    /// First byte of the words in the article's body.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The words.
    pub text: String,
    /// Their normalised form, where there is one.
    pub value: Option<String>,
}

/// One quoted line of the summary.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The words quoted.
    pub text: String,
    /// True if the sentence begins before them.
    pub is_cut_before: bool,
    /// True if the sentence goes on after them.
    pub is_cut_after: bool,
    /// Indexes of the facts it tells.
    pub facts: Vec<usize>,
    /// (article, sentence) that state them, the quoted one first.
    pub sources: Vec<(usize, usize)>,
    /// (article, sentence) that state a part of it alone.
    pub in_part: Vec<(usize, usize)>,
    /// How many independent origins stand behind it.
    pub n_origins: usize,
}

/// What one lens saw: rows with a cell for each article.
#[derive(Debug, Clone, Serialize)]
pub struct LensReading {
    /// The lens's name.
    pub lens: &'static str,
    /// In the order in which the lens gave them.
    pub rows: Vec<LensRow>,
}

/// One thing looked at.
#[derive(Debug, Clone, Serialize)]
pub struct LensRow {
    /// What it is.
    pub subject: LensSubject,
    /// One for each article.
    pub cells: Vec<LensCell>,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LensSubject {
    /// One of the lens's sorts, or a group of its rules, by name.
    Sort(String),
    /// Someone or something named in the articles.
    Name(String),
    /// Index of a fact.
    Fact(usize),
}

/// What one article has in a row.
#[derive(Debug, Clone, Serialize)]
pub struct LensCell {
    /// A share of the article, where the row measures one.
    pub share: Option<f64>,
    /// The words it rests on.
    pub words: Vec<LensWords>,
}

/// Words of an article and what a lens notes about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LensWords {
    /// Index of the sentence; `None` for the headline.
    pub sentence: Option<usize>,
    /// First byte in the body, or in the headline.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The words.
    pub text: String,
    /// What sort of thing they are; may be empty.
    pub sort: String,
    /// A plain word for the same, or a value.
    pub value: Option<String>,
    /// True if a speaker is quoted with them.
    pub is_quoted: bool,
}

/// A passage that two articles share word for word.
#[derive(Debug, Clone, Serialize)]
pub struct Reprint {
    /// Index of the earlier article.
    pub from: usize,
    /// Index of the other one.
    pub to: usize,
    /// Words in the shared passage.
    pub n_words: usize,
    /// The passage as the earlier article has it.
    pub text: String,
}

/// What a reader must know.
#[derive(Debug, Clone, Serialize)]
pub struct Warning {
    /// Index of the article it concerns, if it is one.
    pub article: Option<usize>,
    /// The name of its sort.
    pub kind: &'static str,
    /// One sentence.
    pub text: String,
}

/// How many facts came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Stated by several articles, no difference found.
    pub agreed: usize,
    /// Stated by several articles that differ in the telling.
    pub differs: usize,
    /// Not sure.
    pub unsure: usize,
    /// Stated by one article alone.
    pub sole: usize,
}

impl View {
    /// The words of a member.
    pub(crate) fn member_text(&self, member: Member) -> &str {
        self.articles[member.article].body.get(member.start..member.end).unwrap_or("")
    }

    /// Indexes of the facts of a verdict, in order.
    pub(crate) fn of(&self, verdict: compare::Verdict) -> impl Iterator<Item = usize> + '_ {
        self.facts.iter().enumerate().filter(move |(_, it)| it.verdict == verdict).map(|(i, _)| i)
    }

    /// Differences of wording rather than of fact, as met, that are said without "perhaps". Who is hidden, who says so and with
    /// which verb is the lenses' to show.
    pub(crate) fn wording_differences(&self) -> Vec<(&Fact, &Difference)> {
        let is_verb = |fact: &Fact, side: &Side| {
            let article = &self.articles[fact.members[side.member].article];
            let say_verbs = &text::Lexicon::of(&article.language).say_verbs;
            say_verbs.contains(&side.text.to_lowercase())
        };
        let pairs =
            self.facts.iter().flat_map(|fact| fact.differences.iter().map(move |it| (fact, it)));
        pairs
            .filter(|(fact, it)| {
                it.kind == compare::Kind::Label
                    && it.is_sure
                    && fact.verdict != compare::Verdict::Unsure
            })
            .filter(|(fact, it)| !it.sides.iter().any(|side| is_verb(fact, side)))
            .collect()
    }

    /// `"Herald 3"`: how a reader finds a sentence.
    pub(crate) fn source_of(&self, article: usize, sentence: usize) -> String {
        format!("{} {}", self.articles[article].label, sentence + 1)
    }
}

impl Line {
    /// The words quoted, with an ellipsis where the sentence was cut.
    pub(crate) fn quoted(&self) -> String {
        let before = if self.is_cut_before { "… " } else { "" };
        let after = if self.is_cut_after { " …" } else { "" };
        format!("{before}{}{after}", self.text)
    }
}

impl Member {
    /// Article and sentence.
    pub(crate) fn place(self) -> (usize, usize) {
        (self.article, self.sentence)
    }
}

impl Difference {
    /// The only side that has a value, where the words of the others are not known.
    fn told_alone(&self) -> Option<&Side> {
        let mut with_value = self.sides.iter().filter(|it| it.value.is_some());
        with_value.next().filter(|_| !self.is_located && with_value.next().is_none())
    }
}

impl Fact {
    /// Article and sentence of the members shown where it is listed.
    pub(crate) fn listed_places(&self) -> impl Iterator<Item = (usize, usize)> {
        self.listed.iter().map(|it| self.members[*it].place())
    }

    /// The differences that a reader is shown with their words: all that are sure or were corrected, and of
    /// those said with "perhaps" the likeliest of each kind, if its words are known. Tables and JSON have all.
    pub(crate) fn told_differences(&self) -> impl Iterator<Item = &Difference> {
        let is_likeliest = |it: &Difference| {
            let order = |it: &Difference| (it.is_sure, it.confidence);
            let mut others =
                self.differences.iter().filter(|other| other.kind == it.kind && other.is_located);
            it.is_located
                && !others.any(|other| {
                    order(other) > order(it) || order(other) == order(it) && other.key < it.key
                })
        };
        self.differences
            .iter()
            .filter(move |it| it.is_sure || !it.corrections.is_empty() || is_likeliest(it))
    }

    /// The kinds of difference that are suspected, but whose words are not known; likeliest first. Nothing is said of a
    /// kind where one akin to it is shown with its words, and of a fact that is unsure itself.
    pub(crate) fn suspected(&self) -> Vec<Suspected<'_>> {
        if self.verdict == compare::Verdict::Unsure {
            return Vec::new();
        }
        let told: Vec<compare::Kind> = self.told_differences().map(|it| it.kind).collect();
        let is_told = |kind: compare::Kind| told.iter().any(|it| it.is_akin(kind));
        let mut found: Vec<&Difference> =
            self.differences.iter().filter(|it| !is_told(it.kind)).collect();
        found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.kind.cmp(&b.kind)));
        let mut kinds: Vec<Suspected<'_>> = Vec::new();
        for it in found {
            match kinds.iter_mut().find(|known| known.kind == it.kind) {
                Some(known) => known.told_alone = known.told_alone.or(it.told_alone()),
                None => kinds.push(Suspected { kind: it.kind, told_alone: it.told_alone() }),
            }
        }
        kinds
    }

    /// Indexes of the articles in which the fact was not found, with how each stands to it.
    pub(crate) fn omitted_by(&self) -> Vec<(usize, compare::Stance)> {
        let stances = self.stances.iter().copied().enumerate();
        stances.filter(|(_, it)| it.is_omission()).collect()
    }
}

fn verdict_name<S: Serializer>(it: &compare::Verdict, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(it.name())
}

fn kind_name<S: Serializer>(it: &compare::Kind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(it.name())
}

fn relation_name<S: Serializer>(it: &compare::Relation, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(it.name())
}

fn stance_names<S: Serializer>(it: &[compare::Stance], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(it.iter().map(|it| it.name()))
}
