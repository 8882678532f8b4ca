//! Any bytes as a web page.
#![no_main]

use gongkai_text::{Limits, ReadError, Tools, read_with};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = [b"<!doctype html>", bytes].concat();
    let limits = Limits { seconds: 5, cells: 10_000, ..Limits::default() };
    if let Err(ReadError::Broken { why, .. }) = read_with(&file, "a.html", &limits, &Tools::none()) {
        assert_ne!(why, "解析时出错", "a parser panicked");
    }
});
