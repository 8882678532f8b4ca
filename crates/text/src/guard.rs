//! Work on untrusted bytes runs on a thread of its own: a panic or an endless loop in a parser ends as a refusal.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use crate::limits::Deadline;
use crate::{Format, ReadError};

/// Parsers that recurse need room; the depth limits are set so that this is ample.
const STACK_BYTES: usize = 16 << 20;

/// Runs `work` until the deadline. A parser that overruns cannot be stopped from outside: its thread is left to end by itself, bounded in
/// memory by the checks made before it was started.
///
/// # Errors
/// What `work` refuses, a time-out, or a broken file when it panicked.
pub fn run<T, F>(format: Format, deadline: Deadline, work: F) -> Result<T, ReadError>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, ReadError> + Send + 'static,
{
    let (sender, receiver) = mpsc::sync_channel(1);
    let thread = thread::Builder::new()
        .name("gongkai-text".into())
        .stack_size(STACK_BYTES)
        // The receiver is gone after a timeout; there is no one left to tell.
        .spawn(move || drop(sender.send(work())))
        .map_err(|error| ReadError::Server { why: format!("无法启动读取：{error}") })?;
    let result = match receiver.recv_timeout(deadline.left()) {
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => return Err(deadline.passed()),
        Err(RecvTimeoutError::Disconnected) => Err(ReadError::broken(format, "解析时出错")),
    };
    // It has sent its result or panicked: either way it is over, and its memory is free once it is joined.
    drop(thread.join());
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_refusal() {
        let result: Result<(), _> = run(Format::Pdf, Deadline::after(10), || panic!("parser"));
        assert_eq!(result.unwrap_err().code(), "file_broken");
    }

    #[test]
    fn work_past_the_deadline_becomes_a_timeout() {
        let result = run(Format::Pdf, Deadline::after(0), || {
            thread::sleep(std::time::Duration::from_secs(2));
            Ok(())
        });
        assert_eq!(result, Err(ReadError::Timeout { seconds: 0 }));
    }
}
