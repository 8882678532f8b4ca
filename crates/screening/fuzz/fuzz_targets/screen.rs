//! Any text, any list: findings quote the text in order, and a mask can be made of them.
#![no_main]

use gongkai_screening::{WordList, mask, screen};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let words = WordList::parse(input.1).unwrap_or_default();
    let findings = screen(input.0, &words);
    let mut end = 0;
    for finding in &findings {
        assert!(finding.at.start >= end);
        assert_eq!(input.0[finding.at.clone()], finding.text);
        end = finding.at.end;
    }
    let _ = mask(input.0, &findings.iter().collect::<Vec<_>>());
});
