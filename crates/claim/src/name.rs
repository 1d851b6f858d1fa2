//! Names, and the words that stand for them.

mod anaphor;
mod beside;
mod cut;
mod entity;
mod likeness;
mod run;
mod sign;
mod survey;

use article::TextRange;
use text::Document;

pub use entity::{Entity, EntityKind};
pub use likeness::name_likeness;
pub(crate) use run::{NAME_SUFFIXES, ends_in_possessive, is_acronym};

use std::ops::Range;

/// A name, or a word that stands for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMention {
    /// The words.
    pub range: TextRange,
    /// Index into [`crate::Claims::entities`].
    pub entity_idx: usize,
    /// True for "he", "the agency" and the like, resolved by the sentences before.
    pub is_anaphor: bool,
}

/// The names of an article.
pub(crate) struct Names {
    pub(crate) entities: Vec<Entity>,
    /// For each sentence its mentions, in order.
    pub(crate) mentions: Vec<Vec<NameMention>>,
    /// For each sentence the tokens of its names, titles included, in order.
    pub(crate) tokens: Vec<Vec<Range<usize>>>,
}

/// Finds the names of a document and joins those that mean the same. `dates` are the tokens of
/// dates of each sentence, `quotes` the places of quoted speech.
pub(crate) fn read(
    document: &Document,
    dates: &[Vec<Range<usize>>],
    quotes: &[TextRange],
) -> Names {
    let survey = survey::Survey::of(document);
    let runs: Vec<run::Run> = (0..document.sentences.len())
        .flat_map(|sentence_idx| run::find(document, sentence_idx, &survey, &dates[sentence_idx]))
        .collect();
    let entity::Joined { entities, mut genders, owners } = entity::join(document, &runs);
    let mut mentions = vec![Vec::new(); document.sentences.len()];
    let mut tokens = vec![Vec::new(); document.sentences.len()];
    for (run, owner) in runs.iter().zip(owners) {
        let Some(entity_idx) = owner else { continue };
        tokens[run.sentence_idx].push(run.tokens.clone());
        mentions[run.sentence_idx].push(NameMention {
            range: run.range,
            entity_idx,
            is_anaphor: false,
        });
    }
    let mut names = Names { entities, mentions, tokens };
    anaphor::resolve(document, &mut names, &mut genders, quotes);
    names
}
