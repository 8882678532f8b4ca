//! System tools as child processes: limited in time, memory and output, fed from private files.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use crate::ReadError;
use crate::limits::Deadline;

/// Address space a tool may use, in KiB.
const MEMORY_KIB: u64 = 2 << 20;
/// What is kept of a tool's complaints, in bytes.
const ERRORS_KEPT: u64 = 4096;

/// How a tool ended.
pub(crate) struct Ended {
    pub(crate) success: bool,
    pub(crate) output: Vec<u8>,
    pub(crate) errors: String,
}

/// A new folder only this user can enter, removed when dropped.
pub(crate) fn private_folder() -> Result<tempfile::TempDir, ReadError> {
    tempfile::Builder::new().prefix("gongkai-").tempdir().map_err(|error| server("无法建立临时文件夹", &error))
}

pub(crate) fn save(file: &Path, bytes: &[u8]) -> Result<(), ReadError> {
    let write = || std::fs::File::create_new(file)?.write_all(bytes);
    write().map_err(|error| server("无法写入临时文件", &error))
}

/// Runs a tool to its end. It gets no input, an almost empty environment, and is killed at the deadline or when it writes too much.
pub(crate) fn run<'a>(
    tool: &Path,
    arguments: impl IntoIterator<Item = &'a OsStr>,
    most_output: u64,
    deadline: Deadline,
) -> Result<Ended, ReadError> {
    // The shell sets the memory limit, then becomes the tool.
    let mut child = Command::new("/bin/sh")
        .args(["-c", "ulimit -v \"$1\" 2>/dev/null; shift; exec \"$@\"", "sh", &MEMORY_KIB.to_string()])
        .arg(tool)
        .args(arguments)
        .env_clear()
        .envs(["PATH", "TESSDATA_PREFIX"].iter().filter_map(|name| Some((name, std::env::var_os(name)?))))
        .env("LC_ALL", "C.UTF-8")
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| server("无法启动外部程序", &error))?;
    let result = collect(&mut child, most_output, deadline);
    // Harmless when it has ended; otherwise it must not outlive this call.
    let killed = child.kill();
    let status = child.wait().map_err(|error| server("外部程序异常", &error))?;
    let (output, errors) = result?;
    killed.map_err(|error| server("外部程序异常", &error))?;
    Ok(Ended { success: status.success(), output, errors })
}

/// Both streams to their ends; the one for complaints is drained so that the tool never waits.
fn collect(child: &mut Child, most_output: u64, deadline: Deadline) -> Result<(Vec<u8>, String), ReadError> {
    let (sender, receiver) = mpsc::channel();
    let complaints = child.stderr.take().map(|stream| thread::spawn(move || read_errors(stream)));
    if let Some(stream) = child.stdout.take() {
        thread::spawn(move || {
            let mut output = Vec::new();
            let read = stream.take(most_output + 1).read_to_end(&mut output);
            // No one listens any more after the deadline.
            drop(sender.send(read.map(|_| output)));
        });
    }
    let output = receiver
        .recv_timeout(deadline.left())
        .map_err(|_| deadline.passed())?
        .map_err(|error| server("外部程序异常", &error))?;
    if output.len() as u64 > most_output {
        return Err(ReadError::complex("内容大得异常"));
    }
    while child.try_wait().is_ok_and(|status| status.is_none()) {
        deadline.check()?;
        thread::sleep(std::time::Duration::from_millis(5));
    }
    Ok((output, complaints.and_then(|thread| thread.join().ok()).unwrap_or_default()))
}

fn read_errors(mut stream: impl Read) -> String {
    let mut kept = Vec::new();
    // A stream that breaks off has said what it had to say.
    let _ = (&mut stream).take(ERRORS_KEPT).read_to_end(&mut kept);
    let _ = io::copy(&mut stream, &mut io::sink());
    String::from_utf8_lossy(&kept).into_owned()
}

fn server(what: &str, error: &io::Error) -> ReadError {
    ReadError::Server { why: format!("{what}：{error}") }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str, seconds: u64) -> Result<Ended, ReadError> {
        run(Path::new("/bin/sh"), ["-c".as_ref(), script.as_ref()], 1000, Deadline::after(seconds))
    }

    #[test]
    fn output_and_complaints_are_collected() {
        let ended = sh("echo 结果; echo oops >&2; exit 3", 10).unwrap();
        assert_eq!((ended.success, ended.output, ended.errors.trim()), (false, "结果\n".as_bytes().to_vec(), "oops"));
    }

    #[test]
    fn a_tool_that_does_not_end_is_killed_at_the_deadline() {
        let begun = std::time::Instant::now();
        assert_eq!(sh("sleep 60", 1).err(), Some(ReadError::Timeout { seconds: 1 }));
        assert!(begun.elapsed().as_secs() < 20);
    }

    #[test]
    fn a_tool_that_writes_without_end_is_stopped() {
        assert_eq!(sh("yes", 20).err().map(|error| error.code()), Some("file_too_complex"));
    }
}
