//! The queries of the ledger's list that are measured: every filter alone, usual combinations, deep pages.

use db::args;
use testkit::TestApp;

use crate::Outcome;
use crate::city::City;

/// What queries are made of.
pub struct Ids {
    /// Keys of the list, as its links have them, from all over it.
    pub keys: Vec<String>,
    pub entries: Vec<String>,
    pub tasks: Vec<String>,
    pub plans: Vec<String>,
    pub headings: Vec<String>,
}

impl Ids {
    pub async fn read(app: &TestApp, city: &City) -> Outcome<Self> {
        let mut tx = app.db.read().await?;
        let of = args![&city.government.id];
        let spread =
            "SELECT due_key || '~' || id FROM (SELECT due_key, id, row_number() OVER (ORDER BY due_key, id) AS n
             FROM ledger_entry WHERE government_id = $1) e WHERE n % 1500 = 700 ORDER BY due_key, id";
        let entries = "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM ledger_entry
             WHERE government_id = $1) e WHERE n % 997 = 5";
        let headings = "SELECT heading FROM ledger_entry WHERE government_id = $1 AND year = 2022 GROUP BY heading";
        let tasks = "SELECT t.id FROM task t JOIN plan p ON p.id = t.plan_id
             WHERE p.government_id = $1 AND t.position % 100 = 50";
        Ok(Self {
            keys: tx.all(spread, of.clone()).await?,
            entries: tx.all(entries, of.clone()).await?,
            tasks: tx.all(tasks, of.clone()).await?,
            plans: tx.all("SELECT id FROM plan WHERE government_id = $1 ORDER BY id", of.clone()).await?,
            headings: tx.all(headings, of).await?,
        })
    }
}

/// Names with the queries measured under them.
pub fn all(city: &City, ids: &Ids) -> Vec<(&'static str, Vec<String>)> {
    let each = |name: &str, values: &[&str]| values.iter().map(|value| pair(name, value)).collect::<Vec<_>>();
    let headings = ids.headings.iter().map(|heading| pair("heading", heading));
    let units: Vec<String> = city.units.iter().map(|unit| pair("unit", &unit.id)).collect();
    let months: Vec<String> = (1..=12).map(|month| format!("2022-{month:02}")).collect();
    let deep: Vec<String> = ids.keys.iter().map(|key| pair("after", key)).collect();
    let and = |query: &str, more: &[String]| more.iter().map(|one| format!("{query}&{one}")).collect::<Vec<_>>();
    vec![
        ("first page", vec![String::new()]),
        ("deep inside", deep.clone()),
        ("deep inside, backwards", ids.keys.iter().map(|key| pair("before", key)).collect()),
        ("by unit", units.clone()),
        ("by kind of unit", each("kind", &["department", "town", "subdistrict", "zone"])),
        ("by status", each("status", &["not_started", "in_progress", "submitted", "returned", "accepted"])),
        ("by status, deep inside", and("status=in_progress", &deep)),
        ("by due", each("due", &["pressing", "overdue", "week", "month", "later", "waiting", "none", "open"])),
        ("by month owed", months.iter().map(|month| pair("owed", month)).collect()),
        ("by last month", months.iter().map(|month| pair("month", month)).collect()),
        ("done late, in time", each("late", &["1", "0"])),
        ("leading", vec!["lead=1".into()]),
        ("waiting for an answer", each("awaits", &["office", "unit"])),
        ("by plan", ids.plans.iter().map(|plan| pair("plan", plan)).collect()),
        ("by year", each("year", &["2020", "2021", "2022"])),
        ("by heading", headings.collect()),
        ("in the order of the plans", vec!["sort=plan".into()]),
        ("in the order of the plans, deep inside", and("sort=plan", &deep)),
        (
            "in the order of one plan",
            and("sort=plan", &ids.plans.iter().map(|plan| pair("plan", plan)).collect::<Vec<_>>()),
        ),
        (
            "by month, kind and status",
            months.iter().map(|m| format!("month={m}&kind=town&status=in_progress")).collect(),
        ),
        ("by text that many have", each("q", &["招标投标", "专栏", "信息公开"])),
        ("by text that few have", each("q", &["第12项", "第499项"])),
        ("by text that none has", each("q", &["没有这样的字"])),
        ("by Latin text", each("q", &["PPP", "e"])),
        ("by text and unit", and("q=%E4%B9%A1%E6%9D%91", &units)),
        ("by text and status", and("q=%E4%B9%A1%E6%9D%91", &each("status", &["submitted", "returned", "accepted"]))),
        ("by text, deep inside", and("q=%E4%B9%A1%E6%9D%91", &deep)),
        ("by text, in the order of the plans", vec!["q=%E4%B9%A1%E6%9D%91&sort=plan".into()]),
    ]
}

fn pair(name: &str, value: &str) -> String {
    format!("{name}={}", web::encode(value))
}
