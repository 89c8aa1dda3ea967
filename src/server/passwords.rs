//! Password hashing: argon2id, on blocking threads, a few at a time.

use std::sync::Arc;

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::failure::{Failure, Result};

/// Hashes at most so many passwords at once; each takes 19 MiB.
const AT_ONCE: usize = 4;

/// Hashes and verifies passwords.
#[derive(Clone)]
pub struct Passwords {
    gate: Arc<Semaphore>,
    decoy: Arc<String>,
}

impl Passwords {
    /// Prepares the hash that unknown accounts are checked against, so that they cost the same time.
    pub fn new() -> Result<Passwords> {
        let decoy = hash_now("a password that nobody has")?;
        Ok(Passwords { gate: Arc::new(Semaphore::new(AT_ONCE)), decoy: Arc::new(decoy) })
    }

    /// The PHC string of `password`.
    pub async fn hash(&self, password: String) -> Result<String> {
        let _permit = self.gate.acquire().await.map_err(|error| Failure::other("waiting to hash", error))?;
        tokio::task::spawn_blocking(move || hash_now(&password))
            .await
            .map_err(|error| Failure::other("hashing", error))?
    }

    /// Whether `password` fits `hash`; `None` (no such account) takes as long and is never right.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let _permit = self.gate.acquire().await.map_err(|error| Failure::other("waiting to verify", error))?;
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.as_ref().clone());
        let fits = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&hash).is_ok_and(|parsed| hasher().verify_password(password.as_bytes(), &parsed).is_ok())
        })
        .await
        .map_err(|error| Failure::other("verifying", error))?;
        Ok(fits && known)
    }
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("these parameters are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str) -> Result<String> {
    let salt = SaltString::generate(&mut OsRng);
    let hash = hasher().hash_password(password.as_bytes(), &salt).map_err(|error| Failure::other("hashing", error))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_account_fits() {
        let passwords = Passwords::new().expect("it starts");
        let hash = passwords.hash("灯りのそばに".to_owned()).await.expect("hashes");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify("灯りのそばに".to_owned(), Some(hash.clone())).await.expect("verifies"));
        assert!(!passwords.verify("灯り".to_owned(), Some(hash)).await.expect("verifies"));
        assert!(!passwords.verify("a password that nobody has".to_owned(), None).await.expect("verifies"));
    }
}
