//! Programs looked for by name.

use std::path::{Path, PathBuf};

/// The program of that name in the folders of this process's `PATH`, asked anew on each call.
#[must_use]
pub fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(name))
        .find(|candidate| runnable(candidate))
}

/// Whether a file is there that somebody may run.
#[cfg(unix)]
#[must_use]
pub fn runnable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// Whether a file is there.
#[cfg(not(unix))]
#[must_use]
pub fn runnable(file: &Path) -> bool {
    file.is_file()
}
