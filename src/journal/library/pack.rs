//! Packing an archive piece by piece. Whoever reads hands each piece on; a thread of its own compresses it, because years of
//! writing take long enough to keep others waiting. Only a few pieces lie open at once.
//!
//! What memory it takes is the packed file, as large as what one person wrote and a few times smaller than that, for a few
//! people at once; how often one may ask is limited (`Deed::Export`). It lies nowhere on a disk, because it can be read, and
//! goes out when it is whole: one that breaks off on its way would look like all there is, and whoever reads slowly would
//! keep a connection to the database.

use std::io::{Cursor, Write};

use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::server::{Failure, Result};

/// So many pieces may wait to be packed.
const WAITING: usize = 8;

/// So many archives are packed at once; the others wait.
static PLACES: Semaphore = Semaphore::const_new(4);

enum Piece {
    /// A file begins.
    File(String),
    /// More of the file.
    Text(String),
}

/// An archive in the making.
pub struct Packer {
    pieces: mpsc::Sender<Piece>,
    work: JoinHandle<Result<Vec<u8>>>,
}

impl Packer {
    /// Begins one when it is its turn. The turn belongs to the work: a request that is broken off makes no room for more.
    pub async fn start() -> Result<Packer> {
        let place = PLACES.acquire().await.map_err(|error| Failure::other("waiting to pack", error))?;
        let (pieces, waiting) = mpsc::channel(WAITING);
        let work = tokio::task::spawn_blocking(move || {
            let _place = place;
            pack(waiting)
        });
        Ok(Packer { pieces, work })
    }

    /// Begins a file.
    pub async fn file(&self, name: &str) {
        self.hand(Piece::File(name.to_owned())).await;
    }

    /// Adds to the file that was begun last.
    pub async fn text(&self, words: String) {
        self.hand(Piece::Text(words)).await;
    }

    /// A file as a whole.
    pub async fn whole(&self, name: &str, words: String) {
        self.file(name).await;
        self.text(words).await;
    }

    async fn hand(&self, piece: Piece) {
        // When the packing came to an end early, `finish` says why.
        let _ = self.pieces.send(piece).await;
    }

    /// The archive.
    pub async fn finish(self) -> Result<Vec<u8>> {
        drop(self.pieces);
        self.work.await.map_err(|error| Failure::other("packing an archive", error))?
    }
}

fn pack(mut waiting: mpsc::Receiver<Piece>) -> Result<Vec<u8>> {
    let failed = |error: zip::result::ZipError| Failure::other("packing an archive", error);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().unix_permissions(0o600);
    while let Some(piece) = waiting.blocking_recv() {
        match piece {
            Piece::File(name) => zip.start_file(name.as_str(), options).map_err(failed)?,
            Piece::Text(words) => {
                zip.write_all(words.as_bytes()).map_err(|error| Failure::other("packing an archive", error))?;
            }
        }
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}
