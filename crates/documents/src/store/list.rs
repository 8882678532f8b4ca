//! Lists of documents on the desk: filtered in SQL, paged by key.

use std::collections::HashMap;

use db::{FromRow, Query, Row, Tx, args, escape_like};
use directory::Principal;
use kernel::Time;

use crate::domain::{Kind, Stage};

/// What a list is to show. What is left out does not narrow it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub government_id: String,
    /// The reader's own unit, when they see only that one.
    pub own_unit: Option<String>,
    /// The reader, who sees their own restricted drafts.
    pub reader_id: String,
    pub unit: Option<String>,
    pub stage: Option<Stage>,
    pub kind: Option<String>,
    pub attribute: Option<String>,
    /// By which door it came: typed, program, import.
    pub source: Option<String>,
    pub text: Option<String>,
    pub year: Option<i64>,
}

/// The key of a row, for pages: last saved, id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key(pub Time, pub String);

impl Key {
    pub fn code(&self) -> String {
        format!("{}.{}", self.0.0, self.1)
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let (at, id) = code.split_once('.')?;
        Some(Self(Time(at.parse().ok()?), id.to_owned()))
    }
}

/// A document as lists show it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub id: String,
    pub unit_id: String,
    pub title: String,
    pub number: String,
    pub kind: &'static Kind,
    pub stage: Stage,
    pub attribute: Option<String>,
    pub returned: bool,
    pub restricted: bool,
    pub public: bool,
    pub author_name: String,
    pub updated_at: Time,
}

impl Line {
    pub fn key(&self) -> Key {
        Key(self.updated_at, self.id.clone())
    }

    /// 公开属性 for people.
    pub fn attribute_name(&self) -> &'static str {
        match self.attribute.as_deref() {
            Some("proactive") => "主动公开",
            Some("on_request") => "依申请公开",
            Some(_) => "不予公开",
            None => "未认定",
        }
    }
}

impl FromRow for Line {
    fn from_row(row: &Row) -> db::Result<Self> {
        let (stage, form): (String, String) = (row.get("stage")?, row.get("form")?);
        let corrupt = || db::Error::Corrupt("document".to_owned());
        Ok(Self {
            id: row.get("id")?,
            unit_id: row.get("unit_id")?,
            title: row.get("title")?,
            number: row.get("number")?,
            kind: Kind::by_code(&form).ok_or_else(corrupt)?,
            stage: Stage::from_code(&stage).ok_or_else(corrupt)?,
            attribute: row.get("attribute")?,
            returned: !row.get::<String>("returned")?.is_empty(),
            restricted: row.get("restricted")?,
            public: row.get::<Option<i64>>("public_version")?.is_some(),
            author_name: row.get("author_name")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

impl Filter {
    /// What somebody may see, before they narrow it.
    pub fn of(who: &Principal, government_id: &str) -> Self {
        let own_unit = who.role().of_a_unit().then(|| who.post.unit_id.clone()).flatten();
        Self { government_id: government_id.to_owned(), own_unit, reader_id: who.person_id.clone(), ..Self::default() }
    }

    pub(super) fn narrow(&self, query: &mut Query) {
        query.with(" WHERE d.government_id = ?", args![&self.government_id]);
        query.when(" AND d.unit_id = ?", self.own_unit.as_deref());
        query.when(" AND d.unit_id = ?", self.unit.as_deref());
        query.with(
            " AND (d.restricted = 0 OR d.stage IN ('published', 'withdrawn') OR d.author_id = ? OR EXISTS (
                 SELECT 1 FROM document_reader r WHERE r.document_id = d.id AND r.person_id = ?))",
            args![&self.reader_id],
        );
        query.when(" AND d.form = ?", self.kind.as_deref());
        query.when(" AND d.source = ?", self.source.as_deref());
        match self.attribute.as_deref() {
            Some("none") => {
                query.push(" AND d.attribute IS NULL");
            }
            attribute => {
                query.when(" AND d.attribute = ?", attribute);
            }
        }
        if let Some(year) = self.year {
            let (first, after) = (format!("{year:04}-01-01"), format!("{:04}-01-01", year + 1));
            query.with(" AND d.issued_on >= ? AND d.issued_on < ?", args![first, after]);
        }
        if let Some(text) = &self.text {
            let like = escape_like(&text.to_lowercase());
            query.with(" AND (lower(d.title) LIKE ? ESCAPE '\\' OR lower(d.number) LIKE ? ESCAPE '\\')", args![like]);
        }
    }
}

/// A page of the list, last saved first, at most `limit`.
pub(crate) async fn board(tx: &mut Tx, filter: &Filter, after: Option<&Key>, limit: usize) -> db::Result<Vec<Line>> {
    let mut query = Query::new(
        "SELECT d.id, d.unit_id, d.title, d.number, d.form, d.stage, d.attribute, d.returned, d.restricted,
             d.public_version, d.author_name, d.updated_at
         FROM document d",
        args![],
    );
    filter.narrow(&mut query);
    query.when(" AND d.stage = ?", filter.stage.map(Stage::code));
    if let Some(Key(at, id)) = after {
        query.with(" AND (d.updated_at, d.id) < (?, ?)", args![*at, id]);
    }
    query.with(" ORDER BY d.updated_at DESC, d.id DESC LIMIT ?", args![limit]);
    tx.list(query).await
}

/// How many there are at each stage, the stage itself left out of the filter.
pub(crate) async fn stages(tx: &mut Tx, filter: &Filter) -> db::Result<Vec<(Stage, i64)>> {
    let mut query = Query::new("SELECT d.stage AS value, count(*) AS count FROM document d", args![]);
    filter.narrow(&mut query);
    query.push(" GROUP BY d.stage");
    let counts: HashMap<String, i64> = tx.list(query).await?.into_iter().collect();
    let of = |stage: Stage| counts.get(stage.code()).copied().unwrap_or_default();
    Ok(Stage::ALL.into_iter().map(|stage| (stage, of(stage))).collect())
}
