//! Where weighing every pair would take too long: the longest articles are cut to one length.

use article::{Warning, WarningKind};

/// The most sentences of one article that can be weighed, so that all together stay within the
/// limit. Articles that are shorter keep theirs.
pub(crate) fn longest(lengths: &[usize], max_sentences: usize) -> usize {
    let total = |longest: usize| lengths.iter().map(|it| (*it).min(longest)).sum::<usize>();
    let whole = lengths.iter().copied().max().unwrap_or(0);
    if total(whole) <= max_sentences {
        return whole;
    }
    // The greatest length that fits, bit by bit.
    let (mut fits, mut step) = (0, whole.next_power_of_two());
    while step > 0 {
        if total(fits + step) <= max_sentences {
            fits += step;
        }
        step /= 2;
    }
    fits
}

/// What a reader must know if sentences were left out.
pub(crate) fn warning(lengths: &[usize], longest: usize) -> Option<Warning> {
    let n_left_out: usize = lengths.iter().map(|it| it.saturating_sub(longest)).sum();
    (n_left_out > 0).then(|| {
        Warning::new(
            WarningKind::Limit,
            format!(
                "The story is too long to weigh every pair of sentences: only the first {longest} \
                 sentences of an article were compared, {n_left_out} were not."
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_within_the_limit_is_whole() {
        assert_eq!(longest(&[30, 40], 100), 40);
        assert!(warning(&[30, 40], 40).is_none());
    }

    #[test]
    fn the_longest_articles_are_cut_first() {
        assert_eq!(longest(&[10, 80, 90], 100), 45);
        let warning = warning(&[10, 80, 90], 45).expect("sentences were left out");
        assert!(warning.text.contains("80 were not"), "{}", warning.text);
    }
}
