//! Bylines, dates and headlines as lines of text, around the headline of a page or a record.

use article::Moment;

use crate::dates;
use crate::draft::{Draft, host};
use crate::lines::{Line, ends_sentence, is_paragraph, n_words, unglued};
use crate::records::join;
use crate::rules::{Reason, Word, rules, words};

/// Words of the longest headline.
pub(crate) const HEADLINE_WORDS: usize = 32;
/// Words of the shortest line that is taken for a headline before any other.
pub(crate) const HEADLINE_LEAST: usize = 4;
/// Words of the longest line that is nothing but a byline, a date or an outlet.
pub(crate) const META_WORDS: usize = 22;
/// How many lines after the headline may be metadata.
pub(crate) const META_WITHIN: usize = 12;

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
pub(crate) fn alike(lhs: &str, rhs: &str) -> bool {
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
    for (idx, mut line) in lines.into_iter().enumerate() {
        let is_top = idx < 3;
        if is_top && let Some(deck) = behind_headline(&line.text, title) {
            line.text = deck.to_owned();
        }
        if names[idx] {
            draft.byline.get_or_insert(line.text);
            continue;
        }
        let is_near = idx <= first.saturating_add(META_WITHIN).min(first.max(META_WITHIN));
        let is_repeat = !title.is_empty() && is_top && line.text == title;
        if is_repeat
            || (is_near && n_words(&line.text) <= META_WORDS && meta(&line.text, &mut draft))
        {
            continue;
        }
        kept.push(line);
    }
    (draft, kept)
}

/// Words of a section that may stand before the headline: "white house".
const SECTION_WORDS: usize = 4;

/// What stands behind the headline in a line that it is glued to: `Congress Pier bill stalls It is the third try.`
fn behind_headline<'a>(text: &'a str, title: &str) -> Option<&'a str> {
    if n_words(title) < HEADLINE_LEAST {
        return None;
    }
    let (section, deck) = text.split_once(title)?;
    let begins = |it: char| it.is_uppercase() || it.is_ascii_digit() || "\"'“‘«".contains(it);
    let deck = deck.strip_prefix(' ')?;
    (n_words(section) <= SECTION_WORDS
        && n_words(deck) >= HEADLINE_LEAST
        && deck.starts_with(begins))
    .then_some(deck)
}

/// True for a line that is a person's name, above a line with a role, an outlet or a date.
fn is_name_above(lines: &[Line], idx: usize) -> bool {
    let Some(next) = lines.get(idx + 1) else { return false };
    if !is_name(&lines[idx].text) {
        return false;
    }
    let role = rules().find(&next.text, false).map(|it| it.reason);
    matches!(role, Some(Reason::Author | Reason::Byline))
        || (n_words(&next.text) <= META_WORDS && meta(&next.text, &mut Draft::default()))
}

/// True for two to four capitalised words that no rule knows.
pub(crate) fn is_name(text: &str) -> bool {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let is_part = |it: &&str| {
        it.starts_with(char::is_uppercase)
            && it.chars().all(|it| it.is_alphabetic() || ".-'’".contains(it))
    };
    (2..=4).contains(&pieces.len())
        && pieces.iter().all(is_part)
        && rules().byline_opening(&words(text)).is_none()
        && rules().find(text, false).is_none()
}

/// True if the line is nothing but metadata, which then goes into the draft.
pub(crate) fn meta(text: &str, draft: &mut Draft) -> bool {
    let whole = unglued(text);
    let text = whole.as_str();
    let words = words(text);
    if words.is_empty() {
        return false;
    }
    if cells(text).is_some_and(|it| meta_cells(&it, draft)) {
        return true;
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
            && let Some(last) =
                text.rsplit(" / ").next().filter(|it| !it.contains(|ch: char| ch.is_ascii_digit()))
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

/// The pieces of a line such as `by Ana Ruiz | March 3, 2031 | 6 min read`.
fn cells(text: &str) -> Option<Vec<&str>> {
    let cells: Vec<&str> = text
        .split([" | ", " · ", " • ", " ∙ "].into_iter().find(|it| text.contains(it))?)
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect();
    (cells.len() > 1).then_some(cells)
}

/// True if each cell is metadata, a time or known furniture, and one is metadata.
fn meta_cells(cells: &[&str], draft: &mut Draft) -> bool {
    let mut found = draft.clone();
    let is_time = |it: &str| {
        it.starts_with(|ch: char| ch.is_ascii_digit()) && n_words(it) <= 3 && !ends_sentence(it)
    };
    let (mut n_meta, mut n_names) = (0, 0);
    for cell in cells {
        let is_place = n_words(cell) <= 3 && cell.starts_with(char::is_uppercase);
        if meta(cell, &mut found) {
            n_meta += 1;
        } else if found.byline.is_none() && is_name(cell) {
            found.byline = Some((*cell).to_owned());
        } else if is_place && !ends_sentence(cell) {
            n_names += 1;
        } else if !is_time(cell) && rules().find(cell, false).is_none() {
            return false;
        }
    }
    if n_names > 1 || n_meta == 0 {
        return false;
    }
    *draft = found;
    true
}

/// Puts the line's date where it belongs.
fn note_date(text: &str, words: &[Word], draft: &mut Draft) -> bool {
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

/// The names in a byline line after its first `skip` words; nothing if it does not look like names.
pub(crate) fn byline(text: &str, skip: usize) -> Option<String> {
    let start = after_words(text, skip)?;
    let mut names = String::new();
    for piece in text[start..].split_whitespace() {
        let bare: String = piece.chars().filter(|it| it.is_alphanumeric()).collect();
        let lower = bare.to_lowercase();
        let is_end = rules().is_byline_end(&lower) && !names.is_empty();
        if is_end
            || bare.starts_with(|ch: char| ch.is_ascii_digit())
            || piece.contains('@')
            || matches!(piece, "|" | "/" | "•" | "·" | "—" | "–" | "-")
        {
            // `A. Name, Crime Editor`: the role began after the comma.
            if is_end && let Some((before, _)) = names.rsplit_once(',') {
                names.truncate(before.len());
            }
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
    let names = names.trim_matches([',', ';', ':', '.', '|', ' ', '-', '–', '—']);
    let names = names.replace(" ,", ",");
    let names = without_place(names.trim_end_matches([',', ' ']));
    let n_words = n_words(names);
    let joins = [
        "and", "y", "und", "et", "de", "del", "la", "von", "van", "der", "den", "bin", "al", "el",
        "da", "di", "e", "of", "the", "in", "for", "le", "dos", "with", "zu",
    ];
    let is_name = |it: &str| {
        it.starts_with(|ch: char| ch.is_uppercase() || !ch.is_alphanumeric()) || joins.contains(&it)
    };
    let is_names = names.split_whitespace().all(is_name);
    ((1..=14).contains(&n_words) && is_names && !ends_with_verb_mark(text))
        .then(|| names.to_owned())
}

/// Names without what stands behind the last comma, if it is one word (`Ana Ruiz, Calanda`) or
/// begins with one (`Ana Ruiz, Crime and Courts`): a name has two.
fn without_place(names: &str) -> &str {
    let Some((before, after)) = names.rsplit_once(',') else { return names };
    let first = after.split(" and ").next().unwrap_or(after);
    if n_words(before) >= 2 && n_words(first) == 1 { without_place(before.trim()) } else { names }
}

/// A byline without the outlet behind it (`By Ana Ruiz Harbour Wire`).
pub(crate) fn without_outlet(names: &str, outlet: &str) -> String {
    let first = words(outlet).into_iter().find(|it| it != "the");
    let pieces: Vec<&str> = names.split_whitespace().collect();
    let place = pieces
        .iter()
        .skip(2)
        .position(|it| first.as_ref().is_some_and(|first| **first == *it.to_lowercase()));
    match place {
        Some(place) if !outlet.is_empty() => {
            pieces[..place + 2].join(" ").trim_end_matches(',').to_owned()
        }
        _ => names.to_owned(),
    }
}

/// True for a word between two names.
pub(crate) fn joins_names(word: &str) -> bool {
    matches!(word, "and" | "&" | "y" | "und")
}

/// Names below a line that is nothing but `By`, and how many lines they take with it.
pub(crate) fn names_below(lines: &[Line], idx: usize) -> Option<(String, usize)> {
    let words = words(&lines[idx].text);
    if words.is_empty() || rules().byline_opening(&words) != Some(words.len()) {
        return None;
    }
    let mut names = Vec::new();
    let mut end = idx + 1;
    while let Some(line) = lines.get(end) {
        if is_name(&line.text) {
            names.push(line.text.clone());
        } else if line.text != "," && !joins_names(&line.text) {
            break;
        }
        end += 1;
    }
    join(&names).map(|it| (it, end - idx))
}

/// A byline is no sentence.
fn ends_with_verb_mark(text: &str) -> bool {
    text.ends_with(['!', '?', '"', '”', '…'])
}

/// The byte where the text goes on after its first `n` words (see [`words`]).
fn after_words(text: &str, n: usize) -> Option<usize> {
    if n == 0 {
        return Some(0);
    }
    (0..=text.len()).filter(|&at| text.is_char_boundary(at)).find(|&at| {
        words(&text[..at]).len() >= n && text[at..].starts_with(|ch: char| !ch.is_alphanumeric())
    })
}
