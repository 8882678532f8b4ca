//! What waits for somebody in clean-ups.

use db::{Query, Tx, args};
use directory::{Capability, Principal};

use super::domain::LineStage;
use crate::Waiting;

/// For a unit's officer the documents to answer for, for the office the answers to confirm.
pub(crate) async fn waiting(tx: &mut Tx, who: &Principal, government_id: &str) -> db::Result<Option<Waiting>> {
    let (stage, label) = if who.may(Capability::ManageCleanups) {
        (LineStage::Answered, "清理里等确认的答复")
    } else if who.may(Capability::DraftDocuments) {
        (LineStage::Waiting, "清理里等本单位答复的文件")
    } else {
        return Ok(None);
    };
    let mut query = Query::new(
        "SELECT count(*) AS count FROM document_cleanup c JOIN document_cleanup_line l ON l.cleanup_id = c.id
             LEFT JOIN document d ON d.id = c.result_id
         WHERE c.government_id = $1 AND c.given_up_at IS NULL AND (c.result_id IS NULL OR d.stage = 'dropped')",
        args![government_id],
    );
    query.with(" AND l.stage = ?", args![stage.code()]);
    if who.role().of_a_unit() {
        query.when(" AND l.unit_id = ?", who.post.unit_id.as_deref());
    }
    let count = tx.list::<i64>(query).await?.first().copied().unwrap_or_default();
    Ok((count > 0).then_some(Waiting { label, href: "/desk/documents/cleanups", count }))
}
