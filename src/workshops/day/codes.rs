//! Codes that can be read aloud: no two characters of the alphabet look alike. A code is derived from the random
//! part of an id that nobody sees, so that a transaction that is tried again makes the same one.

use sha2::{Digest, Sha256};

/// Without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
const ALPHABET: &[u8; 23] = b"34679ACDEFGHJKMNPQRTWXY";

/// How long the code of a person or a room is.
pub const SHORT: usize = 6;

/// How long the code of a certificate is: more than 54 bits, so that none is found by trying.
pub const LONG: usize = 12;

/// The code of an id. `attempt` rises when the code before was taken.
pub fn of(id: &str, attempt: u32, length: usize) -> String {
    let digest = Sha256::digest(format!("code|{id}|{attempt}|{length}"));
    let mut number = digest.iter().take(16).fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
    let mut code = String::with_capacity(length);
    for _ in 0..length {
        code.push(char::from(ALPHABET[(number % ALPHABET.len() as u128) as usize]));
        number /= ALPHABET.len() as u128;
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_length_and_nothing_that_looks_alike() {
        let id = "019376b0-7c6a-7000-8000-0123456789ab";
        assert_eq!(of(id, 0, SHORT), of(id, 0, SHORT));
        assert_ne!(of(id, 0, SHORT), of(id, 1, SHORT));
        for attempt in 0..500 {
            let code = of(id, attempt, LONG);
            assert_eq!(code.len(), LONG);
            assert!(!code.contains(['0', 'O', '1', 'I', 'L', '2', 'Z', '5', 'S', '8', 'B', 'U', 'V']), "{code}");
        }
    }
}
