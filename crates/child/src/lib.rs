//! Other programs run as children: limited in time, memory and output, with an almost empty environment.

mod find;

use std::ffi::OsStr;
use std::io::{self, Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

pub use find::{on_path, runnable};

/// Address space a program may use, in KiB.
const MEMORY_KIB: u64 = 2 << 20;
/// What is kept of a program's complaints, in bytes.
const ERRORS_KEPT: u64 = 4096;

/// A program to run, and what it may cost.
#[derive(Debug)]
pub struct Run<'a, A> {
    /// The program.
    pub program: &'a Path,
    /// Its arguments.
    pub arguments: A,
    /// What it reads from its standard input.
    pub input: Vec<u8>,
    /// Names of the variables it gets of this process's environment, beside `PATH`.
    pub variables: &'a [&'a str],
    /// Longest output, in bytes.
    pub most_output: u64,
    /// How long it may take.
    pub within: Duration,
}

/// How a program ended.
#[derive(Debug)]
pub struct Ended {
    /// Whether its exit code was 0.
    pub success: bool,
    /// What it wrote to its standard output.
    pub output: Vec<u8>,
    /// The beginning of its complaints.
    pub errors: String,
}

/// Why a program could not be run to its end.
#[derive(Debug)]
pub enum Failure {
    /// It did not end in time.
    Timeout,
    /// It wrote more than it may.
    Output,
    /// It could not be started.
    Start(io::Error),
    /// The line to it broke.
    Broken(io::Error),
}

/// Runs a program to its end. It is killed at the deadline or when it writes too much.
///
/// # Errors
/// See [`Failure`]; a program that ends badly is no failure of this kind.
pub fn run<'a>(run: Run<'a, impl IntoIterator<Item = &'a OsStr>>) -> Result<Ended, Failure> {
    let deadline = Instant::now() + run.within;
    let handed = ["PATH"].iter().chain(run.variables);
    // The shell sets the memory limit, then becomes the program.
    let mut child = Command::new("/bin/sh")
        .args(["-c", "ulimit -v \"$1\" 2>/dev/null; shift; exec \"$@\"", "sh", &MEMORY_KIB.to_string()])
        .arg(run.program)
        .args(run.arguments)
        .env_clear()
        .envs(handed.filter_map(|name| Some((name, std::env::var_os(name)?))))
        .env("LC_ALL", "C.UTF-8")
        // One core each, by the two names under which libraries ask.
        .env("OMP_THREAD_LIMIT", "1")
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Failure::Start)?;
    feed(&mut child, run.input);
    let result = collect(&mut child, run.most_output, deadline);
    // Harmless when it has ended; otherwise it must not outlive this call.
    let killed = child.kill();
    let status = child.wait().map_err(Failure::Broken)?;
    let (output, errors) = result?;
    killed.map_err(Failure::Broken)?;
    Ok(Ended { success: status.success(), output, errors })
}

/// Writes the input beside the reading of the output, so that neither waits for the other.
fn feed(child: &mut Child, input: Vec<u8>) {
    if let Some(mut stream) = child.stdin.take().filter(|_| !input.is_empty()) {
        // A program that does not want all of it says so by how it ends.
        thread::spawn(move || drop(stream.write_all(&input)));
    }
}

/// Both streams to their ends; the one for complaints is drained so that the program never waits.
fn collect(child: &mut Child, most_output: u64, deadline: Instant) -> Result<(Vec<u8>, String), Failure> {
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
    let left = deadline.saturating_duration_since(Instant::now());
    let output = receiver.recv_timeout(left).map_err(|_| Failure::Timeout)?.map_err(Failure::Broken)?;
    if output.len() as u64 > most_output {
        return Err(Failure::Output);
    }
    while child.try_wait().is_ok_and(|status| status.is_none()) {
        if Instant::now() >= deadline {
            return Err(Failure::Timeout);
        }
        thread::sleep(Duration::from_millis(5));
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str, input: &[u8], seconds: u64) -> Result<Ended, Failure> {
        run(Run {
            program: Path::new("/bin/sh"),
            arguments: ["-c".as_ref(), script.as_ref()],
            input: input.to_vec(),
            variables: &[],
            most_output: 1_000_000,
            within: Duration::from_secs(seconds),
        })
    }

    #[test]
    fn output_and_complaints_are_collected() {
        let ended = sh("echo 结果; echo oops >&2; exit 3", b"", 10).unwrap();
        assert_eq!((ended.success, ended.output, ended.errors.trim()), (false, "结果\n".as_bytes().to_vec(), "oops"));
    }

    #[test]
    fn a_program_reads_its_input_while_its_output_is_read() {
        let input = vec![b'x'; 900_000];
        assert_eq!(sh("cat", &input, 20).unwrap().output, input);
        assert!(sh("exit 0", &input, 20).unwrap().success, "one that reads nothing is not waited for");
        assert!(sh("cat", b"", 20).unwrap().output.is_empty(), "without input it finds an end, not a terminal");
    }

    #[test]
    fn a_program_that_does_not_end_is_killed_at_the_deadline() {
        let begun = Instant::now();
        assert!(matches!(sh("sleep 60", b"", 1), Err(Failure::Timeout)));
        assert!(begun.elapsed().as_secs() < 20);
    }

    #[test]
    fn a_program_that_writes_without_end_is_stopped() {
        assert!(matches!(sh("yes", b"", 20), Err(Failure::Output)));
    }

    #[test]
    fn a_program_gets_no_variable_it_is_not_handed() {
        let seen = String::from_utf8(sh("env", b"", 10).unwrap().output).unwrap();
        assert!(seen.contains("PATH=") && !seen.contains("CARGO"), "{seen}");
    }
}
