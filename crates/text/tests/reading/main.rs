//! Reading articles, as a user would notice it.

mod language;
mod laws;
mod lexicon;
mod sentences;
mod tokens;

use article::{Article, Completeness};

/// An article of which only the body and the declared language are known.
fn article(body: &str, declared_language: Option<&str>) -> Article {
    Article {
        id: "A".to_owned(),
        outlet: String::new(),
        title: String::new(),
        byline: None,
        url: None,
        published: None,
        modified: None,
        declared_language: declared_language.map(str::to_owned),
        body: body.to_owned(),
        completeness: Completeness::Complete,
        warnings: Vec::new(),
    }
}
