//! Reading articles, as a user would notice it.

mod language;
mod laws;
mod lexicon;
mod sentences;
mod tokens;

use article::Article;

/// An article of which only the body and the declared language are known.
fn article(body: &str, declared_language: Option<&str>) -> Article {
    Article {
        id: "A".to_owned(),
        declared_language: declared_language.map(str::to_owned),
        ..Article::of(body)
    }
}
