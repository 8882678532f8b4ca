//! System tools as children, fed from private files; what goes wrong is told to the sender of the file.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;

pub(crate) use child::Ended;
use child::{Failure, Run};

use crate::ReadError;
use crate::limits::Deadline;

/// A new folder only this user can enter, removed when dropped.
pub(crate) fn private_folder() -> Result<tempfile::TempDir, ReadError> {
    tempfile::Builder::new().prefix("gongkai-").tempdir().map_err(|error| server("无法建立临时文件夹", &error))
}

pub(crate) fn save(file: &Path, bytes: &[u8]) -> Result<(), ReadError> {
    let write = || std::fs::File::create_new(file)?.write_all(bytes);
    write().map_err(|error| server("无法写入临时文件", &error))
}

/// Runs a tool to its end. It gets no input.
pub(crate) fn run<'a>(
    tool: &'a Path,
    arguments: impl IntoIterator<Item = &'a OsStr>,
    most_output: u64,
    deadline: Deadline,
) -> Result<Ended, ReadError> {
    let variables = &["TESSDATA_PREFIX"];
    let run = Run { program: tool, arguments, input: Vec::new(), variables, most_output, within: deadline.left() };
    child::run(run).map_err(|failure| match failure {
        Failure::Timeout => deadline.passed(),
        Failure::Output => ReadError::complex("内容大得异常"),
        Failure::Start(error) => server("无法启动外部程序", &error),
        Failure::Broken(error) => server("外部程序异常", &error),
    })
}

fn server(what: &str, error: &io::Error) -> ReadError {
    ReadError::Server { why: format!("{what}：{error}") }
}
