//! Numbers without gaps, in the order of commits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use db::Db;
use journal::{Verdict, verify};
use testkit::{TestDb, db_test};

use crate::{AT, entries, record};

db_test!(an_act_is_kept_with_all_its_particulars, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    assert_eq!(record(&mut tx, "a").await.unwrap(), 1);
    assert_eq!(record(&mut tx, "b").await.unwrap(), 2);
    tx.commit().await.unwrap();
    let [first, second] = <[_; 2]>::try_from(entries(&t).await).unwrap();
    assert_eq!((first.actor.name.as_str(), first.act.as_str(), first.at), ("张三", "plan.adopted", AT));
    assert_eq!((first.government_id.as_deref(), first.unit_id.as_deref()), (Some("g1"), None));
    assert_eq!((first.subject_kind.as_str(), first.subject_id.as_str()), ("plan", "a"));
    assert_eq!(first.details()["名称"], "工作要点");
    assert_eq!((first.previous_hash.as_str(), &first.hash), ("", &second.previous_hash));
});

db_test!(an_act_that_is_rolled_back_leaves_no_gap, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    assert_eq!(record(&mut tx, "a").await.unwrap(), 1);
    drop(tx);
    let mut tx = t.db.write().await.unwrap();
    assert_eq!(record(&mut tx, "b").await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(verify(&t.db, |_, _| ()).await.unwrap(), Verdict::Whole(1));
});

/// Records ten acts and takes every third back; answers the numbers that were committed.
async fn ten_acts(db: Db, writer: usize) -> db::Result<Vec<i64>> {
    let mut committed = Vec::new();
    for n in 0..10 {
        let mut tx = db.write().await?;
        let seq = record(&mut tx, &format!("{writer}-{n}")).await?;
        if (writer + n).is_multiple_of(3) {
            continue;
        }
        tx.commit().await?;
        committed.push(seq);
    }
    Ok(committed)
}

db_test!(sixteen_writers_at_once_leave_no_gap_and_no_reader_ever_sees_one, async |t: TestDb| {
    let nodes = [t.db.clone(), t.another_node().await];
    let writers: Vec<_> = (0..16).map(|n| tokio::spawn(ten_acts(nodes[n % 2].clone(), n))).collect();

    // A number that appeared before a smaller one would be skipped by every follower.
    let done = Arc::new(AtomicBool::new(false));
    let (db, finished) = (t.another_node().await, done.clone());
    let reader = tokio::spawn(async move {
        while !finished.load(Ordering::SeqCst) {
            let mut tx = db.read().await.unwrap();
            let seen = journal::after(&mut tx, 0, 1000).await.unwrap();
            assert!(seen.iter().map(|entry| entry.seq).eq(1..=seen.len() as i64));
            assert_eq!(journal::head(&mut tx).await.unwrap(), seen.len() as i64);
        }
    });
    let mut acknowledged = Vec::new();
    for writer in writers {
        let numbers = writer.await.unwrap().unwrap();
        assert!(numbers.is_sorted(), "{numbers:?}");
        acknowledged.extend(numbers);
    }
    done.store(true, Ordering::SeqCst);
    reader.await.unwrap();

    acknowledged.sort_unstable();
    assert!(acknowledged.iter().copied().eq(1..=acknowledged.len() as i64));
    assert_eq!(verify(&t.db, |_, _| ()).await.unwrap(), Verdict::Whole(acknowledged.len() as i64));
});
