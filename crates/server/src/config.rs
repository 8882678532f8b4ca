//! What an operator sets: a TOML file, then the environment.

mod mail;
mod typeset;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::mail::Mail;
pub use self::typeset::Typeset;

/// The configuration of a server. Every setting has a default that works on one machine.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Name of the installation, on pages that belong to no one government.
    pub name: String,
    /// Address and port to listen on. TLS is the business of a proxy in front.
    pub listen: String,
    /// Where the public reaches the server, e.g. `https://zwgk.example.gov.cn`, without a final slash. With `https` the
    /// cookies are marked secure and browsers are told to insist on TLS.
    pub base_url: Option<String>,
    /// Whether a proxy stands in front that sets `X-Forwarded-For`. Turn it on only then: clients can write that header.
    pub behind_proxy: bool,
    /// Folder for the files people upload and, with SQLite, the database.
    pub data_dir: PathBuf,
    /// The database.
    pub database: Database,
    /// The mail server.
    pub mail: Mail,
    /// Reminders of what is due.
    pub reminders: Reminders,
    /// The program that sets public documents as PDF.
    pub typeset: Typeset,
    /// Largest file people may upload, in MiB.
    pub upload_mib: u32,
    /// A command that looks for viruses in files people send, e.g. `["clamdscan", "--no-summary", "--fdpass", "{file}"]`:
    /// exit code 0 is clean, 1 is refused; anything else refuses too, until it works again. Empty: files are not scanned.
    pub scan: Vec<String>,
    /// A calendar file that extends or replaces years of the built-in holiday calendar; see docs/calendar.md.
    pub calendar: Option<PathBuf>,
    /// A file of words that mean the same, one group a line: `低保 = 最低生活保障`; added to those that are built in.
    pub synonyms: Option<PathBuf>,
    /// What to log: `error`, `warn`, `info`, `debug`, or a filter such as `info,sqlx=warn`.
    pub log: String,
}

/// Which database holds the records.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `postgres://user:password@host/name`, or `sqlite:PATH`. Empty: `gongkai.sqlite` in the data folder.
    pub url: String,
    /// Most connections to keep open.
    pub connections: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: "政务公开".into(),
            listen: "127.0.0.1:8080".into(),
            base_url: None,
            behind_proxy: false,
            data_dir: "gongkai-data".into(),
            database: Database::default(),
            mail: Mail::default(),
            reminders: Reminders::default(),
            typeset: Typeset::default(),
            upload_mib: 20,
            scan: Vec::new(),
            calendar: None,
            synonyms: None,
            log: "info,sqlx=warn,tower_http=warn".into(),
        }
    }
}

/// When people are reminded of what is due.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Reminders {
    /// The hour of a working day, by China's clock, from which on the day's letters are made: 0 to 23.
    pub hour: i8,
}

impl Default for Reminders {
    fn default() -> Self {
        Self { hour: 8 }
    }
}

impl Default for Database {
    fn default() -> Self {
        Self { url: String::new(), connections: 10 }
    }
}

/// Prefix of environment variables; `__` stands between a table and its key: `GONGKAI_DATABASE__URL`.
pub const PREFIX: &str = "GONGKAI_";

impl Config {
    /// Reads `file` (none: defaults), then the environment, and checks the values.
    pub fn load(file: Option<&Path>) -> Result<Self, String> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = file {
            if !file.is_file() {
                return Err(format!("{}: no such file", file.display()));
            }
            figment = figment.merge(Toml::file(file));
        }
        // Other variables of that prefix are not settings: GONGKAI_CONFIG names the file itself, tests have theirs.
        let known = serde_json::to_value(Self::default()).unwrap_or_default();
        let is_setting = move |key: &figment::value::UncasedStr| {
            let first = key.as_str().split("__").next().unwrap_or_default().to_lowercase();
            known.get(first).is_some()
        };
        let env = Env::prefixed(PREFIX).filter(is_setting).split("__");
        let config: Self = figment.merge(env).extract().map_err(|e| e.to_string())?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), String> {
        self.listen_address()?;
        if let Some(url) = &self.base_url
            && (!(url.starts_with("https://") || url.starts_with("http://")) || url.ends_with('/'))
        {
            return Err(format!("base_url = {url:?}: begins with https:// or http:// and has no final slash"));
        }
        if !(1..=90).contains(&self.upload_mib) {
            return Err(format!("upload_mib = {}: 1 to 90", self.upload_mib));
        }
        if !(1..=500).contains(&self.database.connections) {
            return Err(format!("database.connections = {}: 1 to 500", self.database.connections));
        }
        let url = self.database_url();
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
            return Err("database.url: begins with sqlite: or postgres://".into());
        }
        if !(0..=23).contains(&self.reminders.hour) {
            return Err(format!("reminders.hour = {}: 0 to 23", self.reminders.hour));
        }
        self.mail.server().map(drop)
    }

    /// The address to listen on.
    pub fn listen_address(&self) -> Result<SocketAddr, String> {
        self.listen
            .parse()
            .map_err(|_| format!("listen = {:?}: an address and a port, e.g. 127.0.0.1:8080", self.listen))
    }

    /// The database's URL, with the default filled in.
    pub fn database_url(&self) -> String {
        if self.database.url.is_empty() {
            format!("sqlite:{}", self.data_dir.join("gongkai.sqlite").display())
        } else {
            self.database.url.clone()
        }
    }

    /// The configuration in use as TOML, with the passwords struck out.
    pub fn redacted(&self) -> String {
        let mut shown = self.clone();
        shown.database.url = redact(&self.database_url());
        if !shown.mail.password.is_empty() {
            shown.mail.password = "***".into();
        }
        toml::to_string_pretty(&shown).unwrap_or_default()
    }
}

/// A URL without its password, and without parameters, which may hold one.
fn redact(url: &str) -> String {
    let url = url.split('?').next().unwrap_or_default();
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    // The last @ ends the credentials; a password may hold one.
    let Some((credentials, host)) = rest.rsplit_once('@') else { return url.to_owned() };
    match credentials.split_once(':') {
        Some((user, _)) => format!("{scheme}://{user}:***@{host}"),
        None => url.to_owned(),
    }
}

/// docs/configuration.md, made from the structs above.
pub fn documentation() -> String {
    let schema = schemars::schema_for!(Config);
    let defaults = toml::Table::try_from(Config::default()).unwrap_or_default();
    let mut out = String::from(
        "# Configuration\n\n\
         `gongkai serve --config FILE` reads a TOML file; environment variables override it: `GONGKAI_LISTEN`, and\n\
         `GONGKAI_DATABASE__URL` for a key of a table. `gongkai check --config FILE` shows what is in force, without\n\
         secrets. Made from the program's own types by `gongkai docs`; do not edit by hand.\n\n\
         | setting | environment | default | meaning |\n|---|---|---|---|\n",
    );
    let root = schema.as_value();
    rows(&mut out, root, root, &defaults, "");
    out
}

fn rows(out: &mut String, root: &serde_json::Value, schema: &serde_json::Value, defaults: &toml::Table, prefix: &str) {
    let Some(properties) = schema["properties"].as_object() else { return };
    for (key, property) in properties {
        let name = format!("{prefix}{key}");
        let reference = property["$ref"].as_str().or(property["allOf"][0]["$ref"].as_str());
        if let Some(definition) = reference.and_then(|r| r.strip_prefix("#/$defs/")) {
            let table = defaults.get(key).and_then(toml::Value::as_table).cloned().unwrap_or_default();
            rows(out, root, &root["$defs"][definition], &table, &format!("{name}."));
            continue;
        }
        let default = defaults.get(key).map_or_else(|| "–".to_owned(), |v| format!("`{v}`"));
        let meaning = property["description"].as_str().unwrap_or_default().replace('\n', " ");
        let variable = format!("{PREFIX}{}", name.replace('.', "__").to_uppercase());
        out.push_str(&format!("| `{name}` | `{variable}` | {default} | {meaning} |\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(redact("postgres://gk:p@ss:word@db:5432/x"), "postgres://gk:***@db:5432/x");
        assert_eq!(redact("sqlite:data/gongkai.sqlite"), "sqlite:data/gongkai.sqlite");
        assert_eq!(redact("postgres://db/x?user=gk&password=hunter2"), "postgres://db/x");
        let mut config = Config::default();
        config.database.url = "postgres://gk:hunter2@db/x".into();
        config.mail.password = "hunter2".into();
        assert!(!config.redacted().contains("hunter2"));
    }

    #[test]
    fn wrong_values_are_refused_in_words() {
        let wrong = |change: fn(&mut Config)| {
            let mut config = Config::default();
            change(&mut config);
            config.check().unwrap_err()
        };
        assert!(wrong(|c| c.listen = "8080".into()).contains("an address and a port"));
        assert!(wrong(|c| c.base_url = Some("zwgk.example".into())).contains("begins with https://"));
        assert!(wrong(|c| c.database.url = "mysql://x".into()).contains("sqlite:"));
        assert!(wrong(|c| c.upload_mib = 0).contains("1 to 90"));
        let mail = |change: fn(&mut Mail)| {
            let mut mail = Mail { host: "localhost".into(), from: "gk@example.gov.cn".into(), ..Mail::default() };
            assert!(mail.server().is_ok());
            change(&mut mail);
            mail.server().err().unwrap()
        };
        assert!(mail(|m| m.security = "ssl".into()).contains("none, starttls or tls"));
        assert!(mail(|m| m.from = "政务公开办".into()).contains("mail.from"));
        assert!(mail(|m| m.ca = Some("nowhere.pem".into())).contains("nowhere.pem"));
        let unprotected = mail(|m| (m.security, m.user) = ("none".into(), "gk".into()));
        assert!(unprotected.contains("unprotected"));
    }

    #[test]
    fn the_documentation_is_the_one_made_from_the_structs() {
        let written = include_str!("../../../docs/configuration.md");
        assert_eq!(written, documentation(), "run: cargo run -- docs > docs/configuration.md");
    }
}
