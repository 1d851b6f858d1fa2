//! The front of a copied page: where the headline stands among menus and promotions, and which
//! lines around it are names, dates and the standfirst.

use std::collections::BTreeSet;

use crate::cruft::Sieve;
use crate::draft::Draft;
use crate::head::{
    HEADLINE_LEAST, HEADLINE_WORDS, META_WITHIN, META_WORDS, alike, byline, is_name, meta,
    names_below,
};
use crate::lines::{ends_sentence, is_list_item, is_paragraph, n_words};
use crate::rules::{Reason, Word, rules, words};

/// What was found; places are lines of the page.
#[derive(Debug, Default)]
pub(crate) struct Front {
    /// Headline, names and dates.
    pub(crate) draft: Draft,
    /// The line from which on the article may stand: below the headline.
    pub(crate) start: usize,
    /// The first paragraph.
    pub(crate) begin: usize,
    /// Lines that are in the draft.
    pub(crate) taken: BTreeSet<usize>,
    /// Lines of the standfirst that are no sentences.
    pub(crate) spared: Vec<usize>,
}

/// Share of the text within which names and dates belong to its front.
const FRONT_SHARE: f64 = 0.25;
/// Words of a first paragraph.
const PARAGRAPH_WORDS: usize = 14;
/// How many words of a headline must be in the text, and the share of them.
const SHARED_WORDS: usize = 2;
const SHARED_TENTHS: usize = 4;
/// The share near the names.
const NEAR_TENTHS: usize = 2;
/// Shared words beyond this count no more.
const SHARED_MOST: usize = 5;
/// A headline stands within so many lines above the names.
const NEAR: usize = 6;
/// What nearness counts, in shared words.
const NEAR_WORTH: usize = 2;
/// Words of the shortest standfirst.
const STANDFIRST_WORDS: usize = 6;

/// Reads the front of the page.
pub(crate) fn read(sieve: &Sieve) -> Front {
    let page = Page { sieve, vocabulary: vocabulary(sieve) };
    let cutoff = page.cutoff();
    let anchor = page.anchor(cutoff);
    let first = (0..sieve.lines.len()).find(|&it| page.is_long_text(it));
    let title = page
        .headline(anchor, first)
        .filter(|it| page.is_above_text(*it))
        .or_else(|| page.first_line(0..first.unwrap_or(sieve.lines.len().min(1)), 0));
    let mut front = Front::default();
    if let Some(title) = title {
        front.draft.title.clone_from(&sieve.lines[title].text);
        front.taken.insert(title);
        front.start = title + 1;
    }
    let after = anchor.filter(|it| *it >= front.start).unwrap_or(front.start);
    front.begin = page.first_paragraph(after);
    page.read_below(&mut front);
    page.read_above(&mut front);
    page.spare_standfirst(anchor, &mut front);
    front
}

/// The page and the words of its paragraphs.
struct Page<'a> {
    sieve: &'a Sieve,
    vocabulary: BTreeSet<Word>,
}

/// The words of meaning in a line: longer ones, and numbers of three digits.
fn content(text: &str) -> BTreeSet<Word> {
    words(text)
        .into_iter()
        .filter(|it| {
            let is_number = it.starts_with(|ch: char| ch.is_ascii_digit());
            it.chars().count() >= if is_number { 3 } else { 4 }
        })
        .collect()
}

/// The words of meaning in all paragraphs.
fn vocabulary(sieve: &Sieve) -> BTreeSet<Word> {
    let is_long = |it: &usize| sieve.is_text(*it) && n_words(&sieve.lines[*it].text) > 10;
    let texts = (0..sieve.lines.len()).filter(is_long).map(|it| sieve.lines[it].text.as_str());
    texts.flat_map(content).collect()
}

impl Page<'_> {
    fn text(&self, idx: usize) -> &str {
        &self.sieve.lines[idx].text
    }

    fn is_long_text(&self, idx: usize) -> bool {
        self.sieve.is_text(idx) && n_words(self.text(idx)) > PARAGRAPH_WORDS
    }

    /// The first paragraph from `start` on: a long one, or one of two.
    fn first_paragraph(&self, start: usize) -> usize {
        let n = self.sieve.lines.len();
        let is_text = |it: usize| it < n && self.sieve.is_text(it) && !self.is_meta(it);
        let texts = || (start..n).filter(|&it| is_text(it));
        texts()
            .find(|&it| n_words(self.text(it)) > PARAGRAPH_WORDS || is_text(it + 1))
            .or_else(|| texts().next())
            .unwrap_or(n)
    }

    /// True if two thirds of the text at least are below the line.
    fn is_above_text(&self, idx: usize) -> bool {
        let size = |it: usize| {
            let is_text = self.sieve.is_text(it) && ends_sentence(self.text(it));
            if is_text { n_words(self.text(it)) } else { 0 }
        };
        let n_above: usize = (0..idx).map(size).sum();
        let n_below: usize = (idx..self.sieve.lines.len()).map(size).sum();
        n_above * 2 <= n_below
    }

    /// True for a line of names or dates.
    fn is_meta(&self, idx: usize) -> bool {
        let text = self.text(idx);
        (n_words(text) <= META_WORDS && meta(text, &mut Draft::default()))
            || names_below(&self.sieve.lines, idx).is_some()
    }

    /// The line up to which the front can reach: before a quarter of the text.
    fn cutoff(&self) -> usize {
        let n = self.sieve.lines.len();
        let size = |it: usize| {
            if self.sieve.is_text(it) { n_words(self.text(it)) } else { 0 }
        };
        let most = FRONT_SHARE * (0..n).map(size).sum::<usize>() as f64;
        let mut sum = 0;
        (0..n)
            .find(|&it| {
                sum += size(it);
                sum as f64 > most
            })
            .map_or(n, |it| it + META_WITHIN)
            .min(n)
    }

    /// True for a line with the names of people.
    fn is_byline(&self, idx: usize) -> bool {
        let mut draft = Draft::default();
        let text = self.text(idx);
        names_below(&self.sieve.lines, idx).is_some()
            || (n_words(text) <= META_WORDS
                && meta(text, &mut draft)
                && draft.byline.is_some_and(|it| n_words(&it) >= 2))
    }

    /// The line of names, else of the date, by which the headline is found.
    fn anchor(&self, cutoff: usize) -> Option<usize> {
        let dated = |idx: &usize| {
            let mut draft = Draft::default();
            let text = self.text(*idx);
            n_words(text) <= META_WORDS
                && meta(text, &mut draft)
                && (draft.published.is_some() || draft.modified.is_some())
        };
        let is_below_headline =
            |idx: &usize| (idx.saturating_sub(NEAR)..*idx).any(|it| self.worth(it, false) > 0);
        (0..cutoff)
            .find(|it| self.is_byline(*it))
            .or_else(|| (0..cutoff).filter(dated).find(is_below_headline))
            .or_else(|| (0..cutoff).rev().find(dated))
    }

    /// How many words of the line are in the text; 0 for a line that cannot be a headline. Near
    /// the names fewer are enough.
    fn worth(&self, idx: usize, is_near: bool) -> usize {
        let text = self.text(idx);
        let n = n_words(text);
        let is_marked = self.sieve.marks[idx].is_some();
        if is_marked
            || !(HEADLINE_LEAST..=HEADLINE_WORDS).contains(&n)
            || ends_with_stop(text)
            || is_list_item(text)
            || self.is_meta(idx)
        {
            return 0;
        }
        let (n_shared, n_all) = self.shared(text);
        let tenths = if is_near { NEAR_TENTHS } else { SHARED_TENTHS };
        let is_shared = n_shared >= SHARED_WORDS && n_shared * 10 >= n_all * tenths;
        if is_shared { n_shared.min(SHARED_MOST) } else { 0 }
    }

    /// How many of the line's words of meaning are in the text, and how many it has.
    fn shared(&self, text: &str) -> (usize, usize) {
        let own = content(text);
        (own.iter().filter(|it| self.vocabulary.contains(*it)).count(), own.len())
    }

    /// The headline: the first of the lines above the names whose words come again in the text;
    /// else the first line of some words before the first paragraph.
    fn headline(&self, anchor: Option<usize>, first: Option<usize>) -> Option<usize> {
        let n = self.sieve.lines.len();
        let end = anchor.or(first).unwrap_or(n);
        let below = first.filter(|it| *it > end).unwrap_or(end);
        self.best_run(0..end, anchor)
            .or_else(|| self.first_line(0..end, SHARED_WORDS))
            .or_else(|| self.best_run(end..below, None))
            .or_else(|| {
                let head = first.map_or(n.min(1), |it| anchor.map_or(it, |_| it.max(end)));
                self.first_line(0..head, 0)
            })
    }

    /// The line of a range that has most words of the text, `least` of them; of lines that have
    /// none, the first of some words, else the first.
    fn first_line(&self, range: std::ops::Range<usize>, least: usize) -> Option<usize> {
        let is_line = |it: &usize| {
            self.sieve.marks[*it].is_none()
                && n_words(self.text(*it)) <= HEADLINE_WORDS
                && !self.is_meta(*it)
                && !self.is_long_text(*it)
                && (*it == 0 || !ends_with_stop(self.text(*it)))
        };
        let is_whole = |it: &usize| is_line(it) && n_words(self.text(*it)) >= HEADLINE_LEAST;
        let n_shared = |it: usize| self.shared(self.text(it)).0;
        let best = range.clone().filter(is_whole).rev().max_by_key(|it| n_shared(*it));
        best.or_else(|| range.clone().find(is_line)).filter(|it| n_shared(*it) >= least)
    }

    /// The first line of the run of lines that is most of a headline.
    fn best_run(&self, range: std::ops::Range<usize>, anchor: Option<usize>) -> Option<usize> {
        let is_near = |idx: usize| anchor.is_some_and(|it| it <= idx + NEAR);
        let is_byline = anchor.is_some_and(|it| self.is_byline(it));
        let worth_of = |idx: usize| self.worth(idx, is_byline && is_near(idx));
        let mut best: Option<(usize, usize)> = None;
        let mut idx = range.start;
        while idx < range.end {
            let start = idx;
            let mut worth = 0;
            while idx < range.end && worth_of(idx) > 0 {
                worth = worth.max(worth_of(idx));
                idx += 1;
            }
            if worth > 0 {
                let total = worth + if is_near(idx) { NEAR_WORTH } else { 0 };
                if best.is_none_or(|(it, _)| total > it) {
                    let wording = self.last_wording(start, idx);
                    let is_first = wording == start;
                    let place = if is_first { self.above(start, range.start) } else { wording };
                    best = Some((total, place));
                }
            }
            idx = idx.max(start) + 1;
        }
        best.map(|(_, it)| it)
    }

    /// The line above the run, if it can be the headline over a standfirst.
    fn above(&self, start: usize, least: usize) -> usize {
        let Some(idx) = start.checked_sub(1).filter(|it| *it >= least) else { return start };
        let text = self.text(idx);
        let can_be = self.sieve.marks[idx].is_none()
            && (HEADLINE_LEAST..=HEADLINE_WORDS).contains(&n_words(text))
            && !ends_with_stop(text)
            && !self.is_meta(idx)
            && self.shared(text).0 > 0;
        if can_be { idx } else { start }
    }

    /// Of a run of lines, the last of those that say the same as the first: a path or the name of
    /// the browser's tab may stand above the headline.
    fn last_wording(&self, start: usize, end: usize) -> usize {
        let is_same = |idx: &usize| {
            let (lhs, rhs) = (content(self.text(start)), content(self.text(*idx)));
            let n_shared = lhs.intersection(&rhs).count();
            n_shared * 10 >= lhs.len().min(rhs.len()) * 7
        };
        (start + 1..end).take_while(is_same).last().unwrap_or(start)
    }

    /// Names and dates between headline and text, and shortly after its first paragraph.
    fn read_below(&self, front: &mut Front) {
        let lines = &self.sieve.lines;
        let title = front.draft.title.clone();
        let end = (front.begin + META_WITHIN).min(lines.len());
        let mut idx = front.start;
        while idx < end {
            let text = self.text(idx);
            let is_front = idx < front.begin;
            let is_open = front.draft.byline.is_none() || front.draft.published.is_none();
            let may_be = is_front || is_open && !ends_sentence(text);
            if !title.is_empty() && is_again(text, &title) {
                front.taken.insert(idx);
            } else if let Some((names, n)) = names_below(lines, idx).filter(|_| is_front) {
                front.draft.byline.get_or_insert(names);
                front.taken.extend(idx..idx + n);
                idx += n;
                continue;
            } else if may_be && n_words(text) <= META_WORDS && meta(text, &mut front.draft) {
                front.taken.insert(idx);
            } else if let Some(names) = self.names_above_date(idx).filter(|_| is_front) {
                front.draft.byline.get_or_insert(names);
                front.taken.insert(idx);
            }
            idx += 1;
        }
        if front.draft.byline.is_none()
            && let Some(idx) = (front.start..front.begin).find(|&it| self.is_signature(it))
        {
            front.draft.byline = Some(self.text(idx).to_owned());
            front.taken.insert(idx);
        }
    }

    /// True for a name that comes again further down, as in a line about the author.
    fn is_signature(&self, idx: usize) -> bool {
        let text = self.text(idx);
        let n = self.sieve.lines.len();
        let is_blurb = |it: usize| {
            self.text(it).strip_prefix(text).is_some_and(|rest| {
                rules().opens_blurb(&words(rest)) || rest.is_empty() && it * 2 > n
            })
        };
        self.sieve.marks[idx].is_none() && is_name(text) && (idx + 1..n).any(is_blurb)
    }

    /// The names in a line right above a date or a role.
    fn names_above_date(&self, idx: usize) -> Option<String> {
        let text = self.text(idx);
        let next = self.sieve.lines.get(idx + 1)?;
        let mut below = Draft::default();
        let is_dated = n_words(&next.text) <= META_WORDS
            && meta(&next.text, &mut below)
            && below.byline.is_none();
        let is_role = rules()
            .find(&next.text, false)
            .is_some_and(|it| matches!(it.reason, Reason::Author | Reason::Byline));
        let is_end = |it: &Word| rules().is_byline_end(it);
        if is_name(text) && (is_dated || is_role) && !words(text).iter().any(is_end) {
            return Some(text.to_owned());
        }
        if !is_dated || n_words(text) > 8 || ends_sentence(text) {
            return None;
        }
        if let Some((name, rest)) = text.split_once(" and ")
            && is_name(name)
            && rest.starts_with(char::is_lowercase)
        {
            return Some(name.to_owned());
        }
        let start: Vec<&str> = text.split_whitespace().take(2).collect();
        if start.len() < 2
            || !is_name(&start.join(" ").replace(',', ""))
            || self.sieve.marks[idx].is_some()
        {
            return None;
        }
        let has_role = text.contains(',') || words(text).iter().any(is_end);
        let place = [" at ", " in ", " en ", " aus ", " desde "];
        let before = place.iter().find_map(|it| text.split_once(it)).map(|it| it.0);
        match before.filter(|it| is_name(it)) {
            Some(name) => Some(name.to_owned()),
            None => has_role.then(|| byline(text, 0)).flatten(),
        }
    }

    /// Dates and names above the headline, where there are none below it.
    fn read_above(&self, front: &mut Front) {
        for idx in (0..front.start.saturating_sub(1)).rev() {
            let text = self.text(idx);
            let mut found = Draft::default();
            if n_words(text) <= META_WORDS && meta(text, &mut found) {
                front.taken.insert(idx);
                front.draft = std::mem::take(&mut front.draft).or(found);
            }
        }
    }

    /// The standfirst: right below the headline or above the names. A line that breaks off is the
    /// start of the text, shown before it.
    fn spare_standfirst(&self, anchor: Option<usize>, front: &mut Front) {
        let mut is_next = true;
        for idx in front.start..front.begin {
            let text = self.text(idx);
            let is_open = self.sieve.marks[idx].is_none() && !front.taken.contains(&idx);
            let is_above = anchor.is_some_and(|it| idx < it);
            let is_held = is_next
                && anchor.is_some_and(|it| (idx + 1..it).all(|it| front.taken.contains(&it)));
            let is_worth =
                (self.worth(idx, false) > 0 || is_held) && n_words(text) >= STANDFIRST_WORDS;
            let breaks_off = text.ends_with('…') || text.ends_with("...");
            if is_open
                && !breaks_off
                && (is_above || is_next)
                && (is_worth || is_paragraph(text))
                && !alike(text, &front.draft.title)
            {
                front.spared.push(idx);
            } else if is_open && breaks_off {
                front.taken.insert(idx);
            }
            is_next &= (is_open || front.taken.contains(&idx)) && !breaks_off;
        }
    }
}

/// True for endings that headlines do not have; they may be questions.
fn ends_with_stop(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', '»', '«', '“', ')', ' ']);
    bare.ends_with(['.', ':', '…'])
}

/// True if the line is the headline again, alone or behind a path.
fn is_again(text: &str, title: &str) -> bool {
    text == title || (text.ends_with(title) && n_words(text) <= n_words(title) + 4)
}
