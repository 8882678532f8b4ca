//! Records of support: every kind with its fields, totals beside what the plans demand, counting and taking back.

use axum::http::StatusCode;
use directory::Role;
use law::due::{Every, TimeLimit};
use testkit::{Client, db_test};

use super::given::{GivenPlan, Town, day, plan, task, town};
use crate::Server;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";
const NEW: &str = "/desk/support/new";

fn yearly(count: u32) -> TimeLimit {
    TimeLimit::CountPerYear { count }
}

/// A plan that asks for two trainings of education, one every quarter of transport, and a hearing of both.
async fn demanding(app: &Server, t: &Town) -> GivenPlan {
    let quarterly = TimeLimit::Recurring { every: Some(Every::Quarter), working_days: None };
    let mut hearing = task("主要负责同志每年至少听取1次汇报", &t.education, &[("至少1次", yearly(1))]);
    hearing.units.push(&t.transport);
    let tasks = [
        task("公布校历", &t.education, &[("6月底前", super::given::by("2022-06-30"))]),
        task("组织政务公开培训不少于2次", &t.education, &[("不少于2次", yearly(2))]),
        task("每季度公布路况", &t.transport, &[("每季度", quarterly)]),
        hearing,
    ];
    plan(app, &t.government, 2022, &tasks).await
}

fn training<'a>(on: &'a str, title: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("kind", "training"), ("on", on), ("title", title), ("people", "30")]
}

fn counting<'a>(mut form: Vec<(&'a str, &'a str)>, counts: &'a str) -> Vec<(&'a str, &'a str)> {
    form.push(("counts", counts));
    form
}

async fn saved(who: &Client, form: &[(&str, &str)]) -> String {
    format!("/desk/support{}", who.post(NEW, form).await.redirects_below("/desk/support"))
}

db_test!(every_kind_is_recorded_with_its_own_fields, async |app: Server| {
    town(&app).await;
    let officer = app.as_("edu").await;
    officer.get("/desk/support").await.ok().contains("还没有登记过").links_to(NEW);
    let kinds = [
        ("hearing", "领导听取汇报", vec![("leader", "王局长"), ("meeting", "局务会")], "听取汇报的领导 王局长"),
        ("training", "培训", vec![("people", "1，200"), ("hours", "8"), ("online", "1")], "培训人数 1200 人"),
        ("staff", "机构人员", vec![("office", "办公室"), ("full_time", "2")], "专职人员 2 人"),
        ("budget", "经费", vec![("amount", "12,000.5"), ("purpose", "印刷")], "金额 12000.50 元"),
        ("submission", "投稿", vec![("outlet", "某刊"), ("pieces", "3"), ("adopted", "1")], "采用数 1 篇"),
        ("benchmark", "对标学习", vec![("place", "外地"), ("until", "2022-05-03"), ("cost", "80")], "花费 80 元"),
    ];
    for (code, name, fields, shown) in kinds {
        let address = format!("{NEW}?kind={code}");
        officer.get(NEW).await.ok().contains(name).links_to(&address);
        officer.get(&address).await.ok().contains(&format!("登记{name}")).keeps("on", "2022-08-15");
        let title = format!("{name}一件");
        let mut form =
            vec![("kind", code), ("on", "2022-05-01"), ("title", title.as_str()), ("note", "第一行\n第二行")];
        form.extend(fields);
        let path = saved(&officer, &form).await;
        let page = officer.get(&path).await.ok().contains(&title).contains("市教育局").contains("第二行");
        page.contains(shown).contains("没有计入台账").contains("登记经过");
    }
    let list = officer.get("/desk/support").await.ok().contains("共 6 条").contains("经费一件");
    list.contains("金额 12000.50 元").lacks("还没有登记过");
    officer.get("/desk/support?kind=budget").await.ok().contains("共 1 条").lacks("对标学习一件");
    officer.get("/desk/support?year=2021").await.ok().contains("没有符合条件的记录").contains("2021 年做了多少");
    let file = officer.get("/desk/support.csv?kind=budget").await.ok();
    file.contains("金额,用途,经费来源,列入年度预算").contains("经费一件,12000.50,印刷,,否,0");
    officer.get("/desk/support.csv").await.ok().contains("金额 12000.50 元；用途 印刷");
    assert_eq!(app.journal().await, ["support.recorded"; 6]);
});

db_test!(what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept, async |app: Server| {
    let t = town(&app).await;
    demanding(&app, &t).await;
    let officer = app.as_("edu").await;
    officer.post(NEW, &[("kind", "tea")]).await.redirects_to(NEW).saying("请先选择登记哪一种");
    let wrong = [("kind", "training"), ("on", "2022-08-16"), ("title", "培训班"), ("people", "许多"), ("note", "备注")];
    let page = officer.post(NEW, &wrong).await.invalid("日期不能晚于今天").contains("培训人数请写成整数");
    page.keeps("title", "培训班").keeps("people", "许多").keeps("on", "2022-08-16").contains("备注");
    let page = officer.post(NEW, &[("kind", "budget"), ("on", "昨天"), ("amount", "一万")]).await.invalid("这样的日期");
    page.contains("请填写标题").contains("以元为单位").contains("请填写用途").keeps("amount", "一万");
    let until = [("kind", "benchmark"), ("on", "2022-05-01"), ("title", "学习"), ("place", "外地"), ("until", "月底")];
    officer.post(NEW, &until).await.invalid("结束日期请写成").keeps("until", "月底");
    let long = "长".repeat(101);
    let form = training("2022-05-01", &long);
    officer.post(NEW, &form).await.invalid("最多 100 个字").keeps("title", &long);
    let ghost = counting(training("2022-05-01", "班"), "0190a0a0-0000-7000-8000-000000000000~0");
    officer.post(NEW, &ghost).await.invalid("选的台账不是这个单位的").keeps("title", "班");
    officer.get("/desk/support").await.ok().contains("还没有登记过");
    assert!(app.journal().await.is_empty());
});

db_test!(a_training_counts_for_the_plan_and_is_taken_back_with_its_record, async |app: Server| {
    let t = town(&app).await;
    let p = demanding(&app, &t).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    let entry = format!("/desk/ledger/{}", p.entries[1]);
    let counts = format!("{}~0", p.entries[1]);
    let balance = officer.get("/desk/support").await.ok().contains("每年至少 2 次，已记 0 次，共要求 2 次");
    balance.links_to(&entry).links_to(&format!("{NEW}?kind=training&counts={counts}"));
    let page = officer.get(&format!("{NEW}?kind=training")).await.ok();
    let first = page.text().find("组织政务公开培训").unwrap();
    assert!(first < page.text().find("听取1次汇报").unwrap(), "what asks for a training comes first");
    page.contains("2022 年已记 0 次").lacks("公布校历").lacks("公布路况");
    let path = saved(&officer, &counting(training("2022-05-01", "春季培训"), &counts)).await;
    officer.get(&path).await.ok().links_to(&entry).contains("组织政务公开培训不少于2次");
    let page = officer.get(&entry).await.ok().contains("2022 年：2022-05-01 完成").contains("进行中").links_to(&path);
    page.contains("组织保障记录").contains("登记完成：“不少于2次”2022 年（2022-05-01）：组织保障记录“春季培训”");
    officer
        .get("/desk/support")
        .await
        .ok()
        .contains("已记 1 次，共要求 2 次")
        .contains("培训人数 30 人")
        .contains("1 条");
    // What came from here is changed here.
    let undo = [("version", "2"), ("what", "done"), ("limit", "0"), ("key", "2022"), ("on", "2022-05-01")];
    officer.post(&format!("{entry}/undo"), &undo).await.invalid("来自组织保障记录“春季培训”");
    let second = saved(&officer, &counting(training("2022-06-01", "夏季培训"), &counts)).await;
    let third = counting(training("2022-07-01", "第三次"), &counts);
    officer.post(NEW, &third).await.invalid("已经记录完成").keeps("title", "第三次");
    officer.get("/desk/support").await.ok().contains("共 2 条").contains("培训人数 60 人");
    // Another day moves what was recorded; another title renames the evidence.
    let mut moved = counting(training("2022-06-02", "夏季培训班"), &counts);
    moved.push(("version", "1"));
    officer.post(&format!("{second}/edit"), &moved).await.redirects_to(&second).saying("已保存");
    officer.get(&entry).await.ok().contains("2022 年：2022-06-02 完成").lacks("2022-06-01 完成").contains("夏季培训班");
    officer.get(&second).await.ok().contains("2022-06-01 → 2022-06-02").contains("夏季培训 → 夏季培训班");
    officer.get(&format!("{second}/remove")).await.ok().contains("撤回这一次登记").links_to(&entry);
    officer.post(&format!("{second}/remove"), &[("version", "1")]).await.conflict("刚刚被别人改过");
    officer.post(&format!("{second}/remove"), &[("version", "2")]).await.redirects_to("/desk/support").saying("已移除");
    officer.get(&second).await.not_found();
    officer.get(&entry).await.ok().lacks("2022-06-02 完成").contains("2022-05-01 完成").contains("撤销完成登记");
    // Not counted any more, the record itself stays.
    let mut alone = training("2022-05-01", "春季培训");
    alone.push(("version", "1"));
    officer.post(&format!("{path}/edit"), &alone).await.redirects_to(&path);
    officer.get(&path).await.ok().contains("没有计入台账").contains("计入台账： 1 条 → （清空）");
    officer.get(&entry).await.ok().lacks("2022-05-01 完成").contains("还没有证明材料");
    alone.pop();
    alone.push(("version", "2"));
    officer.post(&format!("{path}/edit"), &alone).await.redirects_to(&path).saying("没有改动");
    office.get(&path).await.ok().contains("春季培训");
});

db_test!(what_was_handed_in_with_a_record_holds_it, async |app: Server| {
    let t = town(&app).await;
    let p = demanding(&app, &t).await;
    let officer = app.as_("edu").await;
    let entry = format!("/desk/ledger/{}", p.entries[3]);
    let counts = format!("{}~0", p.entries[3]);
    let hearing =
        [("kind", "hearing"), ("on", "2022-05-01"), ("title", "听取汇报"), ("leader", "王"), ("counts", &counts)];
    let path = saved(&officer, &hearing).await;
    officer.post(&format!("{entry}/submit"), &[("version", "2")]).await.redirects_to(&entry);
    officer.get(&path).await.ok().contains("这条记录和它的附件不能改，也不能移除").contains("已经提交验收");
    officer.get(&format!("{path}/remove")).await.ok().contains("现在不能移除").lacks("不再出现在列表");
    officer.post(&format!("{path}/remove"), &[("version", "1")]).await.refused("已经提交验收，不能再改");
    let edit = |on, leader, counts: &str| {
        let pairs = [("version", "1"), ("on", on), ("title", "听取汇报"), ("leader", leader), ("counts", counts)];
        pairs.map(|(name, value)| (name, value.to_owned()))
    };
    let sent = |form: &[(&'static str, String)]| form.iter().map(|(n, v)| (*n, v.clone())).collect::<Vec<_>>();
    for form in [edit("2022-05-02", "李", &counts), edit("2022-05-01", "李", "")] {
        let form = sent(&form);
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        officer.post(&format!("{path}/edit"), &form).await.invalid("已经提交验收").keeps("leader", "李");
    }
    officer.get(&path).await.ok().contains("2022-05-01").contains("王").links_to(&entry);
    officer.post(&format!("{entry}/withdraw"), &[("version", "3")]).await.redirects_to(&entry);
    officer.post(&format!("{path}/remove"), &[("version", "1")]).await.redirects_to("/desk/support");
    officer.get(&entry).await.ok().lacks("2022-05-01 完成");
});

db_test!(nothing_of_a_record_changes_once_an_entry_it_counts_for_was_handed_in, async |app: Server| {
    let t = town(&app).await;
    let p = demanding(&app, &t).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    let (entry, other) = (format!("/desk/ledger/{}", p.entries[3]), format!("{}~0", p.entries[1]));
    let counts = format!("{}~0", p.entries[3]);
    let path = saved(&officer, &counting(training("2022-05-01", "培训班"), &counts)).await;
    let files = format!("{path}/files");
    officer.upload(&files, &[], &[("files", "签到表.pdf", PDF)]).await.redirects_to(&path);
    let page = officer.get(&path).await.ok().links_to(&format!("{path}/edit")).links_to(&format!("{path}/remove"));
    let file = page.links().into_iter().find(|link| link.starts_with("/desk/support/files/")).unwrap();
    officer.post(&format!("{entry}/submit"), &[("version", "2")]).await.redirects_to(&entry);
    for act in ["", "accept"] {
        if !act.is_empty() {
            office.post(&format!("{entry}/{act}"), &[("version", "3")]).await.redirects_to(&entry);
        }
        let why = if act.is_empty() { "已经提交验收" } else { "已经验收通过" };
        for who in [&officer, &office] {
            let mut renamed = counting(training("2022-05-01", "改了标题"), &counts);
            renamed.push(("version", "1"));
            who.post(&format!("{path}/edit"), &renamed).await.invalid(why).keeps("title", "改了标题");
            who.upload(&files, &[], &[("files", "后补.pdf", PDF)]).await.refused(why);
            who.post(&format!("{file}/remove"), &[]).await.refused(why);
            let page = who.get(&path).await.ok().contains(why).contains("培训班").contains("签到表.pdf");
            assert!(
                !page.body().contains(&format!("{files}\"")) && !page.body().contains("确定移除"),
                "{}",
                page.body()
            );
            assert!(!page.links().contains(&format!("{path}/remove")));
        }
    }
    let sent = officer.get(&file).await.ok();
    assert_eq!((sent.bytes.as_ref(), sent.header("content-type")), (PDF, "application/pdf"));
    assert_eq!(sent.header("content-length"), PDF.len().to_string(), "sent from where it is kept");
    // What it counts for besides can still be chosen: that changes nothing of what was handed in.
    let form = officer.get(&format!("{path}/edit")).await.ok().contains("现在只能改它计入哪些别的台账");
    form.keeps("title", "培训班").keeps("people", "30").keeps("on", "2022-05-01");
    let mut more = counting(counting(training("2022-05-01", "培训班"), &counts), &other);
    more.push(("version", "1"));
    officer.post(&format!("{path}/edit"), &more).await.redirects_to(&path).saying("已保存");
    let reason = [("version", "4"), ("reason", "请补充签到表")];
    office.post(&format!("{entry}/return"), &reason).await.redirects_to(&entry);
    officer.upload(&files, &[], &[("files", "补充.pdf", PDF)]).await.redirects_to(&path).saying("已添加 1 个附件");
});

db_test!(the_office_counts_one_record_for_units_and_periods_by_the_day, async |app: Server| {
    let t = town(&app).await;
    let p = demanding(&app, &t).await;
    let office = app.as_("office").await;
    office
        .get("/desk/support")
        .await
        .ok()
        .contains("2 个单位，0 个已提交或完成")
        .links_to(&format!("/desk/tasks/{}", p.tasks[3]));
    let form = office.get(&format!("{NEW}?kind=hearing")).await.ok();
    form.contains("市教育局：4.主要负责同志").contains("市交通局：4.主要负责同志").contains("政务公开办（本级政府）");
    let look = [("kind", "hearing"), ("on", "2022-05-01"), ("title", "打了一半"), ("q", "路况"), ("look", "1")];
    let page = office.post(NEW, &look).await.ok().contains("每季度公布路况").contains("2022 年第 2 季度已记 0 次");
    page.lacks("市教育局：4.").keeps("title", "打了一半");
    let quarter = format!("{}~0", p.entries[2]);
    let (one, two) = (format!("{}~0", p.entries[3]), format!("{}~0", p.entries[4]));
    let mut form = vec![("kind", "hearing"), ("on", "2022-05-01"), ("title", "市长听取汇报"), ("leader", "市长")];
    form.extend([("counts", one.as_str()), ("counts", two.as_str()), ("counts", quarter.as_str())]);
    let path = saved(&office, &form).await;
    let links = office.get(&path).await.ok().contains("政务公开办").links();
    for entry in &p.entries[2..5] {
        assert!(links.contains(&format!("/desk/ledger/{entry}")));
    }
    office.get(&format!("/desk/ledger/{}", p.entries[2])).await.ok().contains("第 2 季度：2022-05-01 完成");
    // Another quarter, all in one.
    for (name, value) in &mut form {
        if *name == "on" {
            *value = "2022-07-05";
        }
    }
    form.push(("version", "1"));
    office.post(&format!("{path}/edit"), &form).await.redirects_to(&path);
    office
        .get(&format!("/desk/ledger/{}", p.entries[2]))
        .await
        .ok()
        .contains("第 3 季度：2022-07-05 完成")
        .lacks("2022-05-01 完成");
    // A plan of another year is not asked.
    for (name, value) in &mut form {
        match *name {
            "on" => *value = "2021-12-31",
            "version" => *value = "2",
            _ => {}
        }
    }
    office.post(&format!("{path}/edit"), &form).await.invalid("不包括 2021-12-31 这一天");
    office.get(&format!("/desk/ledger/{}", p.entries[2])).await.ok().contains("2022-07-05 完成");
    // The office records for a unit, and then only that unit's entries count.
    let for_unit = [("unit", t.education.id.as_str()), ("kind", "training"), ("on", "2022-05-01"), ("title", "代登")];
    let mut for_unit = for_unit.to_vec();
    for_unit.extend([("people", "5"), ("counts", two.as_str())]);
    office.post(NEW, &for_unit).await.invalid("选的台账不是这个单位的");
    for_unit.pop();
    let path = saved(&office, &for_unit).await;
    app.as_("edu").await.get(&path).await.ok().contains("代登");
    office.get("/desk/support?unit=office").await.ok().contains("共 1 条").lacks("代登");
    office.get(&format!("/desk/support?unit={}", t.education.id)).await.ok().contains("共 1 条").contains("代登");
});

db_test!(a_unit_reads_what_the_office_counted_for_it_and_asks_the_office_to_take_it_back, async |app: Server| {
    let t = town(&app).await;
    let p = demanding(&app, &t).await;
    let (office, officer) = (app.as_("office").await, app.as_("edu").await);
    let hearing = [("kind", "hearing"), ("on", "2022-05-01"), ("title", "市长听取汇报"), ("leader", "市长")];
    let (one, two) = (format!("{}~0", p.entries[3]), format!("{}~0", p.entries[4]));
    let path = saved(&office, &counting(counting(hearing.to_vec(), &one), &two)).await;
    office.upload(&format!("{path}/files"), &[], &[("files", "纪要.pdf", PDF)]).await.redirects_to(&path);
    let entry = format!("/desk/ledger/{}", p.entries[3]);
    officer.get(&entry).await.ok().links_to(&path);
    let page = officer.get(&path).await.ok().contains("市长听取汇报").contains("政务公开办").links_to(&entry);
    let page = page.lacks("移除").lacks("修改");
    assert!(!page.links().iter().any(|link| link.ends_with("/edit") || link.contains(&p.entries[4])), "only its own");
    let file = page.links().into_iter().find(|link| link.starts_with("/desk/support/files/")).unwrap();
    assert_eq!(officer.get(&file).await.ok().bytes, PDF);
    let edit = [("version", "1"), ("on", "2022-05-01"), ("title", "改"), ("leader", "改")];
    officer.get(&format!("{path}/edit")).await.not_found();
    officer.post(&format!("{path}/edit"), &edit).await.not_found();
    officer.post(&format!("{path}/remove"), &[("version", "1")]).await.not_found();
    officer.upload(&format!("{path}/files"), &[], &[("files", "a.pdf", PDF)]).await.not_found();
    officer.post(&format!("{file}/remove"), &[]).await.not_found();
    let undo = [("version", "2"), ("what", "done"), ("limit", "0"), ("key", "2022"), ("on", "2022-05-01")];
    let said = officer.post(&format!("{entry}/undo"), &undo).await.invalid("来自组织保障记录“市长听取汇报”");
    said.contains("请给政务公开办留言").lacks("请打开那条记录");
    office.post(&format!("{entry}/undo"), &undo).await.invalid("请打开那条记录，取消计入这条台账");
    // Once it does not count for the unit any more, it is the office's own again.
    let mut alone = counting(hearing.to_vec(), &two);
    alone.push(("version", "1"));
    office.post(&format!("{path}/edit"), &alone).await.redirects_to(&path);
    officer.get(&path).await.not_found();
    officer.get(&file).await.not_found();
});

/// A training as it is saved again.
fn again<'a>(version: &'a str, title: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [training("2022-05-01", title), vec![("version", version)], more.to_vec()].concat()
}

db_test!(two_duties_of_one_task_that_ask_for_the_same_are_recorded_apart, async |app: Server| {
    let t = town(&app).await;
    let quarterly = || TimeLimit::Recurring { every: Some(Every::Quarter), working_days: None };
    let limits = [("每季度公布", quarterly()), ("每季度培训", quarterly())];
    let p = plan(&app, &t.government, 2022, &[task("每季度公布并培训", &t.education, &limits)]).await;
    let officer = app.as_("edu").await;
    let (entry, second) = (format!("/desk/ledger/{}", p.entries[0]), format!("{}~1", p.entries[0]));
    let done = [("version", "1"), ("limit", "0"), ("key", "2022-Q1"), ("on", "2022-03-30")];
    officer.post(&format!("{entry}/done"), &done).await.redirects_to(&entry);
    let form = officer.get(&format!("{NEW}?kind=training&on=2022-03-01")).await.ok();
    form.contains("“每季度培训”，每季度一次；2022 年第 1 季度已记 0 次").lacks("“每季度公布”");
    let path = saved(&officer, &counting(training("2022-03-01", "春季培训"), &second)).await;
    let page = officer.get(&entry).await.ok();
    assert_eq!(page.text().matches("第 1 季度：2022-03-").count(), 2, "one under each");
    page.contains("证明：每季度培训：2022 年第 1 季度").lacks("证明：每季度公布");
    // Taken back where it was recorded, and only there.
    let undo = [("version", "3"), ("what", "done"), ("limit", "1"), ("key", "2022-Q1"), ("on", "2022-03-01")];
    officer.post(&format!("{entry}/undo"), &undo).await.invalid("来自组织保障记录“春季培训”");
    officer.post(&format!("{path}/remove"), &[("version", "1")]).await.redirects_to("/desk/support");
    let page = officer.get(&entry).await.ok().contains("第 1 季度：2022-03-30 完成");
    page.lacks("第 1 季度：2022-03-01 完成");
});

/// What a correction of the plan does to a task's limits.
async fn relimited(app: &Server, task: &str, raw: &str, limit: TimeLimit) {
    let limits = serde_json::json!([ledger::entries::limits::Limit { raw: raw.into(), limit }]);
    let mut tx = app.db.write().await.unwrap();
    tx.exec_one("UPDATE task SET limits = $1 WHERE id = $2", db::args![limits, task]).await.unwrap();
    tx.commit().await.unwrap();
}

db_test!(what_a_correction_left_without_its_limit_stays_counted_until_somebody_decides, async |app: Server| {
    let t = town(&app).await;
    let p = demanding(&app, &t).await;
    let officer = app.as_("edu").await;
    let (entry, counts) = (format!("/desk/ledger/{}", p.entries[1]), format!("{}~0", p.entries[1]));
    let counted = "SELECT COUNT(*) FROM ledger_support_count";
    let shown = "SELECT COUNT(*) FROM ledger_evidence WHERE removed_at IS NULL";
    let path = saved(&officer, &counting(training("2022-05-01", "春季培训"), &counts)).await;
    relimited(&app, &p.tasks[1], "不少于3次", yearly(3)).await;
    let page = officer.get(&path).await.ok().contains("时限已变").links_to(&entry);
    page.links_to(&format!("{path}/edit#f-kept"));
    // Another edit, even with a form from before the correction, leaves it.
    let edit = format!("{path}/edit");
    officer.post(&edit, &again("1", "春季培训班", &[])).await.redirects_to(&path).saying("已保存");
    assert_eq!((app.rows(counted).await, app.rows(shown).await), (1, 1));
    officer.get(&entry).await.ok().contains("春季培训班");
    let page = officer.get(&edit).await.ok().contains("时限已变的").contains("原来的时限").contains("每年至少 3 次");
    let asked = page.field("asked").unwrap();
    page.keeps("kept", &asked);
    let kept = again("2", "春季培训", &[("asked", &asked), ("kept", &asked)]);
    officer.post(&edit, &kept).await.redirects_to(&path);
    assert_eq!(app.rows(counted).await, 1);
    // Placed anew: under the limit that is there now, once.
    let anew = again("3", "春季培训", &[("asked", &asked), ("counts", &counts)]);
    officer.post(&edit, &anew).await.redirects_to(&path);
    officer.get(&path).await.ok().lacks("时限已变").contains("每年至少 3 次");
    officer.get(&entry).await.ok().contains("2022-05-01 完成");
    assert_eq!((app.rows(counted).await, app.rows(shown).await), (1, 1));
    // Or taken back, and then nothing is left of it, even if the old limit returns.
    relimited(&app, &p.tasks[1], "不少于2次", yearly(2)).await;
    let asked = officer.get(&edit).await.ok().field("asked").unwrap();
    officer.post(&edit, &again("4", "春季培训", &[("asked", &asked)])).await.redirects_to(&path);
    officer.get(&path).await.ok().contains("没有计入台账");
    assert_eq!((app.rows(counted).await, app.rows(shown).await), (0, 0));
    relimited(&app, &p.tasks[1], "不少于3次", yearly(3)).await;
    officer.get(&entry).await.ok().lacks("2022-05-01 完成").contains("撤销完成登记");
});

db_test!(only_officers_of_the_unit_and_the_office_record_and_others_read, async |app: Server| {
    let t = town(&app).await;
    app.given_person("approver", Role::Approver, Some(&t.government), Some(&t.education)).await;
    let elsewhere = app.given_government("别的市").await;
    let far = app.given_unit(&elsewhere, "别处局").await;
    app.given_person("far", Role::Office, Some(&elsewhere), None).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    let path = saved(&officer, &training("2022-05-01", "培训班")).await;
    let files = format!("{path}/files");
    officer.upload(&files, &[], &[]).await.invalid("请选择文件");
    officer.upload(&files, &[], &[("files", "木马.pdf", b"MZ\x90\x00")]).await.invalid("内容和扩展名不一致");
    officer.upload(&files, &[], &[("files", "签到表.pdf", PDF)]).await.redirects_to(&path).saying("已添加 1 个附件");
    let page = officer.get(&path).await.ok().contains("签到表.pdf").contains("添加附件：签到表.pdf");
    let file = page.links().into_iter().find(|link| link.starts_with("/desk/support/files/")).unwrap();
    for login in ["leader", "approver"] {
        let reader = app.as_(login).await;
        reader.get("/desk/support").await.ok().contains("培训班").lacks("登记第一条");
        let page = reader.get(&path).await.ok().contains("签到表.pdf").lacks("移除");
        assert!(!page.links().contains(&format!("{path}/edit")), "{login}");
        assert_eq!(reader.get(&file).await.ok().bytes, PDF);
        reader.get(NEW).await.refused("您现在的岗位是");
        reader.post(NEW, &training("2022-05-01", "不行")).await.refused("您现在的岗位是");
        reader.get(&format!("{path}/edit")).await.refused("您现在的岗位是");
        reader.post(&format!("{path}/edit"), &training("2022-05-01", "不行")).await.refused("您现在的岗位是");
        reader.post(&format!("{path}/remove"), &[("version", "1")]).await.refused("您现在的岗位是");
        reader.upload(&files, &[], &[("files", "a.pdf", PDF)]).await.refused("您现在的岗位是");
        reader.post(&format!("{file}/remove"), &[]).await.refused("您现在的岗位是");
    }
    let of_office = saved(&office, &training("2022-05-01", "全市培训")).await;
    let (own, all) = ("培训班", "全市培训");
    for (login, hidden, title) in
        [("tra", &path, own), ("far", &path, own), ("far", &of_office, all), ("edu", &of_office, all)]
    {
        let stranger = app.as_(login).await;
        stranger.get(hidden).await.not_found();
        stranger.post(&format!("{hidden}/edit"), &training("2022-05-01", "不行")).await.not_found();
        stranger.post(&format!("{hidden}/remove"), &[("version", "1")]).await.not_found();
        stranger.get("/desk/support").await.ok().lacks(title);
    }
    app.as_("tra").await.get(&file).await.not_found();
    // A unit of another government cannot be named, nor an officer's own unit be exchanged.
    let mut form = training("2022-05-01", "越界");
    form.push(("unit", far.id.as_str()));
    office.post(NEW, &form).await.not_found();
    let own = saved(&officer, &form).await;
    officer.get(&own).await.ok().contains("市教育局");
    officer.post(&format!("{file}/remove"), &[]).await.redirects_to(&path).saying("已移除");
    officer.get(&file).await.not_found();
});

db_test!(of_two_at_once_one_saves_and_the_other_keeps_what_was_typed, async |app: Server| {
    let t = town(&app).await;
    let p = demanding(&app, &t).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    let path = saved(&officer, &training("2022-05-01", "培训班")).await;
    let edit = format!("{path}/edit");
    let version = |form: Vec<(&'static str, &'static str)>| [form, vec![("version", "1")]].concat();
    let (mine, yours) = (version(training("2022-05-02", "甲改")), version(training("2022-05-03", "乙改")));
    let (one, two) = tokio::join!(officer.post(&edit, &mine), office.post(&edit, &yours));
    let told = [one.status, two.status];
    assert!(told.contains(&StatusCode::SEE_OTHER) && told.contains(&StatusCode::CONFLICT), "{told:?}");
    let page = officer.post(&edit, &version(training("2022-05-04", "丙改"))).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let page = page.contains("别人改过这条，所以还没有保存").keeps("title", "丙改").keeps("on", "2022-05-04");
    let page = page.keeps("version", "2");
    drop(page);
    let again = [training("2022-05-04", "丙改"), vec![("version", "2")]].concat();
    officer.post(&edit, &again).await.redirects_to(&path);
    // The last one that a plan asks for is taken by one of two records.
    let counts = format!("{}~0", p.entries[3]);
    let (a, b) = (counting(training("2022-05-01", "一"), &counts), counting(training("2022-05-02", "二"), &counts));
    let (one, two) = tokio::join!(officer.post(NEW, &a), office.post(NEW, &b));
    let told = [one.status, two.status];
    let lost = told.contains(&StatusCode::UNPROCESSABLE_ENTITY) || told.contains(&StatusCode::CONFLICT);
    assert!(told.contains(&StatusCode::SEE_OTHER) && lost, "{told:?}");
    let entry = officer.get(&format!("/desk/ledger/{}", p.entries[3])).await.ok();
    assert_eq!(entry.text().matches(" 完成 ").count(), 1, "recorded once");
});

db_test!(long_lists_turn_page_by_page, async |app: Server| {
    let t = town(&app).await;
    let mut tx = app.db.write().await.unwrap();
    for at in 0..120i64 {
        let (id, on) = (kernel::new_id(app.clock.now()), day("2022-01-01") + jiff::Span::new().days(at));
        tx.exec_one(
            "INSERT INTO ledger_support (id, government_id, unit_id, kind, on_day, title, note, fields, removed,
                 updated_at, version) VALUES ($1, $2, '', 'hearing', $3, $4, '', '{}', 0, 0, 1)",
            db::args![id, &t.government.id, on, format!("第{at}次听取")],
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let office = app.as_("office").await;
    let page =
        office.get("/desk/support?kind=hearing").await.ok().contains("共 120 条").contains("第119次").lacks("第69次");
    let turn = |page: &testkit::Answer, name: &str| page.links().into_iter().find(|link| link.contains(name)).unwrap();
    let second = office.get(&turn(&page, "after=")).await.ok().contains("第69次").contains("第20次").lacks("第19次");
    let third = office.get(&turn(&second, "after=")).await.ok().contains("第19次").contains("第0次");
    assert!(!third.links().iter().any(|link| link.contains("after=")));
    office.get(&turn(&third, "before=")).await.ok().contains("第69次").contains("第20次").lacks("第70次");
});
