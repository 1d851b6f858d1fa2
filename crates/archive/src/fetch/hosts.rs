//! What is known of each host: its `robots.txt`, and when it may be asked again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::robots::Robots;

/// Hosts that are remembered; beyond them, those are forgotten that may be asked at once.
const MAX_HOSTS: usize = 10_000;

/// The hosts asked so far.
#[derive(Debug)]
pub(super) struct Hosts(Mutex<HashMap<String, Host>>);

#[derive(Debug)]
struct Host {
    /// What it said, and until when that is believed.
    robots: Option<(Arc<Robots>, Instant)>,
    /// When it may be asked for the next page.
    next: Instant,
}

impl Hosts {
    pub(super) fn new() -> Self {
        Self(Mutex::new(HashMap::new()))
    }

    /// Everything in the map is whole at any moment, so one thread's panic does not spoil it.
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Host>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a host's `robots.txt` says, if that is known.
    pub(super) fn robots(&self, origin: &str) -> Option<Arc<Robots>> {
        let hosts = self.lock();
        let (robots, until) = hosts.get(origin)?.robots.as_ref()?;
        (Instant::now() < *until).then(|| Arc::clone(robots))
    }

    /// Keeps what a host's `robots.txt` says.
    pub(super) fn keep(&self, origin: &str, robots: &Arc<Robots>, age: Duration) {
        let now = Instant::now();
        let mut hosts = self.lock();
        if hosts.len() >= MAX_HOSTS {
            hosts.retain(|_, it| it.next > now);
        }
        let host = hosts.entry(origin.to_owned()).or_insert(Host { robots: None, next: now });
        host.robots = Some((Arc::clone(robots), now + age));
    }

    /// Takes the next turn with a host: how long to wait for it.
    pub(super) fn reserve(&self, origin: &str, pause: Duration) -> Duration {
        let now = Instant::now();
        let mut hosts = self.lock();
        let host = hosts.entry(origin.to_owned()).or_insert(Host { robots: None, next: now });
        let turn = host.next.max(now);
        host.next = turn + pause;
        turn - now
    }
}
