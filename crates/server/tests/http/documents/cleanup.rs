//! Clean-ups: units answer, the office decides, the published result marks each document; the list of issuing bodies.

use axum::http::StatusCode;
use directory::{Role, Unit, unit};
use testkit::{Answer, Client, db_test};

use super::given::{self, Hall, act, determined, edited, hall, public, signed, text, through};
use crate::Server;

const CLEANUPS: &str = "/desk/documents/cleanups";
const PARKING: &str = "测试市停车管理意见";
const WATER: &str = "测试市供水管理意见";
const HEAT: &str = "测试市供热管理意见";
const DOGS: &str = "测试市养犬管理意见";

/// A public document of the drafter's unit; answers its page.
async fn issued(app: &Server, h: &Hall, title: &str, number: u8) -> String {
    let words = text(title, &format!("测政发〔2019〕{number}号"), "一、总体要求\n加强管理。");
    let path = signed(app, h, &words).await;
    act(&app.as_("drafter").await, &path, "publish", &[]).await.redirects_to(&path);
    path
}

fn scope<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("title", "2022年政策文件清理"),
        ("basis", "《关于开展文件清理的通知》"),
        ("answer_by", "2022-12-31"),
        ("kinds", "policy"),
    ];
    form.retain(|(name, _)| !changes.iter().any(|(one, _)| one == name));
    form.extend(changes);
    form
}

/// Begins a clean-up of everything; answers its page.
async fn begun(app: &Server) -> String {
    let office = app.as_("office").await;
    let id = office.post(&format!("{CLEANUPS}/new"), &scope(&[("confirmed", "1")])).await;
    format!("{CLEANUPS}/{}", id.redirects_below(&format!("{CLEANUPS}/")).trim_start_matches('/'))
}

/// What ticking a document sends.
async fn tick(who: &Client, path: &str, title: &str) -> String {
    let body = who.get(path).await.ok().body();
    let before = body.split(&format!("\" aria-label=\"勾选{title}\"")).next().unwrap();
    before.rsplit("value=\"").next().unwrap().to_owned()
}

async fn said(who: &Client, path: &str, titles: &[&str], form: &[(&str, &str)]) -> Answer {
    let mut ticks = Vec::new();
    for title in titles {
        ticks.push(tick(who, path, title).await);
    }
    let mut all: Vec<(&str, &str)> = ticks.iter().map(|one| ("line", one.as_str())).collect();
    all.extend(form);
    who.post(path, &all).await
}

async fn answered(who: &Client, path: &str, title: &str, choice: &str, reason: &str) {
    let form = [("act", "propose"), ("choice", choice), ("reason", reason)];
    said(who, path, &[title], &form).await.redirects_to(path).saying("已答复 1 份");
}

async fn concluded(app: &Server, path: &str) -> Answer {
    let office = app.as_("office").await;
    let page = office.get(&format!("{path}/conclude")).await.ok();
    let (title, version) = (page.field("title").unwrap_or_default(), page.field("version").unwrap_or_default());
    let unit = own_unit(app).await.id;
    let form = [("title", title.as_str()), ("version", version.as_str()), ("unit", unit.as_str())];
    office.post(&format!("{path}/conclude"), &form).await
}

async fn own_unit(app: &Server) -> Unit {
    let mut tx = app.db.read().await.unwrap();
    let id: String = tx.one("SELECT id FROM unit WHERE name = '市教育局'", db::args![]).await.unwrap();
    unit::find(&mut tx, &id).await.unwrap().unwrap()
}

db_test!(a_clean_up_marks_every_document_when_its_result_is_public, async |app: Server| {
    let h = hall(&app).await;
    let parking = public(&h, &issued(&app, &h, PARKING, 1).await);
    let water = public(&h, &issued(&app, &h, WATER, 2).await);
    let heat = public(&h, &issued(&app, &h, HEAT, 3).await);
    let dogs = public(&h, &issued(&app, &h, DOGS, 4).await);
    let (office, drafter) = (app.as_("office").await, app.as_("drafter").await);
    let results = format!("/g/{}/cleanups", h.government.slug);
    app.anyone().get(&results).await.ok().contains("还没有公布清理结果");
    office.get(CLEANUPS).await.ok().contains("还没有清理").links_to(&format!("{CLEANUPS}/new"));
    office.get(&format!("{CLEANUPS}/new")).await.ok().contains("行政规范性文件");
    office.post(&format!("{CLEANUPS}/new"), &scope(&[])).await.ok().contains("将纳入 4 份").contains("市教育局");
    assert_eq!(app.rows("SELECT COUNT(*) FROM document_cleanup").await, 0);
    let path = begun(&app).await;

    drafter.get("/desk").await.ok().contains("清理里等本单位答复的文件").links_to(CLEANUPS);
    answered(&drafter, &path, PARKING, "repeal", "已有新规定").await;
    answered(&drafter, &path, WATER, "keep", "").await;
    answered(&drafter, &path, HEAT, "lapse", "任务已完成").await;
    drafter.get(&format!("{path}?stage=waiting")).await.ok().contains(DOGS).lacks(WATER);
    drafter.get(&format!("{path}?said=lapse")).await.ok().contains(HEAT).lacks(WATER);
    answered(&drafter, &path, DOGS, "revise", "与上位法不一致").await;
    drafter.get("/desk").await.ok().lacks("清理里等本单位答复的文件");
    office.get("/desk").await.ok().contains("清理里等确认的答复");
    office.get(&format!("{path}/lines.csv")).await.ok().contains("与上位法不一致");
    let all = [PARKING, WATER, HEAT, DOGS];
    said(&office, &path, &all, &[("act", "decide")]).await.redirects_to(&path).saying("已确认 4 份");

    office.get(&format!("{path}/conclude")).await.ok().contains("继续有效 1 份，拟修改 1 份，废止 1 份");
    let id = concluded(&app, &path).await.redirects_below("/desk/documents/");
    let result = format!("/desk/documents/{}", id.trim_start_matches('/'));
    let draft = office.get(&result).await.ok();
    draft.contains("关于公布2022年政策文件清理结果的公告").contains("二、拟修改的文件").lacks("待确认");
    office.get(&path).await.ok().contains("结果办理中").lacks("放弃清理").links_to(&result);
    app.anyone().get(&parking).await.ok().lacks("已经废止");
    edited(&office, &result, &[("column", &h.column)]).await.redirects_to(&result);
    determined(&office, &result, &[("attribute", "proactive")]).await.redirects_to(&result);
    through(&app, &result).await;
    drafter.get(&format!("{result}/acts/publish")).await.ok().contains("被废止").contains("被宣布失效");
    act(&drafter, &result, "publish", &[]).await.redirects_to(&result);

    app.anyone().get(&parking).await.ok().contains("这份文件已经废止").contains("已有新规定");
    app.anyone().get(&heat).await.ok().contains("这份文件已经失效").contains("宣布失效");
    app.anyone().get(&water).await.ok().contains("有效").contains("清理，继续有效");
    app.anyone().get(&dogs).await.ok().contains("有效").lacks("清理结果");
    office.get(&path).await.ok().contains("结果已公开").links_to(&public(&h, &result));
    let list = app.anyone().get(&results).await.ok();
    list.contains("清理结果的公告").contains("废止 1 件").contains("宣布继续有效 1 件").links_to(&public(&h, &result));

    act(&drafter, &result, "withdraw", &[("kind", "error")]).await.redirects_to(&result);
    app.anyone().get(&parking).await.ok().lacks("已经废止");
    app.anyone().get(&heat).await.ok().lacks("已经失效");
    app.anyone().get(&water).await.ok().lacks("清理，继续有效");
    app.anyone().get(&results).await.ok().contains("还没有公布清理结果");
    let acts = app.journal().await;
    for act in ["cleanup.begun", "cleanup.answered", "cleanup.decided", "cleanup.concluded"] {
        assert!(acts.iter().any(|one| one == act), "{act} is not among {acts:?}");
    }
});

db_test!(each_sees_and_answers_only_their_own, async |app: Server| {
    let h = hall(&app).await;
    issued(&app, &h, PARKING, 1).await;
    let path = begun(&app).await;
    let other = app.given_unit(&h.government, "市水利局").await;
    app.given_person("stranger", Role::Officer, Some(&h.government), Some(&other)).await;
    let elsewhere = app.given_government("别市").await;
    app.given_person("foreigner", Role::Office, Some(&elsewhere), None).await;
    app.given_person("auditor", Role::Auditor, Some(&h.government), None).await;
    let drafter = app.as_("drafter").await;
    let line = tick(&drafter, &path, PARKING).await;
    let keep = [("line", line.as_str()), ("act", "propose"), ("choice", "keep")];
    for name in ["stranger", "foreigner"] {
        let who = app.as_(name).await;
        who.get(CLEANUPS).await.ok().contains("还没有清理");
        who.get(&path).await.not_found();
        who.get(&format!("{path}/lines.csv")).await.not_found();
        who.post(&path, &keep).await.not_found();
    }
    app.as_("foreigner").await.get(&format!("{path}/conclude")).await.not_found();
    assert_eq!(app.as_("auditor").await.get(&path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.as_("chief").await.post(&path, &keep).await.status, StatusCode::FORBIDDEN);
    // What its unit may answer it may not decide, nor begin or end the clean-up.
    drafter.post(&path, &[("line", line.as_str()), ("act", "decide"), ("choice", "keep")]).await.refused("政务公开办");
    for page in ["conclude", "add", "give-up"] {
        assert_eq!(drafter.get(&format!("{path}/{page}")).await.status, StatusCode::FORBIDDEN);
    }
    // Another unit's document in a clean-up that asks the stranger something too.
    app.as_("foreigner").await.post(&format!("{CLEANUPS}/new"), &scope(&[])).await.invalid("没有符合条件");
});

db_test!(what_somebody_said_meanwhile_is_not_written_over, async |app: Server| {
    let h = hall(&app).await;
    issued(&app, &h, PARKING, 1).await;
    let path = begun(&app).await;
    let (drafter, office) = (app.as_("drafter").await, app.as_("office").await);
    let line = tick(&drafter, &path, PARKING).await;
    let propose =
        |choice| vec![("line", line.as_str()), ("act", "propose"), ("choice", choice), ("reason", "已有新规定")];
    drafter.post(&path, &propose("repeal")).await.redirects_to(&path);
    app.as_("second").await.post(&path, &propose("lapse")).await.conflict("别人刚刚改过");
    // Sent back with a reason, answered again, decided otherwise.
    said(&office, &path, &[PARKING], &[("act", "return")]).await.invalid("为什么退回");
    let back = [("act", "return"), ("reason", "请写明新规定的文号")];
    said(&office, &path, &[PARKING], &back).await.redirects_to(&path).saying("已退回 1 份");
    drafter.get(&path).await.ok().contains("被退回：请写明新规定的文号");
    answered(&drafter, &path, PARKING, "repeal", "已由测政发〔2022〕9号代替").await;
    said(&office, &path, &[PARKING], &[("act", "decide"), ("choice", "lapse")]).await.invalid("请写明");
    let decide = [("act", "decide"), ("choice", "lapse"), ("reason", "适用期已过")];
    said(&office, &path, &[PARKING], &decide).await.redirects_to(&path);
    drafter.get(&path).await.ok().contains("宣布失效：适用期已过").contains("单位答复：废止");
    let keep = [("act", "propose"), ("choice", "keep")];
    said(&drafter, &path, &[PARKING], &keep).await.invalid("政务公开办已经确认了");

    // Two make the result at once: there is one.
    let version = office.get(&format!("{path}/conclude")).await.ok().field("version").unwrap();
    let (at, unit) = (format!("{path}/conclude"), own_unit(&app).await.id);
    let form = [("title", "清理结果公告"), ("version", version.as_str()), ("unit", unit.as_str())];
    let (one, two) = tokio::join!(office.post(&at, &form), office.post(&at, &form));
    let made = [&one, &two].iter().filter(|answer| answer.status.is_redirection()).count();
    assert_eq!(made, 1, "{} {}", one.status, two.status);
    assert_eq!(app.rows("SELECT COUNT(*) FROM document WHERE form = 'announcement'").await, 1);
    said(&office, &path, &[], &[("line", &line), ("act", "decide"), ("choice", "keep")]).await.refused("结果正在办理");
});

db_test!(a_clean_up_ends_only_when_all_is_decided, async |app: Server| {
    let h = hall(&app).await;
    issued(&app, &h, PARKING, 1).await;
    let path = begun(&app).await;
    let office = app.as_("office").await;
    let page = office.get(&format!("{path}/conclude")).await.ok();
    page.contains("还有 1 份文件没有确认结论").links_to(&format!("{path}?stage=waiting"));
    let unit = own_unit(&app).await.id;
    let form = [("title", "公告"), ("version", "1"), ("unit", unit.as_str())];
    office.post(&format!("{path}/conclude"), &form).await.refused("还有 1 份");
    said(&office, &path, &[PARKING], &[("act", "decide")]).await.invalid("请选择结论");
    said(&office, &path, &[PARKING], &[("act", "decide"), ("choice", "keep")]).await.redirects_to(&path);
    let form = [("title", ""), ("version", "1"), ("unit", unit.as_str())];
    office.post(&format!("{path}/conclude"), &form).await.invalid("请填写标题").keeps("unit", &unit);

    // What becomes public later comes in when somebody says so.
    issued(&app, &h, WATER, 2).await;
    office.get(&path).await.ok().lacks(WATER);
    office.get(&format!("{path}/add")).await.ok().contains(WATER).lacks(PARKING);
    office.post(&format!("{path}/add"), &[("version", "1")]).await.redirects_to(&path).saying("已补充 1 份");
    office.post(&format!("{path}/add"), &[("version", "1")]).await.conflict("别人刚刚改过");
    office.get(&format!("{path}/add")).await.ok().contains("没有要补充的");
    said(&office, &path, &[WATER], &[("act", "decide"), ("choice", "keep")]).await.redirects_to(&path);

    // A result that is dropped opens it again.
    let id = concluded(&app, &path).await.redirects_below("/desk/documents/");
    office.get(&format!("{path}/give-up")).await.refused("结果正在办理");
    let result = format!("/desk/documents/{}", id.trim_start_matches('/'));
    act(&office, &result, "drop", &[("words", "数目有误")]).await.redirects_to(&result);
    office.get(&path).await.ok().contains("已经作废").contains("形成清理结果");
    let version = office.get(&format!("{path}/give-up")).await.ok().field("version").unwrap();
    office.post(&format!("{path}/give-up"), &[("version", &version)]).await.invalid("请写明为什么放弃");
    let form = [("version", version.as_str()), ("reason", "并入全省统一清理")];
    office.post(&format!("{path}/give-up"), &form).await.redirects_to(&path).saying("已放弃");
    office.get(&path).await.ok().contains("并入全省统一清理").lacks("确认勾选的文件");
    office.get(&format!("{path}/conclude")).await.refused("已经放弃");
    assert!(app.journal().await.iter().any(|act| act == "cleanup.given_up"));
});

db_test!(a_form_that_is_wrong_keeps_what_was_typed, async |app: Server| {
    let h = hall(&app).await;
    issued(&app, &h, PARKING, 1).await;
    let office = app.as_("office").await;
    let new = format!("{CLEANUPS}/new");
    office
        .post(&new, &scope(&[("title", "")]))
        .await
        .invalid("请填写名称")
        .keeps("basis", "《关于开展文件清理的通知》");
    office
        .post(&new, &scope(&[("answer_by", "2020-01-01")]))
        .await
        .invalid("今天以后")
        .keeps("answer_by", "2020-01-01");
    office.post(&new, &scope(&[("made_upto", "去年")])).await.invalid("读不懂").keeps("made_upto", "去年");
    office.post(&new, &scope(&[("unit", "nobody")])).await.invalid("本级政府的单位");
    office.post(&new, &scope(&[("made_upto", "2018-12-31")])).await.invalid("没有符合条件");
    office.post(&new, &scope(&[("kinds", "announcement")])).await.invalid("至少选一种");
    office.post(&new, &scope(&[("back", "1")])).await.ok().keeps("title", "2022年政策文件清理");
    let path = begun(&app).await;
    office.post(&new, &scope(&[("confirmed", "1")])).await.invalid("同名的清理");
    let drafter = app.as_("drafter").await;
    drafter.post(&path, &[("act", "propose"), ("choice", "keep")]).await.invalid("请勾选文件");
    let form = [("act", "propose"), ("choice", "repeal"), ("reason", "")];
    said(&drafter, &path, &[PARKING], &form).await.invalid("废止要写明理由").keeps("choice", "repeal");
    let long = "长".repeat(501);
    let form = [("act", "propose"), ("choice", "repeal"), ("reason", long.as_str())];
    said(&drafter, &path, &[PARKING], &form).await.invalid("理由").keeps("reason", &long);
});

db_test!(the_public_sees_which_units_may_issue_normative_documents, async |app: Server| {
    let h = hall(&app).await;
    let unit = own_unit(&app).await;
    let issuers = format!("/g/{}/issuers", h.government.slug);
    app.anyone().get(&issuers).await.ok().contains("还没有公布");
    let office = app.as_("office").await;
    let at = format!("/desk/units/{}", unit.id);
    let form = [
        ("name", "市教育局"),
        ("short_name", "市教育局"),
        ("kind", "department"),
        ("version", "1"),
        ("issues_normative", "1"),
    ];
    office.post(&at, &form).await.redirects_to(&at);
    office.get(&at).await.ok().contains("规范性文件制定主体");
    app.anyone().get(&issuers).await.ok().contains("市教育局").contains("0");
    let words = text("测试市教育局校车管理办法", "测教规〔2022〕1号", "第一条 为了加强校车管理，制定本办法。");
    let drafter = app.as_("drafter").await;
    let path = given::begun(&drafter, &words).await;
    let facts = [("column", h.column.as_str()), ("kind", "normative"), ("interpretation", "同步发布文字解读")];
    edited(&drafter, &path, &facts).await.redirects_to(&path);
    determined(&drafter, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
    through(&app, &path).await;
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    let found = format!("/g/{}/documents?unit={}&form=normative&validity=in_force", h.government.slug, unit.id);
    app.anyone().get(&issuers).await.ok().links_to(&found);
    app.anyone().get(&found).await.ok().contains("校车管理办法");
    for page in ["documents", "map", "disclosure"] {
        let page = app.anyone().get(&format!("/g/{}/{page}", h.government.slug)).await.ok();
        page.links_to(&issuers).links_to(&format!("/g/{}/cleanups", h.government.slug));
    }
});
