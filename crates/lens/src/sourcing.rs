//! Sourcing: where each statement comes from.
//!
//! See `rules/sourcing.md`. Every sentence stands on one rung of a ladder; an article's words are
//! counted by rung, and facts that two articles tell from different rungs are set side by side.

mod ladder;

use article::TextRange;
use claim::Attribution;

use crate::reading::{Lens, Observation, Place, Row, Subject};
use crate::sheet::{Line, SURE_FACT, Sheet, Story, share};

/// Sentences after "critics say" in which somebody who says so may be named.
const REACH: usize = 3;
/// Facts shown.
const MAX_FACTS: usize = 6;
/// The group of plural sources in the rules.
const PLURAL: &str = "sources in the plural";

/// Where a statement comes from, the nearest to the event first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rung {
    Witnessed,
    Document,
    Named,
    Office,
    Unnamed,
    Media,
    None,
}

const LADDER: [Rung; 7] = [
    Rung::Witnessed,
    Rung::Document,
    Rung::Named,
    Rung::Office,
    Rung::Unnamed,
    Rung::Media,
    Rung::None,
];

impl Rung {
    fn name(self) -> &'static str {
        match self {
            Self::Witnessed => "witnessed",
            Self::Document => "document",
            Self::Named => "named",
            Self::Office => "office",
            Self::Unnamed => "unnamed",
            Self::Media => "media",
            Self::None => "none",
        }
    }
}

/// The rung of one sentence and the words that show it.
pub(crate) struct Step {
    rung: Rung,
    shown: Option<TextRange>,
}

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let steps = steps(story);
    let mut rows = Vec::new();
    for rung in LADDER {
        let mut row = Row::new(Subject::Sort(rung.name().to_owned()), story.n_articles());
        for ((sheet, steps), cell) in story.sheets.iter().zip(steps).zip(&mut row.cells) {
            let here = || sheet.lines.iter().zip(steps).filter(|(_, step)| step.rung == rung);
            let n_words: usize = here().map(|(line, _)| line.n_words()).sum();
            cell.share = Some(share(n_words, sheet.n_words));
            let seen = here().filter_map(|(line, it)| Some(Observation::at(line.place, it.shown?)));
            cell.observations.extend(seen);
        }
        if row.cells.iter().any(|it| it.share > Some(0.0)) {
            rows.push(row);
        }
    }
    rows.extend(Some(plural(story, steps)).filter(Row::is_filled));
    rows.extend(facts(story, steps));
    rows
}

/// The rung on which a sentence stands; a headline names no source.
pub(crate) fn rung(story: &Story<'_>, article_idx: usize, line: &Line<'_>) -> &'static str {
    match line.place {
        Place::Title => Rung::None.name(),
        Place::Sentence(sentence_idx) => steps(story)[article_idx][sentence_idx].rung.name(),
    }
}

/// The rung of every sentence, by article.
fn steps<'a>(story: &'a Story<'_>) -> &'a [Vec<Step>] {
    story.steps.get_or_init(|| {
        let sheets = story.sheets.iter().enumerate();
        sheets.map(|(idx, sheet)| ladder::climb(story, idx, sheet)).collect()
    })
}

/// True if the source is a clause in truth: "pulled their advertising from", "the office has not
/// provided any analysis". A source opens with a capital, "the", "two" or "officials" and holds no
/// verb.
pub(crate) fn is_misread(sheet: &Sheet<'_>, line: &Line<'_>, it: &Attribution) -> bool {
    let lexicon = sheet.claims.document.lexicon;
    let Some(source) = it.source else { return false };
    let inside: Vec<usize> =
        (0..line.tokens.len()).filter(|it| source.contains(line.tokens[*it].range)).collect();
    let Some(first) = inside.first().copied() else { return false };
    let opens = line.lower(first);
    let opens_well = line.is_capital(first)
        || line.tokens[first].is_stop
        || lexicon.role_words.contains(opens)
        || lexicon.document_words.contains(opens)
        || lexicon.number_words.contains(opens)
        || inside.iter().any(|it| lexicon.role_words.contains(line.lower(*it)));
    let is_verb = |it: &usize| {
        let lower = line.lower(*it);
        lexicon.passive_auxiliaries.contains(lower)
            || lexicon.negators.contains(lower)
            || lexicon.hedges.contains(lower)
    };
    !opens_well || inside.iter().any(is_verb)
}

/// "Critics say", and nobody or one person shown who says so. Whom the same sentence names they speak of.
fn plural(story: &Story<'_>, steps: &[Vec<Step>]) -> Row {
    let mut row = Row::new(Subject::Sort("plural".to_owned()), story.n_articles());
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        for (line_idx, line) in sheet.lines.iter().enumerate() {
            let hits = story.find(Lens::Sourcing, article_idx, line.place);
            let plural = |it: &&crate::rules::Hit<'_>| {
                it.group.name == PLURAL && !line.is_quoted[it.tokens.start]
            };
            let Some(hit) = hits.iter().find(plural) else { continue };
            let mut named: Vec<usize> = Vec::new();
            let spoken_of = sheet.claim(line).map_or(&[][..], |it| &it.names);
            let near = steps[article_idx].iter().zip(&sheet.claims.claims).skip(line_idx);
            for (step, claim) in near.take(REACH + 1) {
                let entity_idx = claim.attribution.as_ref().and_then(|it| it.entity_idx);
                let is_new = |it: &usize| {
                    !named.contains(it) && spoken_of.iter().all(|name| name.entity_idx != *it)
                };
                named.extend(entity_idx.filter(|it| step.rung == Rung::Named && is_new(it)));
            }
            if named.len() <= 1 {
                let sort = if named.is_empty() { "none_shown" } else { "one_shown" };
                let seen = line.observe(hit.tokens.clone());
                let seen = Observation { sort: sort.to_owned(), ..seen };
                row.cells[article_idx].observations.push(seen);
            }
        }
    }
    row
}

/// True if two articles name sources that end in the same word: "Chief Orlov" and "Orlov".
fn names_one(story: &Story<'_>, row: &Row) -> bool {
    let mut last_words: Vec<String> = Vec::new();
    for (sheet, cell) in story.sheets.iter().zip(&row.cells) {
        let words = cell.observations.iter().map(|it| {
            let written = sheet.claims.document.article.text(it.range);
            written.rsplit(' ').next().unwrap_or("").to_lowercase()
        });
        let mut words: Vec<String> = words.collect();
        words.sort();
        words.dedup();
        last_words.extend(words);
    }
    let n = last_words.len();
    last_words.sort();
    last_words.dedup();
    last_words.len() < n
}

/// Facts whose articles name different sources, or of which only one names a source, as `compare`
/// found them, each with its rung.
fn facts(story: &Story<'_>, steps: &[Vec<Step>]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (fact_idx, fact) in story.comparison.facts.iter().enumerate() {
        if fact.confidence < SURE_FACT {
            continue;
        }
        let mut found = fact.differences.iter().filter(|it| it.kind == compare::Kind::Attribution);
        let Some(difference) = found.next().filter(|_| rows.len() < MAX_FACTS) else { continue };
        let mut row = Row::new(Subject::Fact(fact_idx), story.n_articles());
        for side in &difference.between {
            let Some(member) = fact.members.get(side.member) else { continue };
            let Some(step) = steps[member.article_idx].get(member.sentence_idx) else { continue };
            let place = Place::Sentence(member.sentence_idx);
            let range = step.shown.unwrap_or(side.range);
            let sort = step.rung.name().to_owned();
            let seen = Observation { sort, ..Observation::at(place, range) };
            row.cells[member.article_idx].observations.push(seen);
        }
        let mut rungs: Vec<&str> =
            row.cells.iter().flat_map(|it| &it.observations).map(|it| it.sort.as_str()).collect();
        rungs.dedup();
        let places = |row: &Row| -> Vec<Option<Place>> {
            row.cells.iter().map(|it| it.observations.first().map(|it| it.place)).collect()
        };
        if rungs.len() > 1
            && !names_one(story, &row)
            && !rows.iter().any(|it| places(it) == places(&row))
        {
            rows.push(row);
        }
    }
    rows
}
