//! Any bytes as plain text and as separated columns: what comes out is clean, whatever went in.
#![no_main]

use gongkai_text::{Limits, ReadError, Tools, read_with};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { seconds: 5, ..Limits::default() };
    for name in ["a.txt", "a.csv"] {
        match read_with(bytes, name, &limits, &Tools::none()) {
            Ok(reading) => {
                assert!(!reading.text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
                assert!(reading.text.ends_with('\n'));
            }
            Err(ReadError::Broken { why, .. }) => assert_ne!(why, "解析时出错", "a parser panicked"),
            Err(_) => {}
        }
    }
});
