//! What waits for somebody among the documents.

use db::{Query, Tx, args};
use directory::{Capability, Principal};

/// Documents that wait for somebody, and where they are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What is to be done with them.
    pub label: &'static str,
    /// The list.
    pub href: &'static str,
    /// How many.
    pub count: i64,
}

/// What can wait: who does it, what it is called, where it is listed, and which it is; `?` is the reader.
const QUEUES: [(Capability, &str, &str, &str); 5] = [
    (
        Capability::DraftDocuments,
        "退回给我的公文",
        "/desk/documents?stage=drafting",
        " AND d.stage = 'drafting' AND d.returned <> '' AND d.author_id = ?",
    ),
    (
        // Nobody at the desk began them: whoever drafts for the unit takes them on.
        Capability::DraftDocuments,
        "其他系统交来待办的公文",
        "/desk/documents?stage=drafting&source=program",
        " AND d.stage = 'drafting' AND d.source = 'program' AND (d.attribute IS NULL OR d.returned <> '')",
    ),
    (
        Capability::ReviewSecrecy,
        "等保密审查的公文",
        "/desk/documents?stage=review",
        " AND d.stage = 'review' AND d.author_id <> ? AND d.determined_by IS DISTINCT FROM ? AND NOT EXISTS (
             SELECT 1 FROM document_hand h WHERE h.document_id = d.id AND h.person_id = ?)",
    ),
    (
        Capability::SignDocuments,
        "等签发的公文",
        "/desk/documents?stage=signing",
        " AND d.stage = 'signing' AND d.author_id <> ? AND NOT EXISTS (
             SELECT 1 FROM document_hand h WHERE h.document_id = d.id AND h.person_id = ?)",
    ),
    (Capability::PublishDocuments, "等公开或归档的公文", "/desk/documents?stage=signed", " AND d.stage = 'signed'"),
];

/// What waits for `who` in their post; what does not is left out.
pub async fn waiting(tx: &mut Tx, who: &Principal) -> db::Result<Vec<Waiting>> {
    let Some(government) = who.post.government_id.as_deref() else { return Ok(Vec::new()) };
    let me = who.person_id.as_str();
    let mut found = Vec::new();
    for (capability, label, href, which) in QUEUES {
        if !who.may(capability) {
            continue;
        }
        let mut query =
            Query::new("SELECT count(*) AS count FROM document d WHERE d.government_id = $1", args![government]);
        if who.role().of_a_unit() {
            query.when(" AND d.unit_id = ?", who.post.unit_id.as_deref());
        }
        query.with(
            " AND (d.restricted = 0 OR d.author_id = ? OR EXISTS (
                 SELECT 1 FROM document_reader r WHERE r.document_id = d.id AND r.person_id = ?))",
            args![me],
        );
        if which.contains('?') {
            query.with(which, args![me]);
        } else {
            query.push(which);
        }
        let count = tx.list::<i64>(query).await?.first().copied().unwrap_or_default();
        if count > 0 {
            found.push(Waiting { label, href, count });
        }
    }
    found.extend(crate::cleanup::waiting(tx, who, government).await?);
    Ok(found)
}
