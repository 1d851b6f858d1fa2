//! Words in quotation marks by which an outlet keeps away from a word or gives a name that others use.
//!
//! See `rules/verbs.md`. What a speaker of the sentence said is left out, and the title of a work.

use article::TextRange;

use crate::reading::{Observation, Place};
use crate::rules::{Hit, Scope};
use crate::sheet::{Line, Sheet};

/// Groups of the rules: words after which a quotation is what somebody said, and words after which it is
/// a name that is given.
pub(crate) const TELLS: &str = "tells words";
pub(crate) const NAMES: &str = "gives a name";
/// The group of "so-called", which gives a name too where it is one word.
const DISTANCE: &str = "keeps a distance";
/// Words in marks that are still no sentence.
const MAX_WORDS: usize = 4;
/// Words after the marks in which a verb tells whose the words are.
const MAX_AFTER: usize = 6;
/// Words between "known as" and what follows.
const MAX_TO_NAME: usize = 3;

/// Words of saying that mostly say something else: "posted on".
const WEAK: [&str; 6] = ["posted", "posts", "post", "asked", "state", "states"];

/// The words of a line that stand in marks and are no speech.
pub(crate) fn look(sheet: &Sheet<'_>, line: &Line<'_>, hits: &[Hit<'_>]) -> Vec<Observation> {
    let mut found = Vec::new();
    let quoted = quoted(line);
    for tokens in &quoted {
        let words: Vec<usize> = tokens.clone().filter(|it| line.is_word(*it)).collect();
        if words.is_empty() || words.len() > MAX_WORDS || 2 * words.len() > line.n_words() {
            continue;
        }
        let tokens = &(words[0]..tokens.end);
        let is_named = is_nickname(line, tokens) || follows_name_giving(line, hits, tokens);
        let is_work = words.len() > 1 && line.place != Place::Title && {
            words.iter().all(|it| line.is_capital(*it) || line.tokens[*it].is_stop)
                && line.is_capital(words[0])
        };
        if is_named
            || !is_work && !is_part(sheet, line, tokens) && !is_told(sheet, line, hits, tokens)
        {
            let last = words.last().map_or(tokens.end, |it| it + 1);
            found.push(Observation::at(line.place, line.range(tokens.start..last)));
        }
    }
    found
}

/// The runs of quoted tokens of a line, without the marks.
pub(crate) fn quoted(line: &Line<'_>) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (idx, is_quoted) in line.is_quoted.iter().enumerate() {
        match found.last_mut() {
            Some(last) if *is_quoted && last.end == idx => last.end += 1,
            _ if *is_quoted => found.push(idx..idx + 1),
            _ => {}
        }
    }
    found
}

/// Ana "the Hammer" Ruiz.
fn is_nickname(line: &Line<'_>, tokens: &std::ops::Range<usize>) -> bool {
    let before = tokens.start.checked_sub(2);
    before.is_some_and(|it| line.is_capital(it)) && line.is_capital(tokens.end + 1)
}

/// "known as", "so-called", right before the marks.
fn follows_name_giving(line: &Line<'_>, hits: &[Hit<'_>], tokens: &std::ops::Range<usize>) -> bool {
    let earliest = tokens.start.saturating_sub(MAX_TO_NAME);
    let gives =
        |it: &Hit<'_>| it.group.name == NAMES || it.group.name == DISTANCE && it.tokens.len() == 1;
    hits.iter().any(|it| {
        gives(it)
            && (earliest..=tokens.start).contains(&it.tokens.end)
            && !line.is_quoted[it.tokens.start]
    })
}

/// True for a piece of a sentence that somebody spoke: "is “absurd”", "will “not give up”", "“Stop!”".
fn is_part(sheet: &Sheet<'_>, line: &Line<'_>, tokens: &std::ops::Range<usize>) -> bool {
    let lexicon = sheet.claims.document.lexicon;
    let before = tokens.start.checked_sub(2).map_or("", |it| line.lower(it));
    let is_article = |it: &str| {
        lexicon.definite_articles.contains(it) || lexicon.indefinite_articles.contains(it)
    };
    let opens_clause = line.tokens[tokens.start].is_stop && !is_article(line.lower(tokens.start));
    lexicon.passive_auxiliaries.contains(before)
        || opens_clause && !is_article(before)
        || matches!(line.lower(tokens.end - 1), "!" | "?")
}

/// True if somebody in the sentence says the words: "called it “absurd”", "“absurd,” she said".
fn is_told(
    sheet: &Sheet<'_>,
    line: &Line<'_>,
    hits: &[Hit<'_>],
    tokens: &std::ops::Range<usize>,
) -> bool {
    let lexicon = sheet.claims.document.lexicon;
    let range: TextRange = line.range(tokens.clone());
    let claim = sheet.claim(line);
    // Speakers of other sentences say nothing of a word or two in this one.
    let whole = line.range(0..line.tokens.len());
    let has_speaker = claim.is_some_and(|claim| {
        let verb = claim.attribution.as_ref().map(|it| it.verb);
        let said = claim.quotes.iter().filter(|it| it.range.overlaps(range));
        verb.is_some_and(|it| !it.is_empty() && whole.contains(it))
            || said.filter_map(|it| it.speaker).any(|it| whole.contains(it))
    });
    if has_speaker || tokens.start.checked_sub(2).is_some_and(|it| line.lower(it) == ":") {
        return true;
    }
    let is_outside = |it: usize| it < tokens.end + MAX_AFTER && !line.is_quoted[it];
    let tells = |it: &Hit<'_>| {
        it.group.scope == Scope::Attribution
            || it.group.name == TELLS
            || it.group.name == DISTANCE && it.tokens.len() > 1
    };
    hits.iter().any(|it| tells(it) && is_outside(it.tokens.start))
        || (0..line.tokens.len()).any(|it| {
            is_outside(it)
                && lexicon.say_verbs.contains(line.lower(it))
                && !WEAK.contains(&line.lower(it))
        })
}
