//! Files kept by the SHA-256 of their content: the same content is stored once and never changes.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::Result;

/// The address of a stored file: 64 hexadecimal characters.
pub type Blob = String;

/// A folder of content-addressed files.
#[derive(Clone, Debug)]
pub struct Blobs {
    dir: PathBuf,
}

impl Blobs {
    /// Blobs under `dir`, made when first needed.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    fn path(&self, hash: &str) -> Option<PathBuf> {
        let valid = hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        valid.then(|| self.dir.join(&hash[..2]).join(hash))
    }

    /// Stores `bytes`, whose SHA-256 in small hexadecimal letters is `hash`; refuses them when it is not. Complete or
    /// not there at all, also after a crash.
    pub async fn put(&self, hash: &str, bytes: Vec<u8>) -> Result<()> {
        let path = self.path(hash).ok_or_else(|| std::io::Error::other("not a SHA-256"))?;
        let hash = hash.to_owned();
        let store = move || {
            if hex::encode(Sha256::digest(&bytes)) != hash {
                return Err(std::io::Error::other("the content does not have this SHA-256"));
            }
            write_once(&path, &bytes)
        };
        tokio::task::spawn_blocking(store).await.map_err(std::io::Error::other)??;
        Ok(())
    }

    /// The file of that hash, if it is here.
    pub async fn get(&self, hash: &str) -> Result<Option<Vec<u8>>> {
        let Some(path) = self.path(hash) else { return Ok(None) };
        match tokio::fs::read(path).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e.into()),
        }
    }
}

fn write_once(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let dir = path.parent().unwrap_or(Path::new("."));
    if !dir.exists() {
        std::fs::create_dir_all(dir)?;
        std::fs::File::open(dir.parent().unwrap_or(dir))?.sync_all()?;
    }
    let unfinished = path.with_extension(format!("{}.part", kernel::new_id(kernel::Clock::System.now())));
    let mut file = std::fs::File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&unfinished, path)?;
    std::fs::File::open(dir)?.sync_all()
}
