//! Behaviour of summaries.

use article::{Article, Moment, TextRange};
use claim::{Certainty, Claim, Claims};
use compare::{Comparison, Difference, Fact, Kind, Relation, Side, Stance, Verdict};

use crate::{Config, Length, Line, conflict, write};

/// An article read as the product reads it.
fn read(outlet: &str, body: &[&str]) -> Claims {
    claim::extract(text::read(Article {
        outlet: outlet.to_owned(),
        declared_language: Some("en".to_owned()),
        ..Article::of(&body.join("\n\n"))
    }))
}

/// An article whose sentences are given one by one.
fn claims(outlet: &str, date: &str, title: &str, sentences: &[&str]) -> Claims {
    let document = text::read(Article {
        id: outlet.to_owned(),
        outlet: outlet.to_owned(),
        title: title.to_owned(),
        published: Some(Moment::day(date.parse().expect("a date"))),
        declared_language: Some("en".to_owned()),
        ..Article::of(&sentences.join("\n\n"))
    });
    assert_eq!(document.sentences.len(), sentences.len(), "one paragraph a sentence");
    let claims = document.sentences.iter().enumerate().map(|(idx, it)| plain(idx, it.range));
    Claims { claims: claims.collect(), document, entities: Vec::new(), agency: None }
}

fn plain(sentence_idx: usize, range: TextRange) -> Claim {
    Claim {
        sentence_idx,
        range,
        clauses: vec![range],
        quantities: Vec::new(),
        dates: Vec::new(),
        names: Vec::new(),
        quotes: Vec::new(),
        credit: None,
        attribution: None,
        certainty: Certainty::Plain,
        hedges: Vec::new(),
        negations: Vec::new(),
    }
}

/// A story with these shared facts, given as places (article, sentence); every other sentence is a
/// sole fact.
fn story(articles: Vec<Claims>, shared: &[&[(usize, usize)]]) -> Comparison {
    let member = |(article_idx, sentence_idx): (usize, usize)| cluster::Member {
        article_idx,
        sentence_idx,
        range: articles[article_idx].document.sentences[sentence_idx].range,
    };
    let mut facts: Vec<Fact> =
        shared.iter().map(|it| fact(it.iter().copied().map(member).collect())).collect();
    for (article_idx, claims) in articles.iter().enumerate() {
        for sentence_idx in 0..claims.document.sentences.len() {
            let place = (article_idx, sentence_idx);
            if !shared.iter().any(|it| it.contains(&place)) {
                facts.push(fact(vec![member(place)]));
            }
        }
    }
    let origins = (0..articles.len()).collect();
    Comparison {
        articles,
        facts,
        near: cluster::Near::new(),
        origins,
        reprints: Vec::new(),
        warnings: Vec::new(),
    }
}

fn fact(members: Vec<cluster::Member>) -> Fact {
    let is_sole = members.len() == 1;
    Fact {
        id: String::new(),
        statement: 0,
        verdict: if is_sole { Verdict::Sole } else { Verdict::Agreed },
        confidence: 1.0,
        n_origins: members.len(),
        is_alike: true,
        is_major: true,
        links: links(members.len()),
        stances: vec![Stance::States; members.len()],
        differences: Vec::new(),
        members,
    }
}

/// Every member linked with every other.
fn links(n_members: usize) -> Vec<cluster::Link> {
    let link =
        |lhs, rhs| cluster::Link { lhs, rhs, confidence: 0.9, reading: None, reasons: Vec::new() };
    (0..n_members).flat_map(|lhs| (lhs + 1..n_members).map(move |rhs| link(lhs, rhs))).collect()
}

/// Lets the two members of a fact differ.
fn differ(fact: &mut Fact, relation: Relation) {
    fact.verdict = Verdict::Differs;
    let side = |member: usize| Side { member, range: fact.members[member].range, value: None };
    fact.differences = vec![Difference {
        kind: Kind::Number,
        relation,
        confidence: 0.9,
        is_sure: true,
        is_located: true,
        between: vec![side(0), side(1)],
    }];
}

fn quoted<'a>(comparison: &'a Comparison, lines: &[Line]) -> Vec<&'a str> {
    lines
        .iter()
        .map(|it| comparison.articles[it.article_idx].document.article.text(it.range))
        .collect()
}

fn sentences(n_sentences: usize) -> Config {
    Config { length: Length::Sentences(n_sentences) }
}

fn bridge() -> Comparison {
    let herald = claims(
        "Herald",
        "2031-03-04",
        "Bridge falls in Velm",
        &[
            "The old road bridge over the Arn fell in the town of Velm on Monday morning.",
            "Twelve people were hurt and taken to two hospitals by helicopter.",
            "A baker on the left bank sold out of bread by noon that day.",
        ],
    );
    let post = claims(
        "Post",
        "2031-03-05",
        "Velm bridge collapses",
        &[
            "In Velm the road bridge that crosses the river Arn collapsed on Monday.",
            "Fourteen injured people are being treated in hospitals of the region.",
            "The state had warned the council of the rusty cables three times in writing.",
        ],
    );
    story(vec![herald, post], &[&[(0, 0), (1, 0)], &[(0, 1), (1, 1)]])
}

#[test]
fn what_all_outlets_state_comes_first() {
    let comparison = bridge();
    let lines = write(&comparison, &sentences(1));
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].sentence_idx, lines[0].n_origins), (0, 2));
    assert_eq!(lines[0].sources.len(), 2);
}

#[test]
fn behind_a_line_stand_only_sentences_that_surely_say_it() {
    let mut comparison = bridge();
    comparison.facts[0].links[0].confidence = 0.4;
    let lines = write(&comparison, &sentences(1));
    assert_eq!(lines[0].sources, [(lines[0].article_idx, lines[0].sentence_idx)]);
    assert_eq!(lines[0].n_origins, 1);
}

#[test]
fn who_tells_a_part_of_a_line_is_cited_for_a_part() {
    let herald = claims(
        "Herald",
        "2031-03-04",
        "Bridge falls in Velm",
        &[
            "The road bridge in Velm fell on Monday, hours after engineer Sami Noor warned the council of its rusty cables.",
        ],
    );
    let post =
        claims("Post", "2031-03-05", "Velm bridge falls", &["The road bridge in Velm fell."]);
    let comparison = story(vec![herald, post], &[&[(0, 0), (1, 0)]]);
    let lines = write(&comparison, &sentences(1));
    assert_eq!(lines[0].sentence_idx, 0);
    let cited = (lines[0].sources.as_slice(), lines[0].in_part.as_slice());
    let expected: [(&[_], &[_]); 2] = [(&[(0, 0)], &[(1, 0)]), (&[(1, 0), (0, 0)], &[])];
    assert!(expected.contains(&cited), "{cited:?}");
    assert_eq!(lines[0].n_origins, lines[0].sources.len());
}

#[test]
fn a_contradiction_is_shown_with_both_sides_in_a_row() {
    let mut comparison = bridge();
    differ(&mut comparison.facts[1], Relation::Conflict);
    let lines = write(&comparison, &sentences(4));
    let quoted = quoted(&comparison, &lines);
    let place = |start: &str| quoted.iter().position(|it| it.starts_with(start));
    let (twelve, fourteen) = (place("Twelve"), place("Fourteen"));
    assert!(twelve.is_some() && fourteen.is_some(), "{quoted:#?}");
    assert_eq!(twelve.unwrap().abs_diff(fourteen.unwrap()), 1, "{quoted:#?}");
}

#[test]
fn lines_that_contradict_each_other_say_in_which_words() {
    let mut comparison = bridge();
    differ(&mut comparison.facts[1], Relation::Conflict);
    let lines = write(&comparison, &sentences(4));
    let line = |idx: usize| lines.iter().find(|it| (it.article_idx, it.sentence_idx) == (idx, 1));
    let (twelve, fourteen) = (line(0).expect("it is quoted"), line(1).expect("it is quoted"));
    let sides = conflict(&comparison, twelve, fourteen).expect("they do");
    assert_eq!(sides.map(|it| it.article_idx), [0, 1]);
    assert_eq!(sides.map(|it| it.range), [twelve.range, fourteen.range]);
    assert_eq!(conflict(&comparison, twelve, twelve), None);
    assert_eq!(conflict(&bridge(), twelve, fourteen), None, "nothing differs");
}

#[test]
fn an_amount_in_conflict_is_told_with_what_it_counts() {
    let articles = vec![
        read("Herald", &["The blast in Velm wounded three old divers."]),
        read("Post", &["The blast in Velm wounded at least four divers."]),
    ];
    let mut comparison = story(articles, &[&[(0, 0), (1, 0)]]);
    differ(&mut comparison.facts[0], Relation::Conflict);
    for side in &mut comparison.facts[0].differences[0].between {
        let claims = &comparison.articles[side.member].claims[0];
        side.range = claims.quantities[0].range;
    }
    let lines = write(&comparison, &sentences(4));
    let sides = conflict(&comparison, &lines[0], &lines[1]).expect("they do");
    let article = |idx: usize| &comparison.articles[idx].document.article;
    let mut words = sides.map(|it| article(it.article_idx).text(it.range));
    words.sort_unstable();
    assert_eq!(words, ["at least four divers", "three old divers"]);
}

#[test]
fn of_an_updated_fact_the_later_value_is_quoted() {
    let mut comparison = bridge();
    differ(&mut comparison.facts[1], Relation::Updated);
    let lines = write(&comparison, &sentences(3));
    let quoted = quoted(&comparison, &lines);
    assert!(quoted.iter().any(|it| it.starts_with("Fourteen")), "{quoted:#?}");
    assert!(!quoted.iter().any(|it| it.starts_with("Twelve")), "{quoted:#?}");
}

#[test]
fn reprints_count_as_one_origin() {
    let mut comparison = bridge();
    comparison.origins = vec![0, 0];
    let lines = write(&comparison, &sentences(1));
    assert_eq!((lines[0].sources.len(), lines[0].n_origins), (2, 1));
}

#[test]
fn no_two_lines_say_the_same() {
    let comparison = bridge();
    let lines = write(&comparison, &sentences(6));
    let n_opening = lines.iter().filter(|it| it.sentence_idx == 0).count();
    assert_eq!(n_opening, 1, "{:#?}", quoted(&comparison, &lines));
}

#[test]
fn every_line_is_quoted_and_tells_its_facts() {
    let comparison = bridge();
    for line in write(&comparison, &sentences(6)) {
        let sentence = &comparison.articles[line.article_idx].document.sentences[line.sentence_idx];
        assert!(sentence.range.contains(line.range));
        assert_eq!(line.sources[0], (line.article_idx, line.sentence_idx));
        assert!(!line.facts.is_empty());
    }
}

fn one_article() -> Comparison {
    let article = claims(
        "Herald",
        "2031-03-04",
        "Council of Velm closes the harbour baths",
        &[
            "The council of Velm will close the harbour baths after a crack was found in the roof.",
            "The crack in the roof of the harbour baths was found by a swimmer on Sunday.",
            "\"Nobody should swim under that,\" she said.",
            "Repairs of the roof would cost 4 million crowns, the council said on Tuesday.",
            "Velm has two other baths, both of them older.",
            "It rained on Tuesday.",
        ],
    );
    story(vec![article], &[])
}

#[test]
fn an_article_alone_is_told_in_its_own_order() {
    let comparison = one_article();
    let lines = write(&comparison, &sentences(3));
    let places: Vec<usize> = lines.iter().map(|it| it.sentence_idx).collect();
    assert_eq!(places.first(), Some(&0), "{:#?}", quoted(&comparison, &lines));
    assert!(places.is_sorted());
    assert!(!places.contains(&5) && !places.contains(&2), "{places:?}");
}

#[test]
fn a_length_is_kept() {
    let comparison = one_article();
    let n_lines = |length| write(&comparison, &Config { length }).len();
    assert_eq!(n_lines(Length::Sentences(2)), 2);
    assert_eq!(n_lines(Length::Share(0.34)), 2);
    assert_eq!(n_lines(Length::Words(17)), 1);
    assert_eq!(n_lines(Length::Words(1)), 1, "a summary is never empty");
}

#[test]
fn nothing_gives_nothing() {
    let empty = Comparison {
        articles: Vec::new(),
        near: cluster::Near::new(),
        facts: Vec::new(),
        origins: Vec::new(),
        reprints: Vec::new(),
        warnings: Vec::new(),
    };
    assert!(write(&empty, &sentences(3)).is_empty());
    let empty = story(vec![claims("Herald", "2031-03-04", "", &[])], &[]);
    assert!(write(&empty, &sentences(3)).is_empty());
}

#[test]
fn a_line_leaves_out_the_dateline_and_the_writers_own_voice_comes_late() {
    let news = "The old bridge of Velm fell into the river on Monday night.";
    let head = format!("VELM (Wire) - {news}");
    let voice = "I saw the old bridge of Velm fall into the river on Monday night.";
    let articles = vec![read("Herald", &[voice]), read("Post", &[&head])];
    let comparison = story(articles, &[&[(0, 0), (1, 0)]]);
    let lines = write(&comparison, &sentences(1));
    assert_eq!(quoted(&comparison, &lines), [news]);
}

#[test]
fn a_line_that_goes_on_from_another_sentence_comes_late() {
    let (own, tied) = (
        "The council of Velm will pay for a new bridge.",
        "However, the council of Velm will pay for a bridge.",
    );
    let lead = "It rained in Dorn.";
    let articles = vec![read("Herald", &[lead, tied]), read("Post", &[lead, own])];
    let comparison = story(articles, &[&[(0, 1), (1, 1)]]);
    let lines = write(&comparison, &sentences(1));
    assert_eq!(quoted(&comparison, &lines), [own]);
}
