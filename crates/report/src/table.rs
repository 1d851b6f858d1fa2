//! The comparison as CSV, for spreadsheets and statistics: one row for each member of a fact and
//! one for each side of a difference.

use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::phrases::corrections;
use crate::view::{Difference, Fact, Member, View};

/// The columns of [`View::csv`], in order.
///
/// `row` is `member` or `difference`; `difference` numbers the differences of a fact from 1 and,
/// like `kind`, `relation`, `difference_confidence` and `value`, is empty in rows of members;
/// `start` and `end` are byte offsets of `text` in the article's body; `key` names the fact, or in
/// rows of differences the difference, in every run; `corrected` says what an editor did to it.
pub const COLUMNS: [&str; 22] = [
    "fact",
    "verdict",
    "confidence",
    "origins",
    "row",
    "article",
    "outlet",
    "published",
    "stance",
    "sentence",
    "paragraph",
    "start",
    "end",
    "text",
    "difference",
    "kind",
    "relation",
    "difference_confidence",
    "value",
    "sha256",
    "key",
    "corrected",
];

impl View {
    /// The comparison as CSV (RFC 4180, UTF-8): a line of column names, then the rows. Cells that
    /// a spreadsheet would take for a formula begin with an apostrophe.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let mut write = |row: [String; 22]| {
            writer.write_record(&row).expect("rows of one length are written to memory");
        };
        write(COLUMNS.map(str::to_owned));
        for fact in &self.facts {
            for member in &fact.members {
                write(row(self, fact, *member, None));
            }
            for (difference_idx, difference) in fact.differences.iter().enumerate() {
                for side in &difference.sides {
                    let words =
                        Member { start: side.start, end: side.end, ..fact.members[side.member] };
                    let value = side.value.as_deref().unwrap_or("");
                    write(row(self, fact, words, Some((difference_idx, difference, value))));
                }
            }
        }
        let bytes = writer.into_inner().expect("memory can always be flushed");
        String::from_utf8(bytes).expect("only whole strings were written")
    }
}

fn row(
    view: &View,
    fact: &Fact,
    words: Member,
    side: Option<(usize, &Difference, &str)>,
) -> [String; 22] {
    let article = &view.articles[words.article];
    let sentence = &article.sentences[words.sentence];
    let of_side = |tell: &dyn Fn(usize, &Difference, &str) -> String| {
        side.map_or(String::new(), |(idx, difference, value)| tell(idx, difference, value))
    };
    let marks = side.map_or(&fact.corrections, |(_, it, _)| &it.corrections);
    let corrected = corrections(view, Catalogue::of(Language::English), marks);
    [
        fact.id.clone(),
        fact.verdict.name().to_owned(),
        format!("{:.3}", fact.confidence),
        fact.n_origins.to_string(),
        if side.is_some() { "difference" } else { "member" }.to_owned(),
        inert(&article.id),
        inert(&article.outlet),
        article.published.clone().unwrap_or_default(),
        fact.stances.get(words.article).map_or("", |it| it.name()).to_owned(),
        inert(&sentence.id),
        (sentence.paragraph + 1).to_string(),
        words.start.to_string(),
        words.end.to_string(),
        inert(view.member_text(words)),
        of_side(&|idx, _, _| (idx + 1).to_string()),
        of_side(&|_, it, _| it.kind.name().to_owned()),
        of_side(&|_, it, _| it.relation.name().to_owned()),
        of_side(&|_, it, _| format!("{:.3}", it.confidence)),
        of_side(&|_, _, value| inert(value)),
        article.sha256.clone(),
        side.map_or(&fact.key, |(_, it, _)| &it.key).clone(),
        inert(&corrected.join("; ")),
    ]
}

/// A cell that no spreadsheet takes for a formula: `"=1+1" -> "'=1+1"`.
fn inert(cell: &str) -> String {
    let cell = cell.replace('\0', "\u{2400}");
    match cell.trim_start_matches(' ').chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{cell}")
        }
        _ => cell,
    }
}

#[cfg(test)]
mod tests;
