//! Content decides what a file is; its name is only a hint.

use std::io::{Cursor, Write};

use gongkai_text::Format;

use crate::fixtures::{Docx, p, read, refusal, zip};

fn compound(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(b"content").unwrap();
    file.into_inner().into_inner()
}

#[test]
fn a_document_under_a_wrong_name_is_read_and_told() {
    let reading = read(&Docx::new(&p("要点")).bytes(), "要点.pdf").unwrap();
    assert_eq!((reading.text.as_str(), reading.format), ("要点\n", Format::Docx));
    assert_eq!(reading.notes, ["文件名像是PDF 文件，内容是Word 文档，已按Word 文档读取。"]);
}

#[test]
fn text_under_the_name_of_a_document_is_read_as_text() {
    assert_eq!(read("政务公开".as_bytes(), "a.docx").unwrap().format, Format::Txt);
    assert_eq!(read("政务公开".as_bytes(), "没有扩展名").unwrap().notes, Vec::<String>::new());
}

#[test]
fn old_word_files_are_refused_with_the_way_out() {
    let refused = read(&compound("WordDocument"), "要点.doc").unwrap_err();
    assert_eq!(refused.code(), "file_unsupported");
    assert!(refused.to_string().contains(".doc") && refused.to_string().contains("另存为 .docx"), "{refused}");
}

#[test]
fn files_with_a_password_are_refused_as_locked() {
    assert_eq!(refusal(&compound("EncryptedPackage"), "要点.docx"), "file_locked");
}

#[test]
fn other_kinds_are_named_in_the_refusal() {
    for (bytes, name) in [
        (zip(&[("ppt/presentation.xml", b"")]), "演示文稿"),
        (zip(&[("OFD.xml", b"")]), "OFD"),
        (zip(&[("a.txt", b"a")]), "压缩包"),
        (b"Rar!\x1a\x07\x01\x00....".to_vec(), "RAR"),
        (b"{\\rtf1\\ansi}".to_vec(), "RTF"),
        (b"MZ\x90\0\x03".to_vec(), "程序"),
    ] {
        let refused = read(&bytes, "a.docx").unwrap_err();
        assert!(refused.to_string().contains(name), "{refused}");
    }
}

#[test]
fn text_that_begins_like_a_program_is_still_text() {
    assert_eq!(read("BM 是部门的简称。".as_bytes(), "a.txt").unwrap().format, Format::Txt);
}
