//! Vectors without a network: each word piece has one vector and one weight, whatever stands around it.
//!
//! The table is distilled from the network: the mean of what it said about each piece over much text.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::encoder::Error;
use crate::encoding::{Encoding, Input, TokenVectors};
use crate::wordpieces::{Keep, WordPieces};

/// Most word pieces of a text that are read; the same as for the network.
const TEXT_PIECES: usize = 160;
/// Bytes of the two counts that open a table.
const HEADER: usize = 8;
/// Bytes of the step and the weight of a piece.
const PER_PIECE: usize = 8;

static TABLE: &[u8] = include_bytes!("../weights/static.bin");

/// Turns texts into vectors by looking their pieces up: a hundredth of the network's time, and coarser.
pub struct StaticEncoder {
    pieces: WordPieces,
    table: Cow<'static, [u8]>,
    n_pieces: usize,
    width: usize,
    /// What was looked up before: most pieces of a text stood in another one.
    known: Vec<OnceLock<Row>>,
}

/// A piece as texts hold it.
struct Row {
    /// Its vector, of unit length.
    vector: TokenVectors,
    weight: f32,
}

impl StaticEncoder {
    /// The table that comes with the program.
    pub fn standard() -> StaticEncoder {
        StaticEncoder::read(Cow::Borrowed(TABLE)).expect("the embedded table is checked by a test")
    }

    /// A table for the vocabulary that comes with the program: two counts (pieces, width) as 32-bit integers, then for
    /// each piece its step and its weight as 32-bit floats, then for each piece its vector in steps, as signed bytes.
    pub fn from_table(table: &[u8]) -> Result<StaticEncoder, Error> {
        StaticEncoder::read(Cow::Owned(table.to_vec()))
    }

    fn read(table: Cow<'static, [u8]>) -> Result<StaticEncoder, Error> {
        let count = |at| number(&table, at).map(u32::from_le_bytes).map(|count| count as usize);
        let (Some(n_pieces), Some(width)) = (count(0), count(4)) else {
            return Err(Error::Table("it is too short".to_owned()));
        };
        let expected =
            n_pieces.checked_mul(PER_PIECE + width).and_then(|size| size.checked_add(HEADER));
        if expected != Some(table.len()) || width == 0 || n_pieces == 0 {
            return Err(Error::Table(format!("{n_pieces} pieces of width {width} do not fill it")));
        }
        let known = std::iter::repeat_with(OnceLock::new).take(n_pieces).collect();
        Ok(StaticEncoder { pieces: WordPieces::standard(), table, n_pieces, width, known })
    }

    /// Encodes texts, each for itself. What stands before a text is not read.
    pub fn encode(&self, inputs: &[Input<'_>]) -> Vec<Encoding> {
        inputs.iter().map(|input| self.encode_one(input.text)).collect()
    }

    fn encode_one(&self, text: &str) -> Encoding {
        let own = self.pieces.cut(text, TEXT_PIECES, Keep::First);
        if own.ids.is_empty() {
            return Encoding::default();
        }
        let rows: Vec<&Row> = own.ids.iter().map(|id| self.row(*id)).collect();
        let tokens = TokenVectors::joined(self.width, rows.iter().map(|it| &it.vector));
        let logits: Vec<f32> = rows.iter().map(|it| it.weight).collect();
        Encoding::of_weighted_tokens(tokens, &logits, own)
    }

    /// The vector and the weight of a piece; of one outside the table those of the last.
    fn row(&self, id: i32) -> &Row {
        let place = usize::try_from(id).unwrap_or(0).min(self.n_pieces.saturating_sub(1));
        self.known[place].get_or_init(|| {
            let at = HEADER + place * PER_PIECE;
            let float = |at| number(&self.table, at).map_or(0.0, f32::from_le_bytes);
            let step = float(at);
            let vector = HEADER + self.n_pieces * PER_PIECE + place * self.width;
            let bytes = self.table.get(vector..vector + self.width).unwrap_or_default();
            let values = bytes.iter().map(|&byte| f32::from(byte as i8) * step).collect();
            Row { vector: TokenVectors::from_rows(self.width, values), weight: float(at + 4) }
        })
    }
}

fn number(table: &[u8], at: usize) -> Option<[u8; 4]> {
    table.get(at..at + 4)?.try_into().ok()
}
