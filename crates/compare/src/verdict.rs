//! From groups to facts: verdicts, stances, and what one article alone states.

use std::collections::BTreeSet;

use article::TextRange;
use claim::{Claims, DateMention, Grain, Quantity, Unit};
use cluster::{FactCluster, Member, Near};

use crate::omission::{self, Head};
use crate::{Config, Difference, Fact, Kind, Relation, Side, Stance, Verdict, difference, origin};

/// All facts of a story in the order in which a reader meets them.
pub(crate) fn facts(
    articles: &[Claims],
    groups: Vec<FactCluster>,
    near: &Near,
    origins: &[usize],
    config: &Config,
) -> Vec<Fact> {
    let grouped: BTreeSet<(usize, usize)> = groups
        .iter()
        .flat_map(|it| &it.members)
        .map(|it| (it.article_idx, it.sentence_idx))
        .collect();
    let heads: Vec<Head> = articles.iter().map(|it| Head::of(&it.document)).collect();
    let mut facts: Vec<Fact> = groups
        .into_iter()
        .map(|it| shared_fact(articles, it, near, origins, &heads, config))
        .collect();
    tell_once(articles, near, &mut facts);
    for (article_idx, claims) in articles.iter().enumerate() {
        for (sentence_idx, sentence) in claims.document.sentences.iter().enumerate() {
            if !grouped.contains(&(article_idx, sentence_idx)) {
                let member = Member { article_idx, sentence_idx, range: sentence.range };
                facts.push(sole_fact(articles, near, &heads, member));
            }
        }
    }
    // Relative place and words, never the articles' order, so that permuting them changes nothing.
    facts.sort_by(|a, b| {
        place(articles, a)
            .total_cmp(&place(articles, b))
            .then_with(|| statement(articles, a).cmp(statement(articles, b)))
    });
    quote_once(articles, &mut facts);
    for it in facts.iter_mut().filter(|it| it.verdict != Verdict::Sole) {
        it.is_alike = is_alike(articles, it);
    }
    for (idx, fact) in facts.iter_mut().enumerate() {
        fact.id = format!("F{}", idx + 1);
    }
    facts
}

/// True if every amount and time of day in the sentence quoted stands somewhere in each other article that states the
/// fact.
fn is_alike(articles: &[Claims], fact: &Fact) -> bool {
    let quoted = fact.members[fact.statement];
    let claim = &articles[quoted.article_idx].claims[quoted.sentence_idx];
    let mut others = fact.members.iter().filter(|it| it.article_idx != quoted.article_idx);
    others.all(|other| {
        let claims = || articles[other.article_idx].claims.iter();
        let is_told = |it: &Quantity| {
            let alike = |b: &Quantity| b.unit == it.unit && b.value.total_cmp(&it.value).is_eq();
            it.unit == Unit::Rank || claims().flat_map(|it| &it.quantities).any(alike)
        };
        let is_known = |it: &DateMention| {
            let alike = |b: &DateMention| b.start.time() == it.start.time();
            it.grain != Grain::Time || claims().flat_map(|it| &it.dates).any(alike)
        };
        claim.quantities.iter().all(is_told) && claim.dates.iter().all(is_known)
    })
}

/// Quotes for each fact a sentence that no earlier one is quoted by, if it has one.
fn quote_once(articles: &[Claims], facts: &mut [Fact]) {
    let mut quoted: BTreeSet<(usize, usize)> = BTreeSet::new();
    let place = |it: &Member| (it.article_idx, it.sentence_idx);
    for fact in facts.iter_mut().filter(|it| it.verdict != Verdict::Sole) {
        let own = place(&fact.members[fact.statement]);
        if quoted.contains(&own) {
            let is_new = |it: &usize| !quoted.contains(&place(&fact.members[*it]));
            let others: Vec<usize> = (0..fact.members.len()).filter(is_new).collect();
            fact.statement = clearest(articles, &fact.members, &others).unwrap_or(fact.statement);
        }
        quoted.insert(place(&fact.members[fact.statement]));
    }
}

/// Leaves a difference between the same words only in the surest of the facts that their sentences stand in.
fn tell_once(articles: &[Claims], near: &Near, facts: &mut [Fact]) {
    type Words = BTreeSet<(usize, TextRange)>;
    let words = |fact: &Fact, it: &Difference| -> Words {
        it.between.iter().map(|it| (fact.members[it.member].article_idx, it.range)).collect()
    };
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&facts[*a], &facts[*b]);
        let by_confidence = b.confidence.total_cmp(&a.confidence);
        by_confidence.then_with(|| statement(articles, a).cmp(statement(articles, b)))
    });
    let mut told: Vec<(Kind, Words)> = Vec::new();
    for idx in order {
        let fact = &mut facts[idx];
        let all = std::mem::take(&mut fact.differences);
        let n_found = all.len();
        for it in all {
            let words = words(fact, &it);
            let is_told =
                |(kind, known): &(Kind, Words)| *kind == it.kind && words.is_subset(known);
            if !told.iter().any(is_told) {
                told.push((it.kind, words));
                fact.differences.push(it);
            }
        }
        if fact.differences.len() < n_found {
            if fact.verdict == Verdict::Differs
                && !fact.differences.iter().any(Difference::is_likely)
            {
                fact.verdict = Verdict::Agreed;
            }
            fact.stances = stances(articles, near, &fact.members, &fact.differences);
        }
    }
}

/// How sure a fact at most is that may be two like events.
const TWO_EVENTS: f64 = 0.45;

/// True if another name and another value stand in the same two sentences: a fire in Osterby that cost three
/// million and one in Lindmar that cost two.
fn may_be_two_events(differences: &[Difference]) -> bool {
    let conflicts = |is_wanted: fn(Kind) -> bool| {
        differences.iter().filter(move |it| {
            is_wanted(it.kind) && it.relation == Relation::Conflict && it.is_located
        })
    };
    let are_of_two = |a: &Difference, b: &Difference| {
        let is_shared = |side: &Side| b.between.iter().any(|it| it.member == side.member);
        a.between.iter().filter(|it| is_shared(it)).count() > 1
    };
    conflicts(|it| it == Kind::Name)
        .any(|name| conflicts(|it| it == Kind::Number).any(|value| are_of_two(name, value)))
}

fn shared_fact(
    articles: &[Claims],
    group: FactCluster,
    near: &Near,
    origins: &[usize],
    heads: &[Head],
    config: &Config,
) -> Fact {
    let mut differences = difference::find(articles, &group, config);
    let FactCluster { members, confidence, links } = group;
    let confidence = match may_be_two_events(&differences) {
        true => confidence.min(TWO_EVENTS),
        false => confidence,
    };
    if confidence < config.sure_fact {
        // Perhaps a difference in what is perhaps one fact helps no reader.
        differences.retain(|it| it.is_sure);
        differences.iter_mut().for_each(|it| it.is_sure = false);
    }
    let verdict = if confidence < config.sure_fact {
        Verdict::Unsure
    } else if differences.iter().any(Difference::is_likely) {
        Verdict::Differs
    } else {
        Verdict::Agreed
    };
    let n_origins = origin::count(articles, &members, origins);
    Fact {
        id: String::new(),
        statement: clearest(articles, &members, &(0..members.len()).collect::<Vec<_>>())
            .unwrap_or(0),
        verdict,
        confidence,
        n_origins,
        is_alike: true,
        is_major: omission::is_major(articles, heads, &members, n_origins),
        stances: stances(articles, near, &members, &differences),
        members,
        links,
        differences,
    }
}

fn sole_fact(articles: &[Claims], near: &Near, heads: &[Head], member: Member) -> Fact {
    Fact {
        id: String::new(),
        statement: 0,
        verdict: Verdict::Sole,
        confidence: 1.0,
        n_origins: 1,
        is_alike: true,
        is_major: omission::is_major(articles, heads, &[member], 1),
        stances: stances(articles, near, &[member], &[]),
        members: vec![member],
        links: Vec::new(),
        differences: Vec::new(),
    }
}

pub(crate) fn stances(
    articles: &[Claims],
    near: &Near,
    members: &[Member],
    differences: &[Difference],
) -> Vec<Stance> {
    let differing: BTreeSet<usize> = differences
        .iter()
        .filter(|it| it.is_likely())
        .flat_map(|it| &it.between)
        .map(|side| members[side.member].article_idx)
        .collect();
    let stance = |article_idx: usize| {
        if differing.contains(&article_idx) {
            Stance::Differs
        } else if members.iter().any(|it| it.article_idx == article_idx) {
            Stance::States
        } else {
            omission::stance(articles, near, article_idx, members)
        }
    };
    (0..articles.len()).map(stance).collect()
}

/// The member quoted for the whole, of these: the one whose stating part is shortest but still whole, so
/// that the line says little beside the fact.
fn clearest(articles: &[Claims], members: &[Member], among: &[usize]) -> Option<usize> {
    let key = |member: &Member| {
        let claims = &articles[member.article_idx];
        let whole = claims.document.sentences[member.sentence_idx].range;
        let anaphors =
            claims.claims[member.sentence_idx].names.iter().filter(|it| it.is_anaphor).count();
        (anaphors, whole.len(), text(claims, whole))
    };
    among.iter().copied().min_by_key(|it| key(&members[*it]))
}

fn text(claims: &Claims, range: TextRange) -> &str {
    claims.document.article.text(range)
}

fn statement<'a>(articles: &'a [Claims], fact: &Fact) -> &'a str {
    let member = fact.members[fact.statement];
    text(&articles[member.article_idx], member.range)
}

/// Mean place of a fact in the articles that state it, from 0 (first sentence) to 1.
#[expect(clippy::cast_precision_loss, reason = "sentence counts are far below 2^52")]
fn place(articles: &[Claims], fact: &Fact) -> f64 {
    let mut places: Vec<f64> = fact
        .members
        .iter()
        .map(|it| {
            let n_sentences = articles[it.article_idx].document.sentences.len();
            it.sentence_idx as f64 / n_sentences.max(2).saturating_sub(1) as f64
        })
        .collect();
    // Summed in sorted order, so that the same places give the same bits.
    places.sort_by(f64::total_cmp);
    places.iter().sum::<f64>() / places.len() as f64
}
