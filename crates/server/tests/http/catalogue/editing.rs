//! Items are made, changed, moved and retired; every change is a version; two people do not overwrite each other.

use axum::http::StatusCode;
use directory::Role;
use testkit::db_test;

use super::{added, form, place, published};
use crate::Server;

db_test!(the_standard_set_adds_only_what_is_missing, async |app: Server| {
    let p = place(&app).await;
    let office = app.as_("office").await;
    office.get("/desk/catalogue").await.ok().contains("目录还是空的").links_to("/desk/catalogue/standard");
    // A county with a town: Art. 20, both lists of Art. 21, guide, rules, report.
    let preview =
        office.get("/desk/catalogue/standard").await.ok().contains("第二十条第（十五）项").contains("宅基地审核");
    assert!(preview.body().contains("城") || preview.body().contains("市政建设"));
    office.get("/desk/catalogue").await.ok().contains("目录还是空的");
    office.post("/desk/catalogue/standard", &[]).await.redirects_to("/desk/catalogue").saying("已添加");
    let guide = office.get("/desk/catalogue?q=01.02").await.ok();
    let path = guide.links().into_iter().find(|link| link.starts_with("/desk/catalogue/0")).unwrap();

    // What was edited or retired stays so.
    let edited = [("version", "1"), ("code", "01.02"), ("name", "部门指南"), ("units", "县财政局"), ("rule", "随时")];
    office.post(&format!("{path}/edit"), &edited).await.redirects_to(&path).saying("已保存");
    office.get("/desk/catalogue/standard").await.ok().contains("都已经有了");
    office.post("/desk/catalogue/standard", &[]).await.redirects_to("/desk/catalogue").saying("没有添加");
    office.get(&path).await.ok().contains("部门指南").contains("按标准生成");
    office.post(&format!("{path}/retire"), &[("version", "2"), ("reason", "合并")]).await.redirects_to(&path);
    office.post("/desk/catalogue/standard", &[]).await.redirects_to("/desk/catalogue").saying("没有添加");

    // A kind of unit that comes later brings its columns.
    app.given_unit(&p.government, "城关街道").await;
    office.get("/desk/catalogue/standard").await.ok().contains("都已经有了");
});

db_test!(every_change_is_a_version_with_who_and_what, async |app: Server| {
    place(&app).await;
    let office = app.as_("office").await;
    let path = added(&office, &[]).await;
    office.get(&path).await.ok().contains("每季度结束后10个工作日内").contains("县财政局").contains("第 1 版");
    let edit = format!("{path}/edit");
    office.post(&edit, &form(&[("version", "1"), ("rule", "每月15日前")])).await.redirects_to(&path);
    office.post(&edit, &form(&[("version", "2"), ("rule", "每月15日前")])).await.redirects_to(&path).saying("没有改动");
    office.get(&path).await.ok().contains("第 2 版").contains("每月15日前").contains("更新时限");

    // Somebody who opened the form before is told, and keeps what they typed.
    let late = office.post(&edit, &form(&[("version", "1"), ("name", "直达资金")])).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.contains("别人改过这一项").contains("每月15日前").keeps("name", "直达资金").keeps("version", "2");
    office.get(&path).await.ok().lacks("直达资金</h1>");

    let below = added(&office, &[("code", "07.01"), ("parent", path.rsplit('/').next().unwrap())]).await;
    office.get(&format!("{path}/retire")).await.ok().contains("现在不能停用");
    office.post(&format!("{path}/retire"), &[("version", "2"), ("reason", "x")]).await.refused("使用中的目录项");
    office.post(&format!("{below}/retire"), &[("version", "1"), ("reason", "")]).await.invalid("请写明停用的原因");
    office.post(&format!("{below}/retire"), &[("version", "1"), ("reason", "职能划转")]).await.redirects_to(&below);
    office.get(&below).await.ok().contains("已停用，原因：职能划转");
    office.post(&format!("{below}/restore"), &[("version", "1")]).await.conflict("刚刚被别人改过");
    office.post(&format!("{below}/restore"), &[("version", "2")]).await.redirects_to(&below);
    office.get(&below).await.ok().contains("恢复使用").contains("第 3 版");
});

db_test!(mistakes_keep_what_was_typed, async |app: Server| {
    place(&app).await;
    let office = app.as_("office").await;
    let new = "/desk/catalogue/new";
    office.post(new, &form(&[("name", "")])).await.invalid("请填写名称").keeps("code", "07");
    office.post(new, &form(&[("rule", "尽快")])).await.invalid("读不懂").keeps("rule", "尽快");
    office.post(new, &form(&[("units", "县财政局、县水产局")])).await.invalid("没有登记这些单位：县水产局");
    office.post(new, &form(&[("parent", "nobody")])).await.invalid("请选择一个使用中的上级");
    let path = added(&office, &[]).await;
    office.post(new, &form(&[])).await.invalid("这个编码已经有了");
    let own = path.rsplit('/').next().unwrap();
    let edit = format!("{path}/edit");
    office.post(&edit, &form(&[("version", "1"), ("parent", own)])).await.invalid("不能放到自己");
    let (mut above, mut code) = (own.to_owned(), "07".to_owned());
    for _ in 0..3 {
        code.push_str(".1");
        let page = added(&office, &[("code", &code), ("parent", &above)]).await;
        above = page.rsplit('/').next().unwrap().to_owned();
    }
    office.post(new, &form(&[("code", "9"), ("parent", &above)])).await.invalid("目录最多 4 级");
});

db_test!(neighbours_change_places, async |app: Server| {
    place(&app).await;
    let office = app.as_("office").await;
    let first = added(&office, &[("code", "1"), ("name", "甲栏目")]).await;
    let second = added(&office, &[("code", "2"), ("name", "乙栏目")]).await;
    office.post(&format!("{second}/up"), &[("version", "1")]).await.redirects_to(&second).saying("已移到“甲栏目”之前");
    // The message is told once, on the first page.
    office.get(&second).await.ok().contains("调整次序");
    let body = office.get("/desk/catalogue").await.ok().body();
    assert!(body.find("乙栏目").unwrap() < body.find("甲栏目").unwrap());
    office.post(&format!("{second}/up"), &[("version", "2")]).await.redirects_to(&second).saying("最边上");
    office.post(&format!("{second}/down"), &[("version", "1")]).await.conflict("没有移动");
    office.get(&first).await.ok().lacks("第 2 版");
});

db_test!(an_edition_is_published_as_a_whole_and_differences_are_shown, async |app: Server| {
    let p = place(&app).await;
    let office = app.as_("office").await;
    office.get("/desk/catalogue/publish").await.ok().contains("目录里还没有内容");
    office.post("/desk/catalogue/publish", &[("number", "0")]).await.refused("还没有内容");
    let path = added(&office, &[]).await;
    office.get("/desk/catalogue").await.ok().contains("还没有公开过");
    published(&office).await;
    office.get("/desk/catalogue").await.ok().contains("第 1 版一致");
    office.post("/desk/catalogue/publish", &[("number", "1")]).await.refused("不用再公开");
    office.post(&format!("{path}/edit"), &form(&[("version", "1"), ("rule", "每月15日前")])).await.redirects_to(&path);
    added(&office, &[("code", "08"), ("name", "新的一项")]).await;
    let differs = office.get("/desk/catalogue/publish").await.ok();
    differs.contains("新增 1 项，修改 1 项，去掉 0 项").contains("每月15日前");
    office.post("/desk/catalogue/publish", &[("number", "0")]).await.conflict("由别人公开过");
    let public = format!("/g/{}/catalogue", p.government.slug);
    app.anyone().get(&public).await.ok().lacks("新的一项").contains("每季度结束后10个工作日内");
    published(&office).await;
    app.anyone().get(&public).await.ok().contains("新的一项").contains("每月15日前").contains("第 2 版");
    let acts = app.journal().await;
    assert_eq!(acts.iter().filter(|act| *act == "publication.published").count(), 2);
});

db_test!(others_do_not_touch_it_and_other_governments_do_not_find_it, async |app: Server| {
    place(&app).await;
    let office = app.as_("office").await;
    let path = added(&office, &[]).await;
    let officer = app.as_("officer").await;
    officer.get(&path).await.ok().lacks("/edit");
    officer.get("/desk/catalogue").await.ok().lacks("/desk/catalogue/new");
    for page in ["/desk/catalogue/new", "/desk/catalogue/standard", "/desk/catalogue/publish", "/desk/catalogue/import"]
    {
        officer.get(page).await.refused("不能使用这个页面");
    }
    officer.post(&format!("{path}/edit"), &form(&[("version", "1")])).await.refused("不能使用这个页面");
    let other = app.given_government("白沙县").await;
    app.given_person("neighbour", Role::Office, Some(&other), None).await;
    let neighbour = app.as_("neighbour").await;
    neighbour.get(&path).await.not_found();
    neighbour.post(&format!("{path}/edit"), &form(&[("version", "1")])).await.not_found();
    neighbour.post(&format!("{path}/retire"), &[("version", "1"), ("reason", "x")]).await.not_found();
    neighbour.post(&format!("{path}/up"), &[("version", "1")]).await.not_found();
});
