//! Lists of records of support: which, a page by key, how many, totals.

use db::{FromRow, Query, Row, Tx, args};
use directory::Principal;
use kernel::Date;
use web::Fields;

use super::domain::Support;
use super::kinds::{KINDS, Kind};

/// Which records a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The government.
    pub government: String,
    /// Only of this unit; empty: only the office's own.
    pub unit: Option<String>,
    /// Only of this kind.
    pub kind: Option<&'static Kind>,
    /// Only of this year.
    pub year: Option<i16>,
}

/// The names of the filters in addresses and forms.
pub const NAMES: [&str; 3] = ["kind", "year", "unit"];

/// How addresses and forms name the office as the one whose a record is.
pub const OFFICE: &str = "office";

impl Filter {
    /// What the address asks for, within what `who` may see: people of a unit see their unit's whatever they ask.
    pub fn read(fields: &Fields, who: &Principal, government: &str) -> Self {
        let own = who.role().of_a_unit().then(|| who.post.unit_id.clone().unwrap_or_default());
        let asked = fields.opt("unit").map(|unit| if unit == OFFICE { "" } else { unit }.to_owned());
        Self {
            government: government.to_owned(),
            unit: own.or(asked),
            kind: Kind::from_code(fields.get("kind")),
            year: fields.get("year").parse().ok().filter(|year| (1900..=9999).contains(year)),
        }
    }

    /// How many filters the address sets.
    pub fn active(fields: &Fields) -> usize {
        NAMES.iter().filter(|name| fields.opt(name).is_some()).count()
    }

    fn conditions(&self, query: &mut Query) {
        query.with(" s.government_id = ? AND s.removed = 0", args![&self.government]);
        query.when(" AND s.unit_id = ?", self.unit.as_deref());
        query.when(" AND s.kind = ?", self.kind.map(|kind| kind.code));
        if let Some(first) = self.year.and_then(|year| Date::new(year, 1, 1).ok()) {
            query.with(" AND s.on_day BETWEEN ? AND ?", args![first, first.last_of_year()]);
        }
    }
}

/// A record with what lists show of it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The record.
    pub support: Support,
    /// How many time limits of entries it counts for.
    pub counted: i64,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { support: Support::from_row(row)?, counted: row.get("counted")? })
    }
}

/// A record's place in the order: the newest day first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    on: Date,
    id: String,
}

impl Key {
    /// The place of a record.
    pub fn of(support: &Support) -> Self {
        Self { on: support.text.on, id: support.id.clone() }
    }

    /// As addresses carry it.
    pub fn code(&self) -> String {
        format!("{}~{}", self.on, self.id)
    }

    /// From an address.
    pub fn from_code(code: &str) -> Option<Self> {
        let (on, id) = code.split_once('~')?;
        Some(Self { on: on.parse().ok()?, id: id.to_owned() })
    }
}

/// Which side of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// From the beginning.
    Start,
    /// What comes after.
    After(Key),
    /// What comes before, the nearest first.
    Before(Key),
}

/// At most `limit` lines on one side of a key, the nearest to it first.
pub async fn lines(tx: &mut Tx, filter: &Filter, from: &From, limit: usize) -> db::Result<Vec<Line>> {
    let mut query = Query::new(
        "SELECT s.*, (SELECT count(*) FROM ledger_support_count c WHERE c.support_id = s.id) AS counted
         FROM ledger_support s WHERE",
        args![],
    );
    filter.conditions(&mut query);
    match from {
        From::Start => {}
        From::After(key) => drop(query.with(" AND (s.on_day, s.id) < (?, ?)", args![key.on, &key.id])),
        From::Before(key) => drop(query.with(" AND (s.on_day, s.id) > (?, ?)", args![key.on, &key.id])),
    }
    query.push(match from {
        From::Before(_) => " ORDER BY s.on_day, s.id",
        From::Start | From::After(_) => " ORDER BY s.on_day DESC, s.id DESC",
    });
    query.with(" LIMIT ?", args![limit]);
    tx.list(query).await
}

/// How many records a filter takes in.
pub async fn count(tx: &mut Tx, filter: &Filter) -> db::Result<i64> {
    let mut query = Query::new("SELECT count(*) FROM ledger_support s WHERE", args![]);
    filter.conditions(&mut query);
    tx.count(query).await
}

/// The years that records are of, the newest first, whatever the filter says of years.
pub async fn years(tx: &mut Tx, filter: &Filter) -> db::Result<Vec<i16>> {
    let mut query = Query::new("SELECT DISTINCT substr(s.on_day, 1, 4) AS year FROM ledger_support s WHERE", args![]);
    Filter { year: None, kind: None, ..filter.clone() }.conditions(&mut query);
    query.push(" ORDER BY year DESC LIMIT 50");
    Ok(tx.list::<String>(query).await?.iter().filter_map(|year| year.parse().ok()).collect())
}

/// What a kind's records come to.
#[derive(Clone, Debug)]
pub struct Total {
    /// The kind.
    pub kind: &'static Kind,
    /// How many records.
    pub records: i64,
    /// Labels of fields with their totals in words.
    pub figures: Vec<(&'static str, String)>,
}

struct Sum {
    kind: String,
    field: String,
    amount: i64,
}

impl FromRow for Sum {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { kind: row.get("kind")?, field: row.get("field")?, amount: row.get("amount")? })
    }
}

/// Totals of every kind, of what the filter takes in.
pub async fn totals(tx: &mut Tx, filter: &Filter) -> db::Result<Vec<Total>> {
    let mut query = Query::new("SELECT s.kind, '' AS field, count(*) AS amount FROM ledger_support s WHERE", args![]);
    filter.conditions(&mut query);
    query.push(" GROUP BY s.kind");
    let counted: Vec<Sum> = tx.list(query).await?;
    let mut query = Query::new(
        "SELECT s.kind, f.field, CAST(sum(f.amount) AS BIGINT) AS amount FROM ledger_support s
         JOIN ledger_support_figure f ON f.support_id = s.id WHERE",
        args![],
    );
    filter.conditions(&mut query);
    query.push(" GROUP BY s.kind, f.field");
    let sums: Vec<Sum> = tx.list(query).await?;
    let total = |kind: &'static Kind| {
        let sum_of = |name: &str| sums.iter().find(|sum| sum.kind == kind.code && sum.field == name);
        let figure = |field: &'static super::kinds::Field| {
            sum_of(field.name).map(|sum| (field.label, field.sort.total(sum.amount)))
        };
        Total {
            kind,
            records: counted.iter().find(|one| one.kind == kind.code).map_or(0, |one| one.amount),
            figures: kind.fields.iter().filter_map(figure).collect(),
        }
    };
    Ok(KINDS.iter().map(total).collect())
}
