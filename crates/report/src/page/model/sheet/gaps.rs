//! Sentences with a gap where the articles differ: figures first, else other words.

use super::super::{Piece, Place, letter, pieces, place};
use crate::passage;
use crate::phrases::{difference_key, short, told_relation};
use crate::view::{Difference, Fact, View};
use serde::Serialize;

/// Gaps on one sheet.
const MAX_GAPS: usize = 5;
/// Words of a side above which a gap no longer asks for something small.
const MAX_GAP_WORDS: usize = 8;

/// A sentence with a gap, and what each article says in its place.
#[derive(Serialize)]
pub(super) struct Gap {
    fact: String,
    /// The sentence it is asked by.
    place: Place,
    /// The sentence before and after the gap, with a marked piece where the gap is; its text is an
    /// answer.
    pieces: Vec<Piece>,
    /// One for each article, empty where it says nothing of it.
    answers: Vec<Said>,
    answer_kind: &'static str,
    answer_relation: Option<&'static str>,
}

#[derive(Serialize)]
struct Said {
    letter: char,
    texts: Vec<(String, usize)>,
}

/// The gaps of a story, and whether they stand for figures.
pub(super) fn gaps(view: &View) -> (bool, Vec<Gap>) {
    let is_figure = |it: &Difference| {
        use compare::Kind::{Date, Number, Precision};
        matches!(it.kind, Number | Precision | Date)
    };
    let is_word = |it: &Difference| {
        use compare::Kind::{Agency, Certainty, Label, Name, Quote};
        matches!(it.kind, Name | Certainty | Label | Quote | Agency)
    };
    let figures = gaps_of(view, is_figure);
    if figures.is_empty() { (false, gaps_of(view, is_word)) } else { (true, figures) }
}

/// One gap for each fact, of differences that are sure; what cannot all be true comes first.
fn gaps_of(view: &View, is_wanted: impl Fn(&Difference) -> bool) -> Vec<Gap> {
    let is_small = |it: &&Difference| {
        it.sides.iter().all(|it| (1..=MAX_GAP_WORDS).contains(&it.text.split_whitespace().count()))
    };
    let mut found: Vec<(&Fact, &Difference)> = Vec::new();
    for fact in view.facts.iter().filter(|it| it.verdict == compare::Verdict::Differs) {
        let mut sure = fact.differences.iter().filter(|it| it.is_sure && is_wanted(it));
        let first = sure.find(is_small);
        found.extend(first.map(|it| (fact, it)));
    }
    let is_conflict = |it: &Difference| it.relation == compare::Relation::Conflict;
    found.sort_by_key(|(_, it)| !is_conflict(it));
    found.into_iter().take(MAX_GAPS).map(|(fact, it)| gap(view, fact, it)).collect()
}

fn gap(view: &View, fact: &Fact, it: &Difference) -> Gap {
    let side = &it.sides[0];
    let member = fact.members[side.member];
    let said = |idx: usize| {
        let here = it.sides.iter().filter(|it| fact.members[it.member].article == idx);
        let text = |it: &crate::view::Side| (short(&it.text), fact.members[it.member].sentence + 1);
        Said { letter: letter(idx), texts: here.map(text).collect() }
    };
    Gap {
        fact: fact.id.clone(),
        place: place(view, member.article, member.sentence),
        pieces: pieces(&passage::within(view, member.place(), (side.start, side.end))),
        answers: (0..view.articles.len()).map(said).collect(),
        answer_kind: difference_key(it),
        answer_relation: told_relation(it),
    }
}
