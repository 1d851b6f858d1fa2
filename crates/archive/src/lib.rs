//! Many articles on disk, resumable jobs, feeds.
//!
//! Takes the bytes of files and feeds through `ingest`, keeps their articles in one SQLite file,
//! has `gather` find which tell one story and `pipeline` compare each story that is new or has
//! changed. Files, sockets and the clock are touched here.
