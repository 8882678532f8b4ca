//! `/desk`: what is overdue, due soon, waiting; for a government also how far its units and plans are.

use askama::Template;
use db::{FromRow, Query as Sql, Row, Tx, args};
use directory::Capability;
use web::{Page, Query, Result, view};

use super::board::{BoardRow, named};
use super::desk::{Desk, Units};
use super::filter::{DueIn, Filter};
use super::list::{From, lines};
use super::tally::{Counts, tally};

/// Lines of the list; units in the table before the rest is asked for.
const SHOWN: usize = 20;

/// How far a unit or a plan is.
struct Progress {
    name: String,
    href: String,
    overdue_href: String,
    counts: Counts,
}

/// A figure that opens its list.
struct Tile {
    number: i64,
    label: &'static str,
    href: &'static str,
    kind: &'static str,
    note: String,
}

#[derive(Template)]
#[template(path = "ledger/today/today.html")]
struct Today {
    page: Page,
    /// The unit, or the government.
    place: String,
    date: String,
    tiles: Vec<Tile>,
    /// The government has no entries yet.
    is_new: bool,
    manages_plans: bool,
    sees_all: bool,
    rows: Vec<BoardRow>,
    /// Entries that are overdue or due within the week.
    pressing: i64,
    units: Vec<Progress>,
    /// Units that the table leaves out.
    more_units: usize,
    plans: Vec<Progress>,
}

struct Door {
    icon: &'static str,
    title: &'static str,
    line: &'static str,
    href: &'static str,
}

#[derive(Template)]
#[template(path = "ledger/today/doors.html")]
struct Doors {
    page: Page,
    role: &'static str,
    doors: Vec<Door>,
}

/// The overview; for posts without a ledger, what they can do instead.
pub(crate) async fn show(desk: Desk, Query(fields): Query) -> Result {
    if !desk.who.may(Capability::ViewLedger) {
        return view(doors(&desk));
    }
    let government = desk.government()?;
    let today = desk.today();
    let unit = desk.who.unit.as_ref().filter(|_| !desk.sees_all());
    let mut tx = desk.app.db.read().await?;
    let tally = tally(&mut tx, &government.id, unit.map(|unit| unit.id.as_str()), today).await?;
    let names = Units::read(&mut tx, &government.id).await?;
    let filter = Filter {
        government: government.id.clone(),
        unit: unit.map(|unit| unit.id.clone()),
        due: Some(DueIn::Pressing),
        ..Filter::default()
    };
    let found = lines(&mut tx, &filter, today, &From::Start, SHOWN).await?;
    let mut units: Vec<Progress> = Vec::new();
    let mut plans: Vec<Progress> = Vec::new();
    if desk.sees_all() {
        let titles = plan_titles(&mut tx, tally.by_plan.keys()).await?;
        units.extend(tally.by_unit.iter().map(|(id, counts)| progress("unit", id, names.name(id), *counts)));
        // The newest plan first; its id sorts last.
        plans.extend(titles.into_iter().filter_map(|plan| {
            let counts = tally.by_plan.get(&plan.id)?;
            Some(progress("plan", &plan.id, &named(&plan.title, plan.year), *counts))
        }));
        // Those who are most behind come first.
        units.sort_by_key(|one| (-one.counts.overdue, one.counts.percent()));
    }
    let all = fields.get("units") == "all";
    let more_units = if all { 0 } else { units.len().saturating_sub(SHOWN) };
    units.truncate(if all { usize::MAX } else { SHOWN });
    view(Today {
        page: desk.shell.desk("今日"),
        place: unit.map_or_else(|| government.short_name.clone(), |unit| unit.short_name.clone()),
        date: format!("{} {}", today, law::weekday_zh(today.weekday())),
        tiles: tiles(&tally.all),
        is_new: tally.all.total == 0,
        manages_plans: desk.manages_plans(),
        sees_all: desk.sees_all(),
        rows: found.into_iter().map(|line| BoardRow::of(&desk, &names, "due=pressing", line)).collect(),
        pressing: tally.all.overdue + tally.all.week,
        units,
        more_units,
        plans,
    })
}

fn tiles(counts: &Counts) -> Vec<Tile> {
    let when = |number: i64, kind: &'static str| if number > 0 { kind } else { "" };
    let tile = |number, label, href, kind| Tile { number, label, href, kind, note: String::new() };
    vec![
        tile(counts.overdue, "已逾期", "/desk/ledger?due=overdue", when(counts.overdue, "late")),
        tile(counts.week, "7 天内到期", "/desk/ledger?due=week", when(counts.week, "warn")),
        tile(counts.later, "以后到期", "/desk/ledger?due=later", ""),
        tile(counts.waiting, "等待事项发生", "/desk/ledger?due=waiting", ""),
        tile(counts.undated, "没有期限", "/desk/ledger?due=none", ""),
        Tile {
            note: format!("共 {} 条", counts.total), ..tile(counts.done, "已完成", "/desk/ledger?status=done", "")
        },
    ]
}

fn progress(filter: &str, id: &str, name: &str, counts: Counts) -> Progress {
    let href = format!("/desk/ledger?{filter}={id}");
    Progress { name: name.to_owned(), overdue_href: format!("{href}&due=overdue"), href, counts }
}

struct PlanTitle {
    id: String,
    title: String,
    year: i64,
}

impl FromRow for PlanTitle {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { id: row.get("id")?, title: row.get("title")?, year: row.get("year")? })
    }
}

async fn plan_titles(tx: &mut Tx, ids: impl Iterator<Item = &String>) -> db::Result<Vec<PlanTitle>> {
    let mut query = Sql::new("SELECT id, title, year FROM plan WHERE", args![]);
    query.within(" id IN", ids).push(" ORDER BY year DESC, id DESC");
    tx.list(query).await
}

fn doors(desk: &Desk) -> Doors {
    let all = [
        (Capability::ManageGovernments, "globe", "政府", "登记使用本系统的政府，填写网站信息。", "/desk/governments"),
        (Capability::ManageUnits, "unit", "单位", "登记各政府的单位、简称和别名。", "/desk/units"),
        (Capability::ManagePeople, "person", "账号", "开设账号，安排岗位，重设密码。", "/desk/people"),
        (Capability::ViewJournal, "history", "办件留痕", "查看谁在什么时候办了什么。", "/desk/journal"),
    ];
    let mine = all.into_iter().filter(|(capability, ..)| desk.who.may(*capability));
    Doors {
        page: desk.shell.desk("工作台"),
        role: desk.who.role().name(),
        doors: mine.map(|(_, icon, title, line, href)| Door { icon, title, line, href }).collect(),
    }
}
