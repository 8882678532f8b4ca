//! Zip packages opened without trust: entries, sizes and ratio are checked before and while unpacking.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Format, Limits, ReadError};

/// Deflate cannot pack text much tighter than this in honest documents; a bomb is near 1,000.
const HIGHEST_RATIO: u64 = 250;
/// Small parts may pack tightly: an empty sheet is nothing but repetition.
const RATIO_APPLIES_ABOVE: u64 = 8 << 20;

/// An Office package, with a budget of bytes that may still be unpacked from it.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    format: Format,
    budget: u64,
}

impl<'a> Archive<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// No package, locked, or more entries than allowed.
    pub fn open(bytes: &'a [u8], format: Format, limits: &Limits) -> Result<Self, ReadError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(format, &error))?;
        if zip.len() > limits.entries {
            return Err(ReadError::complex(format!("压缩包内超过 {} 个文件", limits.entries)));
        }
        Ok(Self { zip, format, budget: limits.unpacked_bytes })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Whether any entry lies under a folder.
    pub(crate) fn has_under(&self, folder: &str) -> bool {
        self.zip.file_names_raw().any(|name| name.starts_with(folder.as_bytes()))
    }

    /// The names of all entries, in their order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.zip.file_names().flatten().map(std::borrow::Cow::into_owned).collect()
    }

    /// The unpacked bytes of one part, or nothing when there is no such part.
    ///
    /// # Errors
    /// Damaged, or more than may still be unpacked.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let mut unpacked = Vec::new();
        self.unpack(index, &mut unpacked)?;
        Ok(Some(unpacked))
    }

    /// Unpacks everything once, part by part, so that a parser which trusts the package can have it. Refuses a part that `suspect` points at.
    pub(crate) fn inspect(&mut self, suspect: fn(&[u8]) -> bool) -> Result<(), ReadError> {
        let mut part = Vec::new();
        (0..self.zip.len()).try_for_each(|index| {
            part.clear();
            self.unpack(index, &mut part)?;
            if suspect(&part) { Err(ReadError::broken(self.format, "内部数量有误")) } else { Ok(()) }
        })
    }

    /// What a part really unpacks to decides; the sizes a package declares may lie.
    fn unpack(&mut self, index: usize, out: &mut impl std::io::Write) -> Result<(), ReadError> {
        let format = self.format;
        let file = self.zip.by_index(index).map_err(|error| refusal(format, &error))?;
        let packed = file.compressed_size();
        let allowed = self.budget.min(packed.saturating_mul(HIGHEST_RATIO).max(RATIO_APPLIES_ABOVE));
        let unpacked =
            std::io::copy(&mut file.take(allowed + 1), out).map_err(|_| ReadError::broken(format, "压缩数据不完整"))?;
        if unpacked > allowed {
            return Err(ReadError::complex("解压后的内容大得异常"));
        }
        self.budget -= unpacked;
        Ok(())
    }
}

fn refusal(format: Format, error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => ReadError::Locked,
        ZipError::UnsupportedArchive(_) => ReadError::broken(format, "压缩方式不受支持"),
        _ => ReadError::broken(format, "压缩包不完整，可能没有传完"),
    }
}
