//! Cuts text into the pieces that a model knows, with the place of each piece in the text.

#[cfg(feature = "brought")]
use tokenizers::Tokenizer;

use crate::bert::Bert;
#[cfg(feature = "brought")]
use crate::encoder::Error;

static VOCABULARY: &str = include_str!("../weights/vocabulary.txt");

/// The pieces of one text: ids and byte offsets, without the special tokens around them.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Pieces {
    pub(crate) ids: Vec<i32>,
    pub(crate) offsets: Vec<(usize, usize)>,
}

/// A tokenizer and the two special tokens that frame its sequences.
pub(crate) struct WordPieces {
    form: Form,
    pub(crate) start: i32,
    pub(crate) end: i32,
}

enum Form {
    Own(Bert),
    #[cfg(feature = "brought")]
    Brought(Box<Tokenizer>),
}

/// Which end of a text survives when it is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    First,
    Last,
}

/// The pieces that stand before and behind a text for the embedded models.
pub(crate) fn ends() -> (i32, i32) {
    let id = |name| VOCABULARY.lines().position(|it| it == name).expect("the vocabulary has it");
    (id("[CLS]") as i32, id("[SEP]") as i32)
}

impl WordPieces {
    /// The tokenizer of the embedded models.
    pub(crate) fn standard() -> WordPieces {
        let bert = Bert::from_lines(VOCABULARY);
        let special = |name| bert.special(name).expect("the embedded vocabulary has it");
        let (start, end) = (special("[CLS]"), special("[SEP]"));
        WordPieces { form: Form::Own(bert), start, end }
    }

    /// The tokenizer of a model that a user brings.
    #[cfg(feature = "brought")]
    pub(crate) fn from_json(json: &[u8]) -> Result<WordPieces, Error> {
        let refuse = |cause: tokenizers::Error| Error::Tokenizer(cause.to_string());
        let json =
            std::str::from_utf8(json).map_err(|cause| Error::Tokenizer(cause.to_string()))?;
        // Not `from_bytes`: that one is generic, and all of its deserialisation would be compiled here again.
        let mut tokenizer: Tokenizer = json.parse().map_err(refuse)?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(refuse)?;
        let special = |names: [&str; 2]| {
            names.iter().find_map(|name| tokenizer.token_to_id(name)).map(|id| id as i32)
        };
        match (special(["[CLS]", "<s>"]), special(["[SEP]", "</s>"])) {
            (Some(start), Some(end)) => {
                Ok(WordPieces { form: Form::Brought(Box::new(tokenizer)), start, end })
            }
            _ => {
                Err(Error::Tokenizer("it has neither [CLS] and [SEP] nor <s> and </s>".to_owned()))
            }
        }
    }

    /// The first `limit` pieces of a text, or its last ones.
    pub(crate) fn cut(&self, text: &str, limit: usize, keep: Keep) -> Pieces {
        if text.is_empty() || limit == 0 {
            return Pieces::default();
        }
        let mut pieces = match &self.form {
            Form::Own(bert) => bert.cut(text),
            #[cfg(feature = "brought")]
            Form::Brought(tokenizer) => match tokenizer.encode(text, false) {
                Ok(encoding) => Pieces {
                    ids: encoding.get_ids().iter().map(|&id| id as i32).collect(),
                    offsets: encoding.get_offsets().to_vec(),
                },
                Err(_) => Pieces::default(),
            },
        };
        if let Some(n_over) = pieces.ids.len().checked_sub(limit) {
            let range = if keep == Keep::First { limit..limit + n_over } else { 0..n_over };
            pieces.ids.drain(range.clone());
            pieces.offsets.drain(range);
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "brought")]
    #[test]
    fn our_tokenizer_cuts_as_the_json_of_the_model_does() {
        let (ours, theirs) = (
            WordPieces::standard(),
            WordPieces::from_json(include_bytes!("../weights/tokenizer.json"))
                .expect("it is sound"),
        );
        let texts = [
            "Mayor Ida Quell's plan—“bold”, she said—costs $3.5m (€3.2m), up 12% since 2019!",
            "Zoë's café in Łódź, Åre & Malmö; e\u{301}tude, NAÏVE, İstanbul, straße",
            "soft\u{ad}hyphen zero\u{200b}width nbsp\u{a0}here\ttab\r\nline … ‘quote’ «guillemets» #tag @name",
            "unfathomablyantidisestablishmentarianisticness 北京 市 Москва Αθήνα ☃ 🙂 x²",
            "   ",
            "don't re-enter U.S.-led E.U. 1,000,000 7-2 A/B http://example.org/a_b?c=d",
        ];
        for text in texts {
            assert_eq!(
                ours.cut(text, 500, Keep::First),
                theirs.cut(text, 500, Keep::First),
                "{text}"
            );
        }
        assert_eq!((ours.start, ours.end), (theirs.start, theirs.end));
    }

    #[test]
    fn a_cut_keeps_the_asked_end() {
        let pieces = WordPieces::standard();
        let offsets = |keep| pieces.cut("one two three four", 2, keep).offsets;
        assert_eq!(offsets(Keep::First), [(0, 3), (4, 7)]);
        assert_eq!(offsets(Keep::Last), [(8, 13), (14, 18)]);
    }
}
