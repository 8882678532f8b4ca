//! How far a plan is, in public: only where the office lets it, and only what it accepted counts as done.

use directory::Role;
use ledger::plans::progress::refresh_all;
use testkit::db_test;

use crate::Server;
use crate::ledger::given::{by, plan, task, town};

db_test!(the_office_opens_a_plans_progress_which_then_follows_the_ledger_every_day, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[("年底前", by("2022-12-31"))])]).await;
    let (officer, office, anyone) = (app.as_("edu").await, app.as_("office").await, app.anyone());
    let desk = format!("/desk/plans/{}/progress", p.id);
    let public = format!("/g/{}/plans/{}", t.government.slug, p.id);
    let progress = format!("{public}/progress");
    office.get(&desk).await.ok().contains("先公开计划，才能公开进展");
    office.post(&desk, &[]).await.refused("先公开计划");
    let publish = format!("/desk/plans/{}/publish", p.id);
    office.post(&publish, &[("version", "1")]).await.redirects_below("/desk/plans");
    anyone.get(&progress).await.not_found();
    officer.post(&desk, &[]).await.refused("公开专员");
    office.post(&desk, &[]).await.redirects_to(&desk).saying("进展已公开");
    office.post(&desk, &[]).await.redirects_to(&desk).saying("已经是现在的进展");
    anyone.get(&public).await.ok().links_to(&progress);
    anyone.get(&progress).await.ok().contains("未开始 市教育局").contains("已经完成 0 项");
    let entry = format!("/desk/ledger/{}", p.entries[0]);
    officer.post(&format!("{entry}/progress"), &[("progress", "内部进展")]).await.redirects_to(&entry);
    officer.upload(&format!("{entry}/evidence"), &[("url", &public)], &[]).await.redirects_to(&entry);
    officer.post(&format!("{entry}/submit"), &[("version", "3")]).await.redirects_to(&entry);
    office.post(&format!("{entry}/accept"), &[("version", "4")]).await.redirects_to(&entry);
    anyone.get(&progress).await.ok().contains("未开始 市教育局");
    assert_eq!(refresh_all(&app.db, app.clock.now()).await.unwrap(), 1);
    assert_eq!(refresh_all(&app.db, app.clock.now()).await.unwrap(), 0, "nothing has changed since");
    let page = anyone.get(&progress).await.ok();
    page.contains("已完成 市教育局").contains("已经完成 1 项").links_to(&public).lacks("内部进展");
    office.post(&format!("{desk}/close"), &[]).await.redirects_to(&desk).saying("不再公开");
    anyone.get(&progress).await.not_found();
    anyone.get(&public).await.ok().lacks("进展");
    office.post(&format!("{desk}/close"), &[]).await.conflict("进展现在没有公开");
    office.post(&desk, &[]).await.redirects_to(&desk).saying("进展已公开");
});

db_test!(another_governments_office_cannot_open_it, async |app: Server| {
    let t = town(&app).await;
    let p = plan(&app, &t.government, 2022, &[task("公布校历", &t.education, &[])]).await;
    let elsewhere = app.given_government("邻县").await;
    app.given_person("neighbour", Role::Office, Some(&elsewhere), None).await;
    let neighbour = app.as_("neighbour").await;
    neighbour.get(&format!("/desk/plans/{}/progress", p.id)).await.not_found();
    neighbour.post(&format!("/desk/plans/{}/progress", p.id), &[]).await.not_found();
    neighbour.post(&format!("/desk/plans/{}/progress/close", p.id), &[]).await.not_found();
});
