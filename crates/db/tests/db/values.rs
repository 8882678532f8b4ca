//! Values in and out, statements put together at run time.

use db::{FromRow, Json, Query, Row, Value, args, escape_like};
use jiff::civil::date;
use kernel::{Date, Time};
use serde_json::json;
use testkit::{TestDb, db_test};

const TABLE: &str = "CREATE TABLE thing (id BIGINT PRIMARY KEY, title TEXT, size DOUBLE PRECISION, open BIGINT,
                                         due TEXT, at BIGINT, extra TEXT)";
const ADD: &str = "INSERT INTO thing (id, title, size, open, due, at, extra) VALUES ($1, $2, $3, $4, $5, $6, $7)";

#[derive(Debug, PartialEq)]
struct Thing {
    title: Option<String>,
    size: Option<f64>,
    open: Option<bool>,
    due: Option<Date>,
    at: Option<Time>,
}

impl FromRow for Thing {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            title: row.get("title")?,
            size: row.get("size")?,
            open: row.get("open")?,
            due: row.get("due")?,
            at: row.get("at")?,
        })
    }
}

/// A table of our own, so that every type of column is there.
async fn things(t: &TestDb) -> db::Tx {
    let mut tx = t.db.write().await.unwrap();
    tx.exec(TABLE, args![]).await.unwrap();
    tx
}

db_test!(values_come_back_as_they_went_in, async |t: TestDb| {
    let mut tx = things(&t).await;
    let extra = json!({ "单位": ["市政府办"] });
    let (due, at) = (date(2022, 12, 31), Time(1_650_000_000_000));
    tx.exec_one(ADD, args![1, "公开'; --", 0.5, true, due, at, &extra]).await.unwrap();
    let thing: Thing = tx.one("SELECT * FROM thing", args![]).await.unwrap();
    let title = Some("公开'; --".to_owned());
    assert_eq!(thing, Thing { title, size: Some(0.5), open: Some(true), due: Some(due), at: Some(at) });

    struct Extra(serde_json::Value);
    impl FromRow for Extra {
        fn from_row(row: &Row) -> db::Result<Self> {
            row.get("extra").map(|Json(value)| Self(value))
        }
    }
    assert_eq!(tx.one::<Extra>("SELECT extra FROM thing", args![]).await.unwrap().0, extra);
});

db_test!(absent_values_of_every_type_are_kept_and_found, async |t: TestDb| {
    let mut tx = things(&t).await;
    let nothing = [
        Value::from(None::<String>),
        Value::from(None::<f64>),
        Value::from(None::<bool>),
        Value::from(None::<Date>),
        Value::from(None::<Time>),
        Value::from(None::<serde_json::Value>),
    ];
    tx.exec_one(ADD, [args![1], nothing.to_vec()].concat()).await.unwrap();
    let thing: Thing = tx.one("SELECT * FROM thing", args![]).await.unwrap();
    assert_eq!(thing, Thing { title: None, size: None, open: None, due: None, at: None });

    let found = "SELECT id FROM thing WHERE title IS NOT DISTINCT FROM $1 AND at IS NOT DISTINCT FROM $2";
    assert_eq!(tx.opt::<i64>(found, args![None::<String>, None::<Time>]).await.unwrap(), Some(1));
    assert_eq!(tx.opt::<i64>(found, args!["x", None::<Time>]).await.unwrap(), None);
});

db_test!(a_stored_value_of_the_wrong_form_is_called_corrupt, async |t: TestDb| {
    let mut tx = things(&t).await;
    tx.exec_one(ADD, args![1, None::<String>, 1.0, false, "31.12.2022", Time(0), "{"]).await.unwrap();
    let told = |result: db::Result<()>| match result {
        Err(db::Error::Corrupt(what)) => what,
        other => panic!("{other:?}"),
    };
    let row = |_: Thing| ();
    assert!(told(tx.one("SELECT * FROM thing", args![]).await.map(row)).contains("column due holds \"31.12.2022\""));
    assert!(told(tx.one("SELECT id FROM thing", args![]).await.map(row)).contains("title"));
    assert!(told(tx.one::<String>("SELECT title FROM thing", args![]).await.map(drop)).contains("NULL"));
});

db_test!(filters_are_put_together_at_run_time, async |t: TestDb| {
    let mut tx = things(&t).await;
    for (id, title) in [(1, "50%"), (2, "500"), (3, "5_0"), (4, "\\50%")] {
        tx.exec_one(ADD, args![id, title, 1.0, id % 2 == 0, None::<Date>, Time(id), "null"]).await.unwrap();
    }
    let mut found = async |build: fn(&mut Query) -> &mut Query| {
        let mut query = Query::new("SELECT id FROM thing WHERE id < $1", args![9]);
        build(&mut query).push(" ORDER BY id");
        tx.list::<i64>(query).await.unwrap()
    };
    assert_eq!(found(|q| q).await, [1, 2, 3, 4]);
    assert_eq!(found(|q| q.when(" AND open = ?", Some(true)).when(" AND id = ?", None::<i64>)).await, [2, 4]);
    assert_eq!(found(|q| q.within(" AND id IN", [1, 3])).await, [1, 3]);
    assert_eq!(found(|q| q.within(" AND id IN", Vec::<i64>::new())).await, [0; 0]);
    assert_eq!(found(|q| q.with(" AND (at, id) > (?, ?)", args![Time(2), 2])).await, [3, 4]);
    assert_eq!(found(|q| q.when(r" AND title LIKE ? ESCAPE '\'", Some(escape_like("50%")))).await, [1, 4]);
    assert_eq!(found(|q| q.when(r" AND title LIKE ? ESCAPE '\'", Some(escape_like("5_")))).await, [3]);
    assert_eq!(tx.count(Query::new("SELECT COUNT(*) FROM thing WHERE open = $1", args![true])).await.unwrap(), 2);
});
