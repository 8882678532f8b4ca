//! Any two texts are read, written, searched for statements and compared; places lie in the text, writing loses nothing.
#![no_main]

use gongkai_official::{diff, number, read, validity, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str)| {
    let (one, two) = (read(texts.0).blocks, read(texts.1).blocks);
    assert_eq!(read(&write(&one)).blocks, one);
    for found in validity::statements(texts.0) {
        assert!(!texts.0[found.at].is_empty());
    }
    for (at, _) in number::find_all(texts.0) {
        assert!(!texts.0[at].is_empty());
    }
    let pairs = diff::clauses(&one, &two);
    assert!(pairs.len() >= one.len().max(two.len()));
});
