//! One story compared, as a plain function from rows to rows; and the rows written down.
//!
//! Sees one story and touches no file, so that it runs in any number of threads or on other
//! machines. Words are kept as places in the articles' texts, never as copies.

use std::collections::{BTreeMap, BTreeSet};

use article::{Article, Warning, WarningKind};
use claim::EntityKind;
use rusqlite::{Connection, params};

use crate::story;

/// Most articles of a story that are compared with each other; beyond it those of outlets that
/// are there already are left out first, the latest before the earlier, with a warning.
pub const MAX_ARTICLES: usize = 40;

/// With which models stories are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Words, names and figures only.
    Fast,
    /// With the language model.
    Standard,
}

impl Manner {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Standard => "standard",
        }
    }

    /// The manner of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Fast, Self::Standard].into_iter().find(|it| it.name() == name)
    }

    /// The models and settings for it. `n_threads` does not change the results.
    #[must_use]
    pub fn comparer(self, n_threads: usize) -> Comparer {
        let (models, config) = match self {
            Self::Fast => (pipeline::Models::fast(), pipeline::Config::fast()),
            Self::Standard => (pipeline::Models::standard(n_threads), pipeline::Config::standard()),
        };
        Comparer { manner: self, models, config }
    }
}

/// What it takes to compare a story.
#[derive(Debug)]
pub struct Comparer {
    /// How.
    pub manner: Manner,
    /// The trained parts.
    pub models: pipeline::Models,
    /// The settings of every stage.
    pub config: pipeline::Config,
}

/// A story to compare.
#[derive(Debug, Clone)]
pub struct Story {
    /// Its number.
    pub story: i64,
    /// In the order of time: the article, the version of it that is read, and its text.
    pub articles: Vec<(i64, i64, Article)>,
    /// Articles left out because there are too many.
    pub n_left_out: usize,
}

/// What the comparison of a story comes to, as rows of the archive's tables of the same names.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// Its number.
    pub story: i64,
    /// Who or what most of its articles name.
    pub topic: String,
    /// Facts by verdict: agreed, differs, unsure, sole.
    pub counts: [usize; 4],
    /// What a reader must know of the story as a whole.
    pub warnings: Vec<String>,
    /// Article, version read, origin from 1; the place is the index.
    pub compared: Vec<(i64, i64, usize)>,
    /// By their order.
    pub facts: Vec<FactRow>,
    /// What the lenses saw, in their order.
    pub seen: Vec<SeenRow>,
    /// From place, to place, words.
    pub reprints: Vec<(usize, usize, usize)>,
    /// The summary: the sentence quoted and the origins behind it.
    pub lines: Vec<(Spot, usize)>,
}

/// A stretch of an article's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Which article of the story.
    pub place: usize,
    /// Index of the sentence.
    pub sentence: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// One fact.
#[derive(Debug, Clone)]
pub struct FactRow {
    /// What it comes to.
    pub verdict: &'static str,
    /// Calibrated.
    pub confidence: f64,
    /// Independent origins that state it.
    pub n_origins: usize,
    /// Index of the member quoted for the whole.
    pub statement: usize,
    /// A letter for each article: s states, d differs, o omits; p omits, but a part of it is
    /// missing; e omits, but appeared earlier; h omits, but is much shorter; u omits, but may state it.
    pub stances: String,
    /// Who states it.
    pub members: Vec<Spot>,
    /// How the members differ.
    pub differences: Vec<DifferenceRow>,
}

/// One difference.
#[derive(Debug, Clone)]
pub struct DifferenceRow {
    /// What sort.
    pub kind: &'static str,
    /// Whether both sides can be true.
    pub relation: &'static str,
    /// As measured.
    pub confidence: f64,
    /// False if it is said with "perhaps".
    pub is_sure: bool,
    /// False if it is not sure in which words it lies.
    pub is_located: bool,
    /// The words of each side and their normalised form.
    pub sides: Vec<(Spot, Option<String>)>,
}

/// What a lens saw in one article: a share, or words.
#[derive(Debug, Clone)]
pub struct SeenRow {
    /// The lens.
    pub lens: &'static str,
    /// `sort`, `name` or `fact`.
    pub about: &'static str,
    /// The sort, the name, or the number of the fact.
    pub subject: String,
    /// Which article of the story.
    pub place: usize,
    /// A share of the article, where the row measures one.
    pub share: Option<f64>,
    /// The words it rests on.
    pub words: Option<Words>,
}

/// Words that a lens notes.
#[derive(Debug, Clone)]
pub struct Words {
    /// Index of the sentence; `None` for the headline.
    pub sentence: Option<usize>,
    /// First byte in the text, or in the headline.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What sort of thing they are; may be empty.
    pub sort: String,
    /// A plain word for the same, or a value.
    pub value: Option<String>,
    /// True if a speaker is quoted with them.
    pub is_quoted: bool,
}

/// Which articles of a story are compared, by index: all, or the first of each outlet and then
/// the others in their order, as many as there may be.
pub(crate) fn chosen(outlets: &[String]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let (firsts, others): (Vec<usize>, Vec<usize>) =
        (0..outlets.len()).partition(|it| seen.insert(&outlets[*it]));
    let mut chosen: Vec<usize> = firsts.into_iter().chain(others).take(MAX_ARTICLES).collect();
    chosen.sort_unstable();
    chosen
}

/// Runs the pipeline on a story. Articles are named by their number in the archive.
#[must_use]
pub fn run(story: &Story, comparer: &Comparer) -> pipeline::Outcome {
    let named = |(key, _, article): &(i64, i64, Article)| Article {
        id: key.to_string(),
        ..article.clone()
    };
    let articles = story.articles.iter().map(named).collect();
    let mut outcome = pipeline::run(articles, &comparer.models, &comparer.config);
    if story.n_left_out > 0 {
        let text = format!(
            "The story has too many articles to compare them all: {} were left out.",
            story.n_left_out
        );
        outcome.comparison.warnings.push((None, Warning::new(WarningKind::Limit, text)));
    }
    outcome
}

/// Compares a story: its row in, its rows out.
#[must_use]
pub fn compare(story: &Story, comparer: &Comparer) -> Rows {
    let outcome = run(story, comparer);
    let comparison = &outcome.comparison;
    let mut counts = [0; 4];
    for fact in &comparison.facts {
        counts[fact.verdict as usize] += 1;
    }
    let origin = |idx: usize| comparison.origins.get(idx).map_or(idx, |it| *it) + 1;
    let keys = story.articles.iter().enumerate();
    let whole = comparison.warnings.iter().filter(|(article, _)| article.is_none());
    Rows {
        story: story.story,
        topic: topic(&comparison.articles),
        counts,
        warnings: whole.map(|(_, it)| it.text.clone()).collect(),
        compared: keys.map(|(idx, (key, text_of, _))| (*key, *text_of, origin(idx))).collect(),
        facts: comparison.facts.iter().map(fact).collect(),
        seen: outcome.lenses.iter().flat_map(seen).collect(),
        reprints: comparison.reprints.iter().map(|it| reprint(it, comparison)).collect(),
        lines: outcome.summary.iter().map(line).collect(),
    }
}

fn fact(fact: &compare::Fact) -> FactRow {
    let members: Vec<Spot> = fact
        .members
        .iter()
        .map(|it| Spot {
            place: it.article_idx,
            sentence: it.sentence_idx,
            start: it.range.start,
            end: it.range.end,
        })
        .collect();
    let side = |side: &compare::Side| {
        let member = members.get(side.member)?;
        let spot = Spot { start: side.range.start, end: side.range.end, ..*member };
        Some((spot, side.value.clone()))
    };
    let difference = |it: &compare::Difference| DifferenceRow {
        kind: it.kind.name(),
        relation: it.relation.name(),
        confidence: it.confidence,
        is_sure: it.is_sure,
        is_located: it.is_located,
        sides: it.between.iter().filter_map(side).collect(),
    };
    FactRow {
        verdict: fact.verdict.name(),
        confidence: fact.confidence,
        n_origins: fact.n_origins,
        statement: fact.statement,
        stances: fact.stances.iter().map(|it| letter(*it)).collect(),
        differences: fact.differences.iter().map(difference).collect(),
        members,
    }
}

fn letter(stance: compare::Stance) -> char {
    match stance {
        compare::Stance::States => 's',
        compare::Stance::Differs => 'd',
        compare::Stance::Omits => 'o',
        compare::Stance::OmitsPartial => 'p',
        compare::Stance::OmitsEarlier => 'e',
        compare::Stance::OmitsShort => 'h',
        compare::Stance::OmitsUnsure => 'u',
    }
}

fn seen(reading: &lens::Reading) -> Vec<SeenRow> {
    let mut rows = Vec::new();
    for row in &reading.rows {
        let (about, subject) = match &row.subject {
            lens::Subject::Sort(it) => ("sort", it.clone()),
            lens::Subject::Name(it) => ("name", it.clone()),
            lens::Subject::Fact(it) => ("fact", (it + 1).to_string()),
        };
        for (place, cell) in row.cells.iter().enumerate() {
            let one = |share: Option<f64>, words: Option<Words>| SeenRow {
                lens: reading.lens.name(),
                about,
                subject: subject.clone(),
                place,
                share,
                words,
            };
            if cell.share.is_some() {
                rows.push(one(cell.share, None));
            }
            rows.extend(cell.observations.iter().map(|it| one(None, Some(words(it)))));
        }
    }
    rows
}

fn words(observation: &lens::Observation) -> Words {
    Words {
        sentence: match observation.place {
            lens::Place::Title => None,
            lens::Place::Sentence(idx) => Some(idx),
        },
        start: observation.range.start,
        end: observation.range.end,
        sort: observation.sort.clone(),
        value: observation.value.clone(),
        is_quoted: observation.is_quoted,
    }
}

fn reprint(it: &compare::Reprint, comparison: &compare::Comparison) -> (usize, usize, usize) {
    let text = comparison.articles[it.lhs_article].document.article.text(it.lhs);
    (it.lhs_article, it.rhs_article, text.split_whitespace().count())
}

fn line(line: &summary::Line) -> (Spot, usize) {
    let spot = Spot {
        place: line.article_idx,
        sentence: line.sentence_idx,
        start: line.range.start,
        end: line.range.end,
    };
    (spot, line.n_origins)
}

/// The person, body or place that most articles name, of several the one named most often, then
/// the first by letters; empty if none is named by two.
fn topic(articles: &[claim::Claims]) -> String {
    let mut names: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for claims in articles {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for mention in claims.claims.iter().flat_map(|it| &it.names) {
            let entity = &claims.entities[mention.entity_idx];
            if entity.kind != EntityKind::Unknown || entity.name.contains(' ') {
                *counts.entry(entity.name.as_str()).or_default() += 1;
            }
        }
        for (name, n_mentions) in counts {
            let known = names.entry(name).or_default();
            known.0 += 1;
            known.1 += n_mentions;
        }
    }
    let best = names
        .into_iter()
        .filter(|(_, (n_articles, _))| *n_articles > 1)
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    best.map_or(String::new(), |(name, _)| name.to_owned())
}

/// Writes a story's rows in place of those it had.
pub(crate) fn write(db: &Connection, rows: &Rows, manner: Manner) -> rusqlite::Result<()> {
    let story = rows.story;
    story::forget(db, story)?;
    let warnings = (!rows.warnings.is_empty()).then(|| rows.warnings.join("\n"));
    let [agreed, differs, unsure, sole] = rows.counts;
    db.prepare_cached("INSERT INTO comparison VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?.execute(
        params![story, manner.name(), rows.topic, agreed, differs, unsure, sole, warnings],
    )?;
    let mut compared = db.prepare_cached("INSERT INTO compared VALUES (?, ?, ?, ?, ?)")?;
    for (place, (article, text_of, origin)) in rows.compared.iter().enumerate() {
        compared.execute(params![story, place, article, text_of, origin])?;
    }
    for (number, fact) in rows.facts.iter().enumerate() {
        write_fact(db, story, number + 1, fact)?;
    }
    let mut seen =
        db.prepare_cached("INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (number, row) in rows.seen.iter().enumerate() {
        let words = row.words.as_ref();
        seen.execute(params![
            story,
            number + 1,
            row.lens,
            row.about,
            row.subject,
            row.place,
            row.share,
            words.and_then(|it| it.sentence),
            words.map(|it| it.start),
            words.map(|it| it.end),
            words.map(|it| &it.sort),
            words.and_then(|it| it.value.as_ref()),
            words.map(|it| it.is_quoted),
        ])?;
    }
    let mut reprint = db.prepare_cached("INSERT INTO reprint VALUES (?, ?, ?, ?, ?)")?;
    for (number, (from, to, n_words)) in rows.reprints.iter().enumerate() {
        reprint.execute(params![story, number + 1, from, to, n_words])?;
    }
    let mut line = db.prepare_cached("INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    for (number, (it, n_origins)) in rows.lines.iter().enumerate() {
        let Spot { place, sentence, start, end } = it;
        line.execute(params![story, number + 1, place, sentence, start, end, n_origins])?;
    }
    db.prepare_cached("UPDATE story SET changed = 0 WHERE story = ?")?.execute([story])?;
    Ok(())
}

fn write_fact(db: &Connection, story: i64, number: usize, fact: &FactRow) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?)")?.execute(params![
        story,
        number,
        fact.verdict,
        fact.confidence,
        fact.n_origins,
        fact.statement + 1,
        fact.stances
    ])?;
    let mut member = db.prepare_cached("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    for (idx, it) in fact.members.iter().enumerate() {
        let Spot { place, sentence, start, end } = it;
        member.execute(params![story, number, idx + 1, place, sentence, start, end])?;
    }
    let mut side =
        db.prepare_cached("INSERT INTO side VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (difference_idx, difference) in fact.differences.iter().enumerate() {
        for (side_idx, (it, value)) in difference.sides.iter().enumerate() {
            let Spot { place, sentence, start, end } = it;
            side.execute(params![
                story,
                number,
                difference_idx + 1,
                side_idx + 1,
                difference.kind,
                difference.relation,
                difference.confidence,
                difference.is_sure,
                difference.is_located,
                place,
                sentence,
                start,
                end,
                value
            ])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_articles_every_outlet_keeps_its_first() {
        let mut outlets = vec!["Herald".to_owned(); MAX_ARTICLES + 5];
        outlets.push("Post".to_owned());
        let chosen = chosen(&outlets);
        assert_eq!(chosen.len(), MAX_ARTICLES);
        assert!(chosen.contains(&0) && chosen.contains(&(MAX_ARTICLES + 5)));
    }
}
