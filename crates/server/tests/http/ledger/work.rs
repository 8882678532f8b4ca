//! The work on an entry: progress, evidence, handing in, accepting, giving back, a later last day, comments.

use directory::Role;
use testkit::db_test;

use super::given::{GivenPlan, Town, by, plan, task, town};
use crate::Server;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";

async fn one_entry(app: &Server, t: &Town) -> (GivenPlan, String) {
    let p = plan(app, &t.government, 2022, &[task("公布校历", &t.education, &[("6月底前", by("2022-06-30"))])]).await;
    let path = format!("/desk/ledger/{}", p.entries[0]);
    (p, path)
}

db_test!(what_a_unit_hands_in_is_given_back_with_a_reason_and_accepted_the_second_time, async |app: Server| {
    let t = town(&app).await;
    let (_, path) = one_entry(&app, &t).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    let submit = format!("{path}/submit");
    officer.get(&path).await.ok().contains("请先写一条进展，或者添加一份证明材料");
    officer.post(&submit, &[("version", "1"), ("finished_on", "2022-07-01")]).await.invalid("请先写一条进展");
    let progress = [("progress", "校历已经张贴"), ("on", "2022-07-01")];
    officer.post(&format!("{path}/progress"), &progress).await.redirects_to(&path).saying("进展已写入");
    officer.get(&path).await.ok().contains("进行中").contains("校历已经张贴").contains("2022-07-01");
    officer.post(&submit, &[("version", "2"), ("finished_on", "2022-08-16")]).await.invalid("日期不能晚于今天");
    officer.post(&submit, &[("version", "2"), ("finished_on", "昨天")]).await.invalid("这样的日期");
    let hand_in = [("version", "2"), ("finished_on", "2022-07-01"), ("words", "请验收")];
    officer.post(&submit, &hand_in).await.redirects_to(&path).saying("已提交");
    officer.get("/desk/ledger?due=overdue").await.ok().lacks("公布校历");
    officer.get(&path).await.ok().contains("2022-07-01 完成 超过期限").contains("已经提交验收，不能再改");
    officer.post(&path, &[("version", "3"), ("measure", "改")]).await.invalid("已经提交验收，不能再改");
    officer.post(&format!("{path}/accept"), &[("version", "3")]).await.refused("您现在的岗位是“公开专员”");
    office.get("/desk/ledger?status=submitted").await.ok().contains("公布校历");
    office.post(&format!("{path}/return"), &[("version", "3"), ("reason", " ")]).await.invalid("请写明退回的理由");
    let reason = [("version", "3"), ("reason", "缺少校历原件")];
    office.post(&format!("{path}/return"), &reason).await.redirects_to(&path).saying("已退回");
    officer.get("/desk/ledger?due=overdue&status=returned").await.ok().contains("公布校历");
    officer.get(&path).await.ok().contains("缺少校历原件").contains("请按退回理由修改后再提交");
    officer.post(&submit, &[("version", "4"), ("finished_on", "2022-07-01")]).await.redirects_to(&path);
    office.post(&format!("{path}/accept"), &[("version", "5"), ("words", "可以")]).await.redirects_to(&path);
    officer.get(&path).await.ok().contains("逾期完成").contains("已经验收通过，不能再改").contains("可以");
    officer.get("/desk/ledger?late=1&status=accepted").await.ok().contains("公布校历");
    let acts = ["noted", "submitted", "returned", "submitted", "accepted"].map(|act| format!("ledger_entry.{act}"));
    assert_eq!(app.journal().await, acts);
});

db_test!(a_submission_is_taken_back_until_it_is_judged_and_reopened_by_the_office_after, async |app: Server| {
    let t = town(&app).await;
    let (_, path) = one_entry(&app, &t).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    officer.post(&format!("{path}/progress"), &[("progress", "已办")]).await.redirects_to(&path);
    officer.post(&format!("{path}/submit"), &[("version", "2")]).await.redirects_to(&path);
    officer.post(&format!("{path}/withdraw"), &[("version", "3")]).await.redirects_to(&path).saying("已撤回");
    officer.post(&format!("{path}/withdraw"), &[("version", "4")]).await.invalid("不是“待验收”");
    office.post(&format!("{path}/accept"), &[("version", "4")]).await.invalid("不是“待验收”");
    officer.post(&format!("{path}/submit"), &[("version", "4")]).await.redirects_to(&path);
    office.post(&format!("{path}/accept"), &[("version", "5")]).await.redirects_to(&path);
    officer.post(&format!("{path}/withdraw"), &[("version", "6")]).await.invalid("不是“待验收”");
    office.post(&format!("{path}/return"), &[("version", "6"), ("reason", "抽查不实")]).await.redirects_to(&path);
    officer.get("/desk/ledger?due=overdue").await.ok().contains("公布校历").contains("已退回");
});

db_test!(of_officer_and_office_at_once_the_first_wins_and_the_other_is_told, async |app: Server| {
    let t = town(&app).await;
    let (_, path) = one_entry(&app, &t).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    officer.post(&format!("{path}/progress"), &[("progress", "已办")]).await.redirects_to(&path);
    officer.post(&format!("{path}/submit"), &[("version", "2")]).await.redirects_to(&path);
    let (withdraw, accept) = (format!("{path}/withdraw"), format!("{path}/accept"));
    let (taken_back, accepted) =
        tokio::join!(officer.post(&withdraw, &[("version", "3")]), office.post(&accept, &[("version", "3")]));
    let told = [taken_back, accepted].map(|answer| answer.status.as_u16());
    assert!(told.contains(&303) && told.contains(&409), "{told:?}");
    let two = tokio::join!(
        officer.post(&path, &[("version", "4"), ("measure", "甲")]),
        officer.post(&path, &[("version", "4"), ("measure", "乙")])
    );
    let told = [two.0, two.1].map(|answer| answer.status.as_u16());
    // When the office won, nothing can be filled in; otherwise one of the two is told.
    assert!(told == [422, 422] || (told.contains(&303) && told.contains(&409)), "{told:?}");
});

db_test!(evidence_is_a_file_told_by_its_content_an_address_or_something_published, async |app: Server| {
    let t = town(&app).await;
    let (p, path) = one_entry(&app, &t).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    let add = format!("{path}/evidence");
    officer.upload(&add, &[], &[("files", "木马.pdf", b"MZ\x90\x00")]).await.invalid("内容和扩展名不一致");
    officer.upload(&add, &[], &[("files", "空.pdf", b"")]).await.invalid("空文件");
    officer.upload(&add, &[], &[]).await.invalid("请选择文件，或者填写网址");
    officer.upload(&add, &[("url", "javascript:alert(1)")], &[]).await.invalid("以 https:// 或 http:// 开头");
    officer.upload(&add, &[("url", "/g/none")], &[]).await.invalid("本站没有这个公开页面");
    let proves = [("occasion", "0|2022-06-30"), ("url", "https://example.gov.cn/a")];
    officer.upload(&add, &proves, &[("files", "校历.pdf", PDF)]).await.redirects_to(&path).saying("已添加 2 份");
    let page = officer.get(&path).await.ok();
    let page = page.contains("校历.pdf").contains("证明：6月底前：2022-06-30").links_to("https://example.gov.cn/a");
    let file = page.links().into_iter().find(|link| link.starts_with("/desk/evidence/")).unwrap();
    let got = officer.get(&file).await.ok();
    assert_eq!(got.bytes, PDF);
    assert_eq!(got.header("content-type"), "application/pdf");
    assert_eq!(got.header("content-length"), PDF.len().to_string(), "sent from where it is kept");
    assert!(got.header("content-disposition").starts_with("attachment"));
    office.get(&file).await.ok();
    app.as_("tra").await.get(&file).await.not_found();
    let plan_path = format!("/g/{}/plans/{}", t.government.slug, p.id);
    officer.upload(&add, &[("url", &plan_path)], &[]).await.invalid("本站没有这个公开页面");
    let publish = format!("/desk/plans/{}/publish", p.id);
    office.post(&publish, &[("version", "1")]).await.redirects_below("/desk/plans");
    officer.upload(&add, &[("url", &plan_path)], &[]).await.redirects_to(&path);
    officer.get(&path).await.ok().contains("2022 年政务公开工作要点 已公开").links_to(&plan_path);
    officer.post(&format!("{file}/remove"), &[]).await.redirects_to(&path).saying("已移除");
    officer.get(&file).await.not_found();
    officer.post(&format!("{path}/submit"), &[("version", "4")]).await.redirects_to(&path);
    officer.upload(&add, &[], &[("files", "后补.pdf", PDF)]).await.invalid("已经提交验收");
});

db_test!(a_later_last_day_is_granted_by_the_office_with_a_reason, async |app: Server| {
    let t = town(&app).await;
    let (_, path) = one_entry(&app, &t).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    let extend = format!("{path}/extend");
    let form = |on, reason| [("version", "1"), ("occasion", "0|2022-06-30"), ("on", on), ("reason", reason)];
    officer.post(&extend, &form("2022-09-30", "忙")).await.refused("您现在的岗位是“公开专员”");
    office.post(&extend, &form("2022-09-30", "")).await.invalid("请写明延期的理由");
    office.post(&extend, &form("2022-06-30", "等上级文件")).await.invalid("要晚于现在的期限 2022-06-30");
    office.post(&extend, &form("2024-06-30", "等上级文件")).await.invalid("最晚到 2023-06-30");
    office.post(&extend, &form("不知道", "等上级文件")).await.invalid("这样的日期").keeps("reason", "等上级文件");
    office.post(&extend, &form("2022-09-30", "等上级文件")).await.redirects_to(&path).saying("已延期至 2022-09-30");
    officer.get(&path).await.ok().contains("经批准延至 2022-09-30").contains("等上级文件");
    officer.get("/desk/ledger?due=overdue").await.ok().lacks("公布校历");
});

db_test!(unit_and_office_talk_and_each_sees_what_waits_for_them, async |app: Server| {
    let t = town(&app).await;
    app.given_person("auditor", Role::Auditor, Some(&t.government), None).await;
    let (_, path) = one_entry(&app, &t).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    let comment = format!("{path}/comment");
    office.post(&comment, &[("comment", "")]).await.invalid("请写下要说的话");
    office.post(&comment, &[("comment", "什么时候能办？<b>")]).await.redirects_to(&path);
    officer.get("/desk/ledger?awaits=unit").await.ok().contains("公布校历");
    officer.get(&path).await.ok().contains("等待单位回复").contains("什么时候能办？<b>");
    office.post(&format!("{path}/answered"), &[]).await.invalid("已经处理过了");
    officer.post(&comment, &[("comment", "下周")]).await.redirects_to(&path);
    office.get("/desk/ledger?awaits=office").await.ok().contains("公布校历");
    office.post(&format!("{path}/answered"), &[]).await.redirects_to(&path);
    office.get("/desk/ledger?awaits=office").await.ok().lacks("公布校历");
    app.as_("auditor").await.post(&comment, &[("comment", "看看")]).await.refused("第三方评估");
    app.as_("tra").await.post(&comment, &[("comment", "看看")]).await.not_found();
});
