//! Where a copied page stops being the article: captions with their credits, lines about the
//! authors, loose lines between the paragraphs, and all that follows the text.

use crate::cruft::{Known, Sieve};
use crate::lines::{ends_sentence, is_list_item, is_paragraph, n_words};
use crate::rules::{Reason, rules, words};

/// Words of the longest caption that has its credit in the next line.
const CAPTION_WORDS: usize = 40;
/// Words of the longest line about an author.
const BLURB_WORDS: usize = 60;
/// Share of a text's words that must stand in sentences before lines that are none are dropped.
const SENTENCE_SHARE: f64 = 0.5;
/// Share of the text before which no heading ends the article.
const CLOSING_SHARE: f64 = 0.6;
/// Share of the text after which nothing follows a heading that is always the last.
const LAST_SHARE: f64 = 0.85;
/// Paragraphs that stand before the comments of readers.
const BEFORE_COMMENTS: usize = 3;
/// Words of the shortest paragraph that, with another one beside it, shows that the article goes on.
const GOING_ON_WORDS: usize = 12;

impl Sieve {
    /// Captions whose credit is the next line, and what belongs to a video: its title twice, then
    /// a sentence about it. `begin` is the first paragraph of the text.
    pub(super) fn mark_captions(&mut self, begin: usize) {
        for idx in 0..self.lines.len().saturating_sub(1) {
            let text = self.lines[idx].text.clone();
            let next = self.lines[idx + 1].text.as_str();
            let is_player = words(&text).last().is_some_and(|it| it == "video")
                && n_words(&text) >= 4
                && text.starts_with(next)
                && !ends_sentence(next);
            if is_player {
                let has_sentence =
                    self.lines.get(idx + 2).is_some_and(|it| n_words(&it.text) <= CAPTION_WORDS);
                for mark in &mut self.marks[idx..idx + 2 + usize::from(has_sentence)] {
                    mark.get_or_insert(Reason::Caption);
                }
            }
            if self.marks[idx].is_some() || self.marks[idx + 1] != Some(Reason::Caption) {
                continue;
            }
            let is_credit = n_words(next) <= 8 && !ends_sentence(next);
            let is_caption = n_words(&text) <= CAPTION_WORDS
                && !text.contains(['"', '“', '„', '«', '»'])
                && (idx < begin || !ends_sentence(&text) || rules().has_picture_word(&text));
            if next.starts_with(&text) || (is_credit && is_caption) {
                self.marks[idx] = Some(Reason::Caption);
            }
        }
    }

    /// Lines that speak of the authors by name: no article does.
    pub(super) fn mark_blurbs(&mut self, known: &Known) {
        for idx in 0..self.lines.len() {
            let text = &self.lines[idx].text;
            let is_blurb = known.authors.iter().any(|name| {
                n_words(text) <= BLURB_WORDS
                    && strip(text, name)
                        .is_some_and(|rest| rest.is_empty() || rules().opens_blurb(&words(rest)))
            });
            if is_blurb {
                self.marks[idx].get_or_insert(Reason::Author);
            }
        }
    }

    /// Lines that are no sentences, between those that are: headings, links, captions. Lists stay,
    /// and so does a text that has few stops.
    pub(super) fn mark_loose(&mut self, spared: &[usize]) {
        let open: Vec<usize> =
            (0..self.lines.len()).filter(|&it| self.marks[it].is_none()).collect();
        let size = |it: &&usize| n_words(&self.lines[**it].text);
        let n_all: usize = open.iter().map(|it| size(&it)).sum();
        let ended = |it: &&usize| ends_sentence(&self.lines[**it].text);
        let n_ended: usize = open.iter().filter(ended).map(|it| size(&it)).sum();
        if (n_ended as f64) < SENTENCE_SHARE * n_all as f64 {
            return;
        }
        let mut in_list = false;
        for idx in open {
            let text = self.lines[idx].text.as_str();
            let goes_on = self
                .lines
                .get(idx + 1)
                .is_some_and(|next| !next.after_gap && next.text.starts_with(char::is_lowercase));
            if is_paragraph(text) || ends_sentence(text) {
                in_list = text.ends_with(':');
            } else if text.ends_with(':') && n_words(text) >= 5 {
                in_list = true;
            } else if !is_list_item(text) && !in_list && !goes_on && !spared.contains(&idx) {
                self.marks[idx] = Some(Reason::Loose);
            }
        }
    }

    /// Everything after the heading that ends the article: related stories with their teasers,
    /// the comments of readers, notes about the outlet.
    pub(super) fn mark_ending(&mut self) {
        let size = |idx: usize| n_words(&self.lines[idx].text);
        let content: Vec<usize> = (0..self.lines.len())
            .filter(|&it| self.is_text(it) && ends_sentence(&self.lines[it].text))
            .collect();
        let n_all: usize = content.iter().map(|&it| size(it)).sum();
        for start in 0..self.lines.len() {
            let Some(closing) = rules().closing(&self.lines[start].text) else { continue };
            let (before, after): (Vec<usize>, Vec<usize>) =
                content.iter().partition(|&&it| it < start);
            let n_before: usize = before.iter().map(|&it| size(it)).sum();
            let n_replies =
                self.marks[start + 1..].iter().filter(|it| **it == Some(Reason::Comments)).count();
            let are_comments = closing.reason == Reason::Comments
                && n_replies >= 2
                && before.len() >= BEFORE_COMMENTS;
            let share = n_before as f64 / n_all.max(1) as f64;
            let is_end = closing.is_final && share >= LAST_SHARE
                || share >= CLOSING_SHARE && !self.goes_on(&after, closing.is_final);
            if are_comments || is_end {
                for mark in &mut self.marks[start..] {
                    mark.get_or_insert(closing.reason);
                }
                return;
            }
        }
    }

    /// True if two of these paragraphs stand side by side, advertisements and the like aside unless
    /// `is_strict`.
    fn goes_on(&self, content: &[usize], is_strict: bool) -> bool {
        content.windows(2).any(|pair| {
            let are_long = pair.iter().all(|&it| n_words(&self.lines[it].text) >= GOING_ON_WORDS);
            let between = &self.marks[pair[0] + 1..pair[1]];
            let are_apart = between.iter().any(|it| {
                is_strict
                    || !matches!(
                        it,
                        Some(Reason::Advertisement | Reason::Sharing | Reason::Newsletter)
                    )
            });
            are_long && !are_apart
        })
    }

    /// Blurbs and appeals: judged from the end upwards, up to the first line of the article.
    pub(super) fn mark_end(&mut self, known: &Known) {
        for idx in (1..self.lines.len()).rev() {
            if self.marks[idx].is_some() {
                continue;
            }
            let text = &self.lines[idx].text;
            if let Some(rule) = rules().find(text, true) {
                self.marks[idx] = Some(rule.reason);
            } else if speaks_of(text, known) {
                self.marks[idx] = Some(Reason::Author);
            } else {
                break;
            }
        }
    }
}

/// True for a last line that opens with an author's last name or the outlet, as blurbs do.
fn speaks_of(text: &str, known: &Known) -> bool {
    let last_names = known.authors.iter().filter_map(|it| it.split_whitespace().last());
    let mut names: Vec<&str> = last_names.collect();
    names.extend(Some(known.outlet.as_str()).filter(|it| !it.is_empty()));
    n_words(text) <= BLURB_WORDS
        && names.into_iter().any(|name| {
            let bare = text.strip_prefix("The ").unwrap_or(text);
            strip(text, name)
                .or_else(|| strip(bare, name))
                .is_some_and(|rest| rules().opens_blurb(&words(rest)))
        })
}

/// What follows the name at the start of the text, whatever the case.
fn strip<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let start = text.get(..name.len())?;
    let rest = &text[name.len()..];
    let is_word = !rest.starts_with(char::is_alphanumeric);
    (is_word && start.to_lowercase() == name.to_lowercase()).then(|| rest.trim_start())
}
