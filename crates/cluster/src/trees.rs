//! Boosted regression trees: from a row of evidence to a probability.
//!
//! The trees are trained outside (see `training/`) and read from a compact little-endian file:
//! `u32` number of trees; for each tree `u16` number of nodes, then for each node `u16` feature
//! (`0xFFFF` for a leaf), `f32` threshold or leaf value, `u16` left and `u16` right child. A row
//! goes left where `row[feature] <= threshold`. The sum of the leaves is a log-odds.

/// A loaded model.
#[derive(Debug, Clone)]
pub struct Trees {
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    feature: u16,
    value: f32,
    left: u16,
    right: u16,
}

const LEAF: u16 = u16::MAX;

impl Trees {
    /// Reads a model; `None` if the bytes are not one.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let n_trees = u32::from_le_bytes(take(&mut rest)?);
        let mut nodes = Vec::new();
        let mut roots = Vec::new();
        for _ in 0..n_trees {
            let n_nodes = u16::from_le_bytes(take(&mut rest)?);
            roots.push(nodes.len());
            for _ in 0..n_nodes {
                let node = Node {
                    feature: u16::from_le_bytes(take(&mut rest)?),
                    value: f32::from_le_bytes(take(&mut rest)?),
                    left: u16::from_le_bytes(take(&mut rest)?),
                    right: u16::from_le_bytes(take(&mut rest)?),
                };
                if node.feature != LEAF && (node.left >= n_nodes || node.right >= n_nodes) {
                    return None;
                }
                nodes.push(node);
            }
        }
        rest.is_empty().then_some(Self { nodes, roots })
    }

    /// The probability for one row. Evidence the row lacks counts as 0.
    #[must_use]
    pub fn probability(&self, row: &[f32]) -> f32 {
        let log_odds: f32 = self.roots.iter().map(|root| self.leaf(*root, row)).sum();
        1.0 / (1.0 + (-log_odds).exp())
    }

    /// The probabilities for many rows, each the same as for itself. Tree by tree, so that a tree is
    /// at hand for all rows, and the next row need not wait for the one before.
    #[must_use]
    pub fn probabilities(&self, rows: &[&[f32]]) -> Vec<f32> {
        let mut log_odds = vec![0.0f32; rows.len()];
        for root in &self.roots {
            for (sum, row) in log_odds.iter_mut().zip(rows) {
                *sum += self.leaf(*root, row);
            }
        }
        log_odds.into_iter().map(|it| 1.0 / (1.0 + (-it).exp())).collect()
    }

    fn leaf(&self, root: usize, row: &[f32]) -> f32 {
        let tree = &self.nodes[root..];
        let mut node = &tree[0];
        // A tree has no more levels than nodes, so a damaged file cannot loop for ever.
        for _ in 0..usize::from(LEAF) {
            if node.feature == LEAF {
                break;
            }
            let evidence = row.get(usize::from(node.feature)).copied().unwrap_or(0.0);
            let next = if evidence <= node.value { node.left } else { node.right };
            node = &tree[usize::from(next)];
        }
        node.value
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stump() -> Vec<u8> {
        let mut bytes = 1u32.to_le_bytes().to_vec();
        bytes.extend(3u16.to_le_bytes());
        for (feature, value, left, right) in
            [(0, 0.5f32, 1u16, 2u16), (LEAF, -2.0, 0, 0), (LEAF, 2.0, 0, 0)]
        {
            bytes.extend(feature.to_le_bytes());
            bytes.extend(value.to_le_bytes());
            bytes.extend(left.to_le_bytes());
            bytes.extend(right.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn a_row_goes_left_up_to_the_threshold() {
        let trees = Trees::from_bytes(&stump()).expect("a whole model");
        assert!(trees.probability(&[0.5]) < 0.2);
        assert!(trees.probability(&[0.6]) > 0.8);
        assert!(trees.probability(&[]) < 0.2);
    }

    #[test]
    fn damaged_bytes_are_no_model() {
        let bytes = stump();
        assert!(Trees::from_bytes(&bytes[..bytes.len() - 1]).is_none());
        assert!(Trees::from_bytes(&[]).is_none());
    }
}
