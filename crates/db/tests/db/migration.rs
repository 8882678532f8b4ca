//! Bringing the schema up to date.

use db::{Db, Engine, args};
use testkit::{TestDb, database, db_test};

async fn is_migrated(db: &Db) -> bool {
    let mut tx = db.read().await.unwrap();
    tx.one::<i64>("SELECT seq FROM journal_head", args![]).await.is_ok_and(|seq| seq == 0)
}

db_test!(migrating_again_changes_nothing, async |t: TestDb| {
    t.db.migrate().await.unwrap();
    let mut tx = t.db.write().await.unwrap();
    tx.exec("UPDATE journal_head SET seq = 0", args![]).await.unwrap();
    tx.exec("INSERT INTO follower (name, seq) VALUES ('kept', 1)", args![]).await.unwrap();
    tx.commit().await.unwrap();
    t.db.migrate().await.unwrap();
    let mut tx = t.db.read().await.unwrap();
    assert_eq!(tx.one::<String>("SELECT name FROM follower", args![]).await.unwrap(), "kept");
});

db_test!(four_nodes_that_start_at_once_migrate_once, async |t: TestDb| {
    let blank = database::empty(t.db.engine()).await;
    assert!(!is_migrated(&blank.db).await);
    let mut nodes = Vec::new();
    for _ in 0..4 {
        let db = blank.another_node().await;
        nodes.push(tokio::spawn(async move { db.migrate().await }));
    }
    for node in nodes {
        node.await.unwrap().unwrap();
    }
    assert!(is_migrated(&blank.db).await);
});

db_test!(a_schema_this_program_does_not_know_is_refused, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    tx.exec("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1", args![]).await.unwrap();
    tx.commit().await.unwrap();
    let refused = t.db.migrate().await.unwrap_err().to_string();
    assert!(refused.contains("9999"), "{refused}");
});

#[test]
fn each_database_has_a_fingerprint_of_its_own() {
    let [a, b] = [Engine::Sqlite, Engine::Postgres].map(|engine| db::schema_fingerprint(engine).unwrap());
    assert_ne!(a, b);
    assert_eq!(a.len(), 16);
}
