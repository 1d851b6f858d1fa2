//! A few facts for readers to judge themselves before they see what the program found.

use super::facts::MemberRow;
use super::{Cell, cell, pieces, place};
use crate::catalogue::Catalogue;
use crate::passage;
use crate::phrases::{MAX_SIDES, confidence_percent, difference_key, suspected};
use crate::view::{Fact, View};
use serde::Serialize;

/// Facts of each verdict among the tasks: enough of each that none is the safe guess, and few
/// enough for one lesson.
const MAX_OF_A_VERDICT: usize = 4;

/// Words below which a sentence leaves a reader nothing to search for.
const MIN_WORDS: usize = 5;

#[derive(Serialize)]
pub(super) struct Task {
    fact: String,
    verdict: &'static str,
    /// The sentence to look for in the other articles.
    sentence: MemberRow,
    /// What the program found, for afterwards.
    members: Vec<MemberRow>,
    kinds: Vec<(&'static str, Vec<Cell>)>,
    suspected: Option<String>,
    percent: String,
}

/// The tasks in the order of the facts, so that the place tells nothing; none for one article.
pub(super) fn tasks(view: &View, words: &Catalogue) -> Vec<Task> {
    let mut chosen: Vec<usize> = Vec::new();
    if view.articles.len() > 1 {
        for it in [compare::Verdict::Differs, compare::Verdict::Agreed, compare::Verdict::Sole] {
            let is_long = |it: &usize| n_words(view, &view.facts[*it]) >= MIN_WORDS;
            chosen.extend(view.of(it).filter(is_long).take(MAX_OF_A_VERDICT));
        }
    }
    let place = |it: &usize| {
        let fact = &view.facts[*it];
        fact.members[fact.statement].place()
    };
    chosen.sort_by_key(|it| (place(it), *it));
    chosen.into_iter().map(|it| task(view, words, &view.facts[it])).collect()
}

fn n_words(view: &View, fact: &Fact) -> usize {
    view.member_text(fact.members[fact.statement]).split_whitespace().count()
}

fn task(view: &View, words: &Catalogue, fact: &Fact) -> Task {
    let stated = fact.members[fact.statement];
    let mut sentence = passage::sentence(view, fact, fact.statement);
    for it in &mut sentence {
        it.is_marked = false;
    }
    let members = fact.members.iter().enumerate().map(|(member_idx, it)| MemberRow {
        place: place(view, it.article, it.sentence),
        pieces: pieces(&passage::sentence(view, fact, member_idx)),
    });
    let sides = |it: &crate::view::Difference| {
        it.sides.iter().take(MAX_SIDES).map(|it| cell(view, fact, it)).collect()
    };
    Task {
        fact: fact.id.clone(),
        verdict: fact.verdict.name(),
        sentence: MemberRow {
            place: place(view, stated.article, stated.sentence),
            pieces: pieces(&sentence),
        },
        members: members.collect(),
        kinds: fact.told_differences().map(|it| (difference_key(it), sides(it))).collect(),
        suspected: suspected(view, words, fact),
        percent: confidence_percent(fact.confidence),
    }
}
