//! The outbox without a mail server: queued once, held by one, never sent again by itself when nobody is sure.

use kernel::Clock;
use mail::{Security, State, send_due, store};
use testkit::{TestDb, db_test};

use crate::server::settings;
use crate::{AT, found, letter, queue};

db_test!(the_same_cause_is_queued_once, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    assert!(mail::enqueue(&mut tx, AT, &letter("a")).await.unwrap().is_some());
    assert!(mail::enqueue(&mut tx, AT, &letter("a")).await.unwrap().is_none());
    tx.commit().await.unwrap();
    let two = async || {
        let mut tx = t.db.write().await.unwrap();
        let id = mail::enqueue(&mut tx, AT, &letter("b")).await.unwrap();
        tx.commit().await.unwrap();
        id.is_some()
    };
    let (one, other) = tokio::join!(two(), two());
    assert!(one != other, "one of two at once queues it");
});

db_test!(what_is_rolled_back_was_never_queued, async |t: TestDb| {
    let mut tx = t.db.write().await.unwrap();
    let id = mail::enqueue(&mut tx, AT, &letter("a")).await.unwrap().unwrap();
    drop(tx);
    let mut tx = t.db.read().await.unwrap();
    assert!(store::find(&mut tx, &id).await.unwrap().is_none());
});

db_test!(a_claim_is_held_until_it_runs_out_and_then_lost, async |t: TestDb| {
    let ids = queue(&t.db, &[letter("a")]).await;
    let (lease, later) = (AT.plus_minutes(3), AT.plus_minutes(4));
    let mut tx = t.db.write().await.unwrap();
    assert!(store::claim(&mut tx, AT, lease, "one").await.unwrap().is_some());
    assert!(store::claim(&mut tx, AT, lease, "two").await.unwrap().is_none());
    assert!(store::claim(&mut tx, later, later.plus_minutes(3), "two").await.unwrap().is_some());
    // The first comes back late: it may not hand the letter over any more.
    let late = store::handing(&mut tx, later, later, &ids[0], "one").await;
    assert!(matches!(late, Err(db::Error::Stale)), "{late:?}");
    store::handing(&mut tx, later, later.plus_minutes(3), &ids[0], "two").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(&t.db, &ids[0]).await.attempts, 2);
});

db_test!(a_letter_left_while_handed_over_becomes_unsure_and_stays_where_it_is, async |t: TestDb| {
    let ids = queue(&t.db, &[letter("a")]).await;
    let lease = AT.plus_minutes(3);
    let mut tx = t.db.write().await.unwrap();
    store::claim(&mut tx, AT, lease, "one").await.unwrap();
    store::handing(&mut tx, AT, lease, &ids[0], "one").await.unwrap();
    tx.commit().await.unwrap();
    // No mail server is at this port: a try would show.
    let server = settings(1, Security::None, b"");
    for minutes in [0, 3, 60, 60 * 24 * 7] {
        let clock = Clock::fixed(AT.plus_minutes(minutes));
        let round = send_due(&t.db, &clock, &server, || false).await.unwrap();
        assert_eq!((round.sent, round.put_back), (0, 0));
        assert_eq!(round.unsure, u64::from(minutes == 3));
    }
    let unsure = found(&t.db, &ids[0]).await;
    assert_eq!((unsure.state, unsure.attempts), (State::Unsure, 1));
    // Its sender was only slow, and knows better.
    let mut tx = t.db.write().await.unwrap();
    store::settle(&mut tx, AT.plus_hours(1), &ids[0], "one", State::Sent, "250 OK").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(&t.db, &ids[0]).await.state, State::Sent);
});

db_test!(a_letter_withdrawn_under_its_sender_is_not_handed_over, async |t: TestDb| {
    let ids = queue(&t.db, &[letter("a")]).await;
    let mut tx = t.db.write().await.unwrap();
    store::claim(&mut tx, AT, AT.plus_minutes(3), "one").await.unwrap();
    assert!(mail::withdraw(&mut tx, AT, &ids[0], "并入今天的提醒。").await.unwrap());
    let refused = store::handing(&mut tx, AT, AT.plus_minutes(3), &ids[0], "one").await;
    assert!(matches!(refused, Err(db::Error::Stale)));
    assert!(!mail::withdraw(&mut tx, AT, &ids[0], "再来一次").await.unwrap());
    let states = mail::states(&mut tx, &[&ids[0], "nobody"]).await.unwrap();
    assert_eq!(states.into_iter().collect::<Vec<_>>(), [(ids[0].clone(), State::GivenUp)]);
});

db_test!(sending_again_begins_anew_and_only_from_what_was_seen, async |t: TestDb| {
    let ids = queue(&t.db, &[letter("a")]).await;
    let mut tx = t.db.write().await.unwrap();
    store::claim(&mut tx, AT, AT.plus_minutes(3), "one").await.unwrap();
    store::settle(&mut tx, AT, &ids[0], "one", State::Dead, "550 no such user").await.unwrap();
    tx.commit().await.unwrap();
    let dead = found(&t.db, &ids[0]).await;
    let mut tx = t.db.write().await.unwrap();
    let stale = store::resend(&mut tx, AT, &dead, dead.version - 1, "new@example.gov.cn").await;
    assert!(matches!(stale, Err(db::Error::Stale)));
    store::resend(&mut tx, AT, &dead, dead.version, "new@example.gov.cn").await.unwrap();
    tx.commit().await.unwrap();
    let again = found(&t.db, &ids[0]).await;
    assert_eq!(
        (again.state, again.attempts, again.letter.to_address.as_str()),
        (State::Waiting, 0, "new@example.gov.cn")
    );
});
