//! Units of a government: departments, towns, lower governments, agencies.

use db::{FromRow, Query, Row, Tx, args, escape_like};
use serde::{Deserialize, Serialize};

use crate::names;

/// What sort of unit; addressee groups expand by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 政府部门（含办公室、直属机构、派出机构）
    Department,
    /// 下级政府（县、市、区政府）
    LowerGovernment,
    /// 镇、乡
    Town,
    /// 街道办事处
    Subdistrict,
    /// 开发区、功能区管委会
    Zone,
    /// 企事业单位
    Institution,
    /// 党委部门、法院、检察院、人大政协机关等其他单位
    Other,
}

impl UnitKind {
    /// Every kind, in the order lists show them.
    pub const ALL: [Self; 7] = [
        Self::Department,
        Self::LowerGovernment,
        Self::Town,
        Self::Subdistrict,
        Self::Zone,
        Self::Institution,
        Self::Other,
    ];

    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::LowerGovernment => "lower_government",
            Self::Town => "town",
            Self::Subdistrict => "subdistrict",
            Self::Zone => "zone",
            Self::Institution => "institution",
            Self::Other => "other",
        }
    }

    /// The kind with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Department => "政府部门",
            Self::LowerGovernment => "下级政府",
            Self::Town => "镇、乡",
            Self::Subdistrict => "街道",
            Self::Zone => "开发区、功能区",
            Self::Institution => "企事业单位",
            Self::Other => "其他单位",
        }
    }

    /// The kind a unit of that name most likely is; a suggestion for people to correct.
    pub fn guess(name: &str) -> Self {
        let name = names::key(name);
        if name.ends_with("管委会") || name.ends_with("管委") || name.ends_with("管理委员会") {
            Self::Zone
        } else if name.ends_with("街道") || name.ends_with("街道办事处") || name.ends_with("街道办") {
            Self::Subdistrict
        } else if ["镇", "乡", "镇政府", "乡政府", "镇人民政府", "乡人民政府"].iter().any(|s| name.ends_with(s))
        {
            Self::Town
        } else if name.ends_with("政府") {
            Self::LowerGovernment
        } else if ["公司", "集团", "学校", "医院", "大学", "学院"].iter().any(|s| name.ends_with(s)) {
            Self::Institution
        } else if ["委宣传部", "委编办", "委网信办", "法院", "检察院", "总工会", "团委", "妇联"]
            .iter()
            .any(|s| name.ends_with(s))
        {
            Self::Other
        } else {
            Self::Department
        }
    }
}

/// A unit (单位).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// Id.
    pub id: String,
    /// Its government.
    pub government_id: String,
    /// Full name.
    pub name: String,
    /// The name used in lists.
    pub short_name: String,
    /// Kind.
    pub kind: UnitKind,
    /// The government it is, for a lower government that is itself in the tree.
    pub child_government_id: Option<String>,
    /// Whether it may issue normative documents (行政规范性文件制定主体).
    pub issues_normative: bool,
    /// Whether it no longer takes new tasks.
    pub retired: bool,
    /// Counts saves.
    pub version: i64,
}

impl FromRow for Unit {
    fn from_row(row: &Row) -> db::Result<Self> {
        let kind: String = row.get("kind")?;
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            kind: UnitKind::from_code(&kind).ok_or_else(|| db::Error::Corrupt(format!("unit kind {kind}")))?,
            child_government_id: row.get("child_government_id")?,
            issues_normative: row.get("issues_normative")?,
            retired: row.get("retired")?,
            version: row.get("version")?,
        })
    }
}

/// Adds the ids of a government's units of one kind, as `(SELECT …)`, to a statement that chooses by unit.
pub fn of_kind(query: &mut Query, government_id: &str, kind: UnitKind) {
    query.with("(SELECT id FROM unit WHERE government_id = ? AND kind = ?)", args![government_id, kind.code()]);
}

/// Adds a unit and claims its full and short name. [`db::Error::Exists`] when another unit or group has the name.
pub async fn insert(tx: &mut Tx, unit: &Unit) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO unit (id, government_id, name, short_name, kind, child_government_id, issues_normative, retired,
             version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
        args![
            &unit.id,
            &unit.government_id,
            &unit.name,
            &unit.short_name,
            unit.kind.code(),
            unit.child_government_id.clone(),
            unit.issues_normative,
            unit.retired
        ],
    )
    .await?;
    claim_names(tx, unit).await
}

/// Saves a unit and claims its names (old names stay as aliases); stale when someone else saved first.
pub async fn save(tx: &mut Tx, unit: &Unit) -> db::Result<()> {
    tx.exec_one(
        "UPDATE unit SET name = $1, short_name = $2, kind = $3, child_government_id = $4, issues_normative = $5,
             retired = $6, version = version + 1 WHERE id = $7 AND version = $8",
        args![
            &unit.name,
            &unit.short_name,
            unit.kind.code(),
            unit.child_government_id.clone(),
            unit.issues_normative,
            unit.retired,
            &unit.id,
            unit.version
        ],
    )
    .await?;
    claim_names(tx, unit).await
}

async fn claim_names(tx: &mut Tx, unit: &Unit) -> db::Result<()> {
    let target = names::Target::Unit(&unit.id);
    names::claim(tx, &unit.government_id, &unit.name, target).await?;
    names::claim(tx, &unit.government_id, &unit.short_name, target).await
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Unit>> {
    tx.opt("SELECT * FROM unit WHERE id = $1", args![id]).await
}

/// Units of a government that take tasks, all of them: hundreds at most, for pickers and for expanding groups.
pub async fn active(tx: &mut Tx, government_id: &str) -> db::Result<Vec<Unit>> {
    tx.all("SELECT * FROM unit WHERE government_id = $1 AND retired = 0 ORDER BY kind, id", args![government_id]).await
}

/// Units that may issue normative documents, those that were retired left out.
pub async fn issuers(tx: &mut Tx, government_id: &str) -> db::Result<Vec<Unit>> {
    tx.all(
        "SELECT * FROM unit WHERE government_id = $1 AND issues_normative = 1 AND retired = 0 ORDER BY kind, id",
        args![government_id],
    )
    .await
}

/// Which units a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this kind.
    pub kind: Option<UnitKind>,
    /// Only names that contain this.
    pub text: Option<String>,
    /// Retired ones too.
    pub retired: bool,
    /// Only ids after this one (the key of the page).
    pub after: Option<String>,
}

/// One page of a government's units, in the order they were added.
pub async fn page(tx: &mut Tx, government_id: &str, filter: Filter, limit: usize) -> db::Result<Vec<Unit>> {
    let mut query = Query::new("SELECT * FROM unit WHERE government_id = $1", args![government_id]);
    query.when(" AND kind = ?", filter.kind.map(UnitKind::code)).when(" AND id > ?", filter.after);
    if !filter.retired {
        query.push(" AND retired = 0");
    }
    if let Some(text) = filter.text {
        let like = escape_like(&names::key(&text));
        query.with(
            " AND id IN (SELECT unit_id FROM addressee_name WHERE government_id = ? AND name_key LIKE ? ESCAPE '\\')",
            args![government_id, like],
        );
    }
    query.with(" ORDER BY id LIMIT ?", args![limit]);
    tx.list(query).await
}
