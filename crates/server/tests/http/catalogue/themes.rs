//! Themes are added, renamed, moved and retired.

use axum::http::StatusCode;
use directory::Role;
use testkit::db_test;

use super::place;
use crate::Server;

db_test!(themes_are_kept_by_the_office, async |app: Server| {
    let p = place(&app).await;
    let office = app.as_("office").await;
    office.get("/desk/themes").await.ok().contains("还没有这些标准主题：出生、上学");
    office.post("/desk/themes/standard", &[]).await.redirects_to("/desk/themes").saying("已添加");
    office.post("/desk/themes/standard", &[]).await.redirects_to("/desk/themes").saying("都已经有了");
    let new = "/desk/themes/new";
    office.post(new, &[("name", "上学"), ("audience", "people")]).await.invalid("已经有这个主题了");
    office.post(new, &[("name", ""), ("audience", "x")]).await.invalid("请填写名称");
    office.post(new, &[("name", "看病"), ("audience", "people")]).await.redirects_to("/desk/themes").saying("看病");

    let mut tx = app.db.read().await.unwrap();
    let all = catalogue::theme::all(&mut tx, &p.government.id).await.unwrap();
    drop(tx);
    let made = all.iter().find(|theme| theme.name == "看病").unwrap();
    let path = format!("/desk/themes/{}", made.id);
    office
        .post(&path, &[("version", "1"), ("name", "就医"), ("audience", "people")])
        .await
        .redirects_to("/desk/themes");
    let late = office.post(&path, &[("version", "1"), ("name", "求医"), ("audience", "people")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.contains("别人改过这个主题").keeps("name", "求医").keeps("version", "2");
    office
        .post(&format!("{path}/up"), &[("version", "2")])
        .await
        .redirects_to("/desk/themes")
        .saying("已移到“身后事”之前");
    office.post(&format!("{path}/retire"), &[("version", "2")]).await.conflict("别人改过");
    office.post(&format!("{path}/retire"), &[("version", "3")]).await.redirects_to("/desk/themes").saying("已停用");
    office.get("/desk/themes").await.ok().contains("停用的主题");
    office.post(&format!("{path}/restore"), &[("version", "4")]).await.redirects_to("/desk/themes").saying("已恢复");

    let officer = app.as_("officer").await;
    officer.get("/desk/themes").await.ok().contains("就医").lacks(&path);
    officer.get(&path).await.refused("不能使用这个页面");
    let other = app.given_government("白沙县").await;
    app.given_person("neighbour", Role::Office, Some(&other), None).await;
    app.as_("neighbour").await.get(&path).await.not_found();
});
