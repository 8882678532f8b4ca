//! Looking for a text: which entries have it, found in one pass for the page, the count and the neighbours alike.

use std::collections::BTreeSet;

use db::{FromRow, Query, Row, Tx, args};
use kernel::Date;

use super::filter::{Filter, Order};
use super::list::{From, Key};

/// So many entries are looked at one by one, each with its task; of more the texts are looked through first.
const FEW: i64 = 2_000;
/// Counting stops here: beyond it, nobody reads the number, and all would wait for it.
pub(super) const SEARCHED: usize = 1_000;

/// The entries that a filter with a text takes in.
pub(super) enum Found {
    /// All of them, in the order of the list.
    All(Vec<Key>),
    /// More than [`SEARCHED`]: wherever one begins, enough for a page is near.
    Many,
}

impl FromRow for Key {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { due: row.get("due_key")?, id: row.get("id")? })
    }
}

/// Finds them.
pub(super) async fn found(tx: &mut Tx, filter: &Filter, today: Date) -> db::Result<Found> {
    let Some(text) = &filter.text else { return Ok(Found::Many) };
    let keys = if few(tx, filter, today).await? {
        let mut query = Query::new("SELECT e.id, e.due_key FROM ledger_entry e WHERE", args![]);
        filter.conditions(&mut query, today);
        tx.list(query).await?
    } else {
        let mut keys: Vec<Key> = Vec::new();
        for (kind, same) in [("task", " AND e.task_id = x.id"), ("entry", " AND e.id = x.id")] {
            let some: Vec<Key> = tx.list(by_text(filter, today, text, kind, same)).await?;
            if some.len() > SEARCHED {
                return Ok(Found::Many);
            }
            keys.extend(some);
        }
        keys
    };
    Ok(Found::All(in_order(keys, filter.order)))
}

/// Whether what else is asked for leaves only a few entries.
async fn few(tx: &mut Tx, filter: &Filter, today: Date) -> db::Result<bool> {
    let mut query = Query::new("SELECT count(*) FROM (SELECT 1 AS one FROM ledger_entry e WHERE", args![]);
    Filter { text: None, ..filter.clone() }.conditions(&mut query, today);
    query.with(" LIMIT ?) counted", args![FEW + 1]);
    Ok(tx.count(query).await? <= FEW)
}

/// Texts first, then the entries that have them. CROSS JOIN is the order in which SQLite reads; the CASE tells PostgreSQL
/// that few texts fit, where it would expect every third.
fn by_text(filter: &Filter, today: Date, text: &str, kind: &'static str, same: &'static str) -> Query {
    let mut query = Query::new(
        "SELECT e.id, e.due_key FROM ledger_text x CROSS JOIN ledger_entry e WHERE x.government_id = $1 AND x.kind = $2",
        args![&filter.government, kind],
    );
    query.when(" AND x.year = ?", filter.year).when(" AND x.plan_id = ?", filter.plan.clone());
    query.with(" AND CASE WHEN instr(x.text, ?) > 0 THEN 1 END = 1", args![text.to_lowercase()]);
    query.push(same).push(" AND e.dropped = 0");
    filter.narrowed(&mut query, today);
    query.with(" LIMIT ?", args![SEARCHED + 1]);
    query
}

/// Each once: a text may be in the task and in the measure.
fn in_order(mut keys: Vec<Key>, order: Order) -> Vec<Key> {
    let mut seen = BTreeSet::new();
    keys.retain(|key| seen.insert(key.id.clone()));
    match order {
        Order::Due => keys.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id))),
        Order::Plan => keys.sort_by(|a, b| a.id.cmp(&b.id)),
    }
    keys
}

/// At most `limit` ids on one side of a key, the nearest to it first; `keys` are in order.
pub(super) fn beside<'a>(keys: &'a [Key], order: Order, from: &From, limit: usize) -> Vec<&'a str> {
    let below = |key: &Key, other: &Key| match order {
        Order::Due => (key.due, &key.id) < (other.due, &other.id),
        Order::Plan => key.id < other.id,
    };
    let ids = |keys: &'a [Key]| keys.iter().map(|key| key.id.as_str());
    match from {
        From::Start => ids(keys).take(limit).collect(),
        From::After(at) => ids(&keys[keys.partition_point(|key| !below(at, key))..]).take(limit).collect(),
        From::Before(at) => ids(&keys[..keys.partition_point(|key| below(key, at))]).rev().take(limit).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(due: &str, id: &str) -> Key {
        Key { due: due.parse().unwrap(), id: id.into() }
    }

    #[test]
    fn keys_stand_once_and_in_the_order_of_the_list() {
        let keys =
            vec![key("2022-02-01", "a"), key("2022-01-01", "b"), key("2022-02-01", "a"), key("2022-01-01", "a0")];
        let ids = |order| in_order(keys.clone(), order).into_iter().map(|key| key.id).collect::<Vec<_>>();
        assert_eq!(ids(Order::Due), ["a0", "b", "a"]);
        assert_eq!(ids(Order::Plan), ["a", "a0", "b"]);
    }

    #[test]
    fn what_is_beside_a_key_is_without_it_whether_or_not_it_is_there() {
        let keys = [key("2022-01-01", "a"), key("2022-01-01", "c"), key("2022-02-01", "b")];
        let at = |due, id, limit| {
            let key = key(due, id);
            let after = beside(&keys, Order::Due, &From::After(key.clone()), limit);
            (beside(&keys, Order::Due, &From::Before(key), limit), after)
        };
        assert_eq!(at("2022-01-01", "c", 9), (vec!["a"], vec!["b"]));
        assert_eq!(at("2022-01-01", "b", 9), (vec!["a"], vec!["c", "b"]));
        assert_eq!(at("2022-03-01", "a", 2), (vec!["b", "c"], vec![]));
        assert_eq!(at("2021-03-01", "a", 1), (vec![], vec!["a"]));
        assert_eq!(beside(&keys, Order::Due, &From::Start, 2), ["a", "c"]);
        let plan = [key("2022-02-01", "a"), key("2022-01-01", "b")];
        assert_eq!(beside(&plan, Order::Plan, &From::After(key("2022-02-01", "a")), 1), ["b"]);
    }
}
