//! Sourcing: where each statement comes from.
//!
//! See `rules/sourcing.md`. Every sentence stands on one rung of a ladder; an article's words are
//! counted by rung, and facts that two articles tell from different rungs are set side by side.

use article::TextRange;
use claim::SourceKind;

use crate::reading::{Lens, Observation, Place, Row, Subject};
use crate::sheet::{Line, Sheet, Story, share};

/// Sentences after "critics say" in which somebody who says so may be named.
const REACH: usize = 3;
/// Facts shown.
const MAX_FACTS: usize = 8;
/// The group of plural sources in the rules.
const PLURAL: &str = "sources in the plural";

/// Where a statement comes from, the nearest to the event first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rung {
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
struct Step {
    rung: Rung,
    shown: Option<TextRange>,
}

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let steps: Vec<Vec<Step>> = story
        .sheets
        .iter()
        .map(|sheet| sheet.lines.iter().map(|line| step(story, sheet, line)).collect())
        .collect();
    let mut rows = Vec::new();
    for rung in LADDER {
        let mut row = Row::new(Subject::Sort(rung.name().to_owned()), story.n_articles());
        for ((sheet, steps), cell) in story.sheets.iter().zip(&steps).zip(&mut row.cells) {
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
    rows.extend(Some(plural(story, &steps)).filter(Row::is_filled));
    rows.extend(facts(story, &steps));
    rows
}

fn step(story: &Story<'_>, sheet: &Sheet<'_>, line: &Line<'_>) -> Step {
    let hits = story.find(Lens::Sourcing, sheet, line);
    let of = |name: &str| hits.iter().find(|it| it.group.name == name);
    if let Some(hit) = of(Rung::Witnessed.name()) {
        return Step { rung: Rung::Witnessed, shown: Some(line.range(hit.tokens.clone())) };
    }
    let attribution = sheet.claim(line).and_then(|it| it.attribution.as_ref());
    if let Some(it) = attribution {
        let rung = match it.kind {
            SourceKind::Named => Rung::Named,
            SourceKind::Office => Rung::Office,
            SourceKind::Document => Rung::Document,
            SourceKind::Media => Rung::Media,
            SourceKind::Unnamed => Rung::Unnamed,
        };
        let lies_here = |it: &TextRange| {
            line.tokens.first().zip(line.tokens.last()).is_some_and(|(first, last)| {
                first.range.start <= it.start && it.end <= last.range.end && !it.is_empty()
            })
        };
        let shown = it.source.filter(lies_here).or(Some(it.verb).filter(lies_here));
        return Step { rung, shown };
    }
    match of(Rung::Document.name()) {
        Some(hit) => Step { rung: Rung::Document, shown: Some(line.range(hit.tokens.clone())) },
        None => Step { rung: Rung::None, shown: None },
    }
}

/// "Critics say", and nobody or one person shown who says so.
fn plural(story: &Story<'_>, steps: &[Vec<Step>]) -> Row {
    let mut row = Row::new(Subject::Sort("plural".to_owned()), story.n_articles());
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        for (line_idx, line) in sheet.lines.iter().enumerate() {
            let hits = story.find(Lens::Sourcing, sheet, line);
            let plural = |it: &&crate::rules::Hit<'_>| {
                it.group.name == PLURAL && !line.is_quoted[it.tokens.start]
            };
            let Some(hit) = hits.iter().find(plural) else { continue };
            let mut named: Vec<usize> = Vec::new();
            let until = (line_idx + REACH + 1).min(sheet.lines.len());
            for idx in line_idx..until {
                let named_here = steps[article_idx][idx].rung == Rung::Named;
                let attribution = sheet.claims.claims[idx].attribution.as_ref();
                let entity_idx = attribution.and_then(|it| it.entity_idx);
                named.extend(entity_idx.filter(|it| named_here && !named.contains(it)));
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

/// Facts that articles tell from different rungs, those with the widest step first.
fn facts(story: &Story<'_>, steps: &[Vec<Step>]) -> Vec<Row> {
    let mut found: Vec<(usize, Row)> = Vec::new();
    for (fact_idx, fact) in story.comparison.facts.iter().enumerate() {
        if !matches!(fact.verdict, compare::Verdict::Agreed | compare::Verdict::Differs) {
            continue;
        }
        let mut row = Row::new(Subject::Fact(fact_idx), story.n_articles());
        let mut rungs: Vec<Rung> = Vec::new();
        for (article_idx, cell) in row.cells.iter_mut().enumerate() {
            let members = fact.members.iter().filter(|it| it.article_idx == article_idx);
            let best = members
                .filter_map(|it| Some((it, steps[article_idx].get(it.sentence_idx)?)))
                .min_by_key(|(_, step)| step.rung);
            let Some((member, step)) = best else { continue };
            rungs.push(step.rung);
            let place = Place::Sentence(member.sentence_idx);
            let range = step.shown.unwrap_or(member.range);
            let sort = step.rung.name().to_owned();
            cell.observations.push(Observation { sort, ..Observation::at(place, range) });
        }
        rungs.sort_unstable();
        let (Some(first), Some(last)) = (rungs.first(), rungs.last()) else { continue };
        if first != last {
            found.push((*last as usize - *first as usize, row));
        }
    }
    found.sort_by_key(|it| std::cmp::Reverse(it.0));
    found.into_iter().map(|it| it.1).take(MAX_FACTS).collect()
}
