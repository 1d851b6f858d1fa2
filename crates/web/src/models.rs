//! The models that articles are compared with, each read once, when it is first needed.

use std::sync::OnceLock;

use archive::comparison::{Comparer, Manner};

/// What it takes to compare in a manner, with the settings that go without saying.
pub(crate) fn comparer(manner: Manner, n_threads: usize) -> &'static Comparer {
    static STANDARD: OnceLock<Comparer> = OnceLock::new();
    static FAST: OnceLock<Comparer> = OnceLock::new();
    let known = match manner {
        Manner::Standard => &STANDARD,
        Manner::Fast => &FAST,
    };
    known.get_or_init(|| manner.comparer(n_threads))
}
