//! Reading, writing, and what happens to work that does not end well.

use db::{Error, Tx, args};
use testkit::{TestDb, db_test};

const ADD: &str = "INSERT INTO follower (name, seq) VALUES ($1, $2)";
const COUNT: &str = "SELECT COUNT(*) FROM follower";

async fn count(t: &TestDb) -> i64 {
    t.db.read().await.unwrap().one(COUNT, args![]).await.unwrap()
}

/// A transaction that has added one row.
async fn with_a_row(t: &TestDb) -> Tx {
    let mut tx = t.db.write().await.unwrap();
    tx.exec_one(ADD, args!["a", 1]).await.unwrap();
    tx
}

db_test!(a_read_transaction_cannot_write, async |t: TestDb| {
    let mut tx = t.db.read().await.unwrap();
    let refused = tx.exec(ADD, args!["a", 1]).await;
    assert!(matches!(refused, Err(Error::Driver(_))), "{refused:?}");
    drop(tx);
    assert_eq!(count(&t).await, 0);
});

db_test!(a_read_transaction_sees_one_moment, async |t: TestDb| {
    let mut before = t.db.read().await.unwrap();
    assert_eq!(before.one::<i64>(COUNT, args![]).await.unwrap(), 0);
    with_a_row(&t).await.commit().await.unwrap();
    assert_eq!(before.one::<i64>(COUNT, args![]).await.unwrap(), 0);
    assert_eq!(count(&t).await, 1);
});

db_test!(what_is_not_committed_is_rolled_back, async |t: TestDb| {
    drop(with_a_row(&t).await);
    assert_eq!(count(&t).await, 0);
    with_a_row(&t).await.commit().await.unwrap();
    assert_eq!(count(&t).await, 1);
});

db_test!(exec_answers_how_many_rows_it_touched, async |t: TestDb| {
    let mut tx = with_a_row(&t).await;
    tx.exec_one(ADD, args!["b", 1]).await.unwrap();
    assert_eq!(tx.exec("UPDATE follower SET seq = seq + 1", args![]).await.unwrap(), 2);
    assert_eq!(tx.exec("DELETE FROM follower WHERE name = $1", args!["c"]).await.unwrap(), 0);
});

db_test!(a_change_to_a_row_that_moved_on_is_stale, async |t: TestDb| {
    let mut tx = with_a_row(&t).await;
    let save = "UPDATE follower SET seq = seq + 1 WHERE name = $1 AND seq = $2";
    tx.exec_one(save, args!["a", 1]).await.unwrap();
    assert!(matches!(tx.exec_one(save, args!["a", 1]).await, Err(Error::Stale)));
    assert!(matches!(tx.one::<i64>("SELECT seq FROM follower WHERE name = 'b'", args![]).await, Err(Error::Stale)));
    assert_eq!(tx.opt::<i64>("SELECT seq FROM follower WHERE name = 'b'", args![]).await.unwrap(), None);
    tx.commit().await.unwrap();
});

db_test!(a_row_that_exists_is_told_from_other_failures, async |t: TestDb| {
    with_a_row(&t).await.commit().await.unwrap();
    let mut tx = t.db.write().await.unwrap();
    let refused = tx.exec(ADD, args!["a", 2]).await;
    assert!(matches!(refused, Err(Error::Exists(_))), "{refused:?}");
    assert_eq!(kernel::Problem::from(refused.unwrap_err()).kind().status, 409);
});

db_test!(a_transaction_with_a_failed_statement_cannot_be_committed, async |t: TestDb| {
    let mut tx = with_a_row(&t).await;
    assert!(tx.exec(ADD, args!["a", 1]).await.is_err());
    assert!(matches!(tx.commit().await, Err(Error::Driver(_))));
    assert_eq!(count(&t).await, 0);
});
