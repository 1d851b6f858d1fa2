//! Attribution verbs and hedges: how words are given to a speaker, and how they are kept away.
//!
//! See `rules/verbs.md`. A row is a way of giving words to a speaker ("doubts the speaker"); then
//! words of doubt and words set in quotation marks; then speakers to whom one article gives
//! "claimed" and another "said".

use article::TextRange;
use text::ClauseWord;

use crate::reading::{Lens, Observation, Row, Subject};
use crate::rules::{Hit, Scope};
use crate::shared;
use crate::sheet::{Line, Sheet, Story, share};
use crate::sourcing;

/// Bytes of "the ministry's spokesman claimed" that are shown with the verb.
const MAX_SPEAKER: usize = 48;
/// Groups of the rules: more words of doubt, and words that are none.
const DOUBT: &str = "doubt";
const NO_DOUBT: &str = "no doubt";
/// Adverbs and helping verbs that may stand between a subject and its verb.
const MAX_BETWEEN: usize = 3;
/// Words before a verb in which a negation turns it round.
const MAX_TO_NEGATION: usize = 5;
/// Speakers shown.
const MAX_SPEAKERS: usize = 6;

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut doubt = Row::new(Subject::Sort("doubt".to_owned()), story.n_articles());
    let mut marks = Row::new(Subject::Sort("marks".to_owned()), story.n_articles());
    let add = |rows: &mut Vec<Row>, name: &str, article_idx: usize, seen: Observation| {
        let subject = Subject::Sort(name.to_owned());
        let row_idx = match rows.iter().position(|it| it.subject == subject) {
            Some(row_idx) => row_idx,
            None => {
                rows.push(Row::new(subject, story.n_articles()));
                rows.len() - 1
            }
        };
        rows[row_idx].cells[article_idx].observations.push(seen);
    };
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        let mut n_doubting = 0;
        for line in &sheet.lines {
            let Some(claim) = sheet.claim(line) else { continue };
            let mut kept_away: Vec<TextRange> = Vec::new();
            let mut doubted: Vec<Observation> = Vec::new();
            for hit in story.find(Lens::Verbs, article_idx, line.place) {
                if hit.group.scope == Scope::Attribution {
                    if let Some(seen) = given(sheet, line, hit) {
                        add(&mut rows, &hit.group.name, article_idx, seen);
                    }
                } else if !line.is_quoted[hit.tokens.start] {
                    let seen = line.observe(hit.tokens.clone());
                    kept_away.push(seen.range);
                    match hit.group.name.as_str() {
                        NO_DOUBT => continue,
                        DOUBT => {
                            doubted.push(seen);
                            continue;
                        }
                        _ => {}
                    }
                    add(&mut rows, &hit.group.name, article_idx, seen);
                }
            }
            let is_quoted = |it: &TextRange| claim.quotes.iter().any(|q| q.range.contains(*it));
            let hedges = claim
                .hedges
                .iter()
                .filter(|it| !is_quoted(it) && !kept_away.iter().any(|range| range.overlaps(**it)));
            doubted.extend(hedges.map(|it| Observation::at(line.place, *it)));
            doubted.sort_by_key(|it| it.range.start);
            n_doubting += usize::from(!doubted.is_empty());
            doubt.cells[article_idx].observations.extend(doubted);
            marks.cells[article_idx].observations.extend(distances(sheet, line, claim));
        }
        doubt.cells[article_idx].share = Some(share(n_doubting, sheet.lines.len()));
    }
    rows.sort_by_key(|it| std::cmp::Reverse(it.n_filled()));
    rows.extend([marks, doubt].into_iter().filter(Row::is_filled));
    rows.extend(speakers(story));
    rows
}

/// The verb of the sentence's attribution, with the speaker where one stands beside it; or a verb that
/// has somebody for its subject.
fn given(sheet: &Sheet<'_>, line: &Line<'_>, hit: &Hit<'_>) -> Option<Observation> {
    let first = hit.tokens.start;
    if line.is_quoted[first] || line.is_named[first] || is_noun(sheet, line, &hit.tokens) {
        return None;
    }
    let range = line.range(hit.tokens.clone());
    let value = hit.plain.map(str::to_owned);
    let attribution = sheet.claim(line)?.attribution.as_ref();
    let attribution =
        attribution.filter(|it| it.verb.overlaps(range) && !sourcing::is_misread(sheet, line, it));
    let shown = match attribution {
        Some(it) => {
            let joined = it.source.map(|source| source.join(it.verb));
            joined.filter(|it| it.len() <= MAX_SPEAKER).unwrap_or(range)
        }
        None => line.range(subject(sheet, line, hit.tokens.start)?..hit.tokens.end),
    };
    Some(Observation { value, ..Observation::at(line.place, shown) })
}

/// The last word of the subject before a verb: a name, a pronoun, a role, or people in the plural
/// ("critics"); or the verb itself where it goes along with what somebody does (", arguing that").
fn subject(sheet: &Sheet<'_>, line: &Line<'_>, verb: usize) -> Option<usize> {
    let lexicon = sheet.claims.document.lexicon;
    let mut before = verb.checked_sub(1)?;
    // "No official has defended it" says the contrary.
    let near = verb.saturating_sub(MAX_TO_NEGATION)..verb;
    let is_negated = near
        .into_iter()
        .any(|it| lexicon.negators.contains(line.lower(it)) || line.lower(it) == "no");
    if is_negated {
        return None;
    }
    let is_gerund = lexicon.gerund_endings.iter().any(|it| line.lower(verb).ends_with(&**it));
    if is_gerund && line.lower(before) == "," {
        return Some(verb);
    }
    for _ in 0..MAX_BETWEEN {
        let lower = line.lower(before);
        let is_helper = line.tokens[before].is_stop && !lexicon.pronouns.contains(lower)
            || lower.ends_with("ly");
        if !is_helper || lexicon.passive_auxiliaries.contains(lower) {
            break;
        }
        before = before.checked_sub(1)?;
    }
    let lower = line.lower(before);
    let is_pronoun = lexicon.pronouns.get(lower).is_some_and(|it| !it.possessive);
    (line.is_named[before] || is_pronoun || lexicon.role_words.contains(lower)).then_some(before)
}

/// "Over claims of", "the charge", "denied claims", "campaign promises": a word after an article or another verb of
/// saying, or before "of".
fn is_noun(sheet: &Sheet<'_>, line: &Line<'_>, tokens: &std::ops::Range<usize>) -> bool {
    let lexicon = sheet.claims.document.lexicon;
    let before = tokens.start.checked_sub(1).map_or("", |it| line.lower(it));
    let next = line.lower(tokens.end);
    // Nouns as a rule, unless somebody or something follows for their object.
    let has_object = lexicon.definite_articles.contains(next)
        || lexicon.indefinite_articles.contains(next)
        || lexicon.demonstratives.contains(next)
        || lexicon.pronouns.contains(next)
        || lexicon.clause_words.get(next).is_some_and(|it| *it != ClauseWord::Coordinator)
        || line.is_named.get(tokens.end).is_some_and(|it| *it)
        || line.is_quoted.get(tokens.end + 1).is_some_and(|it| *it);
    // "…, he claims."
    let closes = matches!(next, "." | ",") && {
        let is_name = tokens.start.checked_sub(1).is_some_and(|it| line.is_named[it]);
        is_name || lexicon.pronouns.get(before).is_some_and(|it| !it.possessive)
    };
    let lower = line.lower(tokens.end - 1);
    let is_noun_form = ["tion", "ment"].iter().any(|it| lower.ends_with(it))
        || lower.ends_with('s') && !has_object && !closes;
    is_noun_form && !lexicon.source_prepositions.contains(lower)
        || next == "of"
        || lexicon.definite_articles.contains(before)
        || lexicon.indefinite_articles.contains(before)
        || lexicon.demonstratives.contains(before)
        || lexicon.pronouns.get(before).is_some_and(|it| it.possessive)
        || lexicon.say_verbs.contains(before)
}

/// Words in quotation marks that are no speech and no title of a work.
fn distances(sheet: &Sheet<'_>, line: &Line<'_>, claim: &claim::Claim) -> Vec<Observation> {
    let mut found = Vec::new();
    // Beside a verb of saying they are parts of what is said: "called it “absurd”".
    let is_told = |token: &&text::Token| {
        let say = sheet.claims.document.lexicon.say_verbs.get(&token.lower);
        say.is_some() && !claim.quotes.iter().any(|it| it.range.contains(token.range))
    };
    if claim.attribution.is_some() || line.tokens.iter().any(is_told) {
        return found;
    }
    for quote in claim.quotes.iter().filter(|it| it.is_scare) {
        let inside: Vec<usize> = (0..line.tokens.len())
            .filter(|it| quote.range.contains(line.tokens[*it].range) && line.is_word(*it))
            .collect();
        let is_title = inside.iter().all(|it| line.is_capital(*it));
        if !inside.is_empty() && !is_title {
            found.push(Observation::at(line.place, quote.range));
        }
    }
    found
}

/// Speakers to whom articles give verbs of different sorts.
fn speakers(story: &Story<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for speaker in shared::entities(story) {
        let mut row = Row::new(Subject::Name(speaker.name.clone()), story.n_articles());
        let mut sorts: Vec<Vec<String>> = Vec::new();
        for (article_idx, sheet) in story.sheets.iter().enumerate() {
            let Some(entity_idx) = speaker.entities[article_idx] else { continue };
            let mut here: Vec<String> = Vec::new();
            for line in &sheet.lines {
                let Some(claim) = sheet.claim(line) else { continue };
                let Some(it) = &claim.attribution else { continue };
                if it.entity_idx != Some(entity_idx) || !claim.range.contains(it.verb) {
                    continue;
                }
                let hits = story.find(Lens::Verbs, article_idx, line.place);
                let hit = hits.iter().find(|hit| {
                    hit.group.scope == Scope::Attribution
                        && it.verb.overlaps(line.range(hit.tokens.clone()))
                        && !is_noun(sheet, line, &hit.tokens)
                });
                let sort = hit.map_or(String::new(), |hit| hit.group.name.clone());
                if sort.is_empty() && !is_neutral(sheet, it.verb) {
                    continue;
                }
                let known = |seen: &Observation| {
                    line.words(seen.range).eq_ignore_ascii_case(line.words(it.verb))
                };
                if !row.cells[article_idx].observations.iter().any(known) {
                    let seen = Observation::at(line.place, it.verb);
                    let seen = Observation { sort: sort.clone(), ..seen };
                    row.cells[article_idx].observations.push(seen);
                }
                if !here.contains(&sort) {
                    here.push(sort);
                }
            }
            if !here.is_empty() {
                here.sort();
                sorts.push(here);
            }
        }
        let differs = sorts.len() > 1 && sorts.iter().any(|it| *it != sorts[0]);
        if differs && rows.len() < MAX_SPEAKERS {
            rows.push(row);
        }
    }
    rows
}

/// True for "said" and its like.
fn is_neutral(sheet: &Sheet<'_>, verb: TextRange) -> bool {
    let lower = sheet.claims.document.article.text(verb).to_lowercase();
    let say_verbs = &sheet.claims.document.lexicon.say_verbs;
    say_verbs.get(&lower).is_some_and(|it| {
        it.kind == text::SayKind::Neutral
            && matches!(&*it.lemma, "say" | "tell" | "decir" | "sagen")
    })
}
