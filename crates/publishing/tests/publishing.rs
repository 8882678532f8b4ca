//! What the public can see, and that it stays as it was published; on both databases.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

extern crate gongkai_publishing as publishing;

use std::collections::HashSet;

use db::{Engine, Error, Tx, args};
use journal::Actor;
use kernel::{Date, Time};
use publishing::{
    Draft, Effect, Facet, Item, Listing, Note, Share, Standing, Validity, Wanted, count, facet, find, list, page,
    publish, version, versions, withdraw,
};
use serde_json::{Value, json};
use testkit::{TestDb, db_test};

/// A draft of government `g1`.
fn draft<'a>(id: &'a str, title: &'a str, body: Value) -> Draft<'a> {
    Draft {
        item_id: id,
        government_id: "g1",
        unit_id: Some("u1"),
        kind: "work_plan",
        title,
        body,
        listing: Listing::default(),
    }
}

async fn published(tx: &mut Tx, at: i64, id: &str, title: &str) -> i64 {
    publish(tx, Time(at), &Actor::system(), draft(id, title, json!({ "text": title }))).await.unwrap()
}

async fn withdrawn(tx: &mut Tx, at: i64, id: &str) -> db::Result<()> {
    withdraw(tx, Time(at), &Actor::system(), id, "内容有误").await
}

/// What the journal says was done, oldest first.
async fn acts(tx: &mut Tx) -> Vec<String> {
    journal::after(tx, 0, 100).await.unwrap().into_iter().map(|entry| entry.act).collect()
}

db_test!(what_is_published_can_be_read, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    assert!(find(&mut tx, "plan").await.unwrap().is_none());
    assert_eq!(published(&mut tx, 5, "plan", "要点").await, 1);
    tx.commit().await.unwrap();

    let mut tx = t.db.read().await.unwrap();
    let (item, newest) = find(&mut tx, "plan").await.unwrap().unwrap();
    assert_eq!((item.title.as_str(), item.version, item.withdrawn), ("要点", 1, false));
    assert_eq!((item.government_id.as_str(), item.unit_id.as_deref()), ("g1", Some("u1")));
    assert_eq!((item.first_published_at, item.published_at), (Time(5), Time(5)));
    assert_eq!((newest.version, newest.body, newest.withdrawal), (1, json!({ "text": "要点" }), None));
    assert_eq!(acts(&mut tx).await, ["publication.published"]);
});

db_test!(a_new_version_supersedes_and_the_old_one_stays, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    published(&mut tx, 5, "plan", "要点").await;
    assert_eq!(published(&mut tx, 9, "plan", "要点（修订）").await, 2);
    let (item, newest) = find(&mut tx, "plan").await.unwrap().unwrap();
    assert_eq!((item.title.as_str(), item.first_published_at, item.published_at), ("要点（修订）", Time(5), Time(9)));
    assert_eq!(newest.body, json!({ "text": "要点（修订）" }));
    let first = version(&mut tx, "plan", 1).await.unwrap().unwrap();
    assert_eq!((first.published_at, first.body), (Time(5), json!({ "text": "要点" })));
    assert!(version(&mut tx, "plan", 3).await.unwrap().is_none());
    let all = versions(&mut tx, "plan").await.unwrap();
    assert_eq!(
        all.iter().map(|v| (v.version, v.title.as_str())).collect::<Vec<_>>(),
        [(2, "要点（修订）"), (1, "要点")]
    );
});

db_test!(withdrawing_leaves_a_tombstone_with_the_reason, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    published(&mut tx, 5, "plan", "要点").await;
    withdrawn(&mut tx, 7, "plan").await.unwrap();
    let (item, newest) = find(&mut tx, "plan").await.unwrap().unwrap();
    assert_eq!((item.withdrawn, item.version, item.published_at), (true, 2, Time(7)));
    assert_eq!((newest.body, newest.withdrawal.as_deref()), (Value::Null, Some("内容有误")));
    assert!(list(&mut tx, "g1", None, None, 10).await.unwrap().is_empty());
    assert_eq!(acts(&mut tx).await, ["publication.published", "publication.withdrawn"]);
});

db_test!(what_is_not_public_cannot_be_withdrawn, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    published(&mut tx, 5, "plan", "要点").await;
    withdrawn(&mut tx, 7, "plan").await.unwrap();
    assert!(matches!(withdrawn(&mut tx, 8, "plan").await, Err(Error::Stale)));
    assert!(matches!(withdrawn(&mut tx, 8, "never").await, Err(Error::Stale)));
    assert_eq!(acts(&mut tx).await.len(), 2);
});

db_test!(what_was_withdrawn_can_be_published_again, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    published(&mut tx, 5, "plan", "要点").await;
    withdrawn(&mut tx, 7, "plan").await.unwrap();
    assert_eq!(published(&mut tx, 9, "plan", "要点").await, 3);
    let (item, newest) = find(&mut tx, "plan").await.unwrap().unwrap();
    assert!(!item.withdrawn && newest.withdrawal.is_none());
    assert_eq!((item.first_published_at, item.published_at), (Time(5), Time(9)));
    let tombstone = version(&mut tx, "plan", 2).await.unwrap().unwrap();
    assert_eq!(tombstone.withdrawal.as_deref(), Some("内容有误"));
});

db_test!(an_address_keeps_its_government_and_kind, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    published(&mut tx, 5, "plan", "要点").await;
    let of_another = Draft { government_id: "g2", ..draft("plan", "x", Value::Null) };
    assert!(matches!(publish(&mut tx, Time(6), &Actor::system(), of_another).await, Err(Error::Stale)));
    let of_another_kind = Draft { kind: "document", ..draft("plan", "x", Value::Null) };
    assert!(matches!(publish(&mut tx, Time(6), &Actor::system(), of_another_kind).await, Err(Error::Stale)));
    assert_eq!(find(&mut tx, "plan").await.unwrap().unwrap().0.title, "要点");
});

db_test!(two_people_publishing_the_same_at_once_make_two_versions, async |t: TestDb| {
    let publish_on = async |db: db::Db, title: &str| {
        let mut tx = db.write().await.unwrap();
        let version = published(&mut tx, 5, "plan", title).await;
        tx.commit().await.unwrap();
        version
    };
    let (a, b) = tokio::join!(publish_on(t.db.clone(), "甲"), publish_on(t.another_node().await, "乙"));
    assert_eq!(HashSet::from([a, b]), HashSet::from([1, 2]));
    let mut tx = t.db.read().await.unwrap();
    assert_eq!(versions(&mut tx, "plan").await.unwrap().len(), 2);
});

db_test!(a_version_is_neither_changed_nor_removed, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    published(&mut tx, 5, "plan", "要点").await;
    tx.commit().await.unwrap();
    let mut attempts = vec![
        "UPDATE publication SET body = 'null'",
        "DELETE FROM publication WHERE version = 1",
        "DELETE FROM publication",
    ];
    attempts.push(match t.db.engine() {
        Engine::Sqlite => "REPLACE INTO publication SELECT item_id, version, 0, 'x', body, NULL FROM publication",
        Engine::Postgres => "TRUNCATE publication",
    });
    for sql in attempts {
        let mut tx = t.db.write().await.unwrap();
        let refused = tx.exec(sql, args![]).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }
    let mut tx = t.db.read().await.unwrap();
    assert_eq!(version(&mut tx, "plan", 1).await.unwrap().unwrap().body, json!({ "text": "要点" }));
});

db_test!(a_list_shows_one_government_and_one_kind, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    published(&mut tx, 1, "a", "甲").await;
    let system = Actor::system();
    let other_kind = Draft { kind: "document", ..draft("b", "乙", Value::Null) };
    publish(&mut tx, Time(2), &system, other_kind).await.unwrap();
    let other_government = Draft { government_id: "g2", ..draft("c", "丙", Value::Null) };
    publish(&mut tx, Time(3), &system, other_government).await.unwrap();
    let mut ids = async |government, kind| {
        let items = list(&mut tx, government, kind, None, 10).await.unwrap();
        items.into_iter().map(|item| item.id).collect::<Vec<_>>()
    };
    assert_eq!(ids("g1", None).await, ["b", "a"]);
    assert_eq!(ids("g1", Some("work_plan")).await, ["a"]);
    assert_eq!(ids("g2", None).await, ["c"]);
    assert!(ids("g3", None).await.is_empty());
});

db_test!(pages_have_no_gap_and_no_repeat_while_more_is_published, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    // Three at each moment, so that pages end in the middle of one.
    for n in 0..20 {
        published(&mut tx, 100 + n / 3, &format!("old-{n:02}"), "旧").await;
    }
    let mut seen: Vec<String> = Vec::new();
    let mut last: Option<Item> = None;
    for page in 0.. {
        let before = last.as_ref().map(|item| (item.published_at, item.id.as_str()));
        let items = list(&mut tx, "g1", Some("work_plan"), before, 4).await.unwrap();
        if items.is_empty() {
            break;
        }
        seen.extend(items.iter().map(|item| item.id.clone()));
        last = items.into_iter().last();
        published(&mut tx, 200 + page, &format!("new-{page}"), "新").await;
    }
    let newest_first: Vec<String> = [18, 19]
        .into_iter()
        .rev()
        .chain((0..6).rev().flat_map(|m| (3 * m..3 * m + 3).rev()))
        .map(|n| format!("old-{n:02}"))
        .collect();
    assert_eq!(seen, newest_first);
});

fn document<'a>(id: &'a str, title: &'a str, listing: Listing) -> Draft<'a> {
    Draft { kind: "document", listing, ..draft(id, title, json!({})) }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

db_test!(a_list_and_its_counts_agree_with_the_standing_of_each, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    let actor = Actor::system();
    let ended = |effect, on: &str| {
        let by = Note { effect, on: day(on), by: None, title: "决定".into(), number: None, words: String::new() };
        Standing::derive(Some(day("2020-01-01")), None, vec![by])
    };
    let standings = [
        ("a", Some(Standing::derive(Some(day("2020-01-01")), None, vec![]))),
        ("b", Some(Standing::derive(Some(day("2020-01-01")), Some(day("2021-12-31")), vec![]))),
        ("c", Some(Standing::derive(Some(day("2030-01-01")), None, vec![]))),
        ("d", Some(ended(Effect::Repealed, "2022-02-01"))),
        ("e", Some(ended(Effect::Amended, "2022-02-01"))),
        ("f", None),
    ];
    for (at, (id, standing)) in standings.iter().enumerate() {
        let listing = Listing {
            form: if *id == "f" { "notice" } else { "normative" }.into(),
            dated_on: Some(day(&format!("20{}-06-01", 20 + at % 2))),
            themes: vec![format!("t{}", at % 3)],
            standing: standing.clone(),
            ..Listing::default()
        };
        publish(&mut tx, Time(10 + at as i64), &actor, document(id, id, listing)).await.unwrap();
    }
    // In no general list.
    publish(&mut tx, Time(20), &actor, draft("z", "进展", json!({}))).await.unwrap();

    for on in ["2019-01-01", "2022-01-01", "2022-02-01", "2031-01-01"].map(day) {
        for validity in Validity::ALL {
            let wanted = Wanted { validity: Some((validity, on)), ..Wanted::default() };
            let found: Vec<String> =
                page(&mut tx, &wanted, None, 10).await.unwrap().into_iter().rev().map(|item| item.id).collect();
            let expected =
                standings.iter().filter(|(_, one)| one.as_ref().is_some_and(|one| one.validity(on) == validity));
            assert_eq!(found, expected.map(|(id, _)| *id).collect::<Vec<_>>(), "{validity:?} on {on}");
            assert_eq!(count(&mut tx, &wanted).await.unwrap(), found.len() as i64);
        }
    }
    let shares = |found: Vec<Share>| found.into_iter().map(|one| (one.value, one.count)).collect::<Vec<_>>();
    let all = Wanted::default();
    assert_eq!(
        shares(facet(&mut tx, &all, Facet::Form, 9).await.unwrap()),
        [("normative".into(), 5), ("notice".into(), 1)]
    );
    assert_eq!(shares(facet(&mut tx, &all, Facet::Year, 9).await.unwrap()), [("2021".into(), 3), ("2020".into(), 3)]);
    assert_eq!(facet(&mut tx, &all, Facet::Theme, 9).await.unwrap().len(), 3);
    let themed = Wanted { theme_id: Some("t0".into()), year: Some(2021), ..Wanted::default() };
    let ids = page(&mut tx, &themed, None, 9).await.unwrap().into_iter().map(|item| item.id).collect::<Vec<_>>();
    assert_eq!(ids, ["d"]);

    // A mark shows in lists at once, is recorded once, and is no new version.
    let repealed = ended(Effect::Repealed, "2022-03-01");
    publishing::mark(&mut tx, Time(30), &actor, "a", &repealed).await.unwrap();
    publishing::mark(&mut tx, Time(31), &actor, "a", &repealed).await.unwrap();
    let (item, newest) = find(&mut tx, "a").await.unwrap().unwrap();
    assert_eq!((item.validity(day("2022-03-01")), newest.version), (Some(Validity::Repealed), 1));
    assert_eq!(acts(&mut tx).await.iter().filter(|act| *act == "publication.marked").count(), 1);
    let refused = publishing::mark(&mut tx, Time(31), &actor, "nothing", &repealed).await;
    assert!(matches!(refused, Err(Error::Stale)));
});
