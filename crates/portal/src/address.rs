//! Where a publication's own page is.

use documents::snapshot::DOCUMENT;
use ledger::snapshot::WORK_PLAN;
use publishing::Item;

/// The page of a publication on the site that begins at `base`; none for kinds that have no page of their own.
pub(crate) fn of(base: &str, item: &Item) -> Option<String> {
    match item.kind.as_str() {
        WORK_PLAN => Some(format!("{base}/plans/{}", item.id)),
        DOCUMENT => Some(format!("{base}/documents/{}", item.id)),
        _ => None,
    }
}
