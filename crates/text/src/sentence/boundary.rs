//! Where a sentence ends: at a stop, unless what stands around it says that it goes on.

use crate::{Abbreviation, DateWord, Lexicon, Phrases, Token, TokenKind};

/// One paragraph while it is cut.
pub(super) struct Paragraph<'a> {
    pub(super) body: &'a str,
    /// Index of its first token.
    pub(super) start: usize,
    /// All tokens up to the end of the paragraph.
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'a Lexicon,
}

/// A stop with all that belongs to it: further stops and what closes quotes and brackets.
struct Stop {
    /// The first stop mark, or a word that ends with its own dot ("U.S.").
    first: usize,
    /// One past the last stop mark.
    marks_end: usize,
    /// One past the last closing mark.
    end: usize,
}

/// What kind of end the marks of a stop make.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Force {
    /// One full stop, or the dot of an abbreviation.
    Dot,
    /// "…", "...".
    Ellipsis,
    /// "!", "?", "?!".
    Exclaim,
    /// Marks that only end sentences, of scripts that need no white space after them.
    Full,
}

impl Paragraph<'_> {
    /// One past the last token of the sentence that begins at `start`.
    pub(super) fn sentence_end(&self, start: usize) -> usize {
        let mut token_idx = start;
        while token_idx < self.tokens.len() {
            if self.is_stop(token_idx) {
                let stop = self.stop_at(token_idx);
                let is_last = stop.end >= self.tokens.len();
                if is_last || self.holds_word(start, token_idx) && self.ends_sentence(start, &stop)
                {
                    return stop.end;
                }
                token_idx = stop.end;
            } else if token_idx > start && self.is_bullet(token_idx) {
                return token_idx;
            } else {
                token_idx += 1;
            }
        }
        self.tokens.len()
    }

    /// True if there is a word or a number before or at a stop: “... and so” begins with one.
    fn holds_word(&self, start: usize, stop: usize) -> bool {
        let is_word = |it: &Token| matches!(it.kind, TokenKind::Word | TokenKind::Number);
        self.tokens[start..=stop].iter().any(is_word)
    }

    fn text(&self, token_idx: usize) -> &str {
        self.tokens
            .get(token_idx)
            .map_or("", |token| &self.body[token.range.start..token.range.end])
    }

    fn kind(&self, token_idx: usize) -> Option<TokenKind> {
        self.tokens.get(token_idx).map(|token| token.kind)
    }

    fn is_space(&self, token_idx: usize) -> bool {
        self.kind(token_idx) == Some(TokenKind::Space)
    }

    fn is_stop(&self, token_idx: usize) -> bool {
        let token = &self.tokens[token_idx];
        match token.kind {
            TokenKind::Mark => self.text(token_idx).starts_with(is_stop_mark),
            TokenKind::Word => token.lower.ends_with('.'),
            _ => false,
        }
    }

    fn is_bullet(&self, token_idx: usize) -> bool {
        matches!(self.text(token_idx), "•" | "⦁" | "▪" | "●" | "■" | "◆" | "‣" | "►" | "➤")
            && self.is_space(token_idx - 1)
    }

    fn stop_at(&self, first: usize) -> Stop {
        let is_mark = |idx: usize| {
            self.kind(idx) == Some(TokenKind::Mark) && self.text(idx).starts_with(is_stop_mark)
        };
        let mut marks_end = first + 1;
        loop {
            if is_mark(marks_end) {
                marks_end += 1;
            } else if self.is_space(marks_end) && is_mark(marks_end + 1) {
                // ". . ."
                marks_end += 2;
            } else {
                break;
            }
        }
        let mut end = marks_end;
        while self.closes(end) {
            end += 1;
        }
        if self.is_space(end) && self.is_stray_close(end + 1) {
            end += 2;
        }
        Stop { first, marks_end, end }
    }

    /// True if the mark closes a quote or bracket that was opened before it.
    fn closes(&self, token_idx: usize) -> bool {
        match self.text(token_idx) {
            "”" | "’" | "»" | "›" | ")" | "]" | "}" | "」" | "』" | "）" | "】" | "》" => {
                true
            }
            "\"" | "'" | "“" | "‘" | "«" => self.kind(token_idx + 1).is_none_or(|next| {
                next == TokenKind::Space
                    || next == TokenKind::Mark
                        && (!self.opens(token_idx + 1) || self.closes(token_idx + 1))
            }),
            "*" => self.kind(token_idx + 1).is_none_or(|next| next == TokenKind::Space),
            _ => false,
        }
    }

    /// A straight quote with white space on both sides that has a partner before it.
    fn is_stray_close(&self, token_idx: usize) -> bool {
        self.text(token_idx) == "\""
            && (self.kind(token_idx + 1).is_none_or(|next| next == TokenKind::Space)
                || matches!(self.text(token_idx + 1), "." | ","))
            && (self.start..token_idx).filter(|idx| self.text(*idx) == "\"").count() % 2 == 1
    }

    fn opens(&self, token_idx: usize) -> bool {
        matches!(
            self.text(token_idx),
            "“" | "\""
                | "'"
                | "‘"
                | "«"
                | "‹"
                | "„"
                | "‚"
                | "("
                | "["
                | "¿"
                | "¡"
                | "「"
                | "『"
                | "（"
                | "»"
        )
    }

    fn force(&self, stop: &Stop) -> Force {
        let mut marks = (stop.first..stop.marks_end)
            .map(|idx| self.text(idx))
            .filter(|mark| !mark.trim().is_empty());
        let all = marks.clone();
        if all.clone().any(|mark| mark.starts_with(is_full_mark)) {
            Force::Full
        } else if all.clone().any(|mark| mark.starts_with(['!', '?', '‼', '⁇', '⁈', '⁉', '‽', '؟']))
        {
            Force::Exclaim
        } else if all.count() > 1 || marks.next() == Some("…") {
            Force::Ellipsis
        } else {
            Force::Dot
        }
    }

    fn ends_sentence(&self, start: usize, stop: &Stop) -> bool {
        let force = self.force(stop);
        if force == Force::Full {
            return true;
        }
        // "moved 20(!) houses".
        let is_aside = stop.first > start && self.text(stop.first - 1) == "(";
        if is_aside && self.text(stop.marks_end) == ")" {
            return false;
        }
        let has_gap = self.is_space(stop.end);
        let next = stop.end + usize::from(has_gap);
        let mut word = next;
        while self.opens(word) {
            word += 1;
        }
        // "—Updated at 9 p.m."
        if matches!(self.text(word), "—" | "–" | "-")
            && self.kind(word + 1) == Some(TokenKind::Word)
        {
            word += 1;
        }
        let text = self.text(word);
        let Some(first_char) = text.chars().next() else { return true };
        if !has_gap {
            return self.ends_without_gap(stop, force, word);
        }
        match self.kind(word) {
            Some(TokenKind::Word) if self.begins_small(text) => return false,
            Some(TokenKind::Mark)
                if !matches!(
                    first_char,
                    '@' | '#' | '•' | '$' | '€' | '£' | '*' | '|' | '.' | '…'
                ) =>
            {
                return false;
            }
            _ => {}
        }
        match force {
            Force::Dot => self.dot_ends(start, stop, word),
            Force::Ellipsis => true,
            Force::Exclaim => {
                stop.end == stop.marks_end || next < word || !self.is_speaker_tag(word)
            }
            Force::Full => true,
        }
    }

    /// "end.Next": a space was lost.
    fn ends_without_gap(&self, stop: &Stop, force: Force, word: usize) -> bool {
        let mut chars = self.text(word).chars();
        let looks_new = self.kind(word) == Some(TokenKind::Word)
            && chars.next().is_some_and(char::is_uppercase)
            && (chars.next().is_some_and(char::is_lowercase) || self.is_opener(word))
            && !self.text(word).contains('.')
            && self.text(word + 1) != "@";
        if !looks_new {
            return false;
        }
        if stop.end > stop.marks_end {
            return true;
        }
        let before = self.text(stop.first.wrapping_sub(1));
        force != Force::Dot
            || self.tokens[stop.first].kind == TokenKind::Word && self.is_opener(word)
            || before.chars().count() > 1
                && before.ends_with(|char: char| char.is_lowercase() || char.is_numeric())
                && !self.lexicon.abbreviations.contains(&self.tokens[stop.first - 1].lower)
    }

    fn begins_small(&self, text: &str) -> bool {
        let mut chars = text.chars();
        chars.next().is_some_and(char::is_lowercase)
            && !chars.next().is_some_and(char::is_uppercase)
    }

    /// A word that begins sentences and no names: "The", "He", "But".
    fn is_opener(&self, token_idx: usize) -> bool {
        let token = &self.tokens[token_idx];
        token.is_stop
            && self.text(token_idx).starts_with(char::is_uppercase)
            && !self.lexicon.months.contains(&token.lower)
    }

    /// Whether a single dot ends the sentence, when what follows may begin one.
    fn dot_ends(&self, start: usize, stop: &Stop, word: usize) -> bool {
        let is_dotted = self.tokens[stop.first].kind == TokenKind::Word;
        let before = if is_dotted { stop.first } else { stop.first.wrapping_sub(1) };
        if !is_dotted && stop.first == start {
            return true;
        }
        let token = &self.tokens[before];
        match token.kind {
            TokenKind::Number => self.number_dot_ends(start, before, word),
            TokenKind::Word => self.abbreviation_ends(start, before, stop, word),
            _ => true,
        }
    }

    /// Whether the dot after a word ends the sentence: it does not, if it belongs to the word.
    fn abbreviation_ends(&self, start: usize, before: usize, stop: &Stop, word: usize) -> bool {
        let lexicon = self.lexicon;
        // "post-Sept. 11", "then-Sen. Ruiz".
        let lower = self.tokens[before].lower.rsplit('-').next().unwrap_or_default();
        let written = self.text(before).rsplit('-').next().unwrap_or_default();
        let is_capital = written.starts_with(char::is_uppercase);
        let is_in = |list: &Phrases<Abbreviation>| {
            list.get(lower).is_some_and(|it| is_capital || !it.needs_capital)
                || list.ending_at(self.tokens, before, start).is_some_and(|it| it.tokens.len() > 1)
        };
        let is_inside = |list: &Phrases<Abbreviation>| {
            list.at(self.tokens, before).is_some_and(|it| it.tokens.end > stop.first + 1)
        };
        // The first dot of "a. C.", "z. B.".
        if is_inside(&lexicon.abbreviations) || is_inside(&lexicon.abbreviations_may_end) {
            return false;
        }
        let is_dotted = before == stop.first;
        if self.kind(word) == Some(TokenKind::Number) && is_in(&lexicon.abbreviations_before_number)
        {
            false
        } else if let Some(DateWord::Clock(_)) = lexicon.date_words.get(lower) {
            !self.goes_on_after_clock(word)
        } else if is_dotted || is_in(&lexicon.abbreviations_may_end) {
            let closes_quote = stop.end > stop.marks_end && self.text(stop.marks_end) != ")";
            closes_quote || self.is_opener(word)
        } else if is_in(&lexicon.abbreviations) {
            false
        } else if is_capital && written.chars().count() == 1 && !lexicon.pronouns.contains(lower) {
            // An initial, or the letter of a list.
            before > start && self.is_opener(word) && !self.is_initial(word)
        } else {
            true
        }
    }

    /// The second of "C. A. Ruiz", which is no article.
    fn is_initial(&self, word: usize) -> bool {
        let text = self.text(word);
        text.trim_end_matches('.').chars().count() == 1
            && (text.ends_with('.') || self.text(word + 1) == ".")
    }

    /// "9 a.m. Tuesday", "9 a.m. ET".
    fn goes_on_after_clock(&self, word: usize) -> bool {
        let text = self.text(word);
        let lower = self.tokens[word].lower.as_str();
        let lexicon = self.lexicon;
        self.kind(word) == Some(TokenKind::Number)
            || lexicon.weekdays.contains(lower)
            || lexicon.months.contains(lower)
            || matches!(lexicon.date_words.get(lower), Some(DateWord::Oclock | DateWord::Day(_)))
            || text.len() > 1 && text.chars().all(|char| char.is_uppercase() || char == '.')
    }

    fn number_dot_ends(&self, start: usize, number: usize, word: usize) -> bool {
        if number == start {
            return false;
        }
        let is_short = self.text(number).len() <= 2;
        !(self.lexicon.ordinal_dot && is_short && !self.is_opener(word))
    }

    fn is_title_dot(&self, token_idx: usize) -> bool {
        self.text(token_idx) == "."
            && self.lexicon.abbreviations.contains(&self.tokens[token_idx - 1].lower)
    }

    /// "“Is it over?” Marsh asked": a name and a verb of saying.
    fn is_speaker_tag(&self, word: usize) -> bool {
        if self.is_opener(word) {
            return false;
        }
        let mut words = (word..self.tokens.len())
            .take_while(|idx| self.kind(*idx) != Some(TokenKind::Mark) || self.is_title_dot(*idx))
            .filter(|idx| self.kind(*idx) == Some(TokenKind::Word))
            .skip_while(|idx| self.text(*idx).starts_with(char::is_uppercase));
        words.next().is_some_and(|verb| {
            self.lexicon.say_verbs.contains(&self.tokens[verb].lower) && self.text(verb + 1) != ":"
        })
    }
}

fn is_stop_mark(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '‽' | '؟') || is_full_mark(char)
}

/// Stops that are nothing else.
fn is_full_mark(char: char) -> bool {
    matches!(char, '。' | '！' | '？' | '．' | '｡' | '।' | '॥' | '۔' | '።' | '፧' | '။' | '։')
}
