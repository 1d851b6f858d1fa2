//! Cuts text into the pieces that a model knows, with the place of each piece in the text.

use tokenizers::Tokenizer;

use crate::encoder::Error;

/// The pieces of one text: ids and byte offsets, without the special tokens around them.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Pieces {
    pub(crate) ids: Vec<i32>,
    pub(crate) offsets: Vec<(usize, usize)>,
}

/// A tokenizer and the two special tokens that frame its sequences.
pub(crate) struct WordPieces {
    tokenizer: Tokenizer,
    pub(crate) start: i32,
    pub(crate) end: i32,
}

impl WordPieces {
    pub(crate) fn from_json(json: &[u8]) -> Result<WordPieces, Error> {
        let mut tokenizer =
            Tokenizer::from_bytes(json).map_err(|cause| Error::Tokenizer(cause.to_string()))?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(|cause| Error::Tokenizer(cause.to_string()))?;
        let special = |names: [&str; 2]| {
            names.iter().find_map(|name| tokenizer.token_to_id(name)).map(|id| id as i32)
        };
        match (special(["[CLS]", "<s>"]), special(["[SEP]", "</s>"])) {
            (Some(start), Some(end)) => Ok(WordPieces { tokenizer, start, end }),
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
        let Ok(encoding) = self.tokenizer.encode(text, false) else { return Pieces::default() };
        let n_pieces = encoding.len();
        let range = match keep {
            Keep::First => 0..n_pieces.min(limit),
            Keep::Last => n_pieces.saturating_sub(limit)..n_pieces,
        };
        Pieces {
            ids: encoding.get_ids()[range.clone()].iter().map(|&id| id as i32).collect(),
            offsets: encoding.get_offsets()[range].to_vec(),
        }
    }
}

/// Which end of a text survives when it is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    First,
    Last,
}
