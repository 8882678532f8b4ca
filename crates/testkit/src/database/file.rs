//! SQLite: a file in a folder of its own, copied from a template kept beside the test program.

use std::path::{Path, PathBuf};

use db::{Db, Engine};
use tempfile::TempDir;

use super::TestDb;

/// A database in a new folder, after `fill` has put a file there or not.
pub(super) async fn open(fill: impl AsyncFnOnce(&Path)) -> TestDb {
    let folder = TempDir::with_prefix("gongkai-test-").expect("a temporary folder can be made");
    let file = folder.path().join("gongkai.sqlite");
    fill(&file).await;
    TestDb::new(url(&file), folder, None).await
}

/// Copies the template to `file`.
pub(super) async fn migrated_copy(file: &Path) {
    let template = template().await;
    std::fs::copy(&template, file).unwrap_or_else(|e| panic!("{} cannot be copied: {e}", template.display()));
}

fn url(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

/// The migrated template; made by the first test that needs it, of whatever process.
async fn template() -> PathBuf {
    let program = std::env::current_exe().expect("the test program has a path");
    let fingerprint = db::schema_fingerprint(Engine::Sqlite).expect("the migrations are readable");
    let template = program.with_file_name(format!("gongkai-template-{fingerprint}.sqlite"));
    if !template.exists() {
        // Renaming is atomic: a test of another process finds all of it or nothing, and the last one to finish wins.
        let folder = program.parent().expect("the test program is in a folder");
        let unfinished =
            TempDir::with_prefix_in("gongkai-template-", folder).expect("the program's folder is writable");
        let file = unfinished.path().join("template.sqlite");
        let db = Db::open(&url(&file), 1).await.expect("the template opens");
        db.migrate().await.expect("the template migrates");
        db.close().await;
        std::fs::rename(&file, &template).expect("the template can be renamed");
    }
    template
}
