//! `/desk`: what is overdue, due soon, waiting, and what waits for the reader. How far all is, the dashboard tells.

use askama::Template;
use db::{Query as Sql, Tx, args};
use directory::{Capability, person};
use web::{Page, Result, view};

use super::board::BoardRow;
use super::desk::{Desk, Units};
use super::domain::{Side, Status};
use super::filter::{DueIn, Filter};
use super::list::{From, Total, count, lines};
use super::tally::{Counts, tally};
use crate::work::notes;

/// Lines of the list.
const SHOWN: usize = 20;
/// Lines of what waits for the reader.
const FEW: usize = 10;

/// A figure that opens its list.
struct Tile {
    number: i64,
    label: &'static str,
    href: &'static str,
    kind: &'static str,
}

#[derive(Template)]
#[template(path = "ledger/today/today.html")]
struct Today {
    page: Page,
    /// The unit, or the government.
    place: String,
    date: String,
    tiles: Vec<Tile>,
    /// Documents that wait for the reader.
    documents: Vec<documents::Waiting>,
    /// The government has no entries yet.
    is_new: bool,
    manages_plans: bool,
    sees_all: bool,
    /// What was given back to the unit, with the reason.
    returned: Vec<Returned>,
    /// What waits for the office's acceptance.
    submitted: Vec<Waiting>,
    /// Entries in which a comment waits for an answer.
    talk: Vec<BoardRow>,
    awaits: Total,
    /// The person's other posts, with what presses there.
    elsewhere: Vec<Elsewhere>,
    rows: Vec<BoardRow>,
    /// Entries that are overdue or due within the week.
    pressing: i64,
}

/// An entry that was given back.
struct Returned {
    row: BoardRow,
    reason: String,
}

/// An entry that waits for acceptance.
struct Waiting {
    row: BoardRow,
    version: i64,
    late: bool,
    since: String,
}

/// Another post of the same person.
struct Elsewhere {
    post: String,
    place: String,
    role: &'static str,
    pressing: i64,
    returned: i64,
    submitted: i64,
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
pub(crate) async fn show(desk: Desk) -> Result {
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
    let scope = Filter { due: None, ..filter };
    let returned = if desk.sees_all() { Vec::new() } else { returned(&desk, &mut tx, &names, &scope).await? };
    let submitted = if desk.who.may(Capability::AcceptEntries) {
        waiting(&desk, &mut tx, &names, &scope).await?
    } else {
        Vec::new()
    };
    let (talk, awaits) = if desk.who.may(Capability::CommentEntries) {
        let mine = Filter { awaits: Some(Side::of(&desk.who)), ..scope.clone() };
        let found = lines(&mut tx, &mine, today, &From::Start, FEW).await?;
        let query = format!("awaits={}", Side::of(&desk.who).code());
        let count = count(&mut tx, &mine, today).await?;
        (found.into_iter().map(|line| BoardRow::of(&desk, &names, &query, line)).collect(), count)
    } else {
        (Vec::new(), Total::default())
    };
    let elsewhere = elsewhere(&desk, &mut tx).await?;
    let documents = documents::waiting(&mut tx, &desk.who).await?;
    view(Today {
        documents,
        page: desk.shell.desk("今日"),
        place: unit.map_or_else(|| government.short_name.clone(), |unit| unit.short_name.clone()),
        date: format!("{} {}", today, law::weekday_zh(today.weekday())),
        tiles: tiles(&tally, desk.sees_all()),
        returned,
        submitted,
        talk,
        awaits,
        elsewhere,
        is_new: is_new(&mut tx, &scope).await?,
        manages_plans: desk.manages_plans(),
        sees_all: desk.sees_all(),
        rows: found.into_iter().map(|line| BoardRow::of(&desk, &names, "due=pressing", line)).collect(),
        pressing: tally.overdue + tally.week,
    })
}

fn tiles(counts: &Counts, sees_all: bool) -> Vec<Tile> {
    let when = |number: i64, kind: &'static str| if number > 0 { kind } else { "" };
    let tile = |number, label, href, kind| Tile { number, label, href, kind };
    let submitted = tile(counts.submitted, "待验收", "/desk/ledger?status=submitted", "");
    let submitted = if sees_all { Tile { kind: when(counts.submitted, "warn"), ..submitted } } else { submitted };
    let returned = tile(counts.returned, "已退回", "/desk/ledger?status=returned", "");
    let returned = if sees_all { returned } else { Tile { kind: when(counts.returned, "warn"), ..returned } };
    vec![
        tile(counts.overdue, "已逾期", "/desk/ledger?due=overdue", when(counts.overdue, "late")),
        tile(counts.week, "7 天内到期", "/desk/ledger?due=week", when(counts.week, "warn")),
        returned,
        submitted,
        tile(counts.later, "以后到期", "/desk/ledger?due=later", ""),
        tile(counts.waiting, "等待事项发生", "/desk/ledger?due=waiting", ""),
        tile(counts.undated, "没有期限", "/desk/ledger?due=none", ""),
    ]
}

/// Whether there is no entry at all yet.
async fn is_new(tx: &mut Tx, scope: &Filter) -> db::Result<bool> {
    let mut any =
        Sql::new("SELECT id FROM ledger_entry WHERE government_id = $1 AND dropped = 0", args![&scope.government]);
    any.when(" AND unit_id = ?", scope.unit.clone()).push(" LIMIT 1");
    Ok(tx.list::<String>(any).await?.is_empty())
}

/// What was given back, the soonest due first, each with its reason.
async fn returned(desk: &Desk, tx: &mut Tx, names: &Units, scope: &Filter) -> db::Result<Vec<Returned>> {
    let filter = Filter { status: Some(Status::Returned), ..scope.clone() };
    let found = lines(tx, &filter, desk.today(), &From::Start, FEW).await?;
    let ids: Vec<&str> = found.iter().map(|line| line.entry.id.as_str()).collect();
    let reasons = notes::reasons(tx, &ids).await?;
    let with_reason = found.into_iter().map(|line| {
        let reason = reasons.iter().find(|(entry, _)| *entry == line.entry.id).map(|(_, words)| words.clone());
        Returned { row: BoardRow::of(desk, names, "status=returned", line), reason: reason.unwrap_or_default() }
    });
    Ok(with_reason.collect())
}

/// What waits for acceptance.
async fn waiting(desk: &Desk, tx: &mut Tx, names: &Units, scope: &Filter) -> db::Result<Vec<Waiting>> {
    let filter = Filter { status: Some(Status::Submitted), ..scope.clone() };
    let found = lines(tx, &filter, desk.today(), &From::Start, FEW).await?;
    let waiting = found.into_iter().map(|line| Waiting {
        version: line.entry.version,
        late: line.entry.late,
        since: line.entry.submitted_at.map(|at| at.to_string()).unwrap_or_default(),
        row: BoardRow::of(desk, names, "status=submitted", line),
    });
    Ok(waiting.collect())
}

/// What presses in the person's other posts.
async fn elsewhere(desk: &Desk, tx: &mut Tx) -> db::Result<Vec<Elsewhere>> {
    let mut found = Vec::new();
    for post in person::posts(tx, &desk.who.person_id).await? {
        let (Some(government), true) = (&post.government_id, post.role.may(Capability::ViewLedger)) else { continue };
        if post.id == desk.who.post.id {
            continue;
        }
        let unit = post.unit_id.as_deref().filter(|_| post.role.of_a_unit());
        let Counts { overdue, week, returned, submitted, .. } = tally(tx, government, unit, desk.today()).await?;
        let of_unit = post.role.of_a_unit();
        found.push(Elsewhere {
            place: post.unit_name.or(post.government_name).unwrap_or_default(),
            role: post.role.name(),
            pressing: overdue + week,
            returned: if of_unit { returned } else { 0 },
            submitted: if of_unit { 0 } else { submitted },
            post: post.id,
        });
    }
    Ok(found)
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

impl Today {
    fn awaits_href(&self) -> &'static str {
        if self.sees_all { "/desk/ledger?awaits=office" } else { "/desk/ledger?awaits=unit" }
    }
}
