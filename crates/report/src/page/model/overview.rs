//! The overview: sources, counts, the summary, the differences at a glance.

use super::{Cell, Piece, Place, cell, label, letter, pieces, place};
use crate::catalogue::Catalogue;
use crate::passage;
use crate::phrases::{corrections, difference_key, sign, told_relation};
use crate::timing::when;
use crate::told::{told, told_or_kept};
use crate::view::{Difference, Fact, Line, Side, View};
use crate::visible::visible;
use serde::Serialize;

/// Differences that the overview shows; the rest stand with their facts.
const MAX_GLANCE: usize = 6;

/// Sentences of one article that a line of the summary names as its sources.
const MAX_OF_AN_ARTICLE: usize = 3;

/// Differences of one kind among them.
const MAX_OF_A_KIND: usize = 2;

/// An article in the strip of sources.
#[derive(Serialize)]
pub(super) struct Card {
    idx: usize,
    letter: char,
    id: String,
    label: String,
    headline: Vec<Piece>,
    byline: Option<String>,
    /// Only if it is a web address.
    link: Option<String>,
    published: Option<String>,
    /// The same for the eye.
    when: Option<String>,
    modified: Option<String>,
    modified_when: Option<String>,
    n_words: usize,
    language: String,
    partial: Option<String>,
    origin: usize,
    shares_with: Vec<String>,
    sha256: String,
    n_sentences: usize,
    /// An editor's notes on it.
    edited: Vec<String>,
}

/// How many facts came to a verdict.
#[derive(Serialize)]
pub(super) struct Tile {
    verdict: &'static str,
    sign: &'static str,
    n: usize,
    /// Place and length in the bar of all facts, of 1000.
    start: usize,
    length: usize,
}

#[derive(Serialize)]
pub(super) struct Quoted {
    text: String,
    language: String,
    /// The sentences that tell it, those of one article together.
    sources: Vec<Vec<Place>>,
    /// Those that tell a part of it alone.
    in_part: Vec<Vec<Place>>,
    n_more: usize,
    n_origins: usize,
}

/// One difference, its words under the article that uses them.
#[derive(Serialize)]
pub(super) struct GlanceRow {
    fact: String,
    kind: &'static str,
    relation: Option<&'static str>,
    /// One for each article; `None` where it has no side.
    cells: Vec<Option<Cell>>,
}

#[derive(Serialize)]
pub(super) struct Note {
    label: Option<String>,
    text: String,
    /// The language it is in.
    language: &'static str,
}

pub(super) fn card(view: &View, words: &Catalogue, idx: usize) -> Card {
    let it = &view.articles[idx];
    let others = view.articles.iter().enumerate().filter(|(other, _)| *other != idx);
    let titles: Vec<&str> = others.clone().map(|(_, other)| other.title.as_str()).collect();
    Card {
        idx,
        letter: letter(idx),
        id: visible(&it.id),
        label: label(view, idx),
        headline: pieces(&passage::headline(&it.title, &titles)),
        byline: it.byline.as_deref().map(visible),
        link: it.url.clone().filter(|it| it.starts_with("https://") || it.starts_with("http://")),
        published: it.published.clone(),
        when: it.published_at.map(when),
        modified: it.modified.clone(),
        modified_when: it.modified_at.map(when),
        n_words: it.n_words,
        language: it.language.clone(),
        partial: it.partial.as_deref().map(|it| visible(&told_or_kept(words, it))),
        origin: it.origin,
        shares_with: others
            .filter(|(_, other)| other.origin == it.origin)
            .map(|(_, other)| visible(&other.label))
            .collect(),
        sha256: it.sha256.clone(),
        n_sentences: it.sentences.len(),
        edited: corrections(view, words, &it.corrections),
    }
}

pub(super) fn tiles(view: &View) -> Vec<Tile> {
    let counts = view.counts;
    let by_verdict = [
        (compare::Verdict::Differs, counts.differs),
        (compare::Verdict::Agreed, counts.agreed),
        (compare::Verdict::Unsure, counts.unsure),
        (compare::Verdict::Sole, counts.sole),
    ];
    let total = view.facts.len().max(1);
    let mut seen = 0;
    let tile = |(verdict, n): (compare::Verdict, usize)| {
        let start = seen * 1000 / total;
        seen += n;
        let length = seen * 1000 / total - start;
        Tile { verdict: verdict.name(), sign: sign(verdict), n, start, length }
    };
    by_verdict.into_iter().map(tile).collect()
}

/// Places, those of one article together, of each the first few.
fn by_article(view: &View, places: &[(usize, usize)]) -> Vec<Vec<Place>> {
    let mut sources: Vec<Vec<Place>> = Vec::new();
    for (article, sentence) in places {
        let at = sources
            .iter()
            .position(|known: &Vec<Place>| known.first().is_some_and(|it| it.idx == *article))
            .unwrap_or_else(|| {
                sources.push(Vec::new());
                sources.len() - 1
            });
        if sources[at].len() < MAX_OF_AN_ARTICLE {
            sources[at].push(place(view, *article, *sentence));
        }
    }
    sources
}

pub(super) fn quoted(view: &View, it: &Line) -> Quoted {
    let first = it.sources.first();
    let sources = by_article(view, &it.sources);
    let n_shown: usize = sources.iter().map(Vec::len).sum();
    Quoted {
        text: visible(&it.quoted()),
        language: first.map_or_else(String::new, |(a, _)| view.articles[*a].language.clone()),
        sources,
        in_part: by_article(view, &it.in_part),
        n_more: it.sources.len().saturating_sub(n_shown),
        n_origins: it.n_origins,
    }
}

/// Article, sentence and first byte of a side.
type Spot = (usize, usize, usize);

/// Conflicts first, then by kind, then as met; of one kind no more than a few, so that the reader
/// sees the sorts of differences there are.
pub(super) fn glance(view: &View) -> Vec<GlanceRow> {
    let mut found: Vec<(&Fact, &Difference)> = Vec::new();
    for fact in &view.facts {
        found.extend(fact.told_differences().map(|it| (fact, it)));
    }
    let weight = |relation: compare::Relation| match relation {
        compare::Relation::Conflict => 0,
        compare::Relation::Updated => 1,
        compare::Relation::Compatible => 2,
    };
    found.sort_by_key(|(_, it)| (!it.is_sure, weight(it.relation), it.kind));
    let mut rows = Vec::new();
    let mut kinds: Vec<compare::Kind> = Vec::new();
    // Two facts that share sentences differ in the same words.
    let mut said: Vec<(compare::Kind, Vec<Spot>)> = Vec::new();
    for (fact, it) in found {
        let spot = |side: &Side| -> Spot {
            let member = fact.members[side.member];
            (member.article, member.sentence, side.start)
        };
        let sides = (it.kind, it.sides.iter().map(spot).collect());
        if said.contains(&sides) {
            continue;
        }
        said.push(sides);
        let n_shown = kinds.iter().filter(|kind| **kind == it.kind).count();
        if n_shown < MAX_OF_A_KIND && rows.len() < MAX_GLANCE {
            kinds.push(it.kind);
            rows.push(glance_row(view, fact, it));
        }
    }
    rows
}

pub(super) fn glance_row(view: &View, fact: &Fact, it: &Difference) -> GlanceRow {
    let mut cells: Vec<Option<Cell>> = view.articles.iter().map(|_| None).collect();
    for side in it.sides.iter().rev() {
        cells[fact.members[side.member].article] = Some(cell(view, fact, side));
    }
    GlanceRow {
        fact: fact.id.clone(),
        kind: difference_key(it),
        relation: told_relation(it),
        cells,
    }
}

pub(super) fn notes(view: &View, words: &Catalogue) -> Vec<Note> {
    let reprints = view.reprints.iter().map(|it| {
        let (from, to) = (label(view, it.from), label(view, it.to));
        let key = if it.n_words == 1 { "fact.reprint_one" } else { "fact.reprint_other" };
        let values = [("n", it.n_words.to_string()), ("from", from), ("to", to)];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        Note { label: None, text: words.fill(key, &values), language: words.code }
    });
    let warnings = view.warnings.iter().map(|it| {
        let told = told(words, &it.text);
        Note {
            label: it.article.map(|idx| label(view, idx)),
            language: if told.is_some() { words.code } else { "en" },
            text: visible(told.as_ref().unwrap_or(&it.text)),
        }
    });
    reprints.chain(warnings).collect()
}
