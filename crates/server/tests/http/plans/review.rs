//! The review screen: every field can be corrected, and nobody's typing is lost.

use testkit::db_test;

use super::{City, PLAN};
use crate::Server;

db_test!(a_task_is_edited_in_place_and_its_limits_are_read_again, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let task = &app.draft_tasks(&id).await[0];
    let review = city.review(&id);
    let form = city.office.get(&format!("{review}?edit={}", task.id)).await.ok();
    let form = form.contains("正在编辑").keeps("lead", "市发展改革委").keeps("due_raw", "9月底前");
    assert_eq!(form.field("version").as_deref(), Some("1"));
    let path = format!("{review}/tasks/{}", task.id);
    let typed = [
        ("version", "1"),
        ("text", "公开发展规划。"),
        ("lead", "市财政局"),
        ("units", "市发展改革委\n各县（市、区）政府"),
        ("path", "一、加强重点领域信息公开\n（一）规划"),
        ("label", "1."),
        ("part", "body"),
        ("due_raw", "两会前"),
        ("due_kind", "by_date"),
        ("due_value", "2022-02-28"),
        ("due_raw", "每半年"),
        ("due_kind", ""),
        ("due_value", ""),
    ];
    city.office.post(&path, &typed).await.saying("已保存");
    let page = city.office.get(&review).await.ok();
    let page = page.contains("1. 公开发展规划。").contains("2022-02-28 前 原文“两会前”").contains("每半年一次");
    page.contains("一、加强重点领域信息公开 › （一）规划");
});

db_test!(what_cannot_be_read_is_said_and_what_was_typed_stays, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let task = &app.draft_tasks(&id).await[0];
    let path = format!("{}/tasks/{}", city.review(&id), task.id);
    let typed = [("version", "1"), ("text", "新的内容"), ("due_raw", "抓紧办"), ("due_kind", ""), ("due_value", "")];
    let answer = city.office.post(&path, &typed).await.invalid("没有读出时间");
    answer.keeps("text", "新的内容").keeps("due_raw", "抓紧办");
    let answer = city.office.post(&path, &[("version", "1"), ("text", " ")]).await;
    answer.invalid("请填任务内容");
    assert_ne!(app.draft_texts(&id).await[0], "新的内容");
});

db_test!(the_second_of_two_reviewers_is_told_and_keeps_what_they_typed, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let task = &app.draft_tasks(&id).await[0];
    app.given_person("second", directory::Role::Office, Some(&city.government), None).await;
    let second = app.as_("second").await;
    let path = format!("{}/tasks/{}", city.review(&id), task.id);
    city.office.post(&path, &[("version", "1"), ("text", "甲的改法")]).await.saying("已保存");
    let answer = second.post(&path, &[("version", "1"), ("text", "乙的改法")]).await;
    let answer = answer.invalid("office于").contains("甲的改法").keeps("text", "乙的改法").keeps("version", "2");
    let version = answer.field("version").unwrap();
    second.post(&path, &[("version", &version), ("text", "乙的改法")]).await.saying("已保存");
    assert_eq!(app.draft_texts(&id).await[0], "乙的改法");
    let dropped = city.act(&id, "drop", &task.id, 1).await;
    dropped.conflict("second于");
});

db_test!(tasks_are_split_merged_moved_dropped_and_taken_back, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let review = city.review(&id);
    let before = app.draft_texts(&id).await;
    let first = &app.draft_tasks(&id).await[0];
    let path = format!("{review}/tasks/{}", first.id);
    let cut = [("version", "1"), ("text", "前一半。\n---\n后一半。"), ("lead", "市财政局")];
    city.office.post(&path, &cut).await.saying("已拆成 2 项");
    assert_eq!(app.draft_texts(&id).await[..3], ["前一半。".to_owned(), "后一半。".into(), before[1].clone()]);

    city.act(&id, "merge", &first.id, 2).await.saying("已与下一项合并");
    assert_eq!(app.draft_texts(&id).await[..2], ["前一半。后一半。".to_owned(), before[1].clone()]);

    city.act(&id, "down", &first.id, 3).await.saying("已移动");
    assert_eq!(app.draft_texts(&id).await[..2], [before[1].clone(), "前一半。后一半。".to_owned()]);
    city.act(&id, "up", &first.id, 3).await.saying("已移动");
    city.act(&id, "up", &first.id, 3).await.refused("已经在头上");

    city.act(&id, "drop", &first.id, 3).await.saying("不是任务");
    assert_eq!(app.draft_texts(&id).await, before[1..]);
    city.office.get(&review).await.ok().contains("标为不是任务的（1）").contains("前一半。后一半。");
    city.act(&id, "restore", &first.id, 4).await.saying("已恢复");
    assert_eq!(app.draft_texts(&id).await.len(), before.len());
});

db_test!(a_task_is_added_from_lines_of_the_source, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let review = city.review(&id);
    let line = 1 + PLAN.lines().position(|line| line.contains("现印发给你们")).unwrap();
    let answer = city.office.post(&format!("{review}/add"), &[("from", &line.to_string()), ("to", "")]).await;
    let answer = answer.saying("已从原文添加");
    city.office.follow(&answer).await.ok().contains("正在编辑");
    assert!(app.draft_texts(&id).await[0].contains("现印发给你们"), "it stands where its lines stand");
    city.office.post(&format!("{review}/add"), &[("from", "9999")]).await.invalid("没有文字");
    let last = app.draft_tasks(&id).await.pop().unwrap();
    let after = city.act(&id, "add", &last.id, 1).await;
    city.office.follow(&after).await.ok().contains("正在编辑");
    city.office.get(&format!("{review}/adopt")).await.ok().contains("有的任务还没有内容");
});

db_test!(doubts_are_confirmed_one_by_one, async |app: Server| {
    let city = City::given(&app).await;
    // A paragraph without a clause of responsibility is something to look at, or at least nothing is hidden.
    let id = city.upload("要点.txt", PLAN).await;
    let task = &app.draft_tasks(&id).await[0];
    let mut tx = app.db.write().await.unwrap();
    let mut stored = ledger::review::store::task(&mut tx, &id, &task.id).await.unwrap().unwrap();
    let reason = "一行里有两个日期".to_owned();
    stored.body.doubts = vec![ledger::intake::domain::Doubt { field: "due".into(), reason }];
    let actor = journal::Actor::system();
    let by = ledger::review::store::By { actor: &actor, now: app.clock.now() };
    ledger::review::store::save_task(&mut tx, by, &stored).await.unwrap();
    tx.commit().await.unwrap();
    let doubtful = format!("{}?show=doubtful", city.review(&id));
    city.office.get(&doubtful).await.ok().contains("时限：一行里有两个日期");
    let form = [("confirm", format!("{} 2", task.id)), ("back", "show=doubtful".into())];
    let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
    let answer = city.office.post(&format!("{}/tasks", city.review(&id)), &form).await;
    assert_eq!(answer.location(), format!("{doubtful}#tasks"));
    city.office.get(&doubtful).await.ok().lacks("一行里有两个日期");
});

db_test!(head_fields_are_corrected_and_another_year_moves_the_limits, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let review = city.review(&id);
    city.office.get(&format!("{review}?head=1")).await.ok().keeps("year", "2022").keeps("issued_on", "2022-04-01");
    let wrong = [("version", "1"), ("title", "新标题"), ("year", "二〇二三"), ("issued_on", "2023-13-01")];
    let answer = city.office.post(&format!("{review}/head"), &wrong).await.invalid("请填四位数的年度");
    answer.contains("日期要像").keeps("title", "新标题");
    let right = [("version", "1"), ("title", "新标题"), ("year", "2023"), ("doc_number", "青政办发〔2023〕1号")];
    city.office.post(&format!("{review}/head"), &right).await.saying("重新推算了 2 项任务");
    city.office.get(&review).await.ok().contains("新标题").contains("2023-09-30 前").contains("2023-08-31 前");
    let stale = city.office.post(&format!("{review}/head"), &right).await;
    stale.invalid("这次没有保存").keeps("title", "新标题");
});

db_test!(a_review_of_five_hundred_tasks_is_shown_in_pages, async |app: Server| {
    let city = City::given(&app).await;
    let mut text = String::from("2022年青石市政务公开工作要点\n\n一、任务\n\n");
    for n in 1..=500 {
        text.push_str(&format!("{n}. 做好第{n}方面的信息公开工作，9月底前完成。（责任单位：市财政局）\n"));
    }
    let id = city.upload("长.txt", &text).await;
    let first = city.office.get(&city.review(&id)).await.ok().contains("第 1 页，共 5 页").contains("任务 100");
    assert!(first.bytes.len() < 300_000, "{}", first.bytes.len());
    let first = first.lacks("任务 101");
    first.links_to(&format!("{}?page=2", city.review(&id)));
    let last = app.draft_tasks(&id).await.pop().unwrap();
    let opened = city.office.get(&format!("{}?edit={}", city.review(&id), last.id)).await.ok();
    opened.contains("第 5 页").contains("正在编辑");
});

db_test!(a_review_of_seventy_tasks_is_a_light_page, async |app: Server| {
    let city = City::given(&app).await;
    let mut text = String::from("2022年青石市政务公开工作要点\n\n一、深化重点领域信息公开\n\n");
    let demand = "做好重大项目批准和实施信息公开，重点公开审批、招标投标、质量监督、竣工验收等信息，每季度更新一次";
    for n in 1..=70 {
        text.push_str(&format!("{n}. {demand}。（责任单位：市财政局、市教育局、市发展改革委、各县（市、区）政府）\n"));
    }
    let id = city.upload("要点.txt", &text).await;
    let page = city.office.get(&city.review(&id)).await.ok().contains("任务 70");
    assert!(page.bytes.len() < 200_000, "{} bytes", page.bytes.len());
});

db_test!(a_draft_put_away_can_no_longer_be_changed, async |app: Server| {
    let city = City::given(&app).await;
    let id = city.upload("要点.txt", PLAN).await;
    let task = &app.draft_tasks(&id).await[0];
    let review = city.review(&id);
    city.office.get(&format!("{review}/discard")).await.ok().contains("作废这份草稿");
    city.office.post(&format!("{review}/discard"), &[]).await.redirects_to("/desk/plans");
    let path = format!("{review}/tasks/{}", task.id);
    city.office.post(&path, &[("version", "1"), ("text", "晚了")]).await.conflict("已经采用或作废");
    city.office.get("/desk/plans").await.ok().lacks("正在核对");
    city.upload("要点.txt", PLAN).await;
});
