//! The schema's steps: files of `migrations/`, one portable text each, with a part per database where they must differ.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rust_embed::RustEmbed;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::{Engine, Error, Result};

/// `0001_journal.sql` runs on both; `0001_journal.sqlite.sql` and `0001_journal.postgres.sql` after it on one.
#[derive(RustEmbed)]
#[folder = "../../migrations/"]
struct Files;

pub(crate) fn migrator(engine: Engine) -> Result<Migrator> {
    let mut steps: BTreeMap<i64, (String, String)> = BTreeMap::new();
    // The part for both databases, with fewer dots in its name, comes before the part for one.
    let mut names: Vec<Cow<'static, str>> = Files::iter().filter(|n| n.ends_with(".sql")).collect();
    names.sort_by_key(|n| (n.matches('.').count(), n.to_string()));
    for name in names {
        let stem = name.trim_end_matches(".sql");
        let (stem, only) = match stem.split_once('.') {
            Some((stem, "sqlite")) => (stem, Some(Engine::Sqlite)),
            Some((stem, "postgres")) => (stem, Some(Engine::Postgres)),
            Some(_) => return Err(Error::Driver(format!("{name}: the middle part is sqlite or postgres"))),
            None => (stem, None),
        };
        if only.is_some_and(|only| only != engine) {
            continue;
        }
        let (number, description) = stem.split_once('_').unwrap_or((stem, ""));
        let number: i64 = number.parse().map_err(|_| Error::Driver(format!("{name}: begins with its number")))?;
        let file = Files::get(&name).ok_or_else(|| Error::Driver(format!("{name} is not readable")))?;
        let step = steps.entry(number).or_insert_with(|| (description.to_owned(), String::new()));
        if step.0 != description {
            return Err(Error::Driver(format!("{name}: number {number} is taken by {}", step.0)));
        }
        step.1.push_str(&String::from_utf8_lossy(&file.data));
        step.1.push('\n');
    }
    let migrations = steps.into_iter().map(|(number, (description, sql))| {
        Migration::new(number, description.into(), MigrationType::Simple, AssertSqlSafe(sql).into_sql_str(), false)
    });
    Ok(Migrator { migrations: migrations.collect::<Vec<_>>().into(), ..Migrator::DEFAULT })
}

/// Text of 16 hexadecimal characters that changes whenever the schema does: names a kept copy of a migrated database.
pub fn schema_fingerprint(engine: Engine) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for step in migrator(engine)?.iter() {
        (step.version, &step.checksum).hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}
