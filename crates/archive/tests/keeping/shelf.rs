//! A folder for one test, and invented articles to fill it with.

use std::fs;
use std::path::{Path, PathBuf};

use archive::{Archive, Done, Settings, Unwatched, comparison::Manner};

/// A folder of its own for each test, gone when it is dropped.
pub(crate) struct Shelf(PathBuf);

impl Shelf {
    pub(crate) fn new(name: &str) -> Self {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Adds files to the archive of the shelf.
    pub(crate) fn add(&self, paths: &[PathBuf]) -> Done {
        self.add_on(paths, 2)
    }

    pub(crate) fn add_on(&self, paths: &[PathBuf], n_threads: usize) -> Done {
        let archive = Archive::open(&self.path("a.archive")).unwrap();
        archive::add(&archive, paths, settings(n_threads), &Unwatched).unwrap()
    }

    pub(crate) fn archive(&self) -> Archive {
        Archive::read(&self.path("a.archive")).unwrap()
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn settings(n_threads: usize) -> Settings {
    Settings { manner: Manner::Fast, n_threads }
}

/// A record of JSON Lines.
pub(crate) fn record(outlet: &str, title: &str, date: &str, url: &str, text: &str) -> String {
    let url = (!url.is_empty()).then_some(url);
    let record = serde_json::json!({
        "outlet": outlet, "title": title, "date": date, "url": url, "text": text,
    });
    format!("{record}\n")
}

pub(crate) const BRIDGE_HERALD: &str = "The bridge over the Oster at Velmar collapsed on Monday \
    morning, and twelve people were hurt. Mayor Elena Marsh spoke of a tragedy for Velmar.\n\n\
    Engineers had looked at the Velmar bridge in the autumn. The repair of the bridge will cost \
    $40 million, the Oster council said.";
pub(crate) const BRIDGE_POST: &str = "The collapse of the bridge over the Oster at Velmar on Monday \
    morning injured 14 people. Mayor Elena Marsh called it a tragedy for Velmar.\n\n\
    Nobody had expected that the Velmar bridge could fail. Divers searched the Oster until the \
    evening, the council said.";
pub(crate) const HARVEST: &str = "Farmers in the hills of Quint expect the best olive harvest in \
    twenty years. Rain came early and the frost stayed away, said Ana Ruiz of the growers' union. \
    Prices of oil have fallen by a tenth since the summer.";

/// Two articles on one event and one on another.
pub(crate) fn three() -> String {
    [
        record(
            "Herald",
            "Velmar bridge collapses, twelve hurt",
            "2031-03-04",
            "https://herald.example/velmar-bridge",
            BRIDGE_HERALD,
        ),
        record(
            "Evening Post",
            "Bridge over the Oster collapses at Velmar",
            "2031-03-04",
            "https://post.example/oster-bridge",
            BRIDGE_POST,
        ),
        record(
            "Herald",
            "Olives as never before",
            "2031-03-05",
            "https://herald.example/olives",
            HARVEST,
        ),
    ]
    .concat()
}
