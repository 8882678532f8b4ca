//! The life of a document: determination, review by a second person, signature, publication; back and away.

use testkit::db_test;

use super::given::{act, begun, determined, edited, hall, public, signed, text, through};
use crate::Server;

const TITLE: &str = "测试市教育局关于做好义务教育招生工作的通知";

fn notice() -> String {
    text(TITLE, "测教字〔2022〕7号", "一、总体要求\n坚持公平公正，做好招生工作。\n二、招生时间\n小学8月20日起报名。")
}

db_test!(a_pasted_text_becomes_a_public_page, async |app: Server| {
    let h = hall(&app).await;
    let drafter = app.as_("drafter").await;
    drafter.get("/desk/documents").await.ok().contains("还没有文件").links_to("/desk/documents/new");
    let path = begun(&drafter, &notice()).await;
    let form = drafter.get(&format!("{path}/edit")).await.ok();
    form.keeps("title", TITLE).keeps("number", "测教字〔2022〕7号").keeps("issued_on", "2022-03-30");
    drafter.get(&path).await.ok().contains("先确定公开属性").contains("未认定");
    act(&drafter, &path, "submit", &[]).await.refused("先确定公开属性");

    determined(&drafter, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
    drafter.get(&path).await.ok().contains("请选择公开到哪个栏目");
    act(&drafter, &path, "submit", &[]).await.refused("请选择公开到哪个栏目");
    edited(&drafter, &path, &[("column", &h.column), ("kind", "policy")]).await.redirects_to(&path);
    through(&app, &path).await;
    app.anyone().get(&public(&h, &path)).await.not_found();
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path).saying("已公开");

    let page = app.anyone().get(&public(&h, &path)).await.ok();
    page.contains(TITLE).contains("测教字〔2022〕7号").contains("小学8月20日起报名").contains("有效");
    let list = app.anyone().get(&format!("/g/{}/documents", h.government.slug)).await.ok();
    list.contains(TITLE).links_to(&public(&h, &path));
    let acts = app.journal().await;
    let official =
        ["document.begun", "document.determined", "document.reviewed", "document.signed", "document.published"];
    assert!(official.iter().all(|act| acts.iter().any(|one| one == act)), "{acts:?}");
});

db_test!(nobody_reviews_or_signs_what_is_their_own, async |app: Server| {
    let h = hall(&app).await;
    let (drafter, second) = (app.as_("drafter").await, app.as_("second").await);
    let path = begun(&drafter, &notice()).await;
    edited(&drafter, &path, &[("column", &h.column), ("kind", "policy")]).await.redirects_to(&path);
    determined(&second, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
    act(&drafter, &path, "submit", &[]).await.redirects_to(&path);
    // Both worked on it: the one wrote it, the other determined its attribute.
    for who in [&drafter, &second] {
        who.get(&path).await.ok().contains("保密审查要由另一个人来做");
        act(who, &path, "pass", &[]).await.refused("另一个人");
    }
    // Nothing changes while it is reviewed.
    drafter.get(&format!("{path}/edit")).await.refused("待保密审查");
    let chief = app.as_("chief").await;
    act(&chief, &path, "pass", &[]).await.redirects_to(&path);
    act(&second, &path, "sign", &[]).await.refused("您的岗位不办理这一步");
    act(&chief, &path, "sign", &[]).await.redirects_to(&path);
    act(&chief, &path, "publish", &[]).await.refused("您的岗位不办理这一步");
});

db_test!(an_approver_returns_it_with_a_reason, async |app: Server| {
    let h = hall(&app).await;
    let drafter = app.as_("drafter").await;
    let path = begun(&drafter, &notice()).await;
    edited(&drafter, &path, &[("column", &h.column), ("kind", "policy")]).await.redirects_to(&path);
    determined(&drafter, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
    act(&drafter, &path, "submit", &[]).await.redirects_to(&path);
    act(&app.as_("second").await, &path, "pass", &[]).await.redirects_to(&path);
    let chief = app.as_("chief").await;
    act(&chief, &path, "return", &[]).await.invalid("请写明理由");
    act(&chief, &path, "return", &[("words", "第二条写错了时间")]).await.redirects_to(&path).saying("已退回");
    drafter.get(&path).await.ok().contains("退文：第二条写错了时间");
    drafter.get("/desk/documents").await.ok().contains("被退回");
    // A new round needs a new review.
    act(&drafter, &path, "submit", &[]).await.redirects_to(&path);
    act(&chief, &path, "sign", &[]).await.refused("待保密审查");
});

db_test!(what_is_not_for_the_public_needs_its_ground_and_is_filed, async |app: Server| {
    hall(&app).await;
    let drafter = app.as_("drafter").await;
    let path = begun(&drafter, &notice()).await;
    let page = determined(&drafter, &path, &[("attribute", "withheld")]).await.invalid("要有法定理由");
    page.contains("请写明理由").contains("第十六条");
    determined(&drafter, &path, &[("attribute", "on_request")]).await.invalid("请写明理由");
    let form = [("attribute", "withheld"), ("ground", "16-2"), ("reason", "讨论稿，还没有定稿")];
    determined(&drafter, &path, &form).await.redirects_to(&path);
    drafter.get(&path).await.ok().contains("第十六条第二款").contains("讨论稿");
    through(&app, &path).await;
    act(&drafter, &path, "publish", &[]).await.refused("不能公开");
    act(&drafter, &path, "file", &[("review_on", "2022-08-15")]).await.invalid("今天以后");
    act(&drafter, &path, "file", &[("review_on", "2023-08-15")]).await.redirects_to(&path).saying("已归档");

    // Later it may become public, and goes through the review again.
    let kept = [("attribute", "withheld"), ("ground", "16-2"), ("reason", "仍未定稿"), ("review_on", "2024-01-01")];
    act(&drafter, &path, "reassess", &kept).await.redirects_to(&path).saying("已记下");
    act(&drafter, &path, "reassess", &[("attribute", "proactive")]).await.redirects_to(&path).saying("已改为主动公开");
    drafter.get(&path).await.ok().contains("起草中").contains("主动公开");
});

db_test!(a_correction_leaves_the_public_page_until_it_is_signed, async |app: Server| {
    let h = hall(&app).await;
    let path = signed(&app, &h, &notice()).await;
    let (drafter, public) = (app.as_("drafter").await, public(&h, &path));
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    app.pass_minutes(5);
    act(&drafter, &path, "correct", &[("words", "更正报名时间")]).await.redirects_to(&path);
    let body = "一、总体要求\n坚持公平公正，做好招生工作。\n二、招生时间\n小学8月25日起报名。";
    edited(&drafter, &path, &[("body", body)]).await.redirects_to(&path);
    app.anyone().get(&public).await.ok().contains("8月20日").lacks("8月25日");
    drafter.get(&format!("{path}/versions")).await.ok().contains("25");
    drafter.get(&format!("{path}/acts/drop")).await.refused("不能作废");

    // Given up, it is as it was.
    act(&drafter, &path, "discard", &[]).await.redirects_to(&path).saying("已恢复");
    drafter.get(&path).await.ok().contains("8月20日").contains("已公开");

    act(&drafter, &path, "correct", &[("words", "更正报名时间")]).await.redirects_to(&path);
    edited(&drafter, &path, &[("body", body)]).await.redirects_to(&path);
    through(&app, &path).await;
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    let page = app.anyone().get(&public).await.ok();
    page.contains("8月25日").contains("更正报名时间").links_to(&format!("{public}?version=1"));
    app.anyone().get(&format!("{public}?version=1")).await.ok().contains("8月20日").contains("已经有更新的版本");
    app.anyone().get(&format!("{public}/compare")).await.ok().contains("处不同").contains("25");
});

db_test!(what_is_withdrawn_leaves_a_tombstone, async |app: Server| {
    let h = hall(&app).await;
    let path = signed(&app, &h, &notice()).await;
    let (drafter, public) = (app.as_("drafter").await, public(&h, &path));
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    act(&drafter, &path, "withdraw", &[]).await.invalid("请选择撤下的原因");
    act(&drafter, &path, "withdraw", &[("kind", "personal")]).await.redirects_to(&path).saying("已撤下");
    let gone = app.anyone().get(&public).await;
    assert_eq!(gone.status.as_u16(), 410);
    gone.contains("含有不应公开的个人信息").lacks("8月20日");
    for form in ["text.txt", "document.docx", "document.pdf", "metadata.json", "compare"] {
        assert_eq!(app.anyone().get(&format!("{public}/{form}")).await.status.as_u16(), 410, "{form}");
    }
    app.anyone().get(&format!("/g/{}/documents", h.government.slug)).await.ok().lacks(TITLE);
});

db_test!(a_document_becomes_public_at_its_time, async |app: Server| {
    let h = hall(&app).await;
    let path = signed(&app, &h, &notice()).await;
    let (drafter, public) = (app.as_("drafter").await, public(&h, &path));
    act(&drafter, &path, "publish", &[("at", "昨天")]).await.invalid("请写明日期和时间").keeps("at", "昨天");
    act(&drafter, &path, "publish", &[("at", "2022-08-01 09:00")]).await.invalid("已经过了");
    act(&drafter, &path, "publish", &[("at", "2022-08-16 09:00")]).await.redirects_to(&path).saying("2022-08-16 09:00");
    assert_eq!(documents::publish_due(&app).await.unwrap(), 0);
    app.anyone().get(&public).await.not_found();
    app.pass_minutes(60 * 48);
    assert_eq!(documents::publish_due(&app).await.unwrap(), 1);
    assert_eq!(documents::publish_due(&app).await.unwrap(), 0);
    app.anyone().get(&public).await.ok().contains(TITLE);
});

db_test!(a_restricted_draft_is_seen_by_those_named, async |app: Server| {
    let h = hall(&app).await;
    let drafter = app.as_("drafter").await;
    let path = begun(&drafter, &notice()).await;
    edited(&drafter, &path, &[("restricted", "1"), ("column", &h.column)]).await.redirects_to(&path);
    for other in ["second", "chief", "office"] {
        let other = app.as_(other).await;
        other.get(&path).await.not_found();
        other.get("/desk/documents").await.ok().lacks(TITLE);
    }
    drafter.get("/desk/documents").await.ok().contains("指定人员可见");
});

db_test!(another_unit_knows_nothing_of_a_draft, async |app: Server| {
    let h = hall(&app).await;
    let other = app.given_unit(&h.government, "市交通局").await;
    app.given_person("tra", directory::Role::Officer, Some(&h.government), Some(&other)).await;
    let elsewhere = app.given_government("别处市").await;
    app.given_person("far", directory::Role::Office, Some(&elsewhere), None).await;
    let path = begun(&app.as_("drafter").await, &notice()).await;
    for who in ["tra", "far"] {
        let who = app.as_(who).await;
        for at in ["", "/edit", "/attribute", "/versions", "/acts/drop"] {
            who.get(&format!("{path}{at}")).await.not_found();
        }
        who.post(&format!("{path}/acts/submit"), &[("version", "1")]).await.not_found();
        who.get("/desk/documents").await.ok().lacks(TITLE);
    }
    app.as_("office").await.get(&path).await.ok().contains(TITLE);
});

db_test!(who_rewrote_it_does_not_review_it, async |app: Server| {
    let h = hall(&app).await;
    let (drafter, second) = (app.as_("drafter").await, app.as_("second").await);
    let path = begun(&drafter, &notice()).await;
    edited(&drafter, &path, &[("column", &h.column), ("kind", "policy")]).await.redirects_to(&path);
    determined(&drafter, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
    edited(&second, &path, &[("summary", "招生安排")]).await.redirects_to(&path);
    act(&drafter, &path, "submit", &[]).await.redirects_to(&path);
    act(&second, &path, "pass", &[]).await.refused("另一个人");
    act(&app.as_("chief").await, &path, "pass", &[]).await.redirects_to(&path);
});

db_test!(what_is_public_is_withdrawn_rather_than_filed, async |app: Server| {
    let h = hall(&app).await;
    let path = signed(&app, &h, &notice()).await;
    let (drafter, public) = (app.as_("drafter").await, public(&h, &path));
    act(&drafter, &path, "withdraw", &[("kind", "error")]).await.refused("没有公开");
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    act(&drafter, &path, "correct", &[("words", "更正时间")]).await.redirects_to(&path);
    let form = [("attribute", "withheld"), ("ground", "16-2"), ("reason", "不该公开")];
    determined(&drafter, &path, &form).await.refused("放弃更正，再撤下");
    // What must not be public does not wait for the correction.
    act(&drafter, &path, "withdraw", &[("kind", "personal")]).await.redirects_to(&path);
    assert_eq!(app.anyone().get(&public).await.status.as_u16(), 410);
});

db_test!(a_title_that_must_not_be_public_goes_with_the_text, async |app: Server| {
    let h = hall(&app).await;
    let path = signed(&app, &h, &notice()).await;
    let drafter = app.as_("drafter").await;
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    act(&drafter, &path, "withdraw", &[("kind", "personal"), ("untitled", "1")]).await.redirects_to(&path);
    let gone = app.anyone().get(&public(&h, &path)).await;
    assert_eq!(gone.status.as_u16(), 410);
    gone.contains("已撤下的文件").contains("个人信息").lacks(TITLE);
    let api = app.anyone().get(&format!("/api/v1/documents/{}", path.rsplit('/').next().unwrap())).await;
    assert!(!api.body().contains(TITLE), "{}", api.body());
    drafter.get(&path).await.ok().contains(TITLE);
});
