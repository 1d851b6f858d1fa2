//! Styled text broken into lines that fit a width.
//!
//! A line breaks at white space; a word too long for a line of its own is cut. Width is counted in
//! the columns of a terminal, so that wide letters and combining marks fit too.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// As they are.
    Plain,
    /// A heading or a name.
    Strong,
    /// Of less weight.
    Faint,
    /// Told alike.
    Alike,
    /// Words that differ.
    Differing,
}

/// Words of one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) style: Style,
}

/// Words in a style.
pub(super) fn run(style: Style, text: impl Into<String>) -> Run {
    Run { text: text.into(), style }
}

/// Columns that the runs take in one line.
pub(super) fn width_of(runs: &[Run]) -> usize {
    runs.iter().map(|it| it.text.width()).sum()
}

/// The runs as lines of at most `width` columns; at least one line.
pub(super) fn wrap(runs: &[Run], width: usize) -> Vec<Vec<Run>> {
    let width = width.max(1);
    let mut lines: Vec<Vec<Run>> = Vec::new();
    let mut line: Vec<Run> = Vec::new();
    let mut used = 0;
    for word in words(runs) {
        let needed = width_of(&word);
        if used > 0 && used + 1 + needed > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            push(&mut line, " ", Style::Plain);
            used += 1;
        }
        if needed <= width {
            for it in word {
                push(&mut line, &it.text, it.style);
            }
            used += needed;
            continue;
        }
        for it in word {
            for letter in it.text.chars() {
                let columns = letter.width().unwrap_or(0);
                if used > 0 && used + columns > width {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                push(&mut line, letter.encode_utf8(&mut [0; 4]), it.style);
                used += columns;
            }
        }
    }
    lines.push(line);
    lines
}

/// Words between white space, each as the runs that make it up.
fn words(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut words: Vec<Vec<Run>> = Vec::new();
    let mut word: Vec<Run> = Vec::new();
    for it in runs {
        for letter in it.text.chars() {
            if letter == ' ' {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            } else {
                push(&mut word, letter.encode_utf8(&mut [0; 4]), it.style);
            }
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn push(line: &mut Vec<Run>, text: &str, style: Style) {
    match line.last_mut() {
        Some(last) if last.style == style => last.text.push_str(text),
        _ => line.push(run(style, text)),
    }
}

/// The line as it goes to the terminal, without trailing white space; escape sequences only with
/// `color`.
pub(super) fn paint(line: &[Run], color: bool) -> String {
    let mut painted = String::new();
    for it in line {
        let code = match it.style {
            Style::Plain => None,
            Style::Strong => Some("1"),
            Style::Faint => Some("2"),
            Style::Alike => Some("32"),
            Style::Differing => Some("1;33"),
        };
        match code.filter(|_| color) {
            Some(code) => painted.push_str(&format!("\u{1b}[{code}m{}\u{1b}[0m", it.text)),
            None => painted.push_str(&it.text),
        }
    }
    painted.truncate(painted.trim_end().len());
    painted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        wrap(&[run(Style::Plain, text)], width).iter().map(|it| paint(it, false)).collect()
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
    }

    #[test]
    fn a_word_too_long_for_a_line_is_cut() {
        assert_eq!(wrapped("a https://example.org b", 8), ["a", "https://", "example.", "org b"]);
    }

    #[test]
    fn wide_letters_count_twice() {
        assert_eq!(wrapped("港湾事故", 4), ["港湾", "事故"]);
    }

    #[test]
    fn a_mark_inside_a_word_does_not_break_it() {
        let runs =
            [run(Style::Plain, "at "), run(Style::Differing, "‹107›"), run(Style::Plain, ", say")];
        let lines: Vec<String> = wrap(&runs, 9).iter().map(|it| paint(it, false)).collect();
        assert_eq!(lines, ["at ‹107›,", "say"]);
    }
}
