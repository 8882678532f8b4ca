//! Sessions: who a token speaks for, and until when.

use directory::session::{self, IDLE_HOURS, LONGEST_HOURS};
use directory::{Capability, Role, person};
use testkit::{TestDb, db_test};

use crate::people::app;

db_test!(a_token_speaks_for_one_person_in_one_post, async |db: TestDb| {
    let app = app(db).await;
    let g = app.given_government("甲市").await;
    let unit = app.given_unit(&g, "市财政局").await;
    let anna = app.given_person("anna", Role::Officer, Some(&g), Some(&unit)).await;
    let post = app.given_post(&anna, Role::Administrator, None, None).await;
    let now = app.clock.now();
    let mut tx = app.db.write().await.unwrap();
    let token = session::begin(&mut tx, now, &anna.id, &post.id, "a browser").await.unwrap();
    let (principal, _) = session::principal(&mut tx, now, &token).await.unwrap().unwrap();
    assert!(principal.may(Capability::ManageGovernments) && !principal.may(Capability::EditOwnEntries));
    assert!(!principal.may(Capability::ManageUnits), "that is a government's business");
    assert!(principal.government().is_err() && !principal.reaches(&g.id, None));
    let others = [&token[1..], &session::token_hash(&token), ""];
    for wrong in others {
        assert!(session::principal(&mut tx, now, wrong).await.unwrap().is_none());
    }
});

db_test!(an_officer_reaches_one_unit_and_the_office_all, async |db: TestDb| {
    let app = app(db).await;
    let (g, other) = (app.given_government("甲市").await, app.given_government("乙市").await);
    let unit = app.given_unit(&g, "市财政局").await;
    let officer = app.given_person("anna", Role::Officer, Some(&g), Some(&unit)).await;
    let office = app.given_person("bert", Role::Office, Some(&g), None).await;
    let now = app.clock.now();
    let mut tx = app.db.write().await.unwrap();
    let mut reach = Vec::new();
    for person in [officer, office] {
        let post = person::posts(&mut tx, &person.id).await.unwrap().remove(0);
        let token = session::begin(&mut tx, now, &person.id, &post.id, "").await.unwrap();
        let (p, _) = session::principal(&mut tx, now, &token).await.unwrap().unwrap();
        reach.push([p.reaches(&g.id, Some(&unit.id)), p.reaches(&g.id, Some("else")), p.reaches(&other.id, None)]);
    }
    assert_eq!(reach, [[true, false, false], [true, true, false]]);
});

db_test!(ended_sessions_are_swept_and_living_ones_stay, async |db: TestDb| {
    let app = app(db).await;
    let anna = app.given_person("anna", Role::Administrator, None, None).await;
    let now = app.clock.now();
    let mut tx = app.db.write().await.unwrap();
    let post = person::posts(&mut tx, &anna.id).await.unwrap().remove(0);
    let idle = session::begin(&mut tx, now, &anna.id, &post.id, "").await.unwrap();
    let later = now.plus_hours(IDLE_HOURS);
    let living = session::begin(&mut tx, later, &anna.id, &post.id, "").await.unwrap();
    assert!(session::principal(&mut tx, later, &idle).await.unwrap().is_none());
    assert_eq!(session::sweep(&mut tx, later).await.unwrap(), 1);
    assert!(session::principal(&mut tx, later, &living).await.unwrap().is_some());
    let hash = session::token_hash(&living);
    let end = later.plus_hours(LONGEST_HOURS);
    session::touch(&mut tx, end.plus_minutes(-2), &hash).await.unwrap();
    assert!(session::principal(&mut tx, end.plus_minutes(-1), &living).await.unwrap().is_some());
    assert!(session::principal(&mut tx, end, &living).await.unwrap().is_none(), "a day is the longest");
});

db_test!(all_sessions_but_one_end, async |db: TestDb| {
    let app = app(db).await;
    let anna = app.given_person("anna", Role::Administrator, None, None).await;
    let bert = app.given_person("bert", Role::Administrator, None, None).await;
    let now = app.clock.now();
    let mut tx = app.db.write().await.unwrap();
    let mut tokens = Vec::new();
    for person in [&anna, &anna, &bert] {
        let post = person::posts(&mut tx, &person.id).await.unwrap().remove(0);
        tokens.push(session::begin(&mut tx, now, &person.id, &post.id, "").await.unwrap());
    }
    session::end_all(&mut tx, &anna.id, Some(&session::token_hash(&tokens[0]))).await.unwrap();
    session::end(&mut tx, &anna.id, &session::token_hash(&tokens[2])).await.unwrap();
    let mut living = Vec::new();
    for token in &tokens {
        living.push(session::principal(&mut tx, now, token).await.unwrap().is_some());
    }
    assert_eq!(living, [true, false, true], "nobody ends another's session");
});
