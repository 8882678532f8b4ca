//! People, posts, and who administers what.

use db::{Error, Tx};
use directory::person::{self, Filter};
use directory::{Person, Role, government};
use testkit::{TestApp, TestDb, db_test};

/// An application without pages: given_… and the clock are all these tests need of it.
pub(crate) async fn app(db: TestDb) -> TestApp {
    TestApp::start(db, |app| web::router(app, web::Routes::new())).await
}

async fn logins(app: &TestApp, filter: Filter) -> Vec<String> {
    let people = person::page(&mut app.db.read().await.unwrap(), filter, 50).await.unwrap();
    people.into_iter().map(|p| p.login).collect()
}

db_test!(people_are_listed_by_government_role_and_words, async |db: TestDb| {
    let app = app(db).await;
    let (a, b) = (app.given_government("甲市").await, app.given_government("乙市").await);
    let both = app.given_person("anna", Role::Office, Some(&a), None).await;
    app.given_post(&both, Role::Leader, Some(&b), None).await;
    app.given_person("bert", Role::Leader, Some(&a), None).await;
    app.given_person("carl", Role::Administrator, None, None).await;
    let of = |government: &str| Filter { government: Some(government.into()), ..Filter::default() };
    assert_eq!(logins(&app, Filter::default()).await, ["anna", "bert", "carl"]);
    assert_eq!(logins(&app, of(&a.id)).await, ["anna", "bert"]);
    // The role counts only where the government is: anna leads there and not here.
    assert_eq!(logins(&app, Filter { role: Some(Role::Leader), ..of(&a.id) }).await, ["bert"]);
    assert_eq!(logins(&app, Filter { text: Some("ER".into()), ..Filter::default() }).await, ["bert"]);
    assert_eq!(logins(&app, Filter { text: Some("_".into()), ..Filter::default() }).await, [""; 0]);
    assert_eq!(logins(&app, Filter { after: Some("anna".into()), ..Filter::default() }).await, ["bert", "carl"]);
});

db_test!(administrators_are_counted_where_they_can_help, async |db: TestDb| {
    let app = app(db).await;
    let (a, b) = (app.given_government("甲市").await, app.given_government("乙市").await);
    let mut root = app.given_person("root", Role::Administrator, None, None).await;
    app.given_person("anna", Role::Administrator, Some(&a), None).await;
    app.given_person("bert", Role::Office, Some(&b), None).await;
    let mut tx = app.db.write().await.unwrap();
    assert_eq!(administrators(&mut tx, [None, Some(&a.id), Some(&b.id)]).await, [1, 2, 1]);
    root.disabled = true;
    person::save(&mut tx, &root).await.unwrap();
    assert_eq!(administrators(&mut tx, [None, Some(&a.id), Some(&b.id)]).await, [0, 1, 0]);
});

async fn administrators(tx: &mut Tx, governments: [Option<&String>; 3]) -> Vec<i64> {
    let mut counts = Vec::new();
    for government in governments {
        counts.push(person::administrators(tx, government.map(String::as_str)).await.unwrap());
    }
    counts
}

db_test!(a_login_belongs_to_one_person, async |db: TestDb| {
    let app = app(db).await;
    let anna = app.given_person("anna", Role::Administrator, None, None).await;
    let mut tx = app.db.write().await.unwrap();
    let twin = Person { id: kernel::new_id(app.clock.now()), ..anna.clone() };
    assert!(matches!(person::insert(&mut tx, &twin).await, Err(Error::Exists(_))));
    person::save(&mut tx, &anna).await.unwrap();
    assert!(matches!(person::save(&mut tx, &anna).await, Err(Error::Stale)), "somebody else saved first");
});

db_test!(a_government_saved_by_two_is_saved_once, async |db: TestDb| {
    let app = app(db).await;
    let g = app.given_government("甲市").await;
    let mut tx = app.db.write().await.unwrap();
    government::save(&mut tx, &g).await.unwrap();
    assert!(matches!(government::save(&mut tx, &g).await, Err(Error::Stale)));
});
