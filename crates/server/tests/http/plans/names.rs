//! What written names mean: decided once for all plans, or for one.

use directory::names::Register;
use testkit::db_test;

use super::{City, PLAN};
use crate::Server;

db_test!(names_the_register_does_not_know_are_shown_with_the_ways_out, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let names = format!("{}/names", city.review(&id));
    let page = city.office.get(&names).await.ok();
    let page = page.contains("没认出来的（3）").contains("市政务公开服务中心").contains("市市场监管局");
    page.contains("就是“市发展改革委”").contains("就是“市市场监督管理局”").contains("新建单位");
    let unresolved = city.office.get(&format!("{}?show=unresolved", city.review(&id))).await.ok();
    unresolved.contains("市发改委没认出").lacks("任务 1 ");
});

db_test!(an_alias_is_known_to_every_later_plan, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let mut tx = app.db.read().await.unwrap();
    let register = Register::read(&mut tx, &city.government.id).await.unwrap();
    drop(tx);
    let unit = register.suggest("市发改委")[0].id.clone();
    let names = format!("{}/names", city.review(&id));
    let form = [("name", "市发改委"), ("decision", "alias"), ("unit", unit.as_str()), ("back", names.as_str())];
    city.office.post(&names, &form).await.redirects_to(&names).saying("以后都认得");
    let form = [("name", "市发改委"), ("decision", "create"), ("kind", "department")];
    city.office.post(&names, &form).await.conflict("已经有人处理");
    assert_eq!(app.journal().await, ["plan.uploaded", "unit.alias_added"]);
    city.office.get(&city.review(&id)).await.ok().contains("市发展改革委原文“市发改委”");
});

db_test!(a_collective_name_can_be_another_name_of_a_group, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", &PLAN.replace("各县（市、区）政府", "各县区政府")).await;
    let mut tx = app.db.read().await.unwrap();
    let group = directory::group::all(&mut tx, &city.government.id).await.unwrap().remove(0);
    drop(tx);
    let names = format!("{}/names", city.review(&id));
    let page = city.office.get(&format!("{names}?name={}", web::encode("各县区政府"))).await.ok();
    page.contains("是哪个单位、哪个统称的别名？").contains("各县（市、区）政府");
    let form = [("name", "各县区政府"), ("decision", "alias"), ("unit", group.id.as_str())];
    city.office.post(&names, &form).await.saying("以后都认得");
    city.office.get(&city.review(&id)).await.ok().contains("各县区政府3 个单位");
    assert_eq!(app.journal().await, ["plan.uploaded", "group.alias_added"]);
});

db_test!(a_name_becomes_a_unit_of_the_kind_chosen, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let names = format!("{}/names", city.review(&id));
    let form = [("name", "市政务公开服务中心"), ("decision", "create"), ("kind", "institution")];
    city.office.post(&names, &form).await.saying("企事业单位");
    let form = [("name", "市不存在局"), ("decision", "create"), ("kind", "institution")];
    city.office.post(&names, &form).await.not_found();
    assert_eq!(app.journal().await, ["plan.uploaded", "unit.created"]);
});

db_test!(a_name_means_several_units_in_one_plan_alone, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let names = format!("{}/names", city.review(&id));
    let task = &app.draft_tasks(&id).await[1];
    let ask = format!("{}?at={}&name=1", city.review(&id), task.id);
    city.office.get(&ask).await.ok().contains("“市发改委”是谁？").contains("只在本计划中指定，可以选几个");
    let mut tx = app.db.read().await.unwrap();
    let units = directory::unit::active(&mut tx, &city.government.id).await.unwrap();
    drop(tx);
    let form = [("name", "市发改委"), ("decision", "choose"), ("unit", &units[0].id), ("unit", &units[1].id)];
    city.office.post(&names, &form).await.saying("只在本计划中有效");
    city.office.get(&city.review(&id)).await.ok().contains("市发改委本计划指 2 个单位");
    let form = [("name", "市发改委"), ("decision", "forget")];
    city.office.post(&names, &form).await.saying("已取消");
    city.office.get(&names).await.ok().contains("没认出来的（3）");

    let elsewhere = app.given_government("白水县").await;
    let foreign = app.given_unit(&elsewhere, "县财政局").await;
    let form = [("name", "市发改委"), ("decision", "choose"), ("unit", foreign.id.as_str())];
    city.office.post(&names, &form).await.not_found();
});

db_test!(the_rest_is_decided_at_once_after_a_look, async |app: Server| {
    let city = City::given(&app).await;
    let text = PLAN.replace("市政务公开服务中心", "市政务公开服务中心、各有关部门");
    let id = city.upload("要点.txt", &text).await;
    let all = format!("{}/names/all", city.review(&id));
    let page = city.office.get(&all).await.ok();
    page.contains("新建 3 个单位").contains("1 个名称不像是某一个单位").contains("各有关部门");
    city.office.post(&all, &[]).await.saying("新建了 3 个单位，1 个统称不落到单位");
    city.office.get(&city.review(&id)).await.ok().contains("各有关部门不落到单位").lacks("市发改委没认出");
    city.office.get(&all).await.ok().contains("没有要处理的");
});
