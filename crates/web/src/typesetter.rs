//! The program that sets documents as PDF: found, run as a limited child, two at once at most.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use child::{Failure, Run, on_path, runnable};
use kernel::Problem;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The program's name, beside this one or on the path.
const NAME: &str = "gongkai-typeset";
/// Documents set at the same time.
const PLACES: usize = 2;
/// Longer than the longest document takes.
const WITHIN: Duration = Duration::from_secs(20);
/// How long a request waits for a place; with the setting itself it stays below the time of a request.
const PATIENCE: Duration = Duration::from_secs(8);
/// Largest PDF, in bytes.
const MOST_OUTPUT: u64 = 64 << 20;
/// Variables of this process that it reads: where its fonts are.
const VARIABLES: &[&str] = &["GONGKAI_TYPESET_FONTS"];

/// The typesetter, which may be absent.
#[derive(Debug)]
pub struct Typesetter {
    named: Option<PathBuf>,
    places: Arc<Semaphore>,
    patience: Duration,
    within: Duration,
}

/// A place at the typesetter.
#[derive(Debug)]
pub struct Place {
    program: PathBuf,
    within: Duration,
    permit: OwnedSemaphorePermit,
}

impl Typesetter {
    /// The program of that path; none: `gongkai-typeset` beside the running program, then on its `PATH`.
    pub fn new(named: Option<PathBuf>) -> Self {
        Self { named, places: Arc::new(Semaphore::new(PLACES)), patience: PATIENCE, within: WITHIN }
    }

    /// Where the program is, asked anew each time, so that installing it needs no restart; none when it is absent.
    pub fn program(&self) -> Option<PathBuf> {
        if let Some(named) = &self.named {
            return Some(named.clone()).filter(|program| runnable(program));
        }
        let beside = std::env::current_exe().ok().map(|own| own.with_file_name(NAME));
        beside.filter(|program| runnable(program)).or_else(|| on_path(NAME))
    }

    /// Waits for a place; none when the program is absent.
    ///
    /// # Errors
    /// When others keep all places too long.
    pub async fn place(&self) -> Result<Option<Place>, Problem> {
        let Some(program) = self.program() else { return Ok(None) };
        let place = tokio::time::timeout(self.patience, Arc::clone(&self.places).acquire_owned()).await;
        let busy = || Problem::Busy("正在制作的 PDF 很多，请过一会儿再下载。".into());
        let permit = place.map_err(|_| busy())?.map_err(Problem::internal)?;
        Ok(Some(Place { program, within: self.within, permit }))
    }
}

impl Place {
    /// Sets one document, given as the program reads it; the file.
    ///
    /// # Errors
    /// When the program fails or takes too long; the reason is in the log.
    pub async fn set(self, input: Vec<u8>) -> Result<Vec<u8>, Problem> {
        let Self { program, within, permit } = self;
        let set = move || {
            let run = Run {
                program: &program,
                arguments: std::iter::empty::<&OsStr>(),
                input,
                variables: VARIABLES,
                most_output: MOST_OUTPUT,
                within,
            };
            let ended = child::run(run);
            // The place is free when the program has ended, also when nobody waits for the answer any more.
            drop(permit);
            match ended {
                Ok(ended) if ended.success && ended.output.starts_with(b"%PDF-") => Ok(ended.output),
                Ok(ended) if ended.success => Err("it wrote no PDF".to_owned()),
                Ok(ended) => Err(ended.errors.trim().to_owned()),
                Err(Failure::Timeout) => Err(format!("it took more than {within:?}")),
                Err(Failure::Output) => Err(format!("it wrote more than {MOST_OUTPUT} bytes")),
                Err(Failure::Start(error) | Failure::Broken(error)) => Err(error.to_string()),
            }
        };
        tokio::task::spawn_blocking(set).await.map_err(Problem::internal)?.map_err(|cause| {
            tracing::error!(cause, "the typesetter did not work");
            Problem::Busy("PDF 现在做不出来。请下载 Word 文件，或者打印网页。".into())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn scripted(script: &str) -> (tempfile::TempDir, Typesetter) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("typeset");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        (folder, Typesetter::new(Some(program)))
    }

    async fn set(script: &str) -> Result<Vec<u8>, Problem> {
        let (_folder, typesetter) = scripted(script);
        typesetter.place().await.unwrap().unwrap().set(b"{}".to_vec()).await
    }

    #[tokio::test]
    async fn only_a_pdf_of_a_program_that_ends_well_counts() {
        assert_eq!(set("printf %%PDF-1.7; cat").await.unwrap(), b"%PDF-1.7{}");
        for broken in ["echo no fonts >&2; exit 1", "echo hello", "printf %%PDF-1.7; exit 1"] {
            assert!(matches!(set(broken).await, Err(Problem::Busy(_))), "{broken}");
        }
    }

    #[tokio::test]
    async fn one_that_hangs_is_ended_and_its_place_is_free_again() {
        let (_folder, mut typesetter) = scripted("sleep 60");
        typesetter.within = Duration::from_millis(300);
        for _ in 0..=PLACES {
            let place = typesetter.place().await.unwrap().unwrap();
            assert!(matches!(place.set(Vec::new()).await, Err(Problem::Busy(_))));
        }
    }

    #[tokio::test]
    async fn an_absent_program_has_no_places() {
        let typesetter = Typesetter::new(Some("/no/such/program".into()));
        assert!(typesetter.program().is_none() && typesetter.place().await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_third_request_waits_and_is_told_so() {
        let (_folder, mut typesetter) = scripted("exit 0");
        typesetter.patience = Duration::from_millis(20);
        let (first, _second) = (typesetter.place().await.unwrap(), typesetter.place().await.unwrap());
        assert!(matches!(typesetter.place().await, Err(Problem::Busy(_))));
        drop(first);
        assert!(typesetter.place().await.unwrap().is_some());
    }
}
