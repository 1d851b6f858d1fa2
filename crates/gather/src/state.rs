//! The gatherer's state as bytes.

use crate::memory::Memory;
use crate::rarity::{Rarity, Saved};
use crate::{Config, Gatherer};

/// The form of the bytes; a change of what is kept is a new form.
const VERSION: u32 = 1;

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
        let state = (VERSION, self.n_pushed, self.rarity.save(), self.memory.parts());
        postcard::to_allocvec(&state).unwrap_or_default()
    }

    /// A gatherer as it was when its bytes were written.
    ///
    /// # Errors
    /// If the bytes are not the whole of what [`Gatherer::to_bytes`] of this version wrote.
    pub fn from_bytes(config: Config, bytes: &[u8]) -> Result<Self, Damaged> {
        let damaged = |it: postcard::Error| Damaged(it.to_string());
        let (version, _) = postcard::take_from_bytes::<u32>(bytes).map_err(damaged)?;
        if version != VERSION {
            return Err(Damaged(format!("it is of form {version}, this program reads {VERSION}")));
        }
        let ((_, n_pushed, saved, (entries, free, clock)), rest) =
            postcard::take_from_bytes::<(u32, u64, Saved, _)>(bytes).map_err(damaged)?;
        if !rest.is_empty() {
            return Err(Damaged(format!("{} bytes are left over", rest.len())));
        }
        let memory = Memory::from_parts(entries, free, clock);
        Ok(Self::from_parts(config, memory, Rarity::restore(saved), n_pushed))
    }
}
