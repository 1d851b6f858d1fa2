//! Hands at one belt: one fetches, some work in parallel, one puts away, in order.

use std::sync::mpsc::sync_channel;
use std::thread;

/// Loads that are worked on at a time, so that threads that find nothing left to do in one need not wait for its
/// longest piece.
const HANDS: usize = 2;
/// Loads that may lie before each of these hands, and behind it.
const BETWEEN: usize = 1;

/// Threads that do the work of a job.
pub(crate) struct Crew(rayon::ThreadPool);

/// Bytes of a thread's stack: pages may nest deeply.
const STACK_BYTES: usize = 8 << 20;

impl Crew {
    /// As many threads as asked for.
    pub(crate) fn new(n_threads: usize) -> Self {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).stack_size(STACK_BYTES);
        Self(pool.build().expect("the system gives threads"))
    }

    /// Does work on these threads.
    pub(crate) fn install<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.0.install(work)
    }

    /// Works on what `fetch` gives until it gives nothing or anyone fails; `put` gets the results
    /// in the order in which they were fetched. `fetch` and `put` run beside the work; `put` on
    /// the caller's thread.
    pub(crate) fn pipe<A: Send, B: Send, E: Send>(
        &self,
        mut fetch: impl FnMut() -> Result<Option<A>, E> + Send,
        work: impl Fn(A) -> B + Send + Sync,
        mut put: impl FnMut(B) -> Result<(), E>,
    ) -> Result<(), E> {
        thread::scope(|scope| {
            let (mut hands, mut belts) = (Vec::new(), Vec::new());
            let work = &work;
            for _ in 0..HANDS {
                let (fetched_in, fetched_out) = sync_channel::<Result<A, E>>(BETWEEN);
                let (worked_in, worked_out) = sync_channel::<Result<B, E>>(BETWEEN);
                scope.spawn(move || {
                    for load in fetched_out {
                        let done = load.map(|it| self.0.install(|| work(it)));
                        if worked_in.send(done).is_err() {
                            return;
                        }
                    }
                });
                hands.push(fetched_in);
                belts.push(worked_out);
            }
            // Loads are dealt in turn, and taken in turn.
            scope.spawn(move || {
                for hand in hands.iter().cycle() {
                    let load = match fetch() {
                        Ok(Some(load)) => Ok(load),
                        Ok(None) => return,
                        Err(error) => Err(error),
                    };
                    let is_over = load.is_err();
                    // Nobody takes it: a later hand has failed.
                    if hand.send(load).is_err() || is_over {
                        return;
                    }
                }
            });
            for belt in belts.iter().cycle() {
                let Ok(done) = belt.recv() else { break };
                put(done?)?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_put_away_in_order_and_the_first_failure_ends_the_work() {
        let crew = Crew::new(3);
        let mut numbers = 0..100;
        let mut seen = Vec::new();
        let result = crew.pipe(
            || Ok::<_, String>(numbers.next()),
            |it| it * 2,
            |it| {
                seen.push(it);
                if it == 40 { Err("full".to_owned()) } else { Ok(()) }
            },
        );
        assert_eq!(result, Err("full".to_owned()));
        assert_eq!(seen, (0..=20).map(|it| it * 2).collect::<Vec<_>>());
    }
}
