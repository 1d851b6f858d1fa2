//! Who says so.

use super::{read, said};

#[test]
fn a_post_is_said_by_whoever_signed_it() {
    let claims = read(
        "The quay is shut. It was never safe. pic.example.com/nDPp3Hx7zc — Sen. Ann Cole (@anncole) May 8, 2031\n\n\
         The town council will meet (@velm) on Monday.",
    );
    let signer = Some("Sen. Ann Cole /  / Named".to_owned());
    assert_eq!([0, 1, 2].map(|it| said(&claims, it)), [signer.clone(), signer, None]);
    assert!(claims.entities.iter().all(|it| !it.name.contains("Hx7")), "{:?}", claims.entities);
}

#[test]
fn a_quote_that_leaves_out_its_beginning_is_one() {
    let claims = read(
        "\"I will not stand for this,\" Ann Cole said. \" ... One man threatened me. My parents have had letters.\"",
    );
    let cole = Some("Ann Cole /  / Named".to_owned());
    assert_eq!([1, 2].map(|it| said(&claims, it)), [cole.clone(), cole]);
}

#[test]
fn a_noun_that_looks_like_a_verb_says_nothing() {
    for text in [
        "The party had a bill full of his campaign promises, including money for the pier.",
        "Yuba, Sutter and Butte counties remained under evacuation orders.",
        "He left the town on Monday, following reports that the pier was unsafe.",
        "A blast claimed by the Velm Front killed two divers.",
        "The workers filed jobless claims on Monday.",
        "We saw it from his baseless claim that the pier was safe.",
        "It was unclear what the blast meant after Berg left the town, declaring the pier was safe.",
    ] {
        assert_eq!(said(&read(text), 0), None, "{text}");
    }
}

#[test]
fn who_says_so_is_told_with_the_kind_of_source() {
    let cases = [
        ("Elena Marsh said that the pier is closed.", "Elena Marsh / said / Named"),
        ("The pier is closed, Elena Marsh said on Tuesday.", "Elena Marsh / said / Named"),
        (
            "“The pier is closed for now,” said Elena Marsh, the minister.",
            "Elena Marsh / said / Named",
        ),
        ("At least 12 people died, the ministry said.", "the ministry / said / Office"),
        ("Police say the man fled.", "Police / say / Office"),
        (
            "The man fled, according to court documents.",
            "court documents / according to / Document",
        ),
        (
            "The deal is dead, according to two officials familiar with the matter.",
            "two officials familiar with the matter / according to / Unnamed",
        ),
        (
            "The Dunmore newspaper reported that the deal is dead.",
            "The Dunmore newspaper / reported / Media",
        ),
        ("Tom Berg, the mayor of Dunmore, said the pier is safe.", "Tom Berg / said / Named"),
        ("Marsh’s spokesman, Tom Berg, said the pier is safe.", "Tom Berg / said / Named"),
        (
            "“The pier is safe,” Ann Cole wrote on her page, adding a smile.",
            "Ann Cole / wrote / Named",
        ),
        ("Witnesses said the pier burned.", "Witnesses / said / Unnamed"),
        ("John Hayden, Jr. said the pier burned.", "John Hayden, Jr / said / Named"),
        ("The pier burned, said John Hayden, Jr., the mayor.", "John Hayden, Jr. / said / Named"),
        (
            "According to the charging document against Tom Berg, the pier was never safe.",
            "the charging document against Tom Berg / According to / Document",
        ),
        ("The ministry said three boats were lost.", "The ministry / said / Office"),
        ("The army confirmed at least four men drowned.", "The army / confirmed / Office"),
        ("Elena Marsh told the Herald that the pier is safe.", "Elena Marsh / told / Named"),
        (
            "The company said earlier this week it had reached a deal.",
            "The company / said / Office",
        ),
        ("The office said at the time that it would look on.", "The office / said / Office"),
        (
            "Elena Marsh, a lawyer and head of the budget panel, said last week the letters prove nothing.",
            "Elena Marsh / said / Named",
        ),
        (
            "The builder, Sami Noor, a broker born in Dunmore, has said the pier would have a pool.",
            "Sami Noor / said / Named",
        ),
        (
            "Mr. Holt, whose view is that the builders may go on if they like, said, “It will pass.”",
            "Mr. Holt / said / Named",
        ),
        (
            "The fisher died at sea, said harbour spokesman Al Quint.",
            "harbour spokesman Al Quint / said / Named",
        ),
        ("“We are open,” said US Attorney Mike Holt.", "US Attorney Mike Holt / said / Named"),
        ("“The ferry is here!” he yelled.", "he / yelled / Unnamed"),
        (
            "The death was confirmed by Christine Moss, a spokeswoman for the port.",
            "Christine Moss / confirmed by / Named",
        ),
        (
            "The council turned down the plan on Monday, saying the pier must stay.",
            "The council / saying / Office",
        ),
        (
            "Elena Marsh broke with her party on Monday, saying the pier should stand elsewhere.",
            "Elena Marsh / saying / Named",
        ),
        (
            "Supporters of the pier, including Mayor Ana Cruz, say it should stand.",
            "Supporters of the pier / say / Unnamed",
        ),
        ("The video shows that the man fled.", "The video / shows / Document"),
        ("Harbour records show that the man fled.", "Harbour records / show / Document"),
        ("Tom Berg Jr. said the pier is safe.", "Tom Berg Jr / said / Named"),
        (
            "Elena Marsh, L-Dunmore, the head of the port committee, said the pier is safe.",
            "Elena Marsh / said / Named",
        ),
        ("Tom Berg left early but said that the pier is safe.", "Tom Berg / said / Named"),
        ("Tom Berg said the figures showed that the pier is safe.", "Tom Berg / said / Named"),
        ("Tom Berg urged the council to close the pier.", "Tom Berg / urged / Named"),
        (
            "The pier will close, with critics warning that the town will suffer.",
            "critics / warning / Unnamed",
        ),
        (
            "A law enforcement source said the man fled.",
            "A law enforcement source / said / Unnamed",
        ),
        (
            "The Dunmore high school students spoke out on Monday, saying that the pier must stay.",
            "The Dunmore high school students / saying / Unnamed",
        ),
        ("The ruling says that the man fled.", "The ruling / says / Document"),
        (
            "Senate leader Ann Cole met reporters and said the pier is safe.",
            "Senate leader Ann Cole / said / Named",
        ),
        ("Multiple reports said the man fled.", "Multiple reports / said / Media"),
        (
            "“It is shut,” the letter to Ana Cruz claimed.",
            "the letter to Ana Cruz / claimed / Document",
        ),
        ("The Chronicle first reported that the man fled.", "The Chronicle / reported / Media"),
    ];
    for (body, wanted) in cases {
        assert_eq!(said(&read(body), 0).as_deref(), Some(wanted), "{body}");
    }
}

#[test]
fn what_speaks_of_a_part_of_the_sentence_is_no_source_of_it() {
    for body in [
        "Elena Marsh’s remarks drew a crowd.",
        "The pier was closed the day after Elena Marsh said it was safe.",
        "The plan alarms fishers who say they were not asked.",
        "The ferry left the United States on Monday.",
        "He became the first captain to face charges.",
        "Elena Marsh responded on Monday with a walk along the pier.",
        "On Monday the council stoked growing fears that the pier might fall.",
        "The harbour index added 14 points on Monday.",
    ] {
        assert_eq!(said(&read(body), 0), None, "{body}");
    }
}

#[test]
fn a_quote_that_stands_alone_is_of_whoever_the_sentence_before_is_from() {
    let claims = read(
        "“The pier is safe,” Ann Cole said on the programme “Sea and Land.” “Nobody needs to worry.”",
    );
    assert_eq!(said(&claims, 1).as_deref(), Some("Ann Cole /  / Named"));
}

#[test]
fn plain_statements_have_no_source() {
    for body in [
        "The coffin will lie in state in the hall.",
        "She refused to comment on the plan.",
        "The state continued to pay the workers.",
        "Two men were charged with theft.",
    ] {
        assert_eq!(said(&read(body), 0), None, "{body}");
    }
}
