//! Files kept by the hash of their content.

use db::Blobs;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// How many files there are below a folder.
fn files(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn the_same_content_is_stored_once() {
    let folder = TempDir::new().unwrap();
    let blobs = Blobs::new(folder.path().join("blobs"));
    let hash = hash(b"plan");
    blobs.put(&hash, b"plan".to_vec()).await.unwrap();
    blobs.put(&hash, b"plan".to_vec()).await.unwrap();
    assert_eq!(blobs.get(&hash).await.unwrap().as_deref(), Some(&b"plan"[..]));
    assert_eq!(files(folder.path()), 1);
}

#[tokio::test]
async fn twenty_people_storing_the_same_file_at_once_all_succeed() {
    let folder = TempDir::new().unwrap();
    let blobs = Blobs::new(folder.path());
    let puts = (0..20).map(|_| {
        let blobs = blobs.clone();
        tokio::spawn(async move { blobs.put(&hash(b"plan"), b"plan".to_vec()).await })
    });
    for put in puts.collect::<Vec<_>>() {
        put.await.unwrap().unwrap();
    }
    assert_eq!(files(folder.path()), 1);
}

#[tokio::test]
async fn content_under_another_hash_is_refused() {
    let folder = TempDir::new().unwrap();
    let blobs = Blobs::new(folder.path());
    assert!(blobs.put(&hash(b"other"), b"plan".to_vec()).await.is_err());
    assert_eq!(blobs.get(&hash(b"other")).await.unwrap(), None);
    assert_eq!(files(folder.path()), 0);
}

#[tokio::test]
async fn what_is_no_hash_is_refused_and_never_found() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("secret"), b"x").unwrap();
    let blobs = Blobs::new(folder.path().join("blobs"));
    let capitals = hash(b"plan").to_uppercase();
    for bad in ["", "../secret", "../../../../etc/passwd", "ab", &capitals] {
        assert!(blobs.put(bad, b"plan".to_vec()).await.is_err(), "{bad}");
        assert_eq!(blobs.get(bad).await.unwrap(), None, "{bad}");
    }
}

#[tokio::test]
async fn half_a_file_left_by_a_crash_is_not_mistaken_for_the_file() {
    let folder = TempDir::new().unwrap();
    let (blobs, hash) = (Blobs::new(folder.path()), hash(b"plan"));
    let shelf = folder.path().join(&hash[..2]);
    std::fs::create_dir(&shelf).unwrap();
    std::fs::write(shelf.join(format!("{hash}.0190-left-over.part")), b"pl").unwrap();
    assert_eq!(blobs.get(&hash).await.unwrap(), None);
    blobs.put(&hash, b"plan".to_vec()).await.unwrap();
    assert_eq!(blobs.get(&hash).await.unwrap().as_deref(), Some(&b"plan"[..]));
}
