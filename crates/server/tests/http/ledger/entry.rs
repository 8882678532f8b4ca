//! One entry: who may see and fill it in, what a stale form shows, its history, records and taking them back.

use directory::Role;
use law::due::{Every, TimeLimit};
use testkit::{BEGINNING, db_test};

use super::given::{GivenTask, by, day, plan, task, town};
use crate::Server;

const FILLED: [(&str, &str); 4] =
    [("measure", "每月开一次公开日"), ("leader", "张三"), ("office_in_charge", "办公室"), ("notes", "按计划")];

fn form<'a>(version: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = FILLED.to_vec();
    for (name, value) in changes {
        fields.retain(|(one, _)| one != name);
        fields.push((name, value));
    }
    fields.push(("version", version));
    fields
}

db_test!(an_officer_fills_in_the_units_own_entry_and_its_history_tells_each_field, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[("年底前", by("2022-12-31"))])]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let officer = app.as_("edu").await;
    officer.get(&path).await.ok().contains("采用《2022 年政务公开工作要点》，生成台账").contains("一、主动公开");
    officer.post(&path, &form("1", &[])).await.redirects_to(&path).saying("已保存");
    officer.post(&path, &form("2", &[("leader", "李四")])).await.redirects_to(&path);
    let page = officer.get(&path).await.ok();
    page.keeps("measure", "每月开一次公开日")
        .keeps("leader", "李四")
        .contains("状态： 未开始 → 进行中")
        .contains("单位分管领导： 张三 → 李四")
        .contains("edu 填报");
    assert_eq!(app.journal().await, ["ledger_entry.filled", "ledger_entry.filled"]);
});

db_test!(saving_without_a_change_leaves_no_trace, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[])]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let officer = app.as_("edu").await;
    officer.post(&path, &form("1", &[("measure", "第一行\r\n第二行")])).await.redirects_to(&path);
    officer.post(&path, &form("2", &[("measure", "第一行\r\n第二行")])).await.redirects_to(&path).saying("没有改动");
    assert_eq!(app.journal().await.len(), 1);
});

db_test!(another_units_entry_is_not_there_for_an_officer, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[("年底前", by("2022-12-31"))])]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let other = app.as_("tra").await;
    other.get(&path).await.not_found();
    other.post(&path, &form("1", &[])).await.not_found();
    other
        .post(&format!("{path}/done"), &[("limit", "0"), ("key", "2022-12-31"), ("on", "2022-08-01"), ("version", "1")])
        .await
        .not_found();
    other.get(&format!("/desk/tasks/{}", p.tasks[0])).await.not_found();
    let elsewhere = app.given_government("邻县").await;
    app.given_person("neighbour", Role::Office, Some(&elsewhere), None).await;
    app.as_("neighbour").await.get(&path).await.not_found();
    app.as_("neighbour").await.post(&path, &form("1", &[])).await.not_found();
    app.as_("edu").await.get("/desk/ledger/not-an-id").await.not_found();
    assert!(app.journal().await.is_empty());
});

db_test!(the_office_fills_in_any_entry_of_its_government, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[])]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    app.as_("office").await.post(&path, &form("1", &[])).await.redirects_to(&path);
    app.as_("edu").await.get(&path).await.ok().keeps("leader", "张三").contains("office 填报");
});

db_test!(those_who_only_read_are_told_why_they_cannot_save, async |app: Server| {
    let t = town(&app).await;
    app.given_person("approver", Role::Approver, Some(&t.government), Some(&t.education)).await;
    app.given_person("auditor", Role::Auditor, Some(&t.government), None).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[("年底前", by("2022-12-31"))])]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    for (login, post) in [("leader", "分管领导"), ("approver", "审核人"), ("auditor", "第三方评估")] {
        let reader = app.as_(login).await;
        let why = format!("您的岗位是“{post}”，只能查看台账，不能修改。");
        let page = reader.get(&path).await.ok().contains(&why);
        assert_eq!(page.field("measure"), None, "{login} gets no form");
        reader.post(&path, &form("1", &[])).await.refused(&why);
        reader.post(&format!("{path}/undo"), &[]).await.refused(&why);
    }
    assert!(app.journal().await.is_empty());
});

db_test!(a_stale_form_keeps_what_was_typed_and_shows_the_other_change_field_by_field, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[])]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    officer.post(&path, &form("1", &[])).await.redirects_to(&path);
    office.post(&path, &form("2", &[("leader", "王五"), ("measure", "改成每季度")])).await.redirects_to(&path);
    // The officer began with version 2, changed the measure and the notes, and did not touch the leader.
    let typed = form("2", &[("measure", "改成每周"), ("notes", "我的备注")]);
    let page = officer.post(&path, &typed).await.conflict("别人改过这条");
    let page = page
        .contains("office 把工作举措从“每月开一次公开日”改为“改成每季度”。您也改了这一栏")
        .contains("office 把单位分管领导从“张三”改为“王五”。")
        .keeps("measure", "改成每周")
        .keeps("notes", "我的备注")
        .keeps("leader", "王五")
        .keeps("version", "3");
    assert_eq!(page.text().matches("您也改了这一栏").count(), 1);
    let again = form("3", &[("measure", "改成每周"), ("notes", "我的备注"), ("leader", "王五")]);
    officer.post(&path, &again).await.redirects_to(&path).saying("已保存");
    officer.get(&path).await.ok().keeps("measure", "改成每周").keeps("leader", "王五");
});

db_test!(mistakes_are_named_and_nothing_typed_is_lost, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[("年底前", by("2022-12-31"))])]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let officer = app.as_("edu").await;
    let long = "长".repeat(101);
    officer
        .post(&path, &form("1", &[("leader", &long)]))
        .await
        .invalid("最多 100 个字")
        .keeps("measure", "每月开一次公开日");
});

db_test!(what_recurs_is_recorded_period_by_period_and_a_record_can_be_taken_back, async |app: Server| {
    let t = town(&app).await;
    let quarterly = TimeLimit::Recurring { every: Some(Every::Quarter), working_days: Some(10) };
    let p = plan(&app, &t.government, 2022, &[task("公布收费", &t.education, &[("每季度", quarterly)])]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let officer = app.as_("edu").await;
    // The first quarter ended on 31 March; 3 to 5 April were off, 2 April was worked.
    officer.get(&path).await.ok().contains("下一期限 2022-04-15").contains("逾期");
    officer.get(&path).await.ok().contains("2022 年第 1 季度、2022 年第 2 季度、2022 年第 3 季度等 4 项还没有登记完成");
    let record = |version: &'static str, key: &'static str, on: &'static str| {
        [("limit", "0"), ("key", key), ("on", on), ("version", version)]
    };
    let done = format!("{path}/done");
    officer.post(&done, &record("1", "2022-Q1", "2022-04-20")).await.redirects_to(&path).saying("已登记完成");
    officer
        .get(&path)
        .await
        .ok()
        .contains("下一期限 2022-07-14")
        .contains("2022-04-20 完成 超过期限")
        .contains("未开始 → 进行中");
    officer.post(&done, &record("2", "2022-Q1", "2022-04-21")).await.invalid("不用重复记录");
    officer.post(&done, &record("2", "2022-Q3", "2022-08-01")).await.invalid("要到 2022-10-01 才开始");
    officer.post(&done, &record("2", "2022-Q2", "2022-08-16")).await.invalid("日期不能晚于今天");
    officer.post(&done, &record("2", "2022-Q2", "前天")).await.invalid("这样的日期");
    officer.post(&done, &record("1", "2022-Q2", "2022-07-10")).await.conflict("刚刚被别人改过");
    officer.post(&done, &record("2", "2022-Q2", "2022-07-10")).await.redirects_to(&path);
    officer
        .get(&path)
        .await
        .ok()
        .contains("下一期限 2022-10-19")
        .contains("“2022 年第 3 季度”从 2022-10-01 起可以记录");
    let mut undo = record("3", "2022-Q2", "2022-07-10").to_vec();
    undo.push(("what", "done"));
    officer.post(&format!("{path}/undo"), &undo).await.redirects_to(&path).saying("已撤销");
    officer
        .get(&path)
        .await
        .ok()
        .contains("下一期限 2022-07-14")
        .contains("撤销完成登记：“每季度”2022 年第 2 季度（2022-07-10）");
    undo[3].1 = "4";
    officer.post(&format!("{path}/undo"), &undo).await.invalid("可能已经撤销");
    let acts = ["ledger_entry.done", "ledger_entry.done", "ledger_entry.done_undone"];
    assert_eq!(app.journal().await, acts);
});

db_test!(a_period_runs_from_each_recorded_event_until_it_is_dealt_with, async |app: Server| {
    let t = town(&app).await;
    let after = TimeLimit::AfterEvent { event: "信息形成".into(), working_days: Some(20), calendar_days: None };
    let p = plan(&app, &t.government, 2022, &[task("公布公文", &t.education, &[("20个工作日内", after)])]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let officer = app.as_("edu").await;
    officer.get(&path).await.ok().contains("等待事项发生").contains("登记“信息形成”的日期");
    let event = [("limit", "0"), ("key", "文件甲"), ("on", "2022-08-01"), ("version", "1")];
    officer.post(&format!("{path}/event"), &event).await.redirects_to(&path);
    officer
        .get(&path)
        .await
        .ok()
        .contains("下一期限 2022-08-29")
        .contains("文件甲：2022-08-01 信息形成，截至 2022-08-29");
    officer
        .post(&format!("{path}/event"), &[("limit", "0"), ("key", "文件甲"), ("on", "2022-08-02"), ("version", "2")])
        .await
        .invalid("请换一个名称");
    let done = [("limit", "0"), ("key", "文件甲"), ("on", "2022-07-31"), ("version", "2")];
    officer.post(&format!("{path}/done"), &done).await.invalid("不能早于事项发生的日期 2022-08-01");
    let done = [("limit", "0"), ("key", "文件甲"), ("on", "2022-08-10"), ("version", "2")];
    officer.post(&format!("{path}/done"), &done).await.redirects_to(&path);
    officer.get(&path).await.ok().contains("等待下一项");
    let undo = [("what", "event"), ("limit", "0"), ("key", "文件甲"), ("on", "2022-08-01"), ("version", "3")];
    officer.post(&format!("{path}/undo"), &undo).await.invalid("请先撤销完成记录");
    let days = format!("{path}/days?limit=0&key=文件甲");
    officer.get(&days).await.ok().contains("2022-08-29").contains("第 20 个工作日").contains("起始日，不计");
    officer.get(&format!("{path}/days?limit=0&key=别的")).await.not_found();
});

db_test!(the_other_units_of_a_task_stand_beside_it_and_the_office_sees_them_all, async |app: Server| {
    let t = town(&app).await;
    let shared =
        GivenTask { heading: "一", body: "联合公布", limits: vec![], units: vec![&t.education, &t.transport] };
    let p = plan(&app, &t.government, 2022, &[shared]).await;
    let own = format!("/desk/ledger/{}", p.entries[1]);
    app.as_("tra").await.get(&own).await.ok().contains("同一任务 牵头市教育局");
    let office = app.as_("office").await;
    office.get(&own).await.ok().links_to(&format!("/desk/ledger/{}", p.entries[0]));
    let of_task = format!("/desk/tasks/{}", p.tasks[0]);
    office.get(&of_task).await.ok().contains("2 个单位，0 个已完成").links_to(&own);
    app.as_("tra").await.get(&of_task).await.redirects_to(&own);
});

db_test!(the_list_can_be_walked_from_entry_to_entry, async |app: Server| {
    let t = town(&app).await;
    let limit = |date: &str| [("前", by(date))];
    let tasks = [
        task("第三", &t.education, &limit("2022-12-31")),
        task("第一", &t.education, &limit("2022-09-30")),
        task("别的", &t.transport, &limit("2022-10-01")),
        task("第二", &t.education, &limit("2022-10-31")),
    ];
    let p = plan(&app, &t.government, 2022, &tasks).await;
    let filter = format!("?unit={}", t.education.id);
    let at = |n: usize| format!("/desk/ledger/{}{filter}", p.entries[n]);
    let office = app.as_("office").await;
    office.get(&at(3)).await.ok().links_to(&at(1)).links_to(&at(0)).links_to(&format!("/desk/ledger{filter}"));
    office.get(&at(1)).await.ok().links_to(&at(3)).lacks("上一条");
    office.get(&at(0)).await.ok().links_to(&at(3)).lacks("下一条");
});

db_test!(a_dropped_entry_leaves_the_list_but_can_be_read_with_a_note, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[("年底前", by("2022-12-31"))])]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let officer = app.as_("edu").await;
    officer.post(&path, &form("1", &[])).await.redirects_to(&path);
    let change = ledger::adopt::domain::Change { entry_id: &p.entries[0], is_lead: true, limits: &[], dropped: true };
    let context = ledger::entries::PlanContext {
        plan_id: p.id.clone(),
        government_id: t.government.id.clone(),
        term: law::due::Term { year: 2022, in_force: None },
    };
    let actor = journal::Actor::system();
    let mut tx = app.db.write().await.unwrap();
    ledger::entries::store::change_many(
        &mut tx,
        &actor,
        BEGINNING,
        day("2022-08-15"),
        &app.calendar,
        &context,
        &[change],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    officer.get("/desk/ledger").await.ok().lacks("公布校历");
    officer
        .get(&path)
        .await
        .ok()
        .contains("这项任务不再交给市教育局")
        .contains("每月开一次公开日")
        .contains("计划修正");
    officer.post(&path, &form("3", &[])).await.refused("这条台账只能查看");
});
