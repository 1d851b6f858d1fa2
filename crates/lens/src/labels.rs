//! Labels: what each outlet calls the same person, group, act and place.
//!
//! See `rules/labels.md`. Two sorts of rows: for a name that several articles use, the nouns that
//! they put beside it; and for a group of the rules ("people in the street"), the words that they
//! use for it. Words inside of quotation marks are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use claim::EntityKind;

use crate::reading::{Lens, Observation, Place, Row, Subject};
use crate::rules::{Hit, Scope};
use crate::shared::{self, Shared};
use crate::sheet::{Line, Sheet, Story};

/// Groups of the rules: nouns for a person, and nouns that stand beside a name without being about it.
const NOUNS: &str = "nouns for a person";
const NO_NOUNS: &str = "no nouns for a person";
const GROUP_NOUNS: &str = "nouns for a group or place";
/// Names shown.
const MAX_NAMES: usize = 10;
/// Words of a description beside a name.
const MAX_WORDS: usize = 9;
/// Words before the noun that belong to it: "convicted sex offender".
const MAX_BEFORE: usize = 5;

/// Tokens of a nickname with its marks, and of brackets behind a name.
const MAX_NICKNAME: usize = 6;
const MAX_BRACKETS: usize = 7;
/// Words at which a description ends.
const ENDS: [&str; 27] = [
    "who", "which", "that", "whose", "and", "for", "from", "in", "at", "with", "on", "to", "by",
    "as", "but", "when", "said", "says", "now", "among", "against", "about", "since", "before",
    "after", "under", "during",
];

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let mut rows = names(story);
    rows.extend(groups(story));
    rows
}

/// What the articles put beside a name they share.
fn names(story: &Story<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for shared in shared::entities(story) {
        if rows.len() >= MAX_NAMES {
            break;
        }
        let row = row_of(story, &shared, shared.kind(story));
        let told: Vec<BTreeSet<String>> = row
            .cells
            .iter()
            .zip(&story.sheets)
            .map(|(cell, sheet)| {
                cell.observations.iter().map(|it| plain_words(sheet, it)).collect()
            })
            .collect();
        let mut filled = told.iter().filter(|it| !it.is_empty());
        let first = filled.next();
        let differs = story.n_articles() < 2 || filled.any(|it| Some(it) != first);
        if row.n_filled() > usize::from(story.n_articles() > 1) && differs {
            rows.push(row);
        }
    }
    rows
}

fn row_of(story: &Story<'_>, shared: &Shared, kind: EntityKind) -> Row {
    let mut row = Row::new(Subject::Name(shared.name.clone()), story.n_articles());
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        let Some(entity_idx) = shared.entities[article_idx] else { continue };
        let mut known: BTreeSet<String> = BTreeSet::new();
        for line in &sheet.lines {
            let nouns = story.find(Lens::Labels, article_idx, line.place);
            let Some(claim) = sheet.claim(line) else { continue };
            let named = claim.names.iter().filter(|it| it.entity_idx == entity_idx);
            for mention in named.filter(|it| !it.is_anaphor) {
                let Some(tokens) = tokens_of(line, mention.range) else { continue };
                let beside = Beside { sheet, line, nouns, kind };
                for found in beside.find(tokens).into_iter().flatten() {
                    let seen = line.observe(found);
                    if !seen.is_quoted && known.insert(plain_words(sheet, &seen)) {
                        row.cells[article_idx].observations.push(seen);
                    }
                }
            }
        }
    }
    row
}

/// The words of an observation in lower case, without the article before them.
fn plain_words(sheet: &Sheet<'_>, seen: &Observation) -> String {
    let document = &sheet.claims.document;
    let written = document.article.text(seen.range).to_lowercase();
    let lexicon = document.lexicon;
    match written.split_once(' ') {
        Some((first, rest))
            if lexicon.definite_articles.contains(first)
                || lexicon.indefinite_articles.contains(first) =>
        {
            rest.to_owned()
        }
        _ => written,
    }
}

/// The tokens of a line that lie in a range.
fn tokens_of(line: &Line<'_>, range: article::TextRange) -> Option<Range<usize>> {
    let start = line.tokens.iter().position(|it| range.contains(it.range))?;
    let n = line.tokens[start..].iter().take_while(|it| range.contains(it.range)).count();
    Some(start..start + n)
}

/// A line with what the rules find in it, and what sort of name is looked at.
struct Beside<'a, 'b> {
    sheet: &'a Sheet<'b>,
    line: &'a Line<'b>,
    nouns: &'a [Hit<'a>],
    kind: EntityKind,
}

impl Beside<'_, '_> {
    /// What stands beside a name.
    fn find(&self, name: Range<usize>) -> [Option<Range<usize>>; 2] {
        let name = self.widened(name);
        let before = self.before(name.clone()).or_else(|| self.before_comma(name.clone()));
        [before, self.after(name)]
    }

    /// The name with the first name and the nickname before it and the brackets and the place behind it:
    /// Ana "the Hammer" Ruiz (D-Dunmore), Ana Ruiz of Dunmore.
    fn widened(&self, name: Range<usize>) -> Range<usize> {
        let line = self.line;
        let (mut start, mut end) = (name.start, name.end);
        // "CEO Ana Ruiz", all in capitals.
        while start + 1 < end && self.is_noun(start) {
            start += 1;
        }
        let is_mark = |it: usize| !line.is_word(it) && line.lower(it).chars().all(is_quote_mark);
        if start > 2 && is_mark(start - 1) && line.is_quoted[start - 2] {
            let earliest = start.saturating_sub(MAX_NICKNAME);
            let open = (earliest..start - 1).rev().find(|it| is_mark(*it));
            let first = open.and_then(|it| it.checked_sub(1)).filter(|it| line.is_capital(*it));
            start = first.unwrap_or(start);
        }
        if line.lower(end) == "(" {
            let until = (end + MAX_BRACKETS).min(line.tokens.len());
            end = (end..until).find(|it| line.lower(*it) == ")").map_or(end, |it| it + 1);
        } else if line.lower(end) == "of" && line.is_capital(end + 1) {
            let n = (end + 1..line.tokens.len()).take_while(|it| line.is_capital(*it)).count();
            end += 1 + n;
        }
        start..end
    }

    /// "convicted sex offender" before the name at `start`.
    fn before(&self, Range { start, end }: Range<usize>) -> Option<Range<usize>> {
        let line = self.line;
        let noun = start.checked_sub(1).filter(|it| self.is_noun(*it))?;
        // "Kicker Ana Ruiz", "CEO Ana Ruiz"; other capitals are titles of office.
        let is_short = || line.written(noun).chars().all(char::is_uppercase);
        let lexicon = self.sheet.claims.document.lexicon;
        let is_title = noun > 0 || lexicon.titles.contains(line.lower(noun));
        if line.is_capital(noun) && is_title && !is_short() {
            return None;
        }
        // "Officers Ruiz says did it" are not what Ruiz is.
        if self.is_plural(noun) && !matches!(line.lower(end), "and" | ",") {
            return None;
        }
        let belongs = |it: &usize| {
            let lower = line.lower(*it);
            line.is_word(*it)
                && !line.tokens[*it].is_stop
                && !lower.ends_with("'s")
                && !lexicon.say_verbs.contains(lower)
                && (!lower.ends_with("ing") || lower.ends_with("going"))
                && !matches!(lower, "like" | "asks" | "with")
        };
        let earliest = noun.saturating_sub(MAX_BEFORE);
        // "Trailed Democratic nominee": before capitals only words that go with a noun.
        let goes_on = |it: &usize| {
            line.is_capital(*it)
                || !line.is_capital(it + 1)
                || matches!(line.lower(*it), "former" | "longtime" | "fellow" | "failed" | "then")
        };
        let run =
            (earliest..noun).rev().take_while(|it| belongs(it) && (it + 1 == noun || goes_on(it)));
        let first = run.last().unwrap_or(noun);
        Some(first..noun + 1)
    }

    /// "the mayor of Dunmore, Ana Ruiz,", "one of its founders, Ana Ruiz, said".
    fn before_comma(&self, name: Range<usize>) -> Option<Range<usize>> {
        let line = self.line;
        let comma = name.start.checked_sub(1).filter(|it| line.lower(*it) == ",")?;
        if !matches!(line.lower(name.end), "," | "." | ")" | ";" | "said" | "says") {
            return None;
        }
        let lexicon = self.sheet.claims.document.lexicon;
        let belongs = |it: &usize| {
            let lower = line.lower(*it);
            (line.is_word(*it) || line.tokens[*it].kind == text::TokenKind::Number || lower == "-")
                && !lexicon.say_verbs.contains(lower)
                && !lexicon.passive_auxiliaries.contains(lower)
                && !matches!(lower, "with" | "and" | "who" | "that" | "by")
        };
        if matches!(self.kind, EntityKind::Organization | EntityKind::Place)
            && line.is_capital(comma - 1)
        {
            return None;
        }
        // Where a preposition stands, what it leads is no longer the person.
        let mut head_end = comma;
        for it in (comma.saturating_sub(MAX_WORDS + 2)..comma).rev().take_while(belongs) {
            let lower = line.lower(it);
            let opens = lexicon.definite_articles.contains(lower)
                || lexicon.indefinite_articles.contains(lower)
                || lexicon.pronouns.get(lower).is_some_and(|it| it.possessive);
            let is_owner = lower.ends_with("'s");
            let first = it + usize::from(opens);
            let head = first..head_end;
            let is_one = lower == "one" && line.lower(it + 1) == "of";
            let has_noun = || head.clone().any(|it| self.is_noun(it) && !self.is_plural(it));
            if is_one || (opens || is_owner) && first < comma && has_noun() {
                return Some(first..comma);
            }
            if lower == "of" || ENDS.contains(&lower) {
                head_end = it;
            }
        }
        None
    }

    /// ", a convicted sex offender" after a name; "is a …" too.
    fn after(&self, name: Range<usize>) -> Option<Range<usize>> {
        let line = self.line;
        let opens =
            matches!(line.lower(name.end), "," | "is" | "was" | "—" | "–" | "-" | "--" | "(");
        let is_comma = line.lower(name.end) == ",";
        let start = name.end + 1;
        if !opens || matches!(line.lower(start), "including" | "such" | "along" | "among") {
            return None;
        }
        let start = start + usize::from(matches!(line.lower(start), "also" | "then" | "formerly"));
        let has_article = matches!(line.lower(start), "a" | "an" | "the");
        // ", executive director of the port", ", one of its founders", "is counsel": without an article.
        let is_bare = || {
            let near = start..(start + MAX_BEFORE).min(line.tokens.len());
            let mut run = near.take_while(|it| line.is_word(*it) && !line.tokens[*it].is_stop);
            (!line.is_capital(start) || self.is_noun(start))
                && (is_comma && line.lower(start) == "one" || run.any(|it| self.is_noun(it)))
        };
        let start = match (line.lower(start), line.lower(start + 1), line.lower(start + 2)) {
            ("who", "is" | "was", "a" | "an" | "the") => start + 2,
            _ if has_article || is_bare() => start,
            _ => return None,
        };
        let until = (start + MAX_WORDS).min(line.tokens.len());
        let end = (start..until).find(|it| self.ends(*it)).unwrap_or(until);
        let is_long = end > start + 1 || end > start && self.is_noun(start);
        let of = (start..end).find(|it| line.lower(*it) == "of").unwrap_or(end);
        let mut beside = (start..of).rev().chain(of..end);
        let Some(noun) = beside.find(|it| self.is_noun(*it)) else {
            let is_described = is_comma
                && is_long
                && self.kind == EntityKind::Person
                && self.begins_clause(name.start)
                && matches!(line.lower(start), "a" | "an")
                && end < until
                && !(start..end).any(|it| is_in(self.nouns, NO_NOUNS, it));
            return is_described.then_some(start..end);
        };
        // ", liberal billionaire Ana Ruiz, …": somebody else, in a list.
        let is_other =
            line.is_named.get(noun + 1).is_some_and(|it| *it) && line.is_capital(noun + 1);
        // "In their letter to Ruiz, the scholars make it clear."
        if self.is_plural(noun) && line.lower(start) != "one" && noun < of {
            return None;
        }
        let end = if noun >= of || line.lower(noun + 1) == "of" { end } else { noun + 1 };
        (is_long && !is_other).then_some(start..end)
    }

    /// True for a word that a description does not hold.
    fn ends(&self, token_idx: usize) -> bool {
        let line = self.line;
        let is_break = !line.is_word(token_idx)
            && line.tokens[token_idx].kind != text::TokenKind::Number
            && line.lower(token_idx) != "-";
        is_break || ENDS.contains(&line.lower(token_idx))
    }

    /// True if a name, with the capitals before it, opens its clause or follows a verb of saying: what follows
    /// it then speaks of it, and not of what goes before.
    fn begins_clause(&self, start: usize) -> bool {
        let line = self.line;
        let before = (0..start).rev().find(|it| !line.is_capital(*it) && line.lower(*it) != ".");
        let say_verbs = &self.sheet.claims.document.lexicon.say_verbs;
        before.is_none_or(|it| !line.is_word(it) || say_verbs.contains(line.lower(it)))
    }

    /// True for a plural, which is not one person or group.
    fn is_plural(&self, noun: usize) -> bool {
        let lower = self.line.lower(noun);
        lower.ends_with('s') && !["ss", "us", "is"].iter().any(|it| lower.ends_with(it))
    }

    /// True if a word is one of the rules' nouns for such a name.
    fn is_noun(&self, token_idx: usize) -> bool {
        let is_of = |group: &str| is_in(self.nouns, group, token_idx);
        match self.kind {
            EntityKind::Person => is_of(NOUNS),
            EntityKind::Organization | EntityKind::Place => is_of(GROUP_NOUNS),
            EntityKind::Unknown => is_of(NOUNS) || is_of(GROUP_NOUNS),
        }
    }
}

fn is_quote_mark(it: char) -> bool {
    matches!(it, '"' | '“' | '”' | '‘' | '’' | '\'')
}

fn is_in(hits: &[Hit<'_>], group: &str, token_idx: usize) -> bool {
    hits.iter().any(|it| it.group.name == group && it.tokens.contains(&token_idx))
}

/// What the articles call the same sort of people, groups and acts.
fn groups(story: &Story<'_>) -> Vec<Row> {
    let mut used: BTreeMap<&str, (Scope, Row)> = BTreeMap::new();
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        for line in sheet.all_lines() {
            for hit in story.find(Lens::Labels, article_idx, line.place) {
                let is_own = !line.is_quoted[hit.tokens.start] && !line.is_named[hit.tokens.start];
                if hit.group.scope == Scope::Attribution || !is_own {
                    continue;
                }
                let name = hit.group.name.as_str();
                let (_, row) = used.entry(name).or_insert_with(|| {
                    (hit.group.scope, Row::new(Subject::Sort(name.to_owned()), story.n_articles()))
                });
                row.cells[article_idx].observations.push(line.observe(hit.tokens.clone()));
            }
        }
    }
    let mut rows = Vec::new();
    for (scope, row) in used.into_values() {
        let row = if scope == Scope::Fact { within_facts(story, row) } else { row };
        if tells_apart(story, &row) {
            rows.push(row);
        }
    }
    rows.sort_by_key(|it| std::cmp::Reverse(it.n_filled()));
    rows
}

/// Keeps words that stand in a fact beside another word of the group in another article.
fn within_facts(story: &Story<'_>, mut row: Row) -> Row {
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for fact in &story.comparison.facts {
        let mut here: Vec<(usize, usize, String)> = Vec::new();
        for member in &fact.members {
            let cell = &row.cells[member.article_idx];
            for seen in &cell.observations {
                if seen.place == Place::Sentence(member.sentence_idx) {
                    let words = words(story, member.article_idx, seen);
                    here.push((member.article_idx, member.sentence_idx, words));
                }
            }
        }
        for (article_idx, sentence_idx, words) in &here {
            if here.iter().any(|it| it.0 != *article_idx && it.2 != *words) {
                kept.push((*article_idx, *sentence_idx));
            }
        }
    }
    for (article_idx, cell) in row.cells.iter_mut().enumerate() {
        cell.observations.retain(|it| match it.place {
            Place::Title => false,
            Place::Sentence(sentence_idx) => kept.contains(&(article_idx, sentence_idx)),
        });
    }
    row
}

/// The stem of the last word, which tells "rioters" and "rioter" to be one, in its phrase.
fn words(story: &Story<'_>, article_idx: usize, seen: &Observation) -> String {
    let document = &story.sheets[article_idx].claims.document;
    let text = match seen.place {
        Place::Title => &document.article.title,
        Place::Sentence(_) => &document.article.body,
    };
    let lower = text.get(seen.range.start..seen.range.end).unwrap_or("").to_lowercase();
    let stems: Vec<String> = lower.split(' ').map(|it| document.lexicon.stem(it)).collect();
    stems.join(" ")
}

/// True if at least two articles have words, and not the same ones.
fn tells_apart(story: &Story<'_>, row: &Row) -> bool {
    let told: Vec<BTreeSet<String>> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.observations.is_empty())
        .map(|(idx, cell)| cell.observations.iter().map(|it| words(story, idx, it)).collect())
        .collect();
    told.len() > 1 && told.iter().any(|it| *it != told[0])
}
