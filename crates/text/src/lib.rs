//! From an article to its language, sentences and tokens.
//!
//! Takes an [`article::Article`] from `ingest`, gives a [`Document`] to `claim`. Sees one article
//! at a time. Tokens tile the body; sentences do not overlap and none spans two paragraphs.
//! "Mr. Diaz left. \"It is over,\" he said." reads as two sentences: "Mr. Diaz left." and
//! "\"It is over,\" he said."

mod document;
mod language;
mod lexicon;
mod read;
mod sentence;
mod token;

pub use document::{Document, Sentence, Token, TokenKind};
pub use lexicon::{
    Abbreviation, BoundWord, ClauseWord, Currency, DateOrder, DatePart, DateWord, Found, Gender,
    Lexicon, Measure, NumberWord, Phrases, Pronoun, RoleWord, SayKind, SayVerb, TimeUnit,
    TitleWord, Words,
};
pub use read::read;
