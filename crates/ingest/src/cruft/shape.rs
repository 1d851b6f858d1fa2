//! Lines that need no knowledge of the page to be judged: by signs, letters and layout.

use crate::cruft::Manner;
use crate::lines::{Line, ends_sentence, is_all_capitalised, n_words, unglued};
use crate::rules::{Reason, rules, words};

/// What the line is if it is no part of an article.
pub(crate) fn reason(line: &Line, manner: Manner) -> Option<Reason> {
    let text = line.text.as_str();
    by_shape(text).or_else(|| match manner {
        Manner::Copied => as_copied(line),
        Manner::Extracted => None,
    })
}

/// Lines that no words are needed to judge: rules, bare addresses, handles.
fn by_shape(text: &str) -> Option<Reason> {
    if !text.chars().any(char::is_alphanumeric) {
        return Some(Reason::Navigation);
    }
    let is_caption = ends_with_credit(text)
        || ends_with_courtesy(text)
        || is_row_of_captions(text)
        || is_under_button(text);
    if is_caption {
        return Some(Reason::Caption);
    }
    if is_labelled_link(text) {
        return Some(Reason::Related);
    }
    if asks_for_mail(text) {
        return Some(Reason::Sharing);
    }
    let mut pieces = text.split_whitespace();
    let first = pieces.next().unwrap_or("");
    if pieces.next().is_some() {
        return None;
    }
    let is_address = first.starts_with("http://")
        || first.starts_with("https://")
        || first.starts_with("www.")
        || (first.contains('@') && first.contains('.'));
    if is_address {
        return Some(Reason::Navigation);
    }
    first.starts_with('@').then_some(Reason::Sharing)
}

/// Words of the longest request to write to the outlet.
const REQUEST_WORDS: usize = 30;

/// True for a question to the reader with an address to write to.
fn asks_for_mail(text: &str) -> bool {
    let is_address = |it: &str| {
        it.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    };
    text.contains('@')
        && text.contains('?')
        && n_words(text) <= REQUEST_WORDS
        && !text.contains(['"', '“', '„', '«', '»'])
        && text.split_whitespace().any(is_address)
}

/// Words of the longest caption.
const CAPTION_WORDS: usize = 90;

/// True for a caption with its credit behind it: `… on Friday. (A. Name/Agency)`,
/// `… AGENCY/A. Name`. The stroke is what tells it from a sentence about the agency.
fn ends_with_credit(text: &str) -> bool {
    let bare = text.trim_end_matches([')', ']', ' ']);
    let is_bracketed = bare.len() < text.trim_end().len();
    let Some((before, after)) = bare.rsplit_once('/') else { return false };
    if n_words(text) > CAPTION_WORDS {
        return false;
    }
    if bare.ends_with(['.', '"', '”', '!', '?']) && !is_bracketed {
        return false;
    }
    let is_credit = |word: Option<&str>| {
        let word: String = word.unwrap_or("").chars().filter(|it| it.is_alphanumeric()).collect();
        word.starts_with(char::is_uppercase) && rules().is_credit(&word.to_lowercase())
    };
    let after_words: Vec<&str> = after.split_whitespace().collect();
    let is_name = |it: &&str| it.starts_with(|ch: char| ch.is_uppercase() || !ch.is_alphabetic());
    after_words.len() <= 5
        && after_words.iter().all(is_name)
        && (is_credit(after_words.first().copied()) || is_credit(before.split_whitespace().last()))
}

/// True for a caption that says whose picture it is: `… on Friday. Courtesy A. Name`.
fn ends_with_courtesy(text: &str) -> bool {
    let Some((before, name)) = text.rsplit_once(" Courtesy ") else { return false };
    let is_name = |it: &str| it.starts_with(char::is_uppercase) || it == "of";
    n_words(text) <= CAPTION_WORDS
        && before.ends_with(['.', ')'])
        && (1..=5).contains(&n_words(name))
        && name.split_whitespace().all(is_name)
}

/// True for a caption behind the button that closes its picture: `CLOSE Crowds came to the pier.`
fn is_under_button(text: &str) -> bool {
    let is_caption = |it: &str| it.starts_with(char::is_uppercase) && n_words(it) >= 4;
    let is_small = |it: &str| it.chars().any(char::is_lowercase);
    text.strip_prefix("CLOSE ").is_some_and(|it| is_caption(it) && is_small(it))
}

/// Credits in a line from which on it is several captions in a row.
const CREDITS_IN_A_ROW: usize = 2;

/// True for the captions of a gallery in one line: `Crowds at the pier AP The pier at dawn Getty Images`.
fn is_row_of_captions(text: &str) -> bool {
    if ends_sentence(text) {
        return false;
    }
    let pieces: Vec<&str> = text.split_whitespace().collect();
    // "AP", "Getty"; the "USA" is a country as a rule.
    let is_lone = |it: &str| {
        let is_agency = it.len() > 1 && it != "USA" && it.chars().all(char::is_uppercase);
        (is_agency || it == "Getty") && rules().is_credit(&it.to_lowercase())
    };
    let is_capital = |it: Option<&&str>| it.is_none_or(|it| it.starts_with(char::is_uppercase));
    let n_credits = pieces.windows(2).enumerate().filter(|(at, it)| {
        // "An AP reporter" is told by the word behind it, "the AP" by that before.
        let follows = pieces.get(at + 2);
        is_lone(it[1])
            && !it[0].ends_with([',', ';'])
            && !matches!(it[0], "the" | "The" | "to" | "told" | "an" | "by" | "and" | "of")
            && is_capital(follows)
    });
    n_credits.count() >= CREDITS_IN_A_ROW
}

/// Words of the longest label of a link, and of that of one that is a sentence.
const LABEL_WORDS: usize = 6;
const LABEL_OF_SENTENCE_WORDS: usize = 3;
/// Marks that open and close a quotation.
const MARKS: [char; 6] = ['"', '\'', '“', '”', '‘', '’'];

/// True for a link with its label glued before it: `What she said:Ann Ray voted against`.
fn is_labelled_link(text: &str) -> bool {
    let Some((label, link)) = text.split_once(':') else { return false };
    let first = link.trim_start_matches(MARKS).split(' ').next().unwrap_or("");
    let mut letters = first.chars();
    let is_word = letters.next().is_some_and(char::is_uppercase)
        && (letters.next().is_none_or(char::is_lowercase) || first.chars().all(char::is_uppercase));
    // "What we learned:5 things to know"; a score ends a sentence.
    let is_count = matches!(first.as_bytes(), [b'1'..=b'9']) && !ends_sentence(text);
    let is_glued = is_word || is_count;
    // "Ray said:“It will be missed.”"
    let is_quotation = link.starts_with(MARKS) && text.ends_with(MARKS);
    let most = if ends_sentence(text) { LABEL_OF_SENTENCE_WORDS } else { LABEL_WORDS };
    is_glued
        && !is_quotation
        && (1..=most).contains(&n_words(label))
        && label.starts_with(char::is_uppercase)
        && label.ends_with(char::is_lowercase)
        && n_words(link) >= 3
}

/// What only a page copied as a whole holds: counters, menus, rows of buttons, glued words.
fn as_copied(line: &Line) -> Option<Reason> {
    let text = line.text.as_str();
    if !text.chars().any(char::is_alphabetic) {
        return Some(Reason::Navigation);
    }
    let own = words(text);
    let is_credit = own.len() <= 4 && own.iter().all(|it| rules().is_credit(it));
    if is_credit || has_glued_credit(text) || ends_with_name_credit(text) {
        return Some(Reason::Caption);
    }
    if is_glued_card(text) {
        return Some(Reason::Related);
    }
    if ends_sentence(text) {
        return rules().is_appeal(text).then_some(Reason::Appeal);
    }
    if text.ends_with(['›', '»', '→']) && !text.contains(['‹', '«']) {
        return Some(Reason::Related);
    }
    if is_menu(line) || (n_words(text) > ROW_WORDS && is_all_capitalised(text)) {
        return Some(Reason::Navigation);
    }
    if n_words(text) > BUTTON_WORDS {
        return None;
    }
    let glued = unglued(text);
    let n_joints = glued.len() - text.len();
    let is_buttons = n_joints >= 3
        || rules().is_row_of_buttons(&words(text))
        || n_joints > 0 && rules().is_row_of_buttons(&words(&glued));
    is_buttons.then_some(Reason::Navigation)
}

/// Words of the longest row of buttons.
const BUTTON_WORDS: usize = 30;
/// Words of the shortest row of menu entries that is told by its capitals alone.
const ROW_WORDS: usize = 16;
/// Words of one entry of a menu.
const ENTRY_WORDS: usize = 4;

/// True for `News | Sport | Weather`, `Home > News > Business` and entries that wide blanks part.
fn is_menu(line: &Line) -> bool {
    let text = line.text.as_str();
    if line.n_cells >= 3 && n_words(text) <= line.n_cells * ENTRY_WORDS {
        return true;
    }
    let signs = ["|", " · ", " • ", " ∙ ", " / ", "›", " > ", " » "];
    signs.iter().any(|sign| {
        let entries: Vec<&str> =
            text.split(sign).filter(|it| it.chars().any(char::is_alphanumeric)).collect();
        let least = if matches!(*sign, "›" | " > " | " » ") { 2 } else { 3 };
        entries.len() >= least && entries.iter().all(|it| n_words(it) <= ENTRY_WORDS)
    })
}

/// Words of the title and of the teaser in a card.
const CARD_WORDS: usize = 4;

/// True for a card whose teaser was glued to its title: `Bus Crash Injures Five PeopleA bus …`.
fn is_glued_card(text: &str) -> bool {
    let is_title = |it: &str| {
        n_words(it) >= CARD_WORDS
            && it
                .split_whitespace()
                .all(|it| it.chars().count() <= 3 || !it.starts_with(|ch: char| ch.is_lowercase()))
    };
    let glued = unglued(text);
    let Some(at) = glued
        .char_indices()
        .zip(text.char_indices())
        .find_map(|((at, lhs), (_, rhs))| (lhs != rhs).then_some(at))
    else {
        return false;
    };
    let teaser = glued[at..].trim_start();
    let is_word = teaser.chars().nth(1).is_some_and(|it| it.is_lowercase() || it == ' ');
    is_word && is_title(&glued[..at]) && n_words(teaser) >= CARD_WORDS
}

/// Words of the longest credit behind a caption.
const CREDIT_WORDS: usize = 9;

/// True for a caption with its credit glued behind the stop: `… on Saturday.Credit...A. Name`,
/// `… este sábado.A. NAME (AGENCIA)`.
fn has_glued_credit(text: &str) -> bool {
    text.match_indices(['.', '”', '"', '»', ')']).any(|(at, sign)| {
        let tail = &text[at + sign.len()..];
        let is_glued = tail.starts_with(char::is_uppercase)
            && text[..at].chars().last().is_some_and(char::is_lowercase)
            && n_words(&text[..at]) >= 3
            && n_words(tail) <= CREDIT_WORDS;
        is_glued && words(tail).iter().any(|it| rules().is_credit(it))
    })
}

/// True for a caption with a person's name and a stroke behind it: `… on Friday. (A. Name/CP)`,
/// `… on Friday. A. NAME/LEDGER`.
fn ends_with_name_credit(text: &str) -> bool {
    if n_words(text) > CAPTION_WORDS {
        return false;
    }
    let is_bracketed = text.ends_with(')');
    let tail = if is_bracketed {
        text[..text.len() - 1].rsplit_once('(').map(|it| it.1)
    } else {
        text.rsplit_once(['.', '”', '"', '»']).map(|it| it.1.trim()).filter(|it| !it.is_empty())
    };
    let Some(tail) = tail else { return false };
    let pieces: Vec<&str> = tail.split_whitespace().collect();
    let is_name = |it: &&str| it.starts_with(char::is_uppercase);
    let has_stroke = tail.char_indices().any(|(at, ch)| {
        ch == '/'
            && tail[..at].ends_with(char::is_alphabetic)
            && tail[at + 1..].starts_with(char::is_alphabetic)
    });
    (2..=6).contains(&pieces.len()) && has_stroke && pieces.iter().all(is_name)
}
