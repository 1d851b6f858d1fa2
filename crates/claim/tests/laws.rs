//! What holds for any text.

use article::{Article, Moment, TextRange};
use claim::Claims;
use jiff::civil::date;
use proptest::prelude::*;

fn extract(body: &str, language: &str) -> Claims {
    claim::extract(text::read(Article {
        id: "A".to_owned(),
        published: Some(Moment::day(date(2031, 3, 5))),
        declared_language: Some(language.to_owned()),
        ..Article::of(body)
    }))
}

/// Every range that must lie in its sentence.
fn ranges(claim: &claim::Claim) -> Vec<TextRange> {
    let mut ranges = claim.clauses.clone();
    ranges.extend(claim.quantities.iter().map(|it| it.range));
    ranges.extend(claim.quantities.iter().filter_map(|it| it.noun));
    ranges.extend(claim.dates.iter().map(|it| it.range));
    ranges.extend(claim.names.iter().map(|it| it.range));
    ranges.extend(claim.quotes.iter().map(|it| it.range));
    ranges.extend(claim.attribution.iter().map(|it| it.verb));
    ranges.extend(&claim.hedges);
    ranges.extend(&claim.negations);
    ranges
}

fn check(body: &str, language: &str) {
    let claims = extract(body, language);
    assert_eq!(claims.claims.len(), claims.document.sentences.len());
    let body = &claims.document.article.body;
    for claim in &claims.claims {
        assert!(
            !claim.clauses.is_empty(),
            "no clause in {:?}",
            &body[claim.range.start..claim.range.end]
        );
        assert!(
            claim.clauses.windows(2).all(|pair| pair[0].end <= pair[1].start),
            "clauses overlap"
        );
        for range in ranges(claim) {
            assert!(claim.range.contains(range), "{range:?} is not in {:?}", claim.range);
            assert!(body.get(range.start..range.end).is_some(), "{range:?} cuts a character");
        }
        let sources = claim.attribution.iter().filter_map(|it| it.source);
        for range in sources.chain(claim.quotes.iter().filter_map(|it| it.speaker)) {
            assert!(body.get(range.start..range.end).is_some_and(|it| !it.is_empty()), "{range:?}");
        }
        for date in &claim.dates {
            assert!(date.start < date.end, "{date:?}");
        }
        for quantity in &claim.quantities {
            assert!(quantity.value.is_finite(), "{quantity:?}");
        }
        assert!(claim.names.iter().all(|it| it.entity_idx < claims.entities.len()));
    }
    let again = extract(body, language);
    assert_eq!(format!("{:?}", again.claims), format!("{:?}", claims.claims));
    assert_eq!(again.entities, claims.entities);
}

/// Pieces that mean something to the reader, thrown together.
fn news() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Elena Marsh",
        "Marsh",
        "the mayor",
        "Mayor Tom Berg",
        "said",
        "told",
        "according to",
        "“",
        "”",
        "\"",
        "‘",
        "’",
        "’s",
        "«",
        "»",
        "„",
        "Tuesday",
        "March",
        "3",
        "2031",
        "late",
        "last",
        "week",
        "two",
        "years",
        "ago",
        "at least",
        "107",
        "people",
        "$",
        "3.2",
        "million",
        "percent",
        "-",
        "–",
        "51-49",
        "34-year-old",
        "half",
        "of",
        "a",
        "dozen",
        ",",
        ",",
        ".",
        ".",
        "!",
        "and",
        "that",
        "who",
        "he",
        "she",
        "not",
        "denied",
        "will",
        "may",
        "9:30",
        "a.m.",
        "noon",
        "\n\n",
        "(HSA)",
        "Harbour Safety Agency",
        "from",
        "to",
        "between",
        "the 1990s",
        "mid-March",
        "'90s",
        "1/2/2031",
        "2031-02-30",
        "99",
        "early",
        "el martes",
        "hace dos años",
        "vor",
        "drei",
        "Jahren",
        "9999999999999999999999",
        "1.2.3.4",
        "½",
        "é",
        "ß",
        "İ",
        "中文",
        "&",
        "U.S.",
        "U.S.-led",
        "al-Sadr",
        "next",
        "month",
        "€",
        "spring",
        "tonight",
        "5",
        "m",
        "km",
        "sq",
        "third",
        "20th",
        "Sen.",
        "J.",
    ]);
    prop::collection::vec((piece, prop::bool::weighted(0.85)), 0..60).prop_map(|pieces| {
        pieces.into_iter().fold(String::new(), |text, (piece, has_space)| {
            text + piece + if has_space { " " } else { "" }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_lies_in_its_sentence(body in news(), language in prop::sample::select(vec!["en", "es", "de", "xx"])) {
        check(&body, language);
    }

    #[test]
    fn any_text_is_read(body in "\\PC{0,200}(\n\n\\PC{0,100})?") {
        check(&body, "en");
    }
}
