//! The word-piece tokenizer of uncased BERT models, for the vocabulary that comes with the program.
//!
//! It gives what `tokenizer.json` gives (a test compares them) and is ready at once, where reading the JSON takes
//! longer than a whole run without the network.

use rustc_hash::{FxBuildHasher, FxHashMap};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::wordpieces::Pieces;

/// A word of more characters is not looked up piece by piece.
const LONGEST_WORD: usize = 100;

/// The vocabulary, as pieces that open a word and pieces that continue one.
pub(crate) struct Bert {
    opening: FxHashMap<&'static str, i32>,
    continuing: FxHashMap<&'static str, i32>,
    unknown: i32,
}

/// A character as the vocabulary writes it, and where it came from.
#[derive(Clone, Copy)]
struct Mark {
    letter: char,
    start: usize,
    end: usize,
}

/// The characters of a word so far.
#[derive(Default)]
struct Word {
    marks: Vec<Mark>,
    /// As much of it as is looked up; kept from word to word for its memory alone.
    letters: String,
}

impl Bert {
    /// Reads a vocabulary: one piece a line, the id is the number of the line from 0.
    pub(crate) fn from_lines(vocabulary: &'static str) -> Bert {
        let mut opening = FxHashMap::with_capacity_and_hasher(1 << 15, FxBuildHasher);
        let mut continuing = FxHashMap::with_capacity_and_hasher(1 << 13, FxBuildHasher);
        for (id, piece) in (0..).zip(vocabulary.lines()) {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => continuing.insert(rest, id),
                _ => opening.insert(piece, id),
            };
        }
        let unknown = opening.get("[UNK]").copied().unwrap_or(0);
        Bert { opening, continuing, unknown }
    }

    /// The id of a special token.
    pub(crate) fn special(&self, name: &str) -> Option<i32> {
        self.opening.get(name).copied()
    }

    /// Cuts a text into pieces.
    pub(crate) fn cut(&self, text: &str) -> Pieces {
        let mut pieces = Pieces::default();
        let mut word = Word::default();
        for (start, original) in text.char_indices() {
            let end = start + original.len_utf8();
            if is_space(original) {
                self.flush(&mut word, &mut pieces);
                continue;
            }
            if is_dropped(original) {
                continue;
            }
            if original.is_ascii_alphanumeric() {
                // What follows would give the same.
                word.marks.push(Mark { letter: original.to_ascii_lowercase(), start, end });
                continue;
            }
            let plain = std::iter::once(original).nfd().filter(|part| !is_combining_mark(*part));
            for letter in plain.flat_map(char::to_lowercase) {
                let mark = Mark { letter, start, end };
                if is_punctuation(letter) || is_ideograph(letter) {
                    self.flush(&mut word, &mut pieces);
                    word.marks.push(mark);
                    self.flush(&mut word, &mut pieces);
                } else {
                    word.marks.push(mark);
                }
            }
        }
        self.flush(&mut word, &mut pieces);
        pieces
    }

    /// Takes the longest known piece from the left, again and again; a word with an unknown rest is unknown as a whole.
    fn flush(&self, word: &mut Word, pieces: &mut Pieces) {
        let Word { marks: word, letters: rest } = word;
        let (Some(first), Some(last)) = (word.first(), word.last()) else { return };
        let whole = (first.start, last.end);
        let n_before = pieces.ids.len();
        let mut from = 0;
        while from < word.len() && word.len() <= LONGEST_WORD {
            let known = if from == 0 { &self.opening } else { &self.continuing };
            rest.clear();
            rest.extend(word[from..].iter().map(|mark| mark.letter));
            let mut to = word.len();
            let id = loop {
                if let Some(&id) = known.get(rest.as_str()) {
                    break Some(id);
                }
                rest.pop();
                to -= 1;
                if to == from {
                    break None;
                }
            };
            let Some(id) = id else { break };
            pieces.ids.push(id);
            pieces.offsets.push((word[from].start, word[to - 1].end));
            from = to;
        }
        if from < word.len() {
            pieces.ids.truncate(n_before);
            pieces.offsets.truncate(n_before);
            pieces.ids.push(self.unknown);
            pieces.offsets.push(whole);
        }
        word.clear();
    }
}

fn is_space(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r') || (letter.is_whitespace() && !letter.is_control())
}

/// Control and format characters, private use, and the mark of broken text.
fn is_dropped(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{8e2}'
            | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffd}'
            | '\u{e0001}'..='\u{e007f}')
}

/// ASCII symbols, and Unicode punctuation of the scripts and typesetting that news in European languages uses.
fn is_punctuation(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || matches!(letter, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{37e}' | '\u{387}' | '\u{55a}'..='\u{55f}'
            | '\u{589}' | '\u{58a}' | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5c6}' | '\u{5f3}' | '\u{5f4}'
            | '\u{60c}' | '\u{60d}' | '\u{61b}' | '\u{61e}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}'
            | '\u{964}' | '\u{965}' | '\u{970}'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}'
            | '\u{207d}' | '\u{207e}' | '\u{208d}' | '\u{208e}' | '\u{2308}'..='\u{230b}' | '\u{2329}' | '\u{232a}'
            | '\u{2768}'..='\u{2775}' | '\u{27e6}'..='\u{27ef}' | '\u{2983}'..='\u{2998}' | '\u{2e00}'..='\u{2e4f}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{3030}' | '\u{303d}'
            | '\u{30a0}' | '\u{30fb}' | '\u{fe30}'..='\u{fe52}' | '\u{fe54}'..='\u{fe61}' | '\u{fe63}' | '\u{fe68}'
            | '\u{fe6a}' | '\u{fe6b}' | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}' | '\u{ff0c}'..='\u{ff0f}'
            | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' | '\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff3f}' | '\u{ff5b}'
            | '\u{ff5d}' | '\u{ff5f}'..='\u{ff65}')
}

/// Characters that stand as words of their own.
fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b81f}' | '\u{2b820}'..='\u{2ceaf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}
