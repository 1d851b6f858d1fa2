//! Plain text as a person copies it from a page: the front of the page gives headline, names and
//! dates, and everything that is not the article falls through the sieve.

mod front;

use article::Article;

use crate::cruft::{Known, Manner, Sieve, sift_copied};
use crate::draft::Draft;
use crate::head::without_outlet;
use crate::lines::{ends_sentence, is_paragraph, split};
use crate::rules::Reason;
use crate::{Error, outlet};

/// Reads a copied page; `url` is where it was found, if that is known.
pub(crate) fn read(name: &str, text: &str, url: Option<&str>) -> Result<Article, Error> {
    let sieve = Sieve::new(split(text), Manner::Copied);
    let front = front::read(&sieve);
    let above: Vec<String> = sieve.lines[..front.start].iter().map(|it| it.text.clone()).collect();
    let marks_above = sieve.marks[..front.start].to_vec();
    let mut draft = front.draft;
    let marked = sieve.lines.iter().zip(&sieve.marks).filter(|(_, mark)| mark.is_some());
    let furniture: Vec<&str> = marked.map(|(line, _)| line.text.as_str()).collect();
    if let Some(it) = outlet::find(&above, &furniture, &draft) {
        draft.outlet = it;
    }
    // The only date that the page shows.
    draft.published = draft.published.or(draft.modified);
    draft.byline = draft.byline.map(|it| without_outlet(&it, &draft.outlet));
    let is_kept = |it: usize| it >= front.start && !front.taken.contains(&it);
    let place = |old: usize| (front.start..old).filter(|it| is_kept(*it)).count();
    let begin = place(front.begin);
    let spared: Vec<usize> = front.spared.iter().map(|&it| place(it)).collect();
    let known = known(&draft);
    let sieve = sieve.keep(is_kept);
    let mut sifted = sift_copied(sieve, begin, &known, &spared);
    let dropped_above = above
        .into_iter()
        .zip(marks_above)
        .enumerate()
        .filter(|(idx, _)| !front.taken.contains(idx))
        .map(|(_, (text, mark))| (mark.unwrap_or(Reason::Navigation), text));
    sifted.dropped.splice(0..0, dropped_above);
    if !sifted.kept.iter().any(|it| ends_sentence(&it.text) || is_paragraph(&it.text)) {
        return Err(Error::NoText { name: name.to_owned() });
    }
    let draft = draft.or(Draft::at(url));
    Ok(draft.finish(sifted.body(), sifted.completeness(), sifted.warnings()))
}

/// The names by which blurbs are told.
fn known(draft: &Draft) -> Known {
    let names = draft.byline.as_deref().unwrap_or("").replace(" and ", ", ").replace(" y ", ", ");
    let authors = names
        .replace(" und ", ", ")
        .split(", ")
        .map(|it| it.trim().to_owned())
        .filter(|it| it.contains(' '))
        .collect();
    let outlet = draft.outlet.strip_prefix("The ").unwrap_or(&draft.outlet).to_owned();
    Known { authors, outlet, title: draft.title.clone() }
}
