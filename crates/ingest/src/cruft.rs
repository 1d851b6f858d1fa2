//! The sieve: which lines of a text are page furniture, and whether a teaser stands at its end.

use std::collections::{BTreeMap, BTreeSet};

mod ending;
mod shape;

use article::{Completeness, Warning, WarningKind};

use crate::head::joins_names;
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
/// Words of the shortest line that is dropped when it comes again.
const REPEAT_WORDS: usize = 8;
/// How often a short line must stand in the text to be furniture.
const SHORT_REPEATS: usize = 3;
/// Words of the longest line that can be a link to another article.
const LINK_WORDS: usize = 24;

/// Sorts the lines of a text that was extracted before.
pub(crate) fn sift(lines: Vec<Line>) -> Sifted {
    Sieve::new(lines, Manner::Extracted).extracted()
}

/// Sorts the lines of a record, in which nothing tells headings from text any more.
pub(crate) fn sift_record(lines: Vec<Line>) -> Sifted {
    let mut sieve = Sieve::new(lines, Manner::Extracted);
    sieve.mark_headings();
    sieve.extracted()
}

/// Sorts the lines below the headline of a copied page; from `begin` on they are its text. Lines
/// in `spared` need not be sentences.
pub(crate) fn sift_copied(
    mut sieve: Sieve,
    begin: usize,
    known: &Known,
    spared: &[usize],
) -> Sifted {
    sieve.mark_shouted_links();
    sieve.mark_sections(begin);
    sieve.mark_menus();
    sieve.mark_repeats();
    sieve.mark_repeated_blocks();
    sieve.mark_captions(begin, spared);
    sieve.mark_teasers();
    sieve.mark_blurbs(known);
    sieve.mark_appeals();
    sieve.mark_ending();
    sieve.mark_cards(&known.title);
    sieve.mark_loose(spared);
    sieve.mark_end(known);
    sieve.sifted()
}

/// What is known of the article, by which lines about its makers are told.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The names in its byline.
    pub(crate) authors: Vec<String>,
    /// Who published it.
    pub(crate) outlet: String,
    /// Its headline.
    pub(crate) title: String,
}

/// Lines with the reason why each is not of the article, as far as it is known.
#[derive(Debug)]
pub(crate) struct Sieve {
    pub(crate) lines: Vec<Line>,
    pub(crate) marks: Vec<Option<Reason>>,
    /// Headings after which only furniture follows.
    opens: Vec<bool>,
    /// Lines that stand for a part that is missing.
    cuts: Vec<bool>,
}

impl Sieve {
    /// Marks each line that can be judged by itself.
    pub(crate) fn new(lines: Vec<Line>, manner: Manner) -> Self {
        let n = lines.len();
        let mut sieve =
            Self { lines, marks: vec![None; n], opens: vec![false; n], cuts: vec![false; n] };
        for idx in 0..n {
            let line = &sieve.lines[idx];
            if let Some(rule) = rules().find(&line.text, false) {
                sieve.marks[idx] = Some(rule.reason);
                sieve.opens[idx] = rule.opens_section;
                sieve.cuts[idx] = rule.cuts;
            } else {
                sieve.marks[idx] = shape::reason(line, manner);
            }
        }
        sieve
    }

    /// The same without the lines that `is_kept` refuses.
    pub(crate) fn keep(self, is_kept: impl Fn(usize) -> bool) -> Self {
        let Self { lines, marks, opens, cuts } = self;
        let n = lines.len();
        let mut kept = Self { lines: vec![], marks: vec![], opens: vec![], cuts: vec![] };
        for (idx, line) in lines.into_iter().enumerate().take(n).filter(|(idx, _)| is_kept(*idx)) {
            kept.lines.push(line);
            kept.marks.push(marks[idx]);
            kept.opens.push(opens[idx]);
            kept.cuts.push(cuts[idx]);
        }
        kept
    }

    /// True if the line is not marked and reads as running text.
    pub(crate) fn is_text(&self, idx: usize) -> bool {
        self.marks[idx].is_none() && is_paragraph(&self.lines[idx].text)
    }

    /// Ends the sorting.
    fn sifted(self) -> Sifted {
        let partial = teaser(&self.lines, &self.marks, &self.cuts);
        let mut sifted = Sifted { partial, ..Sifted::default() };
        for (line, mark) in self.lines.into_iter().zip(self.marks) {
            match mark {
                Some(reason) => sifted.dropped.push((reason, line.text)),
                None => sifted.kept.push(line),
            }
        }
        sifted
    }
}

impl Sieve {
    /// Links to other articles set in capitals between the paragraphs.
    fn mark_shouted_links(&mut self) {
        let (lines, marks) = (&self.lines, &mut self.marks);
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
}

/// Words of the longest crosshead, and of the longest that asks something.
const CROSSHEAD_WORDS: usize = 6;
const QUESTION_WORDS: usize = 10;
/// Questions between paragraphs from which on they are headings, and no writer's own.
const MIN_QUESTIONS: usize = 2;
/// Words of the longest line of names above a text.
const NAMES_WORDS: usize = 9;

impl Sieve {
    /// Sorts by all that needs no knowledge of the page.
    fn extracted(mut self) -> Sifted {
        self.mark_shouted_links();
        self.mark_crossheads();
        self.mark_names_on_top();
        self.mark_sections(0);
        self.mark_repeats();
        self.mark_end(&Known::default());
        self.sifted()
    }

    /// A few words in capitals beside a paragraph.
    fn mark_crossheads(&mut self) {
        for idx in 1..self.lines.len().saturating_sub(1) {
            let text = &self.lines[idx].text;
            let is_crosshead = (2..=CROSSHEAD_WORDS).contains(&n_words(text))
                && !text.chars().any(char::is_lowercase)
                && !ends_sentence(text);
            if is_crosshead && (self.is_text(idx - 1) || self.is_text(idx + 1)) {
                self.marks[idx].get_or_insert(Reason::Loose);
            }
        }
    }

    /// A few words without a stop between two paragraphs, and questions between two if there are several.
    fn mark_headings(&mut self) {
        let between = |it: &usize| self.is_text(it - 1) && self.is_text(it + 1);
        let places: Vec<usize> = (1..self.lines.len().saturating_sub(1)).filter(between).collect();
        let text = |it: &usize| self.lines[*it].text.as_str();
        let is_heading = |it: &usize| {
            let text = text(it);
            (1..=CROSSHEAD_WORDS).contains(&n_words(text))
                && !ends_sentence(text)
                && !text.ends_with([':', ',', ';', '-', '–', '—'])
                && !is_list_item(text)
                && text.chars().any(char::is_alphabetic)
        };
        let is_question = |it: &usize| {
            let text = text(it);
            text.ends_with('?')
                && n_words(text) <= QUESTION_WORDS
                && !text.contains(['"', '“', '.', '!'])
        };
        let asked: Vec<usize> = places.iter().copied().filter(is_question).collect();
        let asked = if asked.len() >= MIN_QUESTIONS { asked } else { Vec::new() };
        let headings: Vec<usize> = places.into_iter().filter(is_heading).chain(asked).collect();
        for idx in headings {
            self.marks[idx].get_or_insert(Reason::Loose);
        }
    }

    /// The names of who wrote it, in the first line: `Ann Ray and Rob Loe`.
    fn mark_names_on_top(&mut self) {
        let Some(line) = self.lines.first() else { return };
        let is_name = |it: &str| {
            it.starts_with(char::is_uppercase) && !it.chars().any(|it| it.is_ascii_digit())
        };
        let pieces: Vec<&str> = line.text.split([' ', ',']).filter(|it| !it.is_empty()).collect();
        let n_joints = pieces.iter().filter(|it| joins_names(it)).count();
        let is_names = n_joints == 1
            && (4..=NAMES_WORDS).contains(&pieces.len())
            && !ends_sentence(&line.text)
            && pieces.iter().all(|it| is_name(it) || joins_names(it))
            && !joins_names(pieces[0]);
        if is_names && self.lines.len() > 2 && self.is_text(1) {
            self.marks[0].get_or_insert(Reason::Byline);
        }
    }
}

/// True for a line of several words, all in capitals, that is no sentence.
fn is_shouted(text: &str) -> bool {
    let n_upper = || text.chars().filter(|it| it.is_uppercase()).count();
    let n_lower = || text.chars().filter(|it| it.is_lowercase()).count();
    !text.ends_with(['.', '"', '”']) && n_lower() * 20 <= n_upper() && n_words(text) >= 5
}

impl Sieve {
    /// The links below a heading such as "More coverage", from line `begin` on.
    fn mark_sections(&mut self, begin: usize) {
        let Self { lines, marks, opens, .. } = self;
        for start in (begin..lines.len()).filter(|&idx| opens[idx]) {
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
    fn mark_menus(&mut self) {
        let (lines, marks) = (&self.lines, &mut self.marks);
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
        let Some(last) = (0..lines.len())
            .rev()
            .find(|&idx| marks[idx].is_none() && is_paragraph(&lines[idx].text))
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

    /// Lines that stand in the text before: galleries repeat their captions, pages their labels.
    fn mark_repeats(&mut self) {
        let (lines, marks) = (&self.lines, &mut self.marks);
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
            if !is_long
                && !ends_sentence(text)
                && counts[text] >= SHORT_REPEATS
                && !text.ends_with(':')
            {
                mark.get_or_insert(Reason::Navigation);
            }
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

    /// `14 lines of page furniture dropped: navigation (6), sharing (3), …`, most frequent first.
    fn count(&self) -> String {
        let mut counts: BTreeMap<Reason, usize> = BTreeMap::new();
        for (reason, _) in &self.dropped {
            *counts.entry(*reason).or_default() += 1;
        }
        let mut counts: Vec<(Reason, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(reason, n)| (std::cmp::Reverse(*n), *reason));
        let parts: Vec<String> =
            counts.iter().map(|(reason, n)| format!("{} ({n})", reason.name())).collect();
        let n_lines = self.dropped.len();
        let noun = if n_lines == 1 { "line" } else { "lines" };
        format!("{n_lines} {noun} of page furniture dropped: {}", parts.join(", "))
    }
}
