//! The texts that lists are searched by, kept beside tasks and entries: see the migration `ledger_text`.

use db::{Tx, args};

/// Keeps what a task demands; its plan is stored before.
pub async fn keep_task(tx: &mut Tx, plan_id: &str, task_id: &str, body: &str) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO ledger_text (id, government_id, plan_id, year, kind, text)
         SELECT $1, p.government_id, p.id, p.year, 'task', lower($2) FROM plan p WHERE p.id = $3
         ON CONFLICT (id) DO UPDATE SET year = excluded.year, text = excluded.text",
        args![task_id, body, plan_id],
    )
    .await
}

/// Keeps the measure of a stored entry.
pub async fn keep_measure(tx: &mut Tx, entry_id: &str, measure: &str) -> db::Result<()> {
    if measure.is_empty() {
        tx.exec("DELETE FROM ledger_text WHERE id = $1", args![entry_id]).await?;
        return Ok(());
    }
    // Most saves leave the measure alone.
    tx.exec(
        "INSERT INTO ledger_text (id, government_id, plan_id, year, kind, text)
         SELECT e.id, e.government_id, e.plan_id, e.year, 'entry', lower($2) FROM ledger_entry e WHERE e.id = $1
         ON CONFLICT (id) DO UPDATE SET text = excluded.text WHERE ledger_text.text <> excluded.text",
        args![entry_id, measure],
    )
    .await?;
    Ok(())
}

/// Gives every text of a plan its year.
pub async fn place(tx: &mut Tx, plan_id: &str, year: i64) -> db::Result<()> {
    tx.exec("UPDATE ledger_text SET year = $1 WHERE plan_id = $2 AND year <> $1", args![year, plan_id]).await?;
    Ok(())
}
