//! Up to which day the changes of validity that days bring are in the journal.

use db::{Tx, args};
use kernel::Date;

/// Moves the day on to `today`; answers where it was, or none when there is nothing to do: the first time, or again on
/// the same day.
pub(crate) async fn turned_upto(tx: &mut Tx, today: Date) -> db::Result<Option<Date>> {
    let last: Option<Date> = tx.opt("SELECT upto FROM document_turned WHERE id = 1", args![]).await?;
    tx.exec(
        "INSERT INTO document_turned (id, upto) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET upto = excluded.upto",
        args![today],
    )
    .await?;
    Ok(last.filter(|day| *day < today))
}
