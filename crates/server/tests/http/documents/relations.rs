//! What a document does to others: read from its text, confirmed, marked on the other within the same act.

use testkit::{Client, db_test};

use super::given::{Hall, act, begun, determined, edited, hall, public, signed, text, through};
use crate::Server;

const OLD: &str = "测试市停车管理办法";

pub async fn old(app: &Server, hall: &Hall) -> String {
    let path = signed(app, hall, &text(OLD, "测政发〔2019〕5号", "第一条 为了规范停车，制定本办法。")).await;
    act(&app.as_("drafter").await, &path, "publish", &[]).await.redirects_to(&path);
    path
}

/// Answers every offer with yes.
pub async fn confirmed(who: &Client, path: &str) {
    loop {
        let page = who.get(path).await.ok();
        let body = page.body();
        let Some(at) = body.split("待确认").nth(1) else { return };
        let action = at.split("action=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        who.post(&action, &[("decision", "confirm")]).await.redirects_below(path);
    }
}

pub async fn repealing(app: &Server, hall: &Hall) -> String {
    let drafter = app.as_("drafter").await;
    let body = "第一条 为了规范停车，制定本办法。\n第二条 本办法自2022年9月1日起施行，有效期五年。《测试市停车管理办法》（测政发〔2019〕5号）同时废止。";
    let path = begun(&drafter, &text("测试市机动车停放办法", "测政发〔2022〕9号", body)).await;
    edited(&drafter, &path, &[("column", &hall.column), ("kind", "policy")]).await.redirects_to(&path);
    determined(&drafter, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
    path
}

db_test!(a_repeal_marks_the_old_document_everywhere_at_once, async |app: Server| {
    let h = hall(&app).await;
    let old = public(&h, &old(&app, &h).await);
    let drafter = app.as_("drafter").await;
    app.anyone().get(&old).await.ok().contains("有效").lacks("废止");
    let path = repealing(&app, &h).await;
    let form = drafter.get(&format!("{path}/edit")).await.ok();
    form.keeps("effective_on", "2022-09-01").keeps("expires_on", "2027-08-31");
    drafter.get(&path).await.ok().contains("待确认").contains("废止《测试市停车管理办法》");
    act(&drafter, &path, "submit", &[]).await.refused("请逐一确认或否定");
    confirmed(&drafter, &path).await;
    through(&app, &path).await;
    drafter.get(&format!("{path}/acts/publish")).await.ok().contains("被废止");
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);

    // In force until the new one is; the page of that day says so.
    app.anyone().get(&format!("{old}?on=2022-08-31")).await.ok().contains("有效").lacks("已经废止");
    app.anyone().get(&format!("{old}?on=2022-09-01")).await.ok().contains("已经废止").contains("测试市机动车停放办法");
    let new = public(&h, &path);
    app.anyone().get(&new).await.ok().contains("尚未施行").links_to(&old);
    app.pass_minutes(60 * 24 * 20);
    assert!(documents::turn_days(&app).await.is_ok());
    app.anyone().get(&old).await.ok().contains("不能再作为办事依据");
    let library = format!("/g/{}/documents", h.government.slug);
    app.anyone().get(&format!("{library}?validity=repealed")).await.ok().contains(OLD).contains("废止");
    app.anyone().get(&format!("{library}?validity=in_force")).await.ok().lacks(OLD);
    app.anyone().get(&format!("{old}/metadata.json")).await.ok().contains("\"validity\":\"repealed\"");

    // What repealed it is withdrawn: it is in force again.
    let drafter = app.as_("drafter").await;
    act(&drafter, &path, "withdraw", &[("kind", "error")]).await.redirects_to(&path);
    app.anyone().get(&old).await.ok().lacks("不能再作为办事依据");
});

db_test!(a_rejected_offer_does_nothing, async |app: Server| {
    let h = hall(&app).await;
    let old = public(&h, &old(&app, &h).await);
    let drafter = app.as_("drafter").await;
    let path = repealing(&app, &h).await;
    loop {
        let body = drafter.get(&path).await.ok().body();
        let Some(at) = body.split("待确认").nth(1) else { break };
        let action = at.split("action=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        drafter.post(&action, &[("decision", "reject")]).await.redirects_below(&path);
    }
    through(&app, &path).await;
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    app.anyone().get(&format!("{old}?on=2023-01-01")).await.ok().lacks("已经废止");
});

db_test!(a_repeal_finds_its_document_when_that_comes_later, async |app: Server| {
    let h = hall(&app).await;
    let drafter = app.as_("drafter").await;
    let path = repealing(&app, &h).await;
    confirmed(&drafter, &path).await;
    drafter.get(&path).await.ok().contains("不在本站公开");
    through(&app, &path).await;
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    let old = public(&h, &old(&app, &h).await);
    app.anyone().get(&format!("{old}?on=2022-09-01")).await.ok().contains("已经废止");
});
