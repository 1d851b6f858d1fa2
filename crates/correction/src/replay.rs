//! What came of replaying: where each correction fitted, and why one did not.

use std::collections::BTreeSet;

use article::{Warning, WarningKind};

use crate::{Corrections, Keys};

/// Article and sentence index.
pub(crate) type Place = (usize, usize);

/// Corrections half replayed: the grouping is done, the comparison is still to be amended.
#[derive(Debug, Clone, Default)]
pub struct Replay {
    pub(crate) corrections: Corrections,
    pub(crate) keys: Keys,
    /// For each correction why it was left out, if it was.
    pub(crate) left_out: Vec<Option<String>>,
    /// The sentences of facts that corrections made or changed, with these.
    pub(crate) changed: Vec<(BTreeSet<Place>, Vec<usize>)>,
    /// Sentences that corrections took out of a fact, with these.
    pub(crate) loose: Vec<(Place, usize)>,
}

/// Corrections replayed, and where. Pairs are of an index into the comparison and one into
/// `corrections.list`.
#[derive(Debug, Clone, Default)]
pub struct Replayed {
    /// All corrections, those that did not fit too: whoever saves them loses none.
    pub corrections: Corrections,
    /// For each correction whether it fitted.
    pub fits: Vec<bool>,
    /// Facts that were corrected or noted upon.
    pub facts: Vec<(usize, usize)>,
    /// Fact, difference in it, correction.
    pub differences: Vec<(usize, usize, usize)>,
    /// Sentences (article, sentence) noted upon.
    pub sentences: Vec<(Place, usize)>,
    /// Articles noted upon.
    pub articles: Vec<(usize, usize)>,
}

impl Replay {
    /// Sentence of a key, or why there is none.
    pub(crate) fn find(&self, key: &str) -> Result<Place, String> {
        self.keys.find(key).ok_or_else(|| {
            let (article, _) = key.rsplit_once(':').unwrap_or((key, ""));
            match self.keys.find_article(article) {
                Some(_) => format!("a sentence of {} is cut otherwise now", self.name(article)),
                None => self.absent(article),
            }
        })
    }

    /// Why an article is not found.
    pub(crate) fn absent(&self, article: &str) -> String {
        format!("{} is not among these articles, or its text has changed", self.name(article))
    }

    /// What people call the article of a key.
    fn name(&self, article: &str) -> String {
        let known = self.corrections.articles.iter().find(|it| it.key == article);
        let names = known.into_iter().flat_map(|it| [&it.outlet, &it.title]);
        match names.map(|it| it.trim()).find(|it| !it.is_empty()) {
            Some(name) => name.to_owned(),
            None => format!("article {article}"),
        }
    }

    /// The fact among these (each as its sentences) that a correction means: the one that holds
    /// all the sentences named, or shares most with them and at least half.
    pub(crate) fn nearest<'a>(
        &self,
        wanted: &[String],
        facts: impl Iterator<Item = &'a BTreeSet<Place>>,
    ) -> Result<usize, String> {
        let found: Vec<Result<Place, String>> = wanted.iter().map(|it| self.find(it)).collect();
        let places: BTreeSet<Place> = found.iter().flatten().copied().collect();
        let n_lost = found.iter().filter(|it| it.is_err()).count();
        // Shared sentences in a thousand of all, so that likeness can be ordered.
        let likeness = |fact: &BTreeSet<Place>| {
            let n_shared = fact.intersection(&places).count();
            let n_all = fact.union(&places).count() + n_lost;
            // Of a fact of several sentences no single one is left to stand for it.
            let is_enough = n_shared >= wanted.len().min(2);
            let share = if is_enough { 1000 * n_shared / n_all.max(1) } else { 0 };
            (share, is_enough && n_shared == places.len() + n_lost)
        };
        let best =
            facts.enumerate().map(|(idx, fact)| (likeness(fact), fact, idx)).max_by(|a, b| {
                a.0.cmp(&b.0).then_with(|| self.sentences(b.1).cmp(&self.sentences(a.1)))
            });
        match best {
            Some(((share, is_whole), fact, idx))
                if share >= 500 || (is_whole && fact.len() > 1) =>
            {
                Ok(idx)
            }
            _ => Err(match found.into_iter().find_map(Result::err) {
                Some(reason) => reason,
                None => "its sentences no longer stand together as one fact".to_owned(),
            }),
        }
    }

    /// Keys of a fact's sentences, by which ties are settled whatever the order of articles.
    fn sentences(&self, fact: &BTreeSet<Place>) -> Vec<String> {
        self.keys.sentences(fact.iter().copied())
    }

    /// What a reader must know of a correction that was left out.
    pub(crate) fn warnings(&self) -> Vec<Warning> {
        let left_out = self.corrections.list.iter().zip(&self.left_out);
        left_out
            .filter_map(|(it, reason)| {
                let text = format!(
                    "Correction {} ({}) was left out: {}.",
                    it.id,
                    it.act.name(),
                    reason.as_deref()?
                );
                Some(Warning::new(WarningKind::Correction, text))
            })
            .collect()
    }
}

impl Replayed {
    /// Corrections of a fact itself, as indexes into `corrections.list`.
    pub fn of_fact(&self, fact_idx: usize) -> impl Iterator<Item = usize> + '_ {
        self.facts.iter().filter(move |it| it.0 == fact_idx).map(|it| it.1)
    }

    /// Corrections of a difference of a fact.
    pub fn of_difference(&self, fact_idx: usize, idx: usize) -> impl Iterator<Item = usize> + '_ {
        self.differences.iter().filter(move |it| (it.0, it.1) == (fact_idx, idx)).map(|it| it.2)
    }

    /// Notes on a sentence.
    pub fn of_sentence(&self, place: (usize, usize)) -> impl Iterator<Item = usize> + '_ {
        self.sentences.iter().filter(move |it| it.0 == place).map(|it| it.1)
    }

    /// Notes on an article.
    pub fn of_article(&self, article_idx: usize) -> impl Iterator<Item = usize> + '_ {
        self.articles.iter().filter(move |it| it.0 == article_idx).map(|it| it.1)
    }
}
