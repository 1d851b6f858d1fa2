//! On how many threads the flow runs.

use rayon::ThreadPoolBuilder;

/// Bytes of a thread's stack: as much as a main thread has, for pages whose elements nest deeply.
const STACK_BYTES: usize = 8 << 20;

/// Does work on this many threads and on no others. Without threads of its own, as in a browser,
/// the work is done all the same.
pub fn on_threads<R: Send>(n_threads: usize, work: impl FnOnce() -> R + Send) -> R {
    match ThreadPoolBuilder::new().num_threads(n_threads).stack_size(STACK_BYTES).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn work_is_done_on_the_threads_asked_for() {
        for n_threads in [1, 3] {
            let seen = on_threads(n_threads, || {
                (0..64).into_par_iter().map(|_| rayon::current_num_threads()).max()
            });
            assert_eq!(seen, Some(n_threads));
        }
    }
}
