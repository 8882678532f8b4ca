//! Optional programs of the system that read what no library here reads as well.

use std::path::PathBuf;

use child::on_path;

/// Programs that may be present. With none of them every format but scans is still read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tools {
    /// poppler's `pdftotext`: better PDF text than the built-in reader.
    pub pdftotext: Option<PathBuf>,
    /// poppler's `pdftoppm`: PDF pages as pictures, for character recognition.
    pub pdftoppm: Option<PathBuf>,
    /// Character recognition.
    pub ocr: Option<Ocr>,
}

/// Character recognition by `tesseract`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ocr {
    /// The program.
    pub command: PathBuf,
    /// Its language data, e.g. `chi_sim`.
    pub language: String,
}

impl Tools {
    /// No programs: only what is built in.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Whatever the `PATH` of this process offers, asked anew on each call.
    #[must_use]
    pub fn installed() -> Self {
        Self {
            pdftotext: on_path("pdftotext"),
            pdftoppm: on_path("pdftoppm"),
            ocr: on_path("tesseract").map(|command| Ocr { command, language: "chi_sim".into() }),
        }
    }
}
