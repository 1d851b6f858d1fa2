//! The tables and their columns, in the words of their readers.

use std::fmt::Write as _;

/// The tables that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// One row for each text that was kept.
    Articles,
    /// One row for each sentence of each text.
    Sentences,
    /// One row for each fact and article of a story.
    Facts,
    /// One row for each side of each difference.
    Differences,
    /// One row for each thing that a lens saw in an article.
    Lenses,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells are.
    pub kind: Kind,
    /// What it says.
    pub about: &'static str,
}

/// What the cells of a column are, where they are not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers.
    Real,
    /// `true` or `false`.
    Flag,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Whole => "whole number",
            Self::Real => "number",
            Self::Flag => "true or false",
        }
    }
}

const fn column(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { name, kind, about }
}

const ARTICLE: Column = column("article", Kind::Whole, "number of the article in the archive");
const STORY: Column = column("story", Kind::Whole, "number of the story");
const OUTLET: Column = column("outlet", Kind::Text, "who published the article");
const TEXT_OF: Column = column(
    "text_of",
    Kind::Whole,
    "number of the version whose text was read; `article` if there is one only",
);
const SENTENCE: Column =
    column("sentence", Kind::Whole, "number of the sentence in its text, from 1");
const START: Column = column("start", Kind::Whole, "first byte of the words in the text");
const END: Column = column("end", Kind::Whole, "one past the last byte");
const FACT: Column = column("fact", Kind::Whole, "number of the fact in its story, from 1");

const ARTICLES: &[Column] = &[
    ARTICLE,
    column(
        "kind",
        Kind::Text,
        "`article`; `duplicate`: the same text again from the same outlet; `version`: a later text at the same address",
    ),
    column(
        "of",
        Kind::Whole,
        "of a duplicate the article it repeats, of a version the first one at the address",
    ),
    column(
        "story",
        Kind::Whole,
        "number of the story; empty for duplicates and versions, which belong to the story of `of`",
    ),
    column("id", Kind::Text, "the record's own id"),
    OUTLET,
    column("title", Kind::Text, "the headline"),
    column("byline", Kind::Text, "who wrote it, as printed"),
    column("url", Kind::Text, "its address"),
    column("published", Kind::Text, "when it was published, ISO 8601: an instant in UTC, or a day"),
    column("modified", Kind::Text, "when it was last changed, ISO 8601"),
    column("language", Kind::Text, "ISO 639 code of the language it was read in"),
    column("words", Kind::Whole, "words of the text"),
    column("sentences", Kind::Whole, "sentences of the text"),
    column("partial", Kind::Text, "why a part of it is known to be missing"),
    column("repeats", Kind::Whole, "an earlier article with nearly the same text"),
    column("likeness", Kind::Real, "how alike the two are, from 0 to 1"),
    column("file", Kind::Text, "the file it was read from"),
    column("place", Kind::Text, "where it stood in the file"),
    column(
        "text",
        Kind::Text,
        "the text, paragraphs separated by a blank line; empty for a duplicate",
    ),
];

const SENTENCES: &[Column] = &[
    ARTICLE,
    SENTENCE,
    column("paragraph", Kind::Whole, "number of its paragraph, from 1"),
    START,
    END,
    column("words", Kind::Whole, "words of the sentence"),
    column("text", Kind::Text, "the sentence"),
];

const FACTS: &[Column] = &[
    STORY,
    FACT,
    column("verdict", Kind::Text, "`agreed`, `differs`, `unsure` or `sole`"),
    column("confidence", Kind::Real, "calibrated: of the facts with 0.8, four in five are right"),
    column(
        "origins",
        Kind::Whole,
        "independent origins that state it; reprints of one text are one",
    ),
    ARTICLE,
    TEXT_OF,
    OUTLET,
    column(
        "stance",
        Kind::Text,
        "`states`, `differs`, `omits` (not found in the text we have), `omits (partial text)`, `omits (published earlier)`, `omits (much shorter)` or `omits (unsure)` (a sentence of it may state the fact)",
    ),
    column(
        "sentence",
        Kind::Whole,
        "number of the sentence that states it, from 1; an article that states it several times has a row for each",
    ),
    START,
    END,
    column("is_statement", Kind::Flag, "true for the words quoted for the fact as a whole"),
    column("text", Kind::Text, "the words that state it"),
];

const DIFFERENCES: &[Column] = &[
    STORY,
    FACT,
    column("difference", Kind::Whole, "number of the difference in its fact, from 1"),
    column("side", Kind::Whole, "number of the side, from 1"),
    column(
        "kind",
        Kind::Text,
        "`number`, `precision`, `date`, `name`, `attribution`, `certainty`, `quote`, `label`, `agency` or `contradiction`",
    ),
    column("relation", Kind::Text, "`conflict`, `compatible` or `updated`"),
    column(
        "confidence",
        Kind::Real,
        "how often what is found so is a difference worth notice, as measured",
    ),
    column("is_sure", Kind::Flag, "false if it is said with \"perhaps\""),
    column("is_located", Kind::Flag, "false if it is not sure in which words it lies"),
    ARTICLE,
    TEXT_OF,
    OUTLET,
    SENTENCE,
    START,
    END,
    column("text", Kind::Text, "the words"),
    column("value", Kind::Text, "their normalised form, where there is one"),
];

const LENSES: &[Column] = &[
    STORY,
    column("lens", Kind::Text, "the lens"),
    column("about", Kind::Text, "what the row is about: `sort`, `name` or `fact`"),
    column("subject", Kind::Text, "the sort, the name, or the number of the fact"),
    ARTICLE,
    TEXT_OF,
    OUTLET,
    column(
        "share",
        Kind::Real,
        "share of the article, in rows that measure one; these hold no words",
    ),
    column("sentence", Kind::Whole, "number of the sentence, from 1; empty for the headline"),
    column("start", Kind::Whole, "first byte of the words in the text, or in the headline"),
    END,
    column("text", Kind::Text, "the words"),
    column("sort", Kind::Text, "what sort of thing they are"),
    column("value", Kind::Text, "a plain word for the same, or a value"),
    column("is_quoted", Kind::Flag, "true if a speaker is quoted with them"),
];

impl Table {
    /// All tables.
    pub const ALL: [Table; 5] =
        [Self::Articles, Self::Sentences, Self::Facts, Self::Differences, Self::Lenses];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Sentences => "sentences",
            Self::Facts => "facts",
            Self::Differences => "differences",
            Self::Lenses => "lenses",
        }
    }

    /// The table of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// One row is this.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Articles => "One row for each text that was kept.",
            Self::Sentences => "One row for each sentence of each text.",
            Self::Facts => "One row for each fact and article of a compared story.",
            Self::Differences => "One row for each side of each difference.",
            Self::Lenses => {
                "One row for each share that a lens measured in an article, and for each place it noted."
            }
        }
    }

    /// Its columns, in order.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Articles => ARTICLES,
            Self::Sentences => SENTENCES,
            Self::Facts => FACTS,
            Self::Differences => DIFFERENCES,
            Self::Lenses => LENSES,
        }
    }
}

/// All tables and columns as Markdown.
#[must_use]
pub fn describe() -> String {
    let mut page = String::from(
        "# Tables of an archive\n\nWritten by `twicetold archive export --table NAME`. Numbers of \
         articles and stories hold for one archive and never change in it.\n",
    );
    for table in Table::ALL {
        let _ = writeln!(page, "\n## {}\n\n{}\n", table.name(), table.about());
        page.push_str("| column | cells | what it says |\n| --- | --- | --- |\n");
        for Column { name, kind, about } in table.columns() {
            let _ = writeln!(page, "| `{name}` | {} | {about} |", kind.name());
        }
    }
    page
}
