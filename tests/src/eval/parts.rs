//! Which part of a sentence states a fact, and what the rest of it adds.

use std::collections::BTreeSet;
use std::path::Path;

use article::{Article, TextRange};
use claim::Claims;

use super::Table;
use crate::gold::{self, Event};
use crate::predict;

/// Sentences with fewer topic words than these are told whole.
const MIN_WORDS: usize = 8;

/// Topic words: of the parts shown, of the facts, of both.
#[derive(Default)]
struct Count {
    n_shown: usize,
    n_fact: usize,
    n_shared: usize,
}

/// The stating parts of the sentences that readers put together, measured by the words of the facts as the readers name them;
/// `None` where the events are not there.
#[must_use]
pub fn parts(events: &Path, title: &str) -> Option<Table> {
    let events = gold::events(events).ok().filter(|it| !it.is_empty())?;
    let (mut part, mut whole) = (Count::default(), Count::default());
    for event in &events {
        let claims = pipeline::read(predict::articles(event));
        add(event, &claims, &mut part, &mut whole);
    }
    let mut table = Table::new(title);
    table.add("words of the fact that its parts keep", share(part.n_shared, part.n_fact));
    table.add("words of a part that are the fact's", share(part.n_shared, part.n_shown));
    table.note = format!(
        "{:.3} of the words of the whole sentences are the fact's; the fact in the readers' words has them word for word or not at all.",
        share(whole.n_shared, whole.n_shown)
    );
    Some(table)
}

fn add(event: &Event, claims: &[Claims], part: &mut Count, whole: &mut Count) {
    let covered = predict::covered(event, claims);
    for cluster in &event.annotations[0].clusters {
        let places = covered.iter().enumerate().flat_map(|(article_idx, sentences)| {
            let stating = sentences
                .iter()
                .enumerate()
                .filter(|(_, ids)| ids.iter().any(|it| cluster.members.contains(it)));
            stating.map(move |(sentence_idx, _)| (article_idx, sentence_idx))
        });
        let places: Vec<(usize, usize)> = places.collect();
        let fact = stems(&cluster.fact);
        let joined =
            cluster::join(claims, &places, Vec::new(), &cluster::Config::standard()).members;
        for member in
            joined.iter().filter(|it| places.iter().any(|other| other.0 != it.article_idx))
        {
            let document = &claims[member.article_idx].document;
            let topics = |range: TextRange| {
                let tokens = document.tokens_of(member.sentence_idx).iter();
                tokens.filter(move |it| it.is_topic() && range.contains(it.range))
            };
            let sentence = document.sentences[member.sentence_idx].range;
            let is_of_fact = |it: &&text::Token| fact.contains(it.stem.as_str());
            let n_fact = topics(sentence).filter(is_of_fact).count();
            if topics(sentence).count() < MIN_WORDS || n_fact < 2 {
                continue;
            }
            for (count, range) in [(&mut *part, member.range), (&mut *whole, sentence)] {
                count.n_shown += topics(range).count();
                count.n_shared += topics(range).filter(is_of_fact).count();
                count.n_fact += n_fact;
            }
        }
    }
}

/// The topic words of a text, stemmed.
pub(crate) fn stems(text: &str) -> BTreeSet<String> {
    let document =
        text::read(Article { declared_language: Some("en".into()), ..Article::of(text) });
    document.tokens.iter().filter(|it| it.is_topic()).map(|it| it.stem.to_string()).collect()
}

#[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
