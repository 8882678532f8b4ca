//! JPEG: the segments that draw the picture, its colours and its orientation; nothing behind its end.

use super::{Log, exif};

pub(super) fn strip(bytes: &[u8], log: &mut Log) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..2).filter(|start| *start == b"\xff\xd8")?.to_vec();
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // Fill bytes.
            0xff => {
                at += 1;
                continue;
            }
            0xd9 => {
                kept.extend(b"\xff\xd9");
                if bytes.len() > at + 2 {
                    log.removed("图片末尾的附加数据");
                }
                return Some(kept);
            }
            0x01 | 0xd0..=0xd7 => {
                kept.extend([0xff, marker]);
                at += 2;
                continue;
            }
            0x00 | 0xd8 => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let segment = bytes.get(at..at + 2 + length)?;
        let content = segment.get(4..)?;
        keep(marker, segment, content, &mut kept, log);
        at += segment.len();
        if marker == 0xda {
            let scan = &bytes[at..scanned(bytes, at)?];
            kept.extend(scan);
            at += scan.len();
        }
    }
}

fn keep(marker: u8, segment: &[u8], content: &[u8], kept: &mut Vec<u8>, log: &mut Log) {
    match marker {
        0xe0 if content.starts_with(b"JFIF\0") && content.len() >= 14 => {
            kept.extend(b"\xff\xe0\0\x10");
            kept.extend(&content[..12]);
            // A small picture of an earlier state may follow: it has no size any more.
            kept.extend([0, 0]);
            if content.len() > 14 {
                log.removed("缩略图");
            }
        }
        0xe1 if content.starts_with(b"Exif\0\0") => {
            if let Some(orientation) = exif::read(&content[6..], log) {
                let data = exif::turned(orientation);
                kept.extend([0xff, 0xe1, 0, (data.len() + 8) as u8]);
                kept.extend(b"Exif\0\0");
                kept.extend(data);
            }
        }
        0xe1 => log.removed("编辑记录（XMP）"),
        0xe2 if content.starts_with(b"ICC_PROFILE\0") => kept.extend(segment),
        0xed => log.removed("作者和说明（IPTC）"),
        0xee if content.starts_with(b"Adobe") => kept.extend(segment),
        0xfe => log.removed("注释"),
        0xe0..=0xef => log.removed("附加数据"),
        _ => kept.extend(segment),
    }
}

/// Where the drawn data that begins at `at` ends: at the next marker that is neither a restart nor an escaped byte.
fn scanned(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}
