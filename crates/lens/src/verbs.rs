//! Attribution verbs and hedges: how words are given to a speaker, and how they are kept away.
//!
//! See `rules/verbs.md`. A row is a way of giving words to a speaker ("doubts the speaker"); then
//! words of doubt and words set in quotation marks; then speakers to whom one article gives
//! "claimed" and another "said".

use article::TextRange;
use text::ClauseWord;

use crate::marks;
use crate::reading::{Lens, Observation, Place, Row, Subject};
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
/// Words that are no helping verb between a subject and its verb.
const NO_HELPERS: [&str; 16] = [
    "to", "against", "of", "for", "with", "in", "on", "at", "by", "from", "about", "over", "and",
    "or", "but", "as",
];
/// Verbs that are as often deeds, and give words only where somebody is their subject.
const DEEDS: [&str; 14] = [
    "attack",
    "press",
    "reveal",
    "expos",
    "disclos",
    "snap",
    "crow",
    "thunder",
    "rip",
    "hit",
    "fire",
    "target",
    "threatens",
    "threatening",
];
/// Verbs whose plain forms are as often nouns: "claims", "a vow".
const NOUNS_TOO: [&str; 24] = [
    "claim", "charge", "demand", "attack", "promise", "pledge", "vow", "boast", "joke", "quip",
    "blame", "slam", "blast", "taunt", "rant", "gripe", "stress", "press", "target", "question",
    "rebuke", "fault", "praise", "urge",
];
/// Speakers shown.
const MAX_SPEAKERS: usize = 6;

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut doubt = Row::new(Subject::Sort("doubt".to_owned()), story.n_articles());
    let mut marks = Row::new(Subject::Sort("marks".to_owned()), story.n_articles());
    let mut add = |name: &str, article_idx: usize, seen: Observation| {
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
        for line in sheet.all_lines() {
            let hits = story.find(Lens::Verbs, article_idx, line.place);
            // Places that are no more words of doubt of their own.
            let mut taken: Vec<TextRange> = Vec::new();
            let mut doubted: Vec<Observation> = Vec::new();
            for hit in hits.iter().filter(|it| !line.is_quoted[it.tokens.start]) {
                let seen = line.observe(hit.tokens.clone());
                if hit.group.scope == Scope::Attribution {
                    if let Some(given) = given(sheet, line, hit) {
                        taken.push(seen.range);
                        add(&hit.group.name, article_idx, given);
                    }
                    continue;
                }
                match hit.group.name.as_str() {
                    marks::TELLS | marks::NAMES => continue,
                    NO_DOUBT => {}
                    DOUBT => doubted.push(seen.clone()),
                    name => add(name, article_idx, seen.clone()),
                }
                taken.push(seen.range);
            }
            let hedges = hedges(sheet, line);
            doubted.extend(
                hedges
                    .into_iter()
                    .filter(|it| !taken.iter().any(|range| range.overlaps(*it)))
                    .map(|it| Observation::at(line.place, it)),
            );
            doubted.sort_by_key(|it| it.range.start);
            n_doubting += usize::from(!doubted.is_empty() && line.place != Place::Title);
            doubt.cells[article_idx].observations.extend(doubted);
            marks.cells[article_idx].observations.extend(marks::look(sheet, line, hits));
        }
        doubt.cells[article_idx].share = Some(share(n_doubting, sheet.lines.len()));
    }
    rows.sort_by_key(|it| std::cmp::Reverse(it.n_filled()));
    rows.extend([marks, doubt].into_iter().filter(Row::is_filled));
    rows.extend(speakers(story));
    rows
}

/// The program's own words of doubt in a line, outside of quotes.
fn hedges(sheet: &Sheet<'_>, line: &Line<'_>) -> Vec<TextRange> {
    let Some(claim) = sheet.claim(line) else {
        let headline = sheet.headline;
        let tokens = &headline.tokens;
        let found = (0..tokens.len()).filter_map(|it| headline.lexicon.hedges.at(tokens, it));
        let range = |it: std::ops::Range<usize>| {
            TextRange::new(tokens[it.start].range.start, tokens[it.end - 1].range.end)
        };
        let is_quoted = |it: &TextRange| {
            line.tokens.iter().zip(&line.is_quoted).any(|(token, q)| *q && it.contains(token.range))
        };
        return found.map(|it| range(it.tokens)).filter(|it| !is_quoted(it)).collect();
    };
    claim.hedges.iter().copied().filter(|it| !claim.is_quoted(*it)).collect()
}

/// The verb of the sentence's attribution, with the speaker where one stands beside it; or a verb that
/// has somebody for its subject; or one that can do nothing but give words.
fn given(sheet: &Sheet<'_>, line: &Line<'_>, hit: &Hit<'_>) -> Option<Observation> {
    let first = hit.tokens.start;
    if line.is_named[first] || is_noun(sheet, line, &hit.tokens) {
        return None;
    }
    let range = line.range(hit.tokens.clone());
    let value = hit.plain.map(str::to_owned);
    let attribution = sheet.claim(line).and_then(|it| it.attribution.as_ref());
    let attribution =
        attribution.filter(|it| it.verb.overlaps(range) && !sourcing::is_misread(sheet, line, it));
    let shown = match attribution {
        Some(it) => {
            let joined = it.source.map(|source| source.join(it.verb));
            joined.filter(|it| it.len() <= MAX_SPEAKER).unwrap_or(range)
        }
        None if is_negated(sheet, line, first) => return None,
        None => match subject(sheet, line, first) {
            Some(subject) => with_name(sheet, line, line.range(subject..hit.tokens.end)),
            None if is_sure(sheet, line, hit) => range,
            None => return None,
        },
    };
    Some(Observation { value, ..Observation::at(line.place, shown) })
}

/// "The White House confirmed", where only "House confirmed" was found.
fn with_name(sheet: &Sheet<'_>, line: &Line<'_>, range: TextRange) -> TextRange {
    let mut names = sheet.claim(line).into_iter().flat_map(|it| &it.names).map(|it| it.range);
    let name = names.find(|it| it.start < range.start && range.start < it.end);
    name.map(|it| it.join(range)).filter(|it| it.len() <= MAX_SPEAKER).unwrap_or(range)
}

/// "No official has defended it" says the contrary.
fn is_negated(sheet: &Sheet<'_>, line: &Line<'_>, verb: usize) -> bool {
    let negators = &sheet.claims.document.lexicon.negators;
    let mut near = verb.saturating_sub(MAX_TO_NEGATION)..verb;
    near.any(|it| negators.contains(line.lower(it)) || line.lower(it) == "no")
}

/// The last word of the subject before a verb: a name, a pronoun, a role, or people in the plural
/// ("critics").
fn subject(sheet: &Sheet<'_>, line: &Line<'_>, verb: usize) -> Option<usize> {
    let lexicon = sheet.claims.document.lexicon;
    if is_gerund(sheet, line.lower(verb)) {
        return None;
    }
    let mut before = verb.checked_sub(1)?;
    for _ in 0..MAX_BETWEEN {
        let lower = line.lower(before);
        // "The company on Tuesday defended".
        if lexicon.date_words.contains(lower) {
            let is_on = before.checked_sub(1).is_some_and(|it| line.lower(it) == "on");
            before = before.checked_sub(1 + usize::from(is_on))?;
            continue;
        }
        let is_helper = line.tokens[before].is_stop
            && !lexicon.pronouns.contains(lower)
            && !NO_HELPERS.contains(&lower)
            || lower.ends_with("ly");
        if !is_helper || lexicon.passive_auxiliaries.contains(lower) {
            break;
        }
        before = before.checked_sub(1)?;
    }
    let lower = line.lower(before);
    let is_pronoun = lexicon.pronouns.get(lower).is_some_and(|it| !it.possessive);
    let is_someone =
        is_name(sheet, line, before) || is_pronoun || lexicon.role_words.contains(lower);
    is_someone.then_some(before)
}

/// True for a word of a name; in a headline, which is all capitals, for the last word of a name that the
/// article tells.
fn is_name(sheet: &Sheet<'_>, line: &Line<'_>, token_idx: usize) -> bool {
    let Some(is_named) = line.is_named.get(token_idx) else { return false };
    let is_known = || {
        let written = line.written(token_idx);
        let mut names = sheet.claims.entities.iter().map(|it| it.name.as_str());
        names.any(|it| it.rsplit(' ').next() == Some(written))
    };
    *is_named || line.place == Place::Title && line.is_capital(token_idx) && is_known()
}

/// True for forms that need no subject beside them to be known for a verb that gives words: "was
/// criticized by", "…, arguing", "a letter that warns", "to denounce".
fn is_sure(sheet: &Sheet<'_>, line: &Line<'_>, hit: &Hit<'_>) -> bool {
    let lexicon = sheet.claims.document.lexicon;
    let verb = line.lower(hit.tokens.start);
    let before = hit.tokens.start.checked_sub(1).map_or("", |it| line.lower(it));
    let is_deed = DEEDS.iter().any(|it| verb.starts_with(it));
    if is_gerund(sheet, verb) {
        let goes_along = matches!(before, "," | "—" | "and" | "began" | "while");
        return !is_deed && (goes_along || lexicon.passive_auxiliaries.contains(before));
    }
    if is_deed {
        return hit.tokens.len() > 1;
    }
    verb.ends_with("ed")
        || hit.tokens.len() > 1
        || before == "to" && !verb.ends_with('s')
        || (verb.ends_with('s') || before.ends_with('s')) && !is_noun_too(verb)
}

/// True for "arguing".
fn is_gerund(sheet: &Sheet<'_>, verb: &str) -> bool {
    let endings = &sheet.claims.document.lexicon.gerund_endings;
    endings.iter().any(|it| verb.ends_with(&**it))
}

fn is_noun_too(verb: &str) -> bool {
    NOUNS_TOO.iter().any(|it| verb.starts_with(it.trim_end_matches('e')))
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
        || is_name(sheet, line, tokens.end)
        || line.place == Place::Title && line.is_capital(tokens.end)
        || line.is_quoted.get(tokens.end + 1).is_some_and(|it| *it);
    // "…, he claims."
    let closes = matches!(next, "." | ",") && {
        let is_name = tokens.start.checked_sub(1).is_some_and(|it| line.is_named[it])
            && tokens.start.checked_sub(2).is_none_or(|it| !line.is_word(it));
        let is_tag = lexicon.role_words.contains(before) && line.is_quoted.contains(&true);
        is_name || is_tag || lexicon.pronouns.get(before).is_some_and(|it| !it.possessive)
    };
    let lower = line.lower(tokens.end - 1);
    let is_plural = lower.ends_with('s') && is_noun_too(lower);
    let is_noun_form = ["tion", "ment", "ence"].iter().any(|it| lower.ends_with(it))
        || is_plural && !has_object && !closes;
    let is_owned = before.ends_with("'s") && !lexicon.pronouns.contains(before);
    is_noun_form && !lexicon.source_prepositions.contains(lower)
        || next == "of" && !lower.ends_with("ed")
        || is_owned
        || lexicon.definite_articles.contains(before)
        || lexicon.indefinite_articles.contains(before)
        || lexicon.demonstratives.contains(before)
        || lexicon.pronouns.get(before).is_some_and(|it| it.possessive)
        || lexicon.say_verbs.contains(before)
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
