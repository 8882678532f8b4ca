//! Lists of what is public: filtered and counted in SQL, paged by key.

use db::{FromRow, Query, Row, Tx, args, escape_like};
use kernel::{Date, Time};

use crate::{Item, Validity};

/// What a list is to show. What is left out does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of one government.
    pub government_id: Option<String>,
    /// Of one unit.
    pub unit_id: Option<String>,
    /// Of one kind of publication.
    pub kind: Option<String>,
    /// At one place of the catalogue.
    pub column_id: Option<String>,
    /// Of one 类型.
    pub form: Option<String>,
    /// Under one 主题.
    pub theme_id: Option<String>,
    /// 成文 in one year.
    pub year: Option<i64>,
    /// 成文 on that day or later.
    pub dated_from: Option<Date>,
    /// 成文 on that day or before.
    pub dated_upto: Option<Date>,
    /// In one series.
    pub series: Option<&'static str>,
    /// With this validity on that day.
    pub validity: Option<(Validity, Date)>,
    /// Whose title or number contains it.
    pub text: Option<String>,
}

/// By what a list can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Governments.
    Government,
    /// Units.
    Unit,
    /// 类型
    Form,
    /// 主题
    Theme,
    /// Years of 成文日期.
    Year,
    /// Places of the catalogue.
    Column,
}

/// A value of a facet with how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The value: an id, a code or a year.
    pub value: String,
    /// How many.
    pub count: i64,
}

impl FromRow for Share {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { value: row.get("value")?, count: row.get("count")? })
    }
}

impl Wanted {
    fn narrow(&self, query: &mut Query) {
        query.when(" AND item.government_id = ?", self.government_id.as_deref());
        query.when(" AND item.unit_id = ?", self.unit_id.as_deref());
        query.when(" AND item.kind = ?", self.kind.as_deref());
        query.when(" AND item.column_id = ?", self.column_id.as_deref());
        query.when(" AND item.form = ?", self.form.as_deref());
        query.when(
            " AND item.id IN (SELECT theme.item_id FROM public_theme AS theme WHERE theme.theme_id = ?)",
            self.theme_id.as_deref(),
        );
        if let Some(year) = self.year {
            let (first, after) = (format!("{year:04}-01-01"), format!("{:04}-01-01", year + 1));
            query.with(" AND item.dated_on >= ? AND item.dated_on < ?", args![first, after]);
        }
        query.when(" AND item.dated_on >= ?", self.dated_from);
        query.when(" AND item.dated_on <= ?", self.dated_upto);
        query.when(" AND item.series = ?", self.series);
        if let Some((validity, on)) = self.validity {
            valid(query, validity, on);
        }
        if let Some(text) = &self.text {
            let like = escape_like(&text.to_lowercase());
            query.with(
                " AND (lower(item.title) LIKE ? ESCAPE '\\' OR lower(item.number) LIKE ? ESCAPE '\\')",
                args![like],
            );
        }
    }
}

/// The same as [`crate::Standing::validity`], in SQL.
fn valid(query: &mut Query, validity: Validity, on: Date) {
    query.push(" AND item.standing IS NOT NULL");
    match validity {
        Validity::Repealed => {
            query.with(" AND item.valid_until <= ? AND item.ended_as = 'repealed'", args![on]);
        }
        Validity::Expired => {
            query.with(" AND item.valid_until <= ? AND item.ended_as = 'expired'", args![on]);
        }
        Validity::NotYetInForce => {
            not_ended(query, on);
            query.with(" AND item.valid_from > ?", args![on]);
        }
        Validity::Amended => {
            begun(query, on);
            query.with(" AND item.amended_on <= ?", args![on]);
        }
        Validity::InForce => {
            begun(query, on);
            query.with(" AND (item.amended_on IS NULL OR item.amended_on > ?)", args![on]);
        }
    }
}

fn not_ended(query: &mut Query, on: Date) {
    query.with(" AND (item.valid_until IS NULL OR item.valid_until > ?)", args![on]);
}

fn begun(query: &mut Query, on: Date) {
    not_ended(query, on);
    query.with(" AND (item.valid_from IS NULL OR item.valid_from <= ?)", args![on]);
}

/// What is in general lists, newest first, at most `limit`; `before` is the key of the last row seen.
pub async fn page(tx: &mut Tx, wanted: &Wanted, before: Option<(Time, &str)>, limit: usize) -> db::Result<Vec<Item>> {
    let mut query =
        Query::new("SELECT * FROM public_item AS item WHERE item.withdrawn = 0 AND item.form <> ''", args![]);
    wanted.narrow(&mut query);
    if let Some((at, id)) = before {
        query.with(" AND (item.published_at, item.id) < (?, ?)", args![at, id]);
    }
    query.with(" ORDER BY item.published_at DESC, item.id DESC LIMIT ?", args![limit]);
    tx.list(query).await
}

/// The one that stands in place `n`, counted from 1 after the place `before`.
pub async fn nth(tx: &mut Tx, wanted: &Wanted, before: Option<(Time, &str)>, n: usize) -> db::Result<Option<Item>> {
    let mut query =
        Query::new("SELECT * FROM public_item AS item WHERE item.withdrawn = 0 AND item.form <> ''", args![]);
    wanted.narrow(&mut query);
    if let Some((at, id)) = before {
        query.with(" AND (item.published_at, item.id) < (?, ?)", args![at, id]);
    }
    query.with(" ORDER BY item.published_at DESC, item.id DESC LIMIT 1 OFFSET ?", args![n.saturating_sub(1)]);
    Ok(tx.list(query).await?.into_iter().next())
}

/// How many there are in all.
pub async fn count(tx: &mut Tx, wanted: &Wanted) -> db::Result<i64> {
    let mut query = Query::new(
        "SELECT count(*) AS count FROM public_item AS item WHERE item.withdrawn = 0 AND item.form <> ''",
        args![],
    );
    wanted.narrow(&mut query);
    Ok(tx.list(query).await?.first().copied().unwrap_or_default())
}

/// How many there are of each value of a facet, most first, at most `limit` values. The caller leaves the facet's own
/// choice out of `wanted`, so that the other choices keep their numbers.
pub async fn facet(tx: &mut Tx, wanted: &Wanted, facet: Facet, limit: usize) -> db::Result<Vec<Share>> {
    let mut query = match facet {
        Facet::Government => Query::new(
            "SELECT item.government_id AS value, count(*) AS count FROM public_item AS item
             WHERE item.withdrawn = 0 AND item.form <> ''",
            args![],
        ),
        Facet::Unit => Query::new(
            "SELECT item.unit_id AS value, count(*) AS count FROM public_item AS item
             WHERE item.withdrawn = 0 AND item.form <> '' AND item.unit_id IS NOT NULL",
            args![],
        ),
        Facet::Form => Query::new(
            "SELECT item.form AS value, count(*) AS count FROM public_item AS item
             WHERE item.withdrawn = 0 AND item.form <> ''",
            args![],
        ),
        Facet::Theme => Query::new(
            "SELECT under.theme_id AS value, count(*) AS count
             FROM public_theme AS under JOIN public_item AS item ON item.id = under.item_id
             WHERE item.withdrawn = 0 AND item.form <> ''",
            args![],
        ),
        Facet::Column => Query::new(
            "SELECT item.column_id AS value, count(*) AS count FROM public_item AS item
             WHERE item.withdrawn = 0 AND item.form <> '' AND item.column_id IS NOT NULL",
            args![],
        ),
        Facet::Year => Query::new(
            "SELECT substr(item.dated_on, 1, 4) AS value, count(*) AS count FROM public_item AS item
             WHERE item.withdrawn = 0 AND item.form <> '' AND item.dated_on IS NOT NULL",
            args![],
        ),
    };
    wanted.narrow(&mut query);
    query.with(" GROUP BY 1 ORDER BY 2 DESC, 1 DESC LIMIT ?", args![limit]);
    tx.list(query).await
}

/// How many there are of each validity on a day, among those that have one.
pub async fn validities(tx: &mut Tx, wanted: &Wanted, on: Date) -> db::Result<Vec<(Validity, i64)>> {
    let mut counts = Vec::new();
    for validity in Validity::ALL {
        let wanted = Wanted { validity: Some((validity, on)), ..wanted.clone() };
        counts.push((validity, count(tx, &wanted).await?));
    }
    Ok(counts)
}

/// What is public of a government under a number, compared as numbers are.
pub async fn by_number(tx: &mut Tx, government_id: &str, number_key: &str) -> db::Result<Vec<Item>> {
    tx.all(
        "SELECT * FROM public_item WHERE withdrawn = 0 AND government_id = $1 AND number_key = $2 ORDER BY id LIMIT 20",
        args![government_id, number_key],
    )
    .await
}

/// What stands at one place of the catalogue, published by one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InColumn {
    /// The place in the catalogue.
    pub column_id: String,
    /// The unit; none for what the government itself published.
    pub unit_id: Option<String>,
    /// When the newest of it was published.
    pub newest_at: Time,
    /// How many there are.
    pub count: i64,
}

impl FromRow for InColumn {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            column_id: row.get("column_id")?,
            unit_id: row.get("unit_id")?,
            newest_at: row.get("newest_at")?,
            count: row.get("count")?,
        })
    }
}

/// What stands at each place of a government's catalogue, by unit.
pub async fn newest_in_columns(tx: &mut Tx, government_id: &str) -> db::Result<Vec<InColumn>> {
    tx.all(
        "SELECT column_id, unit_id, max(published_at) AS newest_at, count(*) AS count FROM public_item
         WHERE government_id = $1 AND withdrawn = 0 AND column_id IS NOT NULL GROUP BY column_id, unit_id",
        args![government_id],
    )
    .await
}

/// What is public of a government under exactly that title.
pub async fn by_title(tx: &mut Tx, government_id: &str, title: &str) -> db::Result<Vec<Item>> {
    tx.all(
        "SELECT * FROM public_item WHERE withdrawn = 0 AND government_id = $1 AND title = $2 AND form <> ''
         ORDER BY id LIMIT 20",
        args![government_id, title],
    )
    .await
}

/// What is public and changes its validity after one day and up to another: comes into force, is amended, ends.
pub async fn turning(tx: &mut Tx, after: Date, upto: Date) -> db::Result<Vec<Item>> {
    tx.all(
        "SELECT * FROM public_item WHERE withdrawn = 0 AND standing IS NOT NULL
             AND ((valid_from > $1 AND valid_from <= $2) OR (valid_until > $1 AND valid_until <= $2)
                 OR (amended_on > $1 AND amended_on <= $2))
         ORDER BY id",
        args![after, upto],
    )
    .await
}

/// What is in force on a day and ends within some days after it, soonest first: key of the last row seen in `after`.
pub async fn ending(
    tx: &mut Tx,
    wanted: &Wanted,
    from: Date,
    upto: Date,
    after: Option<(Date, &str)>,
    limit: usize,
) -> db::Result<Vec<Item>> {
    let mut query =
        Query::new("SELECT * FROM public_item AS item WHERE item.withdrawn = 0 AND item.valid_until > $1", args![from]);
    query.with(" AND item.valid_until <= ?", args![upto]);
    wanted.narrow(&mut query);
    if let Some((on, id)) = after {
        query.with(" AND (item.valid_until, item.id) > (?, ?)", args![on, id]);
    }
    query.with(" ORDER BY item.valid_until, item.id LIMIT ?", args![limit]);
    tx.list(query).await
}

/// Ids of what is in general lists, in their order, at most `limit` after the id `after`.
pub async fn listed_after(tx: &mut Tx, after: &str, limit: usize) -> db::Result<Vec<String>> {
    tx.all(
        "SELECT id FROM public_item WHERE withdrawn = 0 AND form <> '' AND id > $1 ORDER BY id LIMIT $2",
        args![after, limit],
    )
    .await
}

/// How many there are in general lists, over all governments.
pub async fn listed(tx: &mut Tx) -> db::Result<i64> {
    tx.one("SELECT count(*) AS count FROM public_item WHERE withdrawn = 0 AND form <> ''", args![]).await
}

/// Themes of these addresses: address and theme.
pub async fn themes(tx: &mut Tx, ids: &[&str]) -> db::Result<Vec<(String, String)>> {
    let mut query = Query::new("SELECT item_id AS item, theme_id AS value FROM public_theme WHERE 1 = 1", args![]);
    query.within(" AND item_id IN", ids.iter().copied()).push(" ORDER BY item_id, theme_id");
    tx.list(query).await
}
