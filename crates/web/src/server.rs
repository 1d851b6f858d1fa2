//! Listening, and ending in good order.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use futures_util::future::{Either, select};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::config::{Config, Limits};
use crate::error::Error;
use crate::guard::Gate;
use crate::jobs::Jobs;
use crate::library::Library;
use crate::routes::{self, App};
use crate::secret;
use crate::shelf::Shelf;

/// Characters that a token has at least.
const MIN_TOKEN_CHARS: usize = 16;
/// Threads that answer requests; comparing has its own.
const N_ANSWERING_THREADS: usize = 2;
/// Threads that wait for files, pages and the library.
const N_WAITING_THREADS: usize = 16;
/// Bytes of a thread's stack: pages whose elements nest deeply are read on them.
const STACK_BYTES: usize = 8 << 20;
/// Longest time for open connections to end.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long to wait after the system gave no connection.
const PAUSE: Duration = Duration::from_millis(100);

/// A server that listens. [`Server::run`] answers.
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
    library: Arc<Library>,
    jobs: Arc<Jobs>,
    ending: Arc<watch::Sender<bool>>,
    asked: Asked,
    limits: Limits,
    n_threads: usize,
}

/// Comes when the server is asked to end from outside.
type Asked = Pin<Box<dyn Future<Output = ()> + Send>>;

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Ends a server from elsewhere.
#[derive(Debug, Clone)]
pub struct Stopper(Arc<watch::Sender<bool>>);

impl Stopper {
    /// Ends the server as Ctrl-C does.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// Opens the library and listens.
///
/// # Errors
/// If the address or the library's file cannot be used, or others could come in without a token.
pub fn open(config: Config) -> Result<Server, Error> {
    match &config.token {
        None if !config.address.ip().is_loopback() => return Err(Error::NoToken(config.address)),
        Some(token) if token.chars().count() < MIN_TOKEN_CHARS => {
            return Err(Error::ShortToken(MIN_TOKEN_CHARS));
        }
        _ => {}
    }
    let shelf = config.archive.as_deref().map(Shelf::open).transpose()?.map(Arc::new);
    let library = Arc::new(Library::open(config.library.as_deref())?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(N_ANSWERING_THREADS)
        .max_blocking_threads(N_WAITING_THREADS)
        .thread_stack_size(STACK_BYTES)
        .enable_all()
        .build()
        .map_err(Error::Start)?;
    let listen = |source| Error::Listen { address: config.address, source };
    let listener = runtime.block_on(TcpListener::bind(config.address)).map_err(listen)?;
    let address = listener.local_addr().map_err(listen)?;
    let jobs = Arc::new(Jobs::new(&config.limits));
    let (ending, is_ending) = watch::channel(false);
    let asked = {
        let _inside = runtime.enter();
        asked_to_end()
    };
    let app = App {
        gate: Gate {
            address,
            hosts: config.hosts.iter().map(|it| it.to_ascii_lowercase()).collect(),
            token: config.token,
            session: secret::random_hex(16).map_err(Error::Start)?,
            csrf: secret::random_hex(16).map_err(Error::Start)?,
        },
        library: Arc::clone(&library),
        jobs: Arc::clone(&jobs),
        fetch: config.fetch,
        shelf,
        reports: Semaphore::new(config.limits.max_reports),
        n_threads: config.n_threads,
        fetches: Semaphore::new(config.limits.max_fetches),
        ending: is_ending,
        limits: config.limits.clone(),
    };
    Ok(Server {
        router: routes::router(Arc::new(app)),
        runtime,
        listener,
        address,
        library,
        jobs,
        ending: Arc::new(ending),
        asked,
        limits: config.limits,
        n_threads: config.n_threads,
    })
}

impl Server {
    /// Where it listens; the port is the real one.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address for a browser of this machine, as in `http://127.0.0.1:7007/`.
    #[must_use]
    pub fn url(&self) -> String {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            address.set_ip(match address {
                SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        format!("http://{address}/")
    }

    /// What ends it.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        Stopper(Arc::clone(&self.ending))
    }

    /// Answers until it is ended: by a [`Stopper`], by Ctrl-C or by the system.
    pub fn run(self) {
        let Server {
            runtime,
            listener,
            router,
            library,
            jobs,
            ending,
            asked,
            limits,
            n_threads,
            ..
        } = self;
        for _ in 0..limits.n_workers.max(1) {
            let (jobs, library, limits) = (Arc::clone(&jobs), Arc::clone(&library), limits.clone());
            std::thread::spawn(move || jobs.work(&library, &limits, n_threads));
        }
        runtime.block_on(async {
            let stopper = Stopper(Arc::clone(&ending));
            tokio::spawn(async move {
                asked.await;
                stopper.stop();
            });
            answer(listener, router, &limits, ending.subscribe(), &jobs).await;
        });
        // A worker in the middle of a stage is left behind; nothing of its job was kept.
        runtime.shutdown_timeout(PATIENCE);
    }
}

/// Takes connections until the server ends, then lets those that are open finish.
async fn answer(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    mut ending: watch::Receiver<bool>,
    jobs: &Jobs,
) {
    let open = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.max_connections));
    loop {
        let next = std::pin::pin!(next(&listener, &places));
        let end = std::pin::pin!(ending.wait_for(|it| *it));
        let (stream, place) = match select(next, end).await {
            Either::Left((Some(it), _)) => it,
            Either::Left((None, _)) => {
                tokio::time::sleep(PAUSE).await;
                continue;
            }
            Either::Right(_) => break,
        };
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head_timeout)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            // A visitor who goes away in the middle is no trouble of ours.
            drop(connection.await);
            drop(place);
        });
    }
    jobs.close();
    drop(listener);
    drop(tokio::time::timeout(PATIENCE, open.shutdown()).await);
}

/// The next connection, once there is a place for it.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    let (stream, _) = listener.accept().await.ok()?;
    drop(stream.set_nodelay(true));
    Some((stream, place))
}

/// Comes when Ctrl-C, or the signal by which systems end programs, does. Heeded from the call on, before it is
/// waited for.
fn asked_to_end() -> Asked {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut interrupt), Ok(mut terminate)) =
            (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        {
            return Box::pin(async move {
                let interrupt = std::pin::pin!(interrupt.recv());
                let terminate = std::pin::pin!(terminate.recv());
                select(interrupt, terminate).await;
            });
        }
    }
    Box::pin(async { drop(tokio::signal::ctrl_c().await) })
}
