//! Which Office document a zip package or a compound file holds.

use std::io::{Cursor, Read};

use crate::archive::Archive;
use crate::sniff::unsupported;
use crate::{Format, Limits, ReadError};

/// The format of a zip package; refuses the kinds that are not read.
pub(crate) fn zip_format(archive: &Archive) -> Result<Format, ReadError> {
    if archive.has("OFD.xml") {
        return Err(unsupported("OFD 版式文档"));
    }
    if archive.has("xl/workbook.bin") {
        return Err(unsupported("二进制 Excel 表格（.xlsb）"));
    }
    if archive.has_under("word/") {
        return Ok(Format::Docx);
    }
    if archive.has_under("xl/") {
        return Ok(Format::Xlsx);
    }
    if archive.has_under("ppt/") {
        return Err(unsupported("演示文稿（.pptx）"));
    }
    if archive.has("META-INF/manifest.xml") && archive.has("content.xml") {
        return Err(unsupported("OpenDocument 文档"));
    }
    // The main part may have any name; a package without content types is just an archive.
    if archive.has("[Content_Types].xml") && archive.has("_rels/.rels") {
        return Ok(Format::Docx);
    }
    Err(unsupported("压缩包"))
}

/// The workbook stream of an old .xls file; refuses old Word files, encrypted files and everything else in this container.
pub(crate) fn compound_workbook(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, ReadError> {
    let broken = || ReadError::broken(Format::Xlsx, "旧格式 Office 文件不完整");
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| {
        // A cut-off file still names its streams, in UTF-16.
        if mentions(bytes, "WordDocument") { unsupported("旧版 Word 文档（.doc）") } else { broken() }
    })?;
    if file.exists("EncryptedPackage") || file.exists("EncryptionInfo") {
        return Err(ReadError::Locked);
    }
    for (stream, name) in [
        ("WordDocument", "旧版 Word 文档（.doc）"),
        ("PowerPoint Document", "旧版演示文稿（.ppt）"),
        ("HwpSummaryInformation", "HWP 文档"),
    ] {
        if file.exists(stream) {
            return Err(unsupported(name));
        }
    }
    let name =
        ["Workbook", "Book"].into_iter().find(|name| file.is_stream(name)).ok_or(unsupported("这种旧格式文档"))?;
    let mut stream = Vec::new();
    let opened = file.open_stream(name).map_err(|_| broken())?;
    opened.take(limits.file_bytes).read_to_end(&mut stream).map_err(|_| broken())?;
    Ok(stream)
}

fn mentions(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}
