//! What a reader of the text format sees.

use crate::Settings;
use crate::invented::{Invented, bridge};
use compare::{Kind, Relation, Verdict};

const PLAIN: Settings =
    Settings { width: 72, color: false, side_by_side: false, language: crate::Language::English };

#[test]
fn three_articles_read_as_a_diff_made_for_prose() {
    insta::assert_snapshot!(story_part(&bridge().view(&[0, 1]).text(&PLAIN)), @r##"
    Three articles about one event

      Velden Herald · 2031-03-04 · 87 words
        Footbridge over the Orla gives way, at least 12 hurt

      Orla Valley Post · 2031-03-04 · 63 words
        Bridge of shame: mayor rages after collapse in Velden

      Northern Wire · 2031-03-04 · 31 words · a part is missing: the page
      ends with a paywall
        (no headline)

      1 fact told alike · 2 told differently · 1 unsure · 5 in one article
      only

    IN SHORT
     —  At least 12 people were hurt when a footbridge over the Orla gave
        way … [Velden Herald 1 · Orla Valley Post 2 · Northern Wire 1]
     —  … after an inspector found rust in two of its cables [Velden Herald
        2 · Orla Valley Post 3 · Northern Wire 2]

    TOLD ALIKE
    Stated by several articles; no difference worth notice was found.

     =  … after an inspector found rust in two of its cables.
        [Velden Herald 2 · Orla Valley Post 3 · Northern Wire 2]

    TOLD DIFFERENTLY
    Stated by several articles, with a difference. ‹…› marks the words that
    differ. conflict: both cannot be true · compatible: both can be ·
    updated: the later article has the later value.

     ≠  Velden Herald 1     ‹At least 12› people were hurt when a footbridge
                            over the Orla gave way on Saturday morning,
                            ‹police said›.
        Orla Valley Post 2  ‹A dozen› singers plunged into the icy river
                            when the rotten footbridge collapsed.
        Northern Wire 1     ‹Twelve› people were injured in the collapse of
                            a pedestrian bridge in Velden, ‹the fire service
                            said›.
         →  precision · compatible: “At least 12” / “A dozen” / “Twelve”
         →  attribution: Velden Herald 1 “police said” / Northern Wire 1
            “the fire service said”

     ≠  Velden Herald 4     Mayor Ines Kolb ‹called› the collapse “a
                            disgrace” and asked the state for an inquiry.
        Orla Valley Post 1  Mayor Ines Kolb ‹raged against› the “disgrace”
                            of Velden on Sunday and demanded that heads
                            roll.
         →  label: “called” / “raged against”
        [not found in Northern Wire (a part of it is missing)]

    UNSURE
    These may state the same fact, or may not. Judge for yourself.

     ?  Velden Herald 6     A choir was crossing it on the way to a
                            rehearsal.
        Orla Valley Post 2  A dozen singers plunged into the icy river …
        [55 % sure that it is one fact; not found in Northern Wire (a part
        of it is missing)]

    ONLY IN ONE ARTICLE
    Not found in the other texts we have. That is not the same as denied.

      Velden Herald
       2  The bridge was closed for two weeks in January …
       3  It was opened again on Feb. 3.
       5  The firm that built the bridge, Tarn & Sons, declined to comment.

      Orla Valley Post
       4  The bridge cost the taxpayer 4.1 million crowns.
       5  Two of the hurt were still in hospital on Monday.

    HOW EACH WORDS IT
     →  label: Velden Herald 4 “called” / Orla Valley Post 1 “raged against”

      Loaded words
      Words that carry a judgement, with a plain word for the same; words
      that all articles use are left out.
        attack for criticism:
          Orla Valley Post “raged against” (criticized) 1 · “heads roll” 1

      Where it comes from
      Share of the words by kind of source, then facts that rest on
      different sources.
        “At least 12 people were hurt when a footbridge over the Orla gave
        way”:
          Velden Herald “police” (offices and bodies) 1
          Orla Valley Post “A dozen singers” (no source named) 2

    WARNINGS
     !  Orla Valley Post: 3 lines of page furniture were dropped (share
        buttons).

    WHAT THIS CANNOT TELL YOU
     —  Who is right. It compares texts; it checks no fact against the
        world.
     —  Why something is missing. “Not found” means not found in the text we
        have: a program can overlook it, and a page can be cut.
     —  Everything. Sentences that state the same in very different words
        may stand apart; unsure matches stand under their own heading.
     —  How an outlet is in general. Each line is about these articles and
        no others.
    "##);
}

/// The text up to the measured figures, which change with every training.
fn story_part(text: &str) -> &str {
    text.split_once("\n —  How right it is here.").expect("every text tells how right it is").0
}

fn two() -> Invented {
    Invented::new()
        .article("Herald", "Ferry late", &["The ferry was 20 minutes late.", "It rained."])
        .article("Post", "Ferry on time", &["The ferry came half an hour late.", "Nobody minded."])
        .fact(Verdict::Differs, &[(0, 0, ""), (1, 0, "")])
        .difference(
            Kind::Number,
            Relation::Conflict,
            &[(0, "20 minutes", ""), (1, "half an hour", "")],
        )
        .fact(Verdict::Sole, &[(0, 1, "")])
        .fact(Verdict::Sole, &[(1, 1, "")])
}

#[test]
fn two_articles_stand_side_by_side_aligned_by_fact() {
    let settings = Settings { width: 60, side_by_side: true, ..PLAIN };
    insta::assert_snapshot!(story_part(&two().view(&[]).text(&settings)), @r##"
    Two articles about one event

      Herald · 2031-03-04 · 9 words
        Ferry late

      Post · 2031-03-04 · 10 words
        Ferry on time

      1 told differently · 2 in one article only

    Herald                          Post
    ───────────────────────────────────────────────────────────
    1 The ferry was ‹20          ≠  1 The ferry came ‹half an
    minutes› late.                  hour› late.
        number · conflict: “20 minutes” / “half an hour”

    2 It rained.                 <

                                 >  2 Nobody minded.

    WHAT THIS CANNOT TELL YOU
     —  Who is right. It compares texts; it checks no fact
        against the world.
     —  Why something is missing. “Not found” means not found in
        the text we have: a program can overlook it, and a page
        can be cut.
     —  Everything. Sentences that state the same in very
        different words may stand apart; unsure matches stand
        under their own heading.
     —  How an outlet is in general. Each line is about these
        articles and no others.
    "##);
}

#[test]
fn side_by_side_needs_two_articles_and_else_keeps_one_column() {
    let settings = Settings { side_by_side: true, ..PLAIN };
    assert_eq!(bridge().view(&[]).text(&settings), bridge().view(&[]).text(&PLAIN));
}

#[test]
fn colour_adds_nothing_but_escape_sequences() {
    let colored = two().view(&[0]).text(&Settings { color: true, ..PLAIN });
    assert!(colored.contains("\u{1b}[1;33m‹20\u{1b}[0m"), "{colored}");
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some(at) = rest.find('\u{1b}') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + rest[at..].find('m').expect("a whole sequence") + 1..];
    }
    plain.push_str(rest);
    let trimmed: Vec<&str> = plain.lines().map(str::trim_end).collect();
    assert_eq!(trimmed.join("\n") + "\n", two().view(&[0]).text(&PLAIN));
}

#[test]
fn no_line_is_wider_than_asked() {
    for (width, side_by_side) in [(40, false), (72, false), (40, true), (100, true)] {
        let text = two().view(&[0]).text(&Settings { width, side_by_side, ..PLAIN });
        let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max();
        assert!(widest <= Some(width), "{widest:?} > {width}\n{text}");
    }
}

#[test]
fn published_text_cannot_steer_the_terminal() {
    let view = Invented::new()
        .article("He\u{1b}]0;x\u{7}rald", "\u{1b}[2J", &["Red\u{1b}[31m\0 and \u{202e}turned."])
        .fact(Verdict::Sole, &[(0, 0, "")])
        .view(&[0]);
    let text = view.text(&PLAIN);
    assert!(text.chars().all(|it| it == '\n' || !it.is_control()), "{text:?}");
    assert!(text.contains("Red␛[31m␀ and ⟨U+202E⟩turned."), "{text}");
}

#[test]
fn a_story_of_one_article_shows_all_its_sentences() {
    let view = Invented::new()
        .article("Herald", "Rain", &["It rained.", "It stopped."])
        .fact(Verdict::Sole, &[(0, 0, "")])
        .fact(Verdict::Sole, &[(0, 1, "")])
        .view(&[]);
    let text = view.text(&PLAIN);
    assert!(text.starts_with("One article\n"), "{text}");
    assert!(text.contains("It rained.") && text.contains("It stopped."), "{text}");
    assert!(!text.contains("other texts we have"), "{text}");
}

#[test]
fn nothing_to_compare_is_said_and_not_left_blank() {
    let text = Invented::new().view(&[]).text(&PLAIN);
    assert!(text.contains("No sentence could be compared."), "{text}");
}

/// The bridge, with a difference in its third fact of which only the words of one side are known.
fn with_suspected(kind: Kind) -> String {
    let story = bridge().edit(|it| {
        let fact = &mut it.facts[2];
        let mut suspected = compare::Difference {
            kind,
            is_sure: false,
            is_located: false,
            ..fact.differences[0].clone()
        };
        suspected.between[0].value = Some("them".to_owned());
        suspected.between[1].value = None;
        fact.differences.push(suspected);
    });
    story.view(&[0, 1]).text(&PLAIN)
}

#[test]
fn a_suspected_difference_is_said_in_plain_words_unless_one_akin_is_shown() {
    let text = with_suspected(Kind::Attribution);
    assert!(text.contains("perhaps different: who says so (only"), "{text}");
    // "called" and "raged against" are shown already.
    let text = with_suspected(Kind::Agency);
    assert!(!text.contains("perhaps different"), "{text}");
}

#[test]
fn nothing_more_is_suspected_of_what_is_perhaps_not_one_fact() {
    let text = |verdict| {
        let story = bridge().edit(|it| {
            let fact = &mut it.facts[2];
            let mut suspected = fact.differences[0].clone();
            (suspected.kind, suspected.is_sure, suspected.is_located) =
                (Kind::Attribution, false, false);
            suspected.between[0].value = Some("them".to_owned());
            suspected.between[1].value = None;
            (fact.verdict, fact.differences) = (verdict, vec![suspected]);
        });
        story.view(&[0, 1]).text(&PLAIN)
    };
    assert!(text(Verdict::Agreed).contains("perhaps different: who says so"));
    assert!(!text(Verdict::Unsure).contains("perhaps different"));
}

#[test]
fn a_sentence_that_may_state_what_several_do_is_shown_once() {
    let story = bridge().fact(Verdict::Unsure, &[(0, 5, ""), (1, 4, "")]);
    let view = story.view(&[]);
    let (text, shared) = (view.text(&PLAIN), &view.articles[0].sentences[5]);
    let sentence = &view.articles[0].body[shared.start..shared.end];
    let unsure = text.split("UNSURE").nth(1).and_then(|it| it.split("ONLY IN ONE").next());
    let unsure = unsure.expect("there is such a section");
    let first_words: Vec<&str> = sentence.split(' ').take(4).collect();
    assert_eq!(unsure.matches(&first_words.join(" ")).count(), 1, "{unsure}");
    for told in ["A dozen singers plunged", "Two of the hurt were still"] {
        assert!(unsure.contains(told), "{unsure}");
    }
    assert_eq!(unsure.matches("% sure that it is one fact").count(), 2, "{unsure}");
    let note = view.markdown(crate::Language::English);
    let unsure = note.split("## Unsure").nth(1).and_then(|it| it.split("\n## ").next());
    assert_eq!(unsure.map(|it| it.matches(&first_words.join(" ")).count()), Some(1), "{note}");
}

#[test]
fn a_doubtful_sentence_stands_beside_one_of_the_surer_fact() {
    let story = bridge().fact(Verdict::Unsure, &[(0, 1, ""), (1, 4, ""), (2, 1, "")]);
    let text = story.view(&[]).text(&PLAIN);
    let unsure = text.split("UNSURE").nth(1).and_then(|it| it.split("ONLY IN ONE").next());
    let unsure = unsure.expect("there is such a section");
    for (words, n) in [("Two of the hurt", 1), ("The bridge was closed", 1), ("had been shut", 0)] {
        assert_eq!(unsure.matches(words).count(), n, "{words}: {unsure}");
    }
}

#[test]
fn what_is_perhaps_not_quite_alike_shows_all_its_sentences() {
    let shown = |is_alike: bool| {
        let story = bridge().edit(|it| {
            let fact = it.facts.iter_mut().find(|it| it.verdict == Verdict::Agreed);
            fact.expect("one is told alike").is_alike = is_alike;
        });
        let view = story.view(&[0]);
        let (text, note) = (view.text(&PLAIN), view.markdown(crate::Language::English));
        let text = text.split_once("TOLD ALIKE").and_then(|it| it.1.split_once("TOLD DIFFERENTLY"));
        let note = note.split_once("Told alike").and_then(|it| it.1.split_once("Told diff"));
        [text, note].map(|it| it.expect("both have the sections").0.matches("rust").count())
    };
    assert_eq!(shown(true), [1, 1]);
    assert_eq!(shown(false), [3, 3]);
}
