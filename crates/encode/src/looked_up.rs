//! Aligns every text of one passage with every text of another, where the vectors of their tokens come from a table.
//!
//! A piece then has the same vector wherever it stands. So the products of two passages are those of their distinct
//! pieces, far fewer than those of all pairs of tokens; and how near a text comes to a piece of the other passage is
//! told once, not once for each text that holds the piece. The figures are those of [`crate::align`], to the bit.

use rten_simd::{Isa, SimdOp};

use crate::alignment::{Alignment, multiply};
use crate::encoding::Encoding;

/// Texts of a passage whose products are kept at a time: bounds the memory that a long one takes.
const TOGETHER: usize = 64;

/// The alignments of each text on the left with each on the right, row by row; `None` unless a
/// [`crate::StaticEncoder`] gave them all.
pub fn align_looked_up(lhs: &[Encoding], rhs: &[Encoding]) -> Option<Vec<Alignment>> {
    let mut all = lhs.iter().chain(rhs).filter(|it| !it.tokens.is_empty());
    let width = all.clone().next().map_or(0, |it| it.tokens.width());
    if !all.all(|it| it.is_looked_up && it.tokens.width() == width) {
        return None;
    }
    let mut found = vec![Alignment::default(); lhs.len() * rhs.len()];
    let rights: Vec<Part<'_>> = rhs.chunks(TOGETHER).map(|it| Part::of(it, width)).collect();
    let rows_together = TOGETHER * rhs.len().max(1);
    for (texts, rows) in lhs.chunks(TOGETHER).zip(found.chunks_mut(rows_together)) {
        let left = Part::of(texts, width);
        for (place, right) in rights.iter().enumerate() {
            let from = place * TOGETHER;
            let to = from + right.texts.len();
            left.align(right, rows.chunks_mut(rhs.len()).map(|it| &mut it[from..to]));
        }
    }
    Some(found)
}

/// Some texts and the distinct pieces in them.
struct Part<'a> {
    texts: &'a [Encoding],
    /// For each text which piece each of its tokens is.
    places: Vec<Vec<usize>>,
    /// The vectors of the pieces, one after the other.
    vectors: Vec<i16>,
    n_pieces: usize,
    width: usize,
}

impl<'a> Part<'a> {
    fn of(texts: &'a [Encoding], width: usize) -> Part<'a> {
        let index = |piece: i32| usize::try_from(piece).unwrap_or(0);
        let n_known = texts.iter().flat_map(|it| &it.pieces).map(|it| index(*it) + 1).max();
        let mut known = vec![usize::MAX; n_known.unwrap_or(0)];
        let mut part = Part { texts, places: Vec::new(), vectors: Vec::new(), n_pieces: 0, width };
        for text in texts {
            let mut places = Vec::with_capacity(text.pieces.len());
            for (piece, vector) in text.pieces.iter().zip(text.tokens.stepped()) {
                let place = &mut known[index(*piece)];
                if *place == usize::MAX {
                    *place = part.n_pieces;
                    part.n_pieces += 1;
                    part.vectors.extend_from_slice(vector);
                }
                places.push(*place);
            }
            part.places.push(places);
        }
        part
    }

    /// Puts the alignments with each text of the other part into a text's row.
    fn align<'b>(&self, other: &Part<'_>, rows: impl Iterator<Item = &'b mut [Alignment]>) {
        if self.n_pieces == 0 || other.n_pieces == 0 {
            return;
        }
        let products = self.products(other);
        let nearest_self = self.nearest(&products, other.n_pieces);
        let turned = turned(&products, other.n_pieces);
        let nearest_other = other.nearest(&turned, self.n_pieces);
        for (idx, row) in rows.enumerate() {
            let to_right = &nearest_self[idx * other.n_pieces..][..other.n_pieces];
            for (other_idx, cell) in row.iter_mut().enumerate() {
                let to_left = &nearest_other[other_idx * self.n_pieces..][..self.n_pieces];
                let lhs = self.places[idx].iter().map(|it| to_left[*it]);
                let rhs = other.places[other_idx].iter().map(|it| to_right[*it]);
                *cell = Alignment::told(&self.texts[idx], &other.texts[other_idx], lhs, rhs);
            }
        }
    }

    /// The product of each piece with each of the other part's, row by row.
    fn products(&self, other: &Part<'_>) -> Vec<i32> {
        let mut products = vec![0; self.n_pieces * other.n_pieces];
        let rows = products.chunks_exact_mut(other.n_pieces);
        for (vector, row) in self.vectors.chunks_exact(self.width).zip(rows) {
            multiply(vector, &other.vectors, row);
        }
        products
    }

    /// For each text its greatest product with each piece of the other part, row by row. `products` has a row for
    /// each piece of this part.
    fn nearest(&self, products: &[i32], n_others: usize) -> Vec<i32> {
        let mut nearest = vec![i32::MIN; self.texts.len() * n_others];
        for (places, best) in self.places.iter().zip(nearest.chunks_exact_mut(n_others)) {
            Nearest { places, products, best }.dispatch();
        }
        nearest
    }
}

/// The greatest number of each column of some rows, in the widest vector instructions that the machine has.
struct Nearest<'a> {
    places: &'a [usize],
    products: &'a [i32],
    best: &'a mut [i32],
}

impl SimdOp for Nearest<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "only what is inlined here gets those instructions")]
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        for place in self.places {
            let row = &self.products[place * self.best.len()..][..self.best.len()];
            self.best.iter_mut().zip(row).for_each(|(best, it)| *best = (*best).max(*it));
        }
    }
}

/// Rows of this width as columns.
fn turned(rows: &[i32], width: usize) -> Vec<i32> {
    let n_rows = rows.len() / width;
    let mut columns = vec![0; rows.len()];
    for (idx, row) in rows.chunks_exact(width).enumerate() {
        for (column, it) in row.iter().enumerate() {
            columns[column * n_rows + idx] = *it;
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, StaticEncoder, align, weigh_together};

    fn passage(texts: &[&str]) -> Vec<Encoding> {
        let inputs: Vec<Input<'_>> =
            texts.iter().map(|text| Input { context: "", glosses: &[], text }).collect();
        StaticEncoder::standard().encode(&inputs)
    }

    #[test]
    fn texts_aligned_together_are_as_alike_as_each_two_alone() {
        let some =
            ["Two trains met at Oster.", "", "The trains, two of them, stood still for hours."];
        let mut lhs = passage(&some.repeat(30));
        let mut rhs = passage(&["Near Oster two trains met; nobody was hurt.", "Nothing of it."]);
        weigh_together(&mut lhs);
        weigh_together(&mut rhs);
        let together = align_looked_up(&lhs, &rhs).expect("a table gave them all");
        let alone: Vec<Alignment> =
            lhs.iter().flat_map(|a| rhs.iter().map(move |b| align(a, b))).collect();
        assert_eq!(together, alone);
        assert!(together[0].cosine > together[1].cosine);
        let back = align_looked_up(&rhs, &lhs).expect("a table gave them all");
        assert_eq!(back[0].rhs_in_lhs, together[0].lhs_in_rhs);
    }
}
