//! Adopting: the plan, its tasks and every unit's entries appear together or not at all.

use db::args;
use journal::Actor;
use ledger::adopt::{Adopting, adopt};
use ledger::review::store::By;
use testkit::db_test;

use super::{City, PLAN};
use crate::Server;

const PLANS: &str = "SELECT COUNT(*) FROM plan";
const TASKS: &str = "SELECT COUNT(*) FROM task";
const ENTRIES: &str = "SELECT COUNT(*) FROM ledger_entry";

db_test!(every_responsible_unit_gets_its_entry_and_groups_expand, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.resolved().await;
    let preview = city.office.get(&format!("{}/adopt", city.review(&draft))).await.ok();
    let preview = preview.contains("采用这份计划？").contains("东河县政府、西岭县政府、南川区政府");
    preview.contains("采用后建立 12 条台账");
    let plan = city.adopt(&draft).await;
    let ledger = app.ledger_of(&plan).await;
    assert_eq!(ledger.len(), 12, "{ledger:#?}");
    let of = |words: &str| {
        let units = ledger.iter().filter(|line| line.contains(words)).filter_map(|line| line.rsplit(": ").next());
        units.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(of("历史规划"), "市发展改革委* 东河县政府 西岭县政府 南川区政府");
    assert_eq!(of("财政收支"), "市财政局 市发改委");
    assert_eq!(of("义务教育"), "市教育局");
    let page = city.office.get(&format!("/desk/plans/{plan}")).await.ok();
    let page = page.links_to(&format!("/desk/ledger?plan={plan}"));
    page.contains("还没有向社会公开").contains("一、加强重点领域信息公开").contains("9月底前（2022-09-30 前）");
    city.office.get(&format!("/desk/plans/{plan}?view=units")).await.ok().contains("东河县政府 2 项");
    city.office.get(&format!("/desk/plans/{plan}?view=text")).await.ok().contains("现印发给你们");
    let file = city.office.get(&format!("/desk/plans/{plan}/original")).await.ok();
    assert_eq!(file.body(), PLAN);
    assert_eq!(app.journal().await.last().map(String::as_str), Some("plan.adopted"));
});

db_test!(nothing_is_adopted_while_a_name_is_undecided, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.upload("要点.txt", PLAN).await;
    let path = format!("{}/adopt", city.review(&draft));
    let page = city.office.get(&path).await.ok().contains("还有 3 个单位名称没有认出来").contains("市政务公开服务中心");
    let page = page.links_to(&format!("{}/names", city.review(&draft)));
    assert_eq!(page.field("confirmed"), None, "there is nothing to confirm");
    city.office.post(&path, &[("confirmed", "")]).await.refused("还不能采用");
    assert_eq!(app.rows(PLANS).await, 0);
});

db_test!(adopting_twice_makes_one_plan, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.resolved().await;
    let path = format!("{}/adopt", city.review(&draft));
    let confirmed = city.office.get(&path).await.ok().field("confirmed").unwrap();
    let form = [("confirmed", confirmed.as_str())];
    let (one, two) = tokio::join!(city.office.post(&path, &form), city.office.post(&path, &form));
    let (one, two) = (one.redirects_below("/desk/plans/"), two.redirects_below("/desk/plans/"));
    assert_eq!(one, two);
    let third = city.office.post(&path, &form).await.saying("已经采用过了");
    assert_eq!(third.location(), format!("/desk/plans/{one}"));
    assert_eq!((app.rows(PLANS).await, app.rows(TASKS).await, app.rows(ENTRIES).await), (1, 5, 12));
    assert_eq!(app.journal().await.iter().filter(|act| *act == "plan.adopted").count(), 1);
});

db_test!(what_changed_after_the_preview_is_shown_first, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.resolved().await;
    let path = format!("{}/adopt", city.review(&draft));
    let confirmed = city.office.get(&path).await.ok().field("confirmed").unwrap();
    app.given_unit(&city.government, "北山县政府").await;
    let answer = city.office.post(&path, &[("confirmed", &confirmed)]).await;
    let answer = answer.redirects_to(&format!("{path}?changed=1"));
    city.office.follow(&answer).await.ok().contains("请再看一遍").contains("北山县政府");
    assert_eq!(app.rows(PLANS).await, 0);
    let plan = city.adopt(&draft).await;
    assert_eq!(app.ledger_of(&plan).await.len(), 14);
});

db_test!(a_unit_named_twice_has_one_entry_and_leads_if_it_leads_once, async |app: Server| {
    let city = City::given(&app).await;
    let text = PLAN.replace("责任单位：市财政局、市发改委", "牵头单位：市财政局；责任单位：市发展改革委、市财政局");
    let draft = city.upload("要点.txt", &text).await;
    let task = &app.draft_tasks(&draft).await[1];
    let path = format!("{}/tasks/{}", city.review(&draft), task.id);
    let typed = [("version", "1"), ("text", "公开财政收支"), ("lead", "市财政局"), ("units", "市财政局、市发展改革委")];
    city.office.post(&path, &typed).await.saying("已保存");
    city.office.post(&format!("{}/names/all", city.review(&draft)), &[]).await.saying("新建了");
    let plan = city.adopt(&draft).await;
    let ledger = app.ledger_of(&plan).await;
    let shares: Vec<_> = ledger.iter().filter(|line| line.starts_with("公开财政收支")).collect();
    assert_eq!(shares, ["公开财政收支: 市发展改革委", "公开财政收支: 市财政局*"]);
});

db_test!(a_transaction_that_does_not_end_leaves_nothing, async |app: Server| {
    let city = City::given(&app).await;
    let draft = city.resolved().await;
    let acts = app.journal().await.len();
    let actor = Actor::system();
    let by = By { actor: &actor, now: app.clock.now() };
    let how = Adopting { by, today: app.clock.today(), calendar: &app.calendar, confirmed: None, retold: &[] };
    let mut tx = app.db.write().await.unwrap();
    adopt(&mut tx, how, &draft).await.unwrap();
    drop(tx);
    assert_eq!((app.rows(PLANS).await, app.rows(TASKS).await, app.rows(ENTRIES).await), (0, 0, 0));
    assert_eq!(app.journal().await.len(), acts);
    city.adopt(&draft).await;
});

db_test!(five_thousand_entries_are_adopted_in_seconds, async |app: Server| {
    let city = City::given(&app).await;
    for n in 0..97 {
        app.given_unit(&city.government, &format!("第{n}县政府")).await;
    }
    let mut text = String::from("2022年青石市政务公开工作要点\n\n一、任务\n\n");
    for n in 1..=50 {
        text.push_str(&format!("{n}. 做好第{n}方面的信息公开，9月底前完成。（责任单位：各县（市、区）政府）\n"));
    }
    let draft = city.upload("长.txt", &text).await;
    let begun = std::time::Instant::now();
    city.adopt(&draft).await;
    let took = begun.elapsed();
    let mut tx = app.db.read().await.unwrap();
    let entries: i64 = tx.one("SELECT COUNT(*) FROM ledger_entry", args![]).await.unwrap();
    assert_eq!(entries, 5_000);
    assert!(took.as_secs() < 10, "an unoptimised build on a busy machine may take seconds, not {took:?}");
});
