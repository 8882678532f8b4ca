//! Any text gives a result; every span lies inside the text on character boundaries.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let extraction = gongkai_plan::extract(text, "fuzz");
    for task in &extraction.tasks {
        for span in &task.spans {
            assert!(!text[span.start..span.end].is_empty());
        }
    }
    let _ = gongkai_plan::parse_due(text, 2024);
    let _ = gongkai_plan::parse_units(text);
});
