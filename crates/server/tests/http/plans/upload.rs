//! Files come in: read, refused with a reason, known already; only for the office.

use directory::Role;
use testkit::db_test;

use super::{City, PLAN};
use crate::Server;

const DRAFTS: &str = "SELECT COUNT(*) FROM plan_draft";

db_test!(a_plan_is_read_into_a_draft_and_the_original_is_kept, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let page = city.office.get(&city.review(&id)).await.ok();
    let page = page.contains("2022年青石市政务公开工作要点").contains("青政办发〔2022〕8号").contains("任务 5");
    page.contains("2022-09-30 前").contains("每季度一次").contains("3 个单位");
    let file = city.office.get(&format!("{}/original", city.review(&id))).await.ok();
    assert_eq!(file.body(), PLAN);
    assert_eq!(app.journal().await, ["plan.uploaded"]);
    city.office.get("/desk/plans").await.ok().contains("正在核对").contains("接着核对");
});

db_test!(several_files_each_get_their_answer, async |app: Server| {
    let city = City::given(&app).await;
    let files: [(&str, &str, &[u8]); 3] = [
        ("files", "要点.txt", PLAN.as_bytes()),
        ("files", "坏的.docx", b"PK\x03\x04 this is no document"),
        ("files", "程序.bin", &[0, 159, 146, 150, 0, 1, 2, 255, 254, 0, 7]),
    ];
    let page = city.office.upload("/desk/plans/upload", &[], &files).await.ok();
    page.contains("读出 5 项任务").contains("坏的.docx").contains("没有接收");
    assert_eq!(app.rows(DRAFTS).await, 1, "what cannot be read leaves nothing");
});

db_test!(garbage_of_fifty_megabytes_is_refused_and_leaves_nothing, async |app: Server| {
    let city = City::given(&app).await;
    let garbage: Vec<u8> = (0..50 << 20).map(|i: u32| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let answer = city.office.upload("/desk/plans/upload", &[], &[("files", "大文件.docx", &garbage)]).await;
    answer.invalid("文件太大").contains("50.0 MB");
    assert_eq!(app.rows(DRAFTS).await, 0);
    assert!(app.journal().await.is_empty());
});

db_test!(the_same_file_is_taken_once, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.resolved().await;
    let again = [("files", "改了名.txt", PLAN.as_bytes())];
    let answer = city.office.upload("/desk/plans/upload", &[], &again).await;
    answer.ok().contains("已经上传过").links_to(&city.review(&draft));
    let plan = city.adopt(&draft).await;
    let answer = city.office.upload("/desk/plans/upload", &[], &again).await;
    answer.ok().contains("已经采用").links_to(&format!("/desk/plans/{plan}"));
    assert_eq!(app.rows(DRAFTS).await, 1);
});

db_test!(an_upload_without_a_file_says_what_is_missing, async |app: Server| {
    let city = City::given(&app).await;
    city.office.upload("/desk/plans/upload", &[], &[]).await.invalid("请先选择文件");
});

db_test!(an_officer_reads_plans_but_does_not_bring_them, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let unit = app.given_unit(&city.government, "市档案馆").await;
    app.given_person("officer", Role::Officer, Some(&city.government), Some(&unit)).await;
    let officer = app.as_("officer").await;
    officer.get("/desk/plans").await.ok().lacks("上传计划").lacks("正在核对");
    officer.get("/desk/plans/upload").await.refused("公开专员");
    officer.get(&city.review(&id)).await.refused("公开专员");
    officer.post(&format!("{}/names/all", city.review(&id)), &[]).await.refused("公开专员");
    officer.post(&format!("{}/adopt", city.review(&id)), &[]).await.refused("公开专员");
});

db_test!(drafts_and_plans_of_another_government_are_not_found, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.resolved().await;
    let plan = city.adopt(&draft).await;
    let second = city.upload("另一份.txt", "2023年青石市政务公开工作要点\n\n一、公开预算\n\n公开年度预算。\n").await;
    let elsewhere = app.given_government("白水县").await;
    app.given_person("neighbour", Role::Office, Some(&elsewhere), None).await;
    let neighbour = app.as_("neighbour").await;
    for path in ["", "/original", "/names", "/names/all", "/adopt", "/discard"] {
        neighbour.get(&format!("{}{path}", city.review(&second))).await.not_found();
    }
    for path in ["/head", "/add", "/names", "/names/all", "/correction", "/adopt", "/discard"] {
        let form = [("name", "市教育局"), ("decision", "nobody"), ("from", "1"), ("title", "x"), ("year", "2022")];
        neighbour.post(&format!("{}{path}", city.review(&second)), &form).await.not_found();
    }
    for path in ["", "/original", "/publish", "/withdraw"] {
        neighbour.get(&format!("/desk/plans/{plan}{path}")).await.not_found();
    }
    neighbour.post(&format!("/desk/plans/{plan}/publish"), &[("version", "1")]).await.not_found();
    neighbour.get("/desk/plans").await.ok().contains("还没有工作计划").lacks("青石市");
});
