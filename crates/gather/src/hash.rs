//! Hashes that are the same on every machine and in every run.

/// FNV-1a over bytes, then mixed so that every bit depends on all.
pub(crate) fn bytes(seed: u64, bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mix(hash)
}

/// A hash of a sequence so far and of what comes next.
pub(crate) fn and(hash: u64, next: u64) -> u64 {
    mix(hash.rotate_left(5) ^ next.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The finisher of splitmix64.
pub(crate) fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Hashes keys that are hashes already, or small numbers.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Mixed(u64);

impl std::hash::Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = self::bytes(self.0, bytes);
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = mix(self.0 ^ u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mix(self.0 ^ number);
    }
}

/// A map with these hashes. It is looked up, never walked into output.
pub(crate) type Map<K, V> = std::collections::HashMap<K, V, std::hash::BuildHasherDefault<Mixed>>;
