//! Files made to hurt: each is refused quickly, none panics.

use std::time::{Duration, Instant};

use gongkai_text::{Limits, Tools, read_with};
use proptest::prelude::*;

use crate::fixtures::{Docx, p, pdf, read, refusal, zip};

fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (0..length / 8).flat_map(|_| next()).collect()
}

#[test]
fn fifty_megabytes_of_garbage_are_refused_at_once() {
    let garbage = noise(50 << 20);
    let begun = Instant::now();
    assert_eq!(refusal(&garbage, "要点.docx"), "file_too_large");
    let generous = Limits { file_bytes: 100 << 20, ..Limits::default() };
    let refused = read_with(&garbage, "要点.docx", &generous, &Tools::none()).unwrap_err();
    assert_eq!(refused.code(), "file_not_text");
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[test]
fn a_zip_bomb_is_refused_before_it_unfolds() {
    let bomb = zip(&[("word/document.xml", &vec![b' '; 64 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refusal(&bomb, "a.docx"), "file_too_complex");
    let sheet = zip(&[("xl/workbook.xml", &vec![b' '; 64 << 20])]);
    assert_eq!(refusal(&sheet, "a.xlsx"), "file_too_complex");
}

#[test]
fn a_package_of_countless_entries_is_refused() {
    let names: Vec<String> = (0..6000).map(|n| format!("word/{n}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(refusal(&zip(&parts), "a.docx"), "file_too_complex");
}

#[test]
fn deep_nesting_is_refused() {
    let deep = "<w:sdt>".repeat(100_000) + &"</w:sdt>".repeat(100_000);
    assert_eq!(refusal(&Docx::new(&deep).bytes(), "a.docx"), "file_too_complex");
    let tables = "<table><tr><td>".repeat(100_000);
    assert_eq!(refusal(format!("<html>{tables}").as_bytes(), "a.html"), "file_too_complex");
}

#[test]
fn html_nested_without_tables_is_merely_read() {
    let deep = "<div><b>".repeat(200_000) + "正文";
    assert_eq!(read(format!("<html>{deep}").as_bytes(), "a.html").unwrap().text, "正文\n");
}

#[test]
fn a_truncated_document_is_refused_as_broken() {
    let whole = Docx::new(&p("要点").repeat(500)).bytes();
    assert_eq!(refusal(&whole[..whole.len() / 2], "a.docx"), "file_broken");
    let cut = zip(&[("word/document.xml", b"<w:document xmlns:w=\"w\"><w:body><w:p>")]);
    assert_eq!(refusal(&cut, "a.docx"), "file_broken");
}

#[test]
fn spans_without_end_are_bounded() {
    let cell = r#"<w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr><w:p/></w:tc>"#;
    let rows = format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{cell}</w:tr>").repeat(2_000));
    let html = "<table>".to_owned() + &"<tr><td colspan=1000 rowspan=65000>格".repeat(2_000);
    let limits = Limits { cells: 100_000, ..Limits::default() };
    for (bytes, name) in [(Docx::new(&rows).bytes(), "a.docx"), (html.into_bytes(), "a.html")] {
        let refused = read_with(&bytes, name, &limits, &Tools::none()).unwrap_err();
        assert_eq!(refused.code(), "file_too_complex");
    }
}

#[test]
fn a_form_that_draws_itself_is_refused() {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::load_mem(&pdf(&["/X Do"])).unwrap();
    let form = document.new_object_id();
    let resources = dictionary! { "XObject" => dictionary! { "X" => form } };
    let stream =
        Stream::new(dictionary! { "Subtype" => "Form", "Resources" => resources.clone() }, b"/X Do /X Do".to_vec());
    document.objects.insert(form, stream.into());
    let page = document.get_pages()[&1];
    document.get_object_mut(page).and_then(Object::as_dict_mut).unwrap().set("Resources", resources);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(refusal(&bytes, "a.pdf"), "file_too_complex");
}

#[test]
fn time_runs_out_as_a_refusal() {
    let limits = Limits { seconds: 0, ..Limits::default() };
    let refused = read_with(&Docx::new(&p("要点")).bytes(), "a.docx", &limits, &Tools::none()).unwrap_err();
    assert_eq!(refused.code(), "file_timeout");
}

/// Cuts and flips that keep most of a file as it was, to get past the first checks.
fn damaged(whole: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let length = whole.len();
    let flips = prop::collection::vec((0..length, any::<u8>()), 0..8);
    (flips, 0..=length, any::<bool>()).prop_map(move |(flips, end, cut)| {
        let mut bytes = whole.clone();
        for (at, value) in flips {
            bytes[at] = value;
        }
        bytes.truncate(if cut { end } else { length });
        bytes
    })
}

/// A small package without compression, so that damage reaches the XML.
fn plain_docx(body: &str) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("word/document.xml", stored).unwrap();
    zip.write_all(format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_under_any_name_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000), name in "[a-z]{0,3}\\.(docx|pdf|csv|html|xls|txt)") {
        let _ = read(&bytes, &name);
    }

    #[test]
    fn any_text_keeps_one_shape(text in "[一-十甲-癸a-c,;\t\n\r \u{b}\u{c}<>/]{0,200}", name in "a\\.(txt|csv|html)") {
        if let Ok(reading) = read(text.as_bytes(), &name) {
            prop_assert!(reading.text.ends_with('\n') && !reading.text.trim().is_empty());
            let odd = reading.text.contains(|c: char| c.is_control() && c != '\n' && c != '\t');
            prop_assert!(!odd, "{:?}", reading.text);
        }
    }

    #[test]
    fn any_xml_in_a_document_never_panics(body in "(<w:(p|r|t|tbl|tr|tc|del)>|</w:(p|r|t|tbl|tr|tc|del)>|<w:(tab|br|vMerge)/>|字|&amp;|&#x41;){0,60}") {
        let _ = read(&plain_docx(&body), "a.docx");
    }

    #[test]
    fn a_damaged_document_never_panics(bytes in damaged(plain_docx(&(p("甲") + &p("乙"))))) {
        if let Err(refused) = read(&bytes, "a.docx") {
            prop_assert!(!refused.to_string().contains("解析时出错"), "a parser panicked");
        }
    }

    #[test]
    fn a_damaged_pdf_never_panics(bytes in damaged(pdf(&["BT /F 12 Tf 100 700 Td (ab) Tj ET 1 1 m 9 9 l S"]))) {
        if let Err(refused) = read(&bytes, "a.pdf") {
            prop_assert!(!refused.to_string().contains("解析时出错"), "a parser panicked");
        }
    }
}
