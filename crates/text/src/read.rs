//! The crate's verb: reads an article into a document.

use article::Article;

use crate::{Document, language, sentence, token};

/// Reads an article: its language, its tokens, its sentences. Never fails; what is odd is said in
/// [`Document::warnings`].
#[must_use]
pub fn read(article: Article) -> Document {
    let language::Guess { code, lexicon, warnings } = language::detect(&article);
    let tokens = token::tokenise(&article.body, lexicon);
    let sentences = sentence::split(&article.body, &tokens, lexicon);
    Document { article, language: code, lexicon, sentences, tokens, warnings }
}
