//! Plans of many layouts, written for this test; each stands beside what a careful reader takes from it.
//!
//! After a deliberate change run with `UPDATE_EXPECTED=1` and read the difference before keeping it.

use std::fs;
use std::path::Path;

use crate::say::say;

#[test]
fn every_layout_reads_as_a_careful_reader_would() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/plans");
    let mut plans: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of plans")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    plans.sort();
    assert!(plans.len() >= 13, "plans are missing");
    let mut wrong = Vec::new();
    for plan in plans {
        let text = fs::read_to_string(&plan).expect("a plan in UTF-8");
        let name = plan.file_name().expect("a name").to_string_lossy().into_owned();
        let read = say(&gongkai_plan::extract(&text, &name));
        let expected = plan.with_extension("out");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&expected, &read).expect("a writable folder");
        } else if fs::read_to_string(&expected).unwrap_or_default() != read {
            wrong.push(format!("== {name}\n{read}"));
        }
    }
    assert!(wrong.is_empty(), "read otherwise than expected:\n{}", wrong.join("\n"));
}
