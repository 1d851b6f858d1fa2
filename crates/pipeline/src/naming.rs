//! Gives every article of a story an id of its own.

use std::collections::BTreeSet;

use article::Article;

/// Keeps the ids that the articles bring, makes repeated ones differ (`x`, `x-2`), and names the
/// rest by letters in the order given: A, B, … Z, AA, AB, …
pub(crate) fn name(articles: &mut [Article]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for article in articles.iter_mut().filter(|it| !it.id.is_empty()) {
        let mut id = article.id.clone();
        let mut n = 2;
        while !taken.insert(id.clone()) {
            id = format!("{}-{n}", article.id);
            n += 1;
        }
        article.id = id;
    }
    for (idx, article) in articles.iter_mut().enumerate().filter(|(_, it)| it.id.is_empty()) {
        let mut at = idx;
        while !taken.insert(letters(at)) {
            at += 1;
        }
        article.id = letters(at);
    }
}

/// 0 gives A, 25 gives Z, 26 gives AA.
fn letters(idx: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(idx % 26).unwrap_or(0));
    if idx < 26 { letter.to_string() } else { format!("{}{letter}", letters(idx / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(ids: &[&str]) -> Vec<String> {
        let mut articles: Vec<Article> =
            ids.iter().map(|id| Article { id: (*id).to_owned(), ..Article::of("") }).collect();
        name(&mut articles);
        articles.into_iter().map(|it| it.id).collect()
    }

    #[test]
    fn articles_without_an_id_are_lettered_by_their_place() {
        assert_eq!(named(&["", "", ""]), ["A", "B", "C"]);
        assert_eq!(named(&["x", "", "A"]), ["x", "B", "A"]);
    }

    #[test]
    fn no_two_articles_share_an_id() {
        assert_eq!(named(&["x", "x", "x"]), ["x", "x-2", "x-3"]);
        assert_eq!(named(&["", "A"]), ["B", "A"]);
    }
}
