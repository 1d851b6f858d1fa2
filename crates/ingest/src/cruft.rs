//! The sieve: which lines of a text are page furniture, and whether a teaser stands at its end.

use std::collections::{BTreeMap, BTreeSet};

use article::{Completeness, Warning, WarningKind};

use crate::lines::{Line, ends_sentence, is_list_item, is_paragraph, n_words};
use crate::rules::{Reason, rules};

/// How the text came to us, which decides how much furniture is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Copied from a page by hand: everything around the article may be there.
    Copied,
    /// Extracted before, by us or by whoever made the record: only stray lines are left.
    Extracted,
}

/// What the sieve kept and what it dropped.
#[derive(Debug, Default)]
pub(crate) struct Sifted {
    /// The article's lines.
    pub(crate) kept: Vec<Line>,
    /// Every dropped line with its reason, in order.
    pub(crate) dropped: Vec<(Reason, String)>,
    /// Why the text is not all of the article, if it seems so.
    pub(crate) partial: Option<String>,
}

/// A run of this many menu entries is a menu even where no rule knows the words.
const MENU_RUN: usize = 4;
/// Words of a menu entry.
const MENU_WORDS: usize = 4;
/// Words of the longest line that can be a link to another article.
const LINK_WORDS: usize = 24;

/// Sorts the lines.
pub(crate) fn sift(lines: Vec<Line>, manner: Manner) -> Sifted {
    let mut marks: Vec<Option<Reason>> = vec![None; lines.len()];
    let mut is_section = vec![false; lines.len()];
    let mut is_cut = vec![false; lines.len()];
    for (idx, line) in lines.iter().enumerate() {
        if let Some(rule) = rules().find(&line.text, false) {
            marks[idx] = Some(rule.reason);
            is_section[idx] = rule.opens_section;
            is_cut[idx] = rule.cuts;
        } else {
            marks[idx] = by_shape(&line.text);
        }
    }
    mark_shouted_links(&lines, &mut marks);
    mark_sections(&lines, &is_section, &mut marks);
    if manner == Manner::Copied {
        mark_menus(&lines, &mut marks);
    }
    mark_repeats(&lines, &mut marks);
    mark_end(&lines, &mut marks);
    let partial = teaser(&lines, &marks, &is_cut);
    let mut sifted = Sifted { partial, ..Sifted::default() };
    for (line, mark) in lines.into_iter().zip(marks) {
        match mark {
            Some(reason) => sifted.dropped.push((reason, line.text)),
            None => sifted.kept.push(line),
        }
    }
    sifted
}

/// Lines that no words are needed to judge: rules, bare addresses, handles.
fn by_shape(text: &str) -> Option<Reason> {
    if !text.chars().any(char::is_alphanumeric) {
        return Some(Reason::Navigation);
    }
    if ends_with_credit(text) {
        return Some(Reason::Caption);
    }
    let mut pieces = text.split_whitespace();
    let first = pieces.next().unwrap_or("");
    if pieces.next().is_some() {
        return None;
    }
    let is_address = first.starts_with("http://")
        || first.starts_with("https://")
        || first.starts_with("www.")
        || (first.contains('@') && first.contains('.'));
    if is_address {
        return Some(Reason::Navigation);
    }
    first.starts_with('@').then_some(Reason::Sharing)
}

/// Words of the longest caption.
const CAPTION_WORDS: usize = 90;

/// True for a caption with its credit behind it: `… on Friday. (A. Name/Agency)`,
/// `… AGENCY/A. Name`. The stroke is what tells it from a sentence about the agency.
fn ends_with_credit(text: &str) -> bool {
    if n_words(text) > CAPTION_WORDS {
        return false;
    }
    let bare = text.trim_end_matches([')', ']', ' ']);
    let is_bracketed = bare.len() < text.trim_end().len();
    let Some((before, after)) = bare.rsplit_once('/') else { return false };
    if bare.ends_with(['.', '"', '”', '!', '?']) && !is_bracketed {
        return false;
    }
    let is_credit = |word: Option<&str>| {
        let word: String = word.unwrap_or("").chars().filter(|it| it.is_alphanumeric()).collect();
        word.starts_with(char::is_uppercase) && rules().is_credit(&word.to_lowercase())
    };
    let after_words: Vec<&str> = after.split_whitespace().collect();
    let is_name = |it: &&str| it.starts_with(|ch: char| ch.is_uppercase() || !ch.is_alphabetic());
    after_words.len() <= 5
        && after_words.iter().all(is_name)
        && (is_credit(after_words.first().copied()) || is_credit(before.split_whitespace().last()))
}

/// Links to other articles set in capitals between the paragraphs.
fn mark_shouted_links(lines: &[Line], marks: &mut [Option<Reason>]) {
    let shouted: Vec<usize> =
        (0..lines.len()).filter(|&idx| is_shouted(&lines[idx].text)).collect();
    if shouted.len() * 2 > lines.len().max(4) {
        return;
    }
    for idx in shouted {
        // The first line may be a headline in capitals.
        if idx > 0 {
            marks[idx].get_or_insert(Reason::Related);
        }
    }
}

/// True for a line of several words, all in capitals, that is no sentence.
fn is_shouted(text: &str) -> bool {
    let n_upper = text.chars().filter(|it| it.is_uppercase()).count();
    let n_lower = text.chars().filter(|it| it.is_lowercase()).count();
    n_words(text) >= 5 && n_lower * 20 <= n_upper && !text.ends_with(['.', '"', '”'])
}

/// The links below a heading such as "More coverage".
fn mark_sections(lines: &[Line], opens: &[bool], marks: &mut [Option<Reason>]) {
    for start in (0..lines.len()).filter(|&idx| opens[idx]) {
        for idx in start + 1..lines.len() {
            let text = &lines[idx].text;
            if ends_sentence(text) || n_words(text) > LINK_WORDS || opens[idx] {
                break;
            }
            marks[idx].get_or_insert(Reason::Related);
        }
    }
}

/// Runs of short lines that end no sentence, and everything short outside the paragraphs.
fn mark_menus(lines: &[Line], marks: &mut [Option<Reason>]) {
    let is_entry = |idx: usize, marks: &[Option<Reason>]| {
        let text = &lines[idx].text;
        marks[idx].is_some()
            || (n_words(text) <= MENU_WORDS
                && !ends_sentence(text)
                && !text.chars().any(|it| it.is_ascii_digit())
                && !is_list_item(text))
    };
    let mut start = 0;
    while start < lines.len() {
        let mut end = start;
        while end < lines.len() && is_entry(end, marks) {
            end += 1;
        }
        let n_unknown = (start..end).filter(|&idx| marks[idx].is_none()).count();
        let n_known = end - start - n_unknown;
        if n_unknown + n_known >= MENU_RUN && (n_unknown >= MENU_RUN || n_known >= n_unknown) {
            for mark in &mut marks[start..end] {
                mark.get_or_insert(Reason::Navigation);
            }
        }
        start = end.max(start) + 1;
    }
    let Some(last) =
        (0..lines.len()).rev().find(|&idx| marks[idx].is_none() && is_paragraph(&lines[idx].text))
    else {
        return;
    };
    for idx in last + 1..lines.len() {
        let text = &lines[idx].text;
        if !ends_sentence(text) && n_words(text) <= LINK_WORDS {
            let reason =
                if n_words(text) > MENU_WORDS { Reason::Related } else { Reason::Navigation };
            marks[idx].get_or_insert(reason);
        }
    }
}

/// Words of the shortest line that is dropped when it comes again.
const REPEAT_WORDS: usize = 8;

/// How often a short line must stand in the text to be furniture.
const SHORT_REPEATS: usize = 3;

/// Lines that stand in the text before: galleries repeat their captions, pages their labels.
fn mark_repeats(lines: &[Line], marks: &mut [Option<Reason>]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines {
        *counts.entry(line.text.as_str()).or_default() += 1;
    }
    let mut seen = BTreeSet::new();
    for (line, mark) in lines.iter().zip(marks) {
        let text = line.text.as_str();
        let is_long = n_words(text) >= REPEAT_WORDS;
        if is_long && !seen.insert(text) {
            mark.get_or_insert(Reason::Caption);
        }
        if !is_long && !ends_sentence(text) && counts[text] >= SHORT_REPEATS && !text.ends_with(':')
        {
            mark.get_or_insert(Reason::Navigation);
        }
    }
}

/// Blurbs and appeals: judged from the end upwards, up to the first line of the article.
fn mark_end(lines: &[Line], marks: &mut [Option<Reason>]) {
    for idx in (1..lines.len()).rev() {
        if marks[idx].is_some() {
            continue;
        }
        match rules().find(&lines[idx].text, true) {
            Some(rule) => marks[idx] = Some(rule.reason),
            None => break,
        }
    }
}

/// Says why a part seems to be missing: a paywall line with no paragraphs after it, or an ellipsis
/// where the text stops.
fn teaser(lines: &[Line], marks: &[Option<Reason>], cuts: &[bool]) -> Option<String> {
    let is_content = |idx: usize| marks[idx].is_none() && is_paragraph(&lines[idx].text);
    if let Some(cut) = (0..lines.len()).rev().find(|&idx| cuts[idx])
        && !(cut + 1..lines.len()).any(is_content)
    {
        return Some("the rest is behind a paywall".to_owned());
    }
    let last = (0..lines.len()).rev().find(|&idx| marks[idx].is_none())?;
    let text = lines[last].text.trim_end_matches(['"', '”', ')', ' ']);
    let is_cut_off = text.ends_with(" chars]")
        || text.ends_with("[…")
        || text.ends_with("[…]")
        || text.ends_with("[...]")
        || (text.ends_with(['…']) || text.ends_with("..."))
            && n_words(text) >= 8
            && !text.ends_with("....");
    is_cut_off.then(|| "the text breaks off".to_owned())
}

impl Sifted {
    /// The kept lines as a body.
    pub(crate) fn body(&self) -> String {
        let lines: Vec<&str> = self.kept.iter().map(|it| it.text.as_str()).collect();
        lines.join("\n\n")
    }

    /// What the reader is told about the dropped lines and missing parts.
    pub(crate) fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if !self.dropped.is_empty() {
            warnings.push(Warning::new(WarningKind::Cruft, self.count()));
        }
        if let Some(reason) = &self.partial {
            let text = format!("the article is not complete: {reason}");
            warnings.push(Warning::new(WarningKind::Partial, text));
        }
        warnings
    }

    /// Whether this is all of the article.
    pub(crate) fn completeness(&self) -> Completeness {
        match &self.partial {
            Some(reason) => Completeness::Partial(reason.clone()),
            None => Completeness::Complete,
        }
    }

    /// `14 lines of page furniture dropped: 6 navigation, 3 sharing, …`, most frequent first.
    fn count(&self) -> String {
        let mut counts: BTreeMap<Reason, usize> = BTreeMap::new();
        for (reason, _) in &self.dropped {
            *counts.entry(*reason).or_default() += 1;
        }
        let mut counts: Vec<(Reason, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(reason, n)| (std::cmp::Reverse(*n), *reason));
        let parts: Vec<String> =
            counts.iter().map(|(reason, n)| format!("{n} {}", reason.name())).collect();
        let n_lines = self.dropped.len();
        let noun = if n_lines == 1 { "line" } else { "lines" };
        format!("{n_lines} {noun} of page furniture dropped: {}", parts.join(", "))
    }
}
