//! What the templates read: the view with every text cut into segments and made visible, so that
//! they compute nothing but layout.

use crate::catalogue::Catalogue;
use crate::lenses;
use crate::passage::{self, Segment};
use crate::phrases::{MAX_SIDES, MAX_SOURCES, kind_key, percent, relation_key, short, sign, title};
use crate::view::{Difference, Fact, LensCell, LensReading, LensRow, LensSubject, View};
use crate::visible::visible;
use serde::Serialize;

/// Differences that the overview shows; the rest stand with their facts.
const MAX_GLANCE: usize = 8;
/// Differences of one kind among them.
const MAX_OF_A_KIND: usize = 2;

#[derive(Serialize)]
pub(super) struct Story {
    title: String,
    n_articles: usize,
    cards: Vec<Card>,
    tiles: Vec<Tile>,
    summary: Vec<Quoted>,
    glance: Vec<GlanceRow>,
    groups: Vec<Group>,
    only: Vec<Only>,
    columns: Vec<Column>,
    wordings: Vec<GlanceRow>,
    lenses: Vec<LensTable>,
    notes: Vec<Note>,
}

/// An article in the strip of sources.
#[derive(Serialize)]
struct Card {
    idx: usize,
    letter: char,
    id: String,
    label: String,
    headline: Vec<Piece>,
    byline: Option<String>,
    /// Only if it is a web address.
    link: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    n_words: usize,
    language: String,
    partial: Option<String>,
    shares_with: Vec<String>,
    sha256: String,
    n_sentences: usize,
}

/// How many facts came to a verdict.
#[derive(Serialize)]
struct Tile {
    verdict: &'static str,
    sign: &'static str,
    n: usize,
    /// Place and length in the bar of all facts, of 1000.
    start: usize,
    length: usize,
}

/// A stretch of text told in one manner.
#[derive(Serialize)]
struct Piece {
    text: String,
    stated: bool,
    marked: bool,
}

#[derive(Serialize)]
struct Quoted {
    text: String,
    language: String,
    sources: Vec<Place>,
    n_more: usize,
    n_origins: usize,
}

/// Where a reader finds a sentence.
#[derive(Serialize, Clone)]
struct Place {
    idx: usize,
    letter: char,
    label: String,
    number: usize,
    total: usize,
    language: String,
}

/// One difference, its words under the article that uses them.
#[derive(Serialize)]
struct GlanceRow {
    fact: String,
    kind: &'static str,
    relation: &'static str,
    /// One for each article; `None` where it has no side.
    cells: Vec<Option<Cell>>,
}

#[derive(Serialize)]
struct Cell {
    text: String,
    place: Place,
}

/// The facts of one verdict.
#[derive(Serialize)]
struct Group {
    verdict: &'static str,
    sign: &'static str,
    facts: Vec<FactRow>,
}

#[derive(Serialize)]
struct FactRow {
    id: String,
    sign: &'static str,
    verdict: &'static str,
    open: bool,
    statement: Vec<Piece>,
    language: String,
    kinds: Vec<&'static str>,
    percent: String,
    n_origins: usize,
    n_stating: usize,
    stances: Vec<StanceMark>,
    members: Vec<MemberRow>,
    differences: Vec<DifferenceRow>,
}

#[derive(Serialize)]
struct StanceMark {
    idx: usize,
    letter: char,
    label: String,
    key: &'static str,
}

#[derive(Serialize)]
struct MemberRow {
    place: Place,
    pieces: Vec<Piece>,
}

#[derive(Serialize)]
struct DifferenceRow {
    kind: &'static str,
    relation: &'static str,
    percent: String,
    sides: Vec<Cell>,
    n_more: usize,
}

/// What only one article tells.
#[derive(Serialize)]
struct Only {
    idx: usize,
    letter: char,
    label: String,
    rows: Vec<OnlyRow>,
}

#[derive(Serialize)]
struct OnlyRow {
    place: Place,
    pieces: Vec<Piece>,
    /// The facts that have their address here.
    ids: Vec<String>,
}

/// A whole article.
#[derive(Serialize)]
struct Column {
    idx: usize,
    letter: char,
    label: String,
    title: String,
    language: String,
    paragraphs: Vec<Vec<SentenceSpan>>,
    partial: Option<String>,
}

#[derive(Serialize)]
struct SentenceSpan {
    number: usize,
    pieces: Vec<Piece>,
    /// The weightiest verdict among its facts.
    verdict: &'static str,
    sign: &'static str,
    /// Facts that another article may share.
    facts: Vec<String>,
}

/// What one lens saw.
#[derive(Serialize)]
struct LensTable {
    title: String,
    about: String,
    rows: Vec<LensLine>,
}

#[derive(Serialize)]
struct LensLine {
    subject: String,
    /// The fact it is about.
    fact: Option<String>,
    /// One for each article.
    cells: Vec<LensEntry>,
}

#[derive(Serialize)]
struct LensEntry {
    share: Option<String>,
    words: Vec<LensNote>,
    n_more: usize,
}

#[derive(Serialize)]
struct LensNote {
    text: String,
    places: Vec<Place>,
}

#[derive(Serialize)]
struct Note {
    label: Option<String>,
    text: String,
}

/// Everything the page shows.
pub(super) fn story(view: &View, words: &Catalogue) -> Story {
    let n = view.articles.len();
    Story {
        title: title(words, n),
        n_articles: n,
        cards: (0..n).map(|it| card(view, it)).collect(),
        tiles: tiles(view),
        summary: view
            .summary
            .iter()
            .map(|it| Quoted {
                text: visible(&it.quoted()),
                language: it
                    .sources
                    .first()
                    .map_or_else(String::new, |(a, _)| view.articles[*a].language.clone()),
                sources: it
                    .sources
                    .iter()
                    .take(MAX_SOURCES)
                    .map(|(a, s)| place(view, *a, *s))
                    .collect(),
                n_more: it.sources.len().saturating_sub(MAX_SOURCES),
                n_origins: it.n_origins,
            })
            .collect(),
        glance: glance(view),
        groups: [compare::Verdict::Differs, compare::Verdict::Agreed, compare::Verdict::Unsure]
            .into_iter()
            .map(|it| group(view, it))
            .filter(|it| !it.facts.is_empty())
            .collect(),
        only: (0..n).map(|it| only(view, it)).filter(|it| !it.rows.is_empty()).collect(),
        columns: (0..n).map(|it| column(view, it)).collect(),
        wordings: view
            .wording_differences()
            .into_iter()
            .map(|(fact, it)| glance_row(view, fact, it))
            .collect(),
        lenses: view
            .lenses
            .iter()
            .filter(|it| !it.rows.is_empty())
            .map(|it| lens_table(view, words, it))
            .collect(),
        notes: notes(view, words),
    }
}

fn letter(article_idx: usize) -> char {
    u8::try_from(article_idx).ok().filter(|it| *it < 26).map_or('•', |it| char::from(b'A' + it))
}

fn label(view: &View, article_idx: usize) -> String {
    visible(&view.articles[article_idx].label)
}

fn card(view: &View, idx: usize) -> Card {
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
        modified: it.modified.clone(),
        n_words: it.n_words,
        language: it.language.clone(),
        partial: it.partial.as_deref().map(visible),
        shares_with: others
            .filter(|(_, other)| other.origin == it.origin)
            .map(|(_, other)| visible(&other.label))
            .collect(),
        sha256: it.sha256.clone(),
        n_sentences: it.sentences.len(),
    }
}

fn tiles(view: &View) -> Vec<Tile> {
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

fn pieces(segments: &[Segment]) -> Vec<Piece> {
    segments
        .iter()
        .map(|it| Piece { text: visible(&it.text), stated: it.is_stated, marked: it.is_marked })
        .collect()
}

fn place(view: &View, article: usize, sentence: usize) -> Place {
    Place {
        idx: article,
        letter: letter(article),
        label: label(view, article),
        number: sentence + 1,
        total: view.articles[article].sentences.len(),
        language: view.articles[article].language.clone(),
    }
}

/// Conflicts first, then by kind, then as met; of one kind no more than a few, so that the reader
/// sees the sorts of differences there are.
fn glance(view: &View) -> Vec<GlanceRow> {
    let mut found: Vec<(&Fact, &Difference)> = Vec::new();
    for fact in &view.facts {
        found.extend(fact.differences.iter().map(|it| (fact, it)));
    }
    let weight = |relation: compare::Relation| match relation {
        compare::Relation::Conflict => 0,
        compare::Relation::Updated => 1,
        compare::Relation::Compatible => 2,
    };
    found.sort_by_key(|(_, it)| (weight(it.relation), it.kind));
    let mut rows = Vec::new();
    let mut kinds: Vec<compare::Kind> = Vec::new();
    for (fact, it) in found {
        let n_shown = kinds.iter().filter(|kind| **kind == it.kind).count();
        if n_shown < MAX_OF_A_KIND && rows.len() < MAX_GLANCE {
            kinds.push(it.kind);
            rows.push(glance_row(view, fact, it));
        }
    }
    rows
}

fn glance_row(view: &View, fact: &Fact, it: &Difference) -> GlanceRow {
    let mut cells: Vec<Option<Cell>> = view.articles.iter().map(|_| None).collect();
    for side in it.sides.iter().rev() {
        let member = fact.members[side.member];
        let place = place(view, member.article, member.sentence);
        cells[member.article] = Some(Cell { text: short(&side.text), place });
    }
    GlanceRow {
        fact: fact.id.clone(),
        kind: kind_key(it.kind),
        relation: relation_key(it.relation),
        cells,
    }
}

fn group(view: &View, verdict: compare::Verdict) -> Group {
    Group {
        verdict: verdict.name(),
        sign: sign(verdict),
        facts: view.of(verdict).map(|it| fact_row(view, &view.facts[it])).collect(),
    }
}

fn fact_row(view: &View, fact: &Fact) -> FactRow {
    let stated = fact.members[fact.statement];
    let mut kinds: Vec<&'static str> = Vec::new();
    for it in &fact.differences {
        if !kinds.contains(&kind_key(it.kind)) {
            kinds.push(kind_key(it.kind));
        }
    }
    FactRow {
        id: fact.id.clone(),
        sign: sign(fact.verdict),
        verdict: fact.verdict.name(),
        open: fact.verdict != compare::Verdict::Agreed,
        statement: pieces(&passage::excerpt(view, fact, fact.statement)),
        language: view.articles[stated.article].language.clone(),
        kinds,
        percent: percent(fact.confidence),
        n_origins: fact.n_origins,
        n_stating: fact.stances.len() - fact.omitted_by().len(),
        stances: fact
            .stances
            .iter()
            .enumerate()
            .take(view.articles.len())
            .map(|(idx, it)| StanceMark {
                idx,
                letter: letter(idx),
                label: label(view, idx),
                key: match it {
                    compare::Stance::States => "states",
                    compare::Stance::Differs => "differs",
                    compare::Stance::Omits => "omits",
                    compare::Stance::OmitsPartial => "omits_partial",
                },
            })
            .collect(),
        members: (0..fact.members.len())
            .map(|it| MemberRow {
                place: place(view, fact.members[it].article, fact.members[it].sentence),
                pieces: pieces(&passage::sentence(view, fact, it)),
            })
            .collect(),
        differences: fact
            .differences
            .iter()
            .map(|it| DifferenceRow {
                kind: kind_key(it.kind),
                relation: relation_key(it.relation),
                percent: percent(it.confidence),
                n_more: it.sides.len().saturating_sub(MAX_SIDES),
                sides: it
                    .sides
                    .iter()
                    .take(MAX_SIDES)
                    .map(|side| {
                        let member = fact.members[side.member];
                        Cell {
                            text: short(&side.text),
                            place: place(view, member.article, member.sentence),
                        }
                    })
                    .collect(),
            })
            .collect(),
    }
}

fn only(view: &View, idx: usize) -> Only {
    // A fact told twice has its address where it is told first.
    let mut addressed: Vec<usize> = Vec::new();
    let row = |it: passage::Sole| {
        let facts: Vec<usize> = it.facts.into_iter().filter(|it| !addressed.contains(it)).collect();
        addressed.extend(&facts);
        OnlyRow {
            place: place(view, idx, it.sentence),
            pieces: pieces(&it.segments),
            ids: facts.iter().map(|it| view.facts[*it].id.clone()).collect(),
        }
    };
    let rows = passage::sole(view, idx).into_iter().map(row).collect();
    Only { idx, letter: letter(idx), label: label(view, idx), rows }
}

fn column(view: &View, idx: usize) -> Column {
    let article = &view.articles[idx];
    let mut paragraphs: Vec<Vec<SentenceSpan>> = Vec::new();
    let mut last = None;
    for (sentence_idx, it) in article.sentences.iter().enumerate() {
        if last != Some(it.paragraph) {
            paragraphs.push(Vec::new());
            last = Some(it.paragraph);
        }
        let span = sentence_span(view, idx, sentence_idx);
        paragraphs.last_mut().expect("pushed above").push(span);
    }
    Column {
        idx,
        letter: letter(idx),
        label: label(view, idx),
        title: visible(&article.title),
        language: article.language.clone(),
        paragraphs,
        partial: article.partial.as_deref().map(visible),
    }
}

fn sentence_span(view: &View, article_idx: usize, sentence_idx: usize) -> SentenceSpan {
    let sentence = &view.articles[article_idx].sentences[sentence_idx];
    let facts: Vec<&Fact> = sentence.facts.iter().map(|it| &view.facts[*it]).collect();
    let weight = |it: compare::Verdict| match it {
        compare::Verdict::Differs => 0,
        compare::Verdict::Agreed => 1,
        compare::Verdict::Unsure => 2,
        compare::Verdict::Sole => 3,
    };
    let verdict = facts
        .iter()
        .map(|it| it.verdict)
        .min_by_key(|it| weight(*it))
        .unwrap_or(compare::Verdict::Sole);
    SentenceSpan {
        number: sentence_idx + 1,
        pieces: pieces(&passage::annotated(view, article_idx, sentence_idx)),
        verdict: verdict.name(),
        sign: sign(verdict),
        facts: facts
            .iter()
            .filter(|it| it.verdict != compare::Verdict::Sole)
            .map(|it| it.id.clone())
            .collect(),
    }
}

fn lens_table(view: &View, words: &Catalogue, reading: &LensReading) -> LensTable {
    let entry = |(article_idx, cell): (usize, &LensCell)| {
        let found = lenses::shown(words, reading.lens, cell);
        LensEntry {
            share: lenses::share(cell).filter(|_| lenses::is_filled(cell)),
            n_more: found.len().saturating_sub(lenses::MAX_WORDS),
            words: found
                .into_iter()
                .take(lenses::MAX_WORDS)
                .map(|it| LensNote {
                    text: it.text,
                    places: it.sentences.iter().map(|it| place(view, article_idx, *it)).collect(),
                })
                .collect(),
        }
    };
    let row = |it: &LensRow| LensLine {
        subject: lenses::subject(view, words, reading.lens, it),
        fact: match it.subject {
            LensSubject::Fact(fact_idx) => Some(view.facts[fact_idx].id.clone()),
            LensSubject::Sort(_) | LensSubject::Name(_) => None,
        },
        cells: it.cells.iter().enumerate().map(entry).collect(),
    };
    LensTable {
        title: words.say(&format!("lens.{}", reading.lens)).to_owned(),
        about: words.say(&format!("lens_about.{}", reading.lens)).to_owned(),
        rows: reading.rows.iter().map(row).collect(),
    }
}

fn notes(view: &View, words: &Catalogue) -> Vec<Note> {
    let reprints = view.reprints.iter().map(|it| {
        let (from, to) = (label(view, it.from), label(view, it.to));
        let key = if it.n_words == 1 { "fact.reprint_one" } else { "fact.reprint_other" };
        let values = [("n", it.n_words.to_string()), ("from", from), ("to", to)];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        Note { label: None, text: words.fill(key, &values) }
    });
    let warnings = view
        .warnings
        .iter()
        .map(|it| Note { label: it.article.map(|idx| label(view, idx)), text: visible(&it.text) });
    reprints.chain(warnings).collect()
}
