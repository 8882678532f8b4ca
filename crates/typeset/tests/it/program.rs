//! The program as the server runs it.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use super::given::whole;

fn run(input: &[u8], fonts: Option<&std::path::Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai-typeset"));
    command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.envs(fonts.map(|folder| ("GONGKAI_TYPESET_FONTS", folder)));
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn complaint(output: &Output) -> String {
    assert!(!output.status.success() && output.stdout.is_empty());
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_document_comes_in_and_a_file_goes_out() {
    let output = run(&serde_json::to_vec(&whole()).unwrap(), None);
    assert!(output.status.success() && output.stdout.starts_with(b"%PDF-"), "{output:?}");
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_written() {
    assert!(complaint(&run(b"{}", None)).contains("is not a document"));
    let mut other = whole();
    other.format += 1;
    let said = complaint(&run(&serde_json::to_vec(&other).unwrap(), None));
    assert!(said.contains("install the version that belongs to the server"), "{said}");
    let empty = tempfile::tempdir().unwrap();
    let said = complaint(&run(&serde_json::to_vec(&whole()).unwrap(), Some(empty.path())));
    assert!(said.contains("fonts-noto-cjk"), "{said}");
}
