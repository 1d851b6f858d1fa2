//! From a comparison to the view model.
//!
//! Takes the results of `compare`, `summary` and `lens`, gives a [`View`]. Copies text and figures out of
//! them and judges nothing. An index that points nowhere is left out instead of trusted.

use crate::lenses;
use crate::making::Making;
use crate::unsure;
use crate::view::{
    Article, Counts, Difference, Fact, Line, Member, Reprint, Sentence, Side, View, Warning,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Words in common of a fact's members that are told.
const MAX_SHARED_WORDS: usize = 9;

/// Reasons shown of a fact.
const MAX_REASONS: usize = 3;

/// The view of a comparison, its summary, what the lenses saw and what it was made with: what
/// every format shows.
#[must_use]
pub fn build(
    comparison: &compare::Comparison,
    summary: &[summary::Line],
    readings: &[lens::Reading],
    making: &Making,
) -> View {
    build_corrected(comparison, summary, readings, &correction::Replayed::default(), making)
}

/// The view of a comparison that an editor's corrections changed, with marks where they did.
#[must_use]
pub fn build_corrected(
    comparison: &compare::Comparison,
    summary: &[summary::Line],
    readings: &[lens::Reading],
    replayed: &correction::Replayed,
    making: &Making,
) -> View {
    let marks = Marks { keys: correction::Keys::of(&comparison.articles), replayed };
    let mut articles = articles(comparison, &marks);
    let mut facts: Vec<Fact> = Vec::new();
    // Where each fact of the comparison stands in the view.
    let mut places: Vec<Option<usize>> = Vec::new();
    for (fact_idx, it) in comparison.facts.iter().enumerate() {
        let fact = fact(it, fact_idx, comparison, &articles, &marks);
        places.push(fact.is_some().then_some(facts.len()));
        facts.extend(fact);
    }
    unsure::list_newcomers(&mut facts);
    for (fact_idx, fact) in facts.iter().enumerate() {
        for member in &fact.members {
            let stated = &mut articles[member.article].sentences[member.sentence].facts;
            if !stated.contains(&fact_idx) {
                stated.push(fact_idx);
            }
        }
    }
    View {
        counts: counts(&facts),
        summary: summary.iter().filter_map(|it| line(it, &places, &articles)).collect(),
        lenses: lenses::readings(readings, &places, &articles),
        reprints: comparison.reprints.iter().filter_map(|it| reprint(it, &articles)).collect(),
        warnings: warnings(comparison),
        corrections: replayed.corrections.clone(),
        fits: replayed.fits.clone(),
        corrections_url: None,
        links: Vec::new(),
        making: making.clone(),
        articles,
        facts,
    }
}

/// What things are called in every run, and what an editor did to them.
struct Marks<'a> {
    keys: correction::Keys,
    replayed: &'a correction::Replayed,
}

fn articles(comparison: &compare::Comparison, marks: &Marks<'_>) -> Vec<Article> {
    let labels = labels(comparison);
    let article = |(article_idx, (claims, label)): (usize, (&claim::Claims, String))| {
        let document = &claims.document;
        let published = &document.article;
        Article {
            key: marks.keys.article(article_idx).to_owned(),
            corrections: marks.replayed.of_article(article_idx).collect(),
            id: published.id.clone(),
            outlet: published.outlet.clone(),
            label,
            title: published.title.clone(),
            byline: published.byline.clone(),
            url: published.url.clone(),
            published: published.published.map(|it| it.to_string()),
            modified: published.modified.map(|it| it.to_string()),
            published_at: published.published,
            modified_at: published.modified,
            language: document.language.to_owned(),
            n_words: document.n_words(),
            partial: match &published.completeness {
                article::Completeness::Complete => None,
                article::Completeness::Partial(reason) => Some(reason.clone()),
            },
            origin: comparison.origins.get(article_idx).map_or(article_idx, |it| *it) + 1,
            sha256: hex_digest(&published.body),
            body: published.body.clone(),
            sentences: sentences(claims, article_idx, marks),
        }
    };
    comparison.articles.iter().zip(labels).enumerate().map(article).collect()
}

fn sentences(claims: &claim::Claims, article_idx: usize, marks: &Marks<'_>) -> Vec<Sentence> {
    let document = &claims.document;
    let id = &document.article.id;
    // "E01" and 1 must not read as "E011".
    let joint = if id.ends_with(|it: char| it.is_ascii_digit()) { "." } else { "" };
    let sentence = |(sentence_idx, it): (usize, &text::Sentence)| Sentence {
        key: marks.keys.sentence((article_idx, sentence_idx)),
        corrections: marks.replayed.of_sentence((article_idx, sentence_idx)).collect(),
        id: format!("{id}{joint}{}", sentence_idx + 1),
        start: it.range.start,
        end: it.range.end,
        paragraph: it.paragraph,
        speaker: claims.claims.get(sentence_idx).and_then(|it| speaker(claims, it)),
        facts: Vec::new(),
    };
    document.sentences.iter().enumerate().map(sentence).collect()
}

/// Who is quoted with a sentence that is mostly a quotation, or wrote the post that it is of, and does not say so itself, by name.
fn speaker(claims: &claim::Claims, claim: &claim::Claim) -> Option<String> {
    if claim.is_posted() {
        let signed = claim.attribution.as_ref()?;
        let written = signed.source.filter(|it| !claim.range.contains(*it))?;
        let signer = signed.entity_idx.and_then(|it| claims.entities.get(it));
        let written = || claims.document.article.text(written).to_owned();
        return Some(signer.map_or_else(written, |it| it.name.clone()));
    }
    let spoken = || claim.quotes.iter().filter(|it| !it.is_scare);
    let is_quotation = 2 * spoken().map(|it| it.range.len()).sum::<usize>() > claim.range.len();
    let quote = spoken().next().filter(|_| is_quotation)?;
    let is_told_here = quote.speaker.is_none_or(|it| claim.range.contains(it));
    let entity = claims.entities.get(quote.entity_idx?).filter(|_| !is_told_here)?;
    Some(entity.name.clone())
}

/// What each article is called: its outlet, with its id where that is empty or not unique.
fn labels(comparison: &compare::Comparison) -> Vec<String> {
    let published: Vec<&article::Article> =
        comparison.articles.iter().map(|it| &it.document.article).collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for it in &published {
        *uses.entry(it.outlet.trim()).or_default() += 1;
    }
    let label = |it: &&article::Article| match it.outlet.trim() {
        "" => it.id.clone(),
        outlet if uses[outlet] > 1 => format!("{outlet} ({})", it.id),
        outlet => outlet.to_owned(),
    };
    published.iter().map(label).collect()
}

fn fact(
    fact: &compare::Fact,
    fact_idx: usize,
    comparison: &compare::Comparison,
    articles: &[Article],
    marks: &Marks<'_>,
) -> Option<Fact> {
    let known = |it: &cluster::Member| {
        articles.get(it.article_idx).is_some_and(|it2| it.sentence_idx < it2.sentences.len())
    };
    if fact.members.is_empty() || !fact.members.iter().all(known) {
        return None;
    }
    let members: Vec<Member> = fact
        .members
        .iter()
        .map(|it| Member {
            article: it.article_idx,
            sentence: it.sentence_idx,
            start: it.range.start,
            end: it.range.end,
        })
        .collect();
    let difference = |(idx, it): (usize, &compare::Difference)| Difference {
        key: marks.keys.difference(fact, it),
        corrections: marks.replayed.of_difference(fact_idx, idx).collect(),
        kind: it.kind,
        relation: it.relation,
        confidence: it.confidence,
        is_sure: it.is_sure,
        is_located: it.is_located,
        sides: it.between.iter().filter_map(|it| side(it, &members, articles)).collect(),
    };
    let differences = fact.differences.iter().enumerate().map(difference);
    let differences = differences.filter(|it| it.sides.len() > 1).collect();
    Some(Fact {
        key: marks.keys.fact(members.iter().map(|it| it.place())),
        corrections: marks.replayed.of_fact(fact_idx).collect(),
        id: fact.id.clone(),
        statement: fact.statement.min(members.len() - 1),
        verdict: fact.verdict,
        confidence: fact.confidence,
        n_origins: fact.n_origins,
        reasons: reasons(&fact.links),
        is_major: fact.is_major,
        is_alike: fact.is_alike,
        stances: fact.stances.clone(),
        hints: hints(fact, &comparison.near),
        differences,
        shared_words: shared_words(fact, &comparison.articles),
        listed: (0..members.len()).collect(),
        members,
    })
}

/// From which probability on a sentence is named as one that may tell the same.
const LEAST_HINT: f32 = 0.33;

/// Article and sentence of what may tell a fact too, the likeliest of each article that was not found to tell it.
fn hints(fact: &compare::Fact, near: &cluster::Near) -> Vec<(usize, usize)> {
    let hint = |(article, stance): (usize, &compare::Stance)| {
        let of = |it: &cluster::Member| near.get(&(it.article_idx, it.sentence_idx, article));
        let known = fact.members.iter().filter_map(of);
        let best = known.max_by(|a, b| a.probability.total_cmp(&b.probability))?;
        (*stance == compare::Stance::OmitsUnsure && best.probability >= LEAST_HINT)
            .then_some((article, best.sentence_idx))
    };
    fact.stances.iter().enumerate().filter_map(hint).collect()
}

/// Words that at least two articles use in telling a fact, in the order of its first member.
fn shared_words(fact: &compare::Fact, articles: &[claim::Claims]) -> Vec<String> {
    let tokens = |it: &cluster::Member| -> Vec<&text::Token> {
        let document = &articles[it.article_idx].document;
        let inside = |token: &&text::Token| it.range.contains(token.range);
        let carries = |token: &&text::Token| token.is_topic();
        document.tokens.iter().filter(inside).filter(carries).collect()
    };
    let mut users: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    let mut firsts: Vec<(&str, &str)> = Vec::new();
    for member in &fact.members {
        let body = &articles[member.article_idx].document.article;
        for token in tokens(member) {
            let known = users.entry(&token.stem).or_insert_with(|| {
                firsts.push((&token.stem, body.text(token.range)));
                (member.article_idx, false)
            });
            known.1 |= known.0 != member.article_idx;
        }
    }
    let is_shared = |it: &&(&str, &str)| users[it.0].1;
    let shared = firsts.iter().filter(is_shared).map(|it| it.1.trim().to_owned());
    shared.take(MAX_SHARED_WORDS).collect()
}

/// The mean weight of each sort of evidence over the links that name it among their reasons.
fn reasons(links: &[cluster::Link]) -> Vec<(&'static str, f64)> {
    let mut reasons: Vec<(&'static str, f64)> = Vec::new();
    for it in links.iter().flat_map(|it| &it.reasons) {
        match reasons.iter_mut().find(|known| known.0 == it.name) {
            Some(known) => known.1 += it.weight,
            None => reasons.push((it.name, it.weight)),
        }
    }
    let n_links = u32::try_from(links.len().max(1)).unwrap_or(u32::MAX);
    reasons.iter_mut().for_each(|it| it.1 /= f64::from(n_links));
    reasons.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    reasons.truncate(MAX_REASONS);
    reasons
}

fn side(side: &compare::Side, members: &[Member], articles: &[Article]) -> Option<Side> {
    let body = &articles[members.get(side.member)?.article].body;
    Some(Side {
        member: side.member,
        start: side.range.start,
        end: side.range.end,
        text: body.get(side.range.start..side.range.end)?.to_owned(),
        value: side.value.clone(),
    })
}

fn line(line: &summary::Line, places: &[Option<usize>], articles: &[Article]) -> Option<Line> {
    let article = articles.get(line.article_idx)?;
    let sentence = article.sentences.get(line.sentence_idx)?;
    let has_words = |start: usize, end: usize| {
        article.body.get(start..end).is_some_and(|it| it.chars().any(char::is_alphanumeric))
    };
    let known = |places: &[(usize, usize)]| -> Vec<(usize, usize)> {
        let is_known = |(article, sentence): &(usize, usize)| {
            articles.get(*article).is_some_and(|it| *sentence < it.sentences.len())
        };
        places.iter().copied().filter(is_known).collect()
    };
    Some(Line {
        text: article.body.get(line.range.start..line.range.end)?.to_owned(),
        is_cut_before: has_words(sentence.start, line.range.start),
        is_cut_after: has_words(line.range.end, sentence.end),
        facts: line.facts.iter().filter_map(|it| *places.get(*it)?).collect(),
        sources: known(&line.sources),
        in_part: known(&line.in_part),
        n_origins: line.n_origins,
    })
}

fn reprint(it: &compare::Reprint, articles: &[Article]) -> Option<Reprint> {
    articles.get(it.rhs_article)?;
    let text = articles.get(it.lhs_article)?.body.get(it.lhs.start..it.lhs.end)?;
    Some(Reprint {
        from: it.lhs_article,
        to: it.rhs_article,
        n_words: text.split_whitespace().count(),
        text: text.to_owned(),
    })
}

/// The story's own warnings, then those of each article's stages.
fn warnings(comparison: &compare::Comparison) -> Vec<Warning> {
    let n_articles = comparison.articles.len();
    let warning = |article: Option<usize>, it: &article::Warning| Warning {
        article: article.filter(|it| *it < n_articles),
        kind: it.kind.name(),
        text: it.text.clone(),
    };
    let mut warnings: Vec<Warning> = Vec::new();
    let mut add = |it: Warning| {
        let is_known = |known: &Warning| {
            (known.article, known.kind, &known.text) == (it.article, it.kind, &it.text)
        };
        if !warnings.iter().any(is_known) {
            warnings.push(it);
        }
    };
    for (article, it) in &comparison.warnings {
        add(warning(*article, it));
    }
    for (article_idx, claims) in comparison.articles.iter().enumerate() {
        for it in claims.document.article.warnings.iter().chain(&claims.document.warnings) {
            add(warning(Some(article_idx), it));
        }
    }
    warnings
}

fn counts(facts: &[Fact]) -> Counts {
    let mut counts = Counts::default();
    for it in facts {
        match it.verdict {
            compare::Verdict::Agreed => counts.agreed += 1,
            compare::Verdict::Differs => counts.differs += 1,
            compare::Verdict::Unsure => counts.unsure += 1,
            compare::Verdict::Sole => counts.sole += 1,
        }
    }
    counts
}

fn hex_digest(body: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(body.as_bytes()) {
        write!(hex, "{byte:02x}").expect("writing to a String does not fail");
    }
    hex
}
