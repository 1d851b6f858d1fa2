//! The gatherer's state as bytes.

use serde::Serialize;

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

/// Bytes on their way out, in parts; `put` says whether it took one.
struct Parts<'a> {
    part: Vec<u8>,
    n_bytes: usize,
    put: &'a mut dyn FnMut(&[u8]) -> bool,
}

impl Parts<'_> {
    fn give(&mut self) -> postcard::Result<()> {
        let is_taken = (self.put)(&self.part);
        self.part.clear();
        if is_taken { Ok(()) } else { Err(postcard::Error::SerializeBufferFull) }
    }
}

impl postcard::ser_flavors::Flavor for Parts<'_> {
    type Output = ();

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.part.push(byte);
        if self.part.len() >= self.n_bytes { self.give() } else { Ok(()) }
    }

    fn finalize(mut self) -> postcard::Result<()> {
        if self.part.is_empty() { Ok(()) } else { self.give() }
    }
}

impl Gatherer {
    /// All it knows, to go on later: the same profiles then give the same changes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(&self.state()).unwrap_or_default()
    }

    fn state(&self) -> impl Serialize + '_ {
        (VERSION, self.n_pushed, self.rarity.save(), self.memory.parts())
    }

    /// The same bytes in parts of `n_bytes`, of which the last may be shorter, so that they need not be held together;
    /// says how many bytes there are.
    ///
    /// # Errors
    /// The first error of `put`.
    pub fn to_parts<E>(
        &self,
        n_bytes: usize,
        mut put: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<usize, E> {
        let mut failed = None;
        let mut n_written = 0;
        let parts = Parts {
            part: Vec::with_capacity(n_bytes),
            n_bytes,
            put: &mut |part| {
                n_written += part.len();
                put(part).map_err(|it| failed = Some(it)).is_ok()
            },
        };
        // What is kept has a form for every value: it ends early only where `put` fails.
        let _ = postcard::serialize_with_flavor(&self.state(), parts);
        failed.map_or(Ok(n_written), Err)
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
