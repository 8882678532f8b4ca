//! PDF files, read with what is built in and, where installed, with the system's tools.

use gongkai_text::{Limits, Tools, read_with};

use crate::fixtures::{pdf, pdf_with_table, read, refusal, text};

/// Text at a place on the page, 12 points high.
fn at(x: u32, y: u32, text: &str) -> String {
    format!("BT /F 12 Tf {x} {y} Td ({text}) Tj ET\n")
}

fn line(x: u32, y: u32, to_x: u32, to_y: u32) -> String {
    format!("{x} {y} m {to_x} {to_y} l S\n")
}

/// A table of three columns whose first column is merged over two rows; the last cell has two lines.
fn ruled() -> String {
    let levels = [(700, 100), (670, 100), (640, 200), (600, 100)].map(|(y, from)| line(from, y, 500, y)).concat();
    let uprights = [100, 200, 300, 500].map(|x| format!("{x} 600 0.5 100 re f\n")).concat();
    levels
        + &uprights
        + &at(110, 680, "类别")
        + &at(210, 680, "任务")
        + &at(310, 680, "单位")
        + &at(110, 640, "财政公开")
        + &at(210, 650, "预算")
        + &at(310, 650, "财政局")
        + &at(210, 620, "决算")
        + &at(310, 624, "各县（市、区）政府，市政府有")
        + &at(310, 608, "关部门")
}

const TABLE: &str = "类别\t任务\t单位\n财政公开\t预算\t财政局\n\t决算\t各县（市、区）政府，市政府有关部门\n";

#[test]
fn lines_that_reach_the_edge_go_on_in_the_next() {
    let page = at(124, 700, "为做好政务公开工作，")
        + &at(100, 680, "现将有关事项的通知印发如下")
        + &at(100, 660, "。")
        + &at(124, 640, "一、总体要求");
    assert_eq!(text(&pdf(&[&page]), "a.pdf"), "为做好政务公开工作，现将有关事项的通知印发如下。\n一、总体要求\n");
}

#[test]
fn a_ruled_table_is_rows_of_tabs_with_merged_cells_aligned() {
    let page = at(100, 760, "附件") + &ruled() + &at(100, 560, "说明");
    assert_eq!(text(&pdf(&[&page]), "a.pdf"), format!("附件\n\n{TABLE}\n说明\n"));
}

#[test]
fn a_table_of_dotted_lines_is_a_table() {
    let dots = |n: u32, at: &dyn Fn(u32) -> (u32, u32)| -> String {
        (0..n).map(|n| at(n * 3)).map(|(x, y)| format!("{x} {y} 1 1 re f\n")).collect()
    };
    let levels: String = [600, 630, 660].map(|y| dots(67, &|n| (100 + n, y))).concat();
    let uprights: String = [100, 200, 298].map(|x| dots(21, &|n| (x, 600 + n))).concat();
    let words = at(110, 640, "任务") + &at(210, 640, "单位") + &at(110, 610, "预算") + &at(210, 610, "财政局");
    assert_eq!(text(&pdf(&[&(levels + &uprights + &words)]), "a.pdf"), "任务\t单位\n预算\t财政局\n");
}

#[test]
fn pages_are_parted_by_a_blank_line_and_blank_pages_are_told() {
    let reading = read(&pdf(&[&at(100, 700, "第一页"), "", &at(100, 700, "第三页")]), "a.pdf").unwrap();
    assert_eq!(reading.text, "第一页\n\n第三页\n");
    assert!(reading.notes[0].contains("第 2 页没有文字"), "{:?}", reading.notes);
}

#[test]
fn forms_and_saved_states_are_followed() {
    // The table drawn smaller and shifted by a transformation still lines up.
    let page = format!("q 0.5 0 0 0.5 20 30 cm\n{}Q\n{}", ruled(), at(100, 760, "附件"));
    assert_eq!(text(&pdf(&[&page]), "a.pdf"), format!("附件\n\n{TABLE}"));
}

#[test]
fn a_scan_without_tools_names_what_to_install() {
    let refused = read(&pdf(&["0 0 m 1 1 l S"]), "扫描.pdf").unwrap_err();
    assert_eq!(refused.code(), "file_scan_without_ocr");
    assert!(refused.to_string().contains("apt install tesseract-ocr tesseract-ocr-chi-sim"), "{refused}");
    assert_eq!(refusal(b"\x89PNG\r\n\x1a\n....", "照片.png"), "file_scan_without_ocr");
}

#[cfg(unix)]
#[test]
fn scanned_pages_are_recognised_by_the_tools_given() {
    use gongkai_text::{Ocr, Tools};
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    // The first draws a page into a file named after its number, the second "recognises" that name.
    let tool = |name: &str, script: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o700)).unwrap();
        file
    };
    let pdftoppm = tool("pdftoppm", r#"for last; do :; done; : > "$last.png""#);
    let command =
        tool("tesseract", r#"case $1 in --list-langs) echo chi_sim;; *) echo "识别 $(basename "$1")";; esac"#);
    let language = "chi_sim".to_owned();
    let tools = Tools { pdftotext: None, pdftoppm: Some(pdftoppm), ocr: Some(Ocr { command, language }) };
    let read = |bytes: &[u8]| read_with(bytes, "扫描.pdf", &Limits::default(), &tools).unwrap();

    let reading = read(&pdf(&[&at(100, 700, "封面"), ""]));
    assert_eq!(reading.text, "封面\n\n识别 page2.png\n");
    assert!(reading.notes[0].contains("第 2 页是扫描件") && reading.notes[0].contains("核对"), "{:?}", reading.notes);
    assert_eq!(read(b"\x89PNG\r\n\x1a\n....").text, "识别 in.png\n");

    let without_chinese = Ocr { language: "chi_tra".into(), ..tools.ocr.clone().unwrap() };
    let refused = read_with(
        b"\x89PNG\r\n\x1a\n....",
        "a.png",
        &Limits::default(),
        &Tools { ocr: Some(without_chinese), ..tools.clone() },
    );
    assert!(refused.unwrap_err().to_string().contains("中文数据"));
}

#[test]
fn a_truncated_pdf_is_refused() {
    let whole = pdf(&[&at(100, 700, "要点")]);
    assert_eq!(refusal(&whole[..40], "a.pdf"), "file_broken");
}

#[test]
fn a_page_the_tool_finds_nothing_on_is_read_here() {
    // GBK codes without an embedded font need data that poppler often comes without.
    let tools = Tools { ocr: None, ..Tools::installed() };
    let bytes = pdf(&[&at(100, 700, "要点")]);
    assert_eq!(read_with(&bytes, "a.pdf", &Limits::default(), &tools).map(|reading| reading.text), Ok("要点\n".into()));
}

#[test]
fn poppler_and_the_built_in_reader_agree() {
    let tools = Tools { ocr: None, ..Tools::installed() };
    if tools.pdftotext.is_none() {
        return;
    }
    let bytes = pdf_with_table(&[&(at(100, 760, "附件") + &ruled() + &at(100, 560, "说明"))]);
    let by_tool = read_with(&bytes, "a.pdf", &Limits::default(), &tools);
    assert_eq!(by_tool.map(|reading| reading.text), Ok(text(&bytes, "a.pdf")));
}
