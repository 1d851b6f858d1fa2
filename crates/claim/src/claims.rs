//! What an article asserts, and the crate's verb.

use article::TextRange;
use jiff::civil;
use text::Document;

use crate::attribution::{self, Attribution};
use crate::certainty::{self, Certainty};
use crate::clause;
use crate::credit;
use crate::date::{self, DateMention};
use crate::name::{self, Entity, NameMention};
use crate::quantity::{self, Quantity};
use crate::quote::{self, Quote, Speech};
use crate::row::Row;

/// Everything an article asserts, sentence by sentence.
#[derive(Debug, Clone)]
pub struct Claims {
    /// The document read.
    pub document: text::Document,
    /// One for each sentence of the document, in order.
    pub claims: Vec<Claim>,
    /// The people, bodies and places named in the article; variants of one name are one entity.
    pub entities: Vec<Entity>,
    /// The news agency whose text the article is by its outlet, byline or dateline, in the form of
    /// [`crate::medium`].
    pub agency: Option<String>,
}

/// What one sentence asserts.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Index of the sentence in the document.
    pub sentence_idx: usize,
    /// The sentence's range.
    pub range: TextRange,
    /// The clauses of the sentence in order: each a stretch that could stand as a statement of its
    /// own. At least one; they do not overlap.
    pub clauses: Vec<TextRange>,
    /// Amounts, counts, percentages, ages, ranks.
    pub quantities: Vec<Quantity>,
    /// Dates and times, resolved.
    pub dates: Vec<DateMention>,
    /// Names and the pronouns and titles that stand for them.
    pub names: Vec<NameMention>,
    /// Words in quotation marks.
    pub quotes: Vec<Quote>,
    /// Who says what the sentence states, if not the outlet itself.
    pub attribution: Option<Attribution>,
    /// The outlet or agency that told it first, by the sentence's own words ("first reported by the
    /// Herald"), in the form of [`crate::medium`].
    pub credit: Option<String>,
    /// How certainly it is stated.
    pub certainty: Certainty,
    /// The words that make it less than certain ("allegedly", "may").
    pub hedges: Vec<TextRange>,
    /// The words that negate ("not", "denied", "no").
    pub negations: Vec<TextRange>,
}

impl Claim {
    /// True if somebody is quoted with these words of the sentence.
    #[must_use]
    pub fn is_quoted(&self, range: TextRange) -> bool {
        self.quotes.iter().any(|it| it.range.contains(range))
    }

    /// True if the sentence is a post's that somebody signed, without marks of quotation.
    #[must_use]
    pub fn is_posted(&self) -> bool {
        let is_signed = |it: &Attribution| it.verb.is_empty() && it.source.is_some();
        self.quotes.is_empty() && self.attribution.as_ref().is_some_and(is_signed)
    }
}

/// The day as of which an article without a date is read if nothing better is known.
const SOME_DAY: civil::Date = civil::date(2024, 6, 12);

/// Reads what every sentence of a document asserts. Never fails.
#[must_use]
pub fn extract(document: Document) -> Claims {
    extract_as_of(document, SOME_DAY)
}

/// As [`extract`]; "Tuesday" in a document without a date of publication is read as if it were published on this day.
#[must_use]
pub fn extract_as_of(document: Document, as_of: civil::Date) -> Claims {
    let n_sentences = document.sentences.len();
    let speeches = quote::scan(&document);
    let dates = date::read(&document, as_of);
    let taken: Vec<_> = dates.iter().map(|dates| dates.taken.clone()).collect();
    let spoken: Vec<TextRange> = speeches.iter().map(|speech: &Speech| speech.range).collect();
    let names = name::read(&document, &taken, &spoken);
    let attributions = attribution::read(&document, &speeches, &names);
    let mut claims = Vec::with_capacity(n_sentences);
    for (sentence_idx, dates) in dates.into_iter().enumerate() {
        let row = Row::of(&document, sentence_idx);
        let range = document.sentences[sentence_idx].range;
        let frame = attributions.frames[sentence_idx];
        let named: Vec<TextRange> = names.mentions[sentence_idx]
            .iter()
            .filter(|mention| !mention.is_anaphor)
            .map(|mention| mention.range)
            .collect();
        let certainty::Reading { certainty, hedges, negations } =
            certainty::read(&row, frame, &named);
        claims.push(Claim {
            sentence_idx,
            range,
            clauses: clause::split(&row, range, frame),
            quantities: quantity::read(&row, &dates.taken, &names.tokens[sentence_idx]),
            dates: dates.mentions,
            names: names.mentions[sentence_idx].clone(),
            quotes: quote::of_sentence(&document, sentence_idx, &speeches, &attributions.of_speech),
            credit: credit::of_sentence(
                &row,
                &names.mentions[sentence_idx],
                &names.entities,
                attributions.of_sentence[sentence_idx].as_ref(),
            ),
            attribution: attributions.of_sentence[sentence_idx].clone(),
            certainty,
            hedges,
            negations,
        });
    }
    Claims { agency: credit::agency(&document), claims, entities: names.entities, document }
}
