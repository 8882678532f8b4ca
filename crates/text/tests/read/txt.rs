//! Plain text.

use encoding_rs::GB18030;
use gongkai_text::Format;

use crate::fixtures::{read, refusal, text};

#[test]
fn blank_lines_and_tabs_stay_and_control_characters_go() {
    assert_eq!(text("一、任务\r\n\r\n序号\t任务\u{0}\u{200b}  \n".as_bytes(), "a.txt"), "一、任务\n\n序号\t任务\n");
}

#[test]
fn the_encoding_is_told() {
    for (bytes, encoding) in [
        ("各单位：认真落实。".as_bytes().to_vec(), "UTF-8"),
        (GB18030.encode("各单位：认真落实。").0.into_owned(), "GB18030"),
        ("各单位：认真落实。".encode_utf16().flat_map(u16::to_be_bytes).collect(), "UTF-16BE"),
    ] {
        let reading = read(&bytes, "a.txt").unwrap();
        assert_eq!((reading.text.as_str(), reading.encoding), ("各单位：认真落实。\n", Some(encoding)));
        assert_eq!(reading.format, Format::Txt);
    }
}

#[test]
fn damaged_places_are_counted_in_a_note() {
    let mut bytes = "政务公开工作要点，".repeat(20).into_bytes();
    bytes.truncate(bytes.len() - 1);
    let reading = read(&bytes, "a.txt").unwrap();
    assert!(reading.notes[0].contains("1 处"), "{:?}", reading.notes);
}

#[test]
fn a_form_feed_is_a_blank_line() {
    assert_eq!(text("第一页\u{c}第二页".as_bytes(), "a.txt"), "第一页\n\n第二页\n");
}

#[test]
fn an_empty_file_and_one_of_blanks_are_refused_as_empty() {
    assert_eq!(refusal(b"", "a.txt"), "file_empty");
    assert_eq!(refusal("\u{feff} \r\n\u{3000}\n".as_bytes(), "a.txt"), "file_empty");
}
