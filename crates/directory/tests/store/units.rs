//! The register of units: lists and saving.

use db::Error;
use directory::unit::{self, Filter};
use directory::{Government, UnitKind};
use testkit::{TestApp, TestDb, db_test};

use crate::people::app;

async fn listed(app: &TestApp, g: &Government, filter: Filter) -> Vec<String> {
    let units = unit::page(&mut app.db.read().await.unwrap(), &g.id, filter, 50).await.unwrap();
    units.into_iter().map(|u| u.name).collect()
}

db_test!(units_are_listed_in_the_order_they_came, async |db: TestDb| {
    let app = app(db).await;
    let (g, other) = (app.given_government("甲市").await, app.given_government("乙市").await);
    app.given_unit(&other, "市审计局").await;
    let first = app.given_unit(&g, "市财政局").await;
    app.given_unit(&g, "城关镇").await;
    let mut last = app.given_unit(&g, "市统计局").await;
    last.retired = true;
    let mut tx = app.db.write().await.unwrap();
    unit::save(&mut tx, &last).await.unwrap();
    tx.commit().await.unwrap();
    let all = Filter { retired: true, ..Filter::default() };
    assert_eq!(listed(&app, &g, Filter::default()).await, ["市财政局", "城关镇"]);
    assert_eq!(listed(&app, &g, all.clone()).await, ["市财政局", "城关镇", "市统计局"]);
    assert_eq!(listed(&app, &g, Filter { after: Some(first.id), ..all.clone() }).await, ["城关镇", "市统计局"]);
    assert_eq!(listed(&app, &g, Filter { kind: Some(UnitKind::Town), ..all.clone() }).await, ["城关镇"]);
    assert_eq!(listed(&app, &g, Filter { text: Some("财 政".into()), ..all.clone() }).await, ["市财政局"]);
    assert_eq!(listed(&app, &g, Filter { text: Some("%".into()), ..all }).await, [""; 0]);
});

db_test!(a_unit_saved_by_two_is_saved_once, async |db: TestDb| {
    let app = app(db).await;
    let g = app.given_government("甲市").await;
    let u = app.given_unit(&g, "市财政局").await;
    let mut tx = app.db.write().await.unwrap();
    unit::save(&mut tx, &u).await.unwrap();
    assert!(matches!(unit::save(&mut tx, &u).await, Err(Error::Stale)));
});
