//! Groups a neighbourhood of articles by average link.

use std::collections::BTreeMap;

/// Groups articles `0..n`: as long as two groups have a mean probability of at least `min_mean`
/// over all pairs across them, the two with the highest are joined; of equals those whose first
/// articles come first. Each group is sorted; the groups are in the order of their first articles.
pub(crate) fn average_link(
    n: usize,
    probability: &BTreeMap<(usize, usize), f32>,
    min_mean: f32,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Option<Vec<usize>>> = (0..n).map(|it| Some(vec![it])).collect();
    // Sums over the pairs across two groups; the first number is the smaller.
    let mut sums: BTreeMap<(usize, usize), f32> = probability.clone();
    loop {
        let len = |it: usize| groups[it].as_ref().map_or(0, Vec::len);
        let mut best: Option<(f32, (usize, usize))> = None;
        for (&(a, b), &sum) in &sums {
            let mean = sum / (len(a) * len(b)) as f32;
            if mean >= min_mean && best.is_none_or(|it| mean > it.0) {
                best = Some((mean, (a, b)));
            }
        }
        let Some((_, (into, from))) = best else { break };
        let moved = groups[from].take().unwrap_or_default();
        groups[into].get_or_insert_default().extend(moved);
        let touching: Vec<((usize, usize), f32)> = sums
            .iter()
            .filter(|((a, b), _)| *a == from || *b == from)
            .map(|(pair, sum)| (*pair, *sum))
            .collect();
        for (pair, sum) in touching {
            sums.remove(&pair);
            let other = if pair.0 == from { pair.1 } else { pair.0 };
            if other != into {
                *sums.entry((into.min(other), into.max(other))).or_insert(0.0) += sum;
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = groups.into_iter().flatten().collect();
    groups.iter_mut().for_each(|it| it.sort_unstable());
    groups.sort_unstable();
    groups
}
