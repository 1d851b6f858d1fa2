//! The crate map of ARCHITECTURE.md, held against the manifests.
//!
//! An edge that is not in the map, a crate that is not in it, or a heavy dependency outside the
//! one room that may use it fails here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::project;

/// Crates of the workspace, and which others each may use.
const MAP: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("ingest", &["article"]),
    ("text", &["article"]),
    ("claim", &["article", "text"]),
    ("encode", &[]),
    ("gather", &["article", "text", "claim", "encode"]),
    ("cluster", &["article", "text", "claim", "encode"]),
    ("compare", &["article", "text", "claim", "encode", "cluster"]),
    ("correction", &["article", "text", "claim", "encode", "cluster", "compare"]),
    ("lens", &["article", "text", "claim", "encode", "cluster", "compare"]),
    ("summary", &["article", "text", "claim", "encode", "cluster", "compare"]),
    (
        "report",
        &[
            "article",
            "text",
            "claim",
            "encode",
            "cluster",
            "compare",
            "correction",
            "lens",
            "summary",
        ],
    ),
    (
        "pipeline",
        &[
            "article",
            "text",
            "claim",
            "encode",
            "cluster",
            "compare",
            "correction",
            "lens",
            "summary",
            "report",
        ],
    ),
    (
        "archive",
        &[
            "article",
            "ingest",
            "text",
            "claim",
            "encode",
            "cluster",
            "compare",
            "correction",
            "lens",
            "summary",
            "report",
            "pipeline",
            "gather",
        ],
    ),
    (
        "web",
        &[
            "article",
            "ingest",
            "text",
            "claim",
            "encode",
            "cluster",
            "compare",
            "correction",
            "lens",
            "summary",
            "report",
            "pipeline",
            "gather",
            "archive",
        ],
    ),
    (
        "twicetold",
        &[
            "article",
            "ingest",
            "text",
            "claim",
            "encode",
            "cluster",
            "compare",
            "correction",
            "lens",
            "summary",
            "report",
            "pipeline",
            "gather",
            "archive",
            "web",
        ],
    ),
];

/// Dependencies that only the named rooms may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("dom_query", &["ingest"]),
    ("dom_smoothie", &["ingest"]),
    ("flate2", &["ingest", "archive", "web"]),
    ("httparse", &["ingest"]),
    ("brotli-decompressor", &["ingest"]),
    ("quick-xml", &["ingest"]),
    ("ureq", &["archive"]),
    ("rustls", &["archive"]),
    ("robotstxt", &["archive"]),
    ("rusqlite", &["archive", "web"]),
    ("ruzstd", &["archive"]),
    ("rten", &["encode"]),
    ("tokenizers", &["encode"]),
    ("minijinja", &["report"]),
    ("parquet", &["archive"]),
    ("indicatif", &["twicetold"]),
    ("clap", &["twicetold"]),
    ("clap_complete", &["twicetold"]),
    ("clap_mangen", &["twicetold"]),
    ("anyhow", &["twicetold"]),
    ("terminal_size", &["twicetold"]),
    ("axum", &["web"]),
    ("hyper", &["web"]),
    ("hyper-util", &["web"]),
    ("tokio", &["web"]),
];

/// All that a manifest may list dependencies under.
const SECTIONS: [&str; 3] = ["dependencies", "build-dependencies", "dev-dependencies"];

/// What each crate of the workspace uses according to these sections of its manifest.
fn edges(sections: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let crates = fs::read_dir(project::root().join("crates")).expect("the crates are there");
    let mut edges = BTreeMap::new();
    for folder in crates {
        let folder = folder.expect("a folder's entry can be read").path();
        let Ok(manifest) = fs::read_to_string(folder.join("Cargo.toml")) else { continue };
        let manifest: toml::Table = manifest.parse().expect("cargo reads it too");
        let name = folder.file_name().expect("it came from a listing").to_string_lossy();
        assert_eq!(
            manifest["package"]["name"].as_str(),
            Some(name.as_ref()),
            "a crate bears its folder's name"
        );
        let mut used = BTreeSet::new();
        for section in sections {
            if let Some(table) = manifest.get(*section).and_then(toml::Value::as_table) {
                used.extend(table.keys().cloned());
            }
        }
        edges.insert(name.into_owned(), used);
    }
    edges
}

#[test]
fn crates_use_only_what_the_map_allows() {
    let map: BTreeMap<&str, &[&str]> = MAP.iter().copied().collect();
    let mut wrong = Vec::new();
    for (name, used) in edges(&SECTIONS) {
        let Some(allowed) = map.get(name.as_str()) else {
            wrong.push(format!("{name} is not in the map"));
            continue;
        };
        for dependency in used.iter().filter(|it| map.contains_key(it.as_str())) {
            if !allowed.contains(&dependency.as_str()) {
                wrong.push(format!("{name} may not use {dependency}"));
            }
        }
        if used.contains("tests") {
            wrong.push(format!("{name} may not use tests; nothing may"));
        }
    }
    assert!(wrong.is_empty(), "edges outside the map of ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn heavy_dependencies_stay_in_their_room() {
    let rooms: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let mut wrong = Vec::new();
    // Tests and examples may open what they measure with: SECTIONS without the last.
    for (name, used) in edges(&SECTIONS[..2]) {
        for dependency in used {
            let allowed = rooms.get(dependency.as_str());
            if allowed.is_some_and(|it| !it.contains(&name.as_str())) {
                wrong.push(format!("{name} may not use {dependency}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn architecture_md_names_every_crate() {
    let text = project::read("ARCHITECTURE.md");
    for (name, _) in MAP {
        assert!(text.contains(&format!("| `{name}` |")), "ARCHITECTURE.md has no row for {name}");
    }
}
