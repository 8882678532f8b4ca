//! What the public sees of catalogue and columns, and how fresh the desk finds them.

use journal::Actor;
use publishing::{Draft, Listing};
use serde_json::Value;
use testkit::db_test;

use super::{added, place, published};
use crate::Server;

async fn document(app: &Server, government: &str, unit: Option<&str>, column: &str, id: &str) {
    app.pass_minutes(1);
    let draft = Draft {
        item_id: id,
        government_id: government,
        unit_id: unit,
        kind: "document",
        title: &format!("公告 {id}"),
        body: Value::Null,
        listing: Listing { column_id: Some(column.to_owned()), form: "notice".into(), ..Listing::default() },
    };
    let mut tx = app.db.write().await.unwrap();
    publishing::publish(&mut tx, app.clock.now(), &Actor::system(), draft).await.unwrap();
    tx.commit().await.unwrap();
}

db_test!(the_public_finds_a_column_by_name_and_unit_and_takes_the_catalogue_along, async |app: Server| {
    let p = place(&app).await;
    let base = format!("/g/{}", p.government.slug);
    let anyone = app.anyone();
    anyone.get(&format!("{base}/catalogue")).await.ok().contains("公开目录还没有公开");
    anyone.get(&format!("{base}/catalogue.csv")).await.not_found();
    let office = app.as_("office").await;
    let path = added(&office, &[("name", "财政资金")]).await;
    added(&office, &[("code", "08"), ("name", "宅基地"), ("units", "各乡镇"), ("content", "")]).await;
    let column = format!("{base}/columns/{}", path.rsplit('/').next().unwrap());
    anyone.get(&column).await.not_found();
    published(&office).await;

    anyone.get(&base).await.ok().links_to(&format!("{base}/catalogue"));
    let page = anyone.get(&format!("{base}/catalogue")).await.ok().links_to(&column);
    page.contains("财政资金").contains("县政府文件第三条").contains("各乡镇").contains("政府网站");
    anyone
        .get(&format!("{base}/catalogue?unit=%E6%B2%B3%E8%A5%BF%E9%95%87"))
        .await
        .ok()
        .contains("宅基地")
        .lacks("财政资金</a>");
    anyone.get(&format!("{base}/catalogue?q=%E6%B2%A1%E6%9C%89")).await.ok().contains("没有符合条件");
    let file = anyone.get(&format!("{base}/catalogue.csv")).await.ok();
    assert!(file.body().starts_with("\u{feff}编码,名称,内容概述,公开依据,责任单位,更新时限"));

    let empty = anyone.get(&column).await.ok().contains("这个栏目还没有内容，由县财政局负责公开");
    for tag in [
        "name=\"ColumnName\" content=\"财政资金\"",
        "name=\"ColumnDescription\"",
        "name=\"ColumnKeywords\"",
        "name=\"ColumnType\"",
    ] {
        assert!(empty.body().contains(tag), "{tag}");
    }
    anyone.get(&format!("{base}/columns/nothing")).await.not_found();
});

db_test!(a_column_shows_what_stands_there_in_pages, async |app: Server| {
    let p = place(&app).await;
    let office = app.as_("office").await;
    let path = added(&office, &[]).await;
    let id = path.rsplit('/').next().unwrap().to_owned();
    published(&office).await;
    for n in 0..23 {
        document(&app, &p.government.id, Some(&p.finance.id), &id, &format!("d{n:02}")).await;
    }
    let column = format!("/g/{}/columns/{id}", p.government.slug);
    let first = app.anyone().get(&column).await.ok().contains("共 23 条").contains("公告 d22").lacks("公告 d02");
    let next = first.links().into_iter().find(|link| link.contains("before=")).unwrap();
    app.anyone().get(&next).await.ok().contains("公告 d02").contains("公告 d00").lacks("公告 d03");
    office.get(&path).await.ok().contains("共 23 条").links_to(&column);
});

db_test!(unit_and_office_see_what_is_missing, async |app: Server| {
    let p = place(&app).await;
    let office = app.as_("office").await;
    let path = added(&office, &[]).await;
    added(&office, &[("code", "08"), ("name", "宅基地"), ("units", "各乡镇")]).await;
    let all =
        office.get("/desk/freshness").await.ok().contains("07 财政资金").contains("08 宅基地").contains("没有内容");
    all.contains("2022-10-19").contains("共 2 条");
    let officer = app.as_("officer").await;
    officer.get("/desk/freshness").await.ok().contains("07 财政资金").lacks("08 宅基地");
    officer.get(&format!("/desk/freshness?unit={}", p.town.id)).await.ok().lacks("08 宅基地");
    document(&app, &p.government.id, Some(&p.finance.id), path.rsplit('/').next().unwrap(), "d1").await;
    officer
        .get("/desk/freshness?state=on_time")
        .await
        .ok()
        .contains("07 财政资金")
        .contains("最近一次公开：2022-08-15");
    office.get("/desk/freshness?state=empty").await.ok().contains("08 宅基地").lacks("07 财政资金");
    office.get("/desk/freshness?state=overdue").await.ok().contains("没有符合条件");
    let file = office.get("/desk/freshness.csv?state=empty").await.ok().body();
    assert!(file.contains("08,宅基地,河西镇,没有内容") && !file.contains("财政资金"), "{file}");
    office.get("/desk/catalogue").await.ok().contains("按时").contains("没有内容");
});
