//! Texts at one address: whether they are one page, and what changed from one to the next.

use std::collections::BTreeSet;

use article::Article;

/// Share of the shorter text's runs of three words that two versions of one page have in common
/// at least: pages that are rewritten all day, such as front pages and tickers, stay below it.
const MIN_SHARED: f64 = 0.2;
/// Sentences of a text that are set side by side.
const MAX_SENTENCES: usize = 2_000;

/// What changed from one version to the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The headline before and after, if it is another.
    pub title: Option<(String, String)>,
    /// Sentences that are gone, in reading order.
    pub removed: Vec<String>,
    /// Sentences that were added, in reading order.
    pub added: Vec<String>,
}

impl Changes {
    /// True if nothing a reader sees has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.title.is_none() && self.removed.is_empty() && self.added.is_empty()
    }
}

/// True if two texts at one address are versions of one page.
pub(crate) fn is_one_page(earlier: &str, later: &str) -> bool {
    let (lhs, rhs) = (runs(earlier), runs(later));
    let n_shorter = lhs.len().min(rhs.len());
    let n_shared = lhs.intersection(&rhs).count();
    n_shorter == 0 || n_shared as f64 >= MIN_SHARED * n_shorter as f64
}

fn runs(text: &str) -> BTreeSet<(&str, &str, &str)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).map(|it| (it[0], it[1], it[2])).collect()
}

/// What changed from `earlier` to `later`, sentence by sentence: what both hold in the same order
/// (a longest common subsequence) is unchanged.
#[must_use]
pub fn changes(earlier: &Article, later: &Article) -> Changes {
    let title =
        (earlier.title != later.title).then(|| (earlier.title.clone(), later.title.clone()));
    let (lhs, rhs) = (sentences(earlier), sentences(later));
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    let lengths = common(&lhs, &rhs);
    let (mut i, mut j) = (0, 0);
    while i < lhs.len() || j < rhs.len() {
        if i < lhs.len() && j < rhs.len() && lhs[i] == rhs[j] {
            i += 1;
            j += 1;
        } else if j == rhs.len() || (i < lhs.len() && lengths[i + 1][j] >= lengths[i][j + 1]) {
            removed.push(lhs[i].clone());
            i += 1;
        } else {
            added.push(rhs[j].clone());
            j += 1;
        }
    }
    Changes { title, removed, added }
}

fn sentences(article: &Article) -> Vec<String> {
    let document = text::read(article.clone());
    let n = document.sentences.len().min(MAX_SENTENCES);
    (0..n)
        .map(|it| document.sentence_text(it).split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// `[i][j]`: length of the longest common subsequence of what follows `i` and `j`.
fn common(lhs: &[String], rhs: &[String]) -> Vec<Vec<u16>> {
    let mut lengths = vec![vec![0_u16; rhs.len() + 1]; lhs.len() + 1];
    for i in (0..lhs.len()).rev() {
        for j in (0..rhs.len()).rev() {
            lengths[i][j] = if lhs[i] == rhs[j] {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = "The bridge at Oster fell on Monday. Four people were hurt. The mayor \
                          spoke of a tragedy. Engineers are on their way to the river.";
    const AFTER: &str = "The bridge at Oster fell on Monday. Six people were hurt. The mayor spoke \
                         of a tragedy. Engineers are on their way to the river.";

    #[test]
    fn a_corrected_sentence_is_told_with_both_wordings() {
        let before = Article { title: "Bridge falls".to_owned(), ..Article::of(BEFORE) };
        let after = Article { title: "Bridge falls, six hurt".to_owned(), ..Article::of(AFTER) };
        let changes = changes(&before, &after);
        assert_eq!(changes.removed, ["Four people were hurt."]);
        assert_eq!(changes.added, ["Six people were hurt."]);
        assert_eq!(changes.title.expect("it changed").1, "Bridge falls, six hurt");
    }

    #[test]
    fn another_article_at_the_same_address_is_no_version() {
        assert!(is_one_page(BEFORE, AFTER));
        let other = "Rain is expected for the whole week. Farmers in the valley are glad of it, as \
                     the wells have been dry since the spring.";
        assert!(!is_one_page(BEFORE, other));
    }
}
