//! Themes (主题) by which the public finds documents: what people and businesses do, editable per government.

use std::collections::HashMap;

use db::{FromRow, Query, Row, Tx, args};
use kernel::is_id;
use serde::{Deserialize, Serialize};

/// Whose concern a theme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// 个人
    People,
    /// 企业
    Business,
}

impl Audience {
    /// Both, in the order lists show them.
    pub const ALL: [Self; 2] = [Self::People, Self::Business];

    /// Its name in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Business => "business",
        }
    }

    /// The one with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "个人",
            Self::Business => "企业",
        }
    }
}

/// A theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Id.
    pub id: String,
    /// The government.
    pub government_id: String,
    /// Its name.
    pub name: String,
    /// Whose concern it is.
    pub audience: Audience,
    /// Its place among those of the same audience.
    pub position: i64,
    /// The entry of the standard set it was made from.
    pub standard: Option<String>,
    /// Whether nothing new is filed under it.
    pub retired: bool,
    /// Counts saves.
    pub version: i64,
}

impl FromRow for Theme {
    fn from_row(row: &Row) -> db::Result<Self> {
        let audience: String = row.get("audience")?;
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            name: row.get("name")?,
            audience: Audience::from_code(&audience)
                .ok_or_else(|| db::Error::Corrupt(format!("audience {audience}")))?,
            position: row.get("position")?,
            standard: row.get("standard")?,
            retired: row.get("retired")?,
            version: row.get("version")?,
        })
    }
}

/// By id, retired ones too.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Theme>> {
    if !is_id(id) {
        return Ok(None);
    }
    tx.opt("SELECT * FROM catalogue_theme WHERE id = $1", args![id]).await
}

/// The themes something can be filed under: those for people first, each group in its order.
pub async fn all(tx: &mut Tx, government_id: &str) -> db::Result<Vec<Theme>> {
    let mut themes = with_retired(tx, government_id).await?;
    themes.retain(|theme| !theme.retired);
    Ok(themes)
}

/// As [`all`], with the retired ones: some dozens.
pub async fn with_retired(tx: &mut Tx, government_id: &str) -> db::Result<Vec<Theme>> {
    tx.all(
        "SELECT * FROM catalogue_theme WHERE government_id = $1 ORDER BY audience DESC, position, id",
        args![government_id],
    )
    .await
}

/// Names by id, retired ones too; ids that are none are left out.
pub async fn names(tx: &mut Tx, ids: &[String]) -> db::Result<HashMap<String, String>> {
    let mut query = Query::new("SELECT * FROM catalogue_theme WHERE", args![]);
    query.within(" id IN", ids.iter().map(String::as_str));
    Ok(tx.list::<Theme>(query).await?.into_iter().map(|theme| (theme.id, theme.name)).collect())
}

/// Adds a theme. [`db::Error::Exists`] when the name is taken for its audience.
pub async fn insert(tx: &mut Tx, theme: &Theme) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO catalogue_theme (id, government_id, name, audience, position, standard, retired, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            &theme.id,
            &theme.government_id,
            &theme.name,
            theme.audience.code(),
            theme.position,
            theme.standard.as_deref(),
            theme.retired,
            theme.version
        ],
    )
    .await
}

/// Saves name, audience, place and whether it is retired; stale when someone else saved first.
pub async fn save(tx: &mut Tx, theme: &Theme) -> db::Result<()> {
    tx.exec_one(
        "UPDATE catalogue_theme SET name = $1, audience = $2, position = $3, retired = $4, version = version + 1
         WHERE id = $5 AND version = $6",
        args![&theme.name, theme.audience.code(), theme.position, theme.retired, &theme.id, theme.version],
    )
    .await
}
