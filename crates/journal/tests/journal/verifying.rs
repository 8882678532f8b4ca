//! Whoever goes round the triggers is found out.

use db::{Args, Engine, args};
use journal::{Break, Entry, Verdict, verify};
use testkit::{TestDb, db_test};

use crate::{entries, with_entries};

/// Runs a statement as somebody would who owns the database: with the triggers out of the way.
async fn tamper(t: &TestDb, sql: &'static str, args: Args) {
    let disarm: &[&'static str] = match t.db.engine() {
        Engine::Sqlite => &["DROP TRIGGER IF EXISTS journal_not_updated", "DROP TRIGGER IF EXISTS journal_not_deleted"],
        Engine::Postgres => &["ALTER TABLE journal DISABLE TRIGGER USER"],
    };
    let mut tx = t.db.write().await.unwrap();
    for statement in disarm {
        tx.exec(statement, args![]).await.unwrap();
    }
    assert!(tx.exec(sql, args).await.unwrap() > 0, "{sql} changed nothing");
    tx.commit().await.unwrap();
}

/// Three entries, then that statement; answers what the check finds.
async fn found_after(t: &TestDb, sql: &'static str) -> Verdict {
    with_entries(t, 3).await;
    assert_eq!(verdict(t).await, Verdict::Whole(3));
    tamper(t, sql, args![]).await;
    verdict(t).await
}

async fn verdict(t: &TestDb) -> Verdict {
    verify(&t.db, |_, _| ()).await.unwrap()
}

db_test!(an_empty_journal_is_whole, async |t: TestDb| {
    assert_eq!(verdict(&t).await, Verdict::Whole(0));
});

db_test!(a_long_journal_is_whole_and_progress_is_told, async |t: TestDb| {
    with_entries(&t, 2001).await;
    let mut told = Vec::new();
    assert_eq!(verify(&t.db, |done, all| told.push((done, all))).await.unwrap(), Verdict::Whole(2001));
    assert_eq!(told, [(1000, 2001), (2000, 2001), (2001, 2001)]);
});

db_test!(a_changed_payload_is_found, async |t: TestDb| {
    let verdict = found_after(&t, "UPDATE journal SET payload = '{}' WHERE seq = 2").await;
    assert_eq!(verdict, Verdict::Broken(Break::Changed(2)));
});

db_test!(a_change_that_only_moves_text_between_columns_is_found, async |t: TestDb| {
    let verdict =
        found_after(&t, "UPDATE journal SET actor_id = 'p', actor_name = '1张三' WHERE seq = 3 AND actor_id = 'p1'")
            .await;
    assert_eq!(verdict, Verdict::Broken(Break::Changed(3)));
});

db_test!(an_absent_unit_made_an_empty_one_is_found, async |t: TestDb| {
    let verdict = found_after(&t, "UPDATE journal SET unit_id = '' WHERE seq = 1").await;
    assert_eq!(verdict, Verdict::Broken(Break::Changed(1)));
});

db_test!(a_removed_entry_is_found, async |t: TestDb| {
    let verdict = found_after(&t, "DELETE FROM journal WHERE seq = 2").await;
    assert_eq!(verdict, Verdict::Broken(Break::Missing(2)));
});

db_test!(a_removed_beginning_is_found, async |t: TestDb| {
    let verdict = found_after(&t, "DELETE FROM journal WHERE seq < 3").await;
    assert_eq!(verdict, Verdict::Broken(Break::Missing(1)));
});

db_test!(a_removed_end_is_found, async |t: TestDb| {
    let verdict = found_after(&t, "DELETE FROM journal WHERE seq > 1").await;
    assert_eq!(verdict, Verdict::Broken(Break::Missing(2)));
});

db_test!(an_entry_put_in_below_the_first_is_found, async |t: TestDb| {
    let verdict = found_after(
        &t,
        "INSERT INTO journal SELECT 0, at, actor_id, actor_name, government_id, unit_id, act, subject_kind, subject_id,
                                    payload, previous_hash, hash FROM journal WHERE seq = 1",
    )
    .await;
    assert_eq!(verdict, Verdict::Broken(Break::Unchained(0)));
});

db_test!(a_head_that_was_set_back_is_found, async |t: TestDb| {
    let verdict = found_after(&t, "UPDATE journal_head SET seq = 2").await;
    assert_eq!(verdict, Verdict::Broken(Break::Head(2)));
});

/// Rewrites entry `seq` with a hash that fits, as a careful forger would.
async fn forge(t: &TestDb, seq: i64) {
    let mut forged: Entry = entries(t).await.into_iter().find(|entry| entry.seq == seq).unwrap();
    forged.payload = r#"{"名称":"另一份"}"#.into();
    let hash = forged.expected_hash();
    assert_ne!(hash, forged.hash);
    tamper(t, "UPDATE journal SET payload = $1, hash = $2 WHERE seq = $3", args![forged.payload, hash, seq]).await;
}

db_test!(an_entry_changed_together_with_its_hash_breaks_the_chain, async |t: TestDb| {
    with_entries(&t, 3).await;
    forge(&t, 2).await;
    assert_eq!(verdict(&t).await, Verdict::Broken(Break::Unchained(3)));
});

db_test!(the_last_entry_changed_together_with_its_hash_does_not_fit_the_head, async |t: TestDb| {
    with_entries(&t, 3).await;
    forge(&t, 3).await;
    assert_eq!(verdict(&t).await, Verdict::Broken(Break::Head(3)));
});
