//! The word embeddings that both networks start from: for every word piece a row of numbers in 4-bit steps.

/// A table in the form that `training/export.py` writes: how many pieces, how many numbers each and how many of them
/// share a step; then the steps (bfloat16), then the numbers, two in a byte, each plus [`MIDDLE`].
pub(crate) struct WordTable {
    bytes: &'static [u8],
    n_pieces: usize,
    width: usize,
    /// Numbers that share a step.
    group: usize,
}

static EMBEDDINGS: &[u8] = include_bytes!("../weights/words.bin");
const HEAD: usize = 12;
const MIDDLE: i8 = 8;

impl WordTable {
    /// The table that comes with the program.
    pub(crate) fn standard() -> WordTable {
        WordTable::from_bytes(EMBEDDINGS).expect("the embedded table is checked by a test")
    }

    /// `None` if the sizes it tells do not fit.
    fn from_bytes(bytes: &'static [u8]) -> Option<WordTable> {
        let size = |idx: usize| {
            let four = bytes.get(idx * 4..idx * 4 + 4)?.try_into().ok()?;
            usize::try_from(u32::from_le_bytes(four)).ok()
        };
        let (n_pieces, width, group) = (size(0)?, size(1)?, size(2)?.max(1));
        let per_row = width.checked_div(group)? * 2 + width / 2;
        let is_whole = width % group == 0 && width % 2 == 0;
        (is_whole && bytes.len() == HEAD + n_pieces * per_row).then_some(WordTable {
            bytes,
            n_pieces,
            width,
            group,
        })
    }

    /// How many numbers a row has.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// The rows of these pieces, one after the other; of a piece that the table does not have, zeros.
    pub(crate) fn rows(&self, pieces: &[i32]) -> Vec<f32> {
        let mut rows = Vec::with_capacity(pieces.len() * self.width);
        for piece in pieces {
            match usize::try_from(*piece).ok().filter(|it| *it < self.n_pieces) {
                Some(piece) => self.add(piece, &mut rows),
                None => rows.resize(rows.len() + self.width, 0.0),
            }
        }
        rows
    }

    fn add(&self, piece: usize, rows: &mut Vec<f32>) {
        let n_steps = self.width / self.group;
        let steps = &self.bytes[HEAD + piece * n_steps * 2..][..n_steps * 2];
        let numbers = HEAD + self.n_pieces * n_steps * 2 + piece * self.width / 2;
        let numbers = &self.bytes[numbers..][..self.width / 2];
        for (step, numbers) in steps.chunks_exact(2).zip(numbers.chunks_exact(self.group / 2)) {
            let step = f32::from_bits(u32::from(u16::from_le_bytes([step[0], step[1]])) << 16);
            for two in numbers {
                let of = |half: u8| f32::from(half as i8 - MIDDLE) * step;
                rows.extend([of(two & 15), of(two >> 4)]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_its_numbers_times_their_steps() {
        // Two pieces of four numbers, two of which share a step: 1 and 2, then 0.5 and 0.25.
        let steps = [1.0f32, 2.0, 0.5, 0.25].map(|it| (it.to_bits() >> 16) as u16);
        let mut bytes: Vec<u8> = [2u32, 4, 2].iter().flat_map(|it| it.to_le_bytes()).collect();
        bytes.extend(steps.iter().flat_map(|it| it.to_le_bytes()));
        bytes.extend([0x9f, 0x81, 0x88, 0x1a]);
        let table = WordTable::from_bytes(bytes.clone().leak()).expect("whole");
        assert_eq!(table.rows(&[0, 1]), [7.0, 1.0, -14.0, 0.0, 0.0, 0.0, 0.5, -1.75]);
        assert_eq!(table.rows(&[5, -1]), [0.0; 8]);
        assert!(WordTable::from_bytes(bytes[1..].to_vec().leak()).is_none());
        assert!(WordTable::from_bytes(&[]).is_none());
    }

    #[test]
    fn the_table_that_ships_has_a_row_for_every_piece() {
        let table = WordTable::standard();
        let n_pieces = include_str!("../weights/vocabulary.txt").lines().count();
        assert_eq!((table.n_pieces, table.width()), (n_pieces, 384));
    }
}
