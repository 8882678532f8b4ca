//! The databases themselves refuse to change what is written.

use db::{Engine, args};
use testkit::{TestDb, db_test};

use crate::{entries, with_entries};

/// Ways to change history that the database must refuse.
fn attempts(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Sqlite => &[
            "UPDATE journal SET payload = '{}' WHERE seq = 1",
            "UPDATE OR REPLACE journal SET seq = 2 WHERE seq = 1",
            "DELETE FROM journal WHERE seq = 2",
            "DELETE FROM journal",
            "REPLACE INTO journal SELECT seq, at, actor_id, 'x', government_id, unit_id, act, subject_kind, subject_id,
                                         payload, previous_hash, hash FROM journal",
        ],
        Engine::Postgres => &[
            "UPDATE journal SET payload = '{}' WHERE seq = 1",
            "DELETE FROM journal WHERE seq = 2",
            "DELETE FROM journal",
            "TRUNCATE journal",
            "TRUNCATE journal CASCADE",
        ],
    }
}

db_test!(an_entry_is_neither_changed_nor_removed, async |t: TestDb| {
    with_entries(&t, 2).await;
    let before = format!("{:?}", entries(&t).await);
    for sql in attempts(t.db.engine()) {
        let mut tx = t.db.write().await.unwrap();
        let refused = tx.exec(sql, args![]).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
        assert!(tx.commit().await.is_err(), "{sql}");
    }
    assert_eq!(format!("{:?}", entries(&t).await), before);
});
