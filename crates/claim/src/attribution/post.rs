//! Posts shown with their signature: "… — Sen. Ann Cole (@anncole) May 8, 2031".

use std::ops::Range;

use article::TextRange;
use text::Document;

use super::{Attribution, frame};
use crate::name::Names;
use crate::row::Row;

/// Gives the sentences of a post that nobody else is said to say to whoever signed it: the one with the signature, and
/// those before it in its paragraph.
pub(super) fn sign(document: &Document, names: &Names, of_sentence: &mut [Option<Attribution>]) {
    for last in 0..of_sentence.len() {
        let row = Row::of(document, last);
        let Some(signer) = signer(&row) else { continue };
        let signed = frame::signed(document, last, names, signer);
        let paragraph = document.sentences[last].paragraph;
        let before = |it: &usize| document.sentences[*it].paragraph == paragraph;
        for idx in (0..=last).rev().take_while(before) {
            let start = document.sentences[idx].range.start;
            let verb = TextRange::new(start, start);
            of_sentence[idx].get_or_insert_with(|| Attribution { verb, ..signed.clone() });
        }
    }
}

/// The name between a dash and the account in brackets near the end of a sentence.
fn signer(row: &Row<'_>) -> Option<Range<usize>> {
    let at = row.indexes().rev().find(|&idx| row.text(idx).starts_with('@'))?;
    let bracket = row.prev(at).filter(|&idx| row.is_mark(idx, "("))?;
    let dash = (row.start..bracket).rev().find(|&idx| row.is_dash(idx))?;
    let first = row.next(dash).filter(|&idx| idx < bracket)?;
    Some(first..bracket)
}
