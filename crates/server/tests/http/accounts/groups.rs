//! Addressee groups: one name for many units.

use directory::UnitKind;
use testkit::db_test;

use super::City;
use crate::Server;

db_test!(a_group_shows_the_units_it_stands_for_now, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    app.given_unit(&city.government, "城关镇").await;
    app.given_unit(&city.government, "东关街道").await;
    let office = app.as_("office").await;
    let form = [("name", "各镇、街道"), ("kinds", "town"), ("kinds", "subdistrict")];
    let id = office.post("/desk/groups/new", &form).await.redirects_below("/desk/groups/");
    let page = format!("/desk/groups/{id}");
    office.get(&page).await.ok().contains("（2）").contains("城关镇").contains("东关街道").lacks("市教育和体育局");
    let form = [("name", "各镇"), ("kinds", "town"), ("version", "1")];
    office.post(&page, &form).await.redirects_to(&page);
    office.get(&page).await.ok().contains("（1）").contains("各镇、街道").lacks("东关街道");
    office.get("/desk/groups").await.ok().contains("各镇").contains("镇、乡");
    assert_eq!(app.journal().await, ["group.created", "group.changed"]);
});

db_test!(a_group_and_a_unit_do_not_share_a_name, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    let form = [("name", "市教育和体育局"), ("kinds", "town")];
    let again = office.post("/desk/groups/new", &form).await.invalid("已经是单位“市教育和体育局”的名称");
    again.keeps("name", "市教育和体育局").keeps("kinds", "town");
});

db_test!(a_group_is_known_by_its_aliases, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let group = app.given_group(&city.government, "各县（市、区）政府", &[UnitKind::LowerGovernment]).await;
    let office = app.as_("office").await;
    let page = format!("/desk/groups/{}", group.id);
    office.post(&format!("{page}/names"), &[("alias", "各县区")]).await.redirects_to(&page);
    office.post(&format!("{page}/names"), &[("alias", "市教育和体育局")]).await.invalid("已经是单位");
    office.post(&format!("{page}/names/remove"), &[("name", "各县（市、区）政府")]).await.refused("现在用的名称");
    office.post(&format!("{page}/names/remove"), &[("name", "各县区")]).await.redirects_to(&page);
    assert_eq!(app.journal().await, ["group.alias_added", "group.alias_removed"]);
});

db_test!(a_group_saved_by_two_keeps_what_was_typed, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let group = app.given_group(&city.government, "各镇", &[UnitKind::Town]).await;
    let page = format!("/desk/groups/{}", group.id);
    let form = [("name", "各镇街"), ("kinds", "town"), ("version", "1")];
    app.as_("office").await.post(&page, &form).await.redirects_to(&page);
    let form = [("name", "全部镇"), ("kinds", "town"), ("version", "1")];
    let again = app.as_("keeper").await.post(&page, &form).await.invalid("修改统称对象");
    again.contains("现在是“各镇街”").keeps("name", "全部镇").keeps("version", "2");
});

db_test!(a_government_knows_nothing_of_anothers_groups, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let b = City::given(&app, "乙市", "2").await;
    let theirs = app.given_group(&b.government, "各镇", &[UnitKind::Town]).await;
    let (office, page) = (app.as_("office").await, format!("/desk/groups/{}", theirs.id));
    office.get("/desk/groups").await.ok().lacks("各镇");
    office.get(&page).await.not_found();
    office.post(&page, &[("name", "x"), ("version", "1")]).await.not_found();
    office.post(&format!("{page}/names"), &[("alias", "某些镇")]).await.not_found();
});
