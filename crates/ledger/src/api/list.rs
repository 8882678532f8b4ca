//! The list of entries, filtered as at the desk, page by page.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse as _;
use kernel::Problem;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Fields, Mistakes, Program, Query, Result};

use super::entry::Entry;
use crate::entries::desk::Units;
use crate::entries::domain::Status;
use crate::entries::filter::{DueIn, EVERY_YEAR, Filter};
use crate::entries::list::{From, Key, lines};
use crate::plans::store::years;

/// Entries of one page unless asked otherwise, and at most.
const USUAL: usize = 50;
const MOST: usize = 200;

/// A page of entries.
#[derive(Debug, Serialize, ToSchema)]
struct Entries {
    entries: Vec<Entry>,
    /// Where the next page is; null on the last.
    next: Option<String>,
}

/// What an address may say; read by [`Filter::read`], as at the desk.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes the parameters")]
struct Params {
    /// 单位的编号
    unit: Option<String>,
    /// not_started、in_progress、submitted、returned、accepted
    status: Option<String>,
    /// pressing、overdue、week、month、later、waiting、none
    due: Option<String>,
    /// 1：只要牵头的
    lead: Option<String>,
    /// 1：只要逾期完成的
    late: Option<String>,
    /// 计划的编号
    plan: Option<String>,
    /// 年度
    year: Option<i64>,
    /// 章节
    heading: Option<String>,
    /// 任务或举措里的文字；不写年度、计划、单位时在最新的年度里找，year=all 找全部年度
    q: Option<String>,
    /// plan：按计划的顺序；不写时按期限
    sort: Option<String>,
    /// 每页条数，1 到 200，不写是 50
    limit: Option<usize>,
    /// 上一页给出的位置
    after: Option<String>,
}

/// Entries of the token's government, or unit.
#[utoipa::path(
    get,
    path = "/api/v1/ledger/entries",
    tag = "台账",
    summary = "台账列表",
    params(Params),
    responses((status = 200, body = Entries), (status = 422, description = "条件写得不对，errors 里说明是哪一个")),
    security(("token" = ["ledger:read"]))
)]
pub(super) async fn list(State(app): State<App>, Program(bearer): Program, Query(fields): Query) -> Result {
    let (limit, from) = checked(&fields)?;
    let who = &bearer.principal;
    let government = &who.government()?.id;
    let mut tx = app.db.read().await?;
    let filter = Filter::read(&fields, who, government);
    let years = years(&mut tx, government).await?;
    let narrowed = years.first().and_then(|newest| filter.within_year(&fields, *newest));
    let filter = narrowed.map_or(filter, |fields| Filter::read(&fields, who, government));
    let units = Units::read(&mut tx, government).await?;
    let mut found = lines(&mut tx, &filter, app.clock.today(), &from, limit + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| more).map(|last| Key::of(&last.entry).code());
    let next = last.map(|key| format!("/api/v1/ledger/entries?{}", fields.with("after", &key)));
    let entries = found.into_iter().map(|line| Entry::of(&units, line)).collect();
    Ok(Json(Entries { entries, next }).into_response())
}

/// The length of the page and where it begins. A program is told of a slip that a page for people would overlook.
fn checked(fields: &Fields) -> kernel::Result<(usize, From)> {
    let mut mistakes = Mistakes::default();
    let mut check = |name: &str, fits: bool, message: &str| {
        if fields.opt(name).is_some() && !fits {
            mistakes.add(name, message);
        }
    };
    let limit = fields.get("limit").parse().ok().filter(|limit| (1..=MOST).contains(limit));
    let after = Key::from_code(fields.get("after"));
    check("limit", limit.is_some(), "1 到 200 的整数");
    check("after", after.is_some(), "请原样使用上一页给出的位置");
    check("status", Status::from_code(fields.get("status")).is_some(), "没有这种状态");
    check("due", DueIn::ALL.iter().any(|due| due.code() == fields.get("due")), "没有这种期限");
    check("year", fields.get("year") == EVERY_YEAR || fields.get("year").parse::<i64>().is_ok(), "请写四位数的年份");
    if mistakes.is_empty() {
        return Ok((limit.unwrap_or(USUAL), after.map_or(From::Start, From::After)));
    }
    Err(Problem::Invalid(mistakes.iter().cloned().collect()))
}
