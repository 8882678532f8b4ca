//! Governments: a tree of jurisdictions, some of which this installation serves.

use db::{FromRow, Query, Row, Tx, args};
use serde::{Deserialize, Serialize};

/// How high in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 省、自治区、直辖市
    Province,
    /// 设区的市、自治州、地区
    City,
    /// 县、县级市、区
    County,
    /// 乡、镇、街道
    Town,
}

impl Level {
    /// Every level, highest first.
    pub const ALL: [Self; 4] = [Self::Province, Self::City, Self::County, Self::Town];

    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Town => "town",
        }
    }

    /// The level with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Province => "省级",
            Self::City => "市级",
            Self::County => "县级",
            Self::Town => "镇级",
        }
    }
}

/// A government (政府).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Government {
    /// Id.
    pub id: String,
    /// The government above, if it is in the tree.
    pub parent_id: Option<String>,
    /// Its part of addresses, e.g. `qingshi`.
    pub slug: String,
    /// Full name, e.g. 青石市人民政府.
    pub name: String,
    /// The place, e.g. 青石市.
    pub short_name: String,
    /// Level.
    pub level: Level,
    /// Whether this installation serves it.
    pub hosted: bool,
    /// Who runs the site (主办单位).
    pub host_unit: String,
    /// 网站标识码.
    pub site_id_code: Option<String>,
    /// Telephone of the office.
    pub phone: Option<String>,
    /// ICP filing number.
    pub icp: Option<String>,
    /// Public-security filing number.
    pub police: Option<String>,
    /// The host name of its site, e.g. `zwgk.example.gov.cn`, when it has one of its own.
    pub host: Option<String>,
    /// Counts saves.
    pub version: i64,
}

impl FromRow for Government {
    fn from_row(row: &Row) -> db::Result<Self> {
        let level: String = row.get("level")?;
        Ok(Self {
            id: row.get("id")?,
            parent_id: row.get("parent_id")?,
            slug: row.get("slug")?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            level: Level::from_code(&level).ok_or_else(|| db::Error::Corrupt(format!("level {level}")))?,
            hosted: row.get("hosted")?,
            host_unit: row.get("host_unit")?,
            site_id_code: row.get("site_id_code")?,
            phone: row.get("phone")?,
            icp: row.get("icp")?,
            police: row.get("police")?,
            host: row.get("host")?,
            version: row.get("version")?,
        })
    }
}

/// Whether `slug` may stand in an address: 2–40 of a–z, 0–9 and inner hyphens.
pub fn is_slug(slug: &str) -> bool {
    (2..=40).contains(&slug.len())
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !slug.starts_with('-')
        && !slug.ends_with('-')
}

/// Whether `host` may be a host name: labels of a–z, 0–9 and inner hyphens, with dots between.
pub fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 200 && host.contains('.') && host.split('.').all(label)
}

/// The one whose site has that host name.
pub async fn by_host(tx: &mut Tx, host: &str) -> db::Result<Option<Government>> {
    tx.opt("SELECT * FROM government WHERE host = $1 AND hosted = 1", args![host]).await
}

/// Adds a government.
pub async fn insert(tx: &mut Tx, g: &Government) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO government (id, parent_id, slug, name, short_name, level, hosted, host_unit, site_id_code, phone,
                                 icp, police, host, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)",
        args![
            &g.id,
            g.parent_id.clone(),
            &g.slug,
            &g.name,
            &g.short_name,
            g.level.code(),
            g.hosted,
            &g.host_unit,
            g.site_id_code.clone(),
            g.phone.clone(),
            g.icp.clone(),
            g.police.clone(),
            g.host.clone()
        ],
    )
    .await
}

/// Saves everything but the place in the tree and the slug; stale when someone else saved first.
pub async fn save(tx: &mut Tx, g: &Government) -> db::Result<()> {
    tx.exec_one(
        "UPDATE government SET name = $1, short_name = $2, level = $3, hosted = $4, host_unit = $5, site_id_code = $6,
             phone = $7, icp = $8, police = $9, host = $10, version = version + 1
         WHERE id = $11 AND version = $12",
        args![
            &g.name,
            &g.short_name,
            g.level.code(),
            g.hosted,
            &g.host_unit,
            g.site_id_code.clone(),
            g.phone.clone(),
            g.icp.clone(),
            g.police.clone(),
            g.host.clone(),
            &g.id,
            g.version
        ],
    )
    .await
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Government>> {
    tx.opt("SELECT * FROM government WHERE id = $1", args![id]).await
}

/// By its part of the address.
pub async fn by_slug(tx: &mut Tx, slug: &str) -> db::Result<Option<Government>> {
    tx.opt("SELECT * FROM government WHERE slug = $1", args![slug]).await
}

/// The whole tree, parents before children of the same age. A province has a few thousand at most.
pub async fn all(tx: &mut Tx) -> db::Result<Vec<Government>> {
    tx.all("SELECT * FROM government ORDER BY id", args![]).await
}

/// Those this installation serves whose slug comes after one, in the order of slugs, at most `limit`.
pub async fn hosted_after(tx: &mut Tx, slug: Option<&str>, limit: usize) -> db::Result<Vec<Government>> {
    let mut query = Query::new("SELECT * FROM government WHERE hosted = 1", args![]);
    query.when(" AND slug > ?", slug);
    query.with(" ORDER BY slug LIMIT ?", args![limit]);
    tx.list(query).await
}

/// Those this installation serves.
pub async fn hosted(tx: &mut Tx) -> db::Result<Vec<Government>> {
    tx.all("SELECT * FROM government WHERE hosted = 1 ORDER BY id", args![]).await
}
