//! Pages from addresses: what the server asks of whoever fetches them.

/// Fetches one page. May take its time; it is called on a thread of its own.
pub trait Fetch: Send + Sync {
    /// The page at an address, after redirects.
    ///
    /// # Errors
    /// If the address may not be asked, or gives no page.
    fn fetch(&self, url: &str) -> Result<Fetched, FetchTrouble>;
}

/// A page as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it came from in the end.
    pub url: String,
    /// The page.
    pub bytes: Vec<u8>,
    /// What the server said it is, as in `text/html; charset=utf-8`.
    pub content_type: Option<String>,
}

/// Why a page was not fetched, in a sentence for the reader.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchTrouble {
    /// Such an address is never asked: not of the web, or of a private network.
    #[error("{0}")]
    Refused(String),
    /// The address was asked and gave nothing that can be read.
    #[error("{0}")]
    Failed(String),
}

/// By the client of `archive`: politely, and never from a private network.
impl Fetch for archive::fetch::Fetcher {
    fn fetch(&self, url: &str) -> Result<Fetched, FetchTrouble> {
        use archive::fetch::Fault;
        let page = archive::fetch::Fetcher::fetch(self, url).map_err(|it| match it.fault {
            Fault::Address(_) | Fault::Private(_) | Fault::Robots => {
                FetchTrouble::Refused(it.to_string())
            }
            _ => FetchTrouble::Failed(it.to_string()),
        })?;
        Ok(Fetched { url: page.url, bytes: page.bytes, content_type: page.content_type })
    }
}
