//! One form of a text for looking things up, which knows where each character came from.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

/// A text in one form: NFKC, lower case, simplified characters, one kind of bracket, no space but between Latin words.
/// Lines stay lines. It has as many characters as its origin or fewer, but for signs that stand for several.
#[derive(Clone, Debug, Default)]
pub struct Normal {
    /// The text.
    pub text: String,
    /// For every byte of the text that begins a character, where its origin begins and ends.
    origin: Vec<(u32, u32)>,
}

impl Normal {
    /// The form of a text.
    pub fn of(original: &str) -> Self {
        let mut writer = Writer::default();
        for (at, c) in original.char_indices() {
            writer.take(c, at as u32);
        }
        let text = fast2s::convert(&writer.text);
        let mut origin = vec![(0, 0); text.len()];
        for ((at, _), from) in text.char_indices().zip(&writer.origin) {
            origin[at] = *from;
        }
        Self { text, origin }
    }

    /// Where in the original the bytes `range` of the text come from. The range begins and ends with whole characters.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        let Some(last) = self.text[range.clone()].char_indices().next_back() else { return 0..0 };
        self.origin[range.start].0 as usize..self.origin[range.start + last.0].1 as usize
    }
}

/// The form alone, where nobody asks for the origin.
pub fn normal(original: &str) -> String {
    Normal::of(original).text
}

#[derive(Default)]
struct Writer {
    text: String,
    origin: Vec<(u32, u32)>,
    /// Where a space stood that may matter.
    space: Option<u32>,
}

impl Writer {
    fn take(&mut self, c: char, at: u32) {
        let end = at + c.len_utf8() as u32;
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                self.space = None;
                if !self.text.is_empty() && !self.text.ends_with('\n') {
                    self.push('\n', at, end);
                }
            }
            'a'..='z' | '0'..='9' | '\u{4e00}'..='\u{9fff}' => self.put(c, at, end),
            'A'..='Z' => self.put(c.to_ascii_lowercase(), at, end),
            _ if c.is_whitespace() => self.space = self.space.or(Some(at)),
            // Marks nobody sees: zero-width spaces, direction marks, soft hyphens.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {}
            _ => {
                for folded in std::iter::once(c).nfkc().flat_map(char::to_lowercase) {
                    if folded.is_whitespace() {
                        self.space = self.space.or(Some(at));
                    } else {
                        self.put(plain(folded), at, end);
                    }
                }
            }
        }
    }

    fn put(&mut self, c: char, at: u32, end: u32) {
        if let Some(space) = self.space.take()
            && c.is_ascii_alphanumeric()
            && self.text.ends_with(|last: char| last.is_ascii_alphanumeric())
        {
            self.push(' ', space, at);
        }
        self.push(c, at, end);
    }

    fn push(&mut self, c: char, at: u32, end: u32) {
        self.text.push(c);
        self.origin.push((at, end));
    }
}

/// Signs that people write in several ways.
fn plain(c: char) -> char {
    match c {
        '〔' | '[' | '【' | '〈' | '{' | '〖' => '(',
        '〕' | ']' | '】' | '〉' | '}' | '〗' => ')',
        '“' | '”' | '「' | '」' | '『' | '』' | '‘' | '’' | '\'' => '"',
        '—' | '–' | '―' | '~' | '∼' | '−' => '-',
        '•' | '・' | '‧' => '·',
        '、' | '﹑' => '、',
        '。' | '｡' => '。',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ways_of_writing_come_together() {
        for (written, form) in [
            ("青政辦發〔2022〕77號", "青政办发(2022)77号"),
            ("青政办发［２０２２］ 77 号", "青政办发(2022)77号"),
            ("政务 公开", "政务公开"),
            ("GB/T  5750 Water", "gb/t 5750 water"),
            ("第一章\u{3000}总则\n\n第一条", "第一章总则\n第一条"),
            ("㈠“双随机”—公\u{200b}开", "(一)\"双随机\"-公开"),
        ] {
            assert_eq!(normal(written), form);
        }
    }

    #[test]
    fn a_place_leads_back_to_the_original() {
        let original = "按照　青政辦發〔2022〕77號，執行";
        let normal = Normal::of(original);
        let at = normal.text.find("办发(2022)").unwrap();
        assert_eq!(&original[normal.origin(at..at + "办发(2022)".len())], "辦發〔2022〕");
        assert_eq!(normal.origin(3..3), 0..0);
    }

    proptest! {
        #[test]
        fn every_place_leads_to_whole_characters(original in "\\PC{0,60}") {
            let normal = Normal::of(&original);
            let places: Vec<usize> = normal.text.char_indices().map(|(at, _)| at).chain([normal.text.len()]).collect();
            for pair in places.windows(2) {
                prop_assert!(original.get(normal.origin(pair[0]..pair[1])).is_some());
            }
            prop_assert_eq!(super::normal(&normal.text), normal.text);
        }
    }
}
