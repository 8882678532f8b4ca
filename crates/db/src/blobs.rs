//! Files kept by the SHA-256 of their content: the same content is stored once and never changes.

use std::fs::File;
use std::io::{Read as _, Write as _};
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

    /// Blobs of one owner alone, named by its id, in a folder of their own: what nobody else can hold may be removed.
    pub fn apart(&self, owner: &str) -> Self {
        Self { dir: self.dir.join("apart").join(owner) }
    }

    /// Removes the folder of [`Blobs::apart`] with all that is in it, if it is there.
    pub async fn remove_apart(&self, owner: &str) -> Result<()> {
        match tokio::fs::remove_dir_all(self.apart(owner).dir).await {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.into()),
            _ => Ok(()),
        }
    }

    /// An empty file to be filled and kept as a blob, for content too large to be held in memory.
    pub async fn draft(&self) -> Result<Draft> {
        tokio::fs::create_dir_all(&self.dir).await?;
        let name = format!("{}.part", kernel::new_id(kernel::Clock::System.now()));
        Ok(Draft { blobs: self.clone(), path: self.dir.join(name) })
    }

    /// The file of that hash, opened for reading, with its length in bytes; none when it is not here.
    pub async fn open(&self, hash: &str) -> Result<Option<(tokio::fs::File, u64)>> {
        let Some(path) = self.path(hash) else { return Ok(None) };
        match tokio::fs::File::open(path).await {
            Ok(file) => {
                let bytes = file.metadata().await?.len();
                Ok(Some((file, bytes)))
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    /// The content of that hash, if it is here.
    pub async fn get(&self, hash: &str) -> Result<Option<Vec<u8>>> {
        let Some(path) = self.path(hash) else { return Ok(None) };
        match tokio::fs::read(path).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e.into()),
        }
    }
}

/// A file on its way to becoming a blob; removed when it is dropped before it was kept.
#[derive(Debug)]
pub struct Draft {
    blobs: Blobs,
    path: PathBuf,
}

impl Draft {
    /// Where to write it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes it a blob; answers its address and its length in bytes.
    pub async fn keep(self) -> Result<(Blob, u64)> {
        let settle = move || {
            let (hash, bytes) = measured(&self.path)?;
            let path = self.blobs.path(&hash).ok_or_else(|| std::io::Error::other("not a SHA-256"))?;
            prepare_folder(&path)?;
            settle(&self.path, &path)?;
            Ok::<_, std::io::Error>((hash, bytes))
        };
        Ok(tokio::task::spawn_blocking(settle).await.map_err(std::io::Error::other)??)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Not there any more once it was kept.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The SHA-256 and the length of a file, read piece by piece.
fn measured(path: &Path) -> std::io::Result<(Blob, u64)> {
    let mut file = File::open(path)?;
    let (mut sha, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; 64 * 1024]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok((hex::encode(sha.finalize()), bytes)),
            read => {
                sha.update(&piece[..read]);
                bytes += read as u64;
            }
        }
    }
}

fn write_once(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    prepare_folder(path)?;
    let unfinished = path.with_extension(format!("{}.part", kernel::new_id(kernel::Clock::System.now())));
    File::create(&unfinished)?.write_all(bytes)?;
    settle(&unfinished, path)
}

fn prepare_folder(path: &Path) -> std::io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    if !dir.exists() {
        std::fs::create_dir_all(dir)?;
        File::open(dir.parent().unwrap_or(dir))?.sync_all()?;
    }
    Ok(())
}

/// Puts a finished file in its place, so that it outlives a power cut.
fn settle(unfinished: &Path, path: &Path) -> std::io::Result<()> {
    File::open(unfinished)?.sync_all()?;
    std::fs::rename(unfinished, path)?;
    File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}
