//! WebP: the chunks that draw the picture, its colours and its orientation.

use super::{Log, exif};

const KEPT: &[&[u8; 4]] = &[b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// Bits of the header that announce the camera's data and the history of edits.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

pub(super) fn strip(bytes: &[u8], log: &mut Log) -> Option<Vec<u8>> {
    let long = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    if bytes.get(..4)? != b"RIFF" || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    let end = long(4)?.checked_add(8)?.min(bytes.len());
    let mut kept = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut header = None;
    let mut orientation = None;
    let mut at = 12;
    while at + 8 <= end {
        let length = long(at + 4)?;
        let padded = length.checked_add(length % 2)?;
        let chunk = bytes.get(at..at.checked_add(8)?.checked_add(length)?)?;
        let name = &chunk[..4];
        at = at.checked_add(8)?.checked_add(padded)?;
        if KEPT.iter().any(|known| *known == name) {
            if name == b"VP8X" && length >= 10 {
                header = Some(kept.len() + 8);
            }
            kept.extend(chunk);
            kept.extend(std::iter::repeat_n(0, padded - length));
        } else if name == b"EXIF" {
            let data = &chunk[8..];
            orientation = exif::read(data.strip_prefix(b"Exif\0\0").unwrap_or(data), log);
        } else {
            log.removed(if name == b"XMP " { "编辑记录（XMP）" } else { "附加数据" });
        }
    }
    if at < bytes.len() {
        log.removed("图片末尾的附加数据");
    }
    if let Some(header) = header {
        kept[header] &= !(EXIF | XMP);
        if let Some(orientation) = orientation {
            kept[header] |= EXIF;
            let data = exif::turned(orientation);
            kept.extend(b"EXIF");
            kept.extend((data.len() as u32).to_le_bytes());
            kept.extend(data);
        }
    }
    let size = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&size.to_le_bytes());
    (kept.len() > 12).then_some(kept)
}
