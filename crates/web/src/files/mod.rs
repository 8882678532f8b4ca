//! Files people send: looked at, checked for viruses by the operator's own command, kept by their content.

mod kind;
mod scan;

use kernel::Problem;
use sha2::{Digest as _, Sha256};

pub use kind::accepted;

use crate::App;

/// A file that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The SHA-256 of its content, by which it is found again.
    pub hash: String,
    /// Its media type, told by its content.
    pub media_type: &'static str,
    /// Its length in bytes.
    pub bytes: i64,
}

impl App {
    /// Keeps a file of one of the accepted sorts.
    pub async fn keep_file(&self, name: &str, bytes: Vec<u8>) -> Result<Kept, Problem> {
        if bytes.is_empty() {
            return Err(Problem::refused(format!("“{name}”是空文件，没有接收。")));
        }
        if bytes.len() > self.settings.upload_bytes {
            let most = self.settings.upload_bytes >> 20;
            return Err(Problem::refused(format!("“{name}”超过 {most} MB，没有接收。请拆开或压缩后再传。")));
        }
        let media_type = kind::media_type(name, &bytes).map_err(Problem::Refused)?;
        self.scan_file(name, &bytes).await?;
        let hash = hex::encode(Sha256::digest(&bytes));
        let length = i64::try_from(bytes.len()).map_err(Problem::internal)?;
        self.blobs.put(&hash, bytes).await?;
        Ok(Kept { hash, media_type, bytes: length })
    }

    /// Has the operator's command look at a file; without a command there is nothing to look with.
    pub async fn scan_file(&self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        match self.settings.scan.split_first() {
            Some((program, arguments)) => scan::scan(program, arguments, name, bytes).await,
            None => Ok(()),
        }
    }
}
