//! Context: what share of an article is reported fact, background, opinion, the outlet's own
//! judgement.
//!
//! See `rules/context.md`. Every sentence is counted once, by its words, under the first sort that
//! fits it.

use std::ops::Range;

use claim::Claim;
use text::SayKind;

use crate::loaded;
use crate::purpose::{SORTS, Weights};
use crate::reading::{Lens, Observation, Row, Subject};
use crate::sheet::{Line, Sheet, Story, share};

/// Sorts asked for by the rules, in the order in which they are tried.
const BY_RULE: [&str; 4] = ["law", "consequence", "history", "background"];
/// A sentence of which this share is quoted is a speaker's.
const MOSTLY_QUOTED: f64 = 0.4;
/// From this weight of loaded words on, an unattributed sentence is the outlet's judgement.
const JUDGING_WEIGHT: f64 = 4.0;
/// A date this many days before publication is history.
const DAYS_TO_HISTORY: i32 = 300;

/// Words and marks of a sentence by which a reader finds it.
const OPENING: usize = 6;

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = SORTS
        .iter()
        .map(|it| Row::new(Subject::Sort((*it).to_owned()), story.n_articles()))
        .collect();
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        let mut n_words = [0; SORTS.len()];
        for line in &sheet.lines {
            let Some(claim) = sheet.claim(line) else { continue };
            let (sort, seen) = sort(story, article_idx, line, claim);
            let place = SORTS.iter().position(|it| *it == sort).unwrap_or(0);
            n_words[place] += line.n_words();
            rows[place].cells[article_idx].observations.extend(seen);
        }
        for (row, n_words) in rows.iter_mut().zip(n_words) {
            row.cells[article_idx].share = Some(share(n_words, sheet.n_words));
        }
    }
    rows.retain(|row| row.cells.iter().any(|it| it.share > Some(0.0)));
    rows
}

/// What a sentence is for.
pub(crate) fn purpose(story: &Story<'_>, article_idx: usize, line: &Line<'_>) -> &'static str {
    let claim = story.sheets[article_idx].claim(line);
    claim.map_or(SORTS[0], |claim| sort(story, article_idx, line, claim).0)
}

/// The sort of a sentence and the words that tell it.
fn sort(
    story: &Story<'_>,
    article_idx: usize,
    line: &Line<'_>,
    claim: &Claim,
) -> (&'static str, Option<Observation>) {
    let sheet = &story.sheets[article_idx];
    let hits = story.find(Lens::Context, article_idx, line.place);
    if let Some(weights) = Weights::of(sheet.claims.document.lexicon.code) {
        let found = match weights.judge(story, article_idx, line) {
            "opinion" if claim.attribution.is_none() && line.n_quoted_words() == 0 => "judgement",
            it => it,
        };
        // Many small signs make it so; no word of them tells a reader as much as how the sentence begins.
        let cue = hits.iter().find(|it| it.group.name == found).map(|it| it.tokens.clone());
        let seen = (found != SORTS[0]).then(|| line.observe(cue.unwrap_or_else(|| opening(line))));
        return (found, seen);
    }
    let is_spoken = share(line.n_quoted_words(), line.n_words()) >= MOSTLY_QUOTED;
    let of = |name: &str, is_quoted: bool| {
        hits.iter()
            .find(|it| it.group.name == name && line.is_quoted[it.tokens.start] == is_quoted)
            .map(|it| line.observe(it.tokens.clone()))
    };
    if is_spoken || claim.attribution.is_some() {
        let opinion = of("opinion", true).filter(|_| is_spoken);
        let takes_stand = is_spoken && takes_stand(sheet, claim);
        if opinion.is_some() || takes_stand {
            let whole = Observation::at(line.place, claim.range);
            return ("opinion", Some(opinion.unwrap_or(whole)));
        }
        if is_spoken {
            return ("reported", None);
        }
    } else {
        let judges = loaded::weight(story, article_idx, line) >= JUDGING_WEIGHT;
        let judged = judges.then(|| Observation::at(line.place, claim.range));
        if let Some(seen) = of("judgement", false).or(judged) {
            return ("judgement", Some(seen));
        }
    }
    for name in BY_RULE {
        if let Some(seen) = of(name, false) {
            return (name, Some(seen));
        }
        if let Some(seen) = past(sheet, claim).filter(|_| name == "history") {
            return (name, Some(Observation::at(line.place, seen)));
        }
    }
    ("reported", None)
}

/// The first words of a sentence, without marks around them, a word in brackets before them, or a bracket that is not closed.
fn opening(line: &Line<'_>) -> Range<usize> {
    let words = || (0..line.tokens.len()).filter(|it| line.is_word(*it));
    let place_of =
        |mark: &str| line.tokens.iter().take(OPENING).position(|it| it.lower.as_str() == mark);
    let behind = place_of(")").filter(|_| place_of("(") == Some(0)).map_or(0, |it| it + 1);
    let first = words().find(|it| *it >= behind).unwrap_or(0);
    let bracket = (first..line.tokens.len()).find(|it| line.tokens[*it].lower.as_str() == "(");
    let end = (first + OPENING).min(bracket.unwrap_or(usize::MAX));
    let last = words().take_while(|it| *it < end).last().unwrap_or(first);
    first..last.max(first) + 1
}

/// True if the verb of saying judges: accused, warned, insisted.
fn takes_stand(sheet: &Sheet<'_>, claim: &Claim) -> bool {
    let document = &sheet.claims.document;
    let Some(attribution) = &claim.attribution else { return false };
    let verb = document.article.text(attribution.verb).to_lowercase();
    document.lexicon.say_verbs.get(&verb).is_some_and(|it| {
        matches!(it.kind, SayKind::Accuse | SayKind::Warn | SayKind::Insist | SayKind::Think)
    })
}

/// A date long before the article's own.
fn past(sheet: &Sheet<'_>, claim: &Claim) -> Option<article::TextRange> {
    let published = sheet.claims.document.article.published?.date;
    let found = claim
        .dates
        .iter()
        .find(|it| it.end.date().until(published).is_ok_and(|it| it.get_days() >= DAYS_TO_HISTORY));
    found.map(|it| it.range)
}
