//! GIF: frames, their control and the loop; comments and other programs' data go.

use super::Log;

pub(super) fn strip(bytes: &[u8], log: &mut Log) -> Option<Vec<u8>> {
    if !matches!(bytes.get(..6)?, b"GIF87a" | b"GIF89a") {
        return None;
    }
    let mut at = 13 + table(*bytes.get(10)?);
    let mut kept = bytes.get(..at)?.to_vec();
    loop {
        let begun = at;
        match *bytes.get(at)? {
            0x3b => {
                kept.push(0x3b);
                if at + 1 < bytes.len() {
                    log.removed("图片末尾的附加数据");
                }
                return Some(kept);
            }
            0x2c => {
                at = blocks(bytes, at + 10 + table(*bytes.get(at + 9)?) + 1)?;
                kept.extend(&bytes[begun..at]);
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at = blocks(bytes, at + 2)?;
                let extension = &bytes[begun..at];
                let loops = label == 0xff && matches!(extension.get(3..14), Some(b"NETSCAPE2.0" | b"ANIMEXTS1.0"));
                match label {
                    0xf9 | 0x01 => kept.extend(extension),
                    _ if loops => kept.extend(extension),
                    0xfe => log.removed("注释"),
                    _ => log.removed("附加数据"),
                }
            }
            _ => return None,
        }
    }
}

/// The size of a table of colours, by the byte that announces it.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The place behind a sequence of blocks, each led by its size, the last of none.
fn blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let size = usize::from(*bytes.get(at)?);
        at += size + 1;
        if size == 0 {
            return Some(at);
        }
    }
}
