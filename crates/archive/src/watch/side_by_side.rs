//! Many servers asked at the same time, their answers taken one by one.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Does `work` on each item on some threads and gives what comes of it to `take`, on this thread,
/// in the order in which it is done. The first error of `take` ends it once the work under way is
/// done.
pub(super) fn side_by_side<'a, T: Sync, R: Send, E>(
    items: &'a [T],
    n_threads: usize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&'a T, R) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..n_threads.clamp(1, items.len().max(1)) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let idx = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(idx) else { break };
                    if sender.send((idx, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut result = Ok(());
        for (idx, done) in receiver {
            result = take(&items[idx], done);
            if result.is_err() {
                break;
            }
        }
        next.store(items.len(), Ordering::Relaxed);
        result
    })
}
