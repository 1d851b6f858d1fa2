//! Lines of plain text within a width.

/// Adds `label` and the words of `text`, broken so that no line is wider than `width` columns;
/// later lines start `indent` columns in. White space in the text, line breaks included, becomes
/// single blanks; signs that would steer the terminal become visible.
pub(crate) fn put(out: &mut String, label: &str, text: &str, indent: usize, width: usize) {
    let mut column = label.chars().count();
    out.push_str(label);
    let mut is_first = true;
    for word in text.split_whitespace() {
        let n_columns = word.chars().count();
        if !is_first && column + 1 + n_columns > width {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else if !is_first {
            out.push(' ');
            column += 1;
        }
        out.extend(word.chars().map(visible));
        column += n_columns;
        is_first = false;
    }
    out.push('\n');
}

/// Control characters, and those that turn the direction of writing, as a sign that shows.
fn visible(it: char) -> char {
    let turns = matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if it.is_control() || turns { char::REPLACEMENT_CHARACTER } else { it }
}

#[cfg(test)]
mod tests {
    //! Where lines break.

    #[test]
    fn lines_break_between_words_within_the_width() {
        let mut out = String::new();
        super::put(&mut out, "1 ", "one two\nthree four", 2, 10);
        assert_eq!(out, "1 one two\n  three\n  four\n");
    }

    #[test]
    fn no_text_steers_the_terminal() {
        let mut out = String::new();
        super::put(&mut out, "", "red \u{1b}[31m \u{202e}tfel", 0, 40);
        assert_eq!(out, "red \u{fffd}[31m \u{fffd}tfel\n");
    }
}
