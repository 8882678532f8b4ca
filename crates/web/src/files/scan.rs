//! The operator's virus scanner: a command that gets a path and answers by its exit code, as clamscan does.

use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;

use kernel::Problem;
use tokio::process::Command;

/// Longer than a scanner takes for the largest file, shorter than a request may.
const LONGEST: Duration = Duration::from_secs(40);

/// Exit code 0 is a clean file, 1 one with a virus; anything else means that the scanner did not do its work, and then
/// the file is not taken either.
pub(super) async fn scan(program: &str, arguments: &[String], name: &str, bytes: &[u8]) -> Result<(), Problem> {
    let unable = |cause: String| {
        tracing::error!(program, cause, "the virus scanner did not work");
        Problem::Busy("病毒检查现在不能用，文件没有接收。请稍后再试，或告诉系统管理员。".into())
    };
    let mut file = tempfile::NamedTempFile::new().map_err(|e| unable(e.to_string()))?;
    file.write_all(bytes).and_then(|()| file.flush()).map_err(|e| unable(e.to_string()))?;
    let path = file.path().to_string_lossy();
    let mut command = Command::new(program);
    command.args(arguments.iter().map(|argument| argument.replace("{file}", &path)));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let finished = tokio::time::timeout(LONGEST, command.status()).await;
    let status = finished.map_err(|_| unable("it took too long".into()))?.map_err(|e| unable(e.to_string()))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(1) => Err(Problem::refused(format!("“{name}”没有通过病毒检查，没有接收。"))),
        code => Err(unable(format!("it ended with {code:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn shell(script: &str) -> Result<(), Problem> {
        scan("sh", &["-c".into(), script.into(), "sh".into(), "{file}".into()], "通知.pdf", b"EICAR").await
    }

    #[tokio::test]
    async fn the_exit_code_decides_and_a_broken_scanner_lets_nothing_in() {
        assert!(shell("! grep -q EICAR \"$1\" || exit 0").await.is_ok());
        let refused = shell("grep -q EICAR \"$1\" && exit 1").await.unwrap_err();
        assert!(matches!(&refused, Problem::Refused(why) if why.contains("病毒检查")), "{refused}");
        assert!(matches!(shell("exit 2").await.unwrap_err(), Problem::Busy(_)));
        let missing = scan("/no/such/scanner", &[], "a.pdf", b"x").await.unwrap_err();
        assert!(matches!(missing, Problem::Busy(_)));
    }
}
