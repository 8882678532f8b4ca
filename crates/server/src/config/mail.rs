//! How letters leave: the mail server and who they come from.

use std::path::PathBuf;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The mail server that takes letters.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// Name or address of the mail server. Empty: letters are not sent; they wait, and the desk says so.
    pub host: String,
    /// Its port: 587 is usual with `starttls`, 465 with `tls`.
    pub port: u16,
    /// How the line is protected: `starttls` (must succeed before anything is said), `tls` (from the first byte), or
    /// `none`, which is for a mail server on the same machine and takes no password.
    pub security: String,
    /// Who signs in to the mail server; empty: nobody.
    pub user: String,
    /// The password of `user`. Better in the environment than in the file.
    pub password: String,
    /// Who letters come from: `name@example.gov.cn` or `政务公开办 <name@example.gov.cn>`.
    pub from: String,
    /// The address that failures are reported to; empty: the one of `from`.
    pub bounce: String,
    /// Seconds that one half of the talk with the mail server may take.
    pub timeout_s: u64,
    /// A PEM file of root certificates to trust beside the usual ones, for a mail server with a certificate of one's own.
    pub ca: Option<PathBuf>,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            security: "starttls".into(),
            user: String::new(),
            password: String::new(),
            from: String::new(),
            bounce: String::new(),
            timeout_s: 60,
            ca: None,
        }
    }
}

impl Mail {
    /// The mail server; none when no host is set. Reads the file of certificates.
    pub fn server(&self) -> Result<Option<mail::Server>, String> {
        if self.host.is_empty() {
            return Ok(None);
        }
        let security = match self.security.as_str() {
            "none" => mail::Security::None,
            "starttls" => mail::Security::StartTls,
            "tls" => mail::Security::Tls,
            other => return Err(format!("mail.security = {other:?}: none, starttls or tls")),
        };
        if !(5..=600).contains(&self.timeout_s) {
            return Err(format!("mail.timeout_s = {}: 5 to 600", self.timeout_s));
        }
        let roots = match &self.ca {
            Some(path) => Some(std::fs::read(path).map_err(|e| format!("mail.ca = {}: {e}", path.display()))?),
            None => None,
        };
        let written = mail::Written {
            host: &self.host,
            port: self.port,
            security,
            user: &self.user,
            password: &self.password,
            from: &self.from,
            bounce: &self.bounce,
            timeout: Duration::from_secs(self.timeout_s),
            roots: roots.as_deref(),
        };
        mail::Server::new(&written).map(Some).map_err(|e| e.to_string())
    }
}
