//! The root keys: their file, and changing them while the site is served. People's keys are wrapped by the newest;
//! older ones stay readable until nobody's key is wrapped by them.
//!
//! The file of a new site holds 32 bytes: version 1. After the first change it is text: a line for each version, and
//! one for the key that signs addresses, which stays what it was so that links in letters and calendars go on working.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::Path;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hkdf::Hkdf;
use sha2::Sha256;
use sqlx::Row;

use super::crypto::{rewrap, wrap_label};
use super::db::{Conn, Db};
use super::failure::{Failure, Result};

/// How many people's keys are wrapped anew in one write.
const BATCH: i64 = 200;

/// How long a running server may take to see that there is a new key.
const SEEN: Duration = Duration::from_secs(60);

/// A key.
pub type Key = [u8; 32];

/// The root keys of a site.
#[derive(Clone, PartialEq, Eq)]
pub struct Ring {
    roots: BTreeMap<i64, Key>,
    sign: Key,
}

impl Ring {
    /// The ring of a site that never changed its key.
    pub fn of(root: Key) -> Ring {
        let (sign, _) = Hkdf::<Sha256>::extract(None, &root);
        Ring { roots: BTreeMap::from([(1, root)]), sign: sign.into() }
    }

    /// Reads the file, if there is one. Refuses one that others could read.
    pub fn read(path: &Path) -> Result<Option<Ring>> {
        if !path.exists() {
            return Ok(None);
        }
        let failed = |error| Failure::other("reading the root key", error);
        let mode = fs::metadata(path).map_err(failed)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Failure::refused(format!("{} can be read by others; run: chmod 600 {0}", path.display())));
        }
        let bytes = fs::read(path).map_err(failed)?;
        let found = match Key::try_from(bytes.as_slice()) {
            Ok(root) => Some(Ring::of(root)),
            Err(_) => std::str::from_utf8(&bytes).ok().and_then(Ring::parse),
        };
        found.map(Some).ok_or_else(|| Failure::refused(format!("{} does not hold root keys", path.display())))
    }

    /// Reads the file, or makes one on the first start. Whoever loses it loses all private text.
    pub fn read_or_make(path: &Path) -> Result<Ring> {
        if let Some(ring) = Ring::read(path)? {
            return Ok(ring);
        }
        let root: Key = rand::random();
        let write = || {
            let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
            file.write_all(&root)?;
            file.sync_all()
        };
        write().map_err(|error| Failure::other("writing the root key", error))?;
        Ok(Ring::of(root))
    }

    /// The newest root key and its version.
    pub fn newest(&self) -> (i64, &Key) {
        let newest = self.roots.last_key_value();
        newest.map(|(version, key)| (*version, key)).expect("a ring is made with a key and never loses its newest")
    }

    /// The root key of a version.
    pub fn root(&self, version: i64) -> Option<&Key> {
        self.roots.get(&version)
    }

    /// The key that signs addresses, ready for HKDF.
    pub fn signing(&self) -> &Key {
        &self.sign
    }

    /// The versions, the oldest first.
    pub fn versions(&self) -> Vec<i64> {
        self.roots.keys().copied().collect()
    }

    fn parse(text: &str) -> Option<Ring> {
        let (mut roots, mut sign) = (BTreeMap::new(), None);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, word) = line.split_once(' ')?;
            let key = Key::try_from(STANDARD_NO_PAD.decode(word).ok()?).ok()?;
            match name {
                "sign" => sign = Some(key),
                version => drop(roots.insert(version.parse().ok()?, key)),
            }
        }
        Some(Ring { sign: sign?, roots }).filter(|ring| !ring.roots.is_empty())
    }

    /// Puts the file in the place of the old one, whole or not at all. It belongs to whom the old one belonged to: the
    /// server must be able to read it when somebody else, such as root, ran the command.
    fn write(&self, path: &Path) -> Result<()> {
        let mut text = "# Root keys of Assemble. Whoever loses this file loses all private text.\n".to_owned();
        for (version, key) in &self.roots {
            text += &format!("{version} {}\n", STANDARD_NO_PAD.encode(key));
        }
        text += &format!("sign {}\n", STANDARD_NO_PAD.encode(self.sign));
        let beside = path.with_extension("key.new");
        let write = || {
            let _ = fs::remove_file(&beside);
            let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
            give_to_owner_of(path, &file)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&beside, path)?;
            path.parent().map_or(Ok(()), |directory| fs::File::open(directory)?.sync_all())
        };
        write().map_err(|error| {
            let _ = fs::remove_file(&beside);
            Failure::other("writing the root keys", error)
        })
    }
}

/// Gives a new file to whom the old one belongs.
fn give_to_owner_of(old: &Path, new: &File) -> io::Result<()> {
    match fs::metadata(old) {
        Ok(old) => fchown(new, Some(old.uid()), Some(old.gid()))
            .map_err(|error| io::Error::other(format!("giving the new file to the owner of the old one: {error}"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Holds the root keys for one command, until what it gives is dropped. Two that read them and write them at once would
/// lose a key that people's keys are wrapped by: the second is refused.
pub fn hold(path: &Path) -> Result<File> {
    let beside = path.with_extension("key.lock");
    let failed = |error| Failure::other("locking the root keys", error);
    // Nothing is in it. Whoever comes later may be somebody else, and needs to open it for reading only.
    let file = match fs::OpenOptions::new().write(true).create_new(true).mode(0o644).open(&beside) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => File::open(&beside),
        made => made,
    };
    let file = file.map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(Failure::refused("another `assemble keys` is at work; wait until it has ended".to_owned()))
        }
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// How many people's keys are wrapped by each version.
pub async fn in_use(conn: &mut Conn) -> Result<BTreeMap<i64, i64>> {
    let rows = sqlx::query("select root_version, count(*) from user_keys group by root_version order by root_version")
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// Makes a new root key, unless one was made and not everybody's key is wrapped by it yet, and wraps all keys by it.
/// It may be stopped at any moment and run again; the site may be served meanwhile. Gives the version and how many keys
/// were wrapped anew. Refused while another command changes the root keys.
pub async fn rotate(db: &Db, path: &Path) -> Result<(i64, i64)> {
    let _held = hold(path)?;
    let ring = prepare(db, path).await?;
    let mut done = 0;
    loop {
        let wrapped = db.write(ring.clone(), |tx, ring| Box::pin(wrap_some(tx, ring))).await?;
        done += wrapped;
        if wrapped == 0 {
            return Ok((ring.newest().0, done));
        }
    }
}

/// The ring whose newest key is to wrap all others: a new one, unless the work with the last is not done. The caller
/// holds the root keys.
pub async fn prepare(db: &Db, path: &Path) -> Result<Ring> {
    let mut ring = Ring::read(path)?.ok_or_else(|| Failure::refused(format!("there is no {}", path.display())))?;
    let (newest, _) = ring.newest();
    let behind = in_use(&mut *db.read().await?).await?.keys().any(|version| *version < newest);
    if !behind {
        ring.roots.insert(newest + 1, rand::random());
        ring.write(path)?;
    }
    Ok(ring)
}

/// Wraps a batch of keys by the newest root key; says how many.
pub async fn wrap_some(conn: &mut Conn, ring: &Ring) -> Result<i64> {
    let (newest, key) = ring.newest();
    let rows = sqlx::query(
        "select user_id, root_version, wrapped from user_keys where root_version < $1 order by user_id limit $2",
    )
    .bind(newest)
    .bind(BATCH)
    .fetch_all(&mut *conn)
    .await?;
    for row in &rows {
        let (user, version): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
        let old = ring.root(version).ok_or_else(|| Failure::refused(format!("root key {version} is missing")))?;
        let wrapped = rewrap((old, key), &wrap_label(&user.parse()?), &row.try_get::<Vec<u8>, _>(2)?)?;
        // One that was destroyed meanwhile stays so.
        sqlx::query("update user_keys set root_version = $3, wrapped = $4 where user_id = $1 and root_version = $2")
            .bind(&user)
            .bind(version)
            .bind(newest)
            .bind(wrapped)
            .execute(&mut *conn)
            .await?;
    }
    Ok(rows.len() as i64)
}

/// Takes root keys out of the file that wrap nobody's key any more. Gives their versions. Refused while another command
/// changes the root keys.
pub async fn retire(db: &Db, path: &Path) -> Result<Vec<i64>> {
    let _held = hold(path)?;
    let mut ring = Ring::read(path)?.ok_or_else(|| Failure::refused(format!("there is no {}", path.display())))?;
    let (newest, _) = ring.newest();
    let used = in_use(&mut *db.read().await?).await?;
    if used.keys().any(|version| *version < newest) {
        return Err(Failure::refused(
            "some keys are still wrapped by an old one; run `assemble keys rotate`".to_owned(),
        ));
    }
    let changed = fs::metadata(path).and_then(|found| found.modified()).unwrap_or(SystemTime::now());
    if changed.elapsed().unwrap_or_default() < SEEN && ring.roots.len() > 1 {
        return Err(Failure::refused("the newest key is a minute old at most; try again in a minute".to_owned()));
    }
    let old: Vec<i64> = ring.roots.keys().copied().filter(|version| *version < newest).collect();
    if !old.is_empty() {
        ring.roots.retain(|version, _| *version == newest);
        ring.write(path)?;
    }
    Ok(old)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_belongs_to_whom_the_old_one_belonged_to() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("root.key");
        let ring = Ring::read_or_make(&path).expect("made");
        // Only root can give a file away; for anybody else it stays their own.
        let _ = std::os::unix::fs::chown(&path, Some(12_345), Some(12_345));
        let owner = || {
            let found = fs::metadata(&path).expect("a file");
            (found.uid(), found.gid(), found.mode() & 0o777)
        };
        let before = owner();
        ring.write(&path).expect("written");
        assert_eq!(owner(), before);
        assert_eq!(before.2, 0o600);
    }

    #[test]
    fn what_one_holds_another_is_refused_until_it_is_let_go() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("root.key");
        let first = hold(&path).expect("nobody holds it");
        assert!(hold(&path).is_err_and(|refused| refused.to_string().contains("at work")));
        drop(first);
        hold(&path).expect("nobody holds it any more");
    }

    #[test]
    fn the_file_reads_back_and_signs_as_before() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("root.key");
        let first = Ring::read_or_make(&path).expect("made");
        assert!(Ring::read(&path).expect("read") == Some(first.clone()));
        let mut next = first.clone();
        next.roots.insert(2, [9; 32]);
        next.write(&path).expect("written");
        let read = Ring::read(&path).expect("read").expect("there");
        assert!(read == next && read.signing() == first.signing());
        assert_eq!((read.newest().0, read.versions()), (2, vec![1, 2]));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("changed");
        assert!(Ring::read(&path).is_err(), "others could read it");
        for nonsense in ["", "1 x\nsign y", "sign AAAA", "# nothing"] {
            assert!(Ring::parse(nonsense).is_none(), "{nonsense}");
        }
    }
}
