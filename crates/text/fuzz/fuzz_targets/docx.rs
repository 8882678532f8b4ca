//! Any XML as the body, the numbering and the styles of a Word document.
#![no_main]

use std::io::{Cursor, Write};

use gongkai_text::{Limits, ReadError, Tools, read_with};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

fuzz_target!(|parts: (&[u8], &[u8], &[u8])| {
    let relations = br#"<r><r Type="/numbering" Target="numbering.xml"/><r Type="/styles" Target="styles.xml"/></r>"#;
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        ("word/document.xml", parts.0),
        ("word/numbering.xml", parts.1),
        ("word/styles.xml", parts.2),
        ("word/_rels/document.xml.rels", relations),
    ] {
        zip.start_file(name, stored).expect("writes to memory");
        zip.write_all(part).expect("writes to memory");
    }
    let bytes = zip.finish().expect("writes to memory").into_inner();
    let limits = Limits { seconds: 5, cells: 10_000, ..Limits::default() };
    if let Err(ReadError::Broken { why, .. }) = read_with(&bytes, "a.docx", &limits, &Tools::none()) {
        assert_ne!(why, "解析时出错", "a parser panicked");
    }
});
