//! The little of a camera's data that matters: which way is up, and what else was told.

use super::Log;

const ORIENTATION: u16 = 0x0112;
const GPS: u16 = 0x8825;
/// More entries than any camera writes.
const MOST_ENTRIES: usize = 500;

/// Notes what the data (beginning with `II` or `MM`) tells beside the orientation, and gives that when it is not the usual one.
pub(super) fn read(data: &[u8], log: &mut Log) -> Option<u8> {
    let (orientation, located) = entries(data).unwrap_or_default();
    let turned_only = orientation.is_some_and(|orientation| data == turned(orientation));
    if !turned_only {
        log.removed("拍摄设备和时间");
    }
    if located {
        log.removed("拍摄位置");
    }
    orientation
}

/// The orientation, and whether a place is told.
fn entries(data: &[u8]) -> Option<(Option<u8>, bool)> {
    let little = data.starts_with(b"II");
    let word = |at: usize| {
        let bytes = data.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let (one, two) = (usize::from(word(at)?), usize::from(word(at + 2)?));
        Some(if little { one | two << 16 } else { one << 16 | two })
    };
    let directory = long(4)?;
    let (mut orientation, mut located) = (None, false);
    for entry in (0..usize::from(word(directory)?).min(MOST_ENTRIES)).map(|index| directory + 2 + index * 12) {
        match word(entry) {
            Some(ORIENTATION) => orientation = word(entry + 8).and_then(|value| u8::try_from(value).ok()),
            Some(GPS) => located = true,
            Some(_) => {}
            None => break,
        }
    }
    Some((orientation.filter(|value| (2..=8).contains(value)), located))
}

/// Data that tells the orientation and nothing else.
pub(super) fn turned(orientation: u8) -> Vec<u8> {
    let mut data = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    data.extend([orientation, 0, 0, 0, 0, 0, 0]);
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(read(&turned(6), &mut Log::default()), Some(6));
        assert_eq!(read(&turned(1), &mut Log::default()), None);
        assert_eq!(read(b"MM\0*\xff\xff\xff\xff", &mut Log::default()), None);
    }
}
