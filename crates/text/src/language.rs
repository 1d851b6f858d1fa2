//! Which language an article is written in.

use article::{Article, Warning, WarningKind};
use compact_str::CompactString;
use whatlang::Lang;

use crate::{Lexicon, TokenKind, token};

/// What was found about the language of an article.
pub(crate) struct Guess {
    /// ISO 639 code; `"und"` if unknown.
    pub(crate) code: &'static str,
    pub(crate) lexicon: &'static Lexicon,
    pub(crate) warnings: Vec<Warning>,
}

/// Bytes of the body that are looked at: enough for a sure answer, little enough to be fast.
const SAMPLE_BYTES: usize = 600;

/// Letters from which on the look of the text may overrule what the article declares.
const MIN_LETTERS: usize = 100;

/// Share of stop words among the words from which on a text is taken to be in a language: where the
/// letters point the same way, and where they do not.
const MIN_STOP_SHARE: f64 = 0.2;
const MIN_STOP_SHARE_ALONE: f64 = 0.35;

/// How many times as many stop words as in the next language it needs.
const MIN_STOP_LEAD: f64 = 1.25;

/// The language by the look of the text, with the declared one as the prior.
pub(crate) fn detect(article: &Article) -> Guess {
    let declared = article.declared_language.as_deref().and_then(known_code);
    let sample = sample(&article.body);
    let n_letters = sample.chars().filter(|char| char.is_alphabetic()).count();
    if n_letters == 0 {
        let code = declared.unwrap_or("und");
        return Guess { code, lexicon: Lexicon::of(code), warnings: Vec::new() };
    }
    let seen = look(sample, n_letters);
    let code = seen.sure.or(declared).or(seen.likely).unwrap_or("und");
    let lexicon = Lexicon::of(code);
    let mut texts = Vec::new();
    if let (Some(seen), Some(declared)) = (seen.sure, declared)
        && seen != declared
    {
        texts.push(format!(
            "The article declares {} as its language but reads as {}.",
            name(declared),
            name(seen)
        ));
    }
    if code == "und" {
        texts.push(
            "The language could not be told: words are compared as they are written.".to_owned(),
        );
    } else if lexicon.code == "und" {
        texts.push(format!(
            "{} is not supported: dates, numbers in words and attributions are not read.",
            name(code)
        ));
    }
    let warnings =
        texts.into_iter().map(|text| Warning::new(WarningKind::Language, text)).collect();
    Guess { code, lexicon, warnings }
}

/// What a text looks like.
struct Look {
    /// Its language, if there is no doubt.
    sure: Option<&'static str>,
    /// Its language, if nothing else is known.
    likely: Option<&'static str>,
}

fn look(sample: &str, n_letters: usize) -> Look {
    let (words, is_long) = (words(sample), n_letters >= MIN_LETTERS);
    // So many English stop words stand in no other language, and the look at the letters takes far
    // longer. Of Spanish or German too many are those of a neighbour.
    if is_long && stop_share(&words, "en") >= MIN_STOP_SHARE_ALONE {
        return Look { sure: Some("en"), likely: Some("en") };
    }
    // A script of its own tells the language even where the text is short. The letters of Latin do not,
    // and are looked at only where the stop words leave it open.
    if !is_long && whatlang::detect_script(sample) == Some(whatlang::Script::Latin) {
        let hint = || whatlang::detect(sample).map(|it| short_code(it.lang()));
        return Look { sure: look_at_stop_words(&words, hint), likely: None };
    }
    let Some(info) = whatlang::detect(sample) else {
        return Look { sure: None, likely: None };
    };
    let code = short_code(info.lang());
    if info.is_reliable() {
        return Look { sure: Some(code), likely: Some(code) };
    }
    Look { sure: look_at_stop_words(&words, || Some(code)), likely: is_long.then_some(code) }
}

fn words(sample: &str) -> Vec<CompactString> {
    token::pieces(sample)
        .filter(|piece| piece.kind == TokenKind::Word)
        .map(|piece| token::lower(&sample[piece.range.start..piece.range.end]))
        .collect()
}

/// Share of the stop words of a language among words.
fn stop_share(words: &[CompactString], code: &str) -> f64 {
    let stop_words = &Lexicon::of(code).stop_words;
    let n_stop = words.iter().filter(|word| stop_words.contains(word)).count();
    n_stop as f64 / words.len().max(1) as f64
}

/// The language whose stop words fill a text most, if it leads clearly; `hint` is what the letters
/// look like, and is asked only where that decides.
fn look_at_stop_words(
    words: &[CompactString],
    hint: impl FnOnce() -> Option<&'static str>,
) -> Option<&'static str> {
    let mut shares: Vec<(f64, &'static str)> =
        Lexicon::languages().map(|code| (stop_share(words, code), code)).collect();
    shares.sort_by(|lhs, rhs| rhs.0.total_cmp(&lhs.0).then(lhs.1.cmp(rhs.1)));
    let (best, code) = *shares.first()?;
    let next = shares.get(1).map_or(0.0, |(share, _)| *share);
    if best < MIN_STOP_SHARE || best < next * MIN_STOP_LEAD {
        return None;
    }
    (best >= MIN_STOP_SHARE_ALONE || hint() == Some(code)).then_some(code)
}

/// The first part of a text, cut at a character.
fn sample(text: &str) -> &str {
    &text[..text.floor_char_boundary(SAMPLE_BYTES)]
}

/// The code of a declared language, if anybody knows it.
fn known_code(tag: &str) -> Option<&'static str> {
    let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
    let supported = Lexicon::of(&primary).code;
    if supported != "und" {
        return Some(supported);
    }
    Lang::all()
        .iter()
        .find(|lang| lang.code() == primary || short_code(**lang) == primary)
        .map(|lang| short_code(*lang))
}

/// The English name of a language.
fn name(code: &str) -> &str {
    Lang::all().iter().find(|lang| short_code(**lang) == code).map_or(code, |lang| lang.eng_name())
}

/// ISO 639-1 where the language has such a code, else ISO 639-3.
fn short_code(lang: Lang) -> &'static str {
    match lang {
        Lang::Afr => "af",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "no",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
        other => other.code(),
    }
}
