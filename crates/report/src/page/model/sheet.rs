//! The worksheet and the teacher key: tasks made from this story's facts, and their answers.
//!
//! One model serves both sheets. What is an answer bears that name, and only the template of the
//! key reads it.

mod gaps;
mod glossary;

use super::facts::MemberRow;
use super::{Piece, Place, label, letter, pieces, place};
use crate::catalogue::Catalogue;
use crate::passage;
use crate::phrases::stance_key;
use crate::view::{Fact, View};
use serde::Serialize;

/// Statements to look for: of those told by all, by some, by one article.
const MAX_OF_A_SORT: usize = 3;
/// Words of a statement below which there is nothing to look for, and above which it fills the
/// sheet.
const STATEMENT_WORDS: std::ops::RangeInclusive<usize> = 6..=38;
/// Facts listed under each article that does not have them, and of those that all have.
const MAX_LISTED: usize = 5;

#[derive(Serialize)]
pub(super) struct Sheet {
    statements: Vec<Statement>,
    in_all: Vec<Told>,
    lacking: Vec<Lacking>,
    /// True if the gaps stand for figures; else for other words that contrast.
    has_figures: bool,
    gaps: Vec<gaps::Gap>,
    headlines: Vec<glossary::Headline>,
    words: Vec<glossary::Word>,
    /// The kinds of difference found in this story, by name.
    kinds: Vec<&'static str>,
}

/// A sentence to look for in all articles.
#[derive(Serialize)]
struct Statement {
    fact: String,
    language: String,
    text: Vec<Piece>,
    /// One for each article: where it is told, and whether it is told differently.
    answers: Vec<Answer>,
}

#[derive(Serialize)]
struct Answer {
    letter: char,
    key: &'static str,
    numbers: Vec<usize>,
}

/// A fact and where it is told.
#[derive(Serialize)]
struct Told {
    fact: String,
    statement: MemberRow,
    places: Vec<Place>,
}

/// What others tell and this article does not.
#[derive(Serialize)]
struct Lacking {
    idx: usize,
    label: String,
    letter: char,
    is_partial: bool,
    facts: Vec<Told>,
}

/// The sheet of a story; none for one article.
pub(super) fn sheet(view: &View, words: &Catalogue) -> Option<Sheet> {
    if view.articles.len() < 2 {
        return None;
    }
    let (has_figures, gaps) = gaps::gaps(view);
    Some(Sheet {
        statements: statements(view),
        in_all: listed(view, |it| is_sure(it) && telling(it).len() == view.articles.len()),
        lacking: (0..view.articles.len()).map(|it| lacking(view, it)).collect(),
        has_figures,
        gaps,
        headlines: glossary::headlines(view, words),
        words: glossary::words(view, words),
        kinds: glossary::kinds(view),
    })
}

fn is_sure(fact: &Fact) -> bool {
    matches!(fact.verdict, compare::Verdict::Agreed | compare::Verdict::Differs)
}

/// The articles that tell a fact, in order.
fn telling(fact: &Fact) -> Vec<usize> {
    let mut articles: Vec<usize> = fact.members.iter().map(|it| it.article).collect();
    articles.dedup();
    articles
}

/// Statements told by all, by some and by one, in the order in which they are told, so that the
/// place tells nothing.
fn statements(view: &View) -> Vec<Statement> {
    let n = view.articles.len();
    let fits = |fact: &Fact| {
        let words = view.member_text(fact.members[fact.statement]).split_whitespace().count();
        fact.verdict != compare::Verdict::Unsure && STATEMENT_WORDS.contains(&words)
    };
    let mut chosen: Vec<&Fact> = Vec::new();
    let of_all = view.facts.iter().filter(|it| fits(it) && telling(it).len() == n);
    chosen.extend(of_all.take(MAX_OF_A_SORT));
    let of_some = view.facts.iter().filter(|it| fits(it) && (2..n).contains(&telling(it).len()));
    chosen.extend(of_some.take(MAX_OF_A_SORT));
    // One sole fact of each article in turn, so that none is known for telling alone.
    let mut seen: Vec<usize> = Vec::new();
    for fact in view.facts.iter().filter(|it| fits(it) && it.verdict == compare::Verdict::Sole) {
        let article = fact.members[0].article;
        if !seen.contains(&article) && seen.len() < MAX_OF_A_SORT {
            seen.push(article);
            chosen.push(fact);
        }
    }
    let order = |it: &&Fact| {
        let (article, sentence) = it.members[it.statement].place();
        (sentence, article)
    };
    chosen.sort_by_key(order);
    chosen.into_iter().map(|it| statement(view, it)).collect()
}

fn statement(view: &View, fact: &Fact) -> Statement {
    let mut text = passage::excerpt(view, fact, fact.statement);
    for it in &mut text {
        it.is_marked = false;
    }
    let answer = |(idx, stance): (usize, &compare::Stance)| {
        let told = fact.members.iter().filter(|it| it.article == idx);
        Answer {
            letter: letter(idx),
            key: stance_key(*stance),
            numbers: told.map(|it| it.sentence + 1).collect(),
        }
    };
    let stances = fact.stances.iter().enumerate().take(view.articles.len());
    Statement {
        fact: fact.id.clone(),
        language: view.articles[fact.members[fact.statement].article].language.clone(),
        text: pieces(&text),
        answers: stances.map(answer).collect(),
    }
}

/// The first facts of a sort, the best told first.
fn listed(view: &View, is_wanted: impl Fn(&Fact) -> bool) -> Vec<Told> {
    let mut facts: Vec<&Fact> = view.facts.iter().filter(|it| is_wanted(it)).collect();
    facts.sort_by_key(|it| std::cmp::Reverse(it.n_origins));
    facts.into_iter().take(MAX_LISTED).map(|it| told(view, it)).collect()
}

fn told(view: &View, fact: &Fact) -> Told {
    let stated = fact.members[fact.statement];
    Told {
        fact: fact.id.clone(),
        statement: MemberRow {
            place: place(view, stated.article, stated.sentence),
            pieces: pieces(&passage::excerpt(view, fact, fact.statement)),
        },
        places: fact.members.iter().map(|it| place(view, it.article, it.sentence)).collect(),
    }
}

/// True if an article was not found to tell a fact, and has no sentence that may tell it.
fn is_lacking(fact: &Fact, idx: usize) -> bool {
    let is_unsure = fact.stances.get(idx) == Some(&compare::Stance::OmitsUnsure);
    !telling(fact).contains(&idx) && !is_unsure
}

fn lacking(view: &View, idx: usize) -> Lacking {
    Lacking {
        idx,
        label: label(view, idx),
        letter: letter(idx),
        is_partial: view.articles[idx].partial.is_some(),
        facts: listed(view, |it| is_sure(it) && is_lacking(it, idx)),
    }
}
