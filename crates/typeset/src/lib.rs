//! A public document becomes a tagged PDF (PDF/UA-1) that looks like an official document (GB/T 9704).
//!
//! The text is data all the way: it reaches the layout as values of its scope and is never read as markup.

mod clean;
mod fonts;
mod parts;
mod sheet;
mod world;

use paper::{FORMAT, Paper};
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use fonts::{Fonts, VARIABLE};

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What came in is no paper.
    #[error("the input is not a document: {0}")]
    Input(#[from] serde_json::Error),
    /// It comes from a server of another version.
    #[error(
        "the document has format {found}, this program sets format {FORMAT}: install the version that belongs to the server"
    )]
    Format {
        /// The format that came.
        found: u32,
    },
    /// No font to set Chinese with.
    #[error(
        "no Chinese font found in {looked}: install fonts-noto-cjk (Debian, Ubuntu) or google-noto-serif-cjk-fonts and \
         google-noto-sans-cjk-fonts (Fedora), or name folders with fonts in {VARIABLE}"
    )]
    Fonts {
        /// The folders that were searched.
        looked: String,
    },
    /// It could not be set: a fault of this program.
    #[error("the document could not be set: {0}")]
    Setting(String),
}

#[derive(serde::Deserialize)]
struct Format {
    format: u32,
}

/// Reads a [`Paper`].
///
/// # Errors
/// When it is none, or of another format.
pub fn read(input: &[u8]) -> Result<Paper, Failure> {
    // The number first: a paper of another format need not have the fields of this one.
    let Format { format } = serde_json::from_slice(input)?;
    if format != FORMAT {
        return Err(Failure::Format { found: format });
    }
    Ok(serde_json::from_slice(input)?)
}

/// Sets a paper. The same paper and fonts always give the same bytes.
///
/// # Errors
/// When a font is missing or the layout fails.
pub fn set(paper: Paper, fonts: Fonts) -> Result<Vec<u8>, Failure> {
    let identity = format!("{} {}", paper.address, paper.source.join(" "));
    let published_at = paper.published_at;
    let sheet = sheet::Sheet::of(paper, &fonts);
    let world = world::Desk::new(&sheet, fonts)?;
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    let document = output.map_err(|errors| told(&errors))?;
    let options = PdfOptions {
        ident: Smart::Custom(identity),
        timestamp: instant(published_at).map(Timestamp::new_utc),
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| Failure::Setting(format!("{error:?}")))?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| told(&errors))
}

fn instant(milliseconds: i64) -> Option<Datetime> {
    let at = jiff::Timestamp::from_millisecond(milliseconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let small = |number: i8| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        i32::from(at.year()),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )
}

fn told(errors: &[SourceDiagnostic]) -> Failure {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    Failure::Setting(messages.join("; "))
}
