//! What a new article changes, and why.

use serde::{Deserialize, Serialize};

/// The caller's number for an article; each is pushed once.
pub type ArticleKey = u64;

/// A story's number: the key of the article that founded it. It never changes and is never given
/// to another story.
pub type StoryId = u64;

/// One consequence of a push.
///
/// Each push gives exactly one place, [`Change::Founded`] or [`Change::Joined`], and it comes first.
/// What was found besides follows in the order of the variants.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// The article is like no story at hand and begins one of its own.
    Founded {
        /// The new story; its number is the article's key.
        story: StoryId,
        /// The article.
        article: ArticleKey,
        /// What it shares with the article most like it, and how little; empty if it is like none.
        why: Why,
    },
    /// The article tells a story at hand.
    Joined {
        /// The story.
        story: StoryId,
        /// The article.
        article: ArticleKey,
        /// What it shares with the story.
        why: Why,
    },
    /// The article's text is that of an earlier one, or nearly so.
    Duplicate {
        /// The article.
        article: ArticleKey,
        /// The earlier article; never itself marked as a duplicate of another.
        of: ArticleKey,
        /// How alike the texts are.
        likeness: Likeness,
    },
    /// The article stands at the address of an earlier one, with another text.
    Version {
        /// The article.
        article: ArticleKey,
        /// The latest article before it at this address.
        of: ArticleKey,
        /// How alike the texts are.
        likeness: Likeness,
    },
    /// Two stories turned out to be one.
    Merged {
        /// The younger story; its number is not used again.
        from: StoryId,
        /// The older story, which now holds the articles of both.
        into: StoryId,
        /// What they share.
        why: Why,
    },
    /// An article turned out to belong elsewhere.
    Moved {
        /// The article.
        article: ArticleKey,
        /// The story it leaves.
        from: StoryId,
        /// The story it goes to; a story of its own if its number is the article's key.
        into: StoryId,
        /// What tells it from the one and joins it to the other.
        why: Why,
    },
}

/// How alike two texts are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Likeness {
    /// The same words in the same order.
    Exact,
    /// The share of runs of words that both hold, from 0 to 1, estimated from a sketch.
    Near(f32),
}

/// The evidence for a change, in words and numbers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Why {
    /// Mean probability over the pairs of articles concerned that both tell one event, from 0 to 1.
    pub probability: f32,
    /// The article at hand that is most like it.
    pub nearest: Option<ArticleKey>,
    /// The probability with that one.
    pub nearest_probability: f32,
    /// Rarest shared words, as stems, the weightiest first.
    pub words: Vec<String>,
    /// Rarest shared names as written, in lower case, the weightiest first.
    pub names: Vec<String>,
    /// Days between the two articles; `None` where one of them has no date.
    pub days_apart: Option<f32>,
}

impl std::fmt::Display for Why {
    /// One line for a reader: `0.93 with article 12: cave, rescu; names chiang rai; 0.5 days apart`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2}", self.probability)?;
        if let Some(nearest) = self.nearest {
            write!(f, "; {:.2} with article {nearest}", self.nearest_probability)?;
        }
        if !self.names.is_empty() {
            write!(f, "; names: {}", self.names.join(", "))?;
        }
        if !self.words.is_empty() {
            write!(f, "; words: {}", self.words.join(", "))?;
        }
        match self.days_apart {
            Some(days) => write!(f, "; {days:.1} days apart"),
            None => write!(f, "; days apart unknown"),
        }
    }
}
