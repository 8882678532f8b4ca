//! Plain text: decoded, cleaned, otherwise line for line as it was written.

use crate::clean::push_clean;
use crate::encoding::Decoded;
use crate::{Limits, ReadError};

/// Blank lines and tabs stay: in a text file they are the only marks of structure there are.
pub(crate) fn read(decoded: &Decoded, limits: &Limits) -> Result<String, ReadError> {
    let mut clean = String::with_capacity(decoded.text.len());
    push_clean(&mut clean, &decoded.text);
    if clean.chars().count() > limits.text_chars {
        return Err(ReadError::complex(format!("文字超过 {} 字", limits.text_chars)));
    }
    let mut text = String::with_capacity(clean.len());
    for line in clean.trim_matches('\n').split('\n') {
        text.push_str(line.trim_end_matches(|c: char| c.is_whitespace() && c != '\t'));
        text.push('\n');
    }
    if text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(text) }
}
