//! PNG: the chunks that draw the picture, and its orientation.

use super::{Log, exif};

const KEPT: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
    b"cICP", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn strip(bytes: &[u8], log: &mut Log) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..8).filter(|start| *start == b"\x89PNG\r\n\x1a\n")?.to_vec();
    let mut at = 8;
    let mut begun = false;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let name = &chunk[4..8];
        at += chunk.len();
        if name == b"IDAT" && !begun {
            begun = true;
            // What tells the orientation stands before the picture; the file's own may come behind it.
            if let Some(orientation) = orientation(bytes, log) {
                push(&mut kept, b"eXIf", &exif::turned(orientation));
            }
        }
        if KEPT.iter().any(|known| *known == name) {
            kept.extend(chunk);
        } else {
            match name {
                b"eXIf" => {}
                b"tEXt" | b"zTXt" | b"iTXt" => log.removed("作者和说明文字"),
                b"tIME" => log.removed("修改时间"),
                _ => log.removed("附加数据"),
            }
        }
        if name == b"IEND" {
            if at < bytes.len() {
                log.removed("图片末尾的附加数据");
            }
            return Some(kept);
        }
    }
}

/// The orientation told by the file's `eXIf` chunk, wherever it stands.
fn orientation(bytes: &[u8], log: &mut Log) -> Option<u8> {
    let mut at = 8;
    while let Some(length) = bytes.get(at..at + 4) {
        let length = u32::from_be_bytes(length.try_into().ok()?) as usize;
        let data = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        if &bytes[at + 4..at + 8] == b"eXIf" {
            return exif::read(data, log);
        }
        at += length + 12;
    }
    None
}

fn push(kept: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    kept.extend((data.len() as u32).to_be_bytes());
    kept.extend(name);
    kept.extend(data);
    kept.extend(checksum(name.iter().chain(data)).to_be_bytes());
}

/// CRC-32 as PNG has it.
fn checksum<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    !bytes.fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(checksum(b"123456789".iter()), 0xcbf4_3926);
    }
}
