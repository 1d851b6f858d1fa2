//! One page as a server gave it: the article on it, with what the server said beside the page.

use article::Article;

use crate::{Config, Error, Hint, Source};

/// A page and where it is from.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The address at which it was found, after all redirects.
    pub url: &'a str,
    /// The page without transfer and content codings.
    pub bytes: &'a [u8],
    /// As the server gave it, such as `text/html; charset=iso-8859-1`.
    pub content_type: Option<&'a str>,
}

/// Reads the one article on a page. What the page does not say of itself, its address and the
/// outlet that the address suggests, is filled in from the address.
///
/// # Errors
///
/// When the page holds no article.
pub fn page(page: &Page<'_>, config: &Config) -> Result<Article, Error> {
    let name = page.url;
    let source = Source { name, bytes: page.bytes };
    let hint = Hint { charset: page.content_type.and_then(charset_of), url: Some(page.url) };
    let mut reading = crate::read_as(&source, hint, config)?;
    if reading.articles.is_empty() {
        return Err(Error::NoText { name: name.to_owned() });
    }
    Ok(reading.articles.swap_remove(0))
}

/// The character set in a content type: `text/html; charset=utf-8 -> utf-8`.
#[must_use]
pub fn charset_of(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|it| {
        let (name, value) = it.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
    })
}
