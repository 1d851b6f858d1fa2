//! Which language an article is written in.

use article::{Article, Warning, WarningKind};
use whatlang::Lang;

use crate::Lexicon;

/// What was found about the language of an article.
pub(crate) struct Guess {
    /// ISO 639 code; `"und"` if unknown.
    pub(crate) code: &'static str,
    pub(crate) lexicon: &'static Lexicon,
    pub(crate) warnings: Vec<Warning>,
}

/// Bytes of the body that are looked at: enough for a sure answer, little enough to be fast.
const SAMPLE_BYTES: usize = 1_200;

/// Letters needed before detection may overrule what the article declares.
const MIN_LETTERS: usize = 200;

/// The language by the look of the text, with the declared one as the prior.
pub(crate) fn detect(article: &Article) -> Guess {
    let declared = article.declared_language.as_deref().map(Lexicon::of);
    let sample = sample(&article.body);
    let seen = whatlang::detect(sample);
    let seen_code = seen.as_ref().map(|info| short_code(info.lang()));
    let is_sure = sample.chars().filter(|char| char.is_alphabetic()).count() >= MIN_LETTERS
        && seen.as_ref().is_some_and(whatlang::Info::is_reliable);
    let mut warnings = Vec::new();
    let code = match (declared, seen_code) {
        (Some(declared), Some(seen)) if is_sure && declared.code != seen => seen,
        (Some(declared), _) if declared.code != "und" => declared.code,
        (_, Some(seen)) => seen,
        (_, None) => "und",
    };
    let lexicon = Lexicon::of(code);
    if lexicon.code == "und" {
        warnings.push(Warning::new(WarningKind::Language, "unknown or unsupported language"));
    }
    Guess { code, lexicon, warnings }
}

/// The first part of a text, cut at a character.
fn sample(text: &str) -> &str {
    &text[..text.floor_char_boundary(SAMPLE_BYTES)]
}

fn short_code(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Spa => "es",
        Lang::Deu => "de",
        other => other.code(),
    }
}
