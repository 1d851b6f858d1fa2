//! Patterns of words as rule files write them, and finding them in a line.
//!
//! | written | matches |
//! | --- | --- |
//! | `slammed` | the word, whatever its case |
//! | `~slam` | every word with its stem: slams, slammed, slamming |
//! | `war\|battle` | either |
//! | `*` | any one token |
//! | `<name>` | a word of a name |
//! | `<number>` | a number |
//! | `!dance` | any one token but this, or the end of the sentence |
//! | `{firestorm} of` | all of it; the words in braces are what is shown |
//!
//! Without braces everything is shown but `!` at the ends.

use std::ops::Range;

use rustc_hash::FxHashMap;
use text::{Lexicon, TokenKind};

use crate::rules::Group;
use crate::sheet::Line;

/// One token of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    is_negated: bool,
    atoms: Vec<Atom>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Atom {
    Word(Box<str>),
    Stem(Box<str>),
    Any,
    Name,
    Number,
}

/// A pattern read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// Before the words shown, the nearest last.
    before: Vec<Part>,
    shown: Vec<Part>,
    after: Vec<Part>,
}

/// Words that a pattern found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found<'a> {
    /// Index of the pattern's group.
    pub(crate) group_idx: usize,
    /// A plain word for what was found.
    pub(crate) plain: Option<&'a str>,
    /// Indexes of the line's tokens.
    pub(crate) tokens: Range<usize>,
}

impl Pattern {
    /// Reads a pattern; the error says what is wrong with it.
    pub(crate) fn read(written: &str, lexicon: &Lexicon) -> Result<Self, String> {
        let spaced = written.replace('{', " { ").replace('}', " } ");
        let mut parts: [Vec<Part>; 3] = [Vec::new(), Vec::new(), Vec::new()];
        let has_braces = spaced.contains('{') || spaced.contains('}');
        let mut at = usize::from(!has_braces);
        for piece in spaced.split_whitespace() {
            match piece {
                "{" if at == 0 => at = 1,
                "}" if at == 1 && has_braces => at = 2,
                "{" | "}" => return Err(format!("`{written}` has braces that do not pair")),
                _ => parts[at].push(part(piece, lexicon)?),
            }
        }
        if has_braces && at != 2 {
            return Err(format!("`{written}` has braces that do not pair"));
        }
        let [mut before, mut shown, mut after] = parts;
        if !has_braces {
            let n_leading = shown.iter().take_while(|it| it.is_negated).count();
            before = shown.drain(..n_leading).collect();
            let n_kept = shown.iter().rposition(|it| !it.is_negated).map_or(0, |it| it + 1);
            after = shown.split_off(n_kept);
        }
        let begins_with_word = shown.first().is_some_and(|it| {
            let is_word = |it: &Atom| matches!(it, Atom::Word(_) | Atom::Stem(_));
            !it.is_negated && it.atoms.iter().all(is_word)
        });
        if !begins_with_word {
            return Err(format!("`{written}` must show a word first"));
        }
        Ok(Self { before, shown, after })
    }

    /// The words that what is shown may begin with, and whether they are stems.
    pub(crate) fn first_words(&self) -> impl Iterator<Item = (&str, bool)> {
        self.shown[0].atoms.iter().filter_map(|it| match it {
            Atom::Word(word) => Some((&**word, false)),
            Atom::Stem(stem) => Some((&**stem, true)),
            Atom::Any | Atom::Name | Atom::Number => None,
        })
    }

    /// How closely it looks: tokens shown, then tokens around them.
    fn weight(&self) -> (usize, usize) {
        (self.shown.len(), self.before.len() + self.after.len())
    }

    fn matches(&self, line: &Line<'_>, start: usize) -> bool {
        let at = |part: &Part, idx: Option<usize>| part.matches(line, idx);
        let end = start + self.shown.len();
        self.shown.iter().enumerate().all(|(nth, it)| at(it, Some(start + nth)))
            && self
                .before
                .iter()
                .rev()
                .enumerate()
                .all(|(nth, it)| at(it, start.checked_sub(nth + 1)))
            && self.after.iter().enumerate().all(|(nth, it)| at(it, Some(end + nth)))
    }
}

fn part(piece: &str, lexicon: &Lexicon) -> Result<Part, String> {
    let (is_negated, rest) = match piece.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, piece),
    };
    let atoms: Vec<Atom> = rest
        .split('|')
        .map(|it| match it {
            "*" => Ok(Atom::Any),
            "<name>" => Ok(Atom::Name),
            "<number>" => Ok(Atom::Number),
            "" | "~" => Err(format!("`{piece}` has an empty word")),
            _ if it.starts_with('<') => Err(format!("`{it}` is neither <name> nor <number>")),
            _ => Ok(match it.strip_prefix('~') {
                Some(word) => Atom::Stem(lexicon.stem(&word.to_lowercase()).into()),
                None => Atom::Word(it.to_lowercase().into()),
            }),
        })
        .collect::<Result<_, String>>()?;
    Ok(Part { is_negated, atoms })
}

impl Part {
    fn matches(&self, line: &Line<'_>, idx: Option<usize>) -> bool {
        let Some(token) = idx.and_then(|it| line.tokens.get(it)) else { return self.is_negated };
        let is_one = self.atoms.iter().any(|it| match it {
            Atom::Word(word) => *token.lower == **word,
            Atom::Stem(stem) => *token.stem == **stem,
            Atom::Any => true,
            Atom::Name => idx.is_some_and(|it| line.is_named[it]),
            Atom::Number => token.kind == TokenKind::Number,
        });
        is_one != self.is_negated
    }
}

/// Patterns by the word they begin with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    entries: Vec<Entry>,
    by_word: FxHashMap<Box<str>, Vec<usize>>,
    by_stem: FxHashMap<Box<str>, Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Entry {
    pattern: Pattern,
    group_idx: usize,
    plain: Option<Box<str>>,
}

impl Index {
    /// The patterns of some groups.
    pub(crate) fn of(groups: &[Group]) -> Self {
        let mut index = Self::default();
        for (group_idx, group) in groups.iter().enumerate() {
            for (pattern, plain) in group.entries() {
                for (word, is_stem) in pattern.first_words() {
                    let table = if is_stem { &mut index.by_stem } else { &mut index.by_word };
                    table.entry(word.into()).or_default().push(index.entries.len());
                }
                let (pattern, plain) = (pattern.clone(), plain.clone());
                index.entries.push(Entry { pattern, group_idx, plain });
            }
        }
        index
    }

    /// How many patterns there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// What is found in a line from left to right, none overlapping: of patterns that begin at one
    /// word the longest, of those the one that looks most closely, of those the last given.
    pub(crate) fn find(&self, line: &Line<'_>) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < line.tokens.len() {
            let token = line.tokens[start];
            let of_word = self.by_word.get(token.lower.as_str()).into_iter().flatten();
            let of_stem = self.by_stem.get(token.stem.as_str()).into_iter().flatten();
            let best = of_word
                .chain(of_stem)
                .filter(|it| self.entries[**it].pattern.matches(line, start))
                .max_by_key(|it| (self.entries[**it].pattern.weight(), **it));
            match best {
                Some(entry_idx) => {
                    let entry = &self.entries[*entry_idx];
                    let end = start + entry.pattern.shown.len();
                    let plain = entry.plain.as_deref();
                    let tokens = start..end;
                    found.push(Found { group_idx: entry.group_idx, plain, tokens });
                    start = end;
                }
                None => start += 1,
            }
        }
        found
    }
}
