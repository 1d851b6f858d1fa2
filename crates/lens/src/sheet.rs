//! An article laid out for the lenses: headline and sentences as lines of tokens.

use std::cell::OnceCell;

use article::{Article, TextRange};
use claim::{Claim, Claims};
use encode::Encoding;
use text::{Document, Token, TokenKind};

use crate::reading::{Lens, Observation, Place};
use crate::rules::{Hit, Rules};
use crate::sourcing::Step;

/// A fact is shown by a lens from this confidence on: a reader who sees two sentences that have
/// nothing to do with each other doubts the rest. Chosen by reading some ten events of `gold/train`.
pub(crate) const SURE_FACT: f64 = 0.7;

/// A story with all its articles laid out.
pub(crate) struct Story<'a> {
    pub(crate) comparison: &'a compare::Comparison,
    pub(crate) sheets: Vec<Sheet<'a>>,
    /// By article and sentence; empty if there are none.
    encodings: &'a [Vec<Encoding>],
    rules: &'a Rules,
    /// What the rules of a lens find, looked for once: by lens, article, and line (the headline
    /// first).
    found: [OnceCell<Vec<Vec<Vec<Hit<'a>>>>>; Lens::ALL.len()],
    /// Whose word every sentence is, told once for all lenses that ask: by article and sentence.
    pub(crate) steps: OnceCell<Vec<Vec<Step>>>,
}

/// One article laid out.
pub(crate) struct Sheet<'a> {
    pub(crate) claims: &'a Claims,
    /// The headline read like a body of its own.
    pub(crate) headline: &'a Document,
    /// The headline; without tokens if there is none.
    pub(crate) title: Line<'a>,
    /// The sentences of the body.
    pub(crate) lines: Vec<Line<'a>>,
    /// Words and numbers of the body.
    pub(crate) n_words: usize,
}

/// A headline or a sentence without its white space.
pub(crate) struct Line<'a> {
    pub(crate) place: Place,
    pub(crate) tokens: Vec<&'a Token>,
    /// For each token whether it stands in quotation marks.
    pub(crate) is_quoted: Vec<bool>,
    /// For each token whether it belongs to a name.
    pub(crate) is_named: Vec<bool>,
    /// Where its ranges point.
    text: &'a str,
}

/// The headline read like a body of its own.
pub(crate) fn title(document: &Document) -> Document {
    text::read(Article {
        body: document.article.title.clone(),
        title: String::new(),
        declared_language: Some(document.language.to_owned()),
        ..document.article.clone()
    })
}

impl<'a> Story<'a> {
    pub(crate) fn new(
        comparison: &'a compare::Comparison,
        encodings: &'a [Vec<Encoding>],
        sheets: Vec<Sheet<'a>>,
        rules: &'a Rules,
    ) -> Self {
        let (found, steps) = (Default::default(), OnceCell::new());
        Self { comparison, sheets, encodings, rules, found, steps }
    }

    /// A sentence as a vector of unit length, if a network of ours has read it in its context.
    pub(crate) fn vector(&self, article_idx: usize, place: Place) -> Option<&'a [f32]> {
        let Place::Sentence(sentence_idx) = place else { return None };
        let encoding = self.encodings.get(article_idx)?.get(sentence_idx)?;
        encoding.is_in_context().then_some(encoding.vector.as_slice())
    }

    /// How many articles there are.
    pub(crate) fn n_articles(&self) -> usize {
        self.sheets.len()
    }

    /// What the rules of a lens find in a line of an article.
    pub(crate) fn find(&self, lens: Lens, article_idx: usize, place: Place) -> &[Hit<'a>] {
        let found = self.found[lens as usize]
            .get_or_init(|| self.sheets.iter().map(|it| hits(self.rules, lens, it)).collect());
        let line_idx = match place {
            Place::Title => 0,
            Place::Sentence(sentence_idx) => sentence_idx + 1,
        };
        found.get(article_idx).and_then(|it| it.get(line_idx)).map_or(&[], Vec::as_slice)
    }
}

/// What the rules of a lens find in every line of an article.
fn hits<'a>(rules: &'a Rules, lens: Lens, sheet: &Sheet<'_>) -> Vec<Vec<Hit<'a>>> {
    match rules.of(lens, sheet.claims.document.lexicon.code) {
        Some(pack) => sheet.all_lines().map(|it| pack.find(it)).collect(),
        None => Vec::new(),
    }
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(claims: &'a Claims, title: &'a Document) -> Self {
        let document = &claims.document;
        let line = |(sentence_idx, claim): (usize, &Claim)| {
            // A post is all its writer's words.
            let posted = claim.is_posted().then_some(claim.range);
            let quotes = claim.quotes.iter().map(|it| it.range).chain(posted);
            let quotes: Vec<TextRange> = quotes.collect();
            let names: Vec<TextRange> =
                claim.names.iter().filter(|it| !it.is_anaphor).map(|it| it.range).collect();
            let place = Place::Sentence(sentence_idx);
            let tokens = document.tokens_of(sentence_idx);
            Line::new(place, tokens, &document.article.body, &quotes, &names)
        };
        let lines: Vec<Line<'_>> = claims.claims.iter().enumerate().map(line).collect();
        let quotes = marked(&title.article.body);
        Self {
            claims,
            headline: title,
            title: Line::new(Place::Title, &title.tokens, &title.article.body, &quotes, &[]),
            n_words: lines.iter().map(Line::n_words).sum(),
            lines,
        }
    }

    /// The headline and the sentences of the body.
    pub(crate) fn all_lines(&self) -> impl Iterator<Item = &Line<'a>> {
        std::iter::once(&self.title).chain(&self.lines)
    }

    /// What a sentence asserts; `None` of the headline.
    pub(crate) fn claim(&self, line: &Line<'_>) -> Option<&'a Claim> {
        match line.place {
            Place::Title => None,
            Place::Sentence(sentence_idx) => self.claims.claims.get(sentence_idx),
        }
    }
}

/// Words in quotation marks in a headline.
fn marked(title: &str) -> Vec<TextRange> {
    const MARKS: [(char, char); 6] =
        [('“', '”'), ('"', '"'), ('\'', '\''), ('‘', '’'), ('„', '“'), ('«', '»')];
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    for (at, mark) in title.char_indices() {
        let behind = std::mem::replace(&mut before, mark);
        // An apostrophe stands between letters.
        let after = title[at + mark.len_utf8()..].chars().next().unwrap_or(' ');
        if mark == '\'' && behind.is_alphanumeric() && (open.is_none() || after.is_alphanumeric()) {
            continue;
        }
        match open {
            Some((start, close)) if mark == close => {
                found.push(TextRange::new(start, at));
                open = None;
            }
            Some(_) => {}
            None => {
                open = MARKS.iter().find(|(first, _)| *first == mark).map(|it| (at, it.1));
            }
        }
    }
    found
}

impl<'a> Line<'a> {
    fn new(
        place: Place,
        tokens: &'a [Token],
        text: &'a str,
        quotes: &[TextRange],
        names: &[TextRange],
    ) -> Self {
        let tokens: Vec<&Token> = tokens.iter().filter(|it| it.kind != TokenKind::Space).collect();
        let within = |ranges: &[TextRange]| -> Vec<bool> {
            tokens.iter().map(|it| ranges.iter().any(|range| range.contains(it.range))).collect()
        };
        Self { place, is_quoted: within(quotes), is_named: within(names), text, tokens }
    }

    /// How many words and numbers it has.
    pub(crate) fn n_words(&self) -> usize {
        self.tokens.iter().filter(|it| it.is_counted()).count()
    }

    /// How many of them are quoted.
    pub(crate) fn n_quoted_words(&self) -> usize {
        let quoted = self.tokens.iter().zip(&self.is_quoted).filter(|it| *it.1);
        quoted.filter(|it| it.0.is_counted()).count()
    }

    /// The lower-case form of a token; empty past the ends.
    pub(crate) fn lower(&self, idx: usize) -> &str {
        self.tokens.get(idx).map_or("", |it| it.lower.as_str())
    }

    /// A token as written.
    pub(crate) fn written(&self, idx: usize) -> &'a str {
        self.words(self.tokens[idx].range)
    }

    /// The words at a range.
    pub(crate) fn words(&self, range: TextRange) -> &'a str {
        self.text.get(range.start..range.end).unwrap_or("")
    }

    /// Where some tokens stand.
    pub(crate) fn range(&self, tokens: std::ops::Range<usize>) -> TextRange {
        let end = tokens.end.clamp(1, self.tokens.len());
        let start = tokens.start.min(end - 1);
        TextRange::new(self.tokens[start].range.start, self.tokens[end - 1].range.end)
    }

    /// True for a word that begins with a capital letter.
    pub(crate) fn is_capital(&self, idx: usize) -> bool {
        self.is_word(idx) && self.written(idx).starts_with(char::is_uppercase)
    }

    /// True for a word.
    pub(crate) fn is_word(&self, idx: usize) -> bool {
        self.tokens.get(idx).is_some_and(|it| it.kind == TokenKind::Word)
    }

    /// An observation of some tokens.
    pub(crate) fn observe(&self, tokens: std::ops::Range<usize>) -> Observation {
        let is_quoted = self.is_quoted.get(tokens.start).is_some_and(|it| *it);
        Observation { is_quoted, ..Observation::at(self.place, self.range(tokens)) }
    }
}

/// A part of a whole; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
