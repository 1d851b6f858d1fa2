//! Characters that would act instead of being read, made visible.
//!
//! A terminal obeys escape sequences and every screen obeys bidirectional overrides; published
//! text must do neither to a reader. White space becomes a plain space.

/// The text with control and direction characters replaced by visible signs:
/// `"a\u{1b}[2Jb" -> "a␛[2Jb"`, U+202E becomes `"⟨U+202E⟩"`.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => shown.push(' '),
            '\0'..='\u{1f}' => {
                // The block "Control Pictures" has a sign for each in the same order.
                shown.extend(char::from_u32(0x2400 + u32::from(it)));
            }
            '\u{7f}' => shown.push('␡'),
            it if is_hidden(it) => {
                shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(it)));
            }
            _ => shown.push(it),
        }
    }
    shown
}

/// True for a character that nobody sees and that acts: controls, and those that turn the line.
pub(crate) fn is_hidden(it: char) -> bool {
    matches!(it,
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn letters_of_any_script_pass_unchanged() {
        let text = "Año 2031 · «Прощай» · 東京 · مرحبا\u{200f} · 🏳️‍🌈";
        assert_eq!(visible(text), text);
    }

    #[test]
    fn nothing_acts_on_the_terminal_or_turns_the_line() {
        let text = "a\0b\u{1b}[31mc\u{9b}d\u{202e}e\u{2066}f\u{7f}g\r\nh";
        assert_eq!(visible(text), "a␀b␛[31mc⟨U+009B⟩d⟨U+202E⟩e⟨U+2066⟩f␡g  h");
    }
}
