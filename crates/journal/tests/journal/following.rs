//! Followers apply every entry exactly once in effect, whatever happens in between.

use db::{Db, Error, Tx, args};
use journal::{Entry, catch_up, rewind};
use testkit::{TestDb, db_test};

use crate::with_entries;

/// Where the follower of these tests leaves its effects; nothing keeps it from noting an entry twice.
async fn notebook(t: &TestDb) {
    let mut tx = t.db.write().await.unwrap();
    tx.exec("CREATE TABLE noted (seq BIGINT NOT NULL)", args![]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn note(tx: &mut Tx, entry: &Entry) -> db::Result<()> {
    tx.exec_one("INSERT INTO noted (seq) VALUES ($1)", args![entry.seq]).await
}

async fn noted(t: &TestDb) -> Vec<i64> {
    let mut tx = t.db.read().await.unwrap();
    tx.all("SELECT seq FROM noted ORDER BY seq", args![]).await.unwrap()
}

async fn follow(db: &Db) -> usize {
    catch_up(db, "notes", 3, async |tx, entry| note(tx, entry).await).await.unwrap()
}

db_test!(a_follower_applies_what_is_new_and_only_that, async |t: TestDb| {
    notebook(&t).await;
    assert_eq!(follow(&t.db).await, 0);
    with_entries(&t, 7).await;
    assert_eq!(follow(&t.db).await, 7);
    assert_eq!(follow(&t.db).await, 0);
    with_entries(&t, 2).await;
    assert_eq!(follow(&t.db).await, 2);
    assert!(noted(&t).await.into_iter().eq(1..=9));
});

db_test!(a_follower_that_fails_in_a_batch_resumes_at_its_beginning, async |t: TestDb| {
    notebook(&t).await;
    with_entries(&t, 7).await;
    let failed = catch_up(&t.db, "notes", 3, async |tx, entry| {
        note(tx, entry).await?;
        if entry.seq == 5 { Err(Error::Stale) } else { Ok(()) }
    });
    assert!(matches!(failed.await, Err(Error::Stale)));
    assert_eq!(noted(&t).await, [1, 2, 3]);
    assert_eq!(follow(&t.db).await, 4);
    assert!(noted(&t).await.into_iter().eq(1..=7));
});

db_test!(a_follower_that_is_dropped_in_a_batch_resumes_at_its_beginning, async |t: TestDb| {
    notebook(&t).await;
    with_entries(&t, 7).await;
    let db = t.another_node().await;
    let (reached, mut when_reached) = tokio::sync::mpsc::channel(1);
    let follower = tokio::spawn(async move {
        catch_up(&db, "notes", 3, async move |tx: &mut Tx, entry: &Entry| {
            note(tx, entry).await?;
            if entry.seq == 5 {
                reached.send(()).await.unwrap();
                std::future::pending::<()>().await;
            }
            Ok(())
        })
        .await
    });
    when_reached.recv().await.unwrap();
    follower.abort();
    assert!(follower.await.unwrap_err().is_cancelled());
    assert_eq!(noted(&t).await, [1, 2, 3]);
    assert_eq!(follow(&t.db).await, 4);
    assert!(noted(&t).await.into_iter().eq(1..=7));
});

db_test!(two_nodes_that_follow_at_once_share_the_work, async |t: TestDb| {
    notebook(&t).await;
    with_entries(&t, 100).await;
    let (a, b) = (t.another_node().await, t.another_node().await);
    let (of_a, of_b) = tokio::join!(follow(&a), follow(&b));
    assert_eq!(of_a + of_b, 100);
    assert!(noted(&t).await.into_iter().eq(1..=100));
});

db_test!(each_follower_has_a_cursor_of_its_own, async |t: TestDb| {
    notebook(&t).await;
    with_entries(&t, 2).await;
    assert_eq!(follow(&t.db).await, 2);
    assert_eq!(catch_up(&t.db, "another", 3, async |_, _| Ok(())).await.unwrap(), 2);
});

db_test!(a_rewound_follower_rebuilds, async |t: TestDb| {
    notebook(&t).await;
    with_entries(&t, 7).await;
    follow(&t.db).await;
    let mut tx = t.db.write().await.unwrap();
    tx.exec("DELETE FROM noted", args![]).await.unwrap();
    rewind(&mut tx, "notes").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(follow(&t.db).await, 7);
    assert!(noted(&t).await.into_iter().eq(1..=7));
});
