//! Tasks that name nobody are given units at once, or stay in the plan alone.

use testkit::db_test;

use super::City;
use crate::Server;

const PLAN: &str = "\
青石市人民政府办公室关于印发2022年青石市政务公开工作要点的通知

青政办发〔2022〕9号

2022年青石市政务公开工作要点

一、做好规划公开

1.主动公开国民经济和社会发展规划，9月底前完成历史规划归集整理。（责任单位：市财政局）

2.公开重大项目进展，每季度公开一次。

3.公开义务教育招生政策和招生结果。
";

db_test!(tasks_that_name_nobody_go_to_the_units_the_office_names, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.upload("要点.txt", PLAN).await;
    let page = format!("{}/unassigned", city.review(&draft));
    city.office.get(&page).await.ok().contains("有 2 项任务没有写明由谁负责：第 2、3 项").contains("3 个单位");
    city.office.post(&page, &[("units", "  ")]).await.invalid("请写明交给哪些单位");
    let unknown = city.office.post(&page, &[("units", "市教育局、不存在的局")]).await;
    unknown.invalid("没认出：不存在的局").keeps("units", "市教育局、不存在的局");

    let given = city.office.post(&page, &[("units", "市教育局、各县（市、区）政府")]).await;
    given.redirects_to(&city.review(&draft)).saying("已把 2 项任务交给市教育局、各县（市、区）政府。");
    city.office.get(&page).await.ok().contains("每项任务都写明了单位");
    let plan = city.adopt(&draft).await;
    // One for the task that named its unit; four units for each of the two others.
    assert_eq!(app.ledger_of(&plan).await.len(), 9);
});

db_test!(nobody_else_gives_tasks_away, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.upload("要点.txt", PLAN).await;
    let page = format!("{}/unassigned", city.review(&draft));
    let elsewhere = app.given_government("白沙市").await;
    app.given_person("other", directory::Role::Office, Some(&elsewhere), None).await;
    let other = app.as_("other").await;
    other.get(&page).await.not_found();
    other.post(&page, &[("units", "市教育局")]).await.not_found();
    city.office.get(&page).await.ok().contains("有 2 项任务");
});

db_test!(a_correction_keeps_the_units_the_office_gave, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.upload("要点.txt", PLAN).await;
    city.office.post(&format!("{}/unassigned", city.review(&draft)), &[("units", "市教育局")]).await;
    let plan = city.adopt(&draft).await;
    let before = app.ledger_of(&plan).await;

    let corrected = city.upload("更正.txt", &PLAN.replace("重大项目进展", "重大项目最新进展")).await;
    city.office.post(&format!("{}/correction", city.review(&corrected)), &[("answer", "yes")]).await;
    city.office.get(&city.review(&corrected)).await.ok().contains("沿用已采用的计划");
    assert_eq!(city.adopt(&corrected).await, plan);
    assert_eq!(app.ledger_of(&plan).await.len(), before.len());
});
