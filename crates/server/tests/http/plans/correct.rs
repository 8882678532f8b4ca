//! A corrected file: the difference is shown, and what units filled in stays.

use db::args;
use ledger::intake::domain::DraftTask;
use testkit::db_test;

use super::{City, PLAN};
use crate::Server;

/// [`PLAN`] with one task reworded, one given to others, one taken out and one added.
fn corrected() -> String {
    PLAN.replace("9月底前完成历史规划归集整理", "10月底前完成历史规划归集整理")
        .replace("责任单位：市财政局、市发改委", "责任单位：市财政局、市教育局")
        .replace("1\t公开义务教育招生政策和招生结果\t市教育局\t8月底前\n", "")
        + "3\t公开生态环境监督检查情况\t市财政局\t每月\n"
}

impl City {
    /// An adopted plan, and a corrected draft of it about which nobody has said anything.
    async fn corrected(&self) -> (String, String) {
        let draft = self.resolved().await;
        let plan = self.adopt(&draft).await;
        (plan, self.upload("更正.txt", &corrected()).await)
    }

    async fn answer(&self, draft: &str, answer: &str) {
        self.office.post(&format!("{}/correction", self.review(draft)), &[("answer", answer)]).await.saying("");
    }
}

db_test!(a_file_with_the_same_number_asks_whether_it_corrects, async |app: Server| {
    let city = City::given(&app).await;
    let (plan, draft) = city.corrected().await;
    let page = city.office.get(&city.review(&draft)).await.ok();
    page.contains("文号相同，是更正稿吗？").links_to(&format!("/desk/plans/{plan}"));
    let path = format!("{}/adopt", city.review(&draft));
    city.office.get(&path).await.ok().contains("还没有说明是不是更正稿");
    city.office.post(&path, &[("confirmed", "")]).await.refused("还没有说明是不是更正稿");
    city.answer(&draft, "no").await;
    city.office.get(&path).await.ok().contains("采用这份计划？");
    let other = city.adopt(&draft).await;
    assert_ne!(other, plan, "it is another plan then");
});

db_test!(the_difference_is_shown_field_by_field, async |app: Server| {
    let city = City::given(&app).await;
    let (_, draft) = city.corrected().await;
    city.answer(&draft, "yes").await;
    let page = city.office.get(&format!("{}/adopt", city.review(&draft))).await.ok();
    let page =
        page.contains("按更正稿更新？").contains("没有变化2").contains("改了2").contains("新增1").contains("不再有1");
    page.contains("公开生态环境监督检查情况").contains("公开义务教育招生政策和招生结果").contains("时限，更正稿");
});

db_test!(what_units_filled_in_outlives_the_correction, async |app: Server| {
    let city = City::given(&app).await;
    let (plan, draft) = city.corrected().await;
    let before = app.ledger_of(&plan).await;
    let mut tx = app.db.write().await.unwrap();
    tx.exec("UPDATE ledger_entry SET measure = '已建专栏', status = 'in_progress'", args![]).await.unwrap();
    tx.commit().await.unwrap();
    city.answer(&draft, "yes").await;
    let page = city.office.get(&format!("{}/adopt", city.review(&draft))).await.ok();
    let page = page.contains("有 1 条台账已经填过内容，会保留下来");
    page.contains("2 条台账不再要求，其中 2 条已经填过内容");
    assert_eq!(city.adopt(&draft).await, plan);

    let after = app.ledger_of(&plan).await;
    let has = |ledger: &[String], task: &str, unit: &str| ledger.iter().any(|l| l.contains(task) && l.contains(unit));
    assert!(has(&before, "义务教育", "市教育局") && !has(&after, "义务教育", "市教育局"), "its task is gone");
    assert!(has(&before, "财政收支", "市发改委") && !has(&after, "财政收支", "市发改委"), "it answers no longer");
    assert!(has(&after, "财政收支", "市教育局") && has(&after, "生态环境", "市财政局"), "{after:#?}");

    let filled = "SELECT COUNT(*) FROM ledger_entry WHERE measure = '已建专栏'";
    assert_eq!(app.rows(filled).await, 12, "nothing filled in is lost");
    let dropped = "SELECT COUNT(*) FROM ledger_entry WHERE dropped = 1 AND measure = '已建专栏'";
    assert_eq!(app.rows(dropped).await, 2);
    let moved = "SELECT COUNT(*) FROM ledger_entry WHERE due_key = '2022-10-31' AND dropped = 0";
    assert_eq!(app.rows(moved).await, 4, "the new limit is reckoned");
    let unlike = "SELECT COUNT(*) FROM task t JOIN plan p ON p.id = t.plan_id LEFT JOIN ledger_text x
         ON x.id = t.id AND x.plan_id = p.id AND x.year = p.year AND x.text = lower(t.body) WHERE x.id IS NULL";
    assert_eq!(app.rows(unlike).await, 0, "searches find the tasks as they are now");
    let page = city.office.get(&format!("/desk/plans/{plan}")).await.ok();
    page.contains("用更正稿更新过 1 次").contains("公开生态环境监督检查情况").lacks("公开义务教育招生政策");
    assert_eq!(app.rows("SELECT COUNT(*) FROM plan").await, 1);
});

db_test!(a_task_that_was_taken_out_by_mistake_comes_back_with_its_entries, async |app: Server| {
    let city = City::given(&app).await;
    let (plan, draft) = city.corrected().await;
    city.answer(&draft, "yes").await;
    city.adopt(&draft).await;
    let again = city.upload("再更正.txt", &format!("{PLAN}\n")).await;
    city.answer(&again, "yes").await;
    city.office.get(&format!("{}/adopt", city.review(&again))).await.ok().contains("恢复");
    assert_eq!(city.adopt(&again).await, plan);
    let ledger = app.ledger_of(&plan).await;
    assert_eq!(ledger.iter().filter(|line| line.contains("义务教育")).count(), 1);
    assert_eq!(app.rows("SELECT COUNT(*) FROM task WHERE body LIKE '%义务教育%'").await, 1, "the same task");
});

db_test!(a_correction_knows_what_names_meant_in_the_plan_it_corrects, async |app: Server| {
    let city = City::given(&app).await;
    let text = PLAN.replace("市政务公开服务中心", "各有关部门");
    let draft = city.upload("要点.txt", &text).await;
    city.office.post(&format!("{}/names/all", city.review(&draft)), &[]).await.saying("1 个统称不落到单位");
    city.adopt(&draft).await;
    let again = city.upload("更正.txt", &text.replace("9月底前", "10月底前")).await;
    city.office.get(&format!("{}?show=unresolved", city.review(&again))).await.ok().contains("各有关部门没认出");
    city.answer(&again, "yes").await;
    city.office.get(&city.review(&again)).await.ok().contains("各有关部门不落到单位");
});

db_test!(a_text_that_the_office_wrote_outlives_the_correction_unless_it_says_otherwise, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.resolved().await;
    let tasks = app.draft_tasks(&draft).await;
    for (task, text) in [(&tasks[0], "规划都要公开"), (&tasks[1], "按季公开财政收支")] {
        let content = &task.body.content;
        let (lead, units) = (content.lead.join("、"), content.units.join("、"));
        let form = [("version", "1"), ("text", text), ("lead", &lead), ("units", &units)];
        let path = format!("{}/tasks/{}", city.review(&draft), task.id);
        city.office.post(&path, &form).await.saying("已保存");
    }
    let plan = city.adopt(&draft).await;
    let again = city.upload("更正.txt", &corrected()).await;
    city.answer(&again, "yes").await;
    let path = format!("{}/adopt", city.review(&again));
    let page = city.office.get(&path).await.ok().contains("有 2 项任务的文字是我们核对时改过的");
    let [first, second, third] =
        app.draft_tasks(&again).await.try_into().map(|[a, b, c, ..]: [DraftTask; 5]| [a.id, b.id, c.id]).unwrap();
    let page = page.keeps(&format!("text-{first}"), "keep").keeps(&format!("text-{second}"), "keep");
    assert_eq!(page.field(&format!("text-{third}")), None, "nobody had written that one");
    let confirmed = page.field("confirmed").unwrap();
    let take = format!("text-{second}");
    let form = [("confirmed", confirmed.as_str()), (take.as_str(), "take")];
    city.office.post(&path, &form).await.redirects_to(&format!("/desk/plans/{plan}"));
    let page = city.office.get(&format!("/desk/plans/{plan}")).await.ok();
    let page = page.contains("规划都要公开").lacks("主动公开国民经济和社会发展规划");
    page.contains("每季度公开一次财政收支情况").lacks("按季公开财政收支").contains("10月底前");
    let kept = "SELECT COUNT(*) FROM journal WHERE act = 'plan.corrected' AND payload LIKE '%\"texts_kept\":1%'";
    assert_eq!(app.rows(kept).await, 1);
    // The text of our own is still known as that, whatever comes after.
    let last = city.upload("再更正.txt", &corrected().replace("每月", "每季度")).await;
    city.answer(&last, "yes").await;
    let page = city.office.get(&format!("{}/adopt", city.review(&last))).await.ok();
    page.contains("有 1 项任务的文字是我们核对时改过的");
    city.adopt(&last).await;
    city.office.get(&format!("/desk/plans/{plan}")).await.ok().contains("规划都要公开");
});
