//! The facts: a row for each, a cell for each article, and what only one article tells.

use super::editor::edited;
use super::{Cell, Piece, Place, cell, label, letter, pieces, place};
use crate::catalogue::Catalogue;
use crate::passage;
use crate::phrases::{
    MAX_SIDES, confidence_percent, difference_key, fact_sign, omission, perhaps_key, section_note,
    sign, sole_notes, stance_key, suspected, told_relation,
};
use crate::view::{Difference, Fact, View};
use crate::visible::visible;
use serde::Serialize;

/// Members that a row opens to; the rest stands in the texts.
const MAX_MEMBERS: usize = 12;

/// The facts of one verdict.
#[derive(Serialize)]
pub(super) struct Group {
    note: String,
    verdict: &'static str,
    sign: &'static str,
    facts: Vec<FactRow>,
}

#[derive(Serialize)]
pub(super) struct FactRow {
    id: String,
    sign: &'static str,
    verdict: &'static str,
    statement: Vec<Piece>,
    language: String,
    /// The first difference, if it is said without "perhaps": a row shows it open or closed.
    first: Option<DifferenceRow>,
    /// The kinds of the other differences, each once.
    kinds: Vec<&'static str>,
    percent: String,
    n_origins: usize,
    /// What speaks for its being one fact, in words, with its weight where that is known.
    joined: Vec<(String, Option<String>)>,
    /// Who does not have it, in words.
    omission: Option<String>,
    stances: Vec<StanceMark>,
    /// The same in words.
    who: String,
    members: Vec<MemberRow>,
    /// Members that are not shown.
    n_more: usize,
    /// The other differences.
    differences: Vec<DifferenceRow>,
    /// The kinds in which it may differ, where the words are not known.
    suspected: Option<String>,
    /// What an editor did to it.
    edited: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct StanceMark {
    letter: char,
    sign: &'static str,
    key: &'static str,
}

#[derive(Serialize)]
pub(super) struct MemberRow {
    pub(super) place: Place,
    pub(super) pieces: Vec<Piece>,
}

#[derive(Serialize)]
pub(super) struct DifferenceRow {
    kind: &'static str,
    relation: Option<&'static str>,
    sides: Vec<SideRow>,
    n_more: usize,
}

/// Words of a difference, and the sentences that have them.
#[derive(Serialize)]
struct SideRow {
    text: String,
    places: Vec<Place>,
}

/// What only one article tells.
#[derive(Serialize)]
pub(super) struct Only {
    idx: usize,
    letter: char,
    label: String,
    rows: Vec<OnlyRow>,
}

#[derive(Serialize)]
pub(super) struct OnlyRow {
    place: Place,
    /// Who is quoted with it, and who may tell it too.
    notes: Vec<String>,
    pieces: Vec<Piece>,
    /// The facts that have their address here.
    ids: Vec<String>,
    /// What an editor did to them.
    edited: Vec<String>,
}

/// The facts that several articles may share, by verdict.
pub(super) fn groups(view: &View, words: &Catalogue) -> Vec<Group> {
    [compare::Verdict::Differs, compare::Verdict::Agreed, compare::Verdict::Unsure]
        .into_iter()
        .map(|it| group(view, words, it))
        .filter(|it| !it.facts.is_empty())
        .collect()
}

/// What each article alone tells.
pub(super) fn only_here(view: &View, words: &Catalogue) -> Vec<Only> {
    (0..view.articles.len())
        .map(|it| only(view, words, it))
        .filter(|it| !it.rows.is_empty())
        .collect()
}

fn stance_sign(fact: &Fact, stance: compare::Stance) -> &'static str {
    match stance {
        compare::Stance::OmitsUnsure => "?",
        _ if stance.is_omission() => "–",
        compare::Stance::States if fact.verdict == compare::Verdict::Differs => "=",
        _ => fact_sign(fact),
    }
}

fn group(view: &View, words: &Catalogue, verdict: compare::Verdict) -> Group {
    Group {
        note: section_note(view, words, verdict),
        verdict: verdict.name(),
        sign: sign(verdict),
        facts: view.of(verdict).map(|it| fact_row(view, words, &view.facts[it])).collect(),
    }
}

fn fact_row(view: &View, words: &Catalogue, fact: &Fact) -> FactRow {
    let stated = fact.members[fact.statement];
    let difference = |it: &Difference| DifferenceRow {
        kind: difference_key(it),
        relation: told_relation(it),
        n_more: it.sides.len().saturating_sub(MAX_SIDES),
        sides: sides(view, fact, it),
    };
    let is_shown = |it: &&Difference| it.is_sure && it.sides.len() <= MAX_SIDES;
    let told: Vec<&Difference> = fact.told_differences().collect();
    let first = told.first().copied().filter(is_shown);
    let others = &told[usize::from(first.is_some())..];
    let mut kinds: Vec<&'static str> = Vec::new();
    let suspects = fact
        .suspected()
        .into_iter()
        .filter(|it| it.told_alone.is_some())
        .map(|it| perhaps_key(it.kind));
    for key in others.iter().map(|it| difference_key(it)).chain(suspects) {
        if first.is_none_or(|it| difference_key(it) != key) && !kinds.contains(&key) {
            kinds.push(key);
        }
    }
    FactRow {
        id: fact.id.clone(),
        sign: fact_sign(fact),
        verdict: fact.verdict.name(),
        statement: pieces(&passage::excerpt(view, fact, fact.statement)),
        language: view.articles[stated.article].language.clone(),
        kinds,
        percent: confidence_percent(fact.confidence),
        n_origins: fact.n_origins,
        edited: edited(view, words, fact),
        joined: joined(words, fact),
        omission: omission(view, words, fact),
        who: who(view, words, fact),
        stances: fact
            .stances
            .iter()
            .enumerate()
            .take(view.articles.len())
            .map(|(idx, it)| StanceMark {
                letter: letter(idx),
                sign: stance_sign(fact, *it),
                key: stance_key(*it),
            })
            .collect(),
        n_more: fact.listed.len().saturating_sub(MAX_MEMBERS),
        members: fact
            .listed
            .iter()
            .take(MAX_MEMBERS)
            .map(|&it| MemberRow {
                place: place(view, fact.members[it].article, fact.members[it].sentence),
                pieces: pieces(&passage::sentence(view, fact, it)),
            })
            .collect(),
        first: first.map(difference),
        differences: others.iter().map(|it| difference(it)).collect(),
        suspected: suspected(view, words, fact),
    }
}

/// The sides of a difference; articles that use the same words stand together.
fn sides(view: &View, fact: &Fact, difference: &Difference) -> Vec<SideRow> {
    let mut rows: Vec<SideRow> = Vec::new();
    for it in difference.sides.iter().take(MAX_SIDES) {
        let Cell { text, place, .. } = cell(view, fact, it);
        match rows.iter_mut().find(|it| it.text == text) {
            Some(row) if row.places.iter().any(|it| it.idx == place.idx) => {}
            Some(row) => row.places.push(place),
            None => rows.push(SideRow { text, places: vec![place] }),
        }
    }
    rows
}

/// Who tells it and how: "states it: Herald, Post. states it differently: Wire."
fn who(view: &View, words: &Catalogue, fact: &Fact) -> String {
    let mut groups: Vec<(&'static str, Vec<String>)> = Vec::new();
    for (idx, it) in fact.stances.iter().enumerate().take(view.articles.len()) {
        if it.is_omission() && *it != compare::Stance::OmitsUnsure {
            continue;
        }
        let key = stance_key(*it);
        match groups.iter_mut().find(|group| group.0 == key) {
            Some(group) => group.1.push(label(view, idx)),
            None => groups.push((key, vec![label(view, idx)])),
        }
    }
    let told = |(key, labels): &(&str, Vec<String>)| {
        format!("{}: {}. ", words.say(&format!("stance.{key}")), labels.join(", "))
    };
    groups.iter().map(told).collect()
}

/// What holds its members together, the words in common in brackets.
fn joined(words: &Catalogue, fact: &Fact) -> Vec<(String, Option<String>)> {
    let shared: Vec<String> = fact.shared_words.iter().map(|it| visible(it)).collect();
    let mut in_common = (!shared.is_empty()).then(|| shared.join(" · "));
    let mut joined: Vec<(String, Option<String>)> = Vec::new();
    for (sort, weight) in &fact.reasons {
        let key = format!("evidence.{sort}");
        let reason = match in_common.take_if(|_| *sort == "words") {
            Some(common) => words.fill("fact.joined_words", &[("words", &common)]),
            None => words.say(&key).to_owned(),
        };
        joined.push((reason, Some(format!("{weight:+.1}"))));
    }
    match in_common {
        Some(common) => {
            joined.push((words.fill("fact.joined_words", &[("words", &common)]), None));
        }
        None if joined.is_empty() => {
            joined.push((words.say("fact.joined_meaning").to_owned(), None))
        }
        None => {}
    }
    joined
}

fn only(view: &View, words: &Catalogue, idx: usize) -> Only {
    // A fact told twice has its address where it is told first.
    let mut addressed: Vec<usize> = Vec::new();
    let row = |mut it: passage::Sole| {
        it.facts.retain(|it| !addressed.contains(it));
        addressed.extend(&it.facts);
        let facts = &it.facts;
        OnlyRow {
            place: place(view, idx, it.sentence),
            pieces: pieces(&it.segments),
            notes: sole_notes(view, words, &it),
            ids: facts.iter().map(|it| view.facts[*it].id.clone()).collect(),
            edited: facts.iter().flat_map(|it| edited(view, words, &view.facts[*it])).collect(),
        }
    };
    let rows = passage::sole(view, idx).into_iter().map(row).collect();
    Only { idx, letter: letter(idx), label: label(view, idx), rows }
}
