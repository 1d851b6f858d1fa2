//! From evidence to a probability that two articles tell one event.

use crate::evidence::Evidence;

/// The probability for a row of evidence.
pub(crate) fn probability(row: &Evidence) -> f32 {
    let log_odds =
        14.0 * row[0] + 3.0 * row[1] + 3.0 * row[5] - 7.0 - 0.3 * row[13].max(0.0) - row[15];
    1.0 / (1.0 + (-log_odds).exp())
}
