//! Metadata taken out of files before they are published: authors, histories, comments, where a picture was taken.

mod error;
mod exif;
mod gif;
mod jpeg;
mod kind;
mod office;
mod pdf;
mod png;
mod tiff;
mod webp;

pub use error::StripError;
pub use kind::FileKind;
pub use text::Limits;

use text::Format;
use text::untrusted::{self, Deadline};

/// A file without its metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stripped {
    /// The file as it may be published.
    pub bytes: Vec<u8>,
    /// What was taken out, in plain Chinese, each once: 作者, 批注, 拍摄位置 …
    pub removed: Vec<String>,
    /// What stays in the file and deserves a look, plain Chinese sentences: hidden sheets, an electronic seal that forbids changes …
    pub told: Vec<String>,
}

/// Takes the metadata out of a file of the given kind. CSV and text files have none and come back as they are.
///
/// # Errors
/// A [`StripError`] is a sentence for the person who attached the file: too large, locked, damaged, or holding what cannot be taken out.
pub fn strip(bytes: &[u8], kind: FileKind, limits: &Limits) -> Result<Stripped, StripError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(StripError::TooLarge { bytes: bytes.len() as u64, limit: limits.file_bytes });
    }
    match kind {
        FileKind::Csv | FileKind::Txt => Ok(Log::default().done(bytes.to_vec())),
        FileKind::Docx | FileKind::Xlsx | FileKind::Pptx | FileKind::Pdf => {
            // Parsers of other people run apart: a panic or an overrun is a refusal.
            let deadline = Deadline::after(limits.seconds);
            let (copy, limits) = (bytes.to_vec(), limits.clone());
            let work = move || {
                Ok(match kind {
                    FileKind::Pdf => pdf::strip(&copy, &limits),
                    _ => office::strip(&copy, kind, &limits, deadline),
                })
            };
            untrusted::run(Format::Pdf, deadline, work).map_err(|error| StripError::read(kind, error))?
        }
        _ => picture(bytes, kind),
    }
}

/// Pictures are walked block by block; only what draws them stays.
fn picture(bytes: &[u8], kind: FileKind) -> Result<Stripped, StripError> {
    let mut log = Log::default();
    let stripped = match kind {
        FileKind::Jpeg => jpeg::strip(bytes, &mut log),
        FileKind::Png => png::strip(bytes, &mut log),
        FileKind::Webp => webp::strip(bytes, &mut log),
        FileKind::Gif => gif::strip(bytes, &mut log),
        _ => tiff::strip(bytes, &mut log),
    };
    stripped.map(|bytes| log.done(bytes)).ok_or_else(|| StripError::broken(kind, "内部结构有误，可能没有传完"))
}

/// What was taken out and what is told, each once and in order.
#[derive(Debug, Default)]
struct Log {
    removed: Vec<String>,
    told: Vec<String>,
}

impl Log {
    fn removed(&mut self, what: &str) {
        if !self.removed.iter().any(|known| known == what) {
            self.removed.push(what.to_owned());
        }
    }

    fn told(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.told.contains(&what) {
            self.told.push(what);
        }
    }

    fn done(self, bytes: Vec<u8>) -> Stripped {
        Stripped { bytes, removed: self.removed, told: self.told }
    }
}
