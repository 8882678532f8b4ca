//! What was written about the shares of a plan: notes, evidence, acts in the journal.

use db::{Tx, args};
use journal::{Act, Actor, Subject};
use kernel::{Time, new_id};
use serde_json::json;

use crate::Outcome;
use crate::city::City;
use crate::rows::insert;
use crate::year::Share;

const NOTES: &str =
    "INSERT INTO ledger_note (id, entry_id, kind, on_day, body, side, author_id, author_name, at) VALUES";
const EVIDENCE: &str = "INSERT INTO ledger_evidence (id, entry_id, time_limit, occasion, kind, title, url, added_at,
     added_by, added_by_name) VALUES";

/// Two notes for each share that was begun and a link for what was handed in; one act for every share.
pub async fn add(tx: &mut Tx, city: &City, now: Time, shares: &[Share]) -> Outcome {
    let (mut notes, mut evidence) = (Vec::new(), Vec::new());
    for share in shares {
        let officer = &city.officers[share.unit];
        let entry = share.id.as_str();
        let record = |kind: &'static str, words: &'static str, side: &'static str| {
            args![new_id(now), entry, kind, now.date(), words, side, &officer.id, &officer.name, now]
        };
        if share.standing.status != "not_started" {
            notes.push(record("progress", "已与有关科室商定分工，专栏正在建设。", "unit"));
            notes.push(record("comment", "请按时限要求推进，完成后附上链接。", "office"));
        }
        if matches!(share.standing.status, "accepted" | "submitted") {
            let url = "https://www.example.gov.cn/zwgk/2022/08/15/a.html";
            let title = "门户网站专栏";
            evidence.push(args![new_id(now), entry, "", "", "link", title, url, now, &officer.id, &officer.name]);
        }
        let actor = Actor { id: officer.id.clone(), name: officer.name.clone() };
        let act = Act {
            actor: &actor,
            government: Some(&city.government.id),
            unit: Some(&city.units[share.unit].id),
            act: "ledger_entry.filled",
            subject: Subject { kind: "ledger_entry", id: entry },
            payload: json!({"version": 2, "changes": [{"field": "leader", "old": "", "new": "张三"}]}),
        };
        journal::record(tx, now, act).await?;
    }
    insert(tx, NOTES, "(?, ?, ?, ?, ?, ?, ?, ?, ?)", notes).await?;
    insert(tx, EVIDENCE, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", evidence).await
}
