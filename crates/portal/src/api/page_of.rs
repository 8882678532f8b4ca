//! Pages of lists: how long they are and where the next one is.

use kernel::Problem;
use web::{Fields, Mistakes};

/// Entries of one page unless asked otherwise, and at most.
const USUAL: usize = 50;
const MOST: usize = 200;

/// What every list takes.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes the parameters")]
pub(super) struct PageParams {
    /// 每页条数，1 到 200，不写是 50
    limit: Option<usize>,
    /// 上一页给出的位置
    after: Option<String>,
}

/// How long a page is to be.
pub(super) fn limit(query: &Fields, mistakes: &mut Mistakes) -> usize {
    let limit = query.get("limit").parse().ok().filter(|limit| (1..=MOST).contains(limit));
    if query.opt("limit").is_some() && limit.is_none() {
        mistakes.add("limit", format!("1 到 {MOST} 的整数"));
    }
    limit.unwrap_or(USUAL)
}

/// Notes that the place given is none.
pub(super) fn no_such_place(mistakes: &mut Mistakes) {
    mistakes.add("after", "请原样使用上一页给出的位置");
}

/// Refuses when something was wrong: a program is told of a slip that a page for people would overlook.
pub(super) fn settled(mistakes: &Mistakes) -> kernel::Result<()> {
    if mistakes.is_empty() { Ok(()) } else { Err(Problem::Invalid(mistakes.iter().cloned().collect())) }
}

/// Cuts a list that was read one longer than its page, and answers the last entry when there is more.
pub(super) fn cut<T>(found: &mut Vec<T>, limit: usize) -> Option<&T> {
    let more = found.len() > limit;
    found.truncate(limit);
    found.last().filter(|_| more)
}

/// The address of the next page.
pub(super) fn next(at: &str, query: &Fields, after: &str) -> String {
    format!("{at}?{}", query.with("after", after))
}
