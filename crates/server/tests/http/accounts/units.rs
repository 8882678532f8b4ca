//! The register of units: names, aliases, retiring, import.

use directory::{Role, UnitKind, names};
use testkit::db_test;

use super::City;
use crate::Server;

db_test!(a_unit_is_added_changed_and_found_by_any_of_its_names, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    let form = [("name", "市住房和城乡建设局"), ("short_name", "市住建局"), ("kind", "department")];
    let id = office.post("/desk/units/new", &form).await.redirects_below("/desk/units/");
    let page = format!("/desk/units/{id}");
    let form = [("name", "市住房城乡建设局"), ("short_name", "市住建局"), ("kind", "department"), ("version", "1")];
    office.post(&page, &form).await.redirects_to(&page);
    office.post(&format!("{page}/names"), &[("alias", "市建委")]).await.redirects_to(&page);
    office.get(&page).await.ok().contains("市住房和城乡建设局").contains("市建委").contains("单位改名");
    for typed in ["住房和城乡", "市住建局", "市建委"] {
        let list = office.get(&format!("/desk/units?q={}", web::encode(typed))).await.ok();
        list.contains("市住房城乡建设局").lacks("市教育和体育局");
    }
    assert_eq!(app.journal().await, ["unit.created", "unit.renamed", "unit.alias_added"]);
});

db_test!(saving_without_a_change_is_no_act, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let page = format!("/desk/units/{}", city.unit.id);
    let form = [("name", "市教育和体育局"), ("short_name", "市教育和体育局"), ("kind", "department"), ("version", "1")];
    app.as_("office").await.post(&page, &form).await.redirects_to(&page);
    assert_eq!(app.journal().await, [""; 0]);
});

db_test!(a_name_that_is_taken_says_whose_it_is, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    app.given_group(&city.government, "各县（市、区）政府", &[UnitKind::LowerGovernment]).await;
    let office = app.as_("office").await;
    let form = [("name", "市教育 和体育局"), ("kind", "department")];
    let again = office.post("/desk/units/new", &form).await.invalid("已经是单位“市教育和体育局”的名称");
    again.keeps("name", "市教育 和体育局").keeps("kind", "department");
    let form = [("name", "各县(市、区)政府"), ("kind", "other")];
    office.post("/desk/units/new", &form).await.invalid("已经是统称对象“各县（市、区）政府”的名称");
    let names = format!("/desk/units/{}/names", city.unit.id);
    office
        .post(&names, &[("alias", "各县（市、区）政府")])
        .await
        .invalid("已经是统称对象")
        .keeps("alias", "各县（市、区）政府");
    office.post(&names, &[("alias", "市教育和体育局")]).await.invalid("已经是它的名称");
    office.post(&names, &[("alias", "")]).await.invalid("请填写名称");
});

db_test!(a_form_without_what_it_needs_is_shown_again, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    for (form, message) in [
        (vec![("name", ""), ("kind", "department")], "请填写名称"),
        (vec![("name", "局"), ("kind", "department")], "至少两个字"),
        (vec![("name", "市统计局"), ("kind", "")], "请选择类别"),
        (vec![("name", "市统计局"), ("kind", "department"), ("child", "x")], "下级政府"),
    ] {
        office.post("/desk/units/new", &form).await.invalid(message).keeps("name", form[0].1);
    }
    let long = "很".repeat(61);
    office.post("/desk/units/new", &[("name", &long), ("kind", "department")]).await.invalid("最多 60 个字");
});

db_test!(only_an_alias_is_given_up, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    let page = format!("/desk/units/{}", city.unit.id);
    office.post(&format!("{page}/names"), &[("alias", "市教体局")]).await.redirects_to(&page);
    let remove = format!("{page}/names/remove");
    office.post(&remove, &[("name", "市教育和体育局")]).await.refused("现在用的名称");
    office.post(&remove, &[("name", "没有这个")]).await.not_found();
    office.post(&remove, &[("name", "市教体局")]).await.redirects_to(&page);
    let mut tx = app.db.read().await.unwrap();
    assert_eq!(names::of_unit(&mut tx, &city.unit.id).await.unwrap().len(), 1);
});

db_test!(an_alias_of_another_unit_is_not_given_up_from_here, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let other = app.given_unit(&city.government, "市财政局").await;
    let office = app.as_("office").await;
    office.post(&format!("/desk/units/{}/names", other.id), &[("alias", "财政")]).await;
    let here = format!("/desk/units/{}/names/remove", city.unit.id);
    office.post(&here, &[("name", "财政")]).await.not_found();
});

db_test!(a_retired_unit_takes_no_tasks_and_keeps_its_name, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    let page = format!("/desk/units/{}", city.unit.id);
    office.get(&format!("{page}/retire")).await.ok().contains("不再给“市教育和体育局”分任务");
    office.post(&format!("{page}/retire"), &[("version", "1")]).await.redirects_to(&page);
    office.post(&format!("{page}/retire"), &[("version", "2")]).await.refused("已经停用");
    office.get("/desk/units").await.ok().lacks("市教育和体育局");
    office.get("/desk/units?retired=1").await.ok().contains("市教育和体育局").contains("已停用");
    let form = [("name", "市教育和体育局"), ("kind", "department")];
    office.post("/desk/units/new", &form).await.invalid("已停用的单位");
    let mut tx = app.db.read().await.unwrap();
    let register = names::Register::read(&mut tx, &city.government.id).await.unwrap();
    assert!(register.resolve("市教育和体育局").is_none());
    drop(tx);
    office.post(&format!("{page}/restore"), &[("version", "2")]).await.redirects_to(&page);
    assert_eq!(app.journal().await, ["unit.retired", "unit.restored"]);
});

db_test!(a_unit_saved_by_two_keeps_what_was_typed, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let (office, keeper) = (app.as_("office").await, app.as_("keeper").await);
    let page = format!("/desk/units/{}", city.unit.id);
    let first = [("name", "市教育局"), ("short_name", "市教育局"), ("kind", "department"), ("version", "1")];
    office.post(&page, &first).await.redirects_to(&page);
    let second = [("name", "市教体局"), ("short_name", "教体"), ("kind", "department"), ("version", "1")];
    let again = keeper.post(&page, &second).await.invalid("office于 2022-08-15 09:00（单位改名）");
    let again = again.contains("现在是“市教育局”").keeps("name", "市教体局").keeps("short_name", "教体");
    assert_eq!(again.field("version").as_deref(), Some("2"));
    assert_eq!(app.journal().await, ["unit.renamed"]);
});

db_test!(a_government_knows_nothing_of_anothers_units, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let b = City::given(&app, "乙市", "2").await;
    app.given_unit(&b.government, "市审计局").await;
    let office = app.as_("office").await;
    office.get("/desk/units").await.ok().lacks("市审计局");
    assert!(!office.get("/desk/units/export.csv").await.ok().body().contains("市审计局"));
    let theirs = format!("/desk/units/{}", b.unit.id);
    office.get(&theirs).await.not_found();
    office.post(&theirs, &[("name", "x"), ("version", "1")]).await.not_found();
    office.post(&format!("{theirs}/names"), &[("alias", "某局")]).await.not_found();
    office.get(&format!("{theirs}/retire")).await.not_found();
    office.post(&format!("{theirs}/retire"), &[("version", "1")]).await.not_found();
    // The same names may stand in both registers.
    office
        .post("/desk/units/new", &[("name", "市审计局"), ("kind", "department")])
        .await
        .redirects_below("/desk/units/");
});

db_test!(the_installations_administrator_has_no_units, async |app: Server| {
    City::given(&app, "甲市", "").await;
    app.given_person("root", Role::Administrator, None, None).await;
    app.as_("root").await.get("/desk/units").await.refused("系统管理员");
});

const TABLE: &str =
    "名称,简称,类别,别名\n市统计局,,政府部门,统计局、市统计\n城关镇人民政府,城关镇,,\n市教育和体育局,,,\n";

db_test!(a_table_is_looked_at_before_it_is_taken, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    let preview = office.upload("/desk/units/import", &[], &[("file", "单位.csv", TABLE.as_bytes())]).await.ok();
    let preview = preview.contains("将添加 2 个单位").contains("已有，不改动").contains("按名称推断");
    assert_eq!(app.journal().await, [""; 0]);
    let table = preview.field("table").unwrap();
    office
        .post("/desk/units/import/adopt", &[("table", &table)])
        .await
        .redirects_to("/desk/units")
        .saying("已导入 2 个单位");
    assert_eq!(app.journal().await, ["unit.created", "unit.created"]);
    let mut tx = app.db.read().await.unwrap();
    let register = names::Register::read(&mut tx, &city.government.id).await.unwrap();
    assert_eq!(register.resolve("统计局").unwrap().units()[0].name, "市统计局");
    assert_eq!(register.resolve("城关镇").unwrap().units()[0].kind, UnitKind::Town);
});

db_test!(a_workbook_is_read_like_any_table, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip([["名称", "别名"], ["市统计局", "统计局"], ["市审计局", ""]]) {
        sheet.write_row(row, 0, cells).unwrap();
    }
    let file = book.save_to_buffer().unwrap();
    let office = app.as_("office").await;
    let preview = office.upload("/desk/units/import", &[], &[("file", "单位.xlsx", &file)]).await.ok();
    let table = preview.contains("将添加 2 个单位").field("table").unwrap();
    office.post("/desk/units/import/adopt", &[("table", &table)]).await.saying("已导入 2 个单位");
});

db_test!(a_table_with_one_wrong_row_writes_nothing, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    let table = "名称,类别\n市统计局,政府部门\n市审计局,委办局\n市统计局,政府部门\n";
    let preview = office.upload("/desk/units/import", &[], &[("file", "单位.csv", table.as_bytes())]).await.ok();
    let preview = preview.contains("有 2 行不能导入").contains("没有“委办局”这个类别").contains("在第 2 行已经出现过");
    let table = preview.lacks("导入这").field("table").unwrap();
    office.post("/desk/units/import/adopt", &[("table", &table)]).await.invalid("有 2 行不能导入");
    assert_eq!(app.journal().await, [""; 0]);
});

db_test!(a_file_that_is_no_table_is_refused_in_words, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    office.upload("/desk/units/import", &[], &[]).await.invalid("请先选一个表格文件");
    office.upload("/desk/units/import", &[], &[("file", "a.csv", b"")]).await.invalid("没有文字");
    office
        .upload("/desk/units/import", &[], &[("file", "a.csv", "甲,乙\n1,2\n".as_bytes())])
        .await
        .invalid("必须有“名称”");
});

db_test!(what_is_exported_can_be_imported_again, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let office = app.as_("office").await;
    let first = office.upload("/desk/units/import", &[], &[("file", "a.csv", TABLE.as_bytes())]).await.ok();
    office.post("/desk/units/import/adopt", &[("table", &first.field("table").unwrap())]).await;
    let file = office.get("/desk/units/export.csv").await.ok();
    assert!(file.body().contains("市统计局,市统计局,政府部门,市统计；统计局"), "{}", file.body());
    let again = office.upload("/desk/units/import", &[], &[("file", "b.csv", &file.bytes)]).await.ok();
    again.contains("表里的单位都已经有了");
});
