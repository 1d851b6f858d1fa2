//! From groups to facts: verdicts, stances, and what one article alone states.

use std::collections::{BTreeMap, BTreeSet};

use article::TextRange;
use claim::{Claims, DateMention, Grain, Quantity, Unit};
use cluster::{FactCluster, Member, Near};

use crate::omission::{self, Head};
use crate::{
    Config, Difference, Fact, Kind, Relation, Side, Stance, Verdict, difference, origin, rest,
};

/// Words of the shortest sentence that tells something: not "Why?" or a lone mark.
const LEAST_WORDS: usize = 2;

/// All facts of a story in the order in which a reader meets them.
pub(crate) fn facts(
    articles: &[Claims],
    groups: Vec<FactCluster>,
    near: &Near,
    origins: &[usize],
    config: &Config,
) -> Vec<Fact> {
    let heads: Vec<Head> = articles.iter().map(|it| Head::of(&it.document)).collect();
    let mut facts: Vec<Fact> = groups
        .into_iter()
        .map(|it| shared_fact(articles, it, near, origins, &heads, config))
        .collect();
    tell_once(articles, near, &mut facts, config);
    let mut stating: BTreeMap<(usize, usize), Vec<&Fact>> = BTreeMap::new();
    for fact in &facts {
        for it in &fact.members {
            stating.entry((it.article_idx, it.sentence_idx)).or_default().push(fact);
        }
    }
    let mut sole = Vec::new();
    for (article_idx, claims) in articles.iter().enumerate() {
        for (sentence_idx, sentence) in claims.document.sentences.iter().enumerate() {
            let place = (article_idx, sentence_idx);
            if let Some(stating) = stating.get(&place) {
                let rest = rest::of(articles, near, place, stating);
                sole.extend(rest.map(|(it, stances)| sole_fact(articles, &heads, it, stances)));
            } else if n_words(claims, sentence_idx) >= LEAST_WORDS {
                let member = Member { article_idx, sentence_idx, range: sentence.range };
                let stances = stances(articles, near, &[member], &[]);
                sole.push(sole_fact(articles, &heads, member, stances));
            }
        }
    }
    facts.extend(sole);
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

fn n_words(claims: &Claims, sentence_idx: usize) -> usize {
    claims.document.tokens_of(sentence_idx).iter().filter(|it| it.is_counted()).count()
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

/// Quotes for each fact a sentence that no earlier one is quoted by, if it has one; those told alike first, for of them
/// one sentence alone is shown.
fn quote_once(articles: &[Claims], facts: &mut [Fact]) {
    let mut quoted: BTreeSet<(usize, usize)> = BTreeSet::new();
    let place = |it: &Member| (it.article_idx, it.sentence_idx);
    let mut shared: Vec<&mut Fact> =
        facts.iter_mut().filter(|it| it.verdict != Verdict::Sole).collect();
    shared.sort_by_key(|it| it.verdict != Verdict::Agreed);
    for fact in shared {
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
fn tell_once(articles: &[Claims], near: &Near, facts: &mut [Fact], config: &Config) {
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
            fact.verdict = verdict(fact.confidence, &fact.differences, config);
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

/// What linked sentences come to.
fn verdict(confidence: f64, differences: &[Difference], config: &Config) -> Verdict {
    let differs = differences.iter().any(Difference::is_likely);
    match differs {
        true if confidence >= config.sure_fact => Verdict::Differs,
        false if confidence >= config.sure_alike => Verdict::Agreed,
        _ => Verdict::Unsure,
    }
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
    let verdict = verdict(confidence, &differences, config);
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

fn sole_fact(articles: &[Claims], heads: &[Head], member: Member, stances: Vec<Stance>) -> Fact {
    Fact {
        id: String::new(),
        statement: 0,
        verdict: Verdict::Sole,
        confidence: 1.0,
        n_origins: 1,
        is_alike: true,
        is_major: omission::is_major(articles, heads, &[member], 1),
        stances,
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

/// What a word that points out of the sentence costs of a quote's share of words that all tell; the same of a quotation
/// that begins or ends elsewhere.
const ANAPHOR: f64 = 0.12;
const UNPAIRED: f64 = 0.12;

/// The member quoted for the whole, of these: the one of whose stating part the other articles tell most, so that the line
/// says little beside the fact, and that stands by itself; of equals the shortest.
fn clearest(articles: &[Claims], members: &[Member], among: &[usize]) -> Option<usize> {
    let key = |idx: usize| {
        let member = &members[idx];
        let claims = &articles[member.article_idx];
        let claim = &claims.claims[member.sentence_idx];
        let said = text(claims, member.range);
        let anaphors = claim.names.iter().filter(|it| it.is_anaphor).count().min(3);
        let marks = |it: &[char]| said.matches(it).count();
        let is_paired = marks(&['“']) == marks(&['”']) && marks(&['"']) % 2 == 0;
        let cost = 1.0 - told_share(articles, members, member)
            + ANAPHOR * f64::from(u8::try_from(anaphors).unwrap_or(u8::MAX))
            + if is_paired { 0.0 } else { UNPAIRED };
        (idx, cost, said)
    };
    let clearest =
        among.iter().copied().map(key).min_by(|a, b| {
            a.1.total_cmp(&b.1).then_with(|| (a.2.len(), a.2).cmp(&(b.2.len(), b.2)))
        });
    clearest.map(|it| it.0)
}

/// Share of the topic words of a member's stating part that each other article has in its sentences of the fact, at least.
#[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
fn told_share(articles: &[Claims], members: &[Member], member: &Member) -> f64 {
    let words = |it: &Member| {
        let tokens = articles[it.article_idx].document.tokens_of(it.sentence_idx).iter();
        tokens.filter(|it| it.is_counted() && !it.is_stop)
    };
    let own: BTreeSet<&str> = words(member)
        .filter(|it| member.range.contains(it.range))
        .map(|it| it.stem.as_str())
        .collect();
    let share = |article_idx: usize| {
        let of_article = members.iter().filter(|it| it.article_idx == article_idx);
        let told: BTreeSet<&str> = of_article.flat_map(words).map(|it| it.stem.as_str()).collect();
        own.intersection(&told).count() as f64 / own.len().max(1) as f64
    };
    let others: BTreeSet<usize> =
        members.iter().map(|it| it.article_idx).filter(|it| *it != member.article_idx).collect();
    others.into_iter().map(share).fold(1.0, f64::min)
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
