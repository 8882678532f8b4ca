//! Names of what is in the lists of the public site.

use documents::domain::Kind;
use ledger::snapshot::WORK_PLAN;

/// The name of a 类型 for people.
pub(crate) fn name(form: &str) -> &'static str {
    match Kind::by_code(form) {
        Some(kind) => kind.name,
        None if form == WORK_PLAN => "工作计划",
        None => "其他",
    }
}

/// Whether there is such a 类型.
pub(crate) fn known(form: &str) -> bool {
    form == WORK_PLAN || Kind::by_code(form).is_some()
}
