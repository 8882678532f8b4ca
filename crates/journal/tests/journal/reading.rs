//! Reading for people: about one thing, newest first, page by page.

use journal::{Filter, newest, of_subject};
use testkit::{TestDb, db_test};

use crate::with_entries;

db_test!(the_history_of_one_thing_is_its_own, async |t: TestDb| {
    with_entries(&t, 3).await;
    with_entries(&t, 3).await;
    let mut tx = t.db.read().await.unwrap();
    let history = of_subject(&mut tx, "plan", "2", 10).await.unwrap();
    assert_eq!(history.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [5, 2]);
    assert!(of_subject(&mut tx, "document", "2", 10).await.unwrap().is_empty());
});

db_test!(the_newest_entries_are_filtered_and_paged, async |t: TestDb| {
    with_entries(&t, 5).await;
    let mut tx = t.db.read().await.unwrap();
    let mut numbers = async |filter: Filter, limit| {
        let found = newest(&mut tx, filter, limit).await.unwrap();
        found.iter().map(|entry| entry.seq).collect::<Vec<_>>()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(numbers(Filter::default(), 2).await, [5, 4]);
    assert_eq!(numbers(Filter { before: Some(4), ..Filter::default() }, 2).await, [3, 2]);
    let all = Filter { government: some("g1"), unit: None, act: some("plan."), actor: some("p1"), before: None };
    assert_eq!(numbers(all.clone(), 9).await, [5, 4, 3, 2, 1]);
    assert!(numbers(Filter { act: some("pla."), ..all.clone() }, 9).await.is_empty());
    assert!(numbers(Filter { unit: some("u1"), ..all.clone() }, 9).await.is_empty());
    assert!(numbers(Filter { actor: some("p2"), ..all.clone() }, 9).await.is_empty());
    assert!(numbers(Filter { government: some("g2"), ..all }, 9).await.is_empty());
});
