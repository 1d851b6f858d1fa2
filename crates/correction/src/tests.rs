//! What an editor finds again after a replay, and what does not get lost.

use std::collections::BTreeSet;

use article::{Article, WarningKind};
use claim::Claims;
use cluster::{Clustering, Link};
use compare::{Comparison, Kind, Relation, Stance, Verdict};
use proptest::prelude::*;

use crate::{Act, Correction, Corrections, DifferenceKey, Keys, Named, Replayed, SideKey, Target};

const HERALD: &str = "Twelve people were hurt when the bridge in Velm fell on Monday.\n\n\
    The mayor said lorries had been banned since spring.\n\n\
    Engineers will look at the pillars.";
const POST: &str = "The fall of the bridge on Monday injured 14 people in Velm.\n\n\
    Lorries had not been allowed on it since the spring.\n\n\
    The road agency says it had warned the town.";
const WIRE: &str = "A dozen people were hurt in the collapse of a bridge in Velm.\n\n\
    The agency had warned of rust three times.";

fn claims(outlet: &str, body: &str) -> Claims {
    let id = outlet[..1].to_owned();
    let outlet = outlet.to_owned();
    claim::extract(text::read(Article { id, outlet, ..Article::of(body) }))
}

fn story() -> Vec<Claims> {
    vec![claims("Herald", HERALD), claims("Post", POST), claims("Wire", WIRE)]
}

/// Groups of (article, sentence), every pair of different articles linked.
fn clustering(articles: &[Claims], groups: &[&[(usize, usize)]], confidence: f64) -> Clustering {
    let config = cluster::Config::standard();
    let fact = |members: &&[(usize, usize)]| {
        let mut links = Vec::new();
        for lhs in 0..members.len() {
            let others = (lhs + 1..members.len()).filter(|it| members[*it].0 != members[lhs].0);
            links.extend(others.map(|rhs| Link {
                lhs,
                rhs,
                confidence,
                reading: None,
                reasons: Vec::new(),
            }));
        }
        cluster::join(articles, members, links, &config)
    };
    Clustering {
        facts: groups.iter().map(fact).collect(),
        near: cluster::Near::new(),
        warnings: Vec::new(),
    }
}

/// The hurt and the ban, each told by several; the warning of the agency was not seen as one fact.
const GROUPS: [&[(usize, usize)]; 2] = [&[(0, 0), (1, 0), (2, 0)], &[(0, 1), (1, 1)]];

fn replay(
    articles: Vec<Claims>,
    groups: &[&[(usize, usize)]],
    corrections: &Corrections,
) -> (Comparison, Replayed) {
    let mut clustering = clustering(&articles, groups, 0.9);
    let replay = corrections.regroup(&articles, &mut clustering, &cluster::Config::standard());
    let config = compare::Config { rules_alone: true, ..compare::Config::standard() };
    let mut comparison = compare::compare(articles, clustering, &config);
    let replayed = replay.amend(&mut comparison);
    (comparison, replayed)
}

fn of(acts: &[Act]) -> Corrections {
    let correction = |(idx, act): (usize, &Act)| Correction {
        id: format!("c{}", idx + 1),
        act: act.clone(),
        note: if matches!(act, Act::Note { .. }) { "look again".to_owned() } else { String::new() },
    };
    let articles = Keys::of(&story());
    let named = ["Herald", "Post", "Wire"].iter().enumerate().map(|(idx, outlet)| Named {
        key: articles.article(idx).to_owned(),
        outlet: (*outlet).to_owned(),
        title: String::new(),
    });
    Corrections {
        articles: named.collect(),
        list: acts.iter().enumerate().map(correction).collect(),
    }
}

fn key(article: usize, sentence: usize) -> String {
    Keys::of(&story()).sentence((article, sentence))
}

fn keys(places: &[(usize, usize)]) -> Vec<String> {
    Keys::of(&story()).sentences(places.iter().copied())
}

/// Each fact of several articles as its sentences.
fn shared(comparison: &Comparison) -> BTreeSet<Vec<(usize, usize)>> {
    let shared = comparison.facts.iter().filter(|it| it.verdict != Verdict::Sole);
    shared.map(|it| crate::key::places(it).collect()).collect()
}

fn complaints(comparison: &Comparison) -> Vec<&str> {
    let warnings = comparison.warnings.iter().map(|it| &it.1);
    warnings.filter(|it| it.kind == WarningKind::Correction).map(|it| it.text.as_str()).collect()
}

#[track_caller]
fn fact_of(comparison: &Comparison, place: (usize, usize)) -> (usize, &compare::Fact) {
    let mut facts = comparison.facts.iter().enumerate();
    facts.find(|(_, it)| crate::key::places(it).any(|it| it == place)).expect("a fact")
}

#[test]
fn two_sentences_marked_as_the_same_become_a_fact_of_which_the_report_is_sure() {
    let act = Act::Same { sentences: [key(1, 2), key(2, 1)] };
    let (comparison, replayed) = replay(story(), &GROUPS, &of(&[act]));
    assert!(shared(&comparison).contains(&vec![(1, 2), (2, 1)]));
    let (idx, fact) = fact_of(&comparison, (1, 2));
    assert_eq!((fact.verdict == Verdict::Unsure, fact.confidence), (false, 1.0));
    assert_eq!(replayed.of_fact(idx).collect::<Vec<_>>(), [0]);
    assert_eq!(complaints(&comparison), [""; 0]);
}

#[test]
fn a_lone_sentence_joins_the_fact_of_the_one_it_is_the_same_as() {
    let groups: [&[(usize, usize)]; 1] = [&[(0, 0), (1, 0)]];
    let act = Act::Same { sentences: [key(2, 0), key(0, 0)] };
    let (comparison, _) = replay(story(), &groups, &of(&[act]));
    assert!(shared(&comparison).contains(&vec![(0, 0), (1, 0), (2, 0)]));
    assert_eq!(fact_of(&comparison, (2, 0)).1.stances[2], Stance::Differs, "a dozen is not 14");
}

#[test]
fn a_pair_marked_as_the_same_says_nothing_of_a_third_sentence() {
    let groups: [&[(usize, usize)]; 1] = [&[(0, 0), (1, 0)]];
    let mut grouped = clustering(&story(), &groups, 0.4);
    let corrections = of(&[Act::Same { sentences: [key(2, 0), key(0, 0)] }]);
    let config = cluster::Config::standard();
    let _ = corrections.regroup(&story(), &mut grouped, &config);
    let sizes: Vec<(usize, bool)> =
        grouped.facts.iter().map(|it| (it.members.len(), it.confidence >= 0.5)).collect();
    assert_eq!(sizes, [(2, false), (2, true)], "the unsure fact stays unsure");
}

#[test]
fn sentences_that_are_not_the_same_are_compared_no_more() {
    let act = Act::NotSame { sentences: [key(1, 0), key(2, 0)] };
    let (comparison, replayed) = replay(story(), &GROUPS, &of(&[act]));
    let facts = shared(&comparison);
    assert!(facts.iter().all(|it| !(it.contains(&(1, 0)) && it.contains(&(2, 0)))), "{facts:?}");
    assert_eq!(facts.len(), 2, "the third goes with one of the two: {facts:?}");
    let alone = if facts.contains(&vec![(0, 0), (1, 0)]) { (2, 0) } else { (1, 0) };
    let (idx, fact) = fact_of(&comparison, alone);
    assert_eq!(fact.verdict, Verdict::Sole);
    assert_eq!(replayed.of_fact(idx).collect::<Vec<_>>(), [0], "what was taken out is marked too");
}

#[test]
fn merged_facts_are_one_and_a_sentence_can_be_split_off() {
    let acts = [
        Act::Merge { facts: vec![keys(GROUPS[1]), vec![key(2, 1)]] },
        Act::Split { fact: keys(GROUPS[0]), part: vec![key(1, 0)] },
    ];
    let (comparison, _) = replay(story(), &GROUPS, &of(&acts));
    let expected: BTreeSet<_> = [vec![(0, 1), (1, 1), (2, 1)], vec![(0, 0), (2, 0)]].into();
    assert_eq!(shared(&comparison), expected);
    assert_eq!(fact_of(&comparison, (0, 0)).1.verdict, Verdict::Agreed, "12 and a dozen");
    assert_eq!(complaints(&comparison), [""; 0]);
}

/// The difference that the rules find between 12 and 14.
fn found(kind: Kind) -> (Comparison, DifferenceKey) {
    let (comparison, _) = replay(story(), &GROUPS, &Corrections::default());
    let fact = fact_of(&comparison, (0, 0)).1.clone();
    let it = fact.differences.iter().find(|it| it.kind == kind).expect("12 is not 14").clone();
    let named = Keys::of(&comparison.articles).named(&fact, &it);
    (comparison, named)
}

#[test]
fn a_difference_gets_another_kind_or_none() {
    let (_, difference) = found(Kind::Number);
    let fact = keys(GROUPS[0]);
    let kind = Act::Kind {
        fact: fact.clone(),
        difference: difference.clone(),
        to: Kind::Precision,
        relation: Some(Relation::Updated),
    };
    let (comparison, replayed) = replay(story(), &GROUPS, &of(&[kind]));
    let (idx, told) = fact_of(&comparison, (0, 0));
    let at = told.differences.iter().position(|it| it.kind == Kind::Precision).expect("changed");
    let it = &told.differences[at];
    assert_eq!((it.relation, it.confidence, it.is_sure), (Relation::Updated, 1.0, true));
    assert_eq!(replayed.of_difference(idx, at).collect::<Vec<_>>(), [0]);

    let (comparison, _) = replay(story(), &GROUPS, &of(&[Act::Dismiss { fact, difference }]));
    let told = fact_of(&comparison, (0, 0)).1;
    assert!(told.differences.iter().all(|it| it.kind != Kind::Number), "{:?}", told.differences);
}

#[test]
fn a_suspicion_that_an_editor_vouches_for_is_a_difference() {
    let (_, difference) = found(Kind::Number);
    let kind = Act::Kind { fact: keys(GROUPS[0]), difference, to: Kind::Precision, relation: None };
    let mut clustering = clustering(&story(), &GROUPS, 0.9);
    let replay = of(&[kind]).regroup(&story(), &mut clustering, &cluster::Config::standard());
    let config = compare::Config { rules_alone: true, ..compare::Config::standard() };
    let mut comparison = compare::compare(story(), clustering, &config);
    let at = fact_of(&comparison, (0, 0)).0;
    let fact = &mut comparison.facts[at];
    for it in &mut fact.differences {
        (it.is_located, it.is_sure, it.confidence) = (false, false, 0.3);
    }
    fact.verdict = Verdict::Agreed;
    let _ = replay.amend(&mut comparison);
    let told = fact_of(&comparison, (0, 0)).1;
    let it = told.differences.iter().find(|it| it.kind == Kind::Precision).expect("changed");
    assert!(it.is_located && it.is_sure);
    assert_eq!((told.verdict, told.stances[0]), (Verdict::Differs, Stance::Differs));
}

#[test]
fn what_an_editor_has_parted_the_other_does_not_perhaps_tell() {
    let mut clustering = clustering(&story(), &GROUPS, 0.9);
    let nearest = cluster::Nearest { sentence_idx: 1, probability: 0.2 };
    clustering.near = [(0, 1, 1), (1, 1, 0), (0, 1, 2)].map(|it| (it, nearest)).into();
    let parted = of(&[Act::NotSame { sentences: [key(0, 1), key(1, 1)] }]);
    let _ = parted.regroup(&story(), &mut clustering, &cluster::Config::standard());
    assert_eq!(clustering.near, cluster::Near::from([((0, 1, 2), nearest)]));
}

#[test]
fn the_last_difference_dismissed_leaves_a_fact_told_alike() {
    let (comparison, _) = found(Kind::Number);
    let fact = fact_of(&comparison, (0, 0)).1;
    let names = Keys::of(&comparison.articles);
    let dismiss = |it: &compare::Difference| Act::Dismiss {
        fact: keys(GROUPS[0]),
        difference: names.named(fact, it),
    };
    let acts: Vec<Act> = fact.differences.iter().map(dismiss).collect();
    let (comparison, _) = replay(story(), &GROUPS, &of(&acts));
    let told = fact_of(&comparison, (0, 0)).1;
    assert_eq!((told.verdict, told.stances[0]), (Verdict::Agreed, Stance::States));
}

#[test]
fn an_overlooked_difference_is_added_with_its_words() {
    let side = |article: usize, body: &str, words: &str| {
        let start = body.find(words).expect("it is there");
        SideKey { sentence: key(article, 1), start, end: start + words.len() }
    };
    let sides = vec![side(0, HERALD, "banned"), side(1, POST, "not been allowed")];
    let add = |sides: Vec<SideKey>| Act::Add {
        fact: keys(GROUPS[1]),
        difference: DifferenceKey { kind: Kind::Label, sides },
        relation: None,
    };
    let (comparison, _) = replay(story(), &GROUPS, &of(&[add(sides.clone())]));
    let fact = fact_of(&comparison, (0, 1)).1;
    let it = fact.differences.iter().find(|it| it.kind == Kind::Label).expect("added");
    let words = |it: &compare::Side| {
        comparison.articles[fact.members[it.member].article_idx].document.article.text(it.range)
    };
    assert_eq!(it.between.iter().map(words).collect::<Vec<_>>(), ["banned", "not been allowed"]);
    assert_eq!((fact.verdict, fact.stances[1]), (Verdict::Differs, Stance::Differs));

    let mut elsewhere = sides;
    elsewhere[0].start = 0;
    elsewhere[0].end = 6;
    let (comparison, replayed) = replay(story(), &GROUPS, &of(&[add(elsewhere)]));
    assert_eq!(replayed.fits, [false]);
    assert!(complaints(&comparison)[0].contains("do not lie in their sentence"));
}

#[test]
fn a_verdict_set_by_hand_holds() {
    for to in [Verdict::Agreed, Verdict::Unsure, Verdict::Differs] {
        let act = Act::Verdict { fact: keys(GROUPS[0]), to };
        let (comparison, replayed) = replay(story(), &GROUPS, &of(&[act]));
        let (idx, fact) = fact_of(&comparison, (0, 0));
        assert_eq!(fact.verdict, to);
        assert_eq!(fact.differences.is_empty(), to == Verdict::Agreed);
        assert_eq!(replayed.of_fact(idx).collect::<Vec<_>>(), [0]);
    }
}

#[test]
fn a_correction_that_no_longer_fits_is_named_and_the_others_hold() {
    let acts = [
        Act::Same { sentences: [key(1, 2), key(2, 1)] },
        Act::Verdict { fact: keys(&[(0, 2), (1, 2)]), to: Verdict::Agreed },
        Act::Note { on: Target::Article { article: Keys::of(&story()).article(2).to_owned() } },
        Act::Verdict { fact: keys(GROUPS[1]), to: Verdict::Unsure },
    ];
    // The wire has a new body, so its sentences are others.
    let articles = vec![
        claims("Herald", HERALD),
        claims("Post", POST),
        claims("Wire", "A dozen people were hurt in Velm.\n\nThe agency had warned of rust."),
    ];
    let (comparison, replayed) = replay(articles, &GROUPS, &of(&acts));
    assert_eq!(replayed.fits, [false, false, false, true]);
    assert_eq!(
        complaints(&comparison),
        [
            "Correction c1 (same) was left out: Wire is not among these articles, or its text has changed.",
            "Correction c2 (verdict) was left out: its sentences no longer stand together as one fact.",
            "Correction c3 (note) was left out: Wire is not among these articles, or its text has changed.",
        ]
    );
    assert_eq!(fact_of(&comparison, (0, 1)).1.verdict, Verdict::Unsure);
    assert_eq!(replayed.corrections, of(&acts), "what did not fit is kept for the next time");
}

#[test]
fn a_fact_grouped_a_little_otherwise_is_still_the_one_meant() {
    let act = Act::Verdict { fact: keys(&[(0, 0), (1, 0), (2, 0)]), to: Verdict::Unsure };
    let fewer: [&[(usize, usize)]; 1] = [&[(0, 0), (1, 0)]];
    let (comparison, replayed) = replay(story(), &fewer, &of(&[act]));
    assert_eq!(replayed.fits, [true]);
    assert_eq!(fact_of(&comparison, (0, 0)).1.verdict, Verdict::Unsure);
}

#[test]
fn keys_hang_on_the_texts_alone() {
    let given = Keys::of(&story());
    let mut articles = story();
    articles.rotate_left(1);
    for (idx, it) in articles.iter_mut().enumerate() {
        it.document.article.id = format!("renamed-{idx}");
        it.document.article.outlet = "elsewhere".to_owned();
    }
    let other = Keys::of(&articles);
    assert_eq!(given.sentence((1, 2)), other.sentence((0, 2)));
    assert_eq!(given.fact([(0, 0), (1, 0)]), other.fact([(0, 0), (2, 0)]));
    assert_ne!(given.fact([(0, 0), (1, 0)]), given.fact([(0, 0), (2, 0)]));
    assert_eq!(given.find(&given.sentence((2, 1))), Some((2, 1)));
    assert_eq!(given.find("0000000000000000:0-10"), None);
}

#[test]
fn copies_of_one_text_are_told_apart_by_their_outlets() {
    let copies = |outlets: [&str; 2]| Keys::of(&outlets.map(|it| claims(it, HERALD)));
    let (given, turned) = (copies(["Herald", "Post"]), copies(["Post", "Herald"]));
    assert_ne!(given.article(0), given.article(1));
    assert_eq!(given.article(0), turned.article(1));
}

#[test]
fn a_damaged_file_says_where() {
    let read = |corrections: &str| {
        let file = format!(
            "{{\"format\": \"twicetold/corrections\", \"version\": 1, \"corrections\": [{corrections}]}}"
        );
        Corrections::read(&file).expect_err("it is damaged").to_string()
    };
    let side = "{\"sentence\": \"a:0-1\", \"start\": 0, \"end\": 1}";
    let kind = format!(
        "{{\"id\": \"c7\", \"act\": \"kind\", \"fact\": [\"a:0-1\"], \"to\": \"numbre\", \
         \"difference\": {{\"kind\": \"number\", \"sides\": [{side}, {side}]}}}}"
    );
    assert!(
        read(&kind)
            .starts_with("correction 1 (c7): there is no kind \"numbre\"; there are number,")
    );
    assert!(
        read("{\"id\": \"c1\", \"act\": \"burn\"}").contains("correction 1 (c1): unknown variant")
    );
    let sole = "{\"id\": \"c1\", \"act\": \"verdict\", \"fact\": [\"a:0-1\"], \"to\": \"sole\"}";
    assert!(read(sole).contains("split it instead"));
    assert!(Corrections::read("{").expect_err("cut off").to_string().contains("no JSON"));
    assert!(Corrections::read("{\"format\": \"twicetold/comparison\"}").is_err());
}

/// Any act on the sentences of the story, sound or not.
fn act() -> impl Strategy<Value = Act> {
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1)];
    let sentence = prop::sample::select(places.map(|(a, s)| key(a, s)).to_vec());
    let fact = prop::sample::subsequence(keys(&places), 1..4);
    let pair = (sentence.clone(), sentence).prop_filter("two", |(a, b)| a != b);
    let difference = found(Kind::Number).1;
    let verdict = prop::sample::select(vec![Verdict::Agreed, Verdict::Differs, Verdict::Unsure]);
    let other = difference.clone();
    prop_oneof![
        pair.clone().prop_map(|(a, b)| Act::Same { sentences: [a, b] }),
        pair.prop_map(|(a, b)| Act::NotSame { sentences: [a, b] }),
        (fact.clone(), fact.clone()).prop_map(|(a, b)| Act::Merge { facts: vec![a, b] }),
        (fact.clone(), fact.clone()).prop_map(|(fact, part)| Act::Split { fact, part }),
        (fact.clone(), verdict).prop_map(|(fact, to)| Act::Verdict { fact, to }),
        fact.clone().prop_map(move |fact| Act::Dismiss { fact, difference: difference.clone() }),
        fact.clone().prop_map(move |fact| Act::Kind {
            fact,
            difference: other.clone(),
            to: Kind::Label,
            relation: None
        }),
        fact.prop_map(|fact| Act::Note { on: Target::Fact { fact } }),
    ]
}

/// A comparison without what hangs on the order of articles.
fn told(comparison: &Comparison) -> BTreeSet<(Vec<String>, &'static str, Vec<String>)> {
    let keys = Keys::of(&comparison.articles);
    let fact = |it: &compare::Fact| {
        let differences = it.differences.iter();
        let mut kinds: Vec<String> = differences
            .map(|found| format!("{} {}", found.kind.name(), keys.difference(it, found)))
            .collect();
        kinds.sort();
        (keys.sentences(crate::key::places(it)), it.verdict.name(), kinds)
    };
    comparison.facts.iter().map(fact).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_file_reads_back_as_it_was_written(acts in prop::collection::vec(act(), 0..6)) {
        let corrections = of(&acts);
        prop_assert_eq!(Corrections::read(&corrections.write()), Ok(corrections));
    }

    /// What is replayed can be saved from the replayed comparison, and gives the same again.
    #[test]
    fn replaying_what_was_replayed_changes_nothing(acts in prop::collection::vec(act(), 0..6)) {
        let (first, replayed) = replay(story(), &GROUPS, &of(&acts));
        let file = replayed.corrections.write();
        let (second, again) = replay(story(), &GROUPS, &Corrections::read(&file).expect("whole"));
        prop_assert_eq!(format!("{:?}", first.facts), format!("{:?}", second.facts));
        prop_assert_eq!(replayed.fits, again.fits);
        prop_assert_eq!(again.corrections.write(), file);
    }

    #[test]
    fn a_correction_made_twice_is_made_once(it in act()) {
        let once = replay(story(), &GROUPS, &of(std::slice::from_ref(&it))).0;
        let (twice, replayed) = replay(story(), &GROUPS, &of(&[it.clone(), it]));
        // The second split finds nothing left to split; everything else fits again.
        prop_assert_eq!(told(&once), told(&twice), "{:?}", replayed.fits);
    }

    #[test]
    fn the_order_of_articles_changes_no_correction(acts in prop::collection::vec(act(), 0..5)) {
        let given = replay(story(), &GROUPS, &of(&acts));
        let turn = |it: &(usize, usize)| ((it.0 + 2) % 3, it.1);
        let turned: Vec<Vec<(usize, usize)>> = GROUPS.iter().map(|it| {
            let mut group: Vec<_> = it.iter().map(turn).collect();
            group.sort_unstable();
            group
        }).collect();
        let groups: Vec<&[(usize, usize)]> = turned.iter().map(Vec::as_slice).collect();
        let mut articles = story();
        articles.rotate_left(1);
        let other = replay(articles, &groups, &of(&acts));
        prop_assert_eq!(told(&given.0), told(&other.0));
        prop_assert_eq!(given.1.fits, other.1.fits);
    }

    /// Every sentence stands in a fact, every shared fact has two articles, every fact a stance for
    /// each article, whatever an editor does.
    #[test]
    fn no_correction_loses_a_sentence(acts in prop::collection::vec(act(), 0..8)) {
        let (comparison, _) = replay(story(), &GROUPS, &of(&acts));
        let mut seen = BTreeSet::new();
        for fact in &comparison.facts {
            let places: Vec<(usize, usize)> = crate::key::places(fact).collect();
            let n_articles = places.iter().map(|it| it.0).collect::<BTreeSet<_>>().len();
            prop_assert_eq!(n_articles == 1, fact.verdict == Verdict::Sole);
            prop_assert_eq!(fact.stances.len(), 3);
            seen.extend(places);
        }
        prop_assert_eq!(seen.len(), 8);
    }
}
