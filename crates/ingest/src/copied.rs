//! Plain text as a person copies it from a page: the headline is the first real line, lines with
//! names and dates are metadata, and everything that is not the article falls through the sieve.

use article::{Article, Moment};

use crate::cruft::{Manner, sift};
use crate::draft::{Draft, host};
use crate::lines::{Line, ends_sentence, is_paragraph, n_words, split};
use crate::rules::{Reason, rules, words};
use crate::{Error, dates};

/// Words of the longest headline.
const HEADLINE_WORDS: usize = 32;
/// Words of the shortest line that is taken for a headline before any other.
const HEADLINE_LEAST: usize = 4;
/// Words of the longest line that is nothing but a byline, a date or an outlet.
const META_WORDS: usize = 22;
/// How many lines after the headline may be metadata.
const META_WITHIN: usize = 12;

/// Reads a copied page.
pub(crate) fn read(name: &str, text: &str) -> Result<Article, Error> {
    let lines = split(text);
    let (found, lines) = take_head_lines(lines, "");
    let mut sifted = sift(lines, Manner::Copied);
    let title = take_headline(&mut sifted.kept);
    let no_text = || Error::NoText { name: name.to_owned() };
    let body_lines = &sifted.kept;
    if !body_lines.iter().any(|it| ends_sentence(&it.text) || is_paragraph(&it.text)) {
        return Err(no_text());
    }
    let draft = Draft { title, ..Draft::default() }.or(found);
    Ok(draft.finish(sifted.body(), sifted.completeness(), sifted.warnings()))
}

/// Removes the headline from the lines before the first paragraph, and with it the short lines
/// above it. Without such a line there is no headline.
fn take_headline(lines: &mut Vec<Line>) -> String {
    let first = lines.iter().position(|it| is_paragraph(&it.text) && n_words(&it.text) > 14);
    let head = &lines[..first.unwrap_or(lines.len().min(1))];
    let can_be = |it: &&Line| n_words(&it.text) <= HEADLINE_WORDS;
    let place = head
        .iter()
        .position(|it| can_be(&it) && n_words(&it.text) >= HEADLINE_LEAST)
        .or_else(|| head.iter().position(|it| can_be(&it)));
    let Some(place) = place else { return String::new() };
    let title = lines[place].text.clone();
    lines.drain(..=place);
    // The headline again, as pages repeat it above the text.
    lines.retain(|it| it.text != title);
    title
}

/// Removes the headline from a record's text, where it stands before the text as on the page, and
/// keeps it if the record has none.
pub(crate) fn take_repeated_headline(lines: &mut Vec<Line>, draft: &mut Draft) {
    let [first, rest @ ..] = lines.as_slice() else { return };
    let n = n_words(&first.text);
    if rest.is_empty()
        || ends_sentence(&first.text)
        || !(HEADLINE_LEAST..=HEADLINE_WORDS).contains(&n)
    {
        return;
    }
    if draft.title.is_empty() {
        draft.title.clone_from(&first.text);
    } else if !alike(&draft.title, &first.text) {
        return;
    }
    lines.remove(0);
}

/// True if half of the shorter line's words are in the other.
fn alike(lhs: &str, rhs: &str) -> bool {
    let (lhs, rhs) = (words(lhs), words(rhs));
    let n_shared = lhs.iter().filter(|it| rhs.contains(it)).count();
    n_shared * 2 >= lhs.len().min(rhs.len())
}

/// Reads bylines, dates and outlet lines before and after the headline, and removes them.
/// `title` is the headline if it is known already.
pub(crate) fn take_head_lines(lines: Vec<Line>, title: &str) -> (Draft, Vec<Line>) {
    let first = lines
        .iter()
        .position(|it| is_paragraph(&it.text) && n_words(&it.text) > META_WORDS)
        .unwrap_or(lines.len());
    let mut draft = Draft::default();
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let names: Vec<bool> =
        (0..lines.len()).map(|idx| idx < 4 && is_name_above(&lines, idx)).collect();
    for (idx, line) in lines.into_iter().enumerate() {
        if names[idx] {
            draft.byline.get_or_insert(line.text);
            continue;
        }
        let is_near = idx <= first.saturating_add(META_WITHIN).min(first.max(META_WITHIN));
        let is_repeat = !title.is_empty() && idx < 3 && line.text == title;
        if is_repeat
            || (is_near && n_words(&line.text) <= META_WORDS && meta(&line.text, &mut draft))
        {
            continue;
        }
        kept.push(line);
    }
    (draft, kept)
}

/// True for a line that is a person's name, above a line with a role, an outlet or a date.
fn is_name_above(lines: &[Line], idx: usize) -> bool {
    let pieces: Vec<&str> = lines[idx].text.split_whitespace().collect();
    let is_part = |it: &&str| {
        it.starts_with(char::is_uppercase)
            && it.chars().all(|it| it.is_alphabetic() || ".-'’".contains(it))
    };
    let Some(next) = lines.get(idx + 1) else { return false };
    if !(2..=4).contains(&pieces.len())
        || !pieces.iter().all(is_part)
        || rules().find(&lines[idx].text, false).is_some()
    {
        return false;
    }
    let role = rules().find(&next.text, false).map(|it| it.reason);
    matches!(role, Some(Reason::Author | Reason::Byline))
        || (n_words(&next.text) <= META_WORDS && meta(&next.text, &mut Draft::default()))
}

/// True if the line is nothing but metadata, which then goes into the draft.
fn meta(text: &str, draft: &mut Draft) -> bool {
    let words = words(text);
    if words.is_empty() {
        return false;
    }
    if let Some(skip) = rules().byline_opening(&words)
        && let Some(names) = byline(text, skip)
    {
        draft.byline.get_or_insert(names);
        note_date(text, &words, draft);
        return true;
    }
    let labelled = rules().has_date_label(&words) || rules().has_modified_label(&words);
    if (labelled || is_dateline_only(text)) && note_date(text, &words, draft) {
        if draft.outlet.is_empty()
            && text.contains(" / ")
            && let Some(last) = text.rsplit(" / ").next().filter(|it| dates::visible(it).is_none())
        {
            draft.outlet = last.trim().to_owned();
        }
        return true;
    }
    if labelled
        && words.len() <= 8
        && words.iter().any(|it| it.starts_with(|ch: char| ch.is_ascii_digit()))
        && !ends_sentence(text)
    {
        return true;
    }
    if let Some(url) = text.split_whitespace().find(|it| it.starts_with("http"))
        && words.len() <= 14
        && text.split_whitespace().count() <= 2
    {
        if draft.outlet.is_empty() {
            draft.outlet = host(url).unwrap_or_default();
        }
        draft.url.get_or_insert(url.to_owned());
        return true;
    }
    false
}

/// Puts the line's date where it belongs.
fn note_date(text: &str, words: &[String], draft: &mut Draft) -> bool {
    let Some(moment) = dates::visible(text) else { return false };
    let place: &mut Option<Moment> =
        if rules().has_modified_label(words) { &mut draft.modified } else { &mut draft.published };
    place.get_or_insert(moment);
    true
}

/// True for a line whose words are a date, a time, and at most a few more (`/ Harrow News`).
fn is_dateline_only(text: &str) -> bool {
    if ends_sentence(text) && n_words(text) > 6 {
        return false;
    }
    dates::visible(text).is_some() && {
        let n_other = words(text)
            .iter()
            .filter(|it| {
                !it.starts_with(|ch: char| ch.is_ascii_digit())
                    && rules().month(it).is_none()
                    && it.chars().count() > 2
            })
            .count();
        n_other <= 5
    }
}

/// The names in a byline line; nothing if it does not look like names.
fn byline(text: &str, skip: usize) -> Option<String> {
    let start = after_words(text, skip)?;
    let mut names = String::new();
    for piece in text[start..].split_whitespace() {
        let bare: String = piece.chars().filter(|it| it.is_alphanumeric()).collect();
        let lower = bare.to_lowercase();
        let is_end = rules().is_byline_end(&lower) && !names.is_empty();
        if is_end
            || bare.starts_with(|ch: char| ch.is_ascii_digit())
            || matches!(piece, "|" | "/" | "•" | "·" | "—" | "–" | "-")
        {
            break;
        }
        if rules().month(&lower).is_some() && dates::visible(text).is_some() && !names.is_empty() {
            break;
        }
        if !names.is_empty() {
            names.push(' ');
        }
        names.push_str(piece);
    }
    let names = names.trim_matches([',', ';', ':', '.', '|', ' ', '-', '–', '—']).to_owned();
    let n_words = n_words(&names);
    let joins = [
        "and", "y", "und", "et", "de", "del", "la", "von", "van", "der", "den", "bin", "al", "el",
        "da", "di", "e", "of", "the", "in", "for", "le", "dos", "with", "zu",
    ];
    let is_name = |it: &str| {
        it.starts_with(|ch: char| ch.is_uppercase() || !ch.is_alphanumeric()) || joins.contains(&it)
    };
    let is_names = names.split_whitespace().all(is_name);
    ((1..=14).contains(&n_words) && is_names && !ends_with_verb_mark(text)).then_some(names)
}

/// A byline is no sentence.
fn ends_with_verb_mark(text: &str) -> bool {
    text.ends_with(['!', '?', '"', '”', '…'])
}

/// The byte where the text goes on after its first `n` words (see [`words`]).
fn after_words(text: &str, n: usize) -> Option<usize> {
    (0..=text.len()).filter(|&at| text.is_char_boundary(at)).find(|&at| {
        words(&text[..at]).len() >= n && text[at..].starts_with(|ch: char| !ch.is_alphanumeric())
    })
}
