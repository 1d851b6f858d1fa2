//! Whose text it is: the news agency that an article is credited to, and the outlet that a sentence
//! says told it first.

use text::{Document, TokenKind};

use crate::attribution::{Attribution, SourceKind};
use crate::name::{Entity, NameMention};
use crate::row::Row;

/// News agencies: the name used here, then what they write in datelines and bylines.
const AGENCIES: &[&[&str]] = &[
    &["associated press", "ap"],
    &["reuters", "thomson reuters"],
    &["agence france-presse", "agence france presse", "afp"],
    &["united press international", "upi"],
    &["press association", "pa media", "pa"],
    &["bloomberg", "bloomberg news"],
    &["deutsche presse-agentur", "dpa"],
    &["austria presse agentur", "apa"],
    &["keystone-sda", "sda"],
    &["efe", "agencia efe"],
    &["europa press"],
    &["notimex"],
    &["télam", "telam"],
    &["ansa"],
    &["lusa"],
    &["tass", "itar-tass"],
    &["interfax"],
    &["xinhua", "xinhua news agency"],
    &["kyodo", "kyodo news"],
    &["yonhap", "yonhap news agency"],
    &["anadolu", "anadolu agency"],
    &["press trust of india", "pti"],
    &["canadian press", "the canadian press"],
    &["australian associated press", "aap"],
];
/// Tokens of the first sentence in which a dateline names its agency: "VELM, Dorn, March 4 (AP) –".
const DATELINE_TOKENS: usize = 24;
/// Tokens between "first reported" and the outlet's name: "was", "by", "the", ", which".
const MAX_GAP: usize = 5;

/// The agency whose text an article is by its outlet, byline or dateline; as the first name in
/// [`AGENCIES`].
pub(crate) fn agency(document: &Document) -> Option<String> {
    let article = &document.article;
    let by_line = article.byline.as_deref().into_iter().flat_map(|it| it.split([',', '|', '/']));
    std::iter::once(article.outlet.as_str())
        .chain(by_line)
        .find_map(|it| known(&medium(it)))
        .or_else(|| dateline(document))
        .map(str::to_owned)
}

/// Where an article's text begins behind its dateline ("VELM, Dorn (AP) — …"), in bytes of the body; `None` without one.
#[must_use]
pub fn behind_dateline(document: &Document) -> Option<usize> {
    document.sentences.first()?;
    let row = Row::of(document, 0);
    let first = row.behind_dateline()?;
    let is_shouted = |idx: usize| {
        row.text(idx).chars().count() > 2 && !row.text(idx).chars().any(char::is_lowercase)
    };
    let mut head = row.indexes().take_while(|it| *it < first);
    let is_dateline = head.any(|idx| row.is_mark(idx, ")") || row.is_word(idx) && is_shouted(idx));
    is_dateline.then(|| row.tokens[first].range.start)
}

/// "VELM (AP) — …": an agency in brackets before a dash, or "Velm, March 4 (Reuters) - …".
fn dateline(document: &Document) -> Option<&'static str> {
    if document.sentences.is_empty() {
        return None;
    }
    let row = Row::of(document, 0);
    let open = row.indexes().take(DATELINE_TOKENS).find(|&idx| row.is_mark(idx, "("))?;
    let close = row.indexes().take(DATELINE_TOKENS).find(|&idx| row.is_mark(idx, ")"))?;
    let is_headed = row.next(close).is_some_and(|it| row.is_dash(it));
    if !is_headed || close < open {
        return None;
    }
    let inside: Vec<&str> =
        row.indexes().filter(|it| (open + 1..close).contains(it)).map(|it| row.lower(it)).collect();
    known(&inside.join(" "))
}

/// The outlet that a sentence says told it: "the Herald reported", "first reported by the Herald".
/// In the form of [`medium`].
pub(crate) fn of_sentence(
    row: &Row,
    mentions: &[NameMention],
    entities: &[Entity],
    attribution: Option<&Attribution>,
) -> Option<String> {
    let said = attribution
        .filter(|it| it.kind == SourceKind::Media)
        .and_then(|it| it.entity_idx)
        .or_else(|| first_teller(row, mentions))?;
    Some(medium(&entities.get(said)?.name))
}

/// The name next to "first reported", before it or after it.
fn first_teller(row: &Row, mentions: &[NameMention]) -> Option<usize> {
    let found = row.indexes().find_map(|idx| row.lexicon.first_reports.at(row.tokens, idx))?.tokens;
    let (start, end) = (row.tokens[found.start].range.start, row.tokens[found.end - 1].range.end);
    let gap = |from: usize, to: usize| {
        let between = |it: &&text::Token| it.range.start >= from && it.range.end <= to;
        let words = row.tokens[row.start..].iter().filter(between);
        words.filter(|it| it.kind != TokenKind::Space).count()
    };
    mentions
        .iter()
        .filter_map(|it| {
            let gap = if it.range.start >= end {
                gap(end, it.range.start)
            } else if it.range.end <= start {
                gap(it.range.end, start)
            } else {
                return None;
            };
            Some((gap, it.entity_idx))
        })
        .filter(|(gap, _)| *gap <= MAX_GAP)
        .min_by_key(|(gap, _)| *gap)
        .map(|(_, entity_idx)| entity_idx)
}

/// An outlet's name as it is compared: lower case, without "by" and "the" before it; an agency by its
/// full name ("associated press" for "The AP").
#[must_use]
pub fn medium(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let mut words = lower.split_whitespace().peekable();
    while words.next_if(|it| matches!(*it, "by" | "from" | "via" | "the")).is_some() {}
    let name = words.collect::<Vec<_>>().join(" ");
    known(&name).map_or(name, str::to_owned)
}

fn known(name: &str) -> Option<&'static str> {
    AGENCIES.iter().find(|it| it.contains(&name)).map(|it| it[0])
}
