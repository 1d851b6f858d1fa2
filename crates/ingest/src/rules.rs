//! The words that betray page furniture, one file a language, as data.
//!
//! A rule has a reason and phrases. A phrase is lower-case words; `a|b` allows either, `#` is a
//! number, `*` is one to eight words of any kind, `:` `(` `©` `@` `|` stand for themselves.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::lines::{ends_sentence, n_words};
pub(crate) use crate::words::{Word, words};

/// What a dropped line was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Reason {
    /// Menus, skip links, listings of other pages.
    Navigation,
    /// Share and listen buttons, social handles.
    Sharing,
    /// Sign-up boxes.
    Newsletter,
    /// Links to other articles.
    Related,
    /// Captions and photo credits.
    Caption,
    /// Advertisements and their labels.
    Advertisement,
    /// Cookie and privacy notices.
    Consent,
    /// Lines about the authors.
    Author,
    /// Requests for money or membership.
    Appeal,
    /// The words of a paywall.
    Paywall,
    /// Comment counts and invitations.
    Comments,
    /// Copyright and reprint lines.
    Copyright,
    /// Corrections and other notes about the text.
    Note,
    /// Headings, links and other lines between the paragraphs that are no sentences.
    Loose,
    /// Bylines, dates and outlet lines, where they are not read as metadata.
    Byline,
}

impl Reason {
    /// The word used in the warning.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::Sharing => "sharing",
            Self::Newsletter => "newsletter",
            Self::Related => "related links",
            Self::Caption => "captions",
            Self::Advertisement => "advertisement",
            Self::Consent => "consent",
            Self::Author => "about the author",
            Self::Appeal => "appeals for support",
            Self::Paywall => "paywall",
            Self::Comments => "comments",
            Self::Copyright => "copyright",
            Self::Note => "editorial notes",
            Self::Loose => "headings and loose lines",
            Self::Byline => "bylines and dates",
        }
    }
}

/// One language's file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<RuleText>,
    months: Vec<String>,
    #[serde(default)]
    credits: Vec<String>,
    #[serde(default)]
    closing: Vec<Closing>,
    #[serde(default)]
    words: WordLists,
    byline: Vec<String>,
    date_label: Vec<String>,
    modified_label: Vec<String>,
    byline_end: Vec<String>,
}

/// Headings that end an article.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Closing {
    reason: Reason,
    /// Phrases that make up the whole line.
    whole: Vec<String>,
    /// True if such a heading does not stand inside an article.
    #[serde(default)]
    is_final: bool,
}

/// A heading that ends an article, ready to match.
#[derive(Debug)]
pub(crate) struct Ending {
    /// What follows it.
    pub(crate) reason: Reason,
    /// True if such a heading does not stand inside an article.
    pub(crate) is_final: bool,
    whole: Vec<Phrase>,
}

/// Words that tell something where they stand with others.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WordLists {
    /// Requests for support hold two of these …
    appeal: BTreeSet<String>,
    /// … and two of these, which speak to the reader.
    address: BTreeSet<String>,
    /// What follows a name in a line about an author.
    blurb: BTreeSet<String>,
    /// What a caption says of what it shows.
    picture: BTreeSet<String>,
    /// In the names of outlets.
    outlet: BTreeSet<String>,
    /// In the names of outlets and of sections alike.
    masthead: BTreeSet<String>,
    /// Behind the names of companies.
    company: BTreeSet<String>,
}

/// A rule as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    reason: Reason,
    /// Phrases that make up the whole line.
    #[serde(default)]
    whole: Vec<String>,
    /// Phrases at the start of the line.
    #[serde(default)]
    start: Vec<String>,
    /// Phrases at its end.
    #[serde(default)]
    end: Vec<String>,
    /// Phrases anywhere in it.
    #[serde(default)]
    within: Vec<String>,
    /// Longest line in words for `start`, `end` and `within`.
    #[serde(default = "forty")]
    max_words: usize,
    /// True for headings after which only furniture follows.
    #[serde(default)]
    opens_section: bool,
    /// True if lines that end as sentences are spared by `start`, `end` and `within`.
    #[serde(default)]
    spares_sentences: bool,
    /// True if the rule holds only for the last lines of a text.
    #[serde(default)]
    at_end: bool,
    /// True if such a line, at the end of a text, stands for a part that is missing.
    #[serde(default)]
    cuts: bool,
}

/// The default of `max_words`.
fn forty() -> usize {
    40
}

/// One element of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    /// Any of these words.
    Words(Vec<Word>),
    /// Digits.
    Number,
    /// One to eight words.
    Gap,
}

/// A phrase, ready to match.
type Phrase = Vec<Element>;

/// A rule, ready to match.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Why a line that matches is dropped.
    pub(crate) reason: Reason,
    /// True for headings after which only furniture follows.
    pub(crate) opens_section: bool,
    /// True if it holds only for the last lines of a text.
    pub(crate) at_end: bool,
    /// True if such a line, at the end of a text, stands for a part that is missing.
    pub(crate) cuts: bool,
    whole: Vec<Phrase>,
    max_words: usize,
    spares_sentences: bool,
}

/// Where in a line a phrase must stand.
#[derive(Debug, Clone, Copy)]
enum Role {
    Whole,
    Start,
    Within,
    End,
}

/// The phrases of all rules, found by a word that each must have: most lines hold none of these
/// words, and are told from furniture without a phrase being tried.
#[derive(Debug, Default)]
struct Index {
    /// Index of the rule, where the phrase must stand, and the phrase; in the order of rules.
    entries: Vec<(usize, Role, Phrase)>,
    /// Entries by the words of their anchor.
    by_word: FxHashMap<Word, Vec<usize>>,
    /// Entries without a word.
    wordless: Vec<usize>,
}

impl Index {
    fn add(&mut self, rule_idx: usize, role: Role, phrase: Phrase) {
        let entry_idx = self.entries.len();
        match anchor(&phrase) {
            Some(words) => {
                for word in words {
                    self.by_word.entry(word.clone()).or_default().push(entry_idx);
                }
            }
            None => self.wordless.push(entry_idx),
        }
        self.entries.push((rule_idx, role, phrase));
    }

    /// The entries that a line of these words may meet, in the order of rules.
    fn candidates(&self, words: &[Word]) -> Vec<usize> {
        let mut found = self.wordless.clone();
        for word in words {
            if let Some(entries) = self.by_word.get(word) {
                found.extend(entries);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The element of a phrase that fewest lines hold, as far as the length of its words tells.
fn anchor(phrase: &[Element]) -> Option<&Vec<Word>> {
    let words = phrase.iter().filter_map(|it| match it {
        Element::Words(words) => Some(words),
        Element::Number | Element::Gap => None,
    });
    words.max_by_key(|it| it.iter().map(|it| it.len()).min())
}

/// The rules of all languages.
#[derive(Debug)]
pub(crate) struct Rules {
    rules: Vec<Rule>,
    index: Index,
    months: Vec<(String, i8)>,
    credits: Vec<String>,
    closings: Vec<Ending>,
    lists: WordLists,
    byline: Vec<Phrase>,
    byline_end: Vec<String>,
    date_label: Vec<Phrase>,
    modified_label: Vec<Phrase>,
}

/// Words of the shortest quotation that is somebody's speech and not a name.
const QUOTE_WORDS: usize = 4;

/// Longest gap a `*` spans, in words.
const LONGEST_GAP: usize = 8;

/// The rules, read once from the files that are part of the program.
pub(crate) fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let sources = [
            include_str!("../rules/en.toml"),
            include_str!("../rules/es.toml"),
            include_str!("../rules/de.toml"),
            include_str!("../rules/more.toml"),
        ];
        let mut all = Rules {
            rules: Vec::new(),
            index: Index::default(),
            months: Vec::new(),
            credits: Vec::new(),
            closings: Vec::new(),
            lists: WordLists::default(),
            byline: Vec::new(),
            byline_end: Vec::new(),
            date_label: Vec::new(),
            modified_label: Vec::new(),
        };
        for source in sources {
            let file: File =
                toml::from_str(source).expect("the rule files are part of the program");
            all.add(file);
        }
        all
    })
}

impl Rules {
    /// Adds one language.
    fn add(&mut self, file: File) {
        let phrases = |it: Vec<String>| it.iter().map(|it| phrase(it)).collect::<Vec<_>>();
        for it in file.rule {
            let rule_idx = self.rules.len();
            for (role, notations) in [
                (Role::Whole, &it.whole),
                (Role::Start, &it.start),
                (Role::Within, &it.within),
                (Role::End, &it.end),
            ] {
                notations.iter().for_each(|it| self.index.add(rule_idx, role, phrase(it)));
            }
            self.rules.push(Rule {
                reason: it.reason,
                opens_section: it.opens_section,
                at_end: it.at_end,
                cuts: it.cuts,
                whole: phrases(it.whole),
                max_words: it.max_words,
                spares_sentences: it.spares_sentences,
            });
        }
        for row in file.months {
            let mut words = row.split(' ');
            let number = words.next().and_then(|it| it.parse().ok()).unwrap_or(0);
            self.months.extend(words.map(|it| (it.to_owned(), number)));
        }
        self.credits.extend(file.credits);
        self.closings.extend(file.closing.into_iter().map(|it| Ending {
            reason: it.reason,
            is_final: it.is_final,
            whole: phrases(it.whole),
        }));
        self.lists.appeal.extend(file.words.appeal);
        self.lists.address.extend(file.words.address);
        self.lists.blurb.extend(file.words.blurb);
        self.lists.picture.extend(file.words.picture);
        self.lists.outlet.extend(file.words.outlet);
        self.lists.masthead.extend(file.words.masthead);
        self.lists.company.extend(file.words.company);
        self.byline.extend(phrases(file.byline));
        self.byline_end.extend(file.byline_end);
        self.date_label.extend(phrases(file.date_label));
        self.modified_label.extend(phrases(file.modified_label));
    }

    /// The first rule that a line meets; `at_end` admits those for the last lines of a text.
    pub(crate) fn find(&self, line: &str, at_end: bool) -> Option<&Rule> {
        let words = words(line);
        let shape = Shape {
            is_sentence: ends_sentence(line),
            opens_quote: line.starts_with(['"', '“', '„', '«', '»', '‘', '\'']),
        };
        let met = |entry_idx: &usize| {
            let (rule_idx, role, phrase) = &self.index.entries[*entry_idx];
            let rule = &self.rules[*rule_idx];
            ((at_end || !rule.at_end) && rule.is_met(*role, phrase, &words, shape)).then_some(rule)
        };
        self.index.candidates(&words).iter().find_map(met)
    }

    /// The month a lower-case word names.
    pub(crate) fn month(&self, word: &str) -> Option<i8> {
        self.months.iter().find(|(name, _)| name == word).map(|(_, number)| *number)
    }

    /// True for a lower-case word that credits a picture (`reuters`).
    pub(crate) fn is_credit(&self, word: &str) -> bool {
        self.credits.iter().any(|it| it == word)
    }

    /// What follows a line that ends the article, if it is one (`Read next`).
    pub(crate) fn closing(&self, line: &str) -> Option<&Ending> {
        let words = words(line);
        let bare = without_colon(&words);
        let is_sentence = ends_sentence(line);
        let is_met = |it: &Phrase| {
            !(is_sentence && it.contains(&Element::Gap)) && matches(it, bare).contains(&bare.len())
        };
        (!bare.is_empty()).then_some(())?;
        self.closings.iter().find(|it| it.whole.iter().any(is_met))
    }

    /// True if the words are buttons and menu entries, one after the other.
    pub(crate) fn is_row_of_buttons(&self, words: &[Word]) -> bool {
        let mut reached = vec![false; words.len() + 1];
        reached[0] = true;
        for from in 0..words.len() {
            if !reached[from] {
                continue;
            }
            if matches!(words[from].as_str(), ":" | "|" | "»" | "→" | "(") {
                reached[from + 1] = true;
            }
            let phrases = self.rules.iter().flat_map(|it| &it.whole);
            for phrase in phrases.filter(|it| !it.contains(&Element::Gap)) {
                for n in matches(phrase, &words[from..]) {
                    reached[from + n] = true;
                }
            }
        }
        !words.is_empty() && reached[words.len()]
    }

    /// True for a sentence that asks the reader for money or an address, in no one's mouth.
    pub(crate) fn is_appeal(&self, line: &str) -> bool {
        let opening = |it: char| matches!(it, '"' | '“' | '„' | '«' | '»');
        let is_quote = line.split(opening).skip(1).step_by(2).any(|it| n_words(it) >= QUOTE_WORDS);
        let words = words(line);
        let n_of =
            |list: &BTreeSet<String>| words.iter().filter(|it| list.contains(it.as_str())).count();
        !is_quote && n_of(&self.lists.appeal) >= 2 && n_of(&self.lists.address) >= 2
    }

    /// True if the line speaks to the reader or of those who wrote it.
    pub(crate) fn addresses(&self, line: &str) -> bool {
        words(line).iter().any(|it| self.lists.address.contains(it.as_str()))
    }

    /// True for a lower-case word of requests for support.
    pub(crate) fn is_appeal_word(&self, word: &str) -> bool {
        self.lists.appeal.contains(word)
    }

    /// True if the words can follow the name in a line about an author.
    pub(crate) fn opens_blurb(&self, words: &[Word]) -> bool {
        words.first().is_some_and(|it| self.lists.blurb.contains(it.as_str()))
    }

    /// True if a word of the line says what a picture shows.
    pub(crate) fn has_picture_word(&self, line: &str) -> bool {
        words(line).iter().any(|it| self.lists.picture.contains(it.as_str()))
    }

    /// True for a lower-case word of outlets' names (`gazette`).
    pub(crate) fn is_outlet_word(&self, word: &str) -> bool {
        self.lists.outlet.contains(word)
    }

    /// True for a lower-case word that names outlets on top of a page (`news`).
    pub(crate) fn is_masthead_word(&self, word: &str) -> bool {
        self.lists.masthead.contains(word)
    }

    /// True for a lower-case word behind companies' names (`ltd`).
    pub(crate) fn is_company_word(&self, word: &str) -> bool {
        self.lists.company.contains(word)
    }

    /// How many words of the line introduce a byline (`by`), if it opens as one.
    pub(crate) fn byline_opening(&self, words: &[Word]) -> Option<usize> {
        longest_start(&self.byline, words)
    }

    /// True for words that end a byline's names (`updated`, `staff`).
    pub(crate) fn is_byline_end(&self, word: &str) -> bool {
        self.byline_end.iter().any(|it| it == word)
    }

    /// True if the line opens with a word for publication (`published`).
    pub(crate) fn has_date_label(&self, words: &[Word]) -> bool {
        longest_start(&self.date_label, words).is_some()
    }

    /// True if the line opens with a word for a change (`updated`).
    pub(crate) fn has_modified_label(&self, words: &[Word]) -> bool {
        longest_start(&self.modified_label, words).is_some()
    }
}

/// What a line looks like, beside its words.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// It ends as a sentence does.
    is_sentence: bool,
    /// It opens with a quotation mark: somebody speaks.
    opens_quote: bool,
}

impl Rule {
    /// True if a phrase of the rule stands where it must in a line of these words.
    fn is_met(&self, role: Role, phrase: &Phrase, words: &[Word], shape: Shape) -> bool {
        if let Role::Whole = role {
            let bare = without_colon(words);
            let has_gap = phrase.contains(&Element::Gap);
            return !(bare.is_empty() || has_gap && shape.is_sentence)
                && matches(phrase, bare).contains(&bare.len());
        }
        if words.len() > self.max_words || (self.spares_sentences && shape.is_sentence) {
            return false;
        }
        let n_words = words.len();
        match role {
            Role::Whole | Role::Start => !shape.opens_quote && !matches(phrase, words).is_empty(),
            Role::Within => (0..n_words).any(|from| !matches(phrase, &words[from..]).is_empty()),
            Role::End => {
                (0..n_words).any(|from| matches(phrase, &words[from..]).contains(&(n_words - from)))
            }
        }
    }
}

/// The words without a colon at the end.
fn without_colon(words: &[Word]) -> &[Word] {
    &words[..words.len() - usize::from(words.last().is_some_and(|it| it == ":"))]
}

/// Most words covered by one of the phrases at the start.
fn longest_start(phrases: &[Phrase], words: &[Word]) -> Option<usize> {
    phrases.iter().filter_map(|it| matches(it, words).into_iter().max()).max()
}

/// Every number of words that the phrase can cover at the start of `words`.
fn matches(phrase: &[Element], words: &[Word]) -> Vec<usize> {
    let Some((first, rest)) = phrase.split_first() else { return vec![0] };
    let taken: Vec<usize> = match first {
        Element::Words(any) => {
            let is_met = words.first().is_some_and(|word| any.contains(word));
            if is_met { vec![1] } else { Vec::new() }
        }
        Element::Number => {
            let is_number = |it: &Word| it.starts_with(|ch: char| ch.is_ascii_digit());
            if words.first().is_some_and(is_number) { vec![1] } else { Vec::new() }
        }
        Element::Gap => (1..=LONGEST_GAP.min(words.len())).collect(),
    };
    let mut ends = Vec::new();
    for n in taken {
        ends.extend(matches(rest, &words[n..]).into_iter().map(|it| it + n));
    }
    ends
}

/// A phrase from its notation.
fn phrase(notation: &str) -> Phrase {
    let element = |piece: &str| match piece {
        "" => None,
        "#" => Some(Element::Number),
        "*" => Some(Element::Gap),
        "|" => Some(Element::Words(vec!["|".into()])),
        _ => {
            let any: Vec<Word> = piece.split('|').flat_map(words).collect();
            (!any.is_empty()).then_some(Element::Words(any))
        }
    };
    notation.split(' ').filter_map(element).collect()
}
