//! What tests may expect of their databases.

extern crate gongkai_testkit as testkit;

use std::process::Command;

use db::{Engine, Server, args};

use testkit::database::{self, URL};
use testkit::{TestDb, db_test, run};

db_test!(a_test_begins_with_a_migrated_database_nobody_wrote_to, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    assert_eq!(tx.one::<i64>("SELECT seq FROM journal_head", args![]).await.unwrap(), 0);
    tx.exec("INSERT INTO follower (name, seq) VALUES ('mine', 1)", args![]).await.unwrap();
    tx.commit().await.unwrap();

    let other = match t.db.engine() {
        Engine::Sqlite => database::sqlite().await,
        Engine::Postgres => database::postgres().await,
    };
    let mut tx = other.db.read().await.unwrap();
    assert_eq!(tx.one::<i64>("SELECT COUNT(*) FROM follower", args![]).await.unwrap(), 0);
});

db_test!(another_node_sees_what_was_committed, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    tx.exec("INSERT INTO follower (name, seq) VALUES ('mine', 7)", args![]).await.unwrap();
    tx.commit().await.unwrap();
    let node = t.another_node().await;
    let mut tx = node.read().await.unwrap();
    assert_eq!(tx.one::<i64>("SELECT seq FROM follower", args![]).await.unwrap(), 7);
});

#[test]
fn a_file_is_deleted_with_its_test() {
    run(async {
        let t = database::sqlite().await;
        let folder = t.folder().to_owned();
        assert!(folder.join("gongkai.sqlite").exists());
        drop(t);
        assert!(!folder.exists());
    });
}

#[test]
fn a_database_is_dropped_with_its_test_even_when_connections_are_open() {
    run(async {
        let t = database::postgres().await;
        let name = t.url().rsplit_once('/').unwrap().1.split('?').next().unwrap().to_owned();
        let mut server = Server::connect(&std::env::var(URL).unwrap()).await.unwrap();
        assert!(server.has(&name).await.unwrap());
        let kept_open = t.db.clone();
        let tx = kept_open.read().await.unwrap();
        drop(t);
        assert!(!server.has(&name).await.unwrap());
        drop(tx);
    });
}

#[test]
fn without_a_server_a_postgres_test_fails_and_says_what_to_run() {
    let test = "another_node_sees_what_was_committed::postgres";
    let ended =
        Command::new(std::env::current_exe().unwrap()).args(["--exact", test]).env_remove(URL).output().unwrap();
    assert!(!ended.status.success());
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(said.contains("1 failed") && said.contains("`cargo xtask test`"), "{said}");
}
