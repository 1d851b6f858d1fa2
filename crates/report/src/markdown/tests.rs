//! What a reader of the Markdown format sees.

use crate::Language;
use crate::invented::{Invented, bridge};
use compare::{Kind, Relation, Verdict};

#[test]
fn a_story_reads_in_mail_and_wiki() {
    let text = bridge().view(&[0]).markdown(Language::English);
    // The measured figures change with every training.
    let story = text.split_once("\n- How right it is here.").expect("it tells how right it is").0;
    insta::assert_snapshot!(story, @r##"
    # Three articles about one event

    - **Velden Herald** · Footbridge over the Orla gives way, at least 12 hurt · 2031-03-04 · 87 words · https://velden-herald.example/velden
    - **Orla Valley Post** · Bridge of shame: mayor rages after collapse in Velden · 2031-03-04 · 63 words · https://orla-valley-post.example/velden
    - **Northern Wire** · (no headline) · 2031-03-04 · 31 words · a part is missing: the page ends with a paywall · https://northern-wire.example/velden

    1 fact told alike, 2 told differently, 1 unsure, 5 in one article only.

    ## In short

    > At least 12 people were hurt when a footbridge over the Orla gave way … \[Velden Herald 1 · Orla Valley Post 2 · Northern Wire 1\]

    ## Told alike

    *Stated by several articles; no difference worth notice was found.*

    - = … after an inspector found rust in two of its cables. \[Velden Herald 2 · Orla Valley Post 3 · Northern Wire 2\]

    ## Told differently

    *Stated by several articles, with a difference. The words that differ are marked.*
    *conflict: both cannot be true · compatible: both can be · updated: the later article has the later value.*

    - ≠ **F1**
      - *Velden Herald 1*: **At least 12** people were hurt when a footbridge over the Orla gave way on Saturday morning, **police said**.
      - *Orla Valley Post 2*: **A dozen** singers plunged into the icy river when the rotten footbridge collapsed.
      - *Northern Wire 1*: **Twelve** people were injured in the collapse of a pedestrian bridge in Velden, **the fire service said**.
      - → precision · compatible: “At least 12” / “A dozen” / “Twelve”
      - → attribution: Velden Herald 1 “police said” / Northern Wire 1 “the fire service said”
    - ≠ **F3**
      - *Velden Herald 4*: Mayor Ines Kolb **called** the collapse “a disgrace” and asked the state for an inquiry.
      - *Orla Valley Post 1*: Mayor Ines Kolb **raged against** the “disgrace” of Velden on Sunday and demanded that heads roll.
      - → label: “called” / “raged against”
      - not found in Northern Wire (a part of it is missing)

    ## Unsure

    *These may state the same fact, or may not. Judge for yourself.*

    - ? **F4**
      - *Velden Herald 6*: A choir was crossing it on the way to a rehearsal.
      - *Orla Valley Post 2*: A dozen singers plunged into the icy river …
      - 55 % sure that it is one fact; not found in Northern Wire (a part of it is missing)

    ## Only in one article

    ### Velden Herald

    - The bridge was closed for two weeks in January … \[2\]
    - It was opened again on Feb. 3. \[3\]
    - The firm that built the bridge, Tarn &amp; Sons, declined to comment. \[5\]

    ### Orla Valley Post

    - The bridge cost the taxpayer 4.1 million crowns. \[4\]
    - Two of the hurt were still in hospital on Monday. \[5\]

    ## How each words it

    - label: Velden Herald 4 “called” / Orla Valley Post 1 “raged against”

    ### Loaded words

    *Words that carry a judgement, with a plain word for the same; words that all articles use are left out.*

    - attack for criticism
      - **Orla Valley Post**: “raged against” (criticized) \[1\] · “heads roll” \[1\]

    ### Where it comes from

    *Share of the words by kind of source, then facts that rest on different sources.*

    - “At least 12 people were hurt when a footbridge over the Orla gave way”
      - **Velden Herald**: “police” (offices and bodies) \[1\]
      - **Orla Valley Post**: “A dozen singers” (no source named) \[2\]

    ## Warnings

    - Orla Valley Post: 3 lines of page furniture were dropped (share buttons).

    ## What this cannot tell you

    - Who is right. It compares texts; it checks no fact against the world.
    - Why something is missing. “Not found” means not found in the text we have: a program can overlook it, and a page can be cut.
    - Everything. Sentences that state the same in very different words may stand apart; unsure matches stand under their own heading.
    - How an outlet is in general. Each line is about these articles and no others.
    "##);
}

#[test]
fn published_text_stays_text() {
    let hostile = "[click](javascript:x) <img src=x> *bold* `code` | # & ![i](j) \\ done.";
    let view = Invented::new()
        .article("<b>Herald</b>", "# Title", &[hostile, "1. First.", "- Second."])
        .fact(Verdict::Sole, &[(0, 0, "")])
        .fact(Verdict::Sole, &[(0, 1, "")])
        .fact(Verdict::Sole, &[(0, 2, "")])
        .view(&[0]);
    let text = view.markdown(Language::English);
    assert!(text.contains(
        "\\[click\\](javascript:x) &lt;img src=x&gt; \\*bold\\* \\`code\\` \\| \\# &amp; !\\[i\\](j) \\\\ done."
    ), "{text}");
    assert!(text.contains("**&lt;b&gt;Herald&lt;/b&gt;**") && text.contains("\\# Title"), "{text}");
    assert!(text.contains("- 1\\. First.") && text.contains("- \\- Second."), "{text}");
}

#[test]
fn bold_does_not_swallow_the_spaces_around_it() {
    let view = Invented::new()
        .article("Herald", "", &["It cost 5 crowns."])
        .article("Post", "", &["It cost 6 crowns."])
        .fact(Verdict::Differs, &[(0, 0, ""), (1, 0, "")])
        .difference(Kind::Number, Relation::Conflict, &[(0, " 5 crowns", ""), (1, "6 ", "")])
        .view(&[]);
    let text = view.markdown(Language::English);
    assert!(text.contains("It cost **5 crowns**."), "{text}");
    assert!(text.contains("It cost **6** crowns."), "{text}");
}
