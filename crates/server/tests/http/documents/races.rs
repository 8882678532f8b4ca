//! Two at once: one is done, the other is told, nothing is half done.

use testkit::db_test;

use super::given::{act, begun, edited, hall, public, signed, text};
use crate::Server;

fn notice() -> String {
    text("关于开学的通知", "测教字〔2022〕9号", "一、时间\n9月1日开学。")
}

db_test!(two_officers_saving_at_once_lose_nothing, async |app: Server| {
    hall(&app).await;
    let (drafter, second) = (app.as_("drafter").await, app.as_("second").await);
    let path = begun(&drafter, &notice()).await;
    let version = drafter.get(&format!("{path}/edit")).await.ok().field("version").unwrap();
    edited(&second, &path, &[("summary", "开学安排")]).await.redirects_to(&path);
    let answer = edited(&drafter, &path, &[("title", "关于秋季开学的通知"), ("version", &version)]).await;
    let page = answer.conflict("别人改过这份文件");
    // The field that only the other touched shows their text.
    let page = page.keeps("title", "关于秋季开学的通知").keeps("summary", "开学安排");
    let form = page.field("version").unwrap();
    edited(&drafter, &path, &[("title", "关于秋季开学的通知"), ("version", &form)]).await.redirects_to(&path);
    drafter.get(&path).await.ok().contains("关于秋季开学的通知");
});

db_test!(publishing_races_returning_and_one_wins, async |app: Server| {
    let h = hall(&app).await;
    let path = signed(&app, &h, &notice()).await;
    let (drafter, office) = (app.as_("drafter").await, app.as_("office").await);
    let version = drafter.get(&format!("{path}/acts/publish")).await.ok().field("version").unwrap();
    let publish = [("version", version.as_str())];
    let back = [("version", version.as_str()), ("words", "再看看")];
    let (to_publish, to_return) = (format!("{path}/acts/publish"), format!("{path}/acts/return"));
    let (one, other) = tokio::join!(drafter.post(&to_publish, &publish), office.post(&to_return, &back));
    let won = [&one, &other].iter().filter(|answer| answer.status.is_redirection()).count();
    assert_eq!(won, 1, "{} {}", one.status, other.status);
    let shown = app.anyone().get(&public(&h, &path)).await.status.as_u16();
    assert_eq!(shown, if one.status.is_redirection() { 200 } else { 404 });
});

db_test!(a_step_is_done_once_however_often_it_is_pressed, async |app: Server| {
    let h = hall(&app).await;
    let path = signed(&app, &h, &notice()).await;
    let drafter = app.as_("drafter").await;
    let version = drafter.get(&format!("{path}/acts/publish")).await.ok().field("version").unwrap();
    let (at, form) = (format!("{path}/acts/publish"), [("version", version.as_str())]);
    let answers = tokio::join!(drafter.post(&at, &form), drafter.post(&at, &form), drafter.post(&at, &form));
    let done = [&answers.0, &answers.1, &answers.2].iter().filter(|a| a.status.is_redirection()).count();
    assert_eq!(done, 1);
    let published = app.journal().await.iter().filter(|act| *act == "document.published").count();
    assert_eq!(published, 1);
    act(&drafter, &path, "publish", &[]).await.refused("已公开");
});
