//! The journal as people read it.

use directory::Role;
use testkit::db_test;

use super::City;
use crate::Server;

db_test!(an_act_is_read_in_words_with_its_place_in_the_chain, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    let page = format!("/desk/units/{}", city.unit.id);
    let form = [("name", "市教育局"), ("short_name", "市教育局"), ("kind", "department"), ("version", "1")];
    office.post(&page, &form).await.redirects_to(&page);
    let list = office.get("/desk/journal").await.ok();
    list.contains("单位改名").contains("单位：市教育局").contains("office").links_to("/desk/journal/1");
    let entry = office.get("/desk/journal/1").await.ok().links_to(&page);
    entry.contains("市教育和体育局 → 市教育局").contains("这是第一条").contains("unit.renamed");
    let mut tx = app.db.read().await.unwrap();
    let first = journal::find(&mut tx, 1).await.unwrap().unwrap();
    drop(tx);
    office.post(&format!("{page}/names"), &[("alias", "市教体局")]).await;
    office.get("/desk/journal/2").await.ok().contains(&first.hash);
});

db_test!(the_journal_is_filtered_by_act_person_thing_and_day, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let (office, keeper) = (app.as_("office").await, app.as_("keeper").await);
    let unit = format!("/desk/units/{}", city.unit.id);
    office.post(&format!("{unit}/names"), &[("alias", "市教体局")]).await.redirects_to(&unit);
    app.pass_minutes(20 * 60);
    let keeper_next_day = app.as_("keeper").await;
    drop(keeper);
    keeper_next_day.post("/desk/groups/new", &[("name", "各镇")]).await.redirects_below("/desk/groups/");
    for (query, shown, hidden) in [
        ("act=unit.alias_added", "添加单位别名", "添加统称对象"),
        ("act=group.", "添加统称对象", "市教体局"),
        ("actor=keep", "各镇", "市教育和体育局"),
        ("from=2022-08-16", "各镇", "市教育和体育局"),
        ("to=2022-08-15", "市教育和体育局", "各镇"),
        (&format!("kind=unit&subject={}", city.unit.id), "市教育和体育局", "各镇"),
    ] {
        let page = keeper_next_day.get(&format!("/desk/journal?{query}")).await.ok();
        // The rows alone: the filter offers every act by name.
        let rows = page.text().split("编号").last().unwrap().to_owned();
        assert!(rows.contains(shown) && !rows.contains(hidden), "{query}: {rows}");
    }
    keeper_next_day.get("/desk/journal?from=yesterday").await.invalid("日期请写成");
    keeper_next_day.get("/desk/journal?act=tea.").await.ok().contains("没有符合条件的记录");
});

db_test!(the_journal_is_turned_page_by_page, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    let names = format!("/desk/units/{}/names", city.unit.id);
    for n in 0..51 {
        office.post(&names, &[("alias", &format!("别名{n}"))]).await;
    }
    office.get("/desk/journal").await.ok().links_to("/desk/journal?before=2").links_to("/desk/journal/51");
    office.get("/desk/journal?before=2").await.ok().links_to("/desk/journal/1").lacks("下一页");
    let file = office.get("/desk/journal/export.csv?act=unit.").await.ok().body();
    assert_eq!(file.lines().count(), 1 + 51);
    assert!(file.lines().nth(1).unwrap().starts_with("51,2022-08-15 09:00,office,添加单位别名,单位,市教育和体育局,"));
});

db_test!(a_government_reads_its_own_journal_and_the_installation_reads_all, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let b = City::given(&app, "乙市", "2").await;
    app.given_person("root", Role::Administrator, None, None).await;
    app.given_person("auditor", Role::Auditor, Some(&b.government), None).await;
    app.as_("office").await.post("/desk/groups/new", &[("name", "甲的各镇")]).await;
    app.as_("office2").await.post("/desk/groups/new", &[("name", "乙的各镇")]).await;
    let auditor = app.as_("auditor").await;
    auditor.get("/desk/journal").await.ok().contains("乙的各镇").lacks("甲的各镇");
    auditor.get("/desk/journal/1").await.not_found();
    auditor.get("/desk/journal/2").await.ok().contains("乙的各镇").lacks("打开");
    auditor.get("/desk/journal/9").await.not_found();
    auditor.get("/desk/journal/one").await.not_found();
    assert!(!auditor.get("/desk/journal/export.csv").await.ok().body().contains("甲的各镇"));
    let root = app.as_("root").await;
    root.get("/desk/journal").await.ok().contains("甲的各镇").contains("乙的各镇");
    root.get(&format!("/desk/journal?government={}", b.government.id)).await.ok().lacks("甲的各镇");
    app.as_("officer").await.get("/desk/journal").await.refused("公开专员");
});
