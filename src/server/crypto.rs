//! Encryption of private text: AES-256-GCM; a root key wraps each person's own key; each row has a key of its
//! own derived from that by HKDF. Owner, table, column and row are bound as associated data, so a row that was
//! moved or copied to another owner cannot be opened. Destroying a person's key destroys what they wrote.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use sqlx::Row;

use super::db::Conn;
use super::failure::{Failure, Result};
use super::keys::{Key, Ring};
use crate::kit::id::UserId;
use crate::kit::{Error, Moment};

const NONCE: usize = 12;

/// How many bytes of a mark stand in an address: nobody guesses 24.
const MARK: usize = 24;

/// Where a sealed text lives. It opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The row's id.
    pub row: &'a str,
}

/// Holds the root keys and hands out people's keys.
#[derive(Clone)]
pub struct Vault {
    ring: Arc<RwLock<Read>>,
    /// Where the root keys are, so that a new one is seen while the program runs.
    file: Option<Arc<PathBuf>>,
}

/// The root keys, and of when the file was that they were read from.
struct Read {
    ring: Ring,
    of: Option<SystemTime>,
}

/// One person's key, unwrapped for the length of a request.
pub struct UserKey {
    owner: UserId,
    key: [u8; 32],
}

impl Vault {
    /// A vault with the given root key.
    pub fn new(root: Key) -> Vault {
        Vault { ring: Arc::new(RwLock::new(Read { ring: Ring::of(root), of: None })), file: None }
    }

    /// A vault with the root keys of a file, which is made if it is not there.
    pub fn open(path: &Path) -> Result<Vault> {
        // The time first: a file that is changed in between is then read once more, not never.
        let of = changed(path);
        let read = Read { ring: Ring::read_or_make(path)?, of };
        Ok(Vault { ring: Arc::new(RwLock::new(read)), file: Some(Arc::new(path.to_owned())) })
    }

    /// The root keys as they are now.
    fn ring(&self) -> Ring {
        let known = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        let Some(path) = &self.file else { return known.ring.clone() };
        if changed(path) == known.of {
            return known.ring.clone();
        }
        drop(known);
        self.read_anew()
    }

    fn read_anew(&self) -> Ring {
        let mut known = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        let Some(path) = &self.file else { return known.ring.clone() };
        let now = changed(path);
        match Ring::read(path) {
            Ok(Some(ring)) => *known = Read { ring, of: now },
            Ok(None) => tracing::error!("the file of the root keys is gone; those that were read are used on"),
            Err(error) => tracing::error!(%error, "the root keys cannot be read anew; those from before are used on"),
        }
        known.ring.clone()
    }

    /// Makes and stores the key of a new person.
    pub async fn create_key(&self, conn: &mut Conn, owner: &UserId, now: Moment) -> Result<()> {
        let key: Key = rand::random();
        let ring = self.ring();
        let (version, root) = ring.newest();
        let wrapped = seal(root, wrap_label(owner).as_bytes(), &key)?;
        sqlx::query("insert into user_keys (user_id, root_version, wrapped, created_at) values ($1, $2, $3, $4)")
            .bind(owner.as_str())
            .bind(version)
            .bind(wrapped)
            .bind(now.0)
            .execute(conn)
            .await?;
        Ok(())
    }

    /// The key of `owner`. `NotFound` once it was destroyed.
    pub async fn key_of(&self, conn: &mut Conn, owner: &UserId) -> Result<UserKey> {
        let row = sqlx::query("select wrapped, root_version from user_keys where user_id = $1")
            .bind(owner.as_str())
            .fetch_optional(conn)
            .await?
            .ok_or(Error::NotFound)?;
        let wrapped: Vec<u8> = row.try_get(0)?;
        let (mut ring, version) = (self.ring(), row.try_get(1)?);
        if ring.root(version).is_none() {
            // Written in the same tick of the file's clock as the one before.
            ring = self.read_anew();
        }
        let root = ring.root(version).ok_or_else(|| Failure::refused(format!("root key {version} is missing")))?;
        let key = open(root, wrap_label(owner).as_bytes(), &wrapped)?;
        let key = key.try_into().map_err(|_| Failure::refused("a wrapped key has the wrong length".to_owned()))?;
        Ok(UserKey { owner: owner.clone(), key })
    }

    /// `payload` with a mark that only this program can make, as a word for an address. The mark of one purpose
    /// says nothing to another.
    pub fn sign(&self, purpose: &str, payload: &[u8]) -> String {
        use base64::Engine;
        let mark = self.mark(purpose, payload);
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode([payload, &mark].concat())
    }

    /// The payload of a word that `sign` made for this purpose; none for any other word.
    pub fn signed(&self, purpose: &str, word: &str) -> Option<Vec<u8>> {
        use base64::Engine;
        use subtle::ConstantTimeEq;
        if word.len() > 200 {
            return None;
        }
        let mut payload = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(word).ok()?;
        let mark = payload.split_off(payload.len().checked_sub(MARK)?);
        bool::from(self.mark(purpose, &payload).ct_eq(&mark)).then_some(payload)
    }

    /// HKDF is HMAC: whoever does not know the root key cannot tell its output from chance.
    fn mark(&self, purpose: &str, payload: &[u8]) -> Vec<u8> {
        let mut mark = vec![0; MARK];
        let key = Hkdf::<Sha256>::from_prk(self.ring().signing()).expect("32 bytes are a key for HKDF-SHA-256");
        key.expand(&[b"sign|", purpose.as_bytes(), b"|", payload].concat(), &mut mark).expect("24 bytes can be made");
        mark
    }

    /// Seals `plain` under a key that the caller holds (a cookie's token), for things that outlive no session.
    pub fn seal_with_token(token: &[u8], plain: &[u8]) -> Result<Vec<u8>> {
        seal(&derive(token, b"token"), b"", plain)
    }

    /// Opens what `seal_with_token` made.
    pub fn open_with_token(token: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
        open(&derive(token, b"token"), b"", sealed)
    }
}

impl UserKey {
    /// Seals `plain` for one cell of a row of this owner.
    pub fn seal(&self, cell: Cell<'_>, plain: &str) -> Result<Vec<u8>> {
        let label = self.label(cell);
        seal(&derive(&self.key, label.as_bytes()), label.as_bytes(), plain.as_bytes())
    }

    /// Opens what `seal` made for the same owner, table, column and row; anything else is an error.
    pub fn open(&self, cell: Cell<'_>, sealed: &[u8]) -> Result<String> {
        let label = self.label(cell);
        let plain = open(&derive(&self.key, label.as_bytes()), label.as_bytes(), sealed)?;
        String::from_utf8(plain).map_err(|_| Failure::refused("a sealed text is not UTF-8".to_owned()))
    }

    fn label(&self, cell: Cell<'_>) -> String {
        format!("{}|{}|{}|{}", self.owner, cell.table, cell.column, cell.row)
    }
}

/// SHA-256 in hexadecimal: how tokens are kept.
pub fn hash_token(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 32 random bytes as URL-safe text: session cookies and one-time links.
pub fn new_token() -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// When a file was last changed.
fn changed(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|found| found.modified()).ok()
}

/// What a person's wrapped key is bound to.
pub(super) fn wrap_label(owner: &UserId) -> String {
    format!("user_keys|wrapped|{owner}")
}

/// Wraps by the second key what the first one wrapped.
pub(super) fn rewrap((old, new): (&Key, &Key), label: &str, wrapped: &[u8]) -> Result<Vec<u8>> {
    seal(new, label.as_bytes(), &open(old, label.as_bytes(), wrapped)?)
}

fn derive(key: &[u8], info: &[u8]) -> [u8; 32] {
    let mut derived = [0; 32];
    Hkdf::<Sha256>::new(None, key).expand(info, &mut derived).expect("32 bytes is a valid length for HKDF-SHA-256");
    derived
}

fn seal(key: &[u8; 32], label: &[u8], plain: &[u8]) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE] = rand::random();
    let sealed = Aes256Gcm::new(key.into())
        .encrypt(Nonce::from_slice(&nonce), Payload { msg: plain, aad: label })
        .map_err(|error| Failure::other("sealing", error))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn open(key: &[u8; 32], label: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
    if sealed.len() < NONCE {
        return Err(Failure::refused("a sealed text is too short".to_owned()));
    }
    let (nonce, sealed) = sealed.split_at(NONCE);
    Aes256Gcm::new(key.into())
        .decrypt(Nonce::from_slice(nonce), Payload { msg: sealed, aad: label })
        .map_err(|_| Failure::refused("a sealed text could not be opened: wrong key, place or content".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(owner: &str) -> UserKey {
        UserKey { owner: owner.parse().expect("an id"), key: [7; 32] }
    }

    const MINATO: &str = "019376b0-7c6a-7000-8000-000000000001";
    const SOMEONE: &str = "019376b0-7c6a-7000-8000-000000000002";

    #[test]
    fn a_signed_word_is_read_by_its_purpose_only() {
        let vault = Vault::new([7; 32]);
        let word = vault.sign("calendar", b"minato");
        assert_eq!(vault.signed("calendar", &word).as_deref(), Some(&b"minato"[..]));
        assert_eq!(vault.signed("letters", &word), None);
        assert_eq!(Vault::new([8; 32]).signed("calendar", &word), None);
        for at in 0..word.len() {
            let mut other = word.clone().into_bytes();
            other[at] = if other[at] == b'A' { b'B' } else { b'A' };
            let other = String::from_utf8(other).expect("ASCII");
            assert_eq!(vault.signed("calendar", &other), None, "{other}");
        }
        for nonsense in ["", "a", "%", &"A".repeat(500)] {
            assert_eq!(vault.signed("calendar", nonsense), None);
        }
    }

    #[test]
    fn a_sealed_text_opens_only_in_its_own_place() {
        let cell = Cell { table: "journal_revisions", column: "body", row: "r1" };
        let sealed = key(MINATO).seal(cell, "内省").expect("sealing works");
        assert_eq!(key(MINATO).open(cell, &sealed).expect("it opens"), "内省");
        assert!(key(SOMEONE).open(cell, &sealed).is_err(), "same key bytes, other owner");
        assert!(key(MINATO).open(Cell { row: "r2", ..cell }, &sealed).is_err(), "other row");
        assert!(key(MINATO).open(Cell { column: "title", ..cell }, &sealed).is_err(), "other column");
        assert!(key(MINATO).open(Cell { table: "coach_answers", ..cell }, &sealed).is_err(), "other table");
        assert!(key(MINATO).open(cell, &sealed[..5]).is_err(), "too short");
    }

    #[test]
    fn the_same_text_is_never_sealed_the_same() {
        let cell = Cell { table: "t", column: "c", row: "r" };
        assert_ne!(key(MINATO).seal(cell, "a").expect("seals"), key(MINATO).seal(cell, "a").expect("seals"));
    }
}
