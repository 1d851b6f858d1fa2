//! Lines of raw text: odd characters cleaned, hard wraps undone.

/// One line of a text, trimmed and not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The words.
    pub(crate) text: String,
    /// True if an empty line stands before it.
    pub(crate) after_gap: bool,
    /// How many pieces it has that wide blanks hold apart, as in a menu.
    pub(crate) n_cells: usize,
}

impl Line {
    /// A line that stands apart.
    pub(crate) fn new(text: String) -> Self {
        Self { text, after_gap: true, n_cells: 1 }
    }
}

/// Widest line of hard-wrapped text, in characters; longer ones are paragraphs of their own.
const WIDEST_WRAP: usize = 120;
/// Narrowest wrap that is believed.
const NARROWEST_WRAP: usize = 40;
/// Share of line ends that must be full for a text to count as wrapped.
const FULL_SHARE: f64 = 0.8;

/// A string without control and invisible characters, each run of blanks one space, trimmed.
/// Line breaks become spaces.
pub(crate) fn tidy(text: &str) -> String {
    if is_tidy(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        if is_invisible(ch) {
            continue;
        }
        if is_blank(ch) || ch == ' ' {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(ch);
        }
    }
    out.truncate(out.trim_end().len());
    out.drain(..out.len() - out.trim_start().len());
    out
}

/// True if nothing is to be tidied, as in most lines.
fn is_tidy(text: &str) -> bool {
    let mut before = ' ';
    let is_fine = |ch: char| {
        let is_second = ch == ' ' && before == ' ';
        before = ch;
        !is_second && (matches!(ch, ' '..='~') || !is_blank(ch) && !is_invisible(ch))
    };
    text.chars().all(is_fine) && text.trim().len() == text.len()
}

/// What becomes a space.
fn is_blank(ch: char) -> bool {
    matches!(ch, '\u{a0}' | '\u{2028}' | '\u{2029}') || ch.is_control()
}

/// Characters that show nothing and split words: soft hyphen, zero-width space, word joiner, byte
/// order mark, replacement of objects. Joiners that some scripts need are kept.
fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffc}')
}

/// The lines of a text; hard-wrapped paragraphs are one line each.
pub(crate) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_gap = true;
    for raw in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}', '\u{b}', '\u{85}']) {
        let text = without_link_lists(tidy(raw));
        if text.is_empty() {
            after_gap = true;
        } else {
            lines.push(Line { text, after_gap, n_cells: n_cells(raw.trim()) });
            after_gap = false;
        }
    }
    // A carriage return with a line feed gives one empty piece between lines: not a gap.
    if text.contains("\r\n") {
        return split(&text.replace("\r\n", "\n"));
    }
    unwrap_hard(lines)
}

/// How far before its full form a name may stand, in bytes.
const NAME_REACH: usize = 90;

/// What may stand behind the last word of a name and belongs to it.
const NAME_SUFFIXES: [&str; 6] = [" Jr.", " Jr", " Sr.", " Sr", " III", " II"];

/// A line without the lists of links that a page hides behind names, and copying lays open: the full name, headlines
/// glued to it, and "MORE" (`Rep. Ann Ray Ann Lee RayNew bill stalls Ray under fire MORE said`).
fn without_link_lists(mut text: String) -> String {
    let mut from = 0;
    while let Some(end) = text[from..].find("MORE").map(|it| from + it + "MORE".len()) {
        // "Larry KudlowMORE" ends one, too.
        let before = text[from..end - "MORE".len()].chars().next_back();
        let is_word = before.is_some_and(|it| it == ' ' || it == '.' || it.is_lowercase())
            && !text[end..].starts_with(char::is_alphanumeric);
        match is_word.then(|| list_start(&text[from..end])).flatten() {
            Some(start) => {
                text.replace_range(from + start..end, "");
                from += start;
            }
            None => from = end,
        }
    }
    text
}

/// Where a list of links begins: behind the name whose last word is glued to a headline soon after.
fn list_start(text: &str) -> Option<usize> {
    let joints = text
        .char_indices()
        .zip(text.chars().skip(1))
        .filter(|((_, a), b)| (a.is_lowercase() || *a == '.') && b.is_uppercase());
    joints.map(|((at, a), _)| at + a.len_utf8()).find_map(|joint| {
        let word = text[..joint].rfind(' ')? + 1;
        let name = &text[word..joint];
        if name.len() < 3 || !name.starts_with(char::is_uppercase) {
            return None;
        }
        let least = word.saturating_sub(NAME_REACH);
        let before = text[..word].match_indices(name).map(|it| it.0 + name.len());
        // "Chad WolfChad WolfHillicon Valley".
        let ends = |it: &usize| text[*it..].starts_with(|it: char| it == ' ' || it.is_uppercase());
        let end = before.filter(|it| *it >= least && ends(it)).last()?;
        let suffix = NAME_SUFFIXES.iter().find(|it| text[end..].starts_with(**it));
        Some(end + suffix.map_or(0, |it| it.len()))
    })
}

/// How many pieces a raw line has that a tab or two blanks hold apart.
fn n_cells(raw: &str) -> usize {
    let mut n_blanks = 0;
    let mut n = 1;
    for ch in raw.chars() {
        match ch {
            '\t' => n_blanks += 2,
            ' ' | '\u{a0}' => n_blanks += 1,
            _ => {
                n += usize::from(n_blanks >= 2);
                n_blanks = 0;
            }
        }
    }
    n
}

/// Joins the lines of each paragraph if the whole text is wrapped at one width.
fn unwrap_hard(lines: Vec<Line>) -> Vec<Line> {
    let widths: Vec<usize> = lines.iter().map(|it| it.text.chars().count()).collect();
    let width = widths.iter().copied().max().unwrap_or(0);
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&width) {
        return lines;
    }
    let is_full = |idx: usize| {
        let next = &lines[idx + 1];
        let word = next.text.split(' ').next().unwrap_or("").chars().count();
        !next.after_gap && widths[idx] + 1 + word > width.saturating_sub(2)
    };
    let inner: Vec<usize> =
        (0..lines.len().saturating_sub(1)).filter(|&idx| !lines[idx + 1].after_gap).collect();
    let long = |idx: &&usize| widths[**idx] * 2 > width;
    let n_long = inner.iter().filter(long).count();
    let n_full = inner.iter().filter(|&&idx| is_full(idx)).count();
    let n_ended = inner.iter().filter(|&&idx| ends_sentence(&lines[idx].text)).count();
    // Lines that are sentences of their own are paragraphs, however alike their lengths.
    if n_ended * 2 > inner.len() {
        return lines;
    }
    if n_full < 4 || (n_full as f64) < FULL_SHARE * n_long as f64 {
        return lines;
    }
    let mut out: Vec<Line> = Vec::new();
    let mut joins = false;
    for (idx, line) in lines.iter().enumerate() {
        match out.last_mut() {
            Some(last) if joins && !is_list_item(&line.text) => {
                last.text.push(' ');
                last.text.push_str(&line.text);
            }
            _ => out.push(line.clone()),
        }
        joins = idx + 1 < lines.len() && is_full(idx);
    }
    out
}

/// The text with a blank wherever a capital follows a small letter, as buttons are glued by
/// copying (`ShareTweetFlip`); names such as `McDonald` stay whole.
pub(crate) fn unglued(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut n_small = 0;
    for ch in text.chars() {
        if n_small >= 3 && ch.is_uppercase() {
            out.push(' ');
        }
        out.push(ch);
        n_small = if ch.is_lowercase() { n_small + 1 } else { 0 };
    }
    out
}

/// True for lines that open with a bullet.
pub(crate) fn is_list_item(text: &str) -> bool {
    text.starts_with(['•', '▪', '●', '◦', '■', '⦁'])
        || ["- ", "* ", "– ", "— "].iter().any(|it| text.starts_with(it))
}

/// How many words a line has.
pub(crate) fn n_words(text: &str) -> usize {
    let (mut n, mut is_counted) = (0, false);
    for ch in text.chars() {
        if ch.is_whitespace() {
            is_counted = false;
        } else if !is_counted && ch.is_alphanumeric() {
            n += 1;
            is_counted = true;
        }
    }
    n
}

/// True if the line ends as a sentence does, closing quotes and brackets aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let closers = ['"', '\'', '”', '’', '»', '«', '“', ')', ']', '*', '_', ' ', '›', '‘', '」'];
    text.trim_end_matches(closers).ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟'])
}

/// True if the line reads as running text: a sentence of some length, or simply long.
pub(crate) fn is_paragraph(text: &str) -> bool {
    let n_words = n_words(text);
    (n_words >= 8 && ends_sentence(text))
        || (n_words >= 25 && !is_all_capitalised(text))
        || is_wide_script(text)
}

/// Share of words in small letters below which a long line is a row of names and titles.
const SMALL_SHARE: f64 = 0.25;

/// True if nearly all words begin with a capital, as in menus.
pub(crate) fn is_all_capitalised(text: &str) -> bool {
    let first = |it: &str| it.chars().find(|it| it.is_alphabetic());
    let (mut n_small, mut n_capital) = (0u32, 0u32);
    for letter in text.split_whitespace().filter_map(first) {
        n_small += u32::from(letter.is_lowercase());
        n_capital += u32::from(letter.is_uppercase());
    }
    n_capital > 0 && f64::from(n_small) < SMALL_SHARE * f64::from(n_small + n_capital)
}

/// Scripts without spaces: length counts instead of words.
fn is_wide_script(text: &str) -> bool {
    let n_wide = text.chars().filter(|it| matches!(*it, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')).count();
    n_wide >= 40 || (n_wide >= 16 && ends_sentence(text))
}
