//! How much a summary may say, and how much of that is spent.

use compare::Comparison;

/// How much a summary may say. A summary has at least one line if there is any sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Length {
    /// At most so many quoted sentences.
    Sentences(usize),
    /// At most this share (0 to 1) of the sentences of an average article of the story.
    Share(f64),
    /// At most so many words.
    Words(usize),
}

/// What is left to say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    sentences_left: usize,
    words_left: usize,
    is_untouched: bool,
}

impl Budget {
    /// The whole of `length` for this story.
    pub(crate) fn new(length: Length, comparison: &Comparison) -> Self {
        let (sentences_left, words_left) = match length {
            Length::Sentences(n_sentences) => (n_sentences.max(1), usize::MAX),
            Length::Share(share) => (sentences_of_share(share, comparison), usize::MAX),
            Length::Words(n_words) => (usize::MAX, n_words),
        };
        Self { sentences_left, words_left, is_untouched: true }
    }

    /// The part of it, by sentences and by words.
    pub(crate) fn part(self, ratio: f64) -> Self {
        Self {
            sentences_left: part_of(self.sentences_left, ratio).max(1),
            words_left: part_of(self.words_left, ratio),
            is_untouched: self.is_untouched,
        }
    }

    /// True if lines of these lengths still fit together; the first line of a summary always does.
    pub(crate) fn allows(self, n_words_of_lines: &[usize]) -> bool {
        let n_words: usize = n_words_of_lines.iter().sum();
        let fits = n_words_of_lines.len() <= self.sentences_left && n_words <= self.words_left;
        fits || (self.is_untouched && n_words_of_lines.len() == 1)
    }

    /// Takes one line of this length off.
    pub(crate) fn spend(&mut self, n_words: usize) {
        self.sentences_left = self.sentences_left.saturating_sub(1);
        self.words_left = self.words_left.saturating_sub(n_words);
        self.is_untouched = false;
    }
}

fn part_of(amount: usize, ratio: f64) -> usize {
    if amount == usize::MAX { amount } else { (amount as f64 * ratio).ceil() as usize }
}

fn sentences_of_share(share: f64, comparison: &Comparison) -> usize {
    let n_sentences: usize = comparison.articles.iter().map(|it| it.document.sentences.len()).sum();
    let average = n_sentences as f64 / comparison.articles.len().max(1) as f64;
    ((average * share.clamp(0.0, 1.0)).round() as usize).max(1)
}
