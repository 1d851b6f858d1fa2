//! The timeline: when each article was published, who had a fact first, whose value changed.

use super::{Cell, Piece, Place, cell, label, letter, pieces, place};
use crate::catalogue::Catalogue;
use crate::passage;
use crate::phrases::difference_key;
use crate::timing::{Gap, gap, is_first, seconds, when};
use crate::view::{Fact, View};
use serde::Serialize;

mod order;

/// Facts shown under the article that had them first; the rest is counted.
const MAX_FIRSTS: usize = 6;
/// Length of a track, in thousandths, that is kept for changes after the last publication.
const ROOM_FOR_CHANGES: i64 = 80;

#[derive(Serialize)]
pub(super) struct Timeline {
    tracks: Vec<Track>,
    /// Names of the articles without a known time.
    unknown: Vec<String>,
    firsts: Vec<First>,
    n_undecided: usize,
    changes: Vec<Change>,
    orders: Vec<order::Order>,
    /// False if nobody looked through the timeline lens.
    is_looked: bool,
}

/// One article on the time axis; places in thousandths of its length.
#[derive(Serialize)]
struct Track {
    idx: usize,
    letter: char,
    label: String,
    at: i64,
    /// Where the day ends, if only the day is known.
    until: Option<i64>,
    published: String,
    later: Option<String>,
    changed: Option<String>,
    changed_at: Option<i64>,
}

/// An article and the facts it had first.
#[derive(Serialize)]
struct First {
    idx: usize,
    letter: char,
    label: String,
    published: String,
    n: usize,
    rows: Vec<FirstRow>,
}

#[derive(Serialize)]
struct FirstRow {
    fact: String,
    place: Place,
    statement: Vec<Piece>,
    then: Vec<Then>,
}

/// Who told it next, and how much later.
#[derive(Serialize)]
struct Then {
    place: Place,
    later: String,
}

/// A value that changed, earliest first.
#[derive(Serialize)]
struct Change {
    fact: String,
    kind: &'static str,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    cell: Cell,
    published: Option<String>,
}

pub(super) fn timeline(view: &View, words: &Catalogue) -> Timeline {
    let n = view.articles.len();
    let is_unknown = |idx: &usize| view.articles[*idx].published_at.is_none();
    let (firsts, n_undecided) = firsts(view, words);
    Timeline {
        tracks: tracks(view, words),
        unknown: (0..n).filter(is_unknown).map(|it| label(view, it)).collect(),
        firsts,
        n_undecided,
        changes: changes(view),
        orders: order::orders(view),
        is_looked: view.lenses.iter().any(|it| it.lens == lens::Lens::Timeline.name()),
    }
}

/// The articles with a known time, earliest first.
fn tracks(view: &View, words: &Catalogue) -> Vec<Track> {
    let mut known: Vec<(usize, article::Moment)> = Vec::new();
    for (idx, it) in view.articles.iter().enumerate() {
        known.extend(it.published_at.map(|at| (idx, at)));
    }
    known.sort_by_key(|(idx, at)| (seconds(*at).0, *idx));
    let Some(first) = known.first().map(|it| it.1) else { return Vec::new() };
    let from = seconds(first).0;
    let to = known.iter().map(|it| seconds(it.1).1).max().unwrap_or(from).max(from + 1);
    let scaled = |at: i64| (at - from) * (1000 - ROOM_FOR_CHANGES) / (to - from);
    let track = |(idx, at): (usize, article::Moment)| {
        let it = &view.articles[idx];
        let (start, end) = seconds(at);
        let changed = it.modified_at.filter(|changed| changed.is_after(at));
        Track {
            idx,
            letter: letter(idx),
            label: label(view, idx),
            at: scaled(start),
            until: (end > start).then(|| scaled(end)),
            published: when(at),
            later: (at != first).then(|| said(words, gap(first, at))),
            changed: changed.map(when),
            changed_at: changed.map(|it| scaled(seconds(it).0).clamp(0, 1000)),
        }
    };
    known.into_iter().map(track).collect()
}

/// Facts of several articles under the article that is known to have had them first, and how many
/// more nobody is known to have had first.
fn firsts(view: &View, words: &Catalogue) -> (Vec<First>, usize) {
    let mut firsts: Vec<First> = Vec::new();
    let mut n_undecided = 0;
    for fact in &view.facts {
        let is_sure = matches!(fact.verdict, compare::Verdict::Agreed | compare::Verdict::Differs);
        let mut telling: Vec<usize> = fact.members.iter().map(|it| it.article).collect();
        telling.dedup();
        if !is_sure || telling.len() < 2 {
            continue;
        }
        let Some(earliest) = telling.iter().copied().find(|it| is_first(view, *it, &telling))
        else {
            n_undecided += 1;
            continue;
        };
        let at = firsts.iter().position(|it| it.idx == earliest).unwrap_or_else(|| {
            let article = &view.articles[earliest];
            firsts.push(First {
                idx: earliest,
                letter: letter(earliest),
                label: label(view, earliest),
                published: article.published_at.map(when).unwrap_or_default(),
                n: 0,
                rows: Vec::new(),
            });
            firsts.len() - 1
        });
        let first = &mut firsts[at];
        first.n += 1;
        if first.rows.len() < MAX_FIRSTS {
            first.rows.push(first_row(view, words, fact, earliest));
        }
    }
    firsts.sort_by_key(|it| (std::cmp::Reverse(it.n), it.idx));
    (firsts, n_undecided)
}

fn first_row(view: &View, words: &Catalogue, fact: &Fact, earliest: usize) -> FirstRow {
    let own = fact.members.iter().position(|it| it.article == earliest).unwrap_or(0);
    let first = view.articles[earliest].published_at;
    let mut statement = passage::excerpt(view, fact, own);
    for it in &mut statement {
        it.is_marked = false;
    }
    let mut then: Vec<(i64, Then)> = Vec::new();
    let mut last = earliest;
    for it in fact.members.iter().filter(|it| it.article != earliest) {
        if it.article == last {
            continue;
        }
        last = it.article;
        let Some((lhs, rhs)) = first.zip(view.articles[it.article].published_at) else { continue };
        let later = said(words, gap(lhs, rhs));
        then.push((seconds(rhs).0, Then { place: place(view, it.article, it.sentence), later }));
    }
    then.sort_by_key(|it| it.0);
    FirstRow {
        fact: fact.id.clone(),
        place: place(view, earliest, fact.members[own].sentence),
        statement: pieces(&statement),
        then: then.into_iter().map(|it| it.1).collect(),
    }
}

/// Differences in which the later article has the later value, each value in the order of time.
fn changes(view: &View) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for fact in &view.facts {
        let updated =
            fact.differences.iter().filter(|it| it.relation == compare::Relation::Updated);
        for it in updated {
            let mut sides: Vec<&crate::view::Side> = it.sides.iter().collect();
            let at = |it: &&crate::view::Side| {
                view.articles[fact.members[it.member].article].published_at
            };
            sides.sort_by_key(|it| at(it).map(|it| seconds(it).0));
            let step = |it: &crate::view::Side| Step {
                cell: cell(view, fact, it),
                published: at(&it).map(when),
            };
            changes.push(Change {
                fact: fact.id.clone(),
                kind: difference_key(it),
                steps: sides.into_iter().map(step).collect(),
            });
        }
    }
    changes
}

fn said(words: &Catalogue, gap: Gap) -> String {
    match gap {
        Gap::None => words.say("later.same").to_owned(),
        Gap::SameDay => words.say("later.same_day").to_owned(),
        Gap::Minutes(n) => words.count("later.minutes", n),
        Gap::Hours(n) => words.count("later.hours", n),
        Gap::Days(n) => words.count("later.days", n),
    }
}
