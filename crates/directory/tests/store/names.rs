//! What a written name stands for.

use db::Error;
use directory::names::{self, Holder, Register, Target};
use directory::{UnitKind, unit};
use testkit::{TestApp, TestDb, db_test};

use crate::people::app;

fn unit_names(register: &Register, name: &str) -> Vec<String> {
    let found = register.resolve(name).unwrap_or_else(|| panic!("{name} stands for nothing"));
    found.units().iter().map(|u| u.name.clone()).collect()
}

db_test!(a_renamed_unit_is_still_known_by_its_old_name, async |db: TestDb| {
    let app = app(db).await;
    let g = app.given_government("甲市").await;
    let mut u = app.given_unit(&g, "市教育局").await;
    u.name = "市教育和体育局".into();
    let mut tx = app.db.write().await.unwrap();
    unit::save(&mut tx, &u).await.unwrap();
    let register = Register::read(&mut tx, &g.id).await.unwrap();
    for written in ["市教育局", "市教育和体育局", " 市教育 和体育局"] {
        assert_eq!(unit_names(&register, written), ["市教育和体育局"]);
    }
});

db_test!(a_group_expands_to_the_active_units_of_its_kinds, async |db: TestDb| {
    let app = app(db).await;
    let g = app.given_government("甲市").await;
    app.given_group(&g, "各镇、街道", &[UnitKind::Town, UnitKind::Subdistrict]).await;
    app.given_unit(&g, "城关镇").await;
    app.given_unit(&g, "市财政局").await;
    let mut gone = app.given_unit(&g, "东关街道").await;
    gone.retired = true;
    let mut tx = app.db.write().await.unwrap();
    unit::save(&mut tx, &gone).await.unwrap();
    let register = Register::read(&mut tx, &g.id).await.unwrap();
    assert_eq!(unit_names(&register, "各镇、街道"), ["城关镇"]);
    assert!(register.resolve("东关街道").is_none(), "a retired unit takes nothing");
    assert_eq!(register.suggest("财政局")[0].name, "市财政局");
});

db_test!(a_name_stands_for_one_thing_in_one_government, async |db: TestDb| {
    let app = app(db).await;
    let (a, b) = (app.given_government("甲市").await, app.given_government("乙市").await);
    let (first, second) = (app.given_unit(&a, "市财政局").await, app.given_unit(&a, "市统计局").await);
    let there = app.given_unit(&b, "市财政局").await;
    let mut tx = app.db.write().await.unwrap();
    let taken = names::claim(&mut tx, &a.id, "市 财政局", Target::Unit(&second.id)).await;
    assert!(matches!(taken, Err(Error::Exists(_))), "{taken:?}");
    names::claim(&mut tx, &a.id, "市财政局", Target::Unit(&first.id)).await.unwrap();
    assert_eq!(names::holder(&mut tx, &a.id, "市财政局").await.unwrap(), Some(Holder::Unit(first)));
    assert_eq!(names::holder(&mut tx, &b.id, "市财政局").await.unwrap(), Some(Holder::Unit(there)));
    assert_eq!(names::holder(&mut tx, &a.id, "市审计局").await.unwrap(), None);
});

db_test!(a_holder_is_described_as_people_say_it, async |db: TestDb| {
    let app = app(db).await;
    let g = app.given_government("甲市").await;
    let mut u = app.given_unit(&g, "市财政局").await;
    app.given_group(&g, "各镇", &[UnitKind::Town]).await;
    let mut tx = app.db.write().await.unwrap();
    let group = names::holder(&mut tx, &g.id, "各镇").await.unwrap().unwrap();
    assert_eq!(group.described(), "统称对象“各镇”");
    u.retired = true;
    unit::save(&mut tx, &u).await.unwrap();
    let retired = names::holder(&mut tx, &g.id, "市财政局").await.unwrap().unwrap();
    assert_eq!(retired.described(), "已停用的单位“市财政局”");
});

/// How many written forms a unit has.
async fn forms(app: &TestApp, unit: &str) -> usize {
    names::of_unit(&mut app.db.read().await.unwrap(), unit).await.unwrap().len()
}

db_test!(an_alias_is_given_up, async |db: TestDb| {
    let app = app(db).await;
    let g = app.given_government("甲市").await;
    let u = app.given_unit(&g, "市财政局").await;
    let mut tx = app.db.write().await.unwrap();
    names::claim(&mut tx, &g.id, "市财政", Target::Unit(&u.id)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(forms(&app, &u.id).await, 2);
    let mut tx = app.db.write().await.unwrap();
    names::release(&mut tx, &g.id, "市财政").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(forms(&app, &u.id).await, 1);
    let mut tx = app.db.write().await.unwrap();
    assert!(matches!(names::release(&mut tx, &g.id, "市财政").await, Err(Error::Stale)));
});
