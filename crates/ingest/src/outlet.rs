//! Who published a copied page: told by the name above the headline, the notice of copyright and
//! the lines about the authors.

use crate::draft::Draft;
use crate::lines::{ends_sentence, n_words, unglued};
use crate::rules::{rules, words};

/// Words of the longest name.
const NAME_WORDS: usize = 6;
/// Words beside the name in a line that speaks of it.
const LABEL_WORDS: usize = 3;
/// How many names above the headline are looked at.
const MOST_NAMES: usize = 80;
/// Lines above the headline where there is no menu to speak of.
const FEW: usize = 15;
/// So many names from the top of the page may be its own.
const TOP: usize = 4;

/// The outlet, from the lines above the headline and the furniture of the page.
pub(crate) fn find(above: &[String], furniture: &[&str], draft: &Draft) -> Option<String> {
    let is_author =
        |it: &String| draft.byline.as_ref().is_some_and(|names| names.contains(it.as_str()));
    let holder = furniture.iter().rev().find_map(|it| holder(it)).filter(|it| !is_author(it));
    let mut best: Option<(usize, &str)> = None;
    let names = above.iter().filter(|it| is_name_like(it)).take(MOST_NAMES);
    for (place, line) in names.enumerate() {
        let own = words(line);
        let own = own.strip_prefix(&["the".into()]).unwrap_or(&own);
        let holds = |it: &str| words(it).windows(own.len().max(1)).any(|it| it == own);
        let is_named = furniture
            .iter()
            .any(|it| *it != line.as_str() && n_words(it) >= own.len() + LABEL_WORDS && holds(it));
        let is_holder = holder.as_ref().is_some_and(|it| holds(it));
        // `Harrow Gazette`, `El Correo de Almara`; not `Latest News & Rumours`.
        let ends = [own.first(), own.iter().find(|it| it.chars().count() > 3), own.last()];
        let has_word =
            own.len() > 1 && ends.into_iter().flatten().any(|it| rules().is_outlet_word(it));
        let worth = usize::from(is_holder) * 3
            + usize::from(has_word) * 2
            + usize::from(is_named)
            + usize::from(place < TOP)
            + 2 * usize::from(place < 2 && own.iter().any(|it| rules().is_masthead_word(it)));
        if worth > 2 && best.is_none_or(|(it, _)| worth > it) {
            best = Some((worth, line));
        }
    }
    // One word of the holder's name is less than the name.
    let is_part =
        |it: &&str| n_words(it) == 1 && holder.as_deref().is_some_and(|all| n_words(all) > 1);
    let masthead = best.map(|(_, it)| it).filter(|it| !is_part(it)).map(str::to_owned);
    masthead
        .or(holder)
        .or_else(|| furniture.iter().find_map(|it| employer(it)))
        .or_else(|| Some(draft.outlet.clone()).filter(|it| !it.is_empty()))
        .or_else(|| first_line(above).filter(|_| above.len() <= FEW))
}

/// True for a short line of capitalised words that no rule knows.
fn is_name_like(line: &str) -> bool {
    let is_part = |it: &str| {
        it.starts_with(|ch: char| ch.is_uppercase() || ch.is_ascii_digit())
            || matches!(
                it,
                "of" | "the"
                    | "de"
                    | "del"
                    | "la"
                    | "las"
                    | "los"
                    | "el"
                    | "am"
                    | "and"
                    | "&"
                    | "y"
                    | "für"
                    | "und"
                    | "der"
                    | "le"
                    | "di"
            )
    };
    n_words(line) <= NAME_WORDS
        && line.starts_with(|ch: char| ch.is_uppercase())
        && !ends_sentence(line)
        && !line.contains([':', '|', '/', '>', '›', '°', ','])
        && line.split_whitespace().all(is_part)
        && rules().find(line, false).is_none()
        && unglued(line) == line
        && !rules().is_row_of_buttons(&words(line))
}

/// The name on top of the page, if it is nothing else.
fn first_line(above: &[String]) -> Option<String> {
    let first = above.iter().find(|it| rules().find(it, false).is_none())?;
    (is_name_like(first) && n_words(first) <= 4).then(|| first.clone())
}

/// The holder in a notice of copyright.
fn holder(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    let at = line
        .find('©')
        .map(|at| at + '©'.len_utf8())
        .or_else(|| lower.starts_with("copyright").then_some("copyright".len()))?;
    let mut name: Vec<String> = Vec::new();
    for piece in line.get(at..)?.split_whitespace() {
        let bare = piece.trim_matches(|ch: char| !ch.is_alphanumeric());
        if !name.is_empty() && bare.starts_with(|ch: char| ch.is_ascii_digit()) {
            break;
        }
        let is_start = bare.is_empty()
            || bare.starts_with(|ch: char| ch.is_ascii_digit())
            || matches!(bare.to_lowercase().as_str(), "copyright" | "by" | "c");
        if name.is_empty() && is_start {
            continue;
        }
        if rules().is_company_word(&bare.to_lowercase()) || bare == "All" {
            break;
        }
        let glued = unglued(bare);
        let first = glued.split(' ').next().unwrap_or(bare).to_owned();
        if rules().is_company_word(&first.to_lowercase()) {
            break;
        }
        let is_glued = first.len() < bare.len();
        name.push(first);
        if piece.ends_with(['.', ',', ';']) || is_glued {
            break;
        }
    }
    let name = name.join(" ");
    (!name.is_empty() && is_name_like(&name)).then_some(name)
}

/// The outlet in `A. Name is a reporter for Harbour Wire based in …`.
fn employer(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    let at =
        [" reporter for ", " writer at ", " writer for ", " editor at ", " correspondent for "]
            .iter()
            .find_map(|it| lower.find(it).map(|at| at + it.len()))?;
    let mut name: Vec<&str> = Vec::new();
    for piece in line.get(at..)?.split_whitespace() {
        let is_part = piece.starts_with(char::is_uppercase) || piece == "the" && name.is_empty();
        if !is_part {
            break;
        }
        name.push(piece.trim_end_matches(['.', ',']));
        if piece.ends_with(['.', ',']) {
            break;
        }
    }
    let name = name.join(" ").trim_start_matches("the ").to_owned();
    (!name.is_empty() && n_words(&name) <= NAME_WORDS).then_some(name)
}
