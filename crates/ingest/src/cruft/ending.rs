//! Where a copied page stops being the article: captions with their credits, lines about the
//! authors, loose lines between the paragraphs, and all that follows the text.

use std::collections::{BTreeMap, BTreeSet};

use crate::cruft::{Known, Sieve};
use crate::draft::Draft;
use crate::head::{META_WORDS, is_name, meta};
use crate::lines::{ends_sentence, is_list_item, is_paragraph, n_words};
use crate::rules::{Reason, Word, rules, words};

/// Words of the longest caption that has its credit in the next line.
const CAPTION_WORDS: usize = 40;
/// Words of the longest line that gives a name its role.
const ROLE_WORDS: usize = 14;
/// Words of the longest line about an author.
const BLURB_WORDS: usize = 60;
/// Share of the long lines that must be sentences before short lines that are none are dropped,
/// and the words of a long line.
const SENTENCE_SHARE: f64 = 0.5;
const LONG_WORDS: usize = 10;
/// Share of the text before which no heading ends the article.
const CLOSING_SHARE: f64 = 0.6;
/// The same for a heading that is always the last.
const FINAL_SHARE: f64 = 0.35;
/// Share of the text after which nothing follows a heading that is always the last.
const LAST_SHARE: f64 = 0.85;
/// Paragraphs that stand before the comments of readers.
const BEFORE_COMMENTS: usize = 3;
/// Words of the longest line that is dropped for being no sentence.
const LOOSE_WORDS: usize = 16;
/// Words of the shortest speech, and of the longest attribution behind it.
const SPEECH_WORDS: usize = 6;
/// Letters of the shortest word that can be a topic.
const TOPIC_LETTERS: usize = 5;
/// How many cards there are where there is one.
const CARDS: usize = 3;
/// Lines from one part of an appeal to the next.
const APPEAL_LINES: usize = 4;
/// One paragraph in so many may stand twice.
const REPEATED_MOST: usize = 3;
/// Words of the longest question that can be a link, and of one that can be a heading.
const LINK_QUESTION_WORDS: usize = 14;
const HEADING_QUESTION_WORDS: usize = 8;
/// How many headings are questions where one is.
const QUESTIONS: usize = 2;
/// Words of the shortest paragraph that, with another one beside it, shows that the article goes on.
const GOING_ON_WORDS: usize = 8;

impl Sieve {
    /// Captions whose credit is the next line, and what belongs to a video: its title twice, then
    /// a sentence about it. `begin` is the first paragraph of the text; those in `spared` stand above.
    pub(super) fn mark_captions(&mut self, begin: usize, spared: &[usize]) {
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
            let is_handle = self.marks[idx + 1] == Some(Reason::Sharing) && next.starts_with('@');
            if self.marks[idx].is_some()
                || !(is_handle || self.marks[idx + 1] == Some(Reason::Caption))
            {
                continue;
            }
            let is_counted = idx > 0 && !self.lines[idx - 1].text.contains(char::is_alphabetic);
            let is_credit = n_words(next) <= 8 && !ends_sentence(next);
            let is_caption = n_words(&text) <= CAPTION_WORDS
                && !text.contains(['"', '“', '„', '«', '»'])
                && (idx < begin
                    || is_counted
                    || !ends_sentence(&text)
                    || rules().has_picture_word(&text));
            let has_credit = next.len() > text.len() && next.starts_with(&text);
            if has_credit || (is_credit && is_caption && !spared.contains(&idx)) {
                self.marks[idx] = Some(Reason::Caption);
            }
        }
    }

    /// The sentence of a card that links to another article: below its title, above its byline.
    pub(super) fn mark_teasers(&mut self) {
        for idx in 1..self.lines.len().saturating_sub(1) {
            let next = &self.lines[idx + 1].text;
            let is_card = self.marks[idx].is_none()
                && self.marks[idx - 1] == Some(Reason::Related)
                && n_words(&self.lines[idx].text) <= CAPTION_WORDS
                && n_words(next) <= META_WORDS
                && meta(next, &mut Draft::default());
            if is_card {
                self.marks[idx] = Some(Reason::Related);
                self.marks[idx + 1].get_or_insert(Reason::Byline);
            }
        }
    }

    /// Lines around an appeal that belong to it: between two parts of it, or speaking to the
    /// reader and of nothing that the article speaks of.
    pub(super) fn mark_appeals(&mut self) {
        let n = self.lines.len();
        let appeals: Vec<usize> =
            (0..n).filter(|&it| self.marks[it] == Some(Reason::Appeal)).collect();
        for pair in appeals.windows(2).filter(|it| it[0] * 2 >= n && it[1] - it[0] <= APPEAL_LINES)
        {
            for mark in &mut self.marks[pair[0]..pair[1]] {
                mark.get_or_insert(Reason::Appeal);
            }
        }
        let topics = self.topics();
        for start in appeals.into_iter().filter(|it| it * 2 >= n) {
            let speaks = |idx: &usize| {
                let text = self.lines[*idx].text.as_str();
                let n_topics = words(text).iter().filter(|it| topics.contains(*it)).count();
                self.marks[*idx].is_none()
                    && ends_sentence(text)
                    && !text.contains(['"', '“', '”', '„', '«', '»'])
                    && rules().addresses(text)
                    && n_topics == 0
            };
            let below: Vec<usize> = (start + 1..n).take_while(speaks).collect();
            let above: Vec<usize> = (0..start).rev().take_while(speaks).collect();
            for idx in below.into_iter().chain(above) {
                self.marks[idx] = Some(Reason::Appeal);
            }
        }
    }

    /// Longer words that two or more paragraphs have.
    fn topics(&self) -> BTreeSet<Word> {
        let texts: Vec<usize> = (0..self.lines.len()).filter(|&it| self.is_text(it)).collect();
        self.topics_of(&texts)
    }

    /// Longer words that two or more of these lines have.
    fn topics_of(&self, texts: &[usize]) -> BTreeSet<Word> {
        let mut counts: BTreeMap<Word, usize> = BTreeMap::new();
        for &idx in texts {
            let own: BTreeSet<Word> = words(&self.lines[idx].text)
                .into_iter()
                .filter(|it| it.len() >= TOPIC_LETTERS)
                .collect();
            for word in own {
                *counts.entry(word).or_default() += 1;
            }
        }
        let often = counts.into_iter().filter(|(_, n)| *n >= 2);
        often.map(|(word, _)| word).filter(|it| !rules().is_appeal_word(it)).collect()
    }

    /// Paragraphs that stand twice, one after the other both times: appeals do, articles do not.
    /// A text that was copied twice as a whole is left alone.
    pub(super) fn mark_repeated_blocks(&mut self) {
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (idx, line) in self.lines.iter().enumerate() {
            if is_paragraph(&line.text) {
                places.entry(line.text.as_str()).or_default().push(idx);
            }
        }
        let n_paragraphs = places.len();
        let again: BTreeSet<usize> =
            places.into_values().filter(|it| it.len() > 1).map(|it| it[0]).collect();
        let again: Vec<usize> = again.into_iter().collect();
        if again.len() * REPEATED_MOST > n_paragraphs {
            return;
        }
        for pair in again.windows(2).filter(|it| it[1] == it[0] + 1) {
            for &idx in pair {
                self.marks[idx].get_or_insert(Reason::Appeal);
            }
        }
    }

    /// Lines that speak of the authors by name, as no article does, and roles below names.
    pub(super) fn mark_blurbs(&mut self, known: &Known) {
        for idx in 0..self.lines.len() {
            let text = &self.lines[idx].text;
            let is_blurb = known.authors.iter().any(|name| {
                n_words(text) <= BLURB_WORDS
                    && strip(text, name)
                        .is_some_and(|rest| rest.is_empty() || rules().opens_blurb(&words(rest)))
            });
            // `A. Name` / `professor of law at Harrow University.`
            let is_role = idx > 0
                && text.starts_with(char::is_lowercase)
                && n_words(text) <= ROLE_WORDS
                && is_name(&self.lines[idx - 1].text);
            if is_blurb || is_role {
                self.marks[idx].get_or_insert(Reason::Author);
            }
        }
    }

    /// Lines that are no sentences, between those that are: headings, links, captions. Lists stay,
    /// and so does a text that has few stops.
    pub(super) fn mark_loose(&mut self, spared: &[usize]) {
        let open: Vec<usize> =
            (0..self.lines.len()).filter(|&it| self.marks[it].is_none()).collect();
        let is_long = |it: &&usize| n_words(&self.lines[**it].text) >= LONG_WORDS;
        let ended = |it: &&usize| ends_sentence(&self.lines[**it].text);
        let n_long = open.iter().filter(is_long).count();
        let n_ended = open.iter().filter(is_long).filter(ended).count();
        if (n_ended as f64) < SENTENCE_SHARE * n_long as f64 || n_ended == 0 {
            return;
        }
        let mut in_list = false;
        for (place, &idx) in open.iter().enumerate() {
            let text = self.lines[idx].text.as_str();
            let next = open.get(place + 1).map(|it| &self.lines[*it]);
            let goes_on = self
                .lines
                .get(idx + 1)
                .is_some_and(|next| !next.after_gap && next.text.starts_with(char::is_lowercase));
            let introduces = text.ends_with(':')
                && next.is_some_and(|it| ends_sentence(&it.text) || is_list_item(&it.text));
            if is_paragraph(text) || ends_sentence(text) {
                in_list = text.ends_with(':');
            } else if text.ends_with(':') && n_words(text) >= 5 {
                in_list = true;
            } else if n_words(text) <= LOOSE_WORDS
                && !(is_list_item(text) || in_list || goes_on || introduces || is_speech(text))
                && !spared.contains(&idx)
            {
                self.marks[idx] = Some(Reason::Loose);
            }
        }
        self.mark_questions(&open);
    }

    /// Questions that are links, beside other links, or headings, one of several.
    fn mark_questions(&mut self, open: &[usize]) {
        let is_question = |idx: usize, most: usize| {
            let text = self.lines[idx].text.as_str();
            text.ends_with('?')
                && n_words(text) <= most
                && !text.contains(['"', '“', '„', '«', '»', '.', '!'])
        };
        let is_loose =
            |idx: usize| matches!(self.marks.get(idx), Some(Some(Reason::Loose | Reason::Related)));
        let headings: Vec<usize> =
            open.iter().copied().filter(|&it| is_question(it, HEADING_QUESTION_WORDS)).collect();
        let mut questions: Vec<usize> = open
            .iter()
            .copied()
            .filter(|&it| is_question(it, LINK_QUESTION_WORDS))
            .filter(|&it| is_loose(it + 1) || it > 0 && is_loose(it - 1))
            .collect();
        if headings.len() >= QUESTIONS {
            questions.extend(headings);
        }
        for idx in questions {
            self.marks[idx] = Some(Reason::Loose);
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
            if self.opens[start] && self.are_teasers(start, &content) {
                for mark in &mut self.marks[start..] {
                    mark.get_or_insert(Reason::Related);
                }
                return;
            }
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
            let least = if closing.is_final { FINAL_SHARE } else { CLOSING_SHARE };
            let is_end = closing.is_final && share >= LAST_SHARE
                || share >= least && !self.goes_on(&after, closing.is_final);
            if are_comments || is_end {
                for mark in &mut self.marks[start..] {
                    mark.get_or_insert(closing.reason);
                }
                return;
            }
        }
    }

    /// Cards that link to other articles, after the text: single paragraphs below titles and
    /// names, of which few speak of what the text speaks of.
    pub(super) fn mark_cards(&mut self, title: &str) {
        let content: Vec<usize> = (0..self.lines.len())
            .filter(|&it| self.is_text(it) && ends_sentence(&self.lines[it].text))
            .collect();
        let beside = |it: &usize| self.goes_on(&content[*it..*it + 2], false);
        let Some(last) = (0..content.len().saturating_sub(1)).rev().find(beside) else { return };
        let (text, single) = content.split_at(last + 2);
        let n_apart = single.iter().rev().take_while(|it| self.is_below_link(**it)).count();
        let cards = &single[single.len() - n_apart..];
        let mut topics: BTreeSet<Word> = self.topics_of(text);
        topics.extend(words(title).into_iter().filter(|it| it.len() >= TOPIC_LETTERS));
        let is_foreign = |idx: &usize| {
            let own: BTreeSet<Word> = words(&self.lines[*idx].text).into_iter().collect();
            own.intersection(&topics).count() <= 1
        };
        let n_foreign = cards.iter().filter(|it| is_foreign(it)).count();
        if cards.len() < CARDS || n_foreign * 3 < cards.len() * 2 {
            return;
        }
        let first = cards.iter().copied().find(is_foreign).unwrap_or(self.lines.len());
        for mark in self.marks.iter_mut().skip(first) {
            mark.get_or_insert(Reason::Related);
        }
    }

    /// True if the line above is a title, a name or a date of two words or more.
    fn is_below_link(&self, idx: usize) -> bool {
        let Some(above) = idx.checked_sub(1) else { return false };
        let text = &self.lines[above].text;
        let is_open = matches!(self.marks[above], None | Some(Reason::Related | Reason::Loose));
        is_open && !ends_sentence(text) && text.split_whitespace().count() >= 2
    }

    /// True if all paragraphs after the heading, two or more and late in the text, stand below
    /// links.
    fn are_teasers(&self, start: usize, content: &[usize]) -> bool {
        let (before, after): (Vec<usize>, Vec<usize>) = content.iter().partition(|&&it| it < start);
        after.len() >= 2
            && before.len() > after.len()
            && after.iter().all(|it| self.is_below_link(*it))
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

/// True for words that somebody said or posted, though no stop ends them: `"…," she said`,
/// `… — Name (@handle) March 3, 2031`.
fn is_speech(text: &str) -> bool {
    let is_post = text.contains("(@") && text.contains('—');
    let marks = ['"', '”', '»', '“'];
    let is_quote = text.starts_with(['"', '“', '„', '«', '»'])
        && text.rsplit_once(marks).is_some_and(|(quote, rest)| {
            n_words(quote) >= SPEECH_WORDS && (1..=SPEECH_WORDS).contains(&n_words(rest))
        });
    is_post || is_quote
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
