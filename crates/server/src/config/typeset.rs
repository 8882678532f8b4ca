//! Where the program is that sets public documents as PDF.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The program that sets public documents as PDF.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Typeset {
    /// The program's path. Not set: `gongkai-typeset` beside the running program, then on its `PATH`; when it is in none of
    /// them, documents are offered without PDF.
    pub program: Option<PathBuf>,
}
