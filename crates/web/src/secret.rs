//! Random names and the comparison of secrets.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// This many random bytes in hexadecimal digits, two for each byte.
///
/// # Errors
/// If the system has none to give.
pub fn random_hex(n_bytes: usize) -> Result<String, std::io::Error> {
    let mut bytes = vec![0; n_bytes];
    getrandom::fill(&mut bytes).map_err(|it| std::io::Error::other(it.to_string()))?;
    Ok(bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a String does not fail");
        hex
    }))
}

/// True if the two are the same. Takes the same time wherever they differ: what is compared are
/// their hashes.
pub(crate) fn is_same(lhs: &str, rhs: &str) -> bool {
    let (lhs, rhs) = (Sha256::digest(lhs.as_bytes()), Sha256::digest(rhs.as_bytes()));
    lhs.iter().zip(rhs.iter()).fold(0, |sum, (lhs, rhs)| sum | (lhs ^ rhs)) == 0
}

#[cfg(test)]
mod tests {
    //! Secrets differ and are told apart.

    use super::*;

    #[test]
    fn secrets_are_told_apart() {
        let secret = random_hex(16).expect("the system gives random bytes");
        assert_eq!(secret.len(), 32);
        assert!(is_same(&secret, &secret.clone()));
        assert!(!is_same(&secret, &random_hex(16).expect("the system gives random bytes")));
        assert!(!is_same(&secret, ""));
    }
}
