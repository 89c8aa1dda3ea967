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
        self.one_of_few(move || hash_now(&password)).await?
    }

    /// Whether `password` fits `hash`; `None` (no such account) takes as long and is never right.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.as_ref().clone());
        let verify = move || {
            PasswordHash::new(&hash).is_ok_and(|parsed| hasher().verify_password(password.as_bytes(), &parsed).is_ok())
        };
        Ok(self.one_of_few(verify).await? && known)
    }

    /// Runs `work` on a blocking thread when it is its turn. The turn belongs to the work, which goes on when whoever
    /// asked for it has gone: requests that are broken off do not make room for more at once.
    async fn one_of_few<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let turn = self.gate.clone().acquire_owned().await.map_err(|error| Failure::other("waiting to hash", error))?;
        let working = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        working.await.map_err(|error| Failure::other("hashing", error))
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

    #[test]
    fn a_request_that_is_broken_off_keeps_its_turn_until_its_work_is_done() {
        let runtime = tokio::runtime::Builder::new_current_thread().max_blocking_threads(1).build().expect("a runtime");
        runtime.block_on(async {
            let passwords = Passwords::new().expect("it starts");
            // The only thread for such work is busy, so what follows is handed over and not begun.
            let (go, wait) = std::sync::mpsc::channel::<()>();
            let busy = tokio::task::spawn_blocking(move || wait.recv());
            {
                let mut request = std::pin::pin!(passwords.hash("灯りのそばに".to_owned()));
                assert!(futures::poll!(&mut request).is_pending());
            }
            assert_eq!(passwords.gate.available_permits(), AT_ONCE - 1, "its work is still to be done");
            go.send(()).expect("it waits");
            busy.await.expect("a thread").expect("a word");
            let all = passwords.gate.acquire_many(AT_ONCE as u32).await;
            assert!(all.is_ok(), "and then the turn is free");
        });
    }

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
