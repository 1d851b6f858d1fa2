//! The gatherer's state as bytes.

use crate::memory::Memory;
use crate::rarity::Rarity;
use crate::{Config, Gatherer};

/// Bytes that hold no state of a gatherer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged(pub String);

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the saved state of the gatherer cannot be read: {}", self.0)
    }
}

impl std::error::Error for Damaged {}

impl Gatherer {
    /// All it knows, to go on later: the same profiles then give the same changes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let state = (self.n_pushed, &self.rarity, self.memory.parts());
        postcard::to_allocvec(&state).unwrap_or_default()
    }

    /// A gatherer as it was when its bytes were written.
    ///
    /// # Errors
    /// If the bytes are not the whole of what [`Gatherer::to_bytes`] of this version wrote.
    pub fn from_bytes(config: Config, bytes: &[u8]) -> Result<Self, Damaged> {
        let damaged = |it: postcard::Error| Damaged(it.to_string());
        let ((n_pushed, rarity, (entries, free, clock)), rest) =
            postcard::take_from_bytes::<(u64, Rarity, _)>(bytes).map_err(damaged)?;
        if !rest.is_empty() {
            return Err(Damaged(format!("{} bytes are left over", rest.len())));
        }
        Ok(Self::from_parts(config, Memory::from_parts(entries, free, clock), rarity, n_pushed))
    }
}
