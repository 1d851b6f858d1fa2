//! Runs the product on gold events and says its answer in gold sentence ids.

use std::collections::{BTreeMap, BTreeSet};

use article::{Article, Moment};
use claim::Claims;
use cluster::{Clustering, FactCluster, Link, Member};
use compare::{Comparison, Stance, Verdict};

use crate::eval;
use crate::gold::{self, Event, Predicted, Tally};

/// The articles of an event, as a careful reader of its records would give them.
#[must_use]
pub fn articles(event: &Event) -> Vec<Article> {
    event
        .articles
        .iter()
        .map(|it| Article {
            id: it.id.clone(),
            outlet: it.outlet.clone(),
            title: it.title.clone(),
            url: it.url.clone(),
            published: it.date.as_ref().and_then(|it| it.parse().ok()).map(Moment::day),
            ..Article::of(&it.text)
        })
        .collect()
}

/// For each article and sentence the gold ids that it covers.
#[must_use]
pub fn covered(event: &Event, articles: &[Claims]) -> Vec<Vec<Vec<String>>> {
    articles
        .iter()
        .map(|claims| {
            let document = &claims.document;
            let gold = event.articles.iter().find(|it| it.id == document.article.id);
            let ranges: Vec<(usize, usize)> =
                document.sentences.iter().map(|it| (it.range.start, it.range.end)).collect();
            gold.map_or_else(
                || vec![Vec::new(); ranges.len()],
                |gold| gold::covered(gold, &document.article.body, &ranges),
            )
        })
        .collect()
}

/// A clustering in gold sentence ids; without differences.
#[must_use]
pub fn linked(event: &Event, articles: &[Claims], clustering: &Clustering) -> Predicted {
    let covered = covered(event, articles);
    let mut predicted = Predicted::default();
    for fact in &clustering.facts {
        let covers = |it: &Member| covered[it.article_idx][it.sentence_idx].clone();
        let ids: Vec<String> = fact.members.iter().flat_map(covers).collect();
        for pair in gold::cross(&ids) {
            let best = predicted.links.entry(pair).or_insert(0.0);
            *best = best.max(fact.confidence);
        }
    }
    predicted
}

/// A comparison in gold sentence ids.
#[must_use]
pub fn predicted(event: &Event, comparison: &Comparison) -> Predicted {
    let covered = covered(event, &comparison.articles);
    let ids = |members: &mut dyn Iterator<Item = &Member>| -> Vec<String> {
        members.flat_map(|it| covered[it.article_idx][it.sentence_idx].clone()).collect()
    };
    let mut links: BTreeMap<gold::IdPair, f64> = BTreeMap::new();
    let mut differences = BTreeSet::new();
    for fact in &comparison.facts {
        for pair in gold::cross(&ids(&mut fact.members.iter())) {
            let best = links.entry(pair).or_insert(0.0);
            *best = best.max(fact.confidence);
        }
        for difference in &fact.differences {
            let mut sides = difference.between.iter().map(|it| &fact.members[it.member]);
            for pair in gold::cross(&ids(&mut sides)) {
                differences.insert((pair, gold::family(difference.kind.name())));
            }
        }
    }
    Predicted { links, differences }
}

/// What is said not to be found in an article, of facts that several tell, of sentences that are told alone, and of what sentences
/// add to the facts that they share: said rightly, said, and what could be said. It is right where no reading links a sentence of
/// the fact with one of the article; of what is added, where no linking fact has half of its words.
#[must_use]
pub fn omissions(event: &Event, comparison: &Comparison) -> [Tally; 3] {
    let covered = covered(event, &comparison.articles);
    let links = event.links();
    let facts: Vec<(&gold::Cluster, BTreeSet<String>)> = (event.annotations.iter())
        .flat_map(|it| &it.clusters)
        .map(|it| (it, eval::parts::stems(&it.fact)))
        .collect();
    let mut tallies = [Tally::default(); 3];
    for fact in comparison.facts.iter().filter(|it| it.verdict != Verdict::Unsure) {
        let is_sole = fact.verdict == Verdict::Sole;
        let added = is_sole.then(|| added(comparison, fact.members[0])).flatten();
        let ids: BTreeSet<&String> =
            fact.members.iter().flat_map(|it| &covered[it.article_idx][it.sentence_idx]).collect();
        for (article, stance) in comparison.articles.iter().zip(&fact.stances) {
            let id = &article.document.article.id;
            let is_told = match &added {
                None => links.iter().any(|(lhs, rhs)| {
                    ids.contains(lhs) && rhs.starts_with(id.as_str())
                        || ids.contains(rhs) && lhs.starts_with(id.as_str())
                }),
                Some(words) => facts.iter().any(|(cluster, stems)| {
                    let n_shared = stems.intersection(words).count();
                    cluster.members.iter().any(|it| ids.contains(it))
                        && cluster.members.iter().any(|it| it.starts_with(id.as_str()))
                        && n_shared * 2 >= stems.len().min(words.len())
                }),
            };
            if ids.is_empty() || !stance.is_omission() {
                continue;
            }
            let is_said = *stance == Stance::Omits;
            let sort = if added.is_some() { 2 } else { usize::from(is_sole) };
            tallies[sort].add(Tally {
                right: usize::from(is_said && !is_told),
                shown: usize::from(is_said),
                gold: usize::from(!is_told),
            });
        }
    }
    tallies
}

/// The facts that are said to be told alike: those of which some reading links every two sentences of two articles, and all.
#[must_use]
pub fn alike(event: &Event, comparison: &Comparison) -> Tally {
    let covered = covered(event, &comparison.articles);
    let links = event.links();
    let mut tally = Tally::default();
    for fact in comparison.facts.iter().filter(|it| it.verdict == Verdict::Agreed) {
        let right = usize::from(is_one_fact(&links, &covered, &fact.members));
        tally.add(Tally { right, shown: 1, gold: 0 });
    }
    tally
}

/// True if these links join every two sentences of two articles among the members; `covered` is what [`covered`] gives.
#[must_use]
pub fn is_one_fact(
    links: &BTreeSet<gold::IdPair>,
    covered: &[Vec<Vec<String>>],
    members: &[Member],
) -> bool {
    let ids = members.iter().flat_map(|it| covered[it.article_idx][it.sentence_idx].clone());
    gold::cross(&ids.collect::<Vec<_>>()).iter().all(|it| links.contains(it))
}

/// The topic words of a part of a sentence; `None` of a whole one.
fn added(comparison: &Comparison, member: Member) -> Option<BTreeSet<String>> {
    let document = &comparison.articles[member.article_idx].document;
    let tokens = document.tokens_of(member.sentence_idx).iter();
    let words = tokens.filter(|it| it.is_topic() && member.range.contains(it.range));
    (member.range != document.sentences[member.sentence_idx].range)
        .then(|| words.map(|it| it.stem.to_string()).collect())
}

/// The articles of a story of the project's own corpus, read from their files as a user would.
/// An article that cannot be read is left out.
#[must_use]
pub fn files(folder: &std::path::Path, event: &Event) -> Vec<Article> {
    let mut articles = Vec::new();
    for gold in &event.articles {
        let Some(file) = &gold.file else { continue };
        let Ok(bytes) = std::fs::read(folder.join(file)) else { continue };
        let source = ingest::Source { name: file, bytes: &bytes };
        let Ok(reading) = ingest::read(&source, &ingest::Config::standard()) else { continue };
        articles.extend(
            reading.articles.into_iter().take(1).map(|it| Article { id: gold.id.clone(), ..it }),
        );
    }
    articles
}

/// The facts of the first reading as a clustering over the program's own sentences.
#[must_use]
pub fn labelled(event: &Event, claims: &[Claims]) -> Clustering {
    let covered = covered(event, claims);
    let mut facts = Vec::new();
    for cluster in &event.annotations[0].clusters {
        let mut members = Vec::new();
        for (article_idx, sentences) in covered.iter().enumerate() {
            for (sentence_idx, ids) in sentences.iter().enumerate() {
                if ids.iter().any(|it| cluster.members.contains(it)) {
                    let range = claims[article_idx].document.sentences[sentence_idx].range;
                    members.push(Member { article_idx, sentence_idx, range });
                }
            }
        }
        let links: Vec<Link> = (0..members.len())
            .flat_map(|lhs| (lhs + 1..members.len()).map(move |rhs| (lhs, rhs)))
            .filter(|(lhs, rhs)| members[*lhs].article_idx != members[*rhs].article_idx)
            .map(|(lhs, rhs)| Link {
                lhs,
                rhs,
                confidence: 1.0,
                reading: None,
                reasons: Vec::new(),
            })
            .collect();
        if !links.is_empty() {
            facts.push(FactCluster { members, confidence: 1.0, links });
        }
    }
    Clustering { facts, near: cluster::Near::new(), warnings: Vec::new() }
}
