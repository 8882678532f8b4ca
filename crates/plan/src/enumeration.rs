//! Enumerations inside a paragraph: …：一是…；二是…。三是…

use crate::numbering::{Kind, marker};
use crate::paragraphs::Para;

/// Shortest item that is cut out: 一是快，二是准 stays together.
const SHORTEST: usize = 10;

/// Cuts a paragraph at 一是, 二是 … when they follow each other at sentence boundaries.
pub(crate) fn cut(para: Para) -> Vec<Para> {
    let starts = starts(para.text.as_str());
    if starts.is_empty() {
        return vec![para];
    }
    let length = para.text.as_str().len();
    let mut out = Vec::new();
    let bounds: Vec<usize> = starts.iter().copied().chain([length]).collect();
    if starts[0] > 0 {
        out.push(Para { text: para.text.slice(0..starts[0]), ..para.clone() });
    }
    for pair in bounds.windows(2) {
        let text = para.text.slice(pair[0]..pair[1]);
        out.push(Para { marker: marker(text.as_str()), text, hashes: 0, ..para.clone() });
    }
    out
}

/// Where items begin; empty unless there are at least two, or the paragraph itself begins with one.
fn starts(text: &str) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut expected = 1;
    let mut boundary = true;
    for (at, character) in text.char_indices() {
        if boundary && let Some(item) = marker(&text[at..]).filter(|item| item.kind == Kind::Firstly) {
            // A paragraph may begin in the middle of an enumeration that runs over paragraphs.
            if item.number == expected || at == 0 {
                found.push(at);
                expected = item.number + 1;
            }
        }
        boundary = matches!(character, '。' | '；' | '：' | ';' | ':' | '！');
    }
    let long_enough = found.windows(2).all(|pair| text[pair[0]..pair[1]].chars().count() >= SHORTEST);
    if found.len() < 2 && found.first() != Some(&0) || !long_enough {
        found.retain(|&at| at == 0);
    }
    found
}
