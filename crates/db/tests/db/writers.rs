//! Many writers at once.

use db::args;
use testkit::{TestDb, db_test};

db_test!(twenty_writers_at_once_all_succeed, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    tx.exec("INSERT INTO follower (name, seq) VALUES ('counter', 0)", args![]).await.unwrap();
    tx.commit().await.unwrap();

    let nodes = [t.db.clone(), t.another_node().await];
    let writers: Vec<_> = (0..20)
        .map(|n| {
            let db = nodes[n % 2].clone();
            tokio::spawn(async move {
                for _ in 0..5 {
                    let mut tx = db.write().await?;
                    tx.exec_one("UPDATE follower SET seq = seq + 1 WHERE name = 'counter'", args![]).await?;
                    tx.commit().await?;
                }
                db::Result::Ok(())
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    let mut tx = t.db.read().await.unwrap();
    assert_eq!(tx.one::<i64>("SELECT seq FROM follower", args![]).await.unwrap(), 100);
});
