//! Comparisons being made: a queue, a few workers, and what each job has come to.
//!
//! Jobs live in memory and end with the server; what they made lies in the library.

mod work;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tokio::sync::watch;

use crate::config::Limits;
use crate::library::Library;
use crate::record::Record;
use crate::settings::Settings;

/// Ended jobs that are still told about.
const MAX_ENDED: usize = 100;

/// What to compare.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// What to call it; without a title it is called by its first headline.
    pub(crate) title: Option<String>,
    pub(crate) settings: Settings,
    pub(crate) articles: Vec<Record>,
    /// What somebody corrected in an earlier comparison, to be replayed: a `corrections.json`.
    pub(crate) corrections: Option<String>,
}

/// A job as the API tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) state: State,
    /// What it is doing, once it runs.
    pub(crate) stage: Option<Stage>,
    /// Jobs before it in the queue.
    pub(crate) n_before: usize,
    /// The comparison it made.
    pub(crate) comparison: Option<String>,
    /// Why it failed, in a sentence.
    pub(crate) trouble: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// What a running job does, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Stage {
    Reading,
    Sentences,
    Grouping,
    Comparing,
    Writing,
}

impl Job {
    /// True once nothing more will happen.
    pub(crate) fn is_ended(&self) -> bool {
        matches!(self.state, State::Done | State::Failed | State::Cancelled)
    }
}

/// Why a job was not taken.
pub(crate) enum Refusal {
    /// As many wait as may.
    Full,
    /// The server is ending, or has no random bytes for a name.
    Closed,
}

/// The queue and everything around it.
pub(crate) struct Jobs {
    board: Mutex<Board>,
    bell: Condvar,
    max_waiting: usize,
}

#[derive(Default)]
struct Board {
    waiting: VecDeque<Waiting>,
    /// Oldest first.
    all: Vec<Posted>,
    is_closed: bool,
}

struct Waiting {
    id: String,
    order: Order,
}

struct Posted {
    job: watch::Sender<Job>,
    cancelled: Arc<AtomicBool>,
}

impl Jobs {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { board: Mutex::default(), bell: Condvar::new(), max_waiting: limits.max_waiting }
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts an order into the queue.
    pub(crate) fn add(&self, order: Order) -> Result<Job, Refusal> {
        let id = crate::secret::random_hex(8).map_err(|_| Refusal::Closed)?;
        let mut board = self.board();
        if board.is_closed {
            return Err(Refusal::Closed);
        }
        if board.waiting.len() >= self.max_waiting {
            return Err(Refusal::Full);
        }
        let job = Job {
            id: id.clone(),
            state: State::Waiting,
            stage: None,
            n_before: board.waiting.len(),
            comparison: None,
            trouble: None,
        };
        board.forget_old();
        board.all.push(Posted { job: watch::Sender::new(job.clone()), cancelled: Arc::default() });
        board.waiting.push_back(Waiting { id, order });
        drop(board);
        self.bell.notify_one();
        Ok(job)
    }

    /// Every job that is still told about, newest first.
    pub(crate) fn list(&self) -> Vec<Job> {
        self.board().all.iter().rev().map(|it| it.job.borrow().clone()).collect()
    }

    /// What a job comes to, from now on.
    pub(crate) fn follow(&self, id: &str) -> Option<watch::Receiver<Job>> {
        self.board().find(id).map(|it| it.job.subscribe())
    }

    /// Ends a job. One that runs stops after its stage; nothing of it is kept. `None` if there is
    /// no such job.
    pub(crate) fn cancel(&self, id: &str) -> Option<Job> {
        let mut board = self.board();
        board.waiting.retain(|it| it.id != id);
        let posted = board.find(id)?;
        posted.cancel();
        let job = posted.job.borrow().clone();
        board.count();
        Some(job)
    }

    /// Ends all jobs and takes no more.
    pub(crate) fn close(&self) {
        let mut board = self.board();
        board.is_closed = true;
        board.waiting.clear();
        board.all.iter().for_each(Posted::cancel);
        drop(board);
        self.bell.notify_all();
    }

    /// What a worker does until the server ends: takes the next order, carries it out, tells.
    pub(crate) fn work(&self, library: &Library, limits: &Limits, n_threads: usize) {
        loop {
            let mut board = self.board();
            let (waiting, job, cancelled) = loop {
                if board.is_closed {
                    return;
                }
                if let Some(waiting) = board.waiting.pop_front() {
                    board.count();
                    if let Some(it) = board.find(&waiting.id) {
                        break (waiting, it.job.clone(), Arc::clone(&it.cancelled));
                    }
                } else {
                    board = self.bell.wait(board).unwrap_or_else(PoisonError::into_inner);
                }
            };
            drop(board);
            let progress = Progress { job, cancelled };
            work::carry_out(waiting.order, library, limits, n_threads, &progress);
        }
    }
}

impl Board {
    fn find(&self, id: &str) -> Option<&Posted> {
        self.all.iter().find(|it| it.job.borrow().id == id)
    }

    /// Tells those that wait how many are before them.
    fn count(&self) {
        for (n_before, waiting) in self.waiting.iter().enumerate() {
            if let Some(it) = self.find(&waiting.id) {
                it.job.send_modify(|job| job.n_before = n_before);
            }
        }
    }

    fn forget_old(&mut self) {
        let n_ended = self.all.iter().filter(|it| it.job.borrow().is_ended()).count();
        let mut n_kept_too_many = n_ended.saturating_sub(MAX_ENDED);
        self.all.retain(|it| {
            let forgotten = n_kept_too_many > 0 && it.job.borrow().is_ended();
            n_kept_too_many -= usize::from(forgotten);
            !forgotten
        });
    }
}

impl Posted {
    fn cancel(&self) {
        self.job.send_if_modified(|job| {
            if job.is_ended() {
                return false;
            }
            self.cancelled.store(true, Ordering::Relaxed);
            job.state = State::Cancelled;
            job.n_before = 0;
            true
        });
    }
}

/// How a worker tells what it does, and hears that it need not go on.
pub(crate) struct Progress {
    job: watch::Sender<Job>,
    cancelled: Arc<AtomicBool>,
}

impl Progress {
    /// Tells the stage. False if the job was cancelled.
    pub(crate) fn enter(&self, stage: Stage) -> bool {
        let goes_on = !self.cancelled.load(Ordering::Relaxed);
        self.job.send_if_modified(|job| {
            if job.is_ended() {
                return false;
            }
            job.state = State::Running;
            job.stage = Some(stage);
            job.n_before = 0;
            true
        });
        goes_on
    }

    /// Tells the end. A job that was cancelled stays so; the answer is then false.
    pub(crate) fn end(&self, end: Result<String, String>) -> bool {
        self.job.send_if_modified(|job| {
            if job.is_ended() {
                return false;
            }
            match end {
                Ok(comparison) => {
                    job.state = State::Done;
                    job.comparison = Some(comparison);
                }
                Err(trouble) => {
                    job.state = State::Failed;
                    job.trouble = Some(trouble);
                }
            }
            true
        })
    }
}
