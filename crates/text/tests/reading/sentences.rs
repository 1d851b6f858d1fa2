//! Where sentences begin and end.

use super::article;

/// Reads a text in which `|` marks the ends of sentences and checks that they are found there.
#[track_caller]
fn check(language: &str, marked: &str) {
    let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
    let body = wanted.join(" ");
    let document = text::read(article(&body, Some(language)));
    let found: Vec<&str> = (0..document.sentences.len())
        .map(|sentence_idx| document.sentence_text(sentence_idx))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn titles_and_initials_do_not_end_a_sentence() {
    check("en", "Mr. Diaz left at noon. | Sen. Ada P. Quill stayed. | Dr. J. R. Moss did not.");
    check("en", "It was C. A. Ruiz of Salem who asked. | Plan B. | A new one followed.");
    check("en", "Gov. Lena Ortiz met Lt. Col. Park. | They spoke for an hour.");
    check("en", "The prize went to J.K. Marlow of St. Osyth. | She was absent.");
}

#[test]
fn shortened_words_end_a_sentence_only_before_a_new_one() {
    check("en", "The U.S. Senate voted. | Aid comes from the U.S. | It will take weeks.");
    check(
        "en",
        "Harbor Lines Inc. Chief Tom Berg resigned. | He led Harbor Lines Inc. | He was 61.",
    );
    check("en", "He was born in Dover, Del. | His sister lives in Salem, Ore. | Both are well.");
    check("en", "Bread, milk, etc. were scarce. | It happened on Jan. 3 near No. 5 Mill Road.");
    check("en", "Since the post-Sept. 11 years the law has changed. | It may change again.");
}

#[test]
fn plain_words_that_look_shortened_end_a_sentence() {
    check("en", "The hearing came Tuesday and he sat. | Marsh spoke first.");
    check("en", "The answer was no. | Marsh left. | Neither did I. | Berg stayed.");
}

#[test]
fn clock_times_go_on_with_the_day() {
    check(
        "en",
        "It struck at 9 a.m. Tuesday. | Power failed at 10 p.m. ET. | Rain began at 4 a.m. | Roads closed at 5 p.m. | Schools stayed open.",
    );
}

#[test]
fn numbers_keep_their_dots() {
    check(
        "en",
        "The quake measured 6.4. | Damage came to $3.2 million. | In 2031. | 12 people died.",
    );
    check("en", "1. The first demand is pay. | It is old.");
}

#[test]
fn quotes_close_after_the_stop() {
    check("en", "“It is over.” | The mayor left. | \"We won.\" | She smiled.");
    check("en", "He said it was “a bad day.” | Others agreed.");
    check("en", "\"We lost it all. | We start again,\" Marsh said.");
    check("en", "She said, \"They read 'stop here.'\" | Nobody did.");
}

#[test]
fn a_question_keeps_the_one_who_asks() {
    check("en", "“Is it over?” he asked. | “Never!” Mrs. Quill said. | Nobody answered.");
    check("en", "“Is it over?” | “It is.”");
    check("en", "“Will you stay?” | Rain fell all night.");
}

#[test]
fn dots_that_trail_off_may_go_on() {
    check("en", "He waited ... and waited. | Then it came… | The boat sank.");
    check("en", "She said it was . . . hard. | Nobody spoke.");
}

#[test]
fn brackets_hold_whole_sentences() {
    check("en", "The road is shut. | (It opens on Monday.) | Buses run.");
    check("en", "It is \"a name.\" | \" ... One more thing is sure.\" | \"... And so it was.");
    check("en", ". The pier is shut. | It was old.");
    check("en", "The paper moved 20(!) House seats. | It did (really?) so on Friday.");
    check("en", "Rep. Ann Vale (D-Ohio) left. | Sen. Bo Hart (R-Fla.) Tuesday agreed.");
}

#[test]
fn a_lost_space_still_ends_a_sentence() {
    check_joined("The strike came to an end.Next came the talks.", 2);
    check_joined("It began in 2031.The town was small.", 2);
    check_joined("See harbor.example.org for more.", 1);
    check_joined("Write to tom.berg@example.org for more.", 1);
}

#[track_caller]
fn check_joined(body: &str, n_sentences: usize) {
    let document = text::read(article(body, Some("en")));
    assert_eq!(document.sentences.len(), n_sentences, "{:?}", document.sentences);
}

#[test]
fn no_sentence_spans_two_paragraphs() {
    let body = "A heading without a stop\n\nThe port of Selm\nwas hit. It burned.";
    let document = text::read(article(body, Some("en")));
    let found: Vec<(usize, &str)> = (0..document.sentences.len())
        .map(|idx| (document.sentences[idx].paragraph, document.sentence_text(idx)))
        .collect();
    assert_eq!(
        found,
        [
            (0, "A heading without a stop"),
            (1, "The port of Selm"),
            (2, "was hit."),
            (2, "It burned.")
        ]
    );
}

#[test]
fn bullets_begin_sentences() {
    check("en", "The demands: | • Higher pay | • Shorter shifts");
}

#[test]
fn spanish_sentences_are_found() {
    check("es", "El Sr. Díaz salió a las 9 a. m. del puerto. | ¿Volverá? | Nadie lo sabe.");
    check(
        "es",
        "La Dra. Ruiz vive en EE. UU. desde 2031. | “No es cierto”, dijo. | «Basta.» | Y se fue.",
    );
    check("es", "Pesaba 1.200 kg. | El art. 5 lo prohíbe.");
}

#[test]
fn german_sentences_are_found() {
    check("de", "Am 3. März kam Dr. Weber an. | „Es ist vorbei.“ | Das sagte z. B. der Kapitän.");
    check("de", "Die Zahl stieg auf 1,2 Mio. Euro. | Im 19. Jahrhundert war das anders.");
    check("de", "Es begann im Jahr 2031. | Die Stadt war klein.");
}

#[test]
fn other_scripts_have_sentences_too() {
    check_joined("港口罢工结束了。谈判开始了！", 2);
    let document = text::read(article("Он ушёл. Она осталась.", None));
    assert_eq!(document.sentences.len(), 2);
}
