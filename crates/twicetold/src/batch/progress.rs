//! A job's progress, for people and for programs.

use std::io::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use archive::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Least time between two lines for programs.
const BETWEEN_LINES: Duration = Duration::from_millis(500);

/// A bar with rate and time left; nothing where standard error is no terminal.
pub(crate) struct Bar {
    bar: Mutex<ProgressBar>,
    n_articles: AtomicU64,
}

impl Bar {
    pub(crate) fn new() -> Self {
        Self { bar: Mutex::new(ProgressBar::hidden()), n_articles: AtomicU64::new(0) }
    }

    fn with(&self, act: impl FnOnce(&mut ProgressBar)) {
        act(&mut self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }
}

impl Progress for Bar {
    fn begin(&self, stage: Stage, n_total: Option<u64>) {
        let unit = match stage {
            Stage::Reading => "{bytes}/{total_bytes} {msg}",
            Stage::Gathering => "{human_pos}/{human_len} articles, {per_sec:.0}",
            Stage::Comparing => "{human_pos}/{human_len} stories, {per_sec:.0}",
        };
        let form = match n_total {
            Some(_) => format!("{{prefix:>10}} [{{bar:30}}] {unit}, {{eta}} left"),
            None => "{prefix:>10} {spinner} {bytes} {msg}".to_owned(),
        };
        let bar = ProgressBar::with_draw_target(n_total, ProgressDrawTarget::stderr_with_hz(4));
        let style = ProgressStyle::with_template(&form);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(stage.name());
        self.with(|it| *it = bar);
    }

    fn at(&self, n_done: u64) {
        self.with(|it| it.set_position(n_done));
    }

    fn articles(&self, n_articles: u64) {
        self.n_articles.store(n_articles, Ordering::Relaxed);
        self.with(|it| {
            let seconds = it.elapsed().as_secs_f64().max(0.001);
            it.set_message(format!("{n_articles} articles, {:.0}/s", n_articles as f64 / seconds));
        });
    }

    fn end(&self) {
        self.with(|it| it.finish_and_clear());
    }
}

/// One JSON object a line on standard error.
pub(crate) struct JsonLines {
    state: Mutex<State>,
}

struct State {
    stage: Stage,
    n_total: Option<u64>,
    n_done: u64,
    n_articles: u64,
    began: Instant,
    told: Instant,
}

impl JsonLines {
    pub(crate) fn new() -> Self {
        let now = Instant::now();
        let state = State {
            stage: Stage::Reading,
            n_total: None,
            n_done: 0,
            n_articles: 0,
            began: now,
            told: now,
        };
        Self { state: Mutex::new(state) }
    }

    fn with(&self, act: impl FnOnce(&mut State)) {
        act(&mut self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }
}

impl State {
    fn tell(&mut self) {
        self.told = Instant::now();
        let seconds = self.began.elapsed().as_secs_f64();
        let rate = self.n_done as f64 / seconds.max(0.001);
        let left = self.n_total.map(|it| it.saturating_sub(self.n_done) as f64 / rate.max(0.001));
        let line = serde_json::json!({
            "stage": self.stage.name(), "done": self.n_done, "total": self.n_total,
            "articles": self.n_articles, "seconds": seconds, "per_second": rate,
            "seconds_left": left,
        });
        // Nobody is left to be told that standard error is closed.
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}

impl Progress for JsonLines {
    fn begin(&self, stage: Stage, n_total: Option<u64>) {
        self.with(|it| {
            (it.stage, it.n_total, it.n_done) = (stage, n_total, 0);
            it.began = Instant::now();
            it.tell();
        });
    }

    fn at(&self, n_done: u64) {
        self.with(|it| {
            it.n_done = n_done;
            if it.told.elapsed() >= BETWEEN_LINES {
                it.tell();
            }
        });
    }

    fn articles(&self, n_articles: u64) {
        self.with(|it| it.n_articles = n_articles);
    }

    fn end(&self) {
        self.with(State::tell);
    }
}
