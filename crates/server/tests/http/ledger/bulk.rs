//! One act on many entries: what it will do is shown first, and done only to what is as it was shown.

use testkit::db_test;

use super::given::{by, plan, task, town};
use crate::Server;

/// The hidden fields of a preview that name the entries.
fn shown(page: &testkit::Answer) -> Vec<String> {
    let body = page.body();
    let entries = body.split("name=\"entry\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    entries.filter(|value| value.contains('~')).map(str::to_owned).collect()
}

db_test!(handed_in_entries_are_accepted_together_and_what_changed_meanwhile_is_left_alone, async |app: Server| {
    let t = town(&app).await;
    let limit = [("6月底前", by("2022-06-30"))];
    let tasks = [task("甲", &t.education, &limit), task("乙", &t.education, &limit), task("丙", &t.transport, &limit)];
    let p = plan(&app, &t.government, 2022, &tasks).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    for entry in &p.entries[..2] {
        let path = format!("/desk/ledger/{entry}");
        officer.post(&format!("{path}/progress"), &[("progress", "已办")]).await.redirects_to(&path);
        officer.post(&format!("{path}/submit"), &[("version", "2")]).await.redirects_to(&path);
    }
    officer.get("/desk/ledger/bulk?act=accept&all=1").await.refused("不能办“验收通过”");
    office.get("/desk/ledger/bulk?act=accept").await.redirects_to("/desk/ledger").saying("请先勾选台账");
    let preview = office.get("/desk/ledger/bulk?act=accept&all=1").await.ok();
    let preview = preview.contains("确定，办理 2 条").contains("现在的状态是“未开始”，不是“待验收”");
    let entries = shown(&preview);
    assert_eq!(entries.len(), 2);
    let first = format!("/desk/ledger/{}", p.entries[0]);
    officer.post(&format!("{first}/withdraw"), &[("version", "3")]).await.redirects_to(&first);
    let mut form: Vec<(&str, &str)> = vec![("act", "accept")];
    form.extend(entries.iter().map(|value| ("entry", value.as_str())));
    officer.post("/desk/ledger/bulk", &form).await.refused("不能办“验收通过”");
    let answer = office.post("/desk/ledger/bulk", &form).await.redirects_to("/desk/ledger");
    answer.saying("已办 1 条。有 1 条刚刚有变化");
    office.get("/desk/ledger?status=accepted").await.ok().contains("共 1 条").contains("乙");
    // Sent again, it does nothing twice.
    office.post("/desk/ledger/bulk", &form).await.redirects_to("/desk/ledger").saying("已办 0 条");
});

db_test!(a_later_day_is_granted_to_many_with_one_reason, async |app: Server| {
    let t = town(&app).await;
    let tasks = [task("甲", &t.education, &[("6月底前", by("2022-06-30"))]), task("乙", &t.transport, &[])];
    plan(&app, &t.government, 2022, &tasks).await;
    let office = app.as_("office").await;
    let preview = "/desk/ledger/bulk?act=extend&all=1";
    office.get(preview).await.ok().contains("填好上面的内容后预览").lacks("确定，办理");
    office.get(&format!("{preview}&ready=1&to=2022-09-30")).await.ok().contains("请写明延期的理由");
    let page = office.get(&format!("{preview}&ready=1&to=2022-09-30&words=等文件")).await.ok();
    let page = page.contains("2022-06-30 → 2022-09-30").contains("没有可以延长的期限").contains("确定，办理 1 条");
    let entries = shown(&page);
    let form = [("act", "extend"), ("to", "2022-09-30"), ("words", "等文件"), ("entry", entries[0].as_str())];
    office.post("/desk/ledger/bulk", &form[..1]).await.refused("填写的内容不完整");
    office.post("/desk/ledger/bulk", &form).await.redirects_to("/desk/ledger").saying("已办 1 条");
    office.get("/desk/ledger?due=overdue").await.ok().lacks("甲");
});

db_test!(an_officer_assigns_the_units_own_entries_and_no_others, async |app: Server| {
    let t = town(&app).await;
    let tasks = [task("甲", &t.education, &[]), task("乙", &t.transport, &[])];
    let p = plan(&app, &t.government, 2022, &tasks).await;
    let officer = app.as_("edu").await;
    let page = officer.get("/desk/ledger/bulk?act=assign&all=1&ready=1&office_in_charge=办公室").await.ok();
    let page = page.contains("责任科室：办公室").lacks("乙");
    let mut form = vec![("act", "assign"), ("office_in_charge", "办公室")];
    let foreign = format!("{}~1", p.entries[1]);
    let own = shown(&page);
    form.extend([("entry", own[0].as_str()), ("entry", foreign.as_str())]);
    officer.post("/desk/ledger/bulk", &form).await.redirects_to("/desk/ledger").saying("已办 1 条");
    app.as_("tra").await.get(&format!("/desk/ledger/{}", p.entries[1])).await.ok().keeps("office_in_charge", "");
    officer.get(&format!("/desk/ledger/{}", p.entries[0])).await.ok().keeps("office_in_charge", "办公室");
});

db_test!(who_is_reminded_sees_it_on_the_days_page_with_what_was_given_back, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[])]).await;
    let (officer, office) = (app.as_("edu").await, app.as_("office").await);
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let entry = format!("{}~1", p.entries[0]);
    let answer = office.post("/desk/ledger/bulk", &[("act", "remind"), ("entry", &entry)]).await;
    answer.saying("催办：已办 1 条。写信给 0 人；市教育局没有可以写信的公开专员，只在台账里提醒");
    officer.get("/desk").await.ok().contains("等我回复的").contains("公布校历");
    officer.get(&path).await.ok().contains("请抓紧办理。");
    officer.post(&format!("{path}/progress"), &[("progress", "已办")]).await.redirects_to(&path);
    officer.post(&format!("{path}/submit"), &[("version", "3")]).await.redirects_to(&path);
    office.get("/desk").await.ok().contains("等我验收的").contains("公布校历");
    office.post(&format!("{path}/return"), &[("version", "4"), ("reason", "缺原件")]).await.redirects_to(&path);
    officer.get("/desk").await.ok().contains("退回给我的").contains("缺原件");
    officer.post(&format!("{path}/submit"), &[("version", "5")]).await.redirects_to(&path);
    let accept = [("version", "6"), ("then", "today")];
    office.post(&format!("{path}/accept"), &accept).await.redirects_to("/desk").saying("已验收通过");
});
