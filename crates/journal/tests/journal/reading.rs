//! Reading for people: about one thing, newest first, page by page.

use journal::{Filter, find, newest, of_subject};
use kernel::Time;
use testkit::{TestDb, db_test};

use crate::{AT, with_entries};

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
    let all = Filter {
        government: some("g1"),
        act: some("plan."),
        actor: some("p1"),
        actor_name: some("三"),
        subject_kind: some("plan"),
        from: Some(AT),
        until: Some(Time(AT.0 + 1)),
        ..Filter::default()
    };
    assert_eq!(numbers(all.clone(), 9).await, [5, 4, 3, 2, 1]);
    assert_eq!(numbers(Filter { subject_id: some("2"), ..all.clone() }, 9).await, [2]);
    for none in [
        Filter { government: some("g2"), ..all.clone() },
        Filter { unit: some("u1"), ..all.clone() },
        Filter { act: some("pla."), ..all.clone() },
        Filter { act: some("%adopted"), ..all.clone() },
        Filter { actor: some("p2"), ..all.clone() },
        Filter { actor_name: some("李"), ..all.clone() },
        Filter { subject_kind: some("unit"), ..all.clone() },
        Filter { from: Some(Time(AT.0 + 1)), ..all.clone() },
        Filter { until: Some(AT), ..all.clone() },
    ] {
        assert!(numbers(none.clone(), 9).await.is_empty(), "{none:?}");
    }
});

db_test!(an_entry_is_found_by_its_number, async |t: TestDb| {
    with_entries(&t, 2).await;
    let mut tx = t.db.read().await.unwrap();
    assert_eq!(find(&mut tx, 2).await.unwrap().unwrap().subject_id, "2");
    assert!(find(&mut tx, 3).await.unwrap().is_none());
});
