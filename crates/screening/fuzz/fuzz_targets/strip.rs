//! Any bytes as any kind of file: a file that can be stripped again, or a refusal.
#![no_main]

use gongkai_screening::metadata::{FileKind, Limits, StripError, strip};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    use FileKind::{Docx, Gif, Jpeg, Pdf, Png, Pptx, Tiff, Webp, Xlsx};
    let kind = [Docx, Xlsx, Pptx, Pdf, Jpeg, Png, Webp, Gif, Tiff][usize::from(input.0) % 9];
    let limits = Limits { seconds: 5, ..Limits::default() };
    match strip(input.1, kind, &limits) {
        Ok(found) => assert!(strip(&found.bytes, kind, &limits).is_ok()),
        Err(StripError::Broken { why, .. }) => assert_ne!(why, "解析时出错", "a parser panicked"),
        Err(_) => {}
    }
});
