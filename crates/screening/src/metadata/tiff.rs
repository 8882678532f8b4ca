//! TIFF: built anew from the tags that draw the pages, so that nothing unreferenced comes along.

use super::Log;

/// Tags that describe how the picture is drawn; strips and tiles are handled apart.
const KEPT: &[u16] = &[
    254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 274, 277, 278, 280, 281, 282, 283, 284, 290, 291, 292, 293,
    296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 332, 334, 336, 338, 339, 340, 341, 347, 529, 530, 531, 532,
    34675,
];
/// Where the parts of a picture stand, and how long they are: in strips or in tiles.
const PARTS: [(u16, u16); 2] = [(273, 279), (324, 325)];
/// Old pictures within pictures are drawn from places that the tags do not tell in full.
const REFUSED: u16 = 513;
const MOST_PAGES: usize = 2_000;

struct File<'a> {
    bytes: &'a [u8],
    little: bool,
}

struct Entry {
    tag: u16,
    format: u16,
    count: u32,
    data: Vec<u8>,
}

pub(super) fn strip(bytes: &[u8], log: &mut Log) -> Option<Vec<u8>> {
    let file = File { bytes, little: bytes.starts_with(b"II") };
    if file.word(2)? != 42 {
        return None;
    }
    let mut out = bytes.get(..4)?.to_vec();
    // The place where the next directory's place is written.
    let mut link = out.len();
    out.extend([0; 4]);
    let mut directory = file.long(4)? as usize;
    let mut pages = 0;
    let mut budget = bytes.len();
    while directory != 0 {
        pages += 1;
        if pages > MOST_PAGES {
            return None;
        }
        let count = usize::from(file.word(directory)?);
        let mut entries = Vec::new();
        for index in 0..count {
            let entry = file.entry(directory + 2 + index * 12)?;
            if KEPT.contains(&entry.tag) || PARTS.iter().any(|(places, sizes)| [*places, *sizes].contains(&entry.tag)) {
                entries.push(entry);
            } else {
                log.removed(match entry.tag {
                    REFUSED => return None,
                    34853 => "拍摄位置",
                    315 | 33432 | 270 | 269 => "作者和说明",
                    271 | 272 | 305 | 306 | 316 | 34665 => "拍摄设备和时间",
                    700 => "编辑记录（XMP）",
                    33723 | 34377 => "作者和说明（IPTC）",
                    _ => "附加数据",
                });
            }
        }
        file.copy_parts(&mut entries, &mut out, &mut budget)?;
        link = file.write(entries, &mut out, link)?;
        directory = file.long(directory + 2 + count * 12)? as usize;
    }
    (pages > 0).then_some(out)
}

impl File<'_> {
    fn word(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn words(&self, value: u16) -> [u8; 2] {
        if self.little { value.to_le_bytes() } else { value.to_be_bytes() }
    }

    fn longs(&self, value: u32) -> [u8; 4] {
        if self.little { value.to_le_bytes() } else { value.to_be_bytes() }
    }

    fn entry(&self, at: usize) -> Option<Entry> {
        let (tag, format, count) = (self.word(at)?, self.word(at + 2)?, self.long(at + 4)?);
        let size = match format {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => return None,
        };
        let length = (count as usize).checked_mul(size)?;
        let start = if length <= 4 { at + 8 } else { self.long(at + 8)? as usize };
        let data = self.bytes.get(start..start.checked_add(length)?);
        // Data of what is left out need not be there.
        let data =
            if KEPT.contains(&tag) || PARTS.iter().any(|pair| [pair.0, pair.1].contains(&tag)) { data? } else { &[] };
        Some(Entry { tag, format, count, data: data.to_vec() })
    }

    fn values(&self, entry: &Entry) -> Option<Vec<usize>> {
        let part = |bytes: &[u8]| {
            bytes.iter().enumerate().fold(0_usize, |value, (place, byte)| {
                if self.little { value | usize::from(*byte) << (8 * place) } else { value << 8 | usize::from(*byte) }
            })
        };
        let size = match entry.format {
            3 => 2,
            4 | 13 => 4,
            _ => return None,
        };
        Some(entry.data.chunks_exact(size).map(part).collect())
    }

    /// Copies strips or tiles and writes down their new places. Parts may be told twice, but not more than the file is long.
    fn copy_parts(&self, entries: &mut [Entry], out: &mut Vec<u8>, budget: &mut usize) -> Option<()> {
        for (places, sizes) in PARTS {
            let find = |tag| entries.iter().find(|entry| entry.tag == tag);
            let (Some(at), Some(length)) = (find(places), find(sizes)) else { continue };
            let (at, length) = (self.values(at)?, self.values(length)?);
            let mut moved = Vec::new();
            for (at, length) in at.into_iter().zip(length) {
                let part = self.bytes.get(at..at.checked_add(length)?)?;
                *budget = budget.checked_sub(length)?;
                out.resize(out.len().next_multiple_of(2), 0);
                moved.extend(self.longs(u32::try_from(out.len()).ok()?));
                out.extend(part);
            }
            let entry = entries.iter_mut().find(|entry| entry.tag == places)?;
            (entry.format, entry.count, entry.data) = (4, u32::try_from(moved.len() / 4).ok()?, moved);
        }
        Some(())
    }

    /// Writes one directory, leads to it from `link`, and gives the place of the link to the next.
    fn write(&self, entries: Vec<Entry>, out: &mut Vec<u8>, link: usize) -> Option<usize> {
        let mut directory = self.words(u16::try_from(entries.len()).ok()?).to_vec();
        for entry in entries {
            directory.extend(self.words(entry.tag));
            directory.extend(self.words(entry.format));
            directory.extend(self.longs(entry.count));
            if entry.data.len() <= 4 {
                directory.extend(&entry.data);
                directory.resize(directory.len() + 4 - entry.data.len(), 0);
            } else {
                out.resize(out.len().next_multiple_of(2), 0);
                directory.extend(self.longs(u32::try_from(out.len()).ok()?));
                out.extend(entry.data);
            }
        }
        out.resize(out.len().next_multiple_of(2), 0);
        let place = self.longs(u32::try_from(out.len()).ok()?);
        out.get_mut(link..link + 4)?.copy_from_slice(&place);
        out.extend(directory);
        out.extend([0; 4]);
        Some(out.len() - 4)
    }
}
