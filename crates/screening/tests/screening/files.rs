//! Files made here, with metadata in them, and what is left after.

use std::io::{Cursor, Read, Write};

use gongkai_screening::metadata::{FileKind, Limits, StripError, Stripped, strip};
use zip::write::SimpleFileOptions;

fn stripped(bytes: &[u8], kind: FileKind) -> Stripped {
    let first = strip(bytes, kind, &Limits::default()).unwrap();
    let again = strip(&first.bytes, kind, &Limits::default()).unwrap();
    assert_eq!(again.removed, Vec::<String>::new(), "a second time finds nothing");
    first
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = zip.by_name(name).ok()?;
    file.read_to_string(&mut text).unwrap();
    Some(text)
}

fn document(body: &str) -> Vec<u8> {
    package(&[
        (
            "[Content_Types].xml",
            r#"<Types><Override PartName="/docProps/core.xml" ContentType="c"/><Override PartName="/word/document.xml" ContentType="d"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="t" Target="word/document.xml"/><Relationship Id="b" Type="t" Target="docProps/core.xml"/></Relationships>"#,
        ),
        ("docProps/core.xml", "<c><creator>甲</creator></c>"),
        ("word/comments.xml", "<c>乙的话</c>"),
        (
            "word/_rels/document.xml.rels",
            r#"<Relationships><Relationship Id="c" Type="t" Target="comments.xml"/></Relationships>"#,
        ),
        ("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
    ])
}

#[test]
fn a_word_document_loses_authors_comments_and_earlier_text() {
    let body = concat!(
        r#"<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>留下&amp;</w:t></w:r><w:del w:author="甲"><w:r><w:delText>删去</w:delText></w:r></w:del>"#,
        r#"<w:ins w:author="乙"><w:r><w:t>新加</w:t></w:r></w:ins></w:p>"#
    );
    let found = stripped(&document(body), FileKind::Docx);
    let text = part(&found.bytes, "word/document.xml").unwrap();
    assert_eq!(
        text,
        "<w:document><w:body><w:p><w:r><w:t>留下&amp;</w:t></w:r><w:r><w:t>新加</w:t></w:r></w:p></w:body></w:document>"
    );
    assert_eq!(found.removed, ["作者", "批注", "修订记录"]);
    assert_eq!(part(&found.bytes, "docProps/core.xml"), None);
    assert!(!part(&found.bytes, "[Content_Types].xml").unwrap().contains("core"));
    assert!(!part(&found.bytes, "_rels/.rels").unwrap().contains("core"));
    assert!(!part(&found.bytes, "word/_rels/document.xml.rels").unwrap().contains("comments"));
}

#[test]
fn hidden_text_is_told_and_a_deleted_row_refused() {
    let hidden = stripped(&document("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"), FileKind::Docx);
    assert_eq!(hidden.told, ["正文里有隐藏的文字，公开后别人可以显示出来。"]);
    let row = document("<w:tbl><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr><w:tc/></w:tr></w:tbl>");
    assert_eq!(strip(&row, FileKind::Docx, &Limits::default()).unwrap_err().code(), "file_unsafe");
}

#[test]
fn a_workbook_tells_hidden_sheets_and_loses_paths_and_printers() {
    let bytes = package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "xl/workbook.xml",
            r#"<workbook><absPath url="C:\甲\"/><sheets><sheet name="底稿" state="hidden"/></sheets></workbook>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet><pageSetup r:id="r1" paperSize="9"/><legacyDrawing r:id="r2"/></worksheet>"#,
        ),
        ("xl/printerSettings/printerSettings1.bin", "x"),
        ("xl/comments1.xml", "<c/>"),
        ("xl/drawings/vmlDrawing1.vml", "<x/>"),
    ]);
    let found = stripped(&bytes, FileKind::Xlsx);
    assert_eq!(
        part(&found.bytes, "xl/worksheets/sheet1.xml").unwrap(),
        r#"<worksheet><pageSetup paperSize="9"/></worksheet>"#
    );
    assert_eq!(found.removed, ["文件存放位置", "打印机设置", "批注"]);
    assert_eq!(found.told, ["有隐藏的工作表「底稿」，公开后别人可以取消隐藏。"]);
}

#[test]
fn hostile_packages_are_refused() {
    let limits = Limits { unpacked_bytes: 9 << 20, ..Limits::default() };
    let bomb = document(&" ".repeat(10 << 20));
    assert_eq!(strip(&bomb, FileKind::Docx, &limits).unwrap_err().code(), "file_too_complex");
    let deep = document(&("<a>".repeat(300) + &"</a>".repeat(300)));
    assert_eq!(strip(&deep, FileKind::Docx, &limits).unwrap_err().code(), "file_too_complex");
    let entities =
        package(&[("[Content_Types].xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><Types/>"), ("word/document.xml", "<a/>")]);
    assert_eq!(strip(&entities, FileKind::Docx, &limits).unwrap_err().code(), "file_broken");
    let macros =
        package(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<a/>"), ("word/vbaProject.bin", "x")]);
    assert_eq!(strip(&macros, FileKind::Docx, &limits).unwrap_err().code(), "file_unsafe");
    assert_eq!(strip(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::Docx, &limits), Err(StripError::Locked));
    let large = strip(&[0; 100], FileKind::Png, &Limits { file_bytes: 99, ..Limits::default() });
    assert_eq!(large.unwrap_err().code(), "file_too_large");
}

/// A camera's data: turned by 6, taken at a place.
const EXIF: &[u8] = b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x25\x88\x04\0\x01\0\0\0\0\0\0\0\0\0\0\0";
/// The same, with the orientation only, as it is written.
const TURNED: &[u8] = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    [&[0xff, marker][..], &(content.len() as u16 + 2).to_be_bytes(), content].concat()
}

#[test]
fn a_photograph_keeps_its_picture_and_its_orientation_only() {
    let scan = [segment(0xda, &[1, 2, 3]), vec![9, 0xff, 0, 8, 0xff, 0xd0, 7, 0xff, 0xd9]].concat();
    let jfif = segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    let exif = segment(0xe1, &[b"Exif\0\0", EXIF].concat());
    let bytes =
        [b"\xff\xd8", &jfif[..], &exif, &segment(0xfe, "甲".as_bytes()), &segment(0xed, b"IPTC"), &scan, b"tail"]
            .concat();
    let found = stripped(&bytes, FileKind::Jpeg);
    let expected = [b"\xff\xd8", &jfif[..], &segment(0xe1, &[b"Exif\0\0", TURNED].concat()), &scan].concat();
    assert_eq!(found.bytes, expected);
    assert_eq!(found.removed, ["拍摄设备和时间", "拍摄位置", "注释", "作者和说明（IPTC）", "图片末尾的附加数据"]);
}

fn chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
    [&(data.len() as u32).to_be_bytes(), name, data, &[0; 4]].concat()
}

#[test]
fn other_pictures_keep_what_draws_them() {
    let head = [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &[0; 13])].concat();
    let tail = [chunk(b"IDAT", b"x"), chunk(b"IEND", b"")].concat();
    let bytes = [&head[..], &chunk(b"tEXt", b"Author\0a"), &tail].concat();
    let found = stripped(&bytes, FileKind::Png);
    assert_eq!((found.bytes, found.removed), ([head, tail].concat(), vec!["作者和说明文字".to_owned()]));

    let chunk = |name: &[u8], data: &[u8]| [name, &(data.len() as u32).to_le_bytes(), data].concat();
    let body = [
        chunk(b"VP8X", &[0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        chunk(b"VP8 ", b"xx"),
        chunk(b"EXIF", EXIF),
        chunk(b"XMP ", b"<x>?"),
    ]
    .concat();
    let bytes = [b"RIFF", &(body.len() as u32 + 4).to_le_bytes()[..], b"WEBP", &body].concat();
    let found = stripped(&bytes, FileKind::Webp);
    let body =
        [chunk(b"VP8X", &[0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0]), chunk(b"VP8 ", b"xx"), chunk(b"EXIF", TURNED)].concat();
    assert_eq!(found.bytes, [b"RIFF", &(body.len() as u32 + 4).to_le_bytes()[..], b"WEBP", &body].concat());

    let bytes = b"GIF89a\x01\0\x01\0\0\0\0!\xfe\x02hi\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01x\0;";
    let found = stripped(bytes, FileKind::Gif);
    assert_eq!(found.bytes, b"GIF89a\x01\0\x01\0\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01x\0;");

    let entry = |tag: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &4_u16.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    let directory =
        [&[4, 0][..], &entry(256, 1, 1), &entry(273, 1, 8), &entry(279, 1, 3), &entry(34853, 1, 0), &[0; 4]].concat();
    let bytes = [b"II*\0\x0c\0\0\0PIX!", &directory[..]].concat();
    let found = stripped(&bytes, FileKind::Tiff);
    assert_eq!(found.removed, ["拍摄位置"]);
    assert!(found.bytes.windows(3).any(|window| window == b"PIX"));
}

#[test]
fn a_pdf_loses_its_information_and_comments_and_a_sealed_one_is_left_alone() {
    use lopdf::{Document, Object, dictionary};
    let build = |signed: bool| {
        let mut pdf = Document::with_version("1.5");
        let pages = pdf.new_object_id();
        let note = pdf.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Text", "Rect" => vec![0.into(), 0.into(), 1.into(), 1.into()], "T" => Object::string_literal("secret-author") });
        let page = pdf.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "Annots" => vec![note.into()] });
        pdf.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
        let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        let info = pdf.add_object(dictionary! { "Author" => Object::string_literal("secret-author") });
        if signed {
            pdf.add_object(dictionary! { "Type" => "Sig", "ByteRange" => vec![0.into()], "Contents" => Object::string_literal("x") });
        }
        pdf.trailer.set("Root", catalog);
        pdf.trailer.set("Info", info);
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).unwrap();
        bytes
    };
    let found = stripped(&build(false), FileKind::Pdf);
    assert_eq!(found.removed, ["作者、标题和软件信息", "批注"]);
    assert!(!found.bytes.windows(13).any(|window| window == b"secret-author"));
    assert_eq!(Document::load_mem(&found.bytes).unwrap().get_pages().len(), 1);
    let sealed = stripped(&build(true), FileKind::Pdf);
    assert_eq!((sealed.bytes, sealed.told.len()), (build(true), 1));
    assert_eq!(strip(b"%PDF-1.5\n", FileKind::Pdf, &Limits::default()).unwrap_err().code(), "file_broken");
}

proptest::proptest! {
    #[test]
    fn any_bytes_end_as_a_file_or_a_refusal(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        for (kind, start) in [
            (FileKind::Jpeg, &b"\xff\xd8"[..]), (FileKind::Png, b"\x89PNG\r\n\x1a\n"), (FileKind::Webp, b"RIFF\xff\0\0\0WEBP"),
            (FileKind::Gif, b"GIF89a"), (FileKind::Tiff, b"II*\0\x08\0\0\0"), (FileKind::Tiff, b"MM\0*\0\0\0\x08"),
        ] {
            let file = [start, &bytes].concat();
            if let Ok(found) = strip(&file, kind, &Limits::default()) {
                let again = strip(&found.bytes, kind, &Limits::default());
                proptest::prop_assert!(again.is_ok(), "{kind:?}");
            }
        }
    }
}
