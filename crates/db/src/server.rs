//! A PostgreSQL server as a whole: making, renaming and dropping databases, which no transaction can do.

use std::str::FromStr as _;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::{Error, Result};

/// A connection to a server, with the rights to make databases.
#[derive(Debug)]
pub struct Server {
    options: PgConnectOptions,
    connection: PgConnection,
}

impl Server {
    /// Connects to the database that `url` names (`postgres://…`), from where others can be made.
    pub async fn connect(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?;
        let connection = options.connect().await?;
        Ok(Self { options, connection })
    }

    /// The URL of database `name` on this server.
    pub fn url_of(&self, name: &str) -> String {
        self.options.clone().database(name).to_url_lossy().to_string()
    }

    /// Whether there is a database `name`.
    pub async fn has(&mut self, name: &str) -> Result<bool> {
        let found = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(name);
        Ok(found.fetch_optional(&mut self.connection).await?.is_some())
    }

    /// Makes database `name`, as a copy of `template` when one is given; nobody may be connected to the template.
    pub async fn create(&mut self, name: &str, template: Option<&str>) -> Result<()> {
        let template = template.map(|t| identifier(t).map(|t| format!(" TEMPLATE {t}"))).transpose()?;
        self.run(format!("CREATE DATABASE {}{}", identifier(name)?, template.unwrap_or_default())).await
    }

    /// Renames database `from`, to which nobody may be connected; fails when there is one called `to`.
    pub async fn rename(&mut self, from: &str, to: &str) -> Result<()> {
        self.run(format!("ALTER DATABASE {} RENAME TO {}", identifier(from)?, identifier(to)?)).await
    }

    /// Drops database `name` if there is one, and cuts off whoever is connected to it.
    pub async fn drop_database(&mut self, name: &str) -> Result<()> {
        self.run(format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", identifier(name)?)).await
    }

    /// Does at once what the server does by itself within minutes of a great change: counts rows for its plans, and notes
    /// which pages of tables need not be looked at beside an index.
    pub async fn vacuum(&mut self) -> Result<()> {
        self.run("VACUUM (ANALYZE)".into()).await
    }

    /// Closes the connection.
    pub async fn close(self) -> Result<()> {
        Ok(self.connection.close().await?)
    }

    async fn run(&mut self, sql: String) -> Result<()> {
        // Safe because names are the only text added, and those are identifiers.
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut self.connection).await?;
        Ok(())
    }
}

/// A name that needs no quoting; anything else is refused.
fn identifier(name: &str) -> Result<&str> {
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
    let fits = name.len() <= 63 && name.bytes().all(plain) && !name.starts_with(|c: char| c.is_ascii_digit());
    if fits && !name.is_empty() { Ok(name) } else { Err(Error::Driver(format!("{name:?} cannot name a database"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_would_need_quoting_are_refused() {
        assert!(identifier("gongkai_test_1").is_ok());
        for bad in ["", "1a", "a-b", "Ab", "a; DROP DATABASE b", "公开"] {
            assert!(identifier(bad).is_err(), "{bad}");
        }
    }
}
