//! Files made on the spot: small, and of nothing but what the test is about.

use std::io::{Cursor, Write};

use gongkai_text::{Limits, ReadError, Reading, Tools, read_with};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads with what is built in, so that a test does not depend on the machine.
pub fn read(bytes: &[u8], name: &str) -> Result<Reading, ReadError> {
    read_with(bytes, name, &Limits::default(), &Tools::none())
}

/// The text of a file that must be readable.
pub fn text(bytes: &[u8], name: &str) -> String {
    read(bytes, name).unwrap().text
}

/// The code of the refusal of a file that must not be.
pub fn refusal(bytes: &[u8], name: &str) -> &'static str {
    read(bytes, name).unwrap_err().code()
}

pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document being put together; `body` is the inside of `w:body`.
#[derive(Default)]
pub struct Docx {
    body: String,
    numbering: String,
    styles: String,
}

impl Docx {
    pub fn new(body: &str) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    pub fn numbering(mut self, inside: &str) -> Self {
        self.numbering = inside.into();
        self
    }

    pub fn styles(mut self, inside: &str) -> Self {
        self.styles = inside.into();
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let part = |root: &str, inside: &str| {
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{inside}</w:{root}>"#
            )
        };
        let relation = |kind: &str, target: &str| {
            format!(
                r#"<Relationship Id="{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
            )
        };
        let relations = |inside: String| {
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>"#
            )
        };
        let document = part("document", &format!("<w:body>{}</w:body>", self.body));
        zip(&[
            ("_rels/.rels", relations(relation("officeDocument", "word/document.xml")).as_bytes()),
            (
                "word/_rels/document.xml.rels",
                relations(relation("numbering", "numbering.xml") + &relation("styles", "/word/styles.xml")).as_bytes(),
            ),
            ("word/document.xml", document.as_bytes()),
            ("word/numbering.xml", part("numbering", &self.numbering).as_bytes()),
            ("word/styles.xml", part("styles", &self.styles).as_bytes()),
        ])
    }

    pub fn text(&self) -> String {
        text(&self.bytes(), "要点.docx")
    }
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A numbered paragraph.
pub fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

/// A cell with properties and content.
pub fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

pub fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

pub fn table(rows: &[String]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

/// A PDF of one page for each content stream, with one font named `F` whose codes are GBK.
pub fn pdf(pages: &[&str]) -> Vec<u8> {
    let contents = pages.iter().map(|content| encoding_rs::GBK.encode(content).0.into_owned()).collect();
    pdf_of(contents, dictionary! { "Encoding" => "GBK-EUC-H" }, b"")
}

/// The same with a font that tells its characters in a `ToUnicode` table, as most programs write it.
pub fn pdf_with_table(pages: &[&str]) -> Vec<u8> {
    let contents = pages.iter().map(|content| hexadecimal(content).into_bytes()).collect();
    let table = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfrange <3000> <9FFF> <3000> <FF00> <FFEF> <FF00> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end";
    pdf_of(contents, dictionary! { "Encoding" => "Identity-H" }, table)
}

/// Strings in parentheses as hexadecimal UTF-16.
fn hexadecimal(content: &str) -> String {
    let mut parts = content.split(['(', ')']);
    let mut out = parts.next().unwrap_or_default().to_owned();
    while let (Some(string), Some(after)) = (parts.next(), parts.next()) {
        let codes: String = string.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        out += &format!("<{codes}>{after}");
    }
    out
}

fn pdf_of(pages: Vec<Vec<u8>>, mut font: Dictionary, table: &[u8]) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let child = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "SimSun" };
    font.extend(&dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "SimSun",
        "DescendantFonts" => vec![document.add_object(child).into()],
    });
    if !table.is_empty() {
        font.set("ToUnicode", document.add_object(Stream::new(dictionary! {}, table.to_vec())));
    }
    let font = document.add_object(font);
    let kids: Vec<Object> = pages
        .into_iter()
        .map(|content| {
            let content = document.add_object(Stream::new(dictionary! {}, content));
            let page = document.add_object(dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            });
            page.into()
        })
        .collect();
    let count = kids.len() as i64;
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
